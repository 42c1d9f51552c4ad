import { createHash } from 'node:crypto';
import type { RevisionContent } from '#modules/disclosure';
import { html, toMarkup } from '#platform/html';
import { canonicalJson, toHtmlBlocks } from '#platform/richtext';
import type { PartKind } from '../words.ts';
import { metaOf, type Place } from './meta.ts';

/** A part before it is salted: small ones with their bytes, an attachment by the hash under which the file store has it. */
export type Piece =
  | { readonly kind: Exclude<PartKind, 'attachment'>; readonly media: string; readonly bytes: Buffer }
  | {
      readonly kind: 'attachment';
      readonly media: string;
      readonly name: string;
      readonly sha256: string;
      readonly size: number;
    };

/** A part as the manifest names it. */
export type ManifestPart = {
  readonly kind: PartKind;
  readonly commit: string;
  readonly size: number;
  readonly media: string;
};

export const SALT_BYTES = 32;

/**
 * Cuts a version into its parts, in the order of the page: title, metadata, blocks of the text, attachments.
 * The bytes of a block are the very ones the page shows; pictures in it lead to the attachments of this version, whose address
 * stays when newer versions come.
 */
export function cutParts(
  content: RevisionContent,
  place: Place & { readonly slug: string },
): readonly Piece[] {
  const base = `/i/${place.slug}/v/${place.version}/files`;
  const positionOf = new Map(content.attachments.map((one, index) => [one.sha256, index + 1]));
  // Withheld whole, nothing of the text is shown.
  const blocks =
    content.withholding?.extent === 'whole'
      ? []
      : toHtmlBlocks(content.body, {
          imageUrl: (sha256) => `${base}/${positionOf.get(sha256) ?? 0}/image`,
        });
  return [
    { kind: 'title', media: 'text/plain', bytes: Buffer.from(writable(content.title)) },
    { kind: 'meta', media: 'application/json', bytes: Buffer.from(canonicalJson(metaOf(content, place))) },
    ...blocks.map((block): Piece => ({ kind: 'block', media: 'text/html', bytes: Buffer.from(block) })),
    ...content.attachments.map(({ name, sha256, size, media }): Piece => {
      return { kind: 'attachment', media, name, sha256, size };
    }),
  ];
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};

/** The text as a page can show it: what HTML forbids is replaced now, so that page and frozen bytes say the same. */
function writable(text: string): string {
  return toMarkup(html`${text}`).replace(/&(?:lt|gt|quot|#39|amp);/g, (one) => entities[one] ?? one);
}

/** SHA-256(02 ‖ salt ‖ bytes): says nothing of the bytes to whoever has not the salt. */
export function commitOf(salt: Uint8Array, bytes: Uint8Array): string {
  return beginCommit(salt).update(bytes).digest('hex');
}

/** The same for bytes that come in pieces. */
export async function commitOfStream(salt: Uint8Array, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = beginCommit(salt);
  for await (const piece of bytes) hash.update(piece);
  return hash.digest('hex');
}

function beginCommit(salt: Uint8Array) {
  if (salt.length !== SALT_BYTES) throw new RangeError(`a salt has ${SALT_BYTES} bytes, not ${salt.length}`);
  return createHash('sha256').update(Uint8Array.of(2)).update(salt);
}

/** The bytes of a manifest: what the entry in the log commits to. */
export function manifestBytes(slug: string, version: number, parts: readonly ManifestPart[]): Buffer {
  const listed = parts.map(({ kind, commit, size, media }) => ({ kind, commit, size, media }));
  return Buffer.from(canonicalJson({ v: 1, item: slug, ver: version, parts: listed }));
}
