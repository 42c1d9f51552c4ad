import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Actor } from '#kernel';
import { valueOf } from '#test/database';
import { countInbox, daysAt, listInboxIds } from '../queries/inbox.ts';
import { fullSteps, units } from '../testing/cases.ts';
import { putInForce } from '../testing/processes.ts';
import {
  approveNow,
  draft,
  hashNow,
  monday,
  proposeNow,
  toApproval,
  type World,
  world,
} from '../testing/world.ts';
import { claim } from './claim.ts';
import { countersign, passStep, returnRevision } from './decide-step.ts';
import { addSigner, giveOpinion, withdrawSigner } from './signers.ts';
import { transfer } from './transfer.ts';

async function proposed(w: World): Promise<string> {
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision));
  return revision;
}

async function decision(w: World, revision: string, opinion = '同意') {
  return { revision, contentSha256: await hashNow(w, revision), opinion };
}

async function box(w: World, actor: Actor): Promise<readonly string[]> {
  const days = await daysAt(w.db.office.reader, monday);
  return (await listInboxIds(w.db.office.reader, actor, 'mine', days, { limit: 50 })).ids;
}

function ask(revision: string, changes: Partial<Parameters<typeof addSigner>[1]> = {}) {
  const given = {
    timing: 'before',
    unit: 2,
    role: 'approver',
    person: null,
    question: '请把关数字',
  } as const;
  return { revision, ...given, ...changes };
}

async function told(w: World, actor: Actor): Promise<readonly string[]> {
  const found = await w.db.owner.pool.query(
    'select kind from platform.notification where person = $1 order by id',
    [actor.person],
  );
  return found.rows.map((one) => one.kind);
}

test('an opinion asked before: it waits visibly, is signed on the bytes, and then the step is decided', async (t) => {
  const w = await world(t);
  const revision = await proposed(w);
  valueOf(await w.as(w.people.reviewer, (ctx) => addSigner(ctx, ask(revision))));
  assert.deepEqual(await box(w, w.people.townApprover), [revision]);
  assert.deepEqual(await told(w, w.people.townApprover), ['disclosure.opinion-asked']);
  const own = await decision(w, revision);
  const early = await w.as(w.people.reviewer, (ctx) => passStep(ctx, own));
  assert.ok(!early.ok && early.code === 'case-opinion-awaited' && early.status === 409);

  const silent = await w.as(w.people.townApprover, async (ctx) => giveOpinion(ctx, { ...own, opinion: ' ' }));
  assert.ok(!silent.ok && silent.code === 'case-reason-required');
  valueOf(await w.as(w.people.townApprover, (ctx) => giveOpinion(ctx, { ...own, opinion: '数字无误' })));
  assert.deepEqual(await told(w, w.people.reviewer), ['disclosure.awaits-you', 'disclosure.opinion-given']);
  assert.deepEqual(await box(w, w.people.townApprover), []);
  valueOf(await w.as(w.people.reviewer, (ctx) => passStep(ctx, own)));
  const { signatures, openSteps, requests } = await w.load(revision);
  assert.deepEqual(
    signatures.map((one) => [one.move, one.person_name, one.unit_name, one.step_key]),
    [
      ['propose', '钱经办', '云溪村', null],
      ['giveOpinion', '吴书记', '云溪镇党委', 'review'],
      ['pass', '孙审核', '云溪村', 'review'],
    ],
  );
  assert.deepEqual([openSteps.length, requests.length], [1, 0]);
  // The opinion was a hand: what comes up to them later is not theirs to decide.
  const later = await w.as(w.people.townApprover, (ctx) => claim(ctx, revision));
  assert.ok(!later.ok && later.status === 403);
});

test('an opinion asked after: the approval is given, the case goes out only when it is there', async (t) => {
  const w = await world(t);
  const revision = await toApproval(w);
  valueOf(await w.as(w.people.approver, (ctx) => addSigner(ctx, ask(revision, { timing: 'after' }))));
  assert.deepEqual(await box(w, w.people.townApprover), []);
  valueOf(await approveNow(w, revision));
  const waiting = await w.load(revision);
  assert.deepEqual(
    [waiting.revision.state, waiting.openSteps.map((row) => [row.unit_id, row.request_id !== null])],
    ['inApproval', [[2, true]]],
  );
  assert.deepEqual(await box(w, w.people.townApprover), [revision]);
  const none = await w.db.owner.pool.query(`select 1 from platform.fact where kind = 'disclosure.approved'`);
  assert.equal(none.rowCount, 0);
  const own = await decision(w, revision);
  valueOf(await w.as(w.people.townApprover, (ctx) => giveOpinion(ctx, own)));
  assert.equal((await w.load(revision)).revision.state, 'approved');
  const fact = await w.db.owner.pool.query(`select 1 from platform.fact where kind = 'disclosure.approved'`);
  assert.equal(fact.rowCount, 1);
});

