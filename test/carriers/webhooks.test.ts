import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { roleUrl } from '#platform/database';
import { isOpenAddress } from '#platform/outside';
import { valueOf } from '#test/database';
import { replayDelivery } from '../../src/modules/carriers/deliveries/replay.ts';
import { checkAddress } from '../../src/modules/carriers/webhooks/address.ts';
import { webhookChannel } from '../../src/modules/carriers/webhooks/channel.ts';
import {
  changeWebhook,
  createWebhook,
  rotateSecret,
  setWebhookState,
} from '../../src/modules/carriers/webhooks/commands.ts';
import { DISABLE_AFTER_MS } from '../../src/modules/carriers/webhooks/deliver.ts';
import { findWebhook } from '../../src/modules/carriers/webhooks/queries.ts';
import { guarded, send } from '../../src/modules/carriers/webhooks/send.ts';
import { connectWebhooks } from '../../src/modules/carriers/webhooks/settings.ts';
import { approved, publish, revised } from '../../src/modules/publication/testing/world.ts';
import { type CarriersWorld, carriersWorld, monday } from './support.ts';

const hours = (n: number) => new Date(monday.getTime() + n * 3_600_000);
const open = { plainHttp: true, privateNetwork: true };
const strict = { plainHttp: false, privateNetwork: false };

type Got = { readonly headers: IncomingHttpHeaders; readonly body: string; readonly path: string };
type Answering = (got: Got, response: ServerResponse) => void;

/** A partner's server: keeps what came, and answers as it is told to. */
async function partner(t: TestContext) {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      const one = { headers: request.headers, body, path: request.url ?? '' };
      got.push(one);
      answering.now(one, response);
    });
  });
  const answering: { now: Answering } = { now: (_got, response) => void response.writeHead(204).end() };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    got,
    url: `http://127.0.0.1:${port}/hook`,
    answer: (how: Answering): void => {
      answering.now = how;
    },
  };
}

const key = randomBytes(32);

async function start(t: TestContext, timeoutMs = 10_000) {
  const w = await carriersWorld(t);
  connectWebhooks({ key, url: 'https://notice.example', rules: open, timeoutMs });
  const p = await partner(t);
  const register = async (unit: number, name = '对接平台') =>
    valueOf(await w.as(w.office, (ctx) => createWebhook(ctx, { unit, name, url: p.url })));
  return { w, p, register };
}

async function go(w: CarriersWorld, changes: Parameters<typeof approved>[1] = {}, at = 1) {
  const made = await approved(w, changes);
  const published = valueOf(await publish(w, made, hours(at)));
  await w.hear();
  return { ...made, ...published };
}

type Row = { id: string; what: string; state: string; attempts: number; carrier: string; next: Date | null };
const ledger = async (w: CarriersWorld) =>
  (
    await w.db.owner.pool.query<Row>(
      `select id, what, state, attempts, carrier, next_attempt_at as next from carriers.delivery where kind = 'webhook' order by ordinal`,
    )
  ).rows;

/** Runs every delivery that waits, in order. */
async function deliver(w: CarriersWorld, now = hours(2)): Promise<void> {
  for (const { id, state } of await ledger(w))
    if (state === 'waiting') await w.job('carriers/deliver', { id }, now);
}

/** The check that a partner makes, written here after the specification and not with our code. */
function isSigned({ headers, body }: Got, secret: string): boolean {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const mac = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(signed);
  const expected = `v1,${mac.digest('base64')}`;
  return String(headers['webhook-signature']).split(' ').includes(expected);
}

