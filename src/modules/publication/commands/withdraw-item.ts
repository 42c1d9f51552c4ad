import type { Selectable } from 'kysely';
import type { FrozenRevision } from '#modules/disclosure';
import type { CommandContext } from '#platform/command';
import { own } from '../store.ts';
import type { PublicationTables } from '../tables.ts';

/**
 * Takes an item away: no list, page, version, attachment or relation of it is seen by any reader from the moment the
 * transaction commits; its address answers with the tombstone. Versions stay in the database as evidence, out of the
 * portal's reach. The tombstone keeps no word of the content: what was withdrawn may be what had to be withdrawn.
 */
export async function withdrawItem(
  ctx: CommandContext,
  item: Selectable<PublicationTables['publication.item']>,
  frozen: FrozenRevision,
): Promise<void> {
  await own(ctx.tx)
    .insertInto('publication.tombstone')
    .values({
      item: item.id,
      revision: frozen.revision,
      slug: item.slug,
      index_number: item.index_number,
      unit: item.unit,
      unit_name: item.unit_name,
      affairs_kind: item.affairs_kind,
      scope: item.scope,
      scope_unit: item.scope_unit,
      audience_units: item.audience_units,
      content_sha256: frozen.contentSha256,
      reason: frozen.content.reason ?? frozen.content.changeNote ?? '',
      published_at: item.published_at,
      withdrawn_at: ctx.now,
    })
    .execute();
  await own(ctx.tx)
    .updateTable('publication.item')
    .set({ state: 'withdrawn', last_purpose: 'withdraw', changed_at: ctx.now })
    .where('id', '=', item.id)
    .execute();
}
