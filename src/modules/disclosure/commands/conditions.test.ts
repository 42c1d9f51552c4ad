import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valueOf } from '#test/database';
import { type ProcessStep, stepCondition } from '../process.ts';
import { fullSteps } from '../testing/cases.ts';
import { sampleContent } from '../testing/content.ts';
import { putInForce } from '../testing/processes.ts';
import { draft, proposeNow, type World, world } from '../testing/world.ts';
import { addSigner } from './signers.ts';

/* Conditions of steps are answered once, when a case is proposed, from what is known then. */

const [review, risk, legality, secrecy, , approval] = fullSteps as [
  ProcessStep,
  ProcessStep,
  ProcessStep,
  ProcessStep,
  ProcessStep,
  ProcessStep,
];

/** A file of the village with an invented identity number in it, or with none; read as uploading would have read it. */
async function attach(w: World, revision: string, text: string): Promise<void> {
  const sha256 = revision.replaceAll('-', '').padEnd(64, '0');
  const { pool } = w.db.owner;
  await pool.query(
    `insert into platform.stored_file (sha256, size, media, kept_at) values ($1, 10, 'text/csv', now())`,
    [sha256],
  );
  await pool.query(
    `insert into disclosure.attachment (revision_id, position, name, sha256, size, media, text, added_by, added_by_name, added_at)
     values ($1, 0, '名单.csv', $2, 10, 'text/csv', $3, $4, '钱经办', now())`,
    [revision, sha256, text, w.people.handler.person],
  );
}

async function keysOf(w: World, revision: string): Promise<readonly string[]> {
  valueOf(await proposeNow(w, revision));
  return (await w.load(revision)).case.steps.map((step) => step.key);
}

test('personal information found in an attachment brings its own step, and none where there is none', async (t) => {
  const w = await world(t);
  const guarded = { ...risk, when: stepCondition.parse({ personalDataInFiles: true }) };
  await putInForce(w, [review, guarded, secrecy, approval]);
  const clean = await draft(w);
  await attach(w, clean, '项目,金额\n路灯,1200\n');
  assert.deepEqual(await keysOf(w, clean), ['review', 'secrecyReview', 'approval']);
  const personal = await draft(w);
  await attach(w, personal, '姓名,身份证号\n某某,11010519491231002X\n');
  assert.deepEqual(await keysOf(w, personal), ['review', 'risk', 'secrecyReview', 'approval']);
});

test('the kind of matter, its column and its keywords choose the steps; a draft shows them beforehand', async (t) => {
  const w = await world(t);
  const funds = { ...legality, when: stepCondition.parse({ categories: ['财务公开'], tags: ['大额资金'] }) };
  await putInForce(w, [review, funds, secrecy, approval]);
  assert.equal(sampleContent().category, '财务公开');
  assert.deepEqual(await keysOf(w, await draft(w)), ['review', 'secrecyReview', 'approval']);
  const big = await draft(w, { keywords: ['大额资金'] });
  const shown = (await w.load(big)).case.steps.map((step) => step.key);
  assert.deepEqual(shown, ['review', 'legality', 'secrecyReview', 'approval']);
  assert.deepEqual(await keysOf(w, big), shown);
});

test('a step that nobody holds is no reason to lose the case: it goes there and shows it', async (t) => {
  const w = await world(t);
  await putInForce(w, [{ ...review, role: 'lineLead' }, secrecy, approval]);
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision));
  const { openStep } = await w.load(revision);
  assert.notEqual(openStep?.nobody_since, null);
  const asked = await w.as(w.people.reviewer, (ctx) =>
    addSigner(ctx, { revision, timing: 'before', unit: 3, role: 'approver', person: null, question: '请看' }),
  );
  assert.ok(!asked.ok && asked.code === 'case-needs-lineLead');
});

test('a seat in the lead department of a line that the unit does not have: the proposal is refused, with the reason', async (t) => {
  const w = await world(t);
  await putInForce(w, [review, { ...legality, at: 'lineLead' }, secrecy, approval]);
  const answer = await proposeNow(w, await draft(w));
  assert.ok(!answer.ok && answer.code === 'case-step-without-unit');
});
