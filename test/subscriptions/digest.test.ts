import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ParsedMail } from 'mailparser';
import { makeDigests } from '#modules/subscriptions';
import { sendDueMail } from '#platform/mail';
import { valueOf } from '#test/database';
import { until } from '#test/process';
import {
  confirm,
  erasedName,
  erasers,
  itemOf,
  propose,
} from '../../src/modules/publication/testing/erasing.ts';
import { pdfFile, wordFile } from '../../src/modules/publication/testing/files.ts';
import { attaching } from '../../src/modules/publication/testing/site.ts';
import { approved, body, publish, register, revised } from '../../src/modules/publication/testing/world.ts';
import { base, linkIn, subscribed, type Town, town } from './world.ts';

/* What is in a digest, when, and what is never in one; through a real database, a real log and a real mail server. */

const addressee = (mail: ParsedMail): string =>
  [mail.to]
    .flat()
    .map((to) => to?.text ?? '')
    .join();
const of = (mails: readonly ParsedMail[], name: string) =>
  mails.filter((mail) => addressee(mail).startsWith(name));
const textOf = (mail: ParsedMail | undefined): string => mail?.text ?? '';

/** Publishes one item a minute after the other, so that their order is plain. */
async function out(
  w: Town,
  title: string,
  changes: Parameters<typeof approved>[1] = {},
  attach?: Parameters<typeof approved>[2],
) {
  const made = await approved(w, { title, ...changes }, attach);
  valueOf(await publish(w, made, w.at));
  return made;
}

