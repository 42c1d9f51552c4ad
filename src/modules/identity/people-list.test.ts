import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Coverage } from '#platform/permission';
import { freshDatabase, type TestDatabase } from '#test/database';
import { listPeople, type PeopleFilter } from './people-list.ts';

const now = new Date('2026-03-02T02:00:00Z');

/** District 1 with towns 2 and 3; villages 20 … 29 below 2 and 30 … 39 below 3, each with two people. */
async function district(t: Parameters<typeof freshDatabase>[0]): Promise<TestDatabase> {
  const db = await freshDatabase(t);
  await db.owner.pool.query(`
    insert into organisations.line (id, code, name) values (1, 'edu', '教育条线');
    insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at) values
      (1, 'r', '云溪区委员会', 'district', 'localPartyCommittee', null, '/1/', now()),
      (2, 't2', '东屏镇委员会', 'town', 'grassrootsPartyCommittee', 1, '/1/2/', now()),
      (3, 't3', '西屏镇委员会', 'town', 'grassrootsPartyCommittee', 1, '/1/3/', now());
    insert into organisations.unit (id, code, name, level, kind, superior_id, line_id, path, created_at)
      select v, 'v' || v, v || '村村民委员会', 'village', 'villageCommittee', v / 10, case when v % 5 = 0 then 1 end,
        '/1/' || v / 10 || '/' || v || '/', now() from generate_series(20, 39) v;
    insert into identity.person (id, account, name, home_unit, created_at)
      select gen_random_uuid(), n || '.' || v, case n when 'a' then '王书禾' else '李_清' end || v, v, now()
      from generate_series(20, 39) v, unnest(array['b', 'a']) n;
    insert into identity.role_grant (id, person, role, unit, reach, starts_on, granted_at, ended_at)
      select gen_random_uuid(), id, 'handler', home_unit, 'own', '2026-01-01', now(), case when home_unit = 21 then now() end
      from identity.person where account like 'a.%'`);
  return db;
}

const coverage = (some: Partial<Coverage>): Coverage => ({ paths: [], units: [], lines: [], ...some });

async function accounts(
  db: TestDatabase,
  reach: Coverage,
  filter: Partial<PeopleFilter> = {},
): Promise<readonly string[]> {
  const page = await listPeople(db.office.reader, reach, { limit: 100, ...filter }, now);
  return page.rows.map((row) => row.account);
}

test('people of covered units only, unit by unit in tree order, nobody twice', async (t) => {
  const db = await district(t);
  const reach = coverage({ paths: ['/1/2/', '/1/2/22/'], units: [31, 22], lines: [1] });
  const units = [...Array.from({ length: 10 }, (_, i) => 20 + i), 30, 31, 35];
  assert.deepEqual(
    await accounts(db, reach),
    units.flatMap((unit) => [`a.${unit}`, `b.${unit}`]),
  );
  assert.deepEqual(await accounts(db, coverage({})), []);
});

test('pages follow one another without gap or double, whatever their length', async (t) => {
  const db = await district(t);
  const reach = coverage({ paths: ['/1/3/'], units: [21], lines: [1] });
  const whole = await accounts(db, reach);
  assert.equal(whole.length, 26);
  for (const limit of [1, 3, 7]) {
    const found: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await listPeople(db.office.reader, reach, { limit, cursor }, now);
      found.push(...page.rows.map((row) => row.account));
      if (page.next === null) break;
      cursor = page.next;
    }
    assert.deepEqual(found, whole);
  }
});

test('filters: unit with everything below, any part of a name, beginning of an account, a role held now', async (t) => {
  const db = await district(t);
  const all = coverage({ paths: ['/1/'] });
  assert.equal((await accounts(db, all, { unitPath: '/1/2/' })).length, 20);
  assert.equal((await accounts(db, all, { q: '书禾' })).length, 20);
  assert.deepEqual(await accounts(db, all, { q: '禾23' }), ['a.23']);
  assert.deepEqual(await accounts(db, all, { q: 'B.23' }), ['b.23']);
  assert.deepEqual(await accounts(db, all, { q: '_' }).then((found) => found.length), 20);
  assert.deepEqual(await accounts(db, all, { q: '%' }), []);
  assert.equal((await accounts(db, all, { role: 'handler' })).length, 19);
  assert.deepEqual(await accounts(db, coverage({ units: [21] }), { role: 'handler' }), []);
});