test('who speaks after the decision may return it', async (t) => {
  const w = await world(t);
  const revision = await toApproval(w);
  valueOf(await w.as(w.people.approver, (ctx) => addSigner(ctx, ask(revision, { timing: 'after' }))));
  valueOf(await approveNow(w, revision));
  const own = await decision(w, revision, '附表口径不一');
  valueOf(await w.as(w.people.townApprover, (ctx) => returnRevision(ctx, own)));
  const { revision: row, openSteps } = await w.load(revision);
  assert.deepEqual([row.state, openSteps], ['returned', []]);
  const open = await w.db.owner.pool.query('select outcome from disclosure.opinion_request');
  assert.deepEqual(open.rows, [{ outcome: 'caseMoved' }]);
});

test('a request is taken back by the asker, or by another of the same seat when the asker is away', async (t) => {
  const w = await world(t);
  const second = w.hire('蒋审核', 'reviewer', units.village);
  for (const who of [w.people.reviewer, second]) {
    const revision = await proposed(w);
    valueOf(await w.as(w.people.reviewer, (ctx) => addSigner(ctx, ask(revision))));
    const request = (await w.load(revision)).requests[0]?.id ?? '';
    const stranger = await w.as(w.people.stranger, (ctx) => withdrawSigner(ctx, { revision, request }));
    assert.ok(!stranger.ok && stranger.code === 'case-not-requester');
    valueOf(await w.as(who, (ctx) => withdrawSigner(ctx, { revision, request })));
    assert.deepEqual(await box(w, w.people.townApprover), []);
    const own = await decision(w, revision);
    valueOf(await w.as(w.people.reviewer, (ctx) => passStep(ctx, own)));
    const again = await w.as(w.people.reviewer, (ctx) => withdrawSigner(ctx, { revision, request }));
    assert.ok(!again.ok && again.status === 403);
  }
});

test('nobody is asked who may not answer, twice, or in no unit; nothing is kept of it', async (t) => {
  const w = await world(t);
  const revision = await proposed(w);
  const refused = async (changes: Parameters<typeof ask>[1], code: string) => {
    const answer = await w.as(w.people.reviewer, (ctx) => addSigner(ctx, ask(revision, changes)));
    assert.ok(!answer.ok);
    assert.equal(answer.code, code);
  };
  await refused({ unit: 999 }, 'signer-unit-missing');
  await refused({ role: 'lineLead' }, 'signer-nobody');
  await refused({ person: w.people.handler.person }, 'signer-nobody');
  await refused({ unit: 3, role: 'reviewer' }, 'signer-nobody');
  await refused({ question: ' ' }, 'case-reason-required');
  valueOf(await w.as(w.people.reviewer, (ctx) => addSigner(ctx, ask(revision))));
  await refused({}, 'signer-asked-already');
  const foreign = await w.as(w.people.approver, (ctx) => addSigner(ctx, ask(revision, { person: null })));
  assert.ok(!foreign.ok && foreign.code === 'case-needs-reviewer');
  const kept = await w.db.owner.pool.query('select count(*)::int as n from disclosure.opinion_request');
  assert.equal(kept.rows[0].n, 1);
});

test('asked by name, only that person answers, or who acts for them', async (t) => {
  const w = await world(t);
  const namesake = w.hire('吕副书记', 'approver', units.town);
  const revision = await proposed(w);
  const named = ask(revision, { person: w.people.townApprover.person });
  valueOf(await w.as(w.people.reviewer, (ctx) => addSigner(ctx, named)));
  assert.deepEqual([await box(w, namesake), await box(w, w.people.townApprover)], [[], [revision]]);
  const own = await decision(w, revision);
  const other = await w.as(namesake, (ctx) => giveOpinion(ctx, own));
  assert.ok(!other.ok && other.code === 'case-not-asked');
  const delegate: Actor = {
    ...namesake,
    grants: w.people.townApprover.grants.map((one) => ({ ...one, principal: w.people.townApprover.person })),
  };
  assert.deepEqual(await box(w, delegate), [revision]);
  valueOf(await w.as(delegate, (ctx) => giveOpinion(ctx, own)));
  const last = (await w.load(revision)).signatures.at(-1);
  assert.deepEqual([last?.person_name, last?.principal_name], ['吕副书记', '吴书记']);
});

