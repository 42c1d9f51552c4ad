import { type RawBuilder, sql } from 'kysely';
import { localDateOf } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import { carryMove } from '../commands/move-unit.ts';
import { isWithin } from '../domain.ts';
import { lockUnit, room } from '../store/units.ts';
import { refreshStatistics, writtenColumns } from './check.ts';

/** Rows written between two reports of progress. */
const CHUNK = 5_000;

/** Told how many rows are written. */
export type Progress = (done: number) => Promise<void>;

/**
 * Writes what the rows say, in the caller's transaction, under the tree lock and after a check without errors: new units
 * from the top down, then changed names and details, then moves.
 */
export async function applyRows(ctx: CommandContext, run: string, progress: Progress): Promise<void> {
  await placeNewUnits(ctx, run);
  const made = await insertNewUnits(ctx, run, progress);
  await updateChangedUnits(ctx, run);
  await moveChangedUnits(ctx, run);
  if (made > CHUNK) await refreshStatistics(ctx.tx, 'unit');
  await progress(made);
}

/** Draws ids for new units and works out their paths, level by level. */
async function placeNewUnits(ctx: CommandContext, run: string): Promise<void> {
  const db = room(ctx.tx);
  await sql`update organisations.import_row
    set unit_id = nextval(pg_get_serial_sequence('organisations.unit', 'id'))
    where run_id = ${run} and outcome = 'new'`.execute(db);
  await sql`
    with recursive placed as (
      select r.seq, r.code, r.unit_id, u.id as superior_id, coalesce(u.path, '/') || r.unit_id || '/' as path
      from organisations.import_row r left join organisations.unit u on u.code = r.superior_code
      where r.run_id = ${run} and r.outcome = 'new' and (u.id is not null or r.superior_code is null)
      union all
      select r.seq, r.code, r.unit_id, p.unit_id, p.path || r.unit_id || '/'
      from placed p join organisations.import_row r
        on r.run_id = ${run} and r.superior_code = p.code and r.outcome = 'new'
    )
    update organisations.import_row r set path = placed.path, superior_id = placed.superior_id
    from placed where r.run_id = ${run} and r.seq = placed.seq`.execute(db);
}

/** In the order of paths a superior comes before what stands below it. @returns how many */
async function insertNewUnits(ctx: CommandContext, run: string, progress: Progress): Promise<number> {
  const today = localDateOf(ctx.now);
  let after = '';
  for (let made = 0; ; ) {
    const chunk = await sql<{ path: string; count: number }>`
      with chunk as (
        select * from organisations.import_row
        where run_id = ${run} and path > ${after} and outcome = 'new' order by path limit ${CHUNK}
      ), units as (
        insert into organisations.unit (id, code, name, short_name, level, kind, superior_id, line_id, path, uscc,
          address, phone, public_contact, website, office_hours, introduction, sort_order, created_at)
        select unit_id, code, name, short_name, level, kind, superior_id, line_id, path, uscc,
          address, phone, public_contact, website, office_hours, introduction, coalesce(sort_order, 0), ${ctx.now}
        from chunk order by path
      ), names as (
        insert into organisations.unit_name (unit_id, from_on, name, short_name, recorded_at)
        select unit_id, ${today}, name, short_name, ${ctx.now} from chunk
      ), events as (
        ${insertEvents(ctx, 'created', sql`jsonb_build_array(jsonb_build_object('field', 'name', 'from', null, 'to', name))`, sql`chunk`)}
      )
      select max(path) as path, count(*)::integer as count from chunk`.execute(room(ctx.tx));
    const written = chunk.rows[0];
    if (written === undefined || written.count === 0) return made;
    made += written.count;
    after = written.path;
    await progress(made);
  }
}

function insertEvents(
  ctx: CommandContext,
  kind: string,
  changes: RawBuilder<unknown>,
  rows: RawBuilder<unknown>,
) {
  return sql`insert into organisations.unit_event (unit_id, kind, on_date, at, actor, actor_name, changes)
    select unit_id, ${sql.lit(kind)}, ${localDateOf(ctx.now)}, ${ctx.now}, ${ctx.actor.person}::uuid, ${ctx.actor.name}, ${changes}
    from ${rows}`;
}

/** The changes of a row that are, or are not, of its name, in the words of the history. */
function changesOfRow(names: boolean): RawBuilder<unknown> {
  const isName = sql`c->>'column' = 'name'`;
  return sql`(select jsonb_agg(jsonb_build_object('field', c->>'column', 'from', c->>'from', 'to', c->>'to'))
    from jsonb_array_elements(changes) c
    where c->>'column' <> 'superiorCode' and ${names ? isName : sql`not (${isName})`})`;
}

const changedRows = (run: string) =>
  sql`organisations.import_row where run_id = ${run} and outcome = 'changed'`;

async function updateChangedUnits(ctx: CommandContext, run: string): Promise<void> {
  const db = room(ctx.tx);
  const set = writtenColumns.map((column) => {
    const given = sql.ref(`r.${column}`);
    return sql`${sql.ref(column)} = ${column === 'sort_order' ? sql`coalesce(${given}, 0)` : given}`;
  });
  for (const names of [true, false]) {
    const changes = changesOfRow(names);
    await insertEvents(
      ctx,
      names ? 'renamed' : 'detailsChanged',
      changes,
      sql`${changedRows(run)} and ${changes} is not null`,
    ).execute(db);
  }
  await sql`insert into organisations.unit_name (unit_id, from_on, name, short_name, recorded_at)
    select unit_id, ${localDateOf(ctx.now)}, name, short_name, ${ctx.now} from ${changedRows(run)}
      and (changes @> '[{"column": "name"}]' or changes @> '[{"column": "shortName"}]')`.execute(db);
  await sql`update organisations.unit u set ${sql.join(set)}, line_id = r.line_id, version = u.version + 1
    from organisations.import_row r
    where r.run_id = ${run} and r.outcome = 'changed' and u.id = r.unit_id`.execute(db);
}

/**
 * Moves one after the other. A unit whose new superior still stands below it waits until that one has moved; the check
 * found no circle, so each round moves at least one.
 */
async function moveChangedUnits(ctx: CommandContext, run: string): Promise<void> {
  const found = await sql<{ id: number; superior: number }>`
    select r.unit_id as id, s.id as superior
    from organisations.import_row r join organisations.unit s on s.code = r.superior_code
    where r.run_id = ${run} and r.outcome = 'changed' and r.changes @> '[{"column": "superiorCode"}]'
    order by r.seq`.execute(room(ctx.tx));
  let waiting = found.rows;
  while (waiting.length > 0) {
    const next: typeof waiting = [];
    for (const move of waiting) if (!(await tryMove(ctx, move))) next.push(move);
    if (next.length === waiting.length) throw new Error('moves of an import wait for one another');
    waiting = next;
  }
}

async function tryMove(ctx: CommandContext, move: { id: number; superior: number }): Promise<boolean> {
  const unit = await lockUnit(ctx.tx, move.id);
  const superior = await lockUnit(ctx.tx, move.superior);
  if (unit === undefined || superior === undefined)
    throw new Error(`unit ${move.id} or ${move.superior} is gone`);
  if (isWithin(superior.path, unit.path)) return false;
  await carryMove(ctx, unit, superior, null);
  return true;
}
