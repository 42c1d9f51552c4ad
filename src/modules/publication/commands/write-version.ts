import type { FrozenRevision } from '#modules/disclosure';
import type { CommandContext } from '#platform/command';
import { canonicalJson, toText } from '#platform/richtext';
import { getPublisher } from '../queries/units.ts';
import { own } from '../store.ts';

/** Writes one version with its attachments: append-only, keyed by its revision. */
export async function writeVersion(
  ctx: CommandContext,
  item: string,
  version: number,
  frozen: FrozenRevision,
): Promise<void> {
  const { content, purpose } = frozen;
  if (purpose === 'withdraw') throw new Error('a withdrawal has no version');
  const unit = await getPublisher(ctx.tx, frozen.unit);
  await own(ctx.tx)
    .insertInto('publication.item_version')
    .values({
      item,
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
    })
    .execute();
  await writeAttachments(ctx, item, version, frozen);
}

async function writeAttachments(
  ctx: CommandContext,
  item: string,
  version: number,
  { content }: FrozenRevision,
): Promise<void> {
  if (content.attachments.length === 0) return;
  await own(ctx.tx)
    .insertInto('publication.item_attachment')
    .values(content.attachments.map((one, index) => ({ item, version, position: index + 1, ...one })))
    .execute();
}