test('a step passes to another holder, who is told; not to somebody without the seat or with a hand', async (t) => {
  const w = await world(t);
  const second = w.hire('蒋审核', 'reviewer', units.village);
  const elsewhere = w.hire('沈审核', 'reviewer', units.otherTown);
  const revision = await proposed(w);
  const pass = (to: Actor, who = w.people.reviewer) =>
    w.as(who, (ctx) => transfer(ctx, { revision, to: to.person, reason: '出差三天' }));
  for (const to of [w.people.approver, elsewhere, w.people.handler]) {
    const refused = await pass(to);
    assert.ok(!refused.ok && refused.code === 'transfer-not-eligible', to.name);
  }
  const self = await pass(w.people.reviewer);
  assert.ok(!self.ok && self.code === 'transfer-self');
  valueOf(await pass(second));
  assert.deepEqual(await told(w, second), ['disclosure.awaits-you', 'disclosure.transferred']);
  const own = await decision(w, revision);
  const former = await w.as(w.people.reviewer, (ctx) => passStep(ctx, own));
  assert.ok(!former.ok && former.code === 'case-claimed' && former.params['name'] === '蒋审核');
  const back = await pass(w.people.approver, w.people.reviewer);
  assert.ok(!back.ok && back.code === 'case-claimed');
  // Nothing is locked: whoever holds the seat takes it over, though it was passed to another.
  valueOf(await w.as(w.people.reviewer, (ctx) => claim(ctx, revision)));
  valueOf(await w.as(w.people.reviewer, (ctx) => passStep(ctx, own)));
});

test('countersigned by two units beside one another; one refusal returns it', async (t) => {
  const w = await world(t);
  await putInForce(
    w,
    fullSteps.filter((step) => step.kind !== 'riskAssessment'),
  );
  const lawyer = w.hire('秦法制', 'reviewer', units.village);
  const signer = w.hire('许会签', 'reviewer', units.village);
  const reach = async (): Promise<string> => {
    const revision = await proposed(w);
    for (const who of [w.people.reviewer, lawyer, w.people.secrecy]) {
      const own = await decision(w, revision);
      valueOf(await w.as(who, (ctx) => passStep(ctx, own)));
    }
    return revision;
  };
  const revision = await reach();
  const { openSteps, revision: row } = await w.load(revision);
  assert.equal(row.state, 'inCountersign');
  assert.deepEqual(
    openSteps.map((one) => [one.lane, one.unit_id, one.role, one.due_on]),
    [
      [0, 3, 'reviewer', '2026-03-04'],
      [1, 2, 'approver', '2026-03-04'],
    ],
  );
  assert.deepEqual([await box(w, signer), await box(w, w.people.townApprover)], [[revision], [revision]]);
  const own = await decision(w, revision);
  valueOf(await w.as(signer, (ctx) => claim(ctx, revision)));
  valueOf(await w.as(w.people.townApprover, (ctx) => countersign(ctx, own)));
  const twice = await w.as(w.people.townApprover, (ctx) => countersign(ctx, own));
  assert.ok(!twice.ok && twice.status === 403);
  assert.equal((await w.load(revision)).revision.state, 'inCountersign');
  valueOf(await w.as(signer, (ctx) => countersign(ctx, own)));
  assert.equal((await w.load(revision)).revision.state, 'inApproval');
  valueOf(await approveNow(w, revision));

  const other = await reach();
  const theirs = await decision(w, other, '与镇里口径不同');
  valueOf(await w.as(signer, (ctx) => countersign(ctx, theirs)));
  valueOf(await w.as(w.people.townApprover, (ctx) => returnRevision(ctx, theirs)));
  assert.equal((await w.load(other)).revision.state, 'returned');
  assert.equal((await countInbox(w.db.office.reader, signer, monday)).mine, 0);
});

test('two seats signed at the same moment both count', async (t) => {
  const w = await world(t);
  await putInForce(
    w,
    fullSteps.filter((step) => step.kind !== 'riskAssessment' && step.kind !== 'legality'),
  );
  const signer = w.hire('许会签', 'reviewer', units.village);
  for (let round = 0; round < 3; round += 1) {
    const revision = await proposed(w);
    for (const who of [w.people.reviewer, w.people.secrecy]) {
      const own = await decision(w, revision);
      valueOf(await w.as(who, (ctx) => passStep(ctx, own)));
    }
    const own = await decision(w, revision);
    const answers = await Promise.all(
      [signer, w.people.townApprover].map((who) => w.as(who, (ctx) => countersign(ctx, own))),
    );
    assert.deepEqual(
      answers.map((one) => one.ok),
      [true, true],
    );
    assert.equal((await w.load(revision)).revision.state, 'inApproval');
  }
});
