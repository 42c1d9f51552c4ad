import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '#platform/database';
import type { Coverage } from '#platform/permission';
import type { ImportCounts } from '../forms.ts';
import { isCovered } from '../queries/coverage.ts';
import { room } from '../store/units.ts';
import { type ImportColumn, importColumns, unitLevels } from '../vocabulary.ts';
import { plainColumns, rowColumn } from './columns.ts';

/**
 * Holds every waiting row against the tree as it is now: what it would change, and what does not fit. Works in sets, so
 * 200,000 rows are a handful of statements.
 * @param columns columns the file has; the others keep what the unit holds
 * @param coverage part of the tree the importer administers
 */
export async function checkRows(
  tx: Tx,
  run: string,
  columns: readonly ImportColumn[],
  coverage: Coverage,
): Promise<ImportCounts> {
  const many = await isMany(tx, run);
  if (many) await refreshStatistics(tx, 'import');
  await resolveRows(tx, run, columns);
  if (many) await refreshStatistics(tx, 'import');
  await findMisfits(tx, run, coverage);
  await findDuplicates(tx, run);
  await findCircles(tx, run);
  return countOutcomes(tx, run);
}

/** Rows from which a plan without statistics, or with those of much larger runs before, is felt. */
const MANY = 2_000;

async function isMany(tx: Tx, run: string): Promise<boolean> {
  const found = await sql`select 1 where exists (
      select from organisations.import_row where run_id = ${run} and seq > ${MANY})
    or (select reltuples > ${MANY} from pg_catalog.pg_class where oid = 'organisations.import_row'::regclass)`.execute(
    room(tx),
  );
  return found.rows.length > 0;
}

/** Tells the planner what this transaction just wrote. */
export async function refreshStatistics(tx: Tx, table: 'import' | 'unit'): Promise<void> {
  const refresh = table === 'import' ? sql`refresh_import_statistics` : sql`refresh_unit_statistics`;
  await sql`select organisations.${refresh}()`.execute(room(tx));
}

const ref = (alias: string, column: string) => sql.ref(`${alias}.${column}`);

/** Finds each row's unit and line, fills absent columns from the unit, and writes the differences. */
async function resolveRows(tx: Tx, run: string, columns: readonly ImportColumn[]): Promise<void> {
  const absent = importColumns.filter((column) => !columns.includes(column));
  const fill = absent.map((column) => {
    const name = sql.ref(rowColumn[column]);
    if (column === 'lineCode') return sql`${name} = l.code`;
    if (column === 'sortOrder') return sql`${name} = coalesce(u.sort_order, 0)`;
    return sql`${name} = ${ref('u', rowColumn[column])}`;
  });
  const compared = columns.filter((column) => column !== 'code');
  const pair = (column: ImportColumn): RawBuilder<unknown> => {
    const name = rowColumn[column];
    const was =
      column === 'superiorCode'
        ? sql`s.code`
        : column === 'lineCode'
          ? sql`l.code`
          : sql`${ref('u', name)}::text`;
    return sql`(${sql.lit(column)}, ${was}, ${ref('g', name)}::text)`;
  };
  const more = fill.length === 0 ? sql`` : sql`${sql.join(fill)}, `;
  await sql`
    update organisations.import_row r set ${more}
      unit_id = u.id, misfits = '[]', path = null, superior_id = null,
      line_id = (select n.id from organisations.line n where n.code = ${columns.includes('lineCode') ? sql`g.line_code` : sql`l.code`}),
      changes = case when u.id is null then '[]' else coalesce((
        select jsonb_agg(jsonb_build_object('column', c.name, 'from', c.was, 'to', c.becomes))
        from (values ${sql.join(compared.map(pair))}) c (name, was, becomes)
        where c.was is distinct from c.becomes), '[]') end,
      outcome = case when g.problems <> '[]' then 'error' when u.id is null then 'new' else 'unchanged' end
    from organisations.import_row g
      left join organisations.unit u on u.code = g.code
      left join organisations.unit s on s.id = u.superior_id
      left join organisations.line l on l.id = u.line_id
    where g.run_id = ${run} and r.run_id = g.run_id and r.seq = g.seq`.execute(room(tx));
  await sql`update organisations.import_row set outcome = 'changed'
    where run_id = ${run} and outcome = 'unchanged' and changes <> '[]'`.execute(room(tx));
}

/** A problem as SQL builds it: the column's place in this file is known from a cell of the same row, so it is looked up later. */
function misfit(column: ImportColumn, expected: string, params: RawBuilder<unknown> = sql`'{}'::jsonb`) {
  return sql`jsonb_build_object('name', ${sql.lit(column)}, 'read', coalesce(${ref('r', column === 'level' ? 'level_read' : rowColumn[column])}::text, ''),
    'expected', ${sql.lit(`unitImport.${expected}`)}, 'params', ${params})`;
}

const rank = (level: RawBuilder<unknown>) => sql`array_position(${unitLevels}::text[], ${level})`;

