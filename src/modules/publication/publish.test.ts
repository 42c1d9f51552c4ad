import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { done, type FactId } from '#kernel';
import { createDisclosure } from '#modules/disclosure';
import { deliverFact } from '#platform/outbox';
import { valueOf } from '#test/database';
import { cancelPlan, carryOutPlan, planPublication } from './commands/plan-publication.ts';
import { publicationJobs } from './jobs.ts';
import { findItem, type ItemView } from './queries/item.ts';
import { listItems } from './queries/items.ts';
import { listPlans } from './queries/office.ts';
import {
  approved,
  body,
  monday,
  publish,
  register,
  revised,
  sample,
  village,
  type World,
  world,
} from './testing/world.ts';

const hours = (n: number) => new Date(monday.getTime() + n * 3_600_000);

async function open(w: World, slug: string, version?: number): Promise<ItemView> {
  const answer = await findItem(w.db.portal.reader, slug, version);
  assert.equal(answer.kind, 'item');
  if (answer.kind !== 'item') throw new Error('absent');
  return answer.view;
}

async function count(w: World, table: string): Promise<number> {
  const answer = await w.db.owner.pool.query<{ n: number }>(`select count(*)::integer as n from ${table}`);
  return answer.rows[0]?.n ?? -1;
}

async function factsOf(w: World, kind: string): Promise<readonly Record<string, unknown>[]> {
  const answer = await w.db.owner.pool.query<{ data: Record<string, unknown> }>(
    'select data from platform.fact where kind = $1 order by seq',
    [kind],
  );
  return answer.rows.map((row) => row.data);
}

test('an approved revision becomes an item with address, index number and the unit’s name of that day', async (t) => {
  const w = await world(t);
  const first = await approved(w);
  const made = valueOf(await publish(w, first));
  const { item, shown, history } = await open(w, made.slug);
  assert.equal(item.indexNumber, '91350100M000100Y43/2026-00001');
  assert.equal(item.unitName, '云溪村');
  assert.deepEqual(
    [item.title, item.documentNumber, item.documentDate],
    ['云溪村第一季度收支公示', '云村〔2026〕3号', '2026-03-01'],
  );
  assert.deepEqual(item.publishedAt, monday);
  assert.equal(shown.version, 1);
  assert.equal(history.length, 1);
  await w.db.owner.pool.query(`update organisations.unit set name = '云溪社区' where id = 3`);
  assert.equal((await open(w, made.slug)).item.unitName, '云溪村');
  const second = valueOf(await publish(w, await approved(w, { title: '第二项公示' })));
  assert.equal((await open(w, second.slug)).item.indexNumber, '91350100M000100Y43/2026-00002');
  assert.deepEqual(await factsOf(w, 'publication.published'), [
    {
      item: made.item,
      slug: made.slug,
      revision: first.revision,
      unit: 3,
      version: 1,
      purpose: 'publish',
      duties: [],
      scope: 'society',
      publishedAt: monday.toISOString(),
    },
    ...(await factsOf(w, 'publication.published')).slice(1),
  ]);
});

test('nothing but an approved revision publishes', async (t) => {
  const w = await world(t);
  const first = await approved(w);
  await w.db.owner.pool
    .query(`update disclosure.revision set state = 'inApproval' where id = $1`, [first.revision])
    .catch(() => undefined);
  const draft = valueOf(await w.as(w.people.handler, (ctx) => createDisclosure(ctx, village, sample)));
  w.dismiss(w.people.approver);
  for (const one of [first, draft, { disclosure: '', revision: randomUUID() }])
    assert.equal((await publish(w, one)).ok, false);
  assert.equal(await count(w, 'publication.item'), 0);
  assert.equal(await count(w, 'publication.item_version'), 0);
  assert.equal(await count(w, 'publication.index_serial'), 0);
});

test('publishing the same revision again, even at the same time, changes nothing', async (t) => {
  const w = await world(t);
  const first = await approved(w);
  const answers = await Promise.all(Array.from({ length: 6 }, () => register(w, first)));
  await w.log.seal(monday);
  await w.log.seal(monday);
  const done = answers.map(valueOf);
  assert.equal(new Set(done.map((one) => `${one.item}/${one.version}/${one.slug}`)).size, 1);
  assert.equal(await count(w, 'publication.item'), 1);
  assert.equal(await count(w, 'publication.item_version'), 1);
  assert.equal((await factsOf(w, 'publication.published')).length, 1);
  assert.deepEqual(await listItems(w.db.portal.reader, {}, { limit: 5 }).then((page) => page.rows.length), 1);
});

