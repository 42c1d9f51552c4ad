import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Reader } from '#platform/database';
import type { Coverage } from '#platform/permission';
import { freshDatabase, type TestDatabase, valueOf } from '#test/database';
import {
  coversAll,
  findUnit,
  findUnitRef,
  listChildren,
  listCoveredRoots,
  listCoveredUnits,
  listGaps,
  searchUnits,
} from './queries/index.ts';
import { scansOfUnit, watchedReader } from './testing/explain.ts';
import { today } from './testing/world.ts';

const TOWNS = 30;
const VILLAGES = 2_000;
/** Far below the 60,031 units: a page and a little more, wherever it is in the tree. */
const FEW = 1_500;
/** Where one town is in the page, its 2,000 children are counted in the index. */
const WITH_A_TOWN = FEW + VILLAGES;
/** A common piece of a name: the candidates that a search looks at, met by walking, and a few more. */
const CANDIDATES = 3_500;

/** One district, 30 towns of 2,000 villages; unit 1 is the root, 2 … 31 the towns. */
async function loadTree(db: TestDatabase): Promise<void> {
  await db.owner.pool.query(`
    insert into organisations.line (id, code, name) values (1, 'edu', '教育条线');
    insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at)
      values (1, 'r', '云溪区委员会', 'district', 'localPartyCommittee', null, '/1/', now());
    insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at, sort_order)
      select 1 + t, 't' || t, '第' || t || '镇委员会', 'town', 'grassrootsPartyCommittee', 1, '/1/' || 1 + t || '/', now(), t
      from generate_series(1, ${TOWNS}) t;
    insert into organisations.unit (id, code, name, level, kind, superior_id, line_id, path, created_at, sort_order)
      select 100 + t * 10000 + v, 'v' || t || '-' || v,
        case when t = 17 and v = 1234 then '芦花荡村村民委员会' else '第' || v || '村村民委员会' end,
        'village', 'villageCommittee', 1 + t, case when v % 500 = 0 then 1 end,
        '/1/' || 1 + t || '/' || 100 + t * 10000 + v || '/', now(), v
      from generate_series(1, ${TOWNS}) t, generate_series(1, ${VILLAGES}) v;`);
  // VACUUM too, as autovacuum will have: the index on terms is merged and index-only scans need no heap.
  await db.owner.pool.query('vacuum analyze organisations.unit');
}

/** Five roles: two towns, a village, the same village twice over, and a line across all. */
const fiveRoles: Coverage = {
  paths: ['/1/5/', '/1/9/', '/1/9/80107/'],
  units: [70_105, 80_107],
  lines: [1],
};
const everything: Coverage = { paths: ['/1/'], units: [], lines: [] };

test('60,000 units: every list reaches its rows by an index and touches only few', async (t) => {
  const db = await freshDatabase(t);
  await loadTree(db);
  const look = async <T>(
    what: string,
    work: (db: Reader) => Promise<T>,
    few = FEW,
    mayWalk = false,
  ): Promise<T> => {
    const { reader, sent } = watchedReader(db.office);
    const answer = await work(reader);
    assert.ok(sent.length > 0);
    const scans = await scansOfUnit(db.office, sent);
    const all = JSON.stringify(scans);
    assert.ok(scans.length > 0, `${what}: no scan of unit was seen`);
    assert.ok(
      mayWalk || !scans.some((scan) => scan.node === 'Seq Scan'),
      `${what} reads the whole table: ${all}`,
    );
    const touched = scans.reduce((sum, scan) => sum + scan.rows, 0);
    assert.ok(touched <= few, `${what} touches ${touched} rows: ${all}`);
    return answer;
  };

  const children = valueOf(await look('children', (r) => listChildren(r, 18, { limit: 100 })));
  assert.deepEqual([children.rows.length, children.rows[0]?.code], [100, 'v17-1']);
  const next = { limit: 100, cursor: children.next ?? undefined };
  const second = valueOf(await look('next children', (r) => listChildren(r, 18, next)));
  assert.equal(second.rows[0]?.code, 'v17-101');
  const mine = { limit: 100, coverage: fiveRoles };
  const town = valueOf(await look('covered children', (r) => listChildren(r, 5, mine)));
  assert.equal(town.rows.length, 100);
  // Counting the 2,000 villages of each of 30 towns is one walk of the index of children.
  const towns = valueOf(await look('towns', (r) => listChildren(r, 1, { limit: 100 }), 62_000));
  assert.deepEqual([towns.rows.length, towns.rows[0]?.childCount], [TOWNS, VILLAGES]);

  const covered = valueOf(await look('covered', (r) => listCoveredUnits(r, fiveRoles, { limit: 20 })));
  assert.equal(covered.rows.length, 20);
  assert.equal(
    valueOf(await look('all', (r) => listCoveredUnits(r, everything, { limit: 20 }), WITH_A_TOWN)).rows
      .length,
    20,
  );
  assert.equal(await look('covers all', (r) => coversAll(r, fiveRoles, [5, 9, 70_105])), true);
  assert.equal(await look('covers not all', (r) => coversAll(r, fiveRoles, [5, 6])), false);
  assert.deepEqual(
    (await look('roots', (r) => listCoveredRoots(r, fiveRoles), 6_000)).rows.map((row) => row.id),
    [5, 70_105, 9],
  );

  await look('unit', (r) => findUnit(r, 170_100 + 1234));
  await look('reference', (r) => findUnitRef(r, 170_100 + 1234));

  const search =
    (text: string, coverage: Coverage | null = everything) =>
    (r: Reader) =>
      searchUnits(r, text, { limit: 20, coverage });
  const rare = await look('a rare name', search('芦花荡'));
  assert.deepEqual(
    rare.rows.map((row) => row.code),
    ['v17-1234'],
  );
  const common = await look('a common name', search('村民委员会'), CANDIDATES, true);
  assert.equal(common.rows.length, 20);
  const code = await look('a code', search('v17-123'));
  assert.deepEqual(
    code.rows.slice(0, 2).map((row) => row.code),
    ['v17-123', 'v17-1230'],
  );
  assert.deepEqual((await look('nothing', search('不存在'))).rows, []);
  assert.deepEqual((await look('not mine', search('芦花荡', fiveRoles))).rows, []);

  const gaps = valueOf(await look('gaps', (r) => listGaps(r, everything, { today, limit: 50 })));
  assert.equal(gaps.rows.length, 50);
});

test('a list of covered units is complete, without doubles, in tree order, whatever the page', async (t) => {
  const db = await freshDatabase(t);
  await loadTree(db);
  const found: number[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = valueOf(await listCoveredUnits(db.office.reader, fiveRoles, { limit: 500, cursor }));
    found.push(...page.rows.map((row) => row.id));
    if (page.next === null) break;
    cursor = page.next;
  }
  const expected = await db.owner.pool.query<{ id: number }>(`select id from organisations.unit
    where path like '/1/5/%' or path like '/1/9/%' or id in (70105, 80107) or line_id = 1 order by path`);
  assert.deepEqual(
    found,
    expected.rows.map((row) => row.id),
  );
});
