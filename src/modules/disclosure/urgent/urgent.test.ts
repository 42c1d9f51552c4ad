import assert from 'node:assert/strict';
import { test } from 'node:test';
import { done } from '#kernel';
import { decideFinding, findRevisionFindings } from '#modules/screening';
import { recordAudit } from '#platform/audit';
import { paragraph } from '#platform/richtext';
import { commandContext, valueOf } from '#test/database';
import { startCorrection } from '../commands/open-revision.ts';
import { saveDraft } from '../commands/save-draft.ts';
import type { DraftContent } from '../content.ts';
import { checkPublishable, confirmPublished } from '../publishing.ts';
import { units } from '../testing/cases.ts';
import {
  approveNow,
  draft,
  hashNow,
  monday,
  proposeNow,
  review,
  type World,
  world,
} from '../testing/world.ts';
import { redateOpenSteps } from '../upkeep.ts';
import { objectAfterwards, passAfterwards, proposeUrgently } from './commands.ts';
import { listLateReviews, tellLateReview } from './late.ts';
import { listUrgent } from './queries.ts';

const later = (hours: number) => new Date(monday.getTime() + hours * 3_600_000);

async function proposedUrgently(w: World, changes: Partial<DraftContent> = {}): Promise<string> {
  const revision = await draft(w, changes);
  valueOf(
    await w.as(w.people.handler, (ctx) =>
      proposeUrgently(ctx, { revision, lockVersion: 0, reason: '道路塌陷，须立即告知' }),
    ),
  );
  return revision;
}

/** Released and out, as the publication room does it. */
async function out(w: World, revision: string, now = monday): Promise<void> {
  valueOf(await approveNow(w, revision));
  await publish(w, revision, now);
}

async function publish(w: World, revision: string, now = monday): Promise<void> {
  const run = commandContext({ ...w.db, office: w.db.worker }, w.people.approver, now);
  valueOf(
    await run(async (ctx) => {
      const allowed = await checkPublishable(ctx, revision);
      if (allowed.ok) await confirmPublished(ctx, allowed.value, now);
      return allowed;
    }),
  );
}

async function reviewNow(
  w: World,
  who: 'reviewer' | 'secrecy' | 'handler' | 'approver',
  revision: string,
  objects = false,
) {
  const decision = {
    revision,
    contentSha256: await hashNow(w, revision),
    opinion: objects ? '数字有误' : '同意',
  };
  const command = objects ? objectAfterwards : passAfterwards;
  return w.as(w.people[who], (ctx) => command(ctx, decision), later(1));
}

async function query<T>(w: World, text: string, values: readonly unknown[] = []): Promise<readonly T[]> {
  return (await w.db.owner.pool.query(text, [...values])).rows as T[];
}

async function noticesTo(w: World, person: string): Promise<readonly string[]> {
  const rows = await query<{ kind: string }>(
    w,
    'select kind from platform.notification where person = $1 order by id',
    [person],
  );
  return rows.map((one) => one.kind);
}

test('urgent: one approver releases it at once; it is out, and flagged until two others have reviewed it', async (t) => {
  const w = await world(t);
  const revision = await proposedUrgently(w);
  const before = await w.load(revision);
  assert.deepEqual([before.case.state, before.openStep?.step_key], ['inApproval', 'approval']);
  await out(w, revision);
  const rows = await query<{ step_key: string; due_at: Date }>(
    w,
    'select step_key, due_at from disclosure.after_review where revision_id = $1 order by step_key',
    [revision],
  );
  assert.deepEqual(
    rows.map((one) => [one.step_key, one.due_at.toISOString()]),
    [
      ['review', '2026-03-03T16:00:00.000Z'],
      ['secrecyReview', '2026-03-03T16:00:00.000Z'],
    ],
  );
  assert.ok((await noticesTo(w, w.people.reviewer.person)).includes('disclosure.after-review'));
  assert.ok((await noticesTo(w, w.people.secrecy.person)).includes('disclosure.after-review'));
  valueOf(await reviewNow(w, 'reviewer', revision));
  assert.equal((await w.load(revision)).case.urgent?.waiting.length, 1);
  valueOf(await reviewNow(w, 'secrecy', revision));
  assert.deepEqual((await w.load(revision)).case.urgent, { waiting: [], objected: false });
  const facts = await query<{ data: { outcome: string } }>(
    w,
    `select data from platform.fact where kind = 'disclosure.after-reviewed'`,
  );
  assert.deepEqual(
    facts.map((one) => one.data.outcome),
    ['passed'],
  );
  const signed = await query<{ move: string; step_key: string }>(
    w,
    `select move, step_key from disclosure.signature where revision_id = $1 order by id`,
    [revision],
  );
  assert.deepEqual(
    signed.map((one) => `${one.move}/${one.step_key}`),
    ['proposeUrgently/null', 'approve/approval', 'passAfterwards/review', 'passAfterwards/secrecyReview'],
  );
});