test('a correction keeps the address; the old page stays up until then and stays readable after', async (t) => {
  const w = await world(t);
  const first = await approved(w);
  const made = valueOf(await publish(w, first));
  const second = await revised(w, first, 'correct', {
    title: '云溪村第一季度收支公示（更正）',
    body: body('支出更正。'),
    changeNote: '第三项金额有误',
  });
  assert.equal((await open(w, made.slug)).item.title, '云溪村第一季度收支公示');
  const corrected = valueOf(await publish(w, second, hours(5)));
  assert.deepEqual([corrected.slug, corrected.version], [made.slug, 2]);
  const now = await open(w, made.slug);
  assert.deepEqual(
    [now.item.title, now.item.version, now.item.lastPurpose],
    ['云溪村第一季度收支公示（更正）', 2, 'correct'],
  );
  assert.deepEqual(now.item.publishedAt, monday);
  assert.deepEqual(
    now.history.map(({ version, purpose, note }) => ({ version, purpose, note })),
    [
      { version: 2, purpose: 'correct', note: '第三项金额有误' },
      { version: 1, purpose: 'publish', note: null },
    ],
  );
  assert.equal((await open(w, made.slug, 1)).shown.content.title, '云溪村第一季度收支公示');
});

test('a change of validity and a clarification are versions too', async (t) => {
  const w = await world(t);
  const first = await approved(w);
  const made = valueOf(await publish(w, first));
  const second = await revised(w, first, 'changeValidity', {
    validity: 'repealed',
    reason: '已由新规定代替',
    changeNote: '已由新规定代替',
  });
  valueOf(await publish(w, second, hours(1)));
  assert.equal((await open(w, made.slug)).item.validity, 'repealed');
  const third = await revised(w, second, 'clarify', { changeNote: '不涉及往年收支' });
  valueOf(await publish(w, third, hours(2)));
  assert.deepEqual(
    (await open(w, made.slug)).history.map((one) => one.purpose),
    ['clarify', 'changeValidity', 'publish'],
  );
});

test('a withdrawal leaves a tombstone that says what, when and why, and nothing else anywhere', async (t) => {
  const w = await world(t);
  const first = await approved(w, { title: '含有暗号的标题', body: body('暗号正文') });
  const made = valueOf(await publish(w, first));
  const second = await revised(w, first, 'withdraw', { reason: '附件含个人信息' });
  const gone = valueOf(await publish(w, second, hours(3)));
  assert.deepEqual([gone.slug, gone.version], [made.slug, null]);
  const answer = await findItem(w.db.portal.reader, made.slug);
  assert.equal(answer.kind, 'withdrawn');
  if (answer.kind !== 'withdrawn') return;
  assert.deepEqual(
    [answer.stone.reason, answer.stone.withdrawnAt, answer.stone.indexNumber],
    ['附件含个人信息', hours(3), '91350100M000100Y43/2026-00001'],
  );
  assert.equal((await findItem(w.db.portal.reader, made.slug, 1)).kind, 'withdrawn');
  for (const table of ['item', 'item_version', 'item_attachment', 'tombstone']) {
    const rows = await w.db.portal.pool.query(`select * from publication.${table}`);
    assert.ok(!JSON.stringify(rows.rows).includes('暗号'), table);
  }
  assert.equal((await listItems(w.db.office.reader, {}, { limit: 5 })).rows.length, 0);
  assert.equal(valueOf(await publish(w, second, hours(9))).at.getTime(), hours(3).getTime());
  const [fact] = await factsOf(w, 'publication.withdrawn');
  assert.ok(!JSON.stringify(fact).includes('暗号'));
});

async function planOf(w: World, revision: string) {
  const page = await listPlans(w.db.office.reader, { unit: 3, only: 'all', limit: 50 }, hours(0));
  return page.rows.find((one) => one.revision === revision);
}

