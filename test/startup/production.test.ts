import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import pg from 'pg';
import { type RunningServer, spawnProgram, startServer } from '#test/process';

/* Production mode on an empty folder: nobody is there until a command makes the first administrator. */

const url = 'https://gongkai.example.cn';
const production = { GONGKAI_MODE: 'production', GONGKAI_URL: url };

/** Looks into the embedded database as its owner. */
async function ask(server: RunningServer, sql: string): Promise<readonly Record<string, unknown>[]> {
  const secret = readFileSync(join(server.data, 'database.secret'), 'utf8').trim();
  const port = readFileSync(join(server.data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3];
  const client = new pg.Client({
    connectionString: `postgres://gongkai_owner:${encodeURIComponent(secret)}@127.0.0.1:${port}/gongkai`,
  });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function makeAdministrator(t: TestContext, data: string, args: readonly string[]) {
  const command = spawnProgram(t, ['admin:create', ...args], { data, env: production });
  const { code } = await command.ended();
  return { code, output: command.output() };
}

const signIn = (server: RunningServer, account: string, password: string) =>
  fetch(`${server.url}/signin`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: url },
    body: new URLSearchParams({ account, password, back: '' }),
  });

const sessionOf = (answer: Response) =>
  /gongkai_session=[^;]+/.exec(answer.headers.getSetCookie().join('\n'))?.[0] ?? '';

test('production on an empty folder: it answers, and neither accounts nor units of the demonstration exist', async (t) => {
  const server = await startServer(t);
  const health = await fetch(`${server.url}/healthz`);
  assert.equal(health.status, 200);
  const { status, roles } = (await health.json()) as { status: string; roles: string[] };
  assert.deepEqual([status, roles.toSorted()], ['ok', ['office', 'portal', 'worker']]);
  const document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as { paths: object };
  assert.ok(Object.keys(document.paths).length > 50);
  for (const path of ['/', '/items', '/catalogue', '/units', '/help', '/office/'])
    assert.equal((await fetch(server.url + path)).status, 200, path);

  const page = await (await fetch(`${server.url}/signin`)).text();
  assert.match(page, /name="password"/);
  assert.doesNotMatch(page, /演示|demo/i);
  assert.doesNotMatch(server.output(), /演示|demonstration/);
  assert.match(server.output(), /admin:create/);
  for (const table of ['identity.person', 'identity.session', 'identity.role_grant', 'organisations.unit'])
    assert.deepEqual(await ask(server, `select count(*)::int as n from ${table}`), [{ n: 0 }], table);
});

test('the first administrator: made by a command, signs in over HTTP with the printed password, has to change it', async (t) => {
  const server = await startServer(t);
  const args = ['--account', 'Wang.Admin', '--name', '王系统', '--unit', '青禾区委'];
  const made = await makeAdministrator(t, server.data, args);
  assert.equal(made.code, 0, made.output);
  const password = /password[^\n]*: (\S+)/.exec(made.output)?.[1] ?? '';
  assert.ok(password.length >= 12, made.output);

  const wrong = await signIn(server, 'wang.admin', `${password}x`);
  assert.deepEqual([wrong.status, sessionOf(wrong)], [401, '']);
  const right = await signIn(server, 'wang.admin', password);
  assert.equal(right.status, 303);
  const cookie = sessionOf(right);
  assert.match(right.headers.getSetCookie().join(), /HttpOnly.*Secure|Secure.*HttpOnly/);

  type Me = { mustChangePassword: boolean; grants: { role: string; unitName: string }[] };
  const me = async () => (await (await fetch(`${server.url}/api/me`, { headers: { cookie } })).json()) as Me;
  const before = await me();
  assert.deepEqual([before.mustChangePassword, before.grants], [true, []], 'a told password opens nothing');
  const changed = await fetch(`${server.url}/api/me/password`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ current: password, next: '一池春水皱-Kx73!vq' }),
  });
  assert.equal(changed.status, 200, await changed.clone().text());
  const after = await me();
  assert.equal(after.mustChangePassword, false);
  assert.deepEqual(
    after.grants.map(({ role, unitName }) => [role, unitName]),
    [['systemAdministrator', '青禾区委']],
  );
  assert.equal((await signIn(server, 'wang.admin', password)).status, 401);
});

test('the command before the first start, and for each of the three administrators; the same account twice is refused', async (t) => {
  const stopped = spawnProgram(t, ['admin:create', '--account', 'sys', '--name', '甲'], { env: production });
  assert.equal((await stopped.ended()).code, 0, stopped.output());
  for (const role of ['securityAdministrator', 'auditAdministrator']) {
    const made = await makeAdministrator(t, stopped.data, [
      '--account',
      role,
      '--name',
      '乙',
      '--role',
      role,
    ]);
    assert.equal(made.code, 0, made.output);
  }
  const twice = await makeAdministrator(t, stopped.data, ['--account', 'sys', '--name', '丙']);
  assert.equal(twice.code, 1);
  assert.match(twice.output, /^✖ .*account/m);
  assert.doesNotMatch(twice.output, /password/);
  const wrong = await makeAdministrator(t, stopped.data, [
    '--account',
    'x',
    '--name',
    '丁',
    '--role',
    'handler',
  ]);
  assert.equal(wrong.code, 2);

  const server = await startServer(t, { data: stopped.data });
  assert.doesNotMatch(
    server.output(),
    /admin:create/,
    'there are administrators, whatever their account is called',
  );
  assert.deepEqual(await ask(server, 'select role from identity.role_grant order by granted_at'), [
    { role: 'systemAdministrator' },
    { role: 'securityAdministrator' },
    { role: 'auditAdministrator' },
  ]);
});
