import { type Selectable, sql } from 'kysely';
import { localDateOf } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import { type Reader, type Tx, tables } from '#platform/database';
import { pathEnd, pathUnder, type UnitFacts } from '../domain.ts';
import type { Change, OrganisationsTables } from '../tables.ts';
import type { UnitEventKind } from '../vocabulary.ts';

export type UnitRow = Selectable<OrganisationsTables['organisations.unit']>;

/** The query builder over this room's tables. */
export function room(db: Reader) {
  return tables<OrganisationsTables>(db);
}

/** Any number, the same in every version. */
const TREE_LOCK = 4_714_224;

/**
 * Whoever reshapes the tree does it alone; whoever only adds a leaf waits for him and not for one another. Without it two
 * moves at once could close a circle that neither sees, or a new unit could keep the path its superior just left.
 */
export async function lockTree(tx: Tx, how: 'reshape' | 'add'): Promise<void> {
  const take = how === 'reshape' ? sql`pg_advisory_xact_lock` : sql`pg_advisory_xact_lock_shared`;
  await sql`select ${take}(${TREE_LOCK})`.execute(room(tx));
}

export async function lockUnit(tx: Tx, id: number): Promise<UnitRow | undefined> {
  return room(tx)
    .selectFrom('organisations.unit')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export function factsOf(row: UnitRow): UnitFacts {
  return {
    id: row.id,
    path: row.path,
    level: row.level,
    state: row.state,
    superiorId: row.superior_id,
    version: row.version,
  };
}

export type NewUnit = Pick<UnitRow, 'code' | 'name' | 'level' | 'kind' | 'superior_id' | 'sort_order'> &
  Omit<UnitDetailsRow, 'sort_order'>;

/** Columns that are facts about a unit and neither its name nor its place. */
export type UnitDetailsRow = Pick<
  UnitRow,
  | 'short_name'
  | 'line_id'
  | 'uscc'
  | 'address'
  | 'phone'
  | 'public_contact'
  | 'website'
  | 'office_hours'
  | 'introduction'
  | 'sort_order'
>;

/** @returns the id; the path is made of it, so the id is drawn first */
export async function insertUnit(
  ctx: CommandContext,
  unit: NewUnit,
  superiorPath: string | null,
): Promise<number> {
  const drawn = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('organisations.unit', 'id'))::integer as id`.execute(room(ctx.tx));
  const id = drawn.rows[0]?.id;
  if (id === undefined) throw new Error('the sequence gave no number');
  await room(ctx.tx)
    .insertInto('organisations.unit')
    .values({ ...unit, id, path: pathUnder(superiorPath, id), created_at: ctx.now })
    .execute();
  await recordName(ctx, id, unit.name, unit.short_name, localDateOf(ctx.now));
  return id;
}

export async function recordName(
  ctx: CommandContext,
  unit: number,
  name: string,
  shortName: string | null,
  from: string,
): Promise<void> {
  await room(ctx.tx)
    .insertInto('organisations.unit_name')
    .values({ unit_id: unit, from_on: from, name, short_name: shortName, recorded_at: ctx.now })
    .execute();
}

export async function updateUnit(
  tx: Tx,
  id: number,
  set: Partial<UnitDetailsRow & Pick<UnitRow, 'name' | 'kind' | 'state' | 'merged_into_id'>>,
): Promise<void> {
  await room(tx)
    .updateTable('organisations.unit')
    .set((eb) => ({ ...set, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/**
 * Puts a unit and everything below it under another superior, in one statement.
 * The caller holds the tree lock and has asked `decideMove`.
 */
export async function moveSubtree(
  tx: Tx,
  unit: { readonly id: number; readonly path: string },
  superior: { readonly id: number; readonly path: string },
): Promise<string> {
  const path = pathUnder(superior.path, unit.id);
  await sql`
    update organisations.unit set
      path = ${path} || substr(path, ${unit.path.length + 1}),
      superior_id = case when id = ${unit.id} then ${superior.id} else superior_id end,
      version = version + case when id = ${unit.id} then 1 else 0 end
    where path >= ${unit.path} and path < ${pathEnd(unit.path)}`.execute(room(tx));
  return path;
}

export type NewEvent = {
  readonly unit: number;
  readonly kind: UnitEventKind;
  readonly reason?: string | null;
  /** Day it counts from; today when left out. */
  readonly on?: string;
  readonly other?: number | null;
  readonly changes?: readonly Change[];
};

/** Writes a line of the unit's history. */
export async function recordEvent(ctx: CommandContext, event: NewEvent): Promise<void> {
  await room(ctx.tx)
    .insertInto('organisations.unit_event')
    .values({
      unit_id: event.unit,
      kind: event.kind,
      on_date: event.on ?? localDateOf(ctx.now),
      at: ctx.now,
      actor: ctx.actor.person,
      actor_name: ctx.actor.name,
      reason: event.reason ?? null,
      other_unit_id: event.other ?? null,
      changes: JSON.stringify(event.changes ?? []),
    })
    .execute();
}