test('partners are told what happens to items of their units, signed, and not a word of them', async (t) => {
  const { w, p, register } = await start(t);
  const town = await register(2);
  // Of another branch of the tree: nothing comes.
  await w.db.owner.pool.query(
    `insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at)
     values (4, 'o', '他镇', 'town', 'townGovernment', 1, '/1/4/', now())`,
  );
  await register(4, '他镇平台');
  const item = await go(w, { title: '机要标题' });
  await go(w, { title: '党内暗号', scope: 'wholeParty' }, 2);
  const corrected = await revised(w, item, 'correct', { title: '改', changeNote: '有误' });
  valueOf(await publish(w, corrected, hours(3)));
  await w.hear();
  await deliver(w);
  valueOf(await publish(w, await revised(w, corrected, 'withdraw', { reason: '不宜' }), hours(4)));
  await w.hear();
  const shows = () => webhookChannel.shows({ db: w.db.worker.reader, now: hours(4) }, item);
  assert.equal(await shows(), true, 'the partner has not been told that it is gone');
  await deliver(w);
  assert.equal(await shows(), false);
  assert.deepEqual(
    p.got.map(({ body }) => (JSON.parse(body) as { type: string }).type),
    ['item.published', 'item.changed', 'item.withdrawn'],
  );
  for (const got of p.got) {
    assert.ok(isSigned(got, town.secret));
    assert.ok(!isSigned({ ...got, body: got.body.replace('item.', 'item,') }, town.secret));
    assert.equal(got.headers['webhook-timestamp'], String(hours(2).getTime() / 1000));
    assert.doesNotMatch(got.body, /机要|有误|不宜|党内/);
  }
  assert.deepEqual(JSON.parse(p.got[0]?.body ?? ''), {
    type: 'item.published',
    timestamp: hours(1).toISOString(),
    data: {
      item: item.slug,
      version: 1,
      unit: 3,
      path: `/i/${item.slug}`,
      url: `https://notice.example/i/${item.slug}`,
      record: `https://notice.example/i/${item.slug}.json`,
    },
  });
  const rows = await ledger(w);
  assert.deepEqual(
    rows.map((row) => [row.what, row.state, row.attempts]),
    [
      ['publish', 'delivered', 1],
      ['change', 'delivered', 1],
      ['withdraw', 'delivered', 1],
    ],
  );
  assert.deepEqual(
    p.got.map((one) => one.headers['webhook-id']),
    rows.map((row) => row.id),
  );
  const kept = JSON.stringify((await w.db.owner.pool.query('select * from carriers.webhook')).rows);
  assert.ok(!kept.includes(town.secret) && !kept.includes(town.secret.slice(6)), 'the secret lies sealed');
});

test('a partner that fails, redirects, says too much or nothing is tried again under the same id', async (t) => {
  const { w, p, register } = await start(t, 300);
  const { id } = await register(3);
  await go(w);
  const [row] = await ledger(w);
  let elsewhere = 0;
  const bad: readonly (readonly [string, RegExp, Answering])[] = [
    ['an error', /^500 坏了 x$/, (_got, response) => void response.writeHead(500).end('坏了\u0007\nx')],
    [
      'a redirect',
      /^302/,
      ({ path }, response) => {
        if (path === '/elsewhere') elsewhere += 1;
        response.writeHead(302, { location: '/elsewhere' }).end();
      },
    ],
    ['silence', /^no answer in 0\.3 s$/, () => undefined],
    ['a drip', /^no answer in 0\.3 s$/, (_got, response) => void response.writeHead(200).write('x')],
    ['a cut', /hang up|ECONNRESET|aborted/, (_got, response) => void response.destroy()],
    ['a flood', /^503 x{200}$/, (_got, response) => void response.writeHead(503).end('x'.repeat(1_000_000))],
  ];
  for (const [name, , how] of bad) {
    p.answer(how);
    await w.job('carriers/deliver', { id: row?.id }, hours(2));
    assert.equal((await ledger(w))[0]?.state, 'waiting', name);
  }
  assert.equal(elsewhere, 0, 'a redirect is not followed');
  const attempts = await w.db.owner.pool.query<{ answer: string; outcome: string }>(
    'select answer, outcome from carriers.delivery_attempt order by ordinal',
  );
  for (const [at, [name, answer]] of bad.entries())
    assert.match(attempts.rows[at]?.answer ?? '', answer, name);
  assert.notEqual((await findWebhook(w.db.office.reader, id))?.failingSince, null);
  // A flood that begins well is a good answer.
  p.answer((_got, response) => void response.writeHead(200).end('y'.repeat(1_000_000)));
  await w.job('carriers/deliver', { id: row?.id }, hours(3));
  const [done] = await ledger(w);
  assert.deepEqual([done?.state, done?.attempts], ['delivered', bad.length + 1]);
  assert.equal(new Set(p.got.map((one) => one.headers['webhook-id'])).size, 1);
  assert.equal((await findWebhook(w.db.office.reader, id))?.failingSince, null);
  // Told to once more, a job that comes late sends nothing.
  const before = p.got.length;
  await w.job('carriers/deliver', { id: row?.id }, hours(4));
  assert.equal(p.got.length, before);
});