test('nobody reviews what they proposed or released, nor twice; the database says so too', async (t) => {
  const w = await world(t);
  const revision = await proposedUrgently(w);
  await out(w, revision);
  const own = await reviewNow(w, 'handler', revision);
  assert.equal(own.ok ? null : own.code, 'case-needs-reviewer');
  valueOf(await reviewNow(w, 'reviewer', revision));
  const again = await reviewNow(w, 'reviewer', revision);
  assert.equal(again.ok, false);
  const hash = await hashNow(w, revision);
  const insert = (move: string, step: string, person: string, principal: string | null) =>
    w.db.office.pool.query(
      `insert into disclosure.signature (revision_id, move, step_key, person, person_name, principal, principal_name,
        opinion, content_sha256, at) values ($1, $2, $3, $4, '某人', $5, $6, '', $7, now())`,
      [revision, move, step, person, principal, principal === null ? null : '某人', hash],
    );
  const free = crypto.randomUUID();
  for (const person of [w.people.handler.person, w.people.approver.person, w.people.reviewer.person]) {
    await assert.rejects(insert('passAfterwards', 'secrecyReview', person, null), /two hands/);
    await assert.rejects(insert('passAfterwards', 'secrecyReview', free, person), /two hands/);
  }
  await assert.rejects(insert('passAfterwards', 'review', free, null), /reviewed afterwards once/);
  await insert('passAfterwards', 'secrecyReview', free, null);
});

test('an ordinary revision is not reviewed afterwards, not even below the program', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision));
  await review(w, revision);
  valueOf(await approveNow(w, revision));
  await publish(w, revision);
  assert.deepEqual(await query(w, 'select 1 from disclosure.after_review'), []);
  const refused = await reviewNow(w, 'reviewer', revision);
  assert.equal(refused.ok ? null : refused.code, 'case-no-after-review');
  await assert.rejects(
    w.db.office.pool.query(
      `insert into disclosure.signature (revision_id, move, step_key, person, person_name, opinion, content_sha256, at)
       values ($1, 'passAfterwards', 'review', $2, '某人', '', $3, now())`,
      [revision, crypto.randomUUID(), await hashNow(w, revision)],
    ),
    /not proposed urgently/,
  );
});

test('an objection ends the waiting and says so; the corrected text, through the whole order, clears it', async (t) => {
  const w = await world(t);
  const revision = await proposedUrgently(w);
  await out(w, revision);
  valueOf(await reviewNow(w, 'secrecy', revision, true));
  assert.deepEqual((await w.load(revision)).case.urgent, { waiting: [], objected: true });
  const outcomes = await query<{ outcome: string }>(
    w,
    'select outcome from disclosure.after_review order by outcome',
  );
  assert.deepEqual(
    outcomes.map((one) => one.outcome),
    ['dropped', 'objected'],
  );
  assert.ok((await noticesTo(w, w.people.handler.person)).includes('disclosure.after-objected'));
  const { dossier } = await w.load(revision);
  const opened = valueOf(await w.as(w.people.handler, (ctx) => startCorrection(ctx, dossier.id)));
  const { attachments: _, ...content } = (await w.load(revision)).revision.content as DraftContent & {
    attachments: unknown;
  };
  valueOf(
    await w.as(w.people.handler, (ctx) =>
      saveDraft(ctx, {
        revision: opened.revision,
        lockVersion: 0,
        content: { ...content, changeNote: '改正数字', publishAt: null },
      }),
    ),
  );
  valueOf(await proposeNow(w, opened.revision));
  await review(w, opened.revision);
  valueOf(await approveNow(w, opened.revision));
  await publish(w, opened.revision);
  const page = await listUrgent(
    w.db.office.reader,
    w.people.approver,
    { paths: ['/1/'], units: [], lines: [] },
    { box: 'open', limit: 50 },
    later(30),
  );
  assert.deepEqual(page.rows, []);
});

