import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signToken } from '#platform/sealing';
import { base, linkIn, subscribed, town } from './world.ts';

/* Who may subscribe to what and how it ends, over HTTP and through a real mail server. */

const rowsOf = async (w: Awaited<ReturnType<typeof town>>, table: string) =>
  (await w.db.owner.pool.query<Record<string, unknown>>(`select * from subscriptions.${table}`)).rows;

test('a wish becomes a subscription by the link that was mailed, not by looking at it; one click ends it', async (t) => {
  const w = await town(t);
  const page = await w.get('/subscribe?unit=3&kind=village');
  assert.match(page.body, /云溪村 · 村（居）务公开/);
  const target = /name="target" value="([^"]*)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
  assert.equal(target, 'unit=3&kind=village');
  const sent = await w.send('/subscribe', { address: 'Reader@Example.org', target, pace: 'weekly' });
  assert.match(sent.body, /请查收确认邮件/);
  const [mail] = await w.mails();
  assert.equal(mail?.headers.has('list-unsubscribe'), false, 'asked for once: nothing to unsubscribe yet');
  const link = linkIn(mail, '/subscribe/confirm/');
  const looked = await w.get(link);
  assert.match(looked.body, /<form method="post" action="\/subscribe\/confirm\//);
  assert.equal(
    (await rowsOf(w, 'subscription'))[0]?.['state'],
    'pending',
    'a mail program that opens links confirms nothing',
  );
  assert.match((await w.send(link)).body, /云溪村 · 村（居）务公开；每周一次/);
  assert.match((await w.send(link)).body, /订阅成功/, 'twice is once');
  const [row] = await rowsOf(w, 'subscription');
  assert.deepEqual(
    [row?.['state'], row?.['pace'], row?.['target']],
    ['active', 'weekly', 'unit=3&kind=village'],
  );

  // A second wish for the same is answered alike, and mails the link to one's own.
  const again = await w.send('/subscribe', { address: 'reader@example.org', target, pace: 'weekly' });
  assert.equal(again.body, sent.body);
  const [manage] = await w.mails();
  const own = linkIn(manage, '/subscriptions/');
  assert.doesNotMatch((await w.get(own)).body, /云溪村/, 'looking shows nothing of anybody');
  const shown = await w.send(own, { act: 'show' });
  assert.match(shown.body, /云溪村 · 村（居）务公开/);
  const id = String(row?.['id']);
  assert.match(
    (await w.send(own, { act: 'pace', subscription: id, pace: 'atOnce' })).body,
    /selected[^>]*>公开后即时/,
  );
  assert.equal(
    (await w.send(own, { act: 'pace', subscription: crypto.randomUUID(), pace: 'daily' })).status,
    404,
  );

  // One click, as a mailbox sends it: no cookie, no Origin, in either form of RFC 8058.
  const end = `/unsubscribe/${signToken(w.keys.links, { purpose: 'unsubscribe', id, until: null })}`;
  assert.match((await w.get(end)).body, /<button>退订<\/button>/);
  assert.equal((await rowsOf(w, 'subscription')).length, 1);
  assert.equal(
    (await w.send(end, { 'List-Unsubscribe': 'One-Click' }, { origin: 'https://evil.example' })).status,
    403,
  );
  assert.equal((await rowsOf(w, 'subscription')).length, 1, 'a page of another site ends nothing');
  assert.equal((await w.send(end, { 'List-Unsubscribe': 'One-Click' })).status, 200);
  assert.equal((await w.send(end, { 'List-Unsubscribe': 'One-Click' })).status, 200, 'again: as well');
  for (const table of ['subscription', 'subscriber'])
    assert.deepEqual(await rowsOf(w, table), [], `${table} is empty`);
  const kept = await w.db.owner.pool.query(`select * from platform.audit`);
  const all = JSON.stringify(kept.rows);
  assert.doesNotMatch(
    all,
    /example\.org|127\.0\.0\.1/,
    'neither address nor network stands in the audit log',
  );
  assert.deepEqual(w.faults, []);
});

test('one click as multipart/form-data', async (t) => {
  const w = await town(t);
  await subscribed(w, 'reader@example.org', '');
  const [row] = await rowsOf(w, 'subscription');
  const end = `/unsubscribe/${signToken(w.keys.links, { purpose: 'unsubscribe', id: String(row?.['id']), until: null })}`;
  const form = new FormData();
  form.set('List-Unsubscribe', 'One-Click');
  const posted = new Response(form);
  const answer = await w.raw(
    end,
    Buffer.from(await posted.arrayBuffer()),
    posted.headers.get('content-type') ?? '',
  );
  assert.equal(answer, 200);
  assert.deepEqual(await rowsOf(w, 'subscriber'), []);
});

