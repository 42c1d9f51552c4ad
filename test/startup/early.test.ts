import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { openReadyWriter } from '#platform/ready-pages';
import { freshDatabase } from '#test/database';
import { atEnd, freshDataFolder, spawnProgram, startServer, until } from '#test/process';

/* A restart is not seen by readers: what is ready is sent before the program and its database are there. */

const MIGRATIONS = 4_714_223;

test('ready pages before the database answers; what needs the program waits for it; health says so', async (t) => {
  const closers: (() => unknown)[] = [];
  atEnd(t, async () => {
    for (const close of closers.toReversed()) await close();
  });
  const { url: database } = await freshDatabase({
    after: (close) => void closers.push(close as () => unknown),
  });
  const data = freshDataFolder(t);
  const env = { DATABASE_URL: database };
  const first = await startServer(t, { data, env });
  const isReady = async () => (await fetch(first.url)).headers.has('last-modified');
  await until(isReady, 60_000, () => `/ is not ready:\n${first.output()}`);
  const home = await (await fetch(first.url)).text();
  await first.stop();
  // On a slow machine the restart must not take longer than the keeper answered for.
  const writer = openReadyWriter(join(data, 'ready'));
  writer.goodUntil(Date.now() + 120_000);
  writer.close();

  // Somebody else migrates this database: the program cannot be there before we let it.
  const other = new pg.Client({ connectionString: database });
  await other.connect();
  closers.push(() => other.end());
  await other.query('select pg_advisory_lock($1)', [MIGRATIONS]);
  const second = spawnProgram(t, ['start'], {
    data,
    env: { ...env, GONGKAI_MODE: 'production', GONGKAI_URL: 'https://gongkai.example.cn' },
  });
  const early = /ready pages at once: (http:\/\/127\.0\.0\.1:\d+)\/$/m;
  await until(
    async () => early.test(second.output()),
    60_000,
    () => `it does not listen:\n${second.output()}`,
  );
  const url = early.exec(second.output())?.[1] ?? '';
  const page = await fetch(url);
  assert.deepEqual([page.status, await page.text()], [200, home]);
  const starting = await fetch(`${url}/healthz`);
  assert.equal(starting.status, 503);
  assert.equal(((await starting.json()) as { status: string }).status, 'starting');
  const signedIn = { headers: { cookie: 'gongkai_session=nobody' } };
  const searched = fetch(`${url}/search`);
  const own = fetch(url, signedIn);
  assert.equal((await fetch(url)).status, 200);
  assert.doesNotMatch(second.output(), /portal:/);

  await other.query('select pg_advisory_unlock($1)', [MIGRATIONS]);
  // On a slow machine whoever waited too long was told to come again.
  const come = async (first: Promise<Response>, again: () => Promise<Response>): Promise<Response> => {
    const answer = await first;
    return answer.status === 503 && answer.headers.has('retry-after') ? come(again(), again) : answer;
  };
  assert.equal((await come(searched, () => fetch(`${url}/search`))).status, 200);
  const mine = await come(own, () => fetch(url, signedIn));
  assert.deepEqual([mine.status, mine.headers.has('last-modified')], [200, false]);
  await until(async () => (await fetch(`${url}/healthz`)).status === 200, 60_000);
  assert.deepEqual(await second.stop(), { code: 0, signal: null });
});

test('pages nobody answers for any more are not sent early', async (t) => {
  const data = freshDataFolder(t);
  const first = await startServer(t, { data });
  const isReady = async () => (await fetch(first.url)).headers.has('last-modified');
  await until(isReady, 60_000, () => `/ is not ready:\n${first.output()}`);
  await first.stop();
  const writer = openReadyWriter(join(data, 'ready'));
  writer.goodUntil(Date.now() - 1);
  writer.close();
  const second = await startServer(t, { data });
  assert.doesNotMatch(second.output(), /ready pages at once/);
  assert.equal((await fetch(second.url)).status, 200);
});
