import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Actor, Result } from '#kernel';
import { done } from '#kernel';
import { inTransaction, systemActor } from '#platform/command';
import { valueOf } from '#test/database';
import { escalate } from './commands/decide-step.ts';
import { startRevision } from './commands/open-revision.ts';
import { reschedule } from './commands/reschedule.ts';
import { draftOf, saveDraft } from './commands/save-draft.ts';
import { checkPublishable, confirmPublished, findFrozenRevision, getFrozenRevision } from './publishing.ts';
import {
  approved,
  approveNow,
  draft,
  hashNow,
  monday,
  proposeNow,
  review,
  toApproval,
  type World,
  world,
} from './testing/world.ts';
import type { Purpose } from './words.ts';

/** What the publication room does in one transaction. */
async function publish(w: World, revision: string, now = monday): Promise<Result<unknown>> {
  return w.as(
    systemActor,
    async (ctx) => {
      const allowed = await checkPublishable(ctx, revision);
      if (!allowed.ok) return allowed;
      await confirmPublished(ctx, allowed.value, ctx.now);
      return done(allowed.value);
    },
    now,
  );
}

test('what is approved may go out once, with the bytes that were signed', async (t) => {
  const w = await world(t);
  const revision = await approved(w);
  const frozen = await getFrozenRevision(w.db.office.reader, revision);
  assert.equal(frozen.contentSha256, await hashNow(w, revision));
  assert.equal(frozen.content.title, '云溪村二〇二六年第一季度村务收支情况');
  valueOf(await publish(w, revision));
  const { revision: row, case: c } = await w.load(revision);
  assert.deepEqual([row.state, row.published_at, c.live], ['published', monday, true]);
  const twice = await publish(w, revision);
  assert.ok(!twice.ok && twice.code === 'case-is-published');
  assert.equal((await w.load(revision)).revision.state, 'published');
});

test('nothing but an approved revision may go out, and a draft has no frozen bytes', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  const asDraft = await publish(w, revision);
  assert.ok(!asDraft.ok && asDraft.status === 404);
  assert.equal(await findFrozenRevision(w.db.office.reader, revision), undefined);
  valueOf(await proposeNow(w, revision));
  const early = await publish(w, revision);
  assert.ok(!early.ok && early.code === 'case-is-inReview');
});

test('not before its hour, and not when the hour was moved on', async (t) => {
  const w = await world(t);
  const hour = new Date('2026-03-05T09:00:00+08:00');
  const later = new Date('2026-03-06T09:00:00+08:00');
  const revision = await approved(w, { publishAt: '2026-03-05T09:00:00+08:00' });
  const early = await publish(w, revision, new Date(hour.getTime() - 1));
  assert.ok(!early.ok && early.code === 'publish-too-early');
  const change = { revision, contentSha256: await hashNow(w, revision), publishAt: later, reason: '另定' };
  valueOf(await w.as(w.people.approver, (ctx) => reschedule(ctx, change)));
  const stillEarly = await publish(w, revision, hour);
  assert.ok(!stillEarly.ok && stillEarly.code === 'publish-too-early');
  valueOf(await publish(w, revision, later));
});

test('authority is asked again at the moment: an approver no longer in office stops it', async (t) => {
  const w = await world(t);
  const revision = await approved(w);
  w.dismiss(w.people.approver);
  const stopped = await publish(w, revision);
  assert.ok(!stopped.ok && stopped.code === 'authority-lapsed');
  assert.equal((await w.load(revision)).revision.state, 'approved');
});

test('approved by delegation, it is the principal’s office that counts', async (t) => {
  const w = await world(t);
  const grants = w.people.approver.grants.map((grant) => ({ ...grant, principal: w.people.approver.person }));
  const delegate: Actor = { ...w.people.stranger, grants };
  const revision = await toApproval(w);
  valueOf(await approveNow(w, revision, delegate));
  w.dismiss(w.people.stranger);
  valueOf(await publish(w, revision));
  const second = await toApproval(w);
  valueOf(await approveNow(w, second, delegate));
  w.dismiss(w.people.approver);
  const stopped = await publish(w, second);
  assert.ok(!stopped.ok && stopped.code === 'authority-lapsed');
});

test('sent up, it is the superior’s approver whose office counts', async (t) => {
  const w = await world(t);
  const revision = await toApproval(w);
  const decision = { revision, contentSha256: await hashNow(w, revision), opinion: '超出权限' };
  valueOf(await w.as(w.people.approver, (ctx) => escalate(ctx, decision)));
  valueOf(await approveNow(w, revision, w.people.townApprover));
  w.dismiss(w.people.approver);
  valueOf(await publish(w, revision));
});

/** Behind the program's back, as somebody with the owner's password would. */
async function tamper(w: World, statement: string, values: unknown[]): Promise<void> {
  const client = await w.db.owner.pool.connect();
  try {
    await client.query(`set session_replication_role = 'replica'`);
    await client.query(statement, values);
  } finally {
    client.release(true);
  }
}