test('gone for good, or failing for days: stopped, found, told; started again, what was given up is sent under its id', async (t) => {
  const { w, p, register } = await start(t);
  const { id } = await register(3);
  const findings = async () =>
    (
      await w.db.owner.pool.query<{ kind: string; open: boolean; subject: string }>(
        `select kind, subject, resolved_at is null as open from carriers.finding where kind = 'webhookDisabled' order by found_at`,
      )
    ).rows;
  await go(w);
  p.answer((_got, response) => void response.writeHead(410).end());
  await deliver(w);
  const hook = () => findWebhook(w.db.office.reader, id);
  assert.deepEqual([(await hook())?.state, (await hook())?.disabledWhy], ['disabled', 'gone']);
  assert.deepEqual(await findings(), [{ kind: 'webhookDisabled', open: true, subject: `webhook:${id}` }]);
  const [given] = await ledger(w);
  assert.equal(given?.state, 'givenUp');
  // While it is stopped nothing is planned for it, and a replay is refused by its state.
  await go(w, { title: '停用期间' }, 5);
  assert.equal((await ledger(w)).length, 1);
  valueOf(await w.as(w.office, (ctx) => setWebhookState(ctx, id, 'active'), hours(6)));
  assert.equal((await findings())[0]?.open, false);
  p.answer((_got, response) => void response.writeHead(200).end());
  valueOf(await w.as(w.office, (ctx) => replayDelivery(ctx, given?.id ?? ''), hours(6)));
  await deliver(w, hours(7));
  assert.deepEqual(
    (await ledger(w)).map((row) => row.state),
    ['delivered'],
  );
  assert.deepEqual(new Set(p.got.map((one) => one.headers['webhook-id'])), new Set([given?.id]));
  // Days of failure, the clock moved.
  p.answer((_got, response) => void response.writeHead(500).end());
  await go(w, { title: '再来' }, 8);
  const late = (await ledger(w)).at(-1);
  await w.job('carriers/deliver', { id: late?.id }, hours(9));
  await w.job('carriers/deliver', { id: late?.id }, new Date(hours(9).getTime() + DISABLE_AFTER_MS - 1));
  assert.equal((await hook())?.state, 'active');
  await w.job('carriers/deliver', { id: late?.id }, new Date(hours(9).getTime() + DISABLE_AFTER_MS));
  assert.deepEqual([(await hook())?.state, (await hook())?.disabledWhy], ['disabled', 'failing']);
  assert.equal((await findings()).filter((one) => one.open).length, 1);
});

