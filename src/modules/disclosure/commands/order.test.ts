import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Actor } from '#kernel';
import { valueOf } from '#test/database';
import { units } from '../testing/cases.ts';
import {
  approved,
  approveNow,
  draft,
  hashNow,
  monday,
  proposeNow,
  review,
  toApproval,
  world,
} from '../testing/world.ts';
import { batchDecide } from './batch.ts';
import { claim, release } from './claim.ts';
import { escalate, passReview, passSecrecyReview, passStep, returnRevision } from './decide-step.ts';
import { resubmit } from './open-revision.ts';
import { reschedule } from './reschedule.ts';
import { draftOf, saveDraft } from './save-draft.ts';
import { cancelApproved, discard, recall } from './take-back.ts';

test('from draft to approved: each hand signs the same bytes, and everybody who must know is told', async (t) => {
  const w = await world(t);
  const revision = await approved(w);
  const { revision: row, signatures, case: c } = await w.load(revision);
  assert.equal(row.state, 'approved');
  assert.deepEqual(
    signatures.map((one) => [one.move, one.step_key, one.person_name, one.unit_name]),
    [
      ['propose', null, '钱经办', '云溪村'],
      ['pass', 'review', '孙审核', '云溪村'],
      ['pass', 'secrecyReview', '李保密', '云溪村'],
      ['approve', 'approval', '周书记', '云溪村'],
    ],
  );
  assert.deepEqual([...new Set(signatures.map((one) => one.content_sha256))], [row.content_sha256]);
  assert.equal(c.stepUnits.length, 3);

  const facts = await w.db.owner.pool.query(
    `select kind, data from platform.fact where kind like 'disclosure.%' order by seq`,
  );
  assert.deepEqual(
    facts.rows.map((one) => one.kind),
    [
      'disclosure.moved',
      'disclosure.proposed',
      'disclosure.moved',
      'disclosure.moved',
      'disclosure.moved',
      'disclosure.approved',
    ],
  );
  assert.deepEqual(facts.rows.at(-1).data, {
    disclosure: row.disclosure_id,
    revision,
    purpose: 'publish',
    contentSha256: row.content_sha256,
    publishAt: null,
  });

  const notices = await w.db.owner.pool.query('select person, kind from platform.notification order by id');
  const told = (who: Actor) => notices.rows.filter((one) => one.person === who.person).map((one) => one.kind);
  assert.deepEqual(told(w.people.reviewer), ['disclosure.awaits-you']);
  assert.deepEqual(told(w.people.secrecy), ['disclosure.awaits-you']);
  assert.deepEqual(told(w.people.approver), ['disclosure.awaits-you']);
  assert.deepEqual(told(w.people.handler), ['disclosure.approved']);
});

test('steps get their due dates in working days, with the reason', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision));
  const { openStep } = await w.load(revision);
  assert.equal(openStep?.due_on, '2026-03-04');
  assert.ok((openStep?.due_steps.length ?? 0) > 0);
});

test('a move the state forbids is 409, one the person may not make is 403, and nothing changes', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  const before = await w.load(revision);
  const decision = { revision, contentSha256: 'a'.repeat(64), opinion: '同意' };
  const early = await w.as(w.people.reviewer, (ctx) => passReview(ctx, decision));
  assert.ok(!early.ok && early.status === 409 && early.code === 'case-is-draft');
  const foreign = await proposeNow(w, revision, w.people.reviewer);
  assert.ok(!foreign.ok && foreign.status === 403 && foreign.code === 'case-not-drafter');
  assert.deepEqual(await w.load(revision), before);
});

test('a decision on other bytes than those there is refused', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision));
  const stale = await w.as(w.people.reviewer, (ctx) =>
    passReview(ctx, { revision, contentSha256: 'b'.repeat(64), opinion: '' }),
  );
  assert.ok(!stale.ok && stale.code === 'case-content-changed');
});

test('reviewer and secrecy reviewer cannot stand in for one another', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision));
  const decision = { revision, contentSha256: await hashNow(w, revision), opinion: '' };
  const tooEarly = await w.as(w.people.secrecy, (ctx) => passSecrecyReview(ctx, decision));
  assert.ok(!tooEarly.ok && tooEarly.code === 'case-needs-reviewer');
  const both = w.hire('冯兼任', 'reviewer', units.village);
  const twoRoles = {
    ...both,
    grants: [...both.grants, ...w.people.secrecy.grants, ...w.people.approver.grants],
  };
  valueOf(await w.as(twoRoles, (ctx) => passReview(ctx, decision)));
  const again = await w.as(twoRoles, (ctx) => passStep(ctx, decision));
  assert.ok(!again.ok && again.code === 'case-you-decided');
});

