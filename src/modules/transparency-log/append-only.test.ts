import assert from 'node:assert/strict';
import { test } from 'node:test';
import { databaseRoles } from '#platform/database';
import { freshDatabase } from '#test/database';
import { testLog } from '#test/log';
import { leafHash } from '#tlog';
import { sha256 } from './entries.ts';
import { register } from './testing/entries.ts';

const kept = ['origin', 'signer_key', 'leaf', 'head', 'published'] as const;

/** What would change or hide what the log said. */
const attempts = (table: string): readonly string[] => [
  `update transparency_log.${table} set ${table === 'origin' ? 'origin' : table === 'signer_key' ? 'vkey' : table === 'leaf' ? 'type' : 'note'} = 'x'`,
  `delete from transparency_log.${table}`,
  `truncate transparency_log.${table} cascade`,
  `drop table transparency_log.${table} cascade`,
  `alter table transparency_log.${table} disable trigger all`,
  `alter table transparency_log.${table} rename to gone`,
  `set session_replication_role = replica; delete from transparency_log.${table}`,
  `create or replace function platform.refuse_change() returns trigger language plpgsql as 'begin return old; end'`,
];

test('no role may change, remove or hide what the log said', async (t) => {
  const db = await freshDatabase(t);
  const log = testLog(t, db);
  await register(db, 'one');
  await log.seal();
  const state = async () =>
    (
      await db.owner.pool.query(`select (select jsonb_agg(l) from transparency_log.leaf l) as leaf,
      (select jsonb_agg(h) from transparency_log.head h) as head,
      (select jsonb_agg(p) from transparency_log.published p) as published,
      (select jsonb_agg(k) from transparency_log.signer_key k) as keys,
      (select jsonb_agg(o) from transparency_log.origin o) as origin`)
    ).rows;
  const before = await state();
  // Grants and triggers each hold by themselves: what follows would be refused by either.
  const { rows: granted } = await db.owner.pool.query(
    `select table_name, grantee, privilege_type from information_schema.role_table_grants
     where table_schema = 'transparency_log' and table_name = any ($1) and grantee like 'gongkai\\_%'
       and grantee <> 'gongkai_owner' and privilege_type not in ('SELECT', 'INSERT')`,
    [kept],
  );
  assert.deepEqual(granted, []);
  for (const role of databaseRoles)
    for (const statement of kept.flatMap(attempts))
      await assert.rejects(db[role].pool.query(statement), { code: '42501' }, `${role}: ${statement}`);
  // The owner of the tables is refused by the triggers, also when triggers are told to rest.
  for (const table of kept)
    for (const statement of attempts(table).slice(0, 3))
      for (const how of ['', 'set local session_replication_role = replica;'])
        await assert
          .rejects(
            db.owner.pool.query(`begin; ${how} ${statement}; commit`),
            { code: '42501' },
            `owner: ${how} ${statement}`,
          )
          .finally(() => db.owner.pool.query('rollback'));
  assert.deepEqual(await state(), before);
});

test('leaves come in by one door, and only as the tree wants them', async (t) => {
  const db = await freshDatabase(t);
  const log = testLog(t, db);
  const insert = `insert into transparency_log.leaf (idx, type, entry, leaf, nodes) values (7, 'publish', '{}', '', '')`;
  for (const role of databaseRoles)
    await assert.rejects(db[role].pool.query(insert), { code: '42501' }, role);
  await assert.rejects(db.portal.pool.query(`select transparency_log.append('{}', 'publish', false)`), {
    code: '42501',
  });
  const { rows } = await db.owner.pool.query(`${insert} returning idx, encode(leaf, 'hex') as leaf`);
  assert.deepEqual(rows, [
    { idx: 0, leaf: Buffer.from(leafHash(sha256, Buffer.from('{}'))).toString('hex') },
  ]);
  await log.seal();
  const head = `insert into transparency_log.head (size, root, note, signed_at) values ($1, $2, repeat('x', 60), now())`;
  const root = Buffer.alloc(32, 1);
  for (const size of [0, 1, 2])
    await assert.rejects(db.worker.pool.query(head, [size, root]), /head of size|holds fewer/);
  const published = `insert into transparency_log.published (size, root, note, witnessed, published_at)
    select size, root, note, $1, now() from transparency_log.head`;
  for (const witnessed of [true, false])
    await assert.rejects(db.worker.pool.query(published, [witnessed]), /is served already/);
});

test('the portal reads what is public and no more', async (t) => {
  const db = await freshDatabase(t);
  const log = testLog(t, db);
  await register(db, 'one');
  await log.seal();
  await register(db, 'two');
  const seen = await db.portal.pool.query('select idx from transparency_log.leaf');
  assert.deepEqual(seen.rows, [{ idx: 0 }]);
  assert.deepEqual((await db.portal.pool.query('select transparency_log.visible_size() as size')).rows, [
    { size: 1 },
  ]);
  for (const hidden of [
    'select urgent from transparency_log.leaf',
    'select * from transparency_log.head',
    'select * from transparency_log.alarm',
  ])
    await assert.rejects(db.portal.pool.query(hidden), { code: '42501' }, hidden);
});