test('kill -9 between the partner’s answer and our note of it: sent again under the same id, delivered once', async (t) => {
  const { w, p, register } = await start(t);
  await register(3);
  await go(w);
  const [row] = await ledger(w);
  const child = join(import.meta.dirname, '../../src/modules/carriers/webhooks/testing-child.ts');
  const worker = roleUrl(w.db.url, w.db.secret, 'worker');
  const args = [child, worker, key.toString('base64'), row?.id ?? '', hours(2).toISOString()];
  const run = async (env: Readonly<Record<string, string>>) => {
    const process_ = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: 'inherit' });
    const [code, signal] = await once(process_, 'exit');
    return signal ?? code;
  };
  assert.equal(await run({ GONGKAI_FAIL_POINT: 'after-webhook-answer' }), 'SIGKILL');
  assert.equal(p.got.length, 1);
  assert.deepEqual(
    (await ledger(w)).map((one) => [one.state, one.attempts]),
    [['waiting', 1]],
  );
  assert.equal(await run({}), 0);
  assert.deepEqual(
    (await ledger(w)).map((one) => [one.state, one.attempts]),
    [['delivered', 2]],
  );
  assert.equal(await run({}), 0);
  assert.equal(p.got.length, 2, 'settled, it is sent no more');
  assert.equal(
    new Set(p.got.map((one) => one.headers['webhook-id'])).size,
    1,
    'a receiver that keeps ids takes it once',
  );
  const noted = await w.db.owner.pool.query(
    `select from carriers.delivery_attempt where outcome = 'delivered'`,
  );
  assert.equal(noted.rowCount, 1);
});

test('a secret is changed over: for a day both sign, then the new one alone', async (t) => {
  const { w, p, register } = await start(t);
  const { id, secret } = await register(3);
  const next = valueOf(await w.as(w.office, (ctx) => rotateSecret(ctx, id), hours(1)));
  await go(w);
  await deliver(w, hours(24.9));
  await go(w, { title: '二' }, 26);
  await deliver(w, hours(26));
  assert.deepEqual(
    p.got.map((got) => [isSigned(got, secret), isSigned(got, next.secret)]),
    [
      [true, true],
      [false, true],
    ],
  );
  const stale = await w.as(w.office, (ctx) =>
    changeWebhook(ctx, id, { name: '甲', url: p.url, lockVersion: 0 }),
  );
  assert.equal(stale.ok ? '' : stale.code, 'webhook-changed');
  const audited = await w.db.owner.pool.query<{ text: string }>(
    'select json_agg(a)::text as text from platform.audit a',
  );
  assert.doesNotMatch(audited.rows[0]?.text ?? '', /whsec_/);
});

test('addresses lead nowhere inside, whatever they are called', async () => {
  const wrong = [
    'http://partner.example/',
    'ftp://partner.example/',
    'https://u:p@partner.example/',
    'https://partner.example/#x',
    'partner.example',
    'https://',
    '',
  ];
  for (const address of wrong) assert.equal(checkAddress(address, strict).ok, false, address);
  const inside = [
    '127.0.0.1',
    '127.1',
    '0x7f.1',
    '2130706433',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[fe80::1]',
    '[fd00::1]',
    '[64:ff9b::7f00:1]',
    '[2002:7f00:1::]',
    'localhost',
    'LOCALHOST.',
    'a.local',
    'x.internal',
  ];
  for (const host of inside) {
    const checked = checkAddress(`https://${host}/hook`, strict);
    assert.equal(checked.ok ? '' : checked.code, 'webhook-address-private', host);
  }
  for (const host of ['partner.example', '8.8.8.8', '[2400:3200::1]', '172.32.0.1'])
    assert.equal(checkAddress(`https://${host}:8443/hook?a=1`, strict).ok, true, host);
  assert.equal(isOpenAddress('not an address'), false);
  fc.assert(
    fc.property(fc.ipV4(), (ip) => {
      const [a = 0, b = 0] = ip.split('.').map(Number);
      if ([0, 10, 127].includes(a) || a >= 224 || (a === 192 && b === 168))
        assert.equal(isOpenAddress(ip), false);
    }),
  );
  // A name that passes and stands for an inner address when something is sent.
  const looked = await new Promise<string>((resolve) =>
    guarded(strict)('localhost', { all: true }, (error) => resolve(error?.message ?? 'let through')),
  );
  assert.match(looked, /closed network/);
  assert.deepEqual(await send('https://127.0.0.1:1/', { headers: {}, body: '' }, strict), {
    status: null,
    text: 'webhook-address-private',
  });
});