test('a delegate cannot decide for a principal who wrote it, and the signature names both', async (t) => {
  const w = await world(t);
  const revision = await toApproval(w);
  const delegate = w.hire('卫代办', 'handler', units.village);
  const lent = (principal: Actor): Actor => ({
    ...delegate,
    grants: w.people.approver.grants.map((grant) => ({ ...grant, principal: principal.person })),
  });
  const forWriter = await approveNow(w, revision, lent(w.people.handler));
  assert.ok(!forWriter.ok && forWriter.code === 'case-principal-had-hand');
  valueOf(await approveNow(w, revision, lent(w.people.approver)));
  const last = (await w.load(revision)).signatures.at(-1);
  assert.deepEqual([last?.person_name, last?.principal_name], ['卫代办', '周书记']);
});

test('two approvers at once: exactly one decides', async (t) => {
  const w = await world(t);
  const second = w.hire('陈副书记', 'approver', units.village);
  for (let round = 0; round < 5; round += 1) {
    const revision = await toApproval(w);
    const answers = await Promise.all([approveNow(w, revision), approveNow(w, revision, second)]);
    assert.equal(answers.filter((one) => one.ok).length, 1);
    const lost = answers.find((one) => !one.ok);
    assert.ok(lost !== undefined && !lost.ok && lost.code === 'case-is-approved' && lost.status === 409);
    assert.equal((await w.load(revision)).signatures.filter((one) => one.move === 'approve').length, 1);
  }
});

test('returned with its reason, drafted again under the same number; its writers stay writers', async (t) => {
  const w = await world(t);
  const revision = await toApproval(w);
  const decision = { revision, contentSha256: await hashNow(w, revision), opinion: '' };
  const noReason = await w.as(w.people.approver, (ctx) => returnRevision(ctx, decision));
  assert.ok(!noReason.ok && noReason.code === 'case-reason-required' && noReason.status === 400);
  valueOf(
    await w.as(w.people.approver, (ctx) => returnRevision(ctx, { ...decision, opinion: '请补充明细' })),
  );

  const second = w.hire('褚接手', 'handler', units.village);
  const again = valueOf(await w.as(second, (ctx) => resubmit(ctx, revision)));
  const drafted = await w.load(again.revision);
  assert.equal(drafted.revision.number, 2);
  assert.equal(drafted.dossier.id, (await w.load(revision)).dossier.id);
  assert.deepEqual(drafted.editors.map((one) => one.person_name).toSorted(), ['褚接手', '钱经办']);
  const twice = await w.as(second, (ctx) => resubmit(ctx, revision));
  assert.ok(!twice.ok && twice.code === 'case-not-newest');

  valueOf(await proposeNow(w, again.revision, second));
  const writer: Actor = { ...w.people.handler, grants: w.people.reviewer.grants };
  const own = await w.as(writer, (ctx) =>
    passReview(ctx, {
      revision: again.revision,
      contentSha256: drafted.revision.content_sha256 ?? 'c'.repeat(64),
      opinion: '',
    }),
  );
  assert.ok(!own.ok && own.code === 'case-you-edited');
});

test('the proposer takes it back; nobody else can; the frozen text stays', async (t) => {
  const w = await world(t);
  const revision = await toApproval(w);
  const reason = '数字有误';
  const foreign = await w.as(w.people.reviewer, (ctx) => recall(ctx, { revision, reason }));
  assert.ok(!foreign.ok && foreign.code === 'case-not-proposer');
  valueOf(await w.as(w.people.handler, (ctx) => recall(ctx, { revision, reason })));
  const { revision: row, openStep } = await w.load(revision);
  assert.equal(row.state, 'cancelled');
  assert.equal(openStep, null);
  assert.notEqual(row.frozen_at, null);
  assert.ok((await w.as(w.people.handler, (ctx) => resubmit(ctx, revision))).ok);
});

