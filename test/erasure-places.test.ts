import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { freshDatabase } from '#test/database';

/*
 * Erasing must reach every copy of a text. docs/erasure.md says of each column that could hold words what erases it, or why it
 * holds none; this holds that table against the database, so that a new column has to be thought of.
 */

const text = readFileSync(join(import.meta.dirname, '..', 'docs', 'erasure.md'), 'utf8');

/** Columns in the first cell of the rows below a heading. */
function listed(heading: string): readonly string[] {
  const section = text.split(/^## /m).find((one) => one.startsWith(heading)) ?? '';
  return [...section.matchAll(/^\| `([a-z0-9_.*]+)` \|/gm)].map((one) => one[1] ?? '');
}

const patternOf = (place: string) =>
  new RegExp(`^${place.replaceAll('.', '\\.').replaceAll('*', '[a-z0-9_]*')}$`);

test('of every column that could hold words it is said what erases them, or why it holds none', async (t) => {
  const db = await freshDatabase(t);
  const columns = await db.owner.pool.query<{ place: string; free: boolean }>(
    `select format('%s.%s.%s', c.table_schema, c.table_name, c.column_name) as place,
       not exists (select from pg_constraint k where k.contype = 'c'
         and k.conrelid = format('%I.%I', c.table_schema, c.table_name)::regclass
         and pg_get_constraintdef(k.oid) ~ format('^CHECK \\(\\(+%s = ANY \\(+ARRAY', c.column_name)) as free
     from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and t.table_schema not in ('pg_catalog', 'information_schema', 'graphile_worker')
       and (c.data_type in ('text', 'character varying', 'json', 'jsonb', 'bytea') or c.data_type = 'ARRAY')`,
  );
  const places = columns.rows.filter((one) => one.free).map((one) => one.place);
  assert.ok(places.length > 200, `only ${places.length} columns`);
  const erased = listed('Where a text has copies');
  const known = await db.owner.pool.query<{ place: string }>(
    'select place from platform.word_place order by 1',
  );
  assert.deepEqual(
    [...erased].sort(),
    known.rows.map((one) => one.place),
  );
  const harmless = listed('Columns that hold no words').map(patternOf);
  const unknown = places.filter(
    (place) => !erased.includes(place) && !harmless.some((pattern) => pattern.test(place)),
  );
  assert.deepEqual(unknown, []);
  const all = columns.rows.map((one) => one.place);
  assert.deepEqual(
    erased.filter((place) => !all.includes(place)),
    [],
  );
  const idle = harmless.filter((pattern) => !all.some((place) => pattern.test(place)));
  assert.deepEqual(idle.map(String), []);
});

test('nobody may erase but the decision of two people, and the list of places is nobody’s to change', async (t) => {
  const db = await freshDatabase(t);
  const statements = [
    `select platform.erase_words(null, '{}', '{}')`,
    `select disclosure.begin_erasing(null, '{}', '{}', now())`,
    `select screening.forget('{}', '{}')`,
    `select similarity.forget(gen_random_uuid())`,
    `insert into platform.word_place values ('a.b.c', 'text', 'true')`,
    `update publication.part set bytes = null, salt = null, sha256 = null, erased_at = now()`,
    `select publication.erase(gen_random_uuid(), '{}', '{}', '{}', now())`,
    `select publication.finish_erasing(0, now())`,
    // The setting alone opens nothing.
    `set local gongkai.erasing = 'yes'; update platform.audit set data = '{}'`,
    `set local gongkai.erasing = 'yes'; delete from platform.audit`,
    `set local gongkai.erasing = 'yes'; update disclosure.comment set text = 'x'`,
    `set local gongkai.erasing = 'yes'; update transparency_log.leaf set type = 'x'`,
  ];
  await db.owner.pool.query(
    `insert into platform.audit (at, actor_name, action, outcome) values (now(), 'x', 'x', 'done')`,
  );
  for (const role of [db.office, db.worker, db.portal])
    for (const statement of statements)
      await assert.rejects(role.pool.query(`begin; ${statement}; commit`), { code: '42501' }, statement);
});
