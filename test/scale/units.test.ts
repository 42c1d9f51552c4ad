import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { findSessionByHash } from '#modules/identity';
import {
  commitImport,
  coversAll,
  createUnit,
  findUnitByCode,
  findUnitRef,
  listChildren,
  listCoveredRoots,
  listCoveredUnits,
  organisations,
  searchUnits,
  startImport,
} from '#modules/organisations';
import type { Reader } from '#platform/database';
import type { Coverage } from '#platform/permission';
import {
  commandContext,
  freshDatabase,
  type TestDatabase,
  testActor,
  unitRef,
  valueOf,
} from '#test/database';
import { unitKindOf } from '../../src/app/demo/kinds.ts';
import { makeWorld, type WorldUnit } from '../../src/app/demo/world/index.ts';
import { listPeople } from '../../src/modules/identity/people-list.ts';
import { costOf } from './plans.ts';

/*
 * 200,000 units of an invented province, loaded by the import as an administrator would; then the tree, search in it, and
 * what a person with five roles sees. Asserted are rows read and statements sent, never time.
 */

const UNITS = 200_000;
const now = new Date('2026-03-02T02:00:00Z');
const seed = 20_260_701;

const importer = testActor('系统管理员', ['systemAdministrator'], unitRef(1, '/1/'), { reach: 'below' });

function* rowsOf(units: Iterable<WorldUnit>): Generator<string> {
  yield 'code,name,shortName,level,kind,superiorCode,uscc,address,phone\n';
  let count = 0;
  for (const unit of units) {
    count += 1;
    if (count > UNITS) return;
    if (unit.superior === null) continue;
    const { code, name, shortName, level, family, superior, uscc, address, phone } = unit;
    yield `${[code, name, shortName, level, unitKindOf[family], superior, uscc ?? '', address, phone].join(',')}\n`;
  }
}

async function writeTable(t: TestContext, units: Iterable<WorldUnit>) {
  const folder = mkdtempSync(join(tmpdir(), 'units-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'upload');
  await writeFile(path, rowsOf(units));
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk);
    size += chunk.length;
  }
  return { path, name: '单位.csv', size, sha256: hash.digest('hex') };
}

/** The root by command, everything below it by the import: dry run, decision, commit by the worker's jobs. */
async function loadProvince(t: TestContext, db: TestDatabase): Promise<void> {
  const world = makeWorld('province', seed, '2026-03-02');
  const run = commandContext(db, importer, now);
  for (const unit of world.units()) {
    const { code, name, level, family } = unit;
    const form = { code, name, level, kind: unitKindOf[family], superiorId: null };
    valueOf(await run((ctx) => createUnit(ctx, form)));
    break;
  }
  const root = await findUnitRef(db.office.reader, 1);
  assert.equal(root?.path, '/1/');
  const all: Coverage = { paths: ['/1/'], units: [], lines: [] };
  const file = await writeTable(t, world.units());
  const id = valueOf(await run((ctx) => startImport(ctx, file, all)));
  const tools = { database: db.worker, now: () => now };
  await organisations.jobs['organisations.check-import']?.run({ run: id }, tools);
  valueOf(await run((ctx) => commitImport(ctx, id, all)));
  await organisations.jobs['organisations.commit-import']?.run({ run: id }, tools);
  // As autovacuum will have: the index of pieces is merged, and index-only scans need no table.
  await db.owner.pool.query('vacuum analyze organisations.unit');
}

