import type { FrozenRevision } from '#modules/disclosure';
import type { CommandContext } from '#platform/command';
import { kept, later } from '#platform/database';
import { canonicalJson, toText } from '#platform/richtext';
import type { Publisher } from '../queries/units.ts';
import { own } from '../store.ts';
import { freezeParts } from './freeze-parts.ts';

/** The item a version belongs to, as far as its frozen parts name it. */
export type Shelf = {
  readonly id: string;
  readonly slug: string;
  readonly index_number: string;
  readonly published_at: Date;
};

/**
 * Writes one version with its attachments and frozen parts: append-only, keyed by its revision, invisible until revealed.
 * @returns the commitment to its manifest
 */
export async function writeVersion(
  ctx: CommandContext,
  item: Shelf,
  version: number,
  frozen: FrozenRevision,
  unit: Publisher,
): Promise<string> {
  const { content, purpose } = frozen;
  if (purpose === 'withdraw') throw new Error('a withdrawal has no version');
  const row = own(ctx.tx)
    .insertInto('publication.item_version')
    .values({
      item: item.id,
      version,
      revision: frozen.revision,
      purpose,
      scope: content.scope,
      scope_unit: content.scopeUnit,
      audience_units: content.audience?.units ?? [],
      content: canonicalJson(content),
      content_sha256: frozen.contentSha256,
      body_text: toText(content.body),
      unit_name: unit.name,
      published_at: ctx.now,
    });
  await later(ctx.tx, kept(row));
  await writeAttachments(ctx, item.id, version, frozen);
  return freezeParts(ctx, content, {
    item: item.id,
    slug: item.slug,
    indexNumber: item.index_number,
    unit,
    publishedAt: item.published_at,
    versionAt: ctx.now,
    version,
    purpose,
  });
}

async function writeAttachments(
  ctx: CommandContext,
  item: string,
  version: number,
  { content }: FrozenRevision,
): Promise<void> {
  if (content.attachments.length === 0) return;
  const rows = content.attachments.map((one, index) => ({ item, version, position: index + 1, ...one }));
  await later(ctx.tx, own(ctx.tx).insertInto('publication.item_attachment').values(rows));
}
