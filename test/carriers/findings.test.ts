import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { type Actor, done } from '#kernel';
import { recordAudit } from '#platform/audit';
import { createTranslator } from '#platform/i18n';
import { enqueueMail, type MailPost, sendDueMail, smtpCarrier } from '#platform/mail';
import { valueOf } from '#test/database';
import { createWebhook } from '../../src/modules/carriers/webhooks/commands.ts';
import { connectWebhooks } from '../../src/modules/carriers/webhooks/settings.ts';
import { approved, publish } from '../../src/modules/publication/testing/world.ts';
import { testMailServer } from '../../src/platform/mail/testing/server.ts';
import { type CarriersSite, carriersSite } from './site.ts';
import { monday, village } from './support.ts';

/* What ends in a finding after days of trying: the clock is moved, nobody waits; read as the office reads it. */

type Finding = { readonly kind: string; readonly words: string; readonly resolvedAt: string | null };

type Desk = CarriersSite & {
  readonly ask: (method: string, path: string) => Promise<unknown>;
  readonly findings: () => Promise<readonly Finding[]>;
};

/** The committee office at its desk. */
async function desk(t: TestContext): Promise<Desk> {
  const people = new Map<string, Actor>();
  const s = await carriersSite(t, (token) => {
    const actor = people.get(token);
    return actor === undefined ? null : { id: token, actor, tokenHash: token, locale: null };
  });
  people.set('office', s.office);
  const ask = async (method: string, path: string) => {
    const headers = { cookie: 'gongkai_session=office', origin: s.url };
    const answer = await fetch(`${s.url}${path}`, { method, headers });
    const text = await answer.text();
    assert.equal(answer.status, 200, text);
    return JSON.parse(text) as unknown;
  };
  const findings = async () =>
    ((await ask('GET', '/api/carriers/findings?only=all')) as { rows: Finding[] }).rows;
  return { ...s, ask, findings };
}

