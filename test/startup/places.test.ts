import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { atEnd, freshDataFolder, readPostgresPid, startServer } from '#test/process';
import { buildOffice, isOfficeStale } from '../../src/app/build-office.ts';

/* Wherever the data lies and whoever starts the program. */

test('a data folder with spaces, quotes and Chinese characters: made, stopped, found again', async (t) => {
  const data = freshDataFolder(t, `党务 公开's "数据" %20$HOME`);
  const first = await startServer(t, { data });
  assert.equal((await fetch(`${first.url}/`)).status, 200);
  assert.deepEqual(await first.stop(), { code: 0, signal: null });
  const second = await startServer(t, { data });
  assert.equal((await fetch(`${second.url}/healthz`)).status, 200);
  await second.kill9();
  const third = await startServer(t, { data });
  assert.equal((await fetch(`${third.url}/healthz`)).status, 200);
});

test('a folder out of reach of the database’s user: root keeps the database elsewhere and finds it again', async (t) => {
  if (process.getuid?.() !== 0) {
    console.log('SKIPPED: only root starts PostgreSQL as another user');
    return t.skip('not root');
  }
  const closed = freshDataFolder(t, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  const data = join(closed, 'data');
  const first = await startServer(t, { data });
  const cluster = readFileSync(join(data, 'postgres.location'), 'utf8').trim();
  atEnd(t, () => spawnSync('rm', ['-rf', dirname(cluster)]));
  assert.match(cluster, /^\/var\/lib\/gongkai\//);
  assert.deepEqual(await first.stop(), { code: 0, signal: null });
  const second = await startServer(t, { data });
  assert.doesNotMatch(second.output(), /migrated/);
  assert.deepEqual(await second.stop(), { code: 0, signal: null });
  assert.equal(readPostgresPid(data), null);
});

test('as an ordinary user: server and PostgreSQL run as that user, twice, also after kill -9', async (t) => {
  const root = join(import.meta.dirname, '..', '..');
  const nobody = { uid: 65_534, gid: 65_534 };
  const seen = spawnSync(process.execPath, ['-e', 'require("fs").readFileSync("package.json")'], {
    ...nobody,
    cwd: root,
  });
  if (process.getuid?.() !== 0 || seen.error !== undefined || seen.status !== 0) {
    console.log(
      `SKIPPED: ${process.getuid?.() === 0 ? `an ordinary user cannot reach ${root}` : 'not started as root: the whole suite is this test'}`,
    );
    return t.skip('no other user at hand');
  }
  if (isOfficeStale()) await buildOffice();
  const data = freshDataFolder(t, 'of-nobody');
  mkdirSync(data);
  chownSync(data, nobody.uid, nobody.gid);
  const options = { ...nobody, data, env: { HOME: '/tmp' } };
  const first = await startServer(t, options);
  const postgres = first.postgresPid();
  assert.ok(postgres !== null);
  assert.equal(statSync(`/proc/${postgres}`).uid, nobody.uid);
  assert.equal(statSync(`/proc/${first.pid}`).uid, nobody.uid);
  await first.kill9();
  const second = await startServer(t, options);
  assert.equal((await fetch(`${second.url}/`)).status, 200);
  assert.equal(second.postgresPid(), postgres);
  assert.deepEqual(await second.stop(), { code: 0, signal: null });
});
