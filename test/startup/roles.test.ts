import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import pg from 'pg';
import { publicationModule } from '#modules/publication';
import { startDebianPostgres } from '#test/debian-postgres';
import { atEnd, freshDataFolder, startServer, until } from '#test/process';

/* One installation as three processes over an outside PostgreSQL. */

test('portal, office and worker as three processes that start at the same moment', async (t) => {
  if (!existsSync('/usr/lib/postgresql/15')) {
    console.log('SKIPPED: Debian’s PostgreSQL 15 is not installed (the suite installs it: npm test)');
    return t.skip('no PostgreSQL 15');
  }
  const outside = await startDebianPostgres();
  atEnd(t, () => outside.stop());
  const data = freshDataFolder(t);
  const start = (role: string) =>
    startServer(t, { data, args: ['--role', role], env: { DATABASE_URL: outside.url } });
  const [portal, office, worker] = await Promise.all([start('portal'), start('office'), start('worker')]);
  const get = async (server: { url: string }, path: string) => (await fetch(server.url + path)).status;

  for (const [server, role] of [
    [portal, 'portal'],
    [office, 'office'],
    [worker, 'worker'],
  ] as const) {
    const health = (await (await fetch(`${server.url}/healthz`)).json()) as { roles: string[] };
    assert.deepEqual(health.roles, [role]);
    assert.equal(server.postgresPid(), null);
  }
  for (const path of ['/', '/items', '/catalogue', '/signin'])
    assert.equal(await get(portal, path), 200, path);
  for (const path of ['/api/openapi.json', '/api/me', '/office/', '/office'])
    assert.equal(await get(portal, path), 404, path);
  const posted = await fetch(`${portal.url}/signin`, {
    method: 'POST',
    body: new URLSearchParams({ account: 'a' }),
  });
  assert.equal(posted.status, 404);

  assert.equal(await get(office, '/api/openapi.json'), 200);
  assert.equal(await get(office, '/api/me'), 401);
  assert.equal(await get(office, '/office/'), 200);
  // A reverse proxy sends the page and its form to the same process.
  assert.equal(await get(office, '/signin'), 200);
  assert.equal(await get(office, '/items'), 404);
  for (const path of ['/api/openapi.json', '/api/me', '/items', '/office/'])
    assert.equal(await get(worker, path), 404, path);

  const client = new pg.Client({ connectionString: outside.url });
  await client.connect();
  atEnd(t, () => client.end());
  const waiting = async () =>
    (await client.query<{ n: number }>('select count(*)::int as n from graphile_worker._private_jobs'))
      .rows[0]?.n;
  // A job that every installation knows: it looks for plans that are due and finds none.
  const name = Object.keys(publicationModule.jobs).find((one) => one.endsWith('sweep-plans'));
  const sweep = `select graphile_worker.add_job('${name}', job_key := 'sweep')`;
  await client.query(sweep);
  await until(
    async () => (await waiting()) === 0,
    20_000,
    () => `nobody ran the job:\n${worker.output()}`,
  );

  // Nobody else runs jobs, and a worker killed in the middle of one leaves it to the next.
  await worker.kill9();
  await client.query(sweep);
  await client.query(
    `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'pool-of-the-dead', attempts = 1`,
  );
  // Asked for again meanwhile: the queue gives the locked one up, and it must not stay for ever.
  await client.query(sweep);
  assert.equal(await waiting(), 2);
  const next = await start('worker');
  await until(
    async () => (await waiting()) === 0,
    20_000,
    () => `the job stayed locked:\n${next.output()}`,
  );
  for (const server of [portal, office, next])
    assert.deepEqual(await server.stop(), { code: 0, signal: null });
});