/** A person in every third unit, and one who holds five roles: two from above, one of a unit, two of lines. */
async function loadPeople(db: TestDatabase): Promise<void> {
  await db.owner.pool.query(`
    insert into identity.person (id, account, name, home_unit, created_at)
      select gen_random_uuid(), 'p' || lower(code), '王书' || chr(19968 + id % 5000), id, now()
      from organisations.unit where id % 3 = 0;
    insert into identity.role_grant (id, person, role, unit, reach, starts_on, granted_at)
      select gen_random_uuid(), id, 'handler', home_unit, 'own', '2026-01-01', now() from identity.person;
    insert into organisations.line (id, code, name) values (1, 'edu', '教育条线'), (2, 'health', '卫生条线');
    update organisations.unit set line_id = 1 where kind = 'school';
    update organisations.unit set line_id = 2 where kind = 'hospital';
    insert into identity.person (id, account, name, home_unit, created_at)
      values ('00000000-0000-7000-8000-000000000001', 'five', '五岗', 1, now());
    insert into identity.role_grant (id, person, role, unit, reach, line, starts_on, granted_at)
      select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', g.role, u.id, g.reach, g.line, '2026-01-01', now()
      from (values ('committeeOffice', '990302-QW', 'below', null), ('approver', '990501103.D', 'below', null),
        ('handler', '990101101', 'own', null), ('lineLead', '990101-JTJ', 'line', 1), ('lineLead', '990101-WJJ', 'line', 2))
        g (role, code, reach, line) join organisations.unit u on u.code = g.code;
    insert into identity.session (id, token_hash, person, created_at, last_seen_at, expires_at, second_factor)
      values ('00000000-0000-7000-8000-000000000002', repeat('5', 64), '00000000-0000-7000-8000-000000000001',
        '2026-03-02T01:59:00Z', '2026-03-02T01:59:00Z', '2026-03-02T09:00:00Z', false)`);
  await db.owner.pool.query('vacuum analyze organisations.unit, identity.person, identity.role_grant');
}

async function idOf(db: TestDatabase, code: string): Promise<number> {
  const unit = await findUnitByCode(db.office.reader, code);
  assert.ok(unit !== undefined, `no unit ${code}`);
  return unit.id;
}