/** Hands the room the facts it hears, as the outbox does. */
async function hear(w: World): Promise<void> {
  const facts = await w.db.owner.pool.query<{ id: FactId }>(
    `select id from platform.fact where kind like 'disclosure.%' order by seq`,
  );
  const hears = {
    'disclosure.approved': planPublication,
    'disclosure.rescheduled': planPublication,
    'disclosure.withdrawn': cancelPlan,
  };
  for (const { id } of facts.rows) await deliverFact(w.db.worker, new Map([['publication', hears]]), id);
}

test('approval writes a plan; it is carried out at its moment, not before, and once', async (t) => {
  const w = await world(t);
  const first = await approved(w, { publishAt: hours(48).toISOString() });
  await hear(w);
  await hear(w);
  assert.deepEqual(
    [(await planOf(w, first.revision))?.state, (await planOf(w, first.revision))?.publishAt],
    ['waiting', hours(48).toISOString()],
  );
  valueOf(await carryOutPlan(w.db.worker, first.revision, hours(47)));
  assert.equal(await count(w, 'publication.item'), 0);
  const sweep = publicationJobs['publication/sweep-plans'];
  await sweep.run({}, { database: w.db.worker, now: () => hours(49) });
  await sweep.run({}, { database: w.db.worker, now: () => hours(50) });
  assert.equal((await planOf(w, first.revision))?.state, 'registered');
  await w.log.seal(hours(50));
  assert.equal(await count(w, 'publication.item'), 1);
  const plan = await planOf(w, first.revision);
  assert.deepEqual([plan?.state, plan?.missed, plan?.attempts], ['published', false, 1]);
});

test('a missed window is published all the same and kept as a finding', async (t) => {
  const w = await world(t);
  const first = await approved(w);
  await hear(w);
  const waiting = await listPlans(w.db.office.reader, { unit: 3, only: 'findings', limit: 5 }, hours(30));
  assert.deepEqual(
    waiting.rows.map((one) => [one.revision, one.missed]),
    [[first.revision, true]],
  );
  valueOf(await carryOutPlan(w.db.worker, first.revision, hours(30)));
  await w.log.seal(hours(30));
  const plan = await planOf(w, first.revision);
  assert.deepEqual([plan?.state, plan?.missed], ['published', true]);
});

test('authority gone at the moment: refused, kept as a finding, told, and not tried again', async (t) => {
  const w = await world(t);
  const first = await approved(w, { publishAt: hours(24).toISOString() });
  await hear(w);
  w.dismiss(w.people.approver);
  const refused = await carryOutPlan(w.db.worker, first.revision, hours(25));
  assert.equal(refused.ok ? 'done' : refused.code, 'authority-lapsed');
  assert.equal(await count(w, 'publication.item'), 0);
  const plan = await planOf(w, first.revision);
  assert.deepEqual([plan?.state, plan?.code], ['refused', 'authority-lapsed']);
  assert.deepEqual(
    (await factsOf(w, 'publication.refused')).map((one) => one.code),
    ['authority-lapsed'],
  );
  valueOf(await carryOutPlan(w.db.worker, first.revision, hours(26)));
  assert.equal((await factsOf(w, 'publication.refused')).length, 1);
});

test('refused at its moment, it waits again only when an approver has signed for another one', async (t) => {
  const w = await world(t);
  const first = await approved(w, { publishAt: hours(24).toISOString() });
  await hear(w);
  w.dismiss(w.people.approver);
  await carryOutPlan(w.db.worker, first.revision, hours(25));
  await hear(w);
  assert.equal(
    (await planOf(w, first.revision))?.state,
    'refused',
    'the approval heard again changes nothing',
  );
  const [data] = await factsOf(w, 'disclosure.approved');
  const fact = {
    id: randomUUID() as FactId,
    kind: 'disclosure.rescheduled',
    version: 1,
    at: hours(26),
    actor: null,
    unit: village.id,
    subject: `revision:${first.revision}`,
    data: { ...data, publishAt: hours(48).toISOString() },
  };
  await w.as(w.people.handler, async (ctx) => {
    await planPublication(ctx, fact);
    ctx.audit.rows += 1;
    return done(null);
  });
  const plan = await planOf(w, first.revision);
  assert.deepEqual([plan?.state, plan?.publishAt], ['waiting', hours(48).toISOString()]);
});
