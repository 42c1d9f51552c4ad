import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  freshDataFolder,
  killPid,
  type RunningServer,
  readPostgresPid,
  spawnProgram,
  startServer,
  until,
} from '#test/process';

/* What a power cut, the out-of-memory killer or an impatient operator does to a running installation. */

const status = async (server: RunningServer, path = '/') => (await fetch(server.url + path)).status;

/** The program's database, as a number that must be there. */
function postgresOf(server: RunningServer): number {
  const pid = server.postgresPid();
  assert.ok(pid !== null, 'the server has no PostgreSQL');
  return pid;
}

/** After the end of its database: connections of the killed one may still answer for a moment, so another must be there. */
async function answersAgain(server: RunningServer, killed: number): Promise<void> {
  const another = () => ![null, killed].includes(server.postgresPid());
  await until(
    async () => another() && (await status(server, '/healthz')) === 200 && (await status(server)) === 200,
    60_000,
    () => `the server does not answer again:\n${server.output()}`,
  );
}

test('stopped by SIGTERM and started again, twice: nothing is left running, nothing is migrated again', async (t) => {
  const first = await startServer(t);
  assert.match(first.output(), /database migrated: \d+ files/);
  const postgres = postgresOf(first);
  assert.deepEqual(await first.stop(), { code: 0, signal: null });
  assert.equal(readPostgresPid(first.data), null);
  const second = await startServer(t, { data: first.data });
  assert.doesNotMatch(second.output(), /database migrated/);
  assert.notEqual(postgresOf(second), postgres);
  assert.equal(await status(second), 200);
  assert.deepEqual(await second.stop(), { code: 0, signal: null });
  assert.equal(readPostgresPid(first.data), null);
});

test('asked to stop while it starts, it leaves no database behind', async (t) => {
  const first = await startServer(t);
  await first.stop();
  for (const moment of [/./, null] as const) {
    const early = spawnProgram(t, ['start'], {
      data: first.data,
      env: { GONGKAI_MODE: 'production', GONGKAI_URL: 'https://gongkai.example.cn' },
    });
    await until(
      async () => (moment === null ? readPostgresPid(first.data) !== null : moment.test(early.output())),
      60_000,
    );
    const { code } = await early.stop();
    assert.equal(code, 0, early.output());
    assert.equal(readPostgresPid(first.data), null, 'PostgreSQL still runs');
  }
});

test('asked to stop while the demonstration district is being loaded, it stops; started again, it goes on', async (t) => {
  const data = freshDataFolder(t);
  for (const time of ['first', 'second']) {
    const loading = spawnProgram(t, ['start'], { data, env: { GONGKAI_MODE: 'demo' } });
    await until(
      async () => readPostgresPid(data) !== null && /%|\d+\/\d+/.test(loading.output()),
      60_000,
      () => `nothing is being loaded:\n${loading.output()}`,
    );
    assert.deepEqual(await loading.stop(), { code: 0, signal: null }, `${time}: ${loading.output()}`);
    assert.doesNotMatch(loading.output(), /✖/);
    assert.equal(readPostgresPid(data), null, 'PostgreSQL still runs');
  }
});

test('kill -9 of the server: its PostgreSQL lives on and the next start takes it over', async (t) => {
  const first = await startServer(t);
  const postgres = postgresOf(first);
  await first.kill9();
  assert.equal(readPostgresPid(first.data), postgres);
  const second = await startServer(t, { data: first.data });
  assert.equal(postgresOf(second), postgres);
  assert.equal(await status(second), 200);
  // A database that was taken over is watched like one of our own.
  await killPid(postgres);
  await answersAgain(second, postgres);
  assert.deepEqual(await second.stop(), { code: 0, signal: null });
  assert.equal(readPostgresPid(first.data), null);
});

test('kill -9 of PostgreSQL, three times: the server starts it again and answers, itself unharmed', async (t) => {
  const server = await startServer(t);
  for (let time = 0; time < 3; time += 1) {
    const postgres = postgresOf(server);
    const asked = Array.from({ length: 12 }, () =>
      fetch(`${server.url}/items`).then((answer) => answer.text()),
    );
    await killPid(postgres);
    // What was under way may fail, but it is answered.
    assert.ok((await Promise.allSettled(asked)).every((one) => one.status === 'fulfilled'));
    await answersAgain(server, postgres);
  }
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
  assert.equal(readPostgresPid(server.data), null);
});

test('kill -9 of both: a clean start', async (t) => {
  const first = await startServer(t);
  await Promise.all([first.kill9(), killPid(postgresOf(first))]);
  const second = await startServer(t, { data: first.data });
  assert.equal(await status(second), 200);
  assert.deepEqual(await second.stop(), { code: 0, signal: null });
});
