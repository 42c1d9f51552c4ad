import type { Selectable, Updateable } from 'kysely';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import type { Move } from '../domain.ts';
import type { ItemFields } from '../forms/catalogue.ts';
import type { AffairsKind, CatalogueState } from '../forms/vocabulary.ts';
import type { CatalogueTables } from '../tables.ts';
import type { Clause } from '../time-limit/index.ts';
import { query } from './query.ts';

export type CatalogueRecord = Selectable<CatalogueTables['catalogue.catalogue']>;
export type ItemRecord = Selectable<CatalogueTables['catalogue.item']>;

export async function findCatalogue(db: Reader, id: string): Promise<CatalogueRecord | undefined> {
  return query(db).selectFrom('catalogue.catalogue').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Locks the catalogue: every command that moves or edits it goes one after another. */
export async function lockCatalogue(ctx: CommandContext, id: string): Promise<CatalogueRecord | undefined> {
  return query(ctx.tx)
    .selectFrom('catalogue.catalogue')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function findInForce(
  db: Reader,
  unit: number,
  affairsKind: AffairsKind,
): Promise<CatalogueRecord | undefined> {
  return query(db)
    .selectFrom('catalogue.catalogue')
    .selectAll()
    .where('unit_id', '=', unit)
    .where('affairs_kind', '=', affairsKind)
    .where('state', '=', 'inForce')
    .executeTakeFirst();
}

export async function findUnderWay(
  db: Reader,
  unit: number,
  affairsKind: AffairsKind,
): Promise<CatalogueRecord | undefined> {
  return query(db)
    .selectFrom('catalogue.catalogue')
    .selectAll()
    .where('unit_id', '=', unit)
    .where('affairs_kind', '=', affairsKind)
    .where('state', 'in', ['draft', 'submitted', 'approved', 'filed', 'registered'])
    .executeTakeFirst();
}

export async function nextVersion(
  db: Reader,
  unit: number,
  affairsKind: AffairsKind,
  year: number,
): Promise<number> {
  const row = await query(db)
    .selectFrom('catalogue.catalogue')
    .select((e) => e.fn.max('version').as('version'))
    .where('unit_id', '=', unit)
    .where('affairs_kind', '=', affairsKind)
    .where('year', '=', year)
    .executeTakeFirst();
  return (row?.version ?? 0) + 1;
}

export async function listItems(db: Reader, catalogue: string): Promise<ItemRecord[]> {
  return query(db)
    .selectFrom('catalogue.item')
    .selectAll()
    .where('catalogue_id', '=', catalogue)
    .orderBy('position')
    .orderBy('id')
    .execute();
}

export async function findItem(db: Reader, catalogue: string, item: string): Promise<ItemRecord | undefined> {
  return query(db)
    .selectFrom('catalogue.item')
    .selectAll()
    .where('catalogue_id', '=', catalogue)
    .where('id', '=', item)
    .executeTakeFirst();
}

/** A row to be written: its fields, and what of its time limit no rule and no person has understood. */
export type ItemToWrite = {
  readonly id: string;
  readonly itemKey: string;
  readonly position: number;
  readonly fields: ItemFields;
  readonly flagged: readonly string[];
};

export function itemColumns({ fields, flagged }: Pick<ItemToWrite, 'fields' | 'flagged'>) {
  const clauses: readonly Clause[] = fields.clauses;
  return {
    matter1: fields.matter1,
    matter2: fields.matter2,
    content: fields.content,
    basis: fields.basis,
    scope: fields.scope,
    audience: fields.audience,
    mode: fields.mode,
    carriers: fields.carriers,
    time_kind: fields.timeKind,
    time_limit: fields.timeLimit,
    clauses: JSON.stringify(clauses),
    flagged: JSON.stringify(flagged),
    stages: fields.stages,
    responsible: fields.responsible,
    admin_level: fields.adminLevel,
    retention: fields.retention,
    note: fields.note,
  };
}

export function fieldsOf(item: ItemRecord): ItemFields {
  return {
    matter1: item.matter1,
    matter2: item.matter2,
    content: item.content,
    basis: item.basis,
    scope: item.scope,
    audience: item.audience,
    mode: item.mode,
    carriers: item.carriers,
    timeKind: item.time_kind,
    timeLimit: item.time_limit,
    clauses: [...item.clauses],
    stages: item.stages,
    responsible: item.responsible,
    adminLevel: item.admin_level,
    retention: item.retention,
    note: item.note,
  };
}

const ROWS_PER_INSERT = 500;

export async function insertItems(
  ctx: CommandContext,
  catalogue: string,
  items: readonly ItemToWrite[],
): Promise<void> {
  for (let start = 0; start < items.length; start += ROWS_PER_INSERT) {
    const rows = items.slice(start, start + ROWS_PER_INSERT).map((item) => ({
      id: item.id,
      catalogue_id: catalogue,
      item_key: item.itemKey,
      position: item.position,
      ...itemColumns(item),
      ...signature(ctx),
    }));
    await query(ctx.tx).insertInto('catalogue.item').values(rows).execute();
  }
}

export async function updateItem(
  ctx: CommandContext,
  id: string,
  item: Pick<ItemToWrite, 'fields' | 'flagged'> & { readonly position?: number },
): Promise<void> {
  await query(ctx.tx)
    .updateTable('catalogue.item')
    .set((e) => ({
      ...itemColumns(item),
      ...signature(ctx),
      ...(item.position === undefined ? {} : { position: item.position }),
      lock: e('lock', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
}

function signature(ctx: CommandContext) {
  return { updated_by: ctx.actor.person, updated_name: ctx.actor.name, updated_at: ctx.now };
}

/** Notes that this person has had a hand in the text, and that the catalogue changed. */
export async function markEdited(ctx: CommandContext, catalogue: string): Promise<void> {
  await query(ctx.tx)
    .insertInto('catalogue.editor')
    .values({ catalogue_id: catalogue, person: ctx.actor.person, name: ctx.actor.name, first_at: ctx.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await updateCatalogue(ctx, catalogue, {});
}

/** Writes the change and raises the lock that optimistic editors compare. */
export async function updateCatalogue(
  ctx: CommandContext,
  id: string,
  change: Updateable<CatalogueTables['catalogue.catalogue']>,
): Promise<void> {
  await query(ctx.tx)
    .updateTable('catalogue.catalogue')
    .set((e) => ({ ...change, updated_at: ctx.now, updated_name: ctx.actor.name, lock: e('lock', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

export async function listEditors(db: Reader, catalogue: string): Promise<string[]> {
  const rows = await query(db)
    .selectFrom('catalogue.editor')
    .select('person')
    .where('catalogue_id', '=', catalogue)
    .execute();
  return rows.map(({ person }) => person);
}

export async function recordMove(
  ctx: CommandContext,
  catalogue: string,
  entry: {
    readonly move: Move | 'create';
    readonly from: CatalogueState | null;
    readonly to: CatalogueState;
    readonly opinion: string;
  },
): Promise<void> {
  await query(ctx.tx)
    .insertInto('catalogue.history')
    .values({
      catalogue_id: catalogue,
      move: entry.move,
      from_state: entry.from,
      to_state: entry.to,
      actor: ctx.actor.person,
      actor_name: ctx.actor.name,
      at: ctx.now,
      opinion: entry.opinion,
    })
    .execute();
}