test('200,000 units: tree, search in the tree and lists by permission read a page, not the table', async (t) => {
  const db = await freshDatabase(t);
  await loadProvince(t, db);
  const counted = await db.owner.pool.query<Record<string, number>>(`
    select count(*)::integer as units, count(distinct u.code)::integer as codes,
      count(*) filter (where u.path <> coalesce(s.path, '/') || u.id || '/')::integer as "wrongPaths",
      count(*) filter (where not exists (select from organisations.unit_name n where n.unit_id = u.id and n.name = u.name))::integer as nameless,
      count(*) filter (where not exists (select from organisations.unit_event e where e.unit_id = u.id and e.kind = 'created'))::integer as eventless,
      count(*) filter (where cardinality(u.search_terms) = 0)::integer as unsearchable
    from organisations.unit u left join organisations.unit s on s.id = u.superior_id`);
  assert.deepEqual(counted.rows[0], {
    units: UNITS,
    codes: UNITS,
    wrongPaths: 0,
    nameless: 0,
    eventless: 0,
    unsearchable: 0,
  });
  await loadPeople(db);

  /** Reads at most so many rows of `unit` and `person`, in so few statements, and never a whole large table. */
  const look = async <T>(
    what: string,
    most: { readonly statements: number; readonly rows: number },
    work: (reader: Reader) => Promise<T>,
  ): Promise<T> => {
    const { answer, cost } = await costOf(db.office, work);
    const told = `${what}: ${JSON.stringify(cost)}`;
    assert.ok(cost.statements > 0 && cost.statements <= most.statements, told);
    const touched = ['unit', 'person', 'role_grant'].reduce((sum, table) => sum + (cost.rows[table] ?? 0), 0);
    assert.ok(touched <= most.rows, told);
    assert.deepEqual(
      cost.whole.filter((table) => table !== 'line'),
      [],
      told,
    );
    return answer;
  };

  const found = await look('session', { statements: 1, rows: 50 }, (r) =>
    findSessionByHash(r, '5'.repeat(64), now),
  );
  const grants = found?.session.actor.grants ?? [];
  assert.equal(grants.length, 5);
  const paths = grants.filter((grant) => grant.reach === 'below').map((grant) => grant.unitPath);
  const mine: Coverage = { paths, units: [await idOf(db, '990101101')], lines: [1, 2] };

  const town = await idOf(db, '990501103.D');
  await look('unit', { statements: 1, rows: 1 }, (r) => findUnitRef(r, town));
  const children = valueOf(
    await look('children', { statements: 1, rows: 200 }, (r) =>
      listChildren(r, town, { limit: 20, coverage: mine }),
    ),
  );
  assert.equal(children.rows.length, 20);
  const elsewhere = await idOf(db, '990601104.D');
  const none = valueOf(
    await look('children elsewhere', { statements: 1, rows: 200 }, (r) =>
      listChildren(r, elsewhere, { limit: 20, coverage: mine }),
    ),
  );
  assert.deepEqual(none.rows, []);
  const covered = valueOf(
    await look('covered', { statements: 1, rows: 1_500 }, (r) => listCoveredUnits(r, mine, { limit: 20 })),
  );
  assert.equal(covered.rows.length, 20);
  const roots = await look('roots', { statements: 1, rows: 1_500 }, (r) => listCoveredRoots(r, mine));
  assert.equal(roots.rows.length, 3);
  const some = children.rows.map((row) => row.id);
  assert.equal(await look('covers', { statements: 1, rows: 100 }, (r) => coversAll(r, mine, some)), true);
  assert.equal(
    await look('covers not', { statements: 1, rows: 100 }, (r) => coversAll(r, mine, [...some, elsewhere])),
    false,
  );

  const everything: Coverage = { paths: ['/1/'], units: [], lines: [] };
  const rare = children.rows[5]?.name.replace(/^中共|支部委员会$/g, '') ?? '';
  const wide = await look('rare', { statements: 1, rows: 3_000 }, (r) =>
    searchUnits(r, rare, { limit: 20, coverage: everything }),
  );
  assert.ok(wide.rows.some((row) => row.id === children.rows[5]?.id));
  const own = await look('rare, mine', { statements: 1, rows: 8_000 }, (r) =>
    searchUnits(r, rare, { limit: 20, coverage: mine }),
  );
  assert.ok(own.rows.some((row) => row.id === children.rows[5]?.id));
  // At worst the whole of one's own part is walked, when a piece common elsewhere is rare in it: never the whole tree.
  const part = await db.owner.pool.query<{ units: number }>(
    `select count(*)::integer as units from organisations.unit u
     where line_id in (1, 2) or exists (select from unnest($1::text[]) p where starts_with(u.path, p))`,
    [paths],
  );
  const ownUnits = (part.rows[0]?.units ?? 0) + 500;
  assert.ok(ownUnits < UNITS / 4);
  const common = await look('common, mine', { statements: 1, rows: ownUnits }, (r) =>
    searchUnits(r, '委员会', { limit: 20, coverage: mine }),
  );
  assert.equal(common.rows.length, 20);
  await look('common', { statements: 1, rows: 3_000 }, (r) =>
    searchUnits(r, '委员会', { limit: 20, coverage: null }),
  );
  const byCode = await look('code', { statements: 2, rows: 2_000 }, (r) =>
    searchUnits(r, '990501103', { limit: 20, coverage: everything }),
  );
  assert.equal(byCode.rows[0]?.code.slice(0, 9), '990501103');
  const absent = await look('absent', { statements: 1, rows: 3_000 }, (r) =>
    searchUnits(r, '不存在的单位', { limit: 20, coverage: mine }),
  );
  assert.deepEqual(absent.rows, []);

  const people = await look('people', { statements: 2, rows: 1_000 }, (r) =>
    listPeople(r, mine, { limit: 20 }, now),
  );
  assert.equal(people.rows.length, 20);
  await look('people of all', { statements: 2, rows: 500 }, (r) =>
    listPeople(r, everything, { limit: 20 }, now),
  );
  const named = await look('a person', { statements: 2, rows: 2_000 }, (r) =>
    listPeople(r, everything, { limit: 20, q: `书${String.fromCharCode(19968 + 300)}` }, now),
  );
  assert.ok(named.rows.length > 0);
});
