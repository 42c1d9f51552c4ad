import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CaseView } from '../forms.ts';
import { office, person } from '../testing/office.ts';
import type { UrgentPage } from '../urgent/forms.ts';
import type { MatterPage, MatterView, StartedStage } from './forms.ts';

/* Major matters, the urgent path and terms through their doors, as the office sends them. */

test('a matter over HTTP: opened, a stage begun, linked both ways; to others it does not exist', async (t) => {
  const { cast, call } = await office(t);
  const form = {
    unit: 903,
    kind: 'majorFunds',
    title: '村道硬化资金安排',
    affairsKind: 'village',
    inside: true,
    outside: true,
  };
  assert.equal((await call(cast.approver, 'POST', '/api/matters', form)).status, 403);
  const odd = await call(cast.handler, 'POST', '/api/matters', { ...form, hidden: 1 });
  assert.equal(odd.status, 400);
  const made = (await call(cast.handler, 'POST', '/api/matters', form)).json() as MatterView;
  const at = `/api/matters/${made.id}`;
  assert.equal((await call(cast.elsewhere, 'GET', at)).status, 404);
  assert.equal((await call(cast.elsewhere, 'GET', `/api/matters/${crypto.randomUUID()}`)).status, 404);
  assert.deepEqual(((await call(cast.elsewhere, 'GET', '/api/matters')).json() as MatterPage).rows, []);
  const stage = { stage: 'decision', audience: 'inside', happenedOn: '2026-03-02' };
  assert.equal((await call(cast.approver, 'POST', `${at}/stages`, stage)).status, 403);
  const begun = (await call(cast.handler, 'POST', `${at}/stages`, stage)).json() as StartedStage;
  const view = (await call(cast.handler, 'GET', `/api/revisions/${begun.revision}`)).json() as CaseView;
  assert.deepEqual(view.matter, {
    id: made.id,
    title: '村道硬化资金安排',
    stage: 'decision',
    audience: 'inside',
  });
  const again = (await call(cast.approver, 'GET', at)).json() as MatterView;
  assert.deepEqual(
    [again.places.find((one) => one.dossier !== null)?.dossier?.revision, again.mayWork],
    [begun.revision, false],
  );
  const closed = await call(cast.handler, 'POST', `${at}/close`, { reason: '项目取消' });
  assert.equal(closed.json().closed, true);
});

test('urgent over HTTP: proposed with its reason, flagged in every answer, reviewed by others only', async (t) => {
  const { cast, call, create } = await office(t);
  const begun = await create();
  const at = `/api/revisions/${begun.revision}`;
  assert.equal((await call(cast.handler, 'POST', `${at}/propose-urgently`, { lockVersion: 0 })).status, 400);
  const proposed = await call(cast.handler, 'POST', `${at}/propose-urgently`, {
    lockVersion: 0,
    reason: '道路塌陷',
  });
  assert.equal(proposed.status, 200, proposed.text);
  const view = proposed.json() as CaseView;
  assert.deepEqual(
    [view.state, view.urgent, view.urgency?.reason, view.urgency?.waiting.map((one) => one.kind)],
    ['inApproval', 'awaitingRelease', '道路塌陷', ['review', 'secrecyReview']],
  );
  const list = (await call(cast.approver, 'GET', '/api/disclosures/urgent')).json() as UrgentPage;
  assert.deepEqual(
    list.rows.map((row) => [row.revision, row.flag]),
    [[begun.revision, 'awaitingRelease']],
  );
  const decision = { contentSha256: view.contentSha256, opinion: '同意' };
  const early = await call(cast.reviewer, 'POST', `${at}/pass-afterwards`, decision);
  assert.deepEqual([early.status, early.json().error.code], [409, 'case-is-inApproval']);
  assert.equal((await call(cast.elsewhere, 'POST', `${at}/pass-afterwards`, decision)).status, 404);
  const released = await call(cast.approver, 'POST', `${at}/approve`, decision);
  assert.deepEqual([released.status, released.json().urgent], [200, 'awaitingRelease']);
});

test('terms over HTTP: read by the unit, set by its committee office alone', async (t) => {
  const { app, cast, call } = await office(t);
  const committee = await person(app, '赵办公室', 903, ['committeeOffice']);
  const form = { unit: 903, key: 'afterReview', amount: 4, per: 'hour' };
  assert.equal((await call(cast.handler, 'PUT', '/api/disclosures/terms', form)).status, 403);
  const set = await call(committee, 'PUT', '/api/disclosures/terms', form);
  assert.equal(set.status, 200, set.text);
  const own = (set.json().rows as { key: string; amount: number; own: boolean }[]).filter((one) => one.own);
  assert.deepEqual(
    own.map((one) => [one.key, one.amount]),
    [['afterReview', 4]],
  );
  const odd = await call(committee, 'PUT', '/api/disclosures/terms', { ...form, key: 'withholdingReview' });
  assert.deepEqual([odd.status, odd.json().error.code], [400, 'term-unit']);
  assert.equal((await call(cast.elsewhere, 'GET', '/api/disclosures/terms?unit=903')).status, 403);
});
