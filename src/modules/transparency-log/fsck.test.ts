import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { freshDatabase } from '#test/database';
import { testLog } from '#test/log';
import { entriesPath, tilePath } from '#tlog';
import { findingCodes } from './fsck/findings.ts';
import { fsck } from './fsck/fsck.ts';
import { messages } from './messages.ts';
import { register, registerMany } from './testing/entries.ts';

const now = new Date('2026-03-02T02:00:00Z');

test('everything that can be altered is found, and told where', async (t) => {
  const db = await freshDatabase(t);
  const log = testLog(t, db);
  const { folder } = log.settings;
  await registerMany(db, 300);
  await log.seal(now);
  await register(db, 'last');
  await log.seal(now);
  const look = async () => {
    const report = await fsck(db.worker, folder, { repair: false, now });
    return report.findings.map(({ code, where }) => `${code} ${where}`);
  };
  assert.deepEqual(await look(), []);
  const [key = ''] = readdirSync(join(folder, 'keys'));
  const keyPath = join(folder, 'keys', key);
  const owner = (statement: string) => () => db.owner.pool.query(statement);
  const leaf = (set: string, idx: number) =>
    owner(`update transparency_log.leaf set ${set} where idx = ${idx}`);
  const write = (path: string, bytes: string) => () => writeFileSync(join(folder, path), bytes);
  const damages: readonly { readonly does: () => unknown; readonly found: readonly string[] }[] = [
    { does: leaf(`leaf = sha256('x')`, 7), found: ['leaf 7'] },
    { does: leaf(`nodes = nodes || sha256('x')`, 8), found: ['nodes 8'] },
    { does: leaf(`type = 'withdraw'`, 9), found: ['entry 9'] },
    {
      does: leaf(`entry = '{"type":"publish","v": 1}'`, 299),
      found: [
        `file-differs ${entriesPath(1, 45)}`,
        `file-differs ${tilePath(0, 1, 45)}`,
        'leaf 299',
        'nodes 299',
        'entry 299',
        'head head 300',
        'head head 301',
        'published published 300',
        'published published 301',
      ],
    },
    { does: owner('delete from transparency_log.leaf where idx = 300'), found: ['gap'] },
    {
      does: owner(`update transparency_log.head set note = repeat('no note ', 20) where size = 301`),
      found: ['head-note head 301'],
    },
    {
      does: owner(`update transparency_log.published set root = sha256('x') where size = 300`),
      found: ['published published 300'],
    },
    { does: () => rmSync(keyPath), found: [`key-file ${keyPath}`] },
    { does: () => chmodSync(keyPath, 0o644), found: [`key-mode ${keyPath}`] },
    { does: () => rmSync(join(folder, tilePath(1, 0, 1))), found: [`file-missing ${tilePath(1, 0, 1)}`] },
    {
      does: () => appendFileSync(join(folder, tilePath(0, 0)), 'x'),
      found: [`file-differs ${tilePath(0, 0)}`],
    },
    { does: write(entriesPath(1, 44), 'x'), found: [`file-differs ${entriesPath(1, 44)}`] },
    { does: write('tile/readme.txt', 'x'), found: ['file-stray tile/readme.txt'] },
    { does: write('checkpoint', 'x'), found: ['checkpoint-file checkpoint'] },
  ];
  assert.ok(damages.length > 12);
  const tables = ['leaf', 'head', 'published'];
  for (const table of tables) {
    await db.owner.pool.query(`create table kept_${table} as table transparency_log.${table};
      alter table transparency_log.${table} disable trigger all`);
  }
  const files = new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name))
      .map((path) => [path, readFileSync(path)]),
  );
  for (const { does, found } of damages) {
    await does();
    const said = await look();
    if (found[0] === 'gap')
      assert.ok(said.includes('head head 301') && said.includes('published published 301'), said.join());
    else assert.deepEqual(said.toSorted(), [...found].toSorted(), String(found));
    for (const table of tables.toReversed())
      await db.owner.pool.query(`delete from transparency_log.${table}`);
    for (const table of tables)
      await db.owner.pool.query(
        `insert into transparency_log.${table} ${table === 'published' ? 'overriding system value' : ''} select * from kept_${table}`,
      );
    rmSync(folder, { recursive: true });
    for (const [path, bytes] of files) {
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, bytes, { mode: 0o600 });
    }
    assert.deepEqual(await look(), [], `put right after ${found}`);
  }
});

test('files are written anew from a sound database, and never from an altered one', async (t) => {
  const db = await freshDatabase(t);
  const log = testLog(t, db);
  const { folder } = log.settings;
  await registerMany(db, 5);
  await log.seal(now);
  const repair = () => fsck(db.worker, folder, { repair: true, now });
  writeFileSync(join(folder, tilePath(0, 0, 5)), 'other bytes');
  rmSync(join(folder, entriesPath(0, 5)));
  rmSync(join(folder, 'checkpoint'));
  const report = await repair();
  assert.deepEqual(
    report.repaired.toSorted(),
    ['checkpoint', tilePath(0, 0, 5), entriesPath(0, 5)].toSorted(),
  );
  const [aside = ''] = readdirSync(join(folder, 'aside'));
  assert.equal(readFileSync(join(folder, 'aside', aside, tilePath(0, 0, 5)), 'utf8'), 'other bytes');
  assert.deepEqual((await repair()).findings, []);
  await db.owner.pool.query(`alter table transparency_log.leaf disable trigger all;
    update transparency_log.leaf set entry = '{"type":"publish"}' where idx = 2`);
  rmSync(join(folder, 'checkpoint'));
  const altered = await repair();
  assert.ok(altered.findings.length > 0);
  assert.deepEqual(altered.repaired, []);
  assert.equal(existsSync(join(folder, 'checkpoint')), false);
});

test('every finding has its words', () => {
  for (const code of findingCodes) assert.ok(`transparency-log.finding.${code}` in messages['zh-CN'], code);
});
