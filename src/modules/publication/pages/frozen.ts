import { type Html, type HtmlValue, html, join, toMarkup, trustHtml } from '#platform/html';
import { toHtml } from '#platform/richtext';
import type { Chrome } from '#ui/portal';
import type { ItemVersion } from '../queries/item.ts';
import type { ItemSummary } from '../queries/items.ts';
import type { Part } from '../queries/parts.ts';
import { type Meta, metaOf } from '../registration/meta.ts';
import { commitOf } from '../registration/parts.ts';

/*
 * A page shows the frozen parts of its version and nothing made anew: each stands between `<!--part N-->` and `<!--/part N-->`,
 * where N is its place in the manifest. Title and metadata are text and stand there escaped (&amp; &lt; &gt; &quot; &#39;);
 * a block stands byte for byte. So a saved page can be held against the manifest.
 */

/** The title as frozen. What was public before the log began, and is not registered yet, is shown from its content. */
export function titleHtml(chrome: Chrome, shown: ItemVersion): Html {
  const part = shown.parts.find((one) => one.kind === 'title');
  if (part === undefined) return html`${shown.content.title}`;
  return part.bytes === null ? erased(chrome) : marked(part, toMarkup(html`${part.bytes.toString()}`));
}

/** The title where no markup can stand. */
export function titleText({ t }: Chrome, shown: ItemVersion): string {
  const part = shown.parts.find((one) => one.kind === 'title');
  if (part === undefined) return shown.content.title;
  return part.bytes?.toString() ?? t('publication.part.erased');
}

/** The metadata as frozen. */
export function metaShown(item: ItemSummary, shown: ItemVersion): Meta {
  const bytes = metaPart(shown)?.bytes;
  if (bytes !== undefined && bytes !== null) return JSON.parse(bytes.toString()) as Meta;
  return metaOf(shown.content, {
    indexNumber: item.indexNumber,
    unit: { code: '', name: shown.unitName },
    publishedAt: item.publishedAt,
    versionAt: shown.publishedAt,
    version: shown.version,
    purpose: shown.purpose,
  });
}

/** The metadata in the very bytes that were registered, for the panel; null when they were erased. */
export function metaSource(shown: ItemVersion): Html | null {
  const part = metaPart(shown);
  return part === undefined || part.bytes === null
    ? null
    : marked(part, toMarkup(html`${part.bytes.toString()}`));
}

const metaPart = (shown: ItemVersion) => shown.parts.find((one) => one.kind === 'meta');

/** The text as signed; pictures are attachments of the same version. */
export function bodyHtml(chrome: Chrome, slug: string, shown: ItemVersion): HtmlValue {
  if (shown.parts.length === 0) return oldBody(slug, shown);
  const blocks = shown.parts.filter((one) => one.kind === 'block');
  return join(
    blocks.map((part) =>
      part.bytes === null ? html`<p class="soft">${erased(chrome)}</p>` : marked(part, part.bytes.toString()),
    ),
    '\n',
  );
}

function oldBody(slug: string, shown: ItemVersion): Html {
  const base = `/i/${slug}/v/${shown.version}/files`;
  const place = new Map(
    shown.attachments.flatMap((one) => (one.sha256 === null ? [] : [[one.sha256, one.position] as const])),
  );
  return trustHtml(
    toHtml(shown.content.body, { imageUrl: (sha256) => `${base}/${place.get(sha256) ?? 0}/image` }),
    'made by platform/richtext from the frozen content; it escapes every text and address',
  );
}

function marked(part: Part, markup: string): Html {
  return trustHtml(
    `<!--part ${part.position}-->${markup}<!--/part ${part.position}-->`,
    'frozen when registered: made by platform/richtext or escaped here, and held against its commitment',
  );
}

function erased({ t }: Chrome): Html {
  return html`${t('publication.part.erased')}`;
}

/** Is every part that is still there what was registered? Attachments are hashed when they are downloaded by a verifier. */
export function isUnaltered(shown: ItemVersion): boolean {
  return shown.parts.every(
    ({ salt, bytes, commit }) => salt === null || bytes === null || commitOf(salt, bytes) === commit,
  );
}