/** A partner that has nothing good to say until it is told to. */
async function partner(t: TestContext) {
  const said = { status: 503, ids: [] as string[] };
  const server = createServer((request, response) => {
    said.ids.push(String(request.headers['webhook-id']));
    request.resume().on('end', () => response.writeHead(said.status).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { said, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

test('a delivery that nobody takes is tried for two days, then given up: a finding in plain words, until it is sent anew', async (t) => {
  const s = await desk(t);
  const { said, url } = await partner(t);
  connectWebhooks({ key: randomBytes(32), url: null, rules: { plainHttp: true, privateNetwork: true } });
  valueOf(await s.as(s.office, (ctx) => createWebhook(ctx, { unit: village.id, name: '对接平台', url })));
  const { slug } = valueOf(await publish(s, await approved(s, { title: '只在页面上的标题' })));
  await s.hear();
  const row = async () => {
    const { rows } = await s.db.owner.pool.query<{ id: string; state: string; next_attempt_at: Date | null }>(
      `select id, state, next_attempt_at from carriers.delivery where kind = 'webhook'`,
    );
    assert.equal(rows.length, 1);
    return rows[0] ?? assert.fail();
  };
  const { id, next_attempt_at: first } = await row();
  let last = first ?? monday;
  for (let turn = 0; turn < 20; turn += 1) {
    const { next_attempt_at: next } = await row();
    if (next === null) break;
    assert.deepEqual(await s.findings(), [], 'not while it is still tried');
    assert.ok(next >= last);
    last = next;
    await s.job('carriers/deliver', { id }, next);
  }
  assert.equal((await row()).state, 'givenUp');
  assert.deepEqual([said.ids.length, new Set(said.ids).size], [9, 1], 'nine attempts under one id');
  const hours = (last.getTime() - monday.getTime()) / 3_600_000;
  assert.ok(hours > 30 && hours < 72, `${hours} hours`);
  await s.job('carriers/deliver', { id }, last);
  assert.equal(said.ids.length, 9, 'given up is given up');
  const [found, ...more] = await s.findings();
  assert.deepEqual(more, []);
  assert.deepEqual(
    [found?.kind, found?.words, found?.resolvedAt],
    ['deliveryGivenUp', `对接系统投递失败：公开（${slug}），已试9次，请核实后重新投递`, null],
  );
  // Whoever looks after the unit's carriers finds it in their inbox, without a word of the item.
  await s.hear();
  const told = await s.db.owner.pool.query<{ params: object }>(
    `select params from platform.notification where kind = 'carriers.finding' and person = $1`,
    [s.people.handler.person],
  );
  assert.match(JSON.stringify(told.rows), /已试9次/);
  assert.doesNotMatch(JSON.stringify(told.rows), /只在页面上/);

  said.status = 204;
  await s.ask('POST', `/api/carriers/deliveries/${id}/replay`);
  await s.job('carriers/deliver', { id }, last);
  assert.equal((await row()).state, 'delivered');
  assert.notEqual((await s.findings())[0]?.resolvedAt, null);
  assert.deepEqual(s.faults, []);
});

test('a mail server that takes nothing for a day is a finding of the topmost unit until it takes a mail; one bad mailbox is none', async (t) => {
  const s = await desk(t);
  const server = await testMailServer(t);
  const key = randomBytes(32);
  const post: MailPost = {
    key,
    kinds: {
      'test.mail': {
        write: async () => ({ subject: '不该出现的主题', blocks: [], footer: [], unsubscribe: null }),
      },
    },
    carrier: () => smtpCarrier(server.settings),
    domain: 'gongkai.example',
    baseUrl: () => 'https://gongkai.example',
    translator: createTranslator([]),
    onFault: (error) => assert.fail(String(error)),
  };
  const at = (hours: number) => new Date(monday.getTime() + hours * 3_600_000);
  const owe = (to: string, hours: number) =>
    s.as(
      s.office,
      async (ctx) => {
        await recordAudit(ctx, { action: 'test' });
        const mail = { kind: 'test.mail', ref: randomUUID(), owner: null, to, locale: 'zh-CN' as const };
        return done(await enqueueMail(ctx, key, mail));
      },
      at(hours),
    );
  /** Everything due, then the look that the worker takes every hour. */
  const hour = async (hours: number) => {
    await sendDueMail(post, s.db.worker, () => at(hours));
    await s.job('carriers/find-mail-refused', {}, at(hours));
    return (await s.findings()).map(({ words, resolvedAt }) => [words, resolvedAt === null]);
  };
  // One mailbox is full for days while others get theirs.
  server.answer((to) => (to.startsWith('full') ? { code: 452, text: 'full@example.org is full' } : null));
  await owe('full@example.org', 0);
  for (const day of [0, 1, 2, 3]) {
    await owe('reader@example.org', day * 20);
    assert.deepEqual(await hour(day * 20), []);
  }
  // From now on the relay refuses everybody.
  server.answer((to) => ({ code: 451, text: `no relay for ${to}` }));
  await owe('another@example.org', 61);
  assert.deepEqual(await hour(61), []);
  assert.deepEqual(await hour(83), [], 'not yet a day');
  const words =
    '自2026-03-04 22:00起没有一封邮件寄出（smtp-451）：等待重寄2封，已放弃0封，请检查邮件服务器和发件账号';
  assert.deepEqual(await hour(85), [[words, true]]);
  assert.deepEqual(await hour(100), [[words, true]], 'once');
  for (const hours of [110, 130, 160, 200]) await hour(hours);
  const kept = await s.db.owner.pool.query<{ state: string }>(
    `select state from platform.mail where state <> 'sent' order by state`,
  );
  assert.ok(kept.rows.some(({ state }) => state === 'givenUp'));
  assert.deepEqual(await hour(201), [[words, true]], 'given up is no relief');
  server.answer(() => null);
  await owe('reader@example.org', 202);
  assert.deepEqual(await hour(202), [[words, false]]);
  const told = await s.db.owner.pool.query(`select * from carriers.finding`);
  assert.doesNotMatch(JSON.stringify(told.rows), /example\.org|主题/);
});
