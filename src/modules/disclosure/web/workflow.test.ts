import assert from 'node:assert/strict';
import { test } from 'node:test';
import type {
  BatchAnswer,
  CaseView,
  ColleagueList,
  InboxPage,
  ProcessCheck,
  ProcessList,
  ProcessTrial,
  ProcessView,
  StandInList,
} from '../forms.ts';
import { fullSteps, standardSteps } from '../testing/cases.ts';
import { office, person } from '../testing/office.ts';

/* The fuller workflow through its doors. */

type Office = Awaited<ReturnType<typeof office>>;

async function proposed({ cast, call, create }: Office): Promise<CaseView> {
  const begun = await create();
  const answer = await call(cast.handler, 'POST', `/api/revisions/${begun.revision}/propose`, {
    lockVersion: 0,
  });
  assert.equal(answer.status, 200, answer.text);
  return answer.json();
}

test('an opinion is asked for by name, shown, given, and the case shows on whom it waits', async (t) => {
  const o = await office(t);
  const town = await person(o.app, '吴书记', 902, ['approver']);
  const view = await proposed(o);
  const at = `/api/revisions/${view.revision}`;
  assert.deepEqual(
    view.steps[0]?.holders.map((one) => one.person.name),
    ['孙审核'],
  );
  assert.equal((await o.call(town, 'GET', at)).status, 404);

  const list = (await o.call(o.cast.reviewer, 'GET', `${at}/colleagues?unit=902`)).json() as ColleagueList;
  assert.deepEqual(
    list.rows.map((one) => [one.role, one.person.name, one.free, one.mayTakeOver]),
    [['approver', '吴书记', true, false]],
  );
  const asked = await o.call(o.cast.reviewer, 'POST', `${at}/signers`, {
    timing: 'before',
    unit: 902,
    role: 'approver',
    person: town.id,
    question: '金额请把关',
  });
  assert.equal(asked.status, 200, asked.text);
  const waiting = asked.json() as CaseView;
  assert.deepEqual(
    waiting.signers.map((one) => [one.person?.name, one.unit.name, one.question, one.open]),
    [['吴书记', '云溪镇党委', '金额请把关', true]],
  );
  assert.deepEqual(
    waiting.steps
      .filter((step) => step.status === 'current')
      .map((step) => [step.onlyFor?.name, step.request !== null]),
    [
      [undefined, false],
      ['吴书记', true],
    ],
  );
  const pass = waiting.moves.find((one) => one.move === 'pass');
  assert.equal(pass?.reason?.code, 'case-opinion-awaited');

  const seen = (await o.call(town, 'GET', at)).json() as CaseView;
  assert.deepEqual(
    seen.moves.filter((one) => one.possible).map((one) => one.move),
    ['giveOpinion'],
  );
  const given = await o.call(town, 'POST', `${at}/opinion`, {
    contentSha256: seen.contentSha256,
    opinion: '金额无误',
  });
  assert.equal(given.status, 200, given.text);
  assert.deepEqual((given.json() as CaseView).signers, []);
  assert.equal((given.json() as CaseView).signatures.at(-1)?.opinion, '金额无误');
});

test('bad questions, bad takers and taken-back requests are refused with their codes', async (t) => {
  const o = await office(t);
  const view = await proposed(o);
  const at = `/api/revisions/${view.revision}`;
  const ask = (body: object) => o.call(o.cast.reviewer, 'POST', `${at}/signers`, body);
  const full = { timing: 'before', unit: 903, role: 'approver', person: null, question: '看一看' };
  const { question: _, ...noQuestion } = full;
  for (const [body, status, code] of [
    [{ ...full, timing: 'later' }, 400, 'invalid-input'],
    [{ ...full, role: 'handler' }, 400, 'invalid-input'],
    [{ ...full, question: '长'.repeat(2001) }, 400, 'invalid-input'],
    [{ ...full, extra: 1 }, 400, 'invalid-input'],
    [noQuestion, 400, 'invalid-input'],
    [{ ...full, unit: 12345 }, 400, 'signer-unit-missing'],
    [{ ...full, role: 'lineLead' }, 409, 'signer-nobody'],
  ] as const) {
    const answer = await ask(body);
    assert.deepEqual(
      [answer.status, answer.json().error.code],
      [status, code],
      JSON.stringify(body).slice(0, 80),
    );
  }
  const transfer = await o.call(o.cast.reviewer, 'POST', `${at}/transfer`, {
    to: o.cast.approver.id,
    reason: '出差',
  });
  assert.deepEqual([transfer.status, transfer.json().error.code], [409, 'transfer-not-eligible']);
  const stranger = await o.call(o.cast.approver, 'POST', `${at}/transfer`, {
    to: o.cast.reviewer.id,
    reason: '试',
  });
  assert.deepEqual([stranger.status, stranger.json().error.code], [403, 'case-needs-reviewer']);
  const withdrawn = await o.call(o.cast.reviewer, 'POST', `${at}/signers/withdraw`, {
    request: crypto.randomUUID(),
  });
  assert.deepEqual([withdrawn.status, withdrawn.json().error.code], [403, 'case-no-request']);
});