test('each is told what they asked for, once, at their pace; what was before the subscription is not', async (t) => {
  const w = await town(t);
  await out(w, '订阅之前的事');
  await subscribed(w, 'all@example.org', '', 'atOnce');
  await subscribed(w, 'village@example.org', 'unit=1&kind=village', 'daily');
  await subscribed(w, 'unit-only@example.org', 'unit=1&within=0', 'daily');
  await subscribed(w, 'category@example.org', 'category=工程建设', 'daily');
  await subscribed(w, 'weekly@example.org', 'unit=3', 'weekly');
  await out(w, '第一季度收支');
  await out(w, '道路修缮', { category: '工程建设' });
  const first = await w.day();
  assert.deepEqual(first.map(addressee).sort(), [
    'all@example.org',
    'category@example.org',
    'village@example.org',
  ]);
  for (const name of ['all', 'village']) {
    const text = textOf(of(first, name)[0]);
    assert.match(text, /第一季度收支[\s\S]*云溪村[\s\S]*https:\/\/gongkai\.example\/i\//, name);
    assert.match(text, /道路修缮/, name);
    assert.doesNotMatch(text, /订阅之前/, name);
  }
  const category = textOf(of(first, 'category')[0]);
  assert.match(category, /道路修缮/);
  assert.doesNotMatch(category, /第一季度/);
  const [mail] = of(first, 'all');
  assert.match(String(mail?.subject), /全部公开信息：新增 2 条/);
  assert.match(JSON.stringify(mail?.headers.get('list')), /unsubscribe/);
  assert.deepEqual(await w.day({ hours: 1 }), [], 'nothing new: no mail');
  await out(w, '第二天的事');
  const second = await w.day();
  assert.deepEqual(second.map(addressee).sort(), ['all@example.org', 'village@example.org']);
  for (const one of second) assert.doesNotMatch(textOf(one), /第一季度|道路/);
  let week: readonly ParsedMail[] = [];
  for (let days = 0; days < 7 && week.length === 0; days += 1) week = await w.day();
  assert.deepEqual(week.map(addressee), ['weekly@example.org']);
  assert.match(textOf(week[0]), /第一季度收支[\s\S]*|道路修缮/);
  assert.match(textOf(week[0]), /第二天的事/);
  // Once ended, never again.
  assert.equal((await w.send(linkIn(second[0], '/unsubscribe/'))).status, 200);
  await out(w, '退订之后');
  assert.equal((await w.day()).length, 1);
  assert.deepEqual(w.faults, []);
});

test('a search is subscribed to: only what it finds, attachments and text included', async (t) => {
  const w = await town(t);
  await subscribed(w, 'search@example.org', 'q=水库', 'daily');
  await out(w, '甲', { body: body('本月对水库进行了除险加固。') });
  await out(w, '乙', { body: body('本月无大事。') });
  const files = {
    丙: ['明细.docx', wordFile('石料运至水库工地。')],
    丁: ['验收.pdf', pdfFile('水库渗漏检测合格。')],
    戊: ['其他.docx', wordFile('与此无关。')],
  } as const;
  for (const [title, [name, bytes]] of Object.entries(files))
    await out(w, title, { body: body('详见附件。') }, attaching(w, name, bytes));
  const [mail, ...more] = await w.day();
  assert.equal(more.length, 0);
  for (const title of ['甲', '丙', '丁']) assert.match(textOf(mail), new RegExp(`· ${title}\\n`));
  assert.doesNotMatch(textOf(mail), /· [乙戊]\n/);
  assert.match(textOf(mail), /“水库”/);
});

test('what is withdrawn before a digest leaves is not in it; after it, the next one says so without a word of it', async (t) => {
  const w = await town(t);
  await subscribed(w, 'reader@example.org', '', 'daily');
  const early = await out(w, '先撤回的机密标题');
  await out(w, '留下的事');
  // The digest is made, and the server does not take it yet.
  w.server.answer(() => ({ code: 451, text: 'later' }));
  assert.deepEqual(await w.day(), []);
  valueOf(await publish(w, await revised(w, early, 'withdraw', { reason: '有误' }), w.at));
  w.server.answer(() => null);
  w.at = new Date(w.at.getTime() + 10 * 60_000);
  const named = await w.db.owner.pool.query<{ item: string }>('select item from subscriptions.digest_item');
  assert.equal(named.rows.length, 2);
  // Not even before the room has heard of it.
  const [late] = await w.mails();
  assert.match(textOf(late), /留下的事/);
  assert.doesNotMatch(textOf(late), /先撤回|机密/);

  const told = await out(w, '寄出后撤回的标题');
  assert.match(textOf((await w.day())[0]), /寄出后撤回的标题/);
  valueOf(await publish(w, await revised(w, told, 'withdraw', { reason: '有误' }), w.at));
  const [notice, ...more] = await w.day();
  assert.equal(more.length, 0);
  assert.match(String(notice?.subject), /1 条信息已撤回/);
  assert.match(
    textOf(notice),
    /【已撤回】[\s\S]*此前寄给您的一条信息已于 \d{4}-\d\d-\d\d 撤回[\s\S]*\/i\/[0-9a-z]{8}/,
  );
  assert.doesNotMatch(textOf(notice) + String(notice?.html), /寄出后撤回的标题|云溪村第|收支/);
  assert.deepEqual(await w.day(), [], 'told once');
  assert.deepEqual(w.faults, []);
});

test('inner scopes, drafts, registered and narrowed items never leave the house', async (t) => {
  const w = await town(t);
  await subscribed(w, 'reader@example.org', '', 'atOnce');
  await subscribed(w, 'search@example.org', 'q=canary', 'atOnce');
  const planted = {
    category: 'canary类',
    body: body('canary正文'),
    keywords: ['canary词'],
    documentNumber: 'canary号',
  };
  for (const scope of ['wholeParty', 'unit', 'specific'] as const) {
    const audience = scope === 'specific' ? { audience: { units: [3] } } : {};
    await out(w, `canary${scope}`, { ...planted, scope, scopeUnit: 3, ...audience });
  }
  const waiting = await approved(w, { ...planted, title: 'canary登记' });
  valueOf(await register(w, waiting, w.at));
  assert.deepEqual(await w.day(), []);
  await w.log.seal(w.at);
  const opened = await w.day();
  assert.equal(opened.length, 2, 'the registered one, once it is public');
  const narrowed = await out(w, '公开后收窄');
  assert.equal((await w.day()).length, 1);
  const corrected = await revised(w, narrowed, 'correct', {
    title: 'canary收窄',
    changeNote: '收窄',
    scope: 'unit',
    scopeUnit: 3,
  });
  valueOf(await publish(w, corrected, w.at));
  const after = await w.day();
  for (const mail of after) assert.match(textOf(mail), /已撤回/);
  const raw = w.server.raw.slice(-after.length).join('\n');
  for (const one of [...after, ...(await w.server.mails())].map(
    (mail) => `${mail.subject}${mail.text}${String(mail.html)}`,
  ))
    assert.doesNotMatch(one, /canary(wholeParty|unit|specific|收窄)/);
  assert.ok(raw.length > 0);
  assert.deepEqual(w.faults, []);
});

test('a correction is told as such, in its new words', async (t) => {
  const w = await town(t);
  await subscribed(w, 'reader@example.org', '', 'daily');
  const first = await out(w, '原标题');
  await w.day();
  valueOf(
    await publish(w, await revised(w, first, 'correct', { title: '更正后的标题', changeNote: '改' }), w.at),
  );
  const [mail] = await w.day();
  assert.match(textOf(mail), /更正后的标题\n {2}更正 · /);
  assert.doesNotMatch(textOf(mail), /原标题/);
});

test('erased words are in no later digest, not even of a subscription to them', async (t) => {
  const w = await town(t);
  await subscribed(w, 'reader@example.org', '', 'daily');
  await subscribed(w, 'seeker@example.org', `q=${erasedName}`, 'daily');
  const words = { title: `${erasedName}补助公示`, body: body(`${erasedName}领取补助。`) };
  const told = await out(w, words.title, { body: words.body });
  for (const mail of await w.day()) assert.match(textOf(mail), new RegExp(erasedName), 'told before');
  // Published after the last digest and erased before the next one.
  const early = await out(w, `${erasedName}低保公示`, { body: words.body });
  const { first, second } = erasers(w);
  for (const item of [await itemOf(w, told), await itemOf(w, early)])
    valueOf(await confirm(w, second, item, await propose(w, first, item)));
  await w.log.seal(w.at);
  const mails = await w.day();
  assert.deepEqual(mails.map(addressee), ['reader@example.org'], 'whoever sought the name finds nothing');
  assert.match(textOf(mails[0]), /低保公示/);
  // What was told before is corrected: the old words do not come back with it.
  const corrected = await revised(w, told, 'correct', {
    title: '补助公示（更正）',
    body: body('已更正。'),
    changeNote: '改',
  });
  valueOf(await publish(w, corrected, w.at));
  const later = await w.day();
  assert.match(textOf(later[0]), /补助公示（更正）/);
  for (const mail of [...mails, ...later])
    assert.doesNotMatch(`${mail.subject}${mail.text}${String(mail.html)}`, new RegExp(erasedName));
  assert.deepEqual(w.faults, []);
});

test('a mailbox that does not exist any more is forgotten after three refusals', async (t) => {
  const w = await town(t);
  await subscribed(w, 'gone@example.org', '', 'daily');
  w.server.answer(() => ({ code: 550, text: 'no such user gone@example.org' }));
  for (const title of ['一', '二', '三']) {
    await out(w, title);
    await w.day();
  }
  const { rows } = await w.db.owner.pool.query('select * from subscriptions.subscriber');
  assert.deepEqual(rows, []);
  const reasons = await w.db.owner.pool.query(
    'select last_reason from platform.mail where last_reason is not null',
  );
  assert.doesNotMatch(JSON.stringify(reasons.rows), /gone|user/);
});

test('links in a mail lead to this site and nowhere else', async (t) => {
  const w = await town(t);
  await subscribed(w, 'reader@example.org', 'q="><a href=https://evil.example>', 'daily');
  await subscribed(w, 'all@example.org', '', 'daily');
  await out(w, '“>\'<a href="https://evil.example">x</a>');
  const mails = await w.day();
  assert.ok(mails.length >= 1);
  for (const mail of mails)
    for (const [, href = ''] of String(mail.html).matchAll(/href="([^"]*)"/g))
      assert.ok(href.startsWith(`${base}/`), href);
});

test('two workers at once: each reader has each item once; who unsubscribes meanwhile has nothing kept', async (t) => {
  const w = await town(t);
  const readers = ['a', 'b', 'c'].map((name) => `${name}@example.org`);
  for (const reader of readers) await subscribed(w, reader, '', 'daily');
  await out(w, '只寄一次');
  const before = w.server.raw.length;
  w.at = new Date(w.at.getTime() + 24 * 3_600_000);
  const run = async (): Promise<void> => {
    await makeDigests(w.db.worker, w.keys, w.at, 'daily');
    await sendDueMail(w.post, w.db.worker, () => w.at);
  };
  await Promise.all([run(), run(), run()]);
  const sent = (await w.server.mails()).slice(before);
  assert.deepEqual(sent.map(addressee).sort(), readers);
  // The mailbox answers slowly; its owner ends the subscription before it has.
  await out(w, '退订时正在寄');
  w.at = new Date(w.at.getTime() + 24 * 3_600_000);
  await makeDigests(w.db.worker, w.keys, w.at, 'daily');
  const [first] = sent;
  const name = addressee(first ?? assert.fail('no mail'));
  w.server.answer((to) => {
    if (to === name) void w.send(linkIn(first, '/unsubscribe/'));
    return null;
  });
  await sendDueMail(w.post, w.db.worker, () => w.at);
  await until(
    async () =>
      (await w.db.owner.pool.query('select 1 from subscriptions.subscriber')).rows.length ===
      readers.length - 1,
    10_000,
  );
  const { rows } = await w.db.owner.pool.query(
    `select 1 from platform.mail where sealed_to is not null or state in ('waiting', 'sending')`,
  );
  assert.deepEqual(rows, []);
  assert.deepEqual(w.faults, []);
});