test('reviews past their time are told once, upwards, and listed as late', async (t) => {
  const w = await world(t);
  const office = w.hire('赵办公室', 'committeeOffice', units.village);
  const above = w.hire('冯办公室', 'committeeOffice', units.town);
  const elsewhere = w.hire('卫办公室', 'committeeOffice', units.otherTown);
  const revision = await proposedUrgently(w);
  await out(w, revision);
  assert.deepEqual(await listLateReviews(w.db.worker.reader, later(37)), []);
  assert.deepEqual(await listLateReviews(w.db.worker.reader, later(38)), [revision]);
  const run = commandContext({ ...w.db, office: w.db.worker }, w.people.approver, later(39));
  valueOf(await run((ctx) => tellLateReview(ctx, revision)));
  const again = await run((ctx) => tellLateReview(ctx, revision));
  assert.equal(again.ok ? null : again.code, 'nothing-late');
  for (const one of [office, above, w.people.approver]) {
    const told = (await noticesTo(w, one.person)).filter((kind) => kind === 'disclosure.after-review-late');
    assert.equal(told.length, 1, one.name);
  }
  assert.deepEqual(await noticesTo(w, elsewhere.person), []);
  const covered = { paths: ['/1/'], units: [], lines: [] };
  const late = await listUrgent(
    w.db.office.reader,
    w.people.reviewer,
    covered,
    { box: 'late', limit: 5 },
    later(39),
  );
  assert.deepEqual(
    late.rows.map((row) => [row.revision, row.flag, row.mine]),
    [[revision, 'late', true]],
  );
  const foreign = await listUrgent(
    w.db.office.reader,
    elsewhere,
    { paths: ['/1/4/'], units: [4], lines: [] },
    { box: 'open', limit: 5 },
    later(39),
  );
  assert.deepEqual(foreign.rows, []);
});

test('another calendar, or another term, gives waiting reviews another end', async (t) => {
  const w = await world(t);
  const revision = await proposedUrgently(w);
  await out(w, revision);
  await w.db.owner.pool.query(
    `update disclosure.term set amount = 3, unit = 'calendar_day' where key = 'afterReview'`,
  );
  const run = commandContext({ ...w.db, office: w.db.worker }, w.people.approver, later(1));
  valueOf(
    await run(async (ctx) => {
      await redateOpenSteps(ctx);
      await recordAudit(ctx, { action: 'test', subjectKind: 'revision', subject: revision });
      return done(null);
    }),
  );
  const due = await query<{ due_at: Date }>(w, 'select distinct due_at from disclosure.after_review');
  assert.deepEqual(
    due.map((one) => one.due_at.toISOString()),
    ['2026-03-05T16:00:00.000Z'],
  );
});

test('an urgent text says why, has no set hour and withholds nothing', async (t) => {
  const w = await world(t);
  const revision = await draft(w, { publishAt: '2026-03-05T09:00:00+08:00' });
  const scheduled = await w.as(w.people.handler, (ctx) =>
    proposeUrgently(ctx, { revision, lockVersion: 0, reason: '紧急' }),
  );
  assert.equal(scheduled.ok ? null : scheduled.code, 'urgent-scheduled');
  const silent = await w.as(w.people.handler, (ctx) =>
    proposeUrgently(ctx, { revision, lockVersion: 0, reason: '  ' }),
  );
  assert.equal(silent.ok ? null : silent.code, 'case-reason-required');
  assert.equal((await w.load(revision)).case.state, 'draft');
});

test('a value that only its author let stand is decided anew before the release', async (t) => {
  const w = await world(t);
  const phone = '13800138000';
  const revision = await proposedUrgently(w, {
    body: { type: 'doc', content: [paragraph(`报险请拨王某手机${phone}。`)] },
  });
  const undecided = await approveNow(w, revision);
  assert.equal(undecided.ok ? null : undecided.code, 'screening-undecided');
  const found = await findRevisionFindings(w.db.office.reader, revision);
  const fingerprints = [...new Set((found?.findings ?? []).map((one) => one.fingerprint))];
  assert.ok(fingerprints.length > 0);
  const keep = (who: 'handler' | 'approver') => async () => {
    for (const fingerprint of fingerprints) {
      valueOf(
        await w.as(w.people[who], (ctx) =>
          decideFinding(ctx, revision, { fingerprint, decision: 'keep', reason: '值班电话' }),
        ),
      );
    }
  };
  await keep('handler')();
  const byAuthor = await approveNow(w, revision);
  assert.equal(byAuthor.ok ? null : byAuthor.code, 'urgent-finding-by-author');
  await keep('approver')();
  valueOf(await approveNow(w, revision));
});