test('a process is checked, tried, compared and put in force; cases under way are counted and untouched', async (t) => {
  const o = await office(t);
  const administrator = await person(o.app, '秦管理', 903, ['systemAdministrator']);
  await person(o.app, '吴书记', 902, ['approver']);
  const running = await proposed(o);
  const form = { unit: 903, unitKind: null, affairsKind: null, name: '本村流程', steps: fullSteps };
  const check = async (steps: unknown): Promise<ProcessCheck> => {
    const answer = await o.call(administrator, 'POST', '/api/disclosures/processes/check', {
      ...form,
      steps,
    });
    assert.equal(answer.status, 200, answer.text);
    return answer.json();
  };
  const found = await check(fullSteps);
  assert.deepEqual(found.faults, []);
  assert.deepEqual(found.running, { count: 1, numbers: [running.number] });
  assert.equal(found.inForce?.unit, null);
  assert.deepEqual(
    found.changes.map((one) => `${one.stepKey} ${one.change}`),
    ['risk added', 'legality added', 'countersign added', 'approval changed'],
  );

  const [review, secrecy, approval] = standardSteps;
  const wrong = await check([
    approval,
    { ...review, mayEscalate: true },
    { ...secrecy, at: 'unitId', unitId: 4711 },
  ]);
  assert.deepEqual(
    wrong.faults.map((one) => [one.code, one.stepKey]),
    [
      ['process-order', 'review'],
      ['process-escalation', 'review'],
      ['process-order', 'secrecyReview'],
      ['process-unit-missing', 'secrecyReview'],
    ],
  );
  const refused = await o.call(administrator, 'POST', '/api/disclosures/processes', {
    ...form,
    steps: [approval, review, secrecy],
  });
  assert.deepEqual(
    [refused.status, refused.json().error.code, refused.json().error.params.stepKey],
    [400, 'process-order', 'review'],
  );

  const facts = { affairsKind: 'village', scope: 'society', purpose: 'publish' };
  const tried = await o.call(administrator, 'POST', '/api/disclosures/processes/try', {
    unit: 903,
    facts,
    steps: fullSteps.map((step) =>
      step.key === 'risk' ? { ...step, when: { affairsKinds: ['party'] } } : step,
    ),
  });
  const trial = tried.json() as ProcessTrial;
  assert.deepEqual(
    trial.steps.map((one) => one.key),
    ['review', 'legality', 'secrecyReview', 'countersign', 'approval'],
  );
  assert.deepEqual(trial.steps.find((one) => one.key === 'countersign')?.seats, [
    { role: 'reviewer', unit: { id: 903, name: '云溪村' }, holders: ['孙审核'] },
    { role: 'approver', unit: { id: 902, name: '云溪镇党委' }, holders: ['吴书记'] },
  ]);

  const defined = await o.call(administrator, 'POST', '/api/disclosures/processes', form);
  assert.equal(defined.status, 200, defined.text);
  assert.deepEqual(
    [(defined.json() as ProcessView).version, (defined.json() as ProcessView).inForce],
    [1, true],
  );
  const list = (
    await o.call(administrator, 'GET', '/api/disclosures/processes?unit=903')
  ).json() as ProcessList;
  assert.equal(list.rows.find((one) => one.unit === 903)?.steps.length, fullSteps.length);

  const still = (
    await o.call(o.cast.reviewer, 'GET', `/api/revisions/${running.revision}`)
  ).json() as CaseView;
  assert.deepEqual(
    still.steps.map((step) => step.key),
    ['review', 'secrecyReview', 'approval'],
  );
  const next = await proposed(o);
  assert.deepEqual(
    [...new Set(next.steps.map((step) => step.key))],
    fullSteps.map((step) => step.key),
  );
});