test('links of others, cut, changed, over, or for something else open nothing', async (t) => {
  const w = await town(t);
  await w.send('/subscribe', { address: 'reader@example.org', target: '', pace: 'daily' });
  const link = linkIn((await w.mails())[0], '/subscribe/confirm/');
  const token = link.slice('/subscribe/confirm/'.length);
  for (const bad of [
    `${token.slice(0, -1)}`,
    `${token}A`,
    'x',
    token.replace(/^./, (sign) => (sign === 'A' ? 'B' : 'A')),
  ]) {
    assert.equal((await w.get(`/subscribe/confirm/${bad}`)).status, 404, bad);
    assert.equal((await w.send(`/subscribe/confirm/${bad}`)).status, 404, bad);
  }
  for (const other of ['/unsubscribe/', '/subscriptions/', '/office-mail/confirm/', '/office-mail/stop/'])
    assert.equal((await w.send(`${other}${token}`)).status, 404, other);
  w.at = new Date(w.at.getTime() + 49 * 3_600_000);
  assert.equal((await w.send(link)).status, 404, 'two days later');
  assert.equal((await rowsOf(w, 'subscription'))[0]?.['state'], 'pending');
  await w.job('subscriptions/forget');
  for (const table of ['subscription', 'subscriber', 'request'])
    assert.deepEqual(await rowsOf(w, table), [], `${table} is empty`);
  assert.deepEqual(w.faults, []);
});

test('addresses that are none, units that are none, and too many requests; known and unknown answer alike', async (t) => {
  const w = await town(t);
  const ask = (address: string, target = '') => w.send('/subscribe', { address, target, pace: 'daily' });
  for (const bad of ['', 'x', 'a@b', 'a@b.cn, c@d.cn', 'a@b.cn\r\nBcc: c@d.cn', '<script>']) {
    const answer = await ask(bad);
    assert.equal(answer.status, 400, bad);
    assert.match(answer.body, /邮箱地址不正确/);
    assert.doesNotMatch(answer.body, /<script>/);
  }
  assert.equal((await ask('a@b.cn', 'unit=999')).status, 404);
  assert.equal((await w.send('/subscribe', { address: 'a@b.cn', target: '', pace: 'hourly' })).status, 400);
  // Three mails a day to one address, whoever asks; the fourth answer is no different.
  const answers = [];
  for (let turn = 0; turn < 4; turn += 1) answers.push((await ask('reader@example.org', `q=${turn}`)).body);
  assert.equal(new Set(answers).size, 1);
  assert.equal((await w.mails()).length, 3);
  const link = (address: string) => w.send('/subscriptions', { address });
  assert.equal((await link('nobody@example.org')).body, (await link('reader@example.org')).body);
  assert.deepEqual(await w.mails(), []);
  let last = 200;
  for (let turn = 0; turn < 30 && last === 200; turn += 1) last = (await ask(`r${turn}@example.org`)).status;
  assert.equal(last, 429);
  assert.equal((await link('reader@example.org')).status, 429);
  w.at = new Date(w.at.getTime() + 61 * 60_000);
  assert.equal((await ask('late@example.org')).status, 200, 'an hour later');
  assert.deepEqual(w.faults, []);
});

test('the address lies sealed, the portal’s role sees nothing of the room, and pages are kept by nobody', async (t) => {
  const w = await town(t);
  await subscribed(w, 'reader@example.org', 'q=保密审查');
  const dump = JSON.stringify([
    ...(await rowsOf(w, 'subscriber')),
    ...(await rowsOf(w, 'subscription')),
    ...(await rowsOf(w, 'request')),
    ...(await w.db.owner.pool.query('select * from platform.mail')).rows,
  ]);
  assert.doesNotMatch(dump, /reader@|example\.org"/);
  for (const table of [
    'subscriber',
    'subscription',
    'digest',
    'digest_item',
    'taken_back',
    'request',
    'staff_mail',
  ])
    await assert.rejects(
      w.db.portal.pool.query(`select * from subscriptions.${table}`),
      { code: '42501' },
      table,
    );
  const page = await w.page('/subscribe?q=保密审查');
  assert.match(String(page.headers['cache-control']), /no-store/);
  // Not `no-referrer`: browsers would send the form as of no origin, and it would be refused.
  assert.equal(page.headers['referrer-policy'], 'same-origin');
  assert.match(page.body, /noindex/);
  assert.match(page.body, /“保密审查”/);
});

test('without mail the page says so and the form refuses; nothing is kept', async (t) => {
  const w = await town(t, { mail: 'off' });
  const page = await w.get('/subscribe');
  assert.match(page.body, /本站尚未开通邮件订阅/);
  assert.doesNotMatch(page.body, /<input[^>]*name="address"/);
  assert.equal((await w.send('/subscribe', { address: 'a@b.cn', target: '', pace: 'daily' })).status, 409);
  assert.equal((await w.send('/subscriptions', { address: 'a@b.cn' })).status, 409);
  assert.deepEqual(await rowsOf(w, 'subscriber'), []);
  assert.equal(base.startsWith('https'), true);
});