test('beyond its authority the unit sends it up, and only the superior decides', async (t) => {
  const w = await world(t);
  const revision = await toApproval(w);
  const decision = { revision, contentSha256: await hashNow(w, revision), opinion: '超出本级权限' };
  valueOf(await w.as(w.people.approver, (ctx) => escalate(ctx, decision)));
  const own = await approveNow(w, revision);
  assert.ok(!own.ok && own.status === 403);
  const { openStep } = await w.load(revision);
  assert.deepEqual([openStep?.unit_id, openStep?.escalated], [2, true]);
  valueOf(await approveNow(w, revision, w.people.townApprover));
  const { revision: row, signatures } = await w.load(revision);
  assert.equal(row.state, 'approved');
  assert.equal(signatures.at(-1)?.unit_name, '云溪镇党委');
});

test('claimed: another holder must take it over first', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision));
  const second = w.hire('蒋审核', 'reviewer', units.village);
  valueOf(await w.as(w.people.reviewer, (ctx) => claim(ctx, revision)));
  const decision = { revision, contentSha256: await hashNow(w, revision), opinion: '' };
  const blocked = await w.as(second, (ctx) => passReview(ctx, decision));
  assert.ok(!blocked.ok && blocked.code === 'case-claimed');
  assert.equal(blocked.params['name'], '孙审核');
  valueOf(await w.as(second, (ctx) => claim(ctx, revision)));
  valueOf(await w.as(second, (ctx) => release(ctx, revision)));
  valueOf(await w.as(w.people.reviewer, (ctx) => passReview(ctx, decision)));
  assert.equal(
    (await w.load(revision)).case.lanes.every((lane) => lane.claimedBy === null),
    true,
  );
});

test('the hour of publication is moved only by who may approve, with a reason and a signature', async (t) => {
  const w = await world(t);
  const revision = await approved(w, { publishAt: '2026-03-05T09:00:00+08:00' });
  assert.equal((await w.load(revision)).revision.publish_at?.toISOString(), '2026-03-05T01:00:00.000Z');
  const change = {
    revision,
    contentSha256: await hashNow(w, revision),
    publishAt: new Date('2026-03-06T09:00:00+08:00'),
    reason: '与会议同日',
  };
  const byWriter = await w.as(w.people.handler, (ctx) => reschedule(ctx, change));
  assert.ok(!byWriter.ok && byWriter.code === 'case-needs-approver');
  const past = await w.as(w.people.approver, (ctx) => reschedule(ctx, { ...change, publishAt: monday }));
  assert.ok(!past.ok && past.code === 'publish-at-past');
  valueOf(await w.as(w.people.approver, (ctx) => reschedule(ctx, change)));
  const { revision: row, signatures } = await w.load(revision);
  assert.deepEqual([row.state, row.publish_at], ['approved', change.publishAt]);
  assert.equal(signatures.at(-1)?.move, 'reschedule');
  const fact = await w.db.owner.pool.query(
    `select data from platform.fact where kind = 'disclosure.rescheduled'`,
  );
  assert.equal(fact.rows[0].data.publishAt, '2026-03-06T01:00:00.000Z');
  valueOf(await w.as(w.people.approver, (ctx) => cancelApproved(ctx, { revision, reason: '会议取消' })));
  assert.equal((await w.load(revision)).revision.state, 'cancelled');
});

test('a batch decides each item by itself: one out of scope stops no other', async (t) => {
  const w = await world(t);
  const good = [await toApproval(w), await toApproval(w)];
  const early = await draft(w);
  valueOf(await proposeNow(w, early));
  const gone = crypto.randomUUID();
  const items = await Promise.all(
    [good[0], early, gone, good[1]].map(async (revision = '') => ({
      revision,
      contentSha256: revision === gone ? 'a'.repeat(64) : await hashNow(w, revision),
    })),
  );
  const results = await batchDecide((work) => w.as(w.people.approver, work), 'approve', items, '同意');
  assert.deepEqual(
    results.map((one) => one.refusal?.code ?? one.state),
    ['approved', 'case-is-inReview', 'not-found', 'approved'],
  );
});

test('a draft put aside can be taken up again', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  valueOf(await w.as(w.people.handler, (ctx) => discard(ctx, { revision, reason: '重复' })));
  const again = valueOf(await w.as(w.people.handler, (ctx) => resubmit(ctx, revision)));
  const loaded = await w.load(again.revision);
  valueOf(
    await w.as(w.people.handler, (ctx) =>
      saveDraft(ctx, { revision: again.revision, lockVersion: 0, content: draftOf(loaded) }),
    ),
  );
  valueOf(await proposeNow(w, again.revision));
  await review(w, again.revision);
});