async function findMisfits(tx: Tx, run: string, coverage: Coverage): Promise<void> {
  const moves = sql`exists (select from jsonb_array_elements(r.changes) c where c->>'column' = 'superiorCode')`;
  const isNew = sql`r.unit_id is null`;
  const rules: readonly (readonly [RawBuilder<unknown>, RawBuilder<unknown>])[] = [
    [sql`u.state <> 'active'`, misfit('code', 'expectedActiveUnit')],
    [
      sql`u.superior_id is null and u.id is not null and r.superior_code is not null`,
      misfit('superiorCode', 'expectedNoSuperior'),
    ],
    [
      sql`r.superior_code is null and case when u.id is null then exists (select from organisations.unit) or exists (
        select from organisations.import_row o where o.run_id = r.run_id and o.superior_code is null and o.seq < r.seq)
        else u.superior_id is not null end`,
      misfit('superiorCode', 'expectedSuperiorCode'),
    ],
    [
      sql`r.superior_code is not null and s.id is null and o.seq is null`,
      misfit('superiorCode', 'expectedSuperior'),
    ],
    [sql`(${isNew} or ${moves}) and s.state <> 'active'`, misfit('superiorCode', 'expectedActiveSuperior')],
    [sql`r.line_code is not null and r.line_id is null`, misfit('lineCode', 'expectedLine')],
    [
      sql`u.level is not null and r.level <> u.level`,
      misfit('level', 'expectedSameLevel', sql`jsonb_build_object('unitLevel', u.level)`),
    ],
    [
      sql`(${isNew} or ${moves}) and ${rank(sql`r.level`)} < ${rank(sql`coalesce(s.level, o.level)`)}`,
      misfit(
        'level',
        'expectedLowerLevel',
        sql`jsonb_build_object('superiorLevel', coalesce(s.level, o.level))`,
      ),
    ],
    [
      sql`r.outcome in ('changed') and not coalesce(${isCovered(coverage, 'u')}, false)`,
      misfit('code', 'expectedCovered'),
    ],
    [
      sql`(${isNew} or ${moves}) and s.id is not null and not coalesce(${isCovered(coverage, 's')}, false)`,
      misfit('superiorCode', 'expectedCovered'),
    ],
  ];
  const found = rules.map(([when, problem]) => sql`select ${problem} as problem where ${when}`);
  await sql`
    update organisations.import_row t set misfits = f.problems, outcome = 'error'
    from organisations.import_row r
      left join organisations.unit u on u.id = r.unit_id
      left join organisations.unit s on s.code = r.superior_code
      left join lateral (select m.seq, m.level from organisations.import_row m
        where m.run_id = r.run_id and m.code = r.superior_code limit 1) o on true
      cross join lateral (select jsonb_agg(problem) as problems from (${sql.join(found, sql` union all `)}) every) f
    where r.run_id = ${run} and r.problems = '[]' and f.problems is not null
      and t.run_id = r.run_id and t.seq = r.seq`.execute(room(tx));
}

/** A code may stand once; every later row of it is wrong. */
async function findDuplicates(tx: Tx, run: string): Promise<void> {
  const problem = misfit('code', 'expectedUniqueCode', sql`jsonb_build_object('first', d."row")`);
  await sql`
    update organisations.import_row r set misfits = r.misfits || ${problem}, outcome = 'error'
    from (select distinct on (code) code, seq, "row" from organisations.import_row
      where run_id = ${run} and code <> '' and code in (
        select code from organisations.import_row where run_id = ${run} group by code having count(*) > 1)
      order by code, seq) d
    where r.run_id = ${run} and r.code = d.code and r.seq > d.seq`.execute(room(tx));
}

/**
 * Rows whose superiors lead back to themselves. New units are reached from the tree downwards, each once: those never
 * reached hang on one another. A moved unit (there are few) is followed upwards through what the file says.
 */
async function findCircles(tx: Tx, run: string): Promise<void> {
  const problem = misfit('superiorCode', 'expectedNoCircle');
  await sql`
    with recursive reached as (
      select n.seq, n.code from organisations.import_row n
      where n.run_id = ${run} and n.outcome = 'new' and (n.superior_code is null
        or exists (select from organisations.unit u where u.code = n.superior_code))
      union
      select n.seq, n.code from reached p join organisations.import_row n
        on n.run_id = ${run} and n.superior_code = p.code and n.outcome = 'new'
    )
    update organisations.import_row r set misfits = r.misfits || ${problem}, outcome = 'error'
    where r.run_id = ${run} and r.outcome = 'new' and not exists (select from reached where reached.seq = r.seq)
      and not exists (select from organisations.import_row e
        where e.run_id = ${run} and e.outcome = 'error' and e.code = r.superior_code)`.execute(room(tx));
  await sql`
    with recursive climb as (
      select m.seq, m.code as start, m.superior_code as at, 1 as depth from organisations.import_row m
      where m.run_id = ${run} and m.outcome = 'changed' and m.changes @> '[{"column": "superiorCode"}]'
      union all
      select c.seq, c.start, coalesce(
        (select g.superior_code from organisations.import_row g where g.run_id = ${run} and g.code = c.at limit 1),
        (select s.code from organisations.unit u join organisations.unit s on s.id = u.superior_id where u.code = c.at)
      ), c.depth + 1
      from climb c where c.at is not null and c.at <> c.start and c.depth < 64
    )
    update organisations.import_row r set misfits = r.misfits || ${problem}, outcome = 'error'
    where r.run_id = ${run} and r.seq in (select seq from climb where at = start or depth >= 64)`.execute(
    room(tx),
  );
}

async function countOutcomes(tx: Tx, run: string): Promise<ImportCounts> {
  const found = await sql<ImportCounts>`
    select count(*)::integer as rows,
      count(*) filter (where outcome = 'new')::integer as new,
      count(*) filter (where outcome = 'changed')::integer as changed,
      count(*) filter (where outcome = 'unchanged')::integer as unchanged,
      count(*) filter (where outcome = 'error')::integer as error
    from organisations.import_row where run_id = ${run}`.execute(room(tx));
  const counts = found.rows[0];
  if (counts === undefined) throw new Error('a count has one row');
  return counts;
}

/** Columns an import writes into `unit` as they stand. */
export const writtenColumns = plainColumns.map((column) => rowColumn[column]);