test('content altered in the database after it was signed does not go out', async (t) => {
  const w = await world(t);
  const revision = await approved(w);
  await tamper(
    w,
    `update disclosure.revision set content = content || '{"title": "被改的标题"}' where id = $1`,
    [revision],
  );
  const stopped = await publish(w, revision);
  assert.ok(!stopped.ok && stopped.code === 'content-altered');
});

test('a state set in the database without its signatures does not go out', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision));
  await tamper(w, `update disclosure.revision set state = 'approved', step_index = 2 where id = $1`, [
    revision,
  ]);
  const stopped = await publish(w, revision);
  assert.ok(!stopped.ok && stopped.code === 'order-step-missing');
});

/** Begins a revision of something live, lets `change` write it, and walks it to approval. */
async function nextRevision(
  w: World,
  disclosure: string,
  purpose: Exclude<Purpose, 'publish'>,
  change: Partial<ReturnType<typeof draftOf>>,
): Promise<string> {
  const { revision } = valueOf(
    await w.as(w.people.handler, (ctx) => startRevision(ctx, disclosure, purpose)),
  );
  const content = { ...draftOf(await w.load(revision)), ...change };
  valueOf(await w.as(w.people.handler, (ctx) => saveDraft(ctx, { revision, lockVersion: 0, content })));
  valueOf(await proposeNow(w, revision));
  await review(w, revision);
  valueOf(await approveNow(w, revision));
  return revision;
}

test('correct, change validity, withdraw: each through the whole order while the old page stays up', async (t) => {
  const w = await world(t);
  const first = await approved(w);
  const disclosure = (await w.load(first)).dossier.id;
  const unpublished = await w.as(w.people.handler, (ctx) => startRevision(ctx, disclosure, 'correct'));
  assert.ok(!unpublished.ok && unpublished.code === 'case-is-approved');
  valueOf(await publish(w, first));

  const correction = await nextRevision(w, disclosure, 'correct', {
    title: '更正后的标题',
    changeNote: '更正金额',
  });
  assert.equal((await w.load(first)).revision.state, 'published');
  const second = await w.as(w.people.handler, (ctx) => startRevision(ctx, disclosure, 'clarify'));
  assert.ok(!second.ok && second.code === 'case-under-way');
  valueOf(await publish(w, correction));
  assert.equal((await w.load(first)).revision.state, 'superseded');
  assert.equal((await w.load(correction)).revision.state, 'published');

  const repealed = await nextRevision(w, disclosure, 'changeValidity', {
    validity: 'repealed',
    reason: '已有新规定',
  });
  valueOf(await publish(w, repealed));
  const withdrawal = await nextRevision(w, disclosure, 'withdraw', { reason: '不宜继续公开' });
  assert.equal((await w.load(repealed)).revision.state, 'published');
  valueOf(await publish(w, withdrawal));
  assert.equal((await w.load(repealed)).revision.state, 'superseded');
  const after = await w.as(w.people.handler, (ctx) => startRevision(ctx, disclosure, 'correct'));
  assert.ok(!after.ok && after.code === 'case-withdrawn');
  const numbers = await w.db.owner.pool.query(
    'select number, purpose, state from disclosure.revision order by number',
  );
  assert.deepEqual(
    numbers.rows.map((one) => `${one.number} ${one.purpose} ${one.state}`),
    ['1 publish superseded', '2 correct superseded', '3 changeValidity superseded', '4 withdraw published'],
  );
});

test('a withdrawal cannot carry another text', async (t) => {
  const w = await world(t);
  const first = await approved(w);
  valueOf(await publish(w, first));
  const { dossier } = await w.load(first);
  const { revision } = valueOf(
    await w.as(w.people.handler, (ctx) => startRevision(ctx, dossier.id, 'withdraw')),
  );
  const content = { ...draftOf(await w.load(revision)), title: '换了标题', reason: '不宜公开' };
  valueOf(await w.as(w.people.handler, (ctx) => saveDraft(ctx, { revision, lockVersion: 0, content })));
  const answer = await proposeNow(w, revision);
  assert.ok(!answer.ok && answer.params['problem'] === 'content-changed');
});

test('the worker’s own role may confirm what went out, and no more', async (t) => {
  const w = await world(t);
  const revision = await approved(w);
  const confirmed = await inTransaction(w.db.worker, { actor: systemActor, now: monday }, async (ctx) => {
    const allowed = await checkPublishable(ctx, revision);
    if (!allowed.ok) return allowed;
    await confirmPublished(ctx, allowed.value, ctx.now);
    return done(null);
  });
  valueOf(confirmed);
  assert.equal((await w.load(revision)).revision.state, 'published');
});
