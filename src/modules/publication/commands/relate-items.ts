import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { readSlug } from '../slug.ts';
import { own } from '../store.ts';
import type { RelationKind } from '../words.ts';

export type RelateRefusal = 'item-not-found' | 'relation-to-itself' | 'relation-exists' | 'relation-loop';

/**
 * Says that `from` supersedes or interprets another item; pages show it at both ends.
 * @param other slug or index number of the other item, as typed
 */
export async function relateItems(
  ctx: CommandContext,
  from: string,
  kind: RelationKind,
  other: string,
): Promise<Result<null, RelateRefusal>> {
  const source = await findLive(ctx, from);
  const target = await findByAddress(ctx, other);
  if (source === undefined || target === undefined) return refuse('item-not-found', 404, {}, 'other');
  if (source.id === target.id) return refuse('relation-to-itself', 409, {}, 'other');
  if (kind === 'supersedes' && (await hasRelation(ctx, target.id, source.id, kind)))
    return refuse('relation-loop', 409);
  const made = await own(ctx.tx)
    .insertInto('publication.relation')
    .values({
      from_item: source.id,
      to_item: target.id,
      kind,
      person: ctx.actor.person,
      person_name: ctx.actor.name,
      created_at: ctx.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('kind')
    .executeTakeFirst();
  if (made === undefined) return refuse('relation-exists', 409);
  await record(ctx, 'publication.relate', source, kind, target.id);
  return done(null);
}

/** Takes a relation back. */
export async function unrelateItems(
  ctx: CommandContext,
  from: string,
  kind: RelationKind,
  to: string,
): Promise<Result<null, 'item-not-found'>> {
  const source = await findLive(ctx, from);
  if (source === undefined) return refuse('item-not-found', 404);
  const gone = await own(ctx.tx)
    .deleteFrom('publication.relation')
    .where('from_item', '=', from)
    .where('to_item', '=', to)
    .where('kind', '=', kind)
    .returning('kind')
    .executeTakeFirst();
  if (gone === undefined) return refuse('item-not-found', 404);
  await record(ctx, 'publication.unrelate', source, kind, to);
  return done(null);
}

type Found = { readonly id: string; readonly unit: number };

async function findLive(ctx: CommandContext, id: string): Promise<Found | undefined> {
  return own(ctx.tx)
    .selectFrom('publication.item')
    .select(['id', 'unit'])
    .where('id', '=', id)
    .where('state', '=', 'live')
    .executeTakeFirst();
}

/** Only what is open to society, or of the same unit, may be pointed at: a handler cannot feel for inner items of others. */
async function findByAddress(ctx: CommandContext, typed: string): Promise<Found | undefined> {
  const slug = readSlug(typed.replace(/^.*\/i\//, ''));
  return own(ctx.tx)
    .selectFrom('publication.item')
    .select(['id', 'unit'])
    .where('state', '=', 'live')
    .where((eb) => eb.or([eb('slug', '=', slug ?? ''), eb('index_number', '=', typed)]))
    .where((eb) =>
      eb.or([
        eb('scope', '=', 'society'),
        eb('unit', 'in', [0, ...ctx.actor.grants.map((grant) => Number(grant.unit))]),
      ]),
    )
    .executeTakeFirst();
}

async function hasRelation(
  ctx: CommandContext,
  from: string,
  to: string,
  kind: RelationKind,
): Promise<boolean> {
  const row = await own(ctx.tx)
    .selectFrom('publication.relation')
    .select('kind')
    .where('from_item', '=', from)
    .where('to_item', '=', to)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row !== undefined;
}

async function record(
  ctx: CommandContext,
  action: string,
  source: Found,
  kind: RelationKind,
  other: string,
): Promise<void> {
  await recordAudit(ctx, {
    action,
    subjectKind: 'item',
    subject: source.id,
    unit: source.unit as UnitId,
    data: { kind, other },
  });
}