test('processes are set by the unit’s administrator or committee office, and by nobody else', async (t) => {
  const o = await office(t);
  const elsewhere = await person(o.app, '秦管理', 904, ['systemAdministrator']);
  const form = { unit: 903, unitKind: null, affairsKind: null, name: '流程', steps: standardSteps };
  const facts = { affairsKind: 'village', scope: 'society', purpose: 'publish' };
  for (const who of [o.cast.handler, o.cast.reviewer, o.cast.approver, o.cast.roleless, elsewhere]) {
    for (const [path, body] of [
      ['/api/disclosures/processes', form],
      ['/api/disclosures/processes/check', form],
      ['/api/disclosures/processes/try', { unit: 903, steps: standardSteps, facts }],
    ] as const) {
      const answer = await o.call(who, 'POST', path, body);
      assert.equal(answer.status, 403, `${path}: ${answer.text}`);
    }
  }
});

test('a batch makes every deciding move, each case by itself', async (t) => {
  const o = await office(t);
  const first = await proposed(o);
  const second = await proposed(o);
  const inbox = (await o.call(o.cast.reviewer, 'GET', '/api/disclosures/inbox')).json() as InboxPage;
  assert.equal(inbox.rows.length, 2);
  const items = [first, second].map(({ revision, contentSha256 }) => ({ revision, contentSha256 }));
  for (const [move, code] of [
    ['countersign', 'case-is-inReview'],
    ['approve', 'case-is-inReview'],
    ['escalate', 'case-is-inReview'],
    ['giveOpinion', 'case-not-asked'],
  ] as const) {
    const answer = await o.call(o.cast.reviewer, 'POST', '/api/disclosures/batch', {
      move,
      items,
      opinion: '同意',
    });
    assert.deepEqual(
      (answer.json() as BatchAnswer).results.map((one) => one.reason?.code),
      [code, code],
    );
  }
  const passed = await o.call(o.cast.reviewer, 'POST', '/api/disclosures/batch', { move: 'pass', items });
  assert.deepEqual(
    (passed.json() as BatchAnswer).results.map((one) => [one.done, one.state]),
    [
      [true, 'inSecrecyReview'],
      [true, 'inSecrecyReview'],
    ],
  );
});

test('whoever is away finds colleagues of the unit to act for them; others are told nothing of the unit', async (t) => {
  const o = await office(t);
  const found = await o.call(o.cast.reviewer, 'GET', '/api/disclosures/stand-ins?unit=903');
  assert.equal(found.status, 200, found.text);
  assert.deepEqual(
    (found.json() as StandInList).rows.map((one) => [one.person.name, one.roles.join()]),
    [
      ['李保密', 'secrecyReviewer'],
      ['周书记', 'approver'],
      ['钱经办', 'handler'],
    ],
  );
  for (const who of [o.cast.elsewhere, o.cast.roleless]) {
    assert.equal((await o.call(who, 'GET', '/api/disclosures/stand-ins?unit=903')).status, 403);
  }
  const { grants } = (await o.call(o.cast.reviewer, 'GET', '/api/me/delegations')).json();
  const lent = await o.call(o.cast.reviewer, 'POST', '/api/me/delegations', {
    grant: grants[0].id,
    delegate: o.cast.secrecy.id,
    startsOn: '2020-01-01',
    endsOn: '2099-01-01',
    reason: '休假',
  });
  assert.equal(lent.status, 200, lent.text);
  const view = await proposed(o);
  assert.deepEqual(
    view.steps[0]?.holders.map((one) => [one.person.name, one.onBehalfOf?.name]),
    [
      ['孙审核', undefined],
      ['李保密', '孙审核'],
    ],
  );
  // Acting for the reviewer is a hand: the secrecy review that follows is somebody else's.
  const decision = { contentSha256: view.contentSha256, opinion: '同意' };
  const passed = await o.call(o.cast.secrecy, 'POST', `/api/revisions/${view.revision}/pass`, decision);
  assert.equal(passed.status, 200, passed.text);
  assert.equal((passed.json() as CaseView).signatures.at(-1)?.onBehalfOf?.name, '孙审核');
  const second = await o.call(o.cast.secrecy, 'POST', `/api/revisions/${view.revision}/pass`, decision);
  assert.deepEqual([second.status, second.json().error.code], [403, 'case-you-decided']);
  const stuck = (
    await o.call(o.cast.handler, 'GET', '/api/disclosures/inbox?box=nobody')
  ).json() as InboxPage;
  assert.deepEqual(
    stuck.rows.map((row) => row.revision),
    [view.revision],
  );
});
