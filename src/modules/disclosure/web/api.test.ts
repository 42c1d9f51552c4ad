import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleOf, schemaOf, texts } from '#test/walk-samples';
import type { CaseView, InboxPage } from '../forms.ts';
import { standardSteps } from '../testing/cases.ts';
import { office, type Person, person, planted } from '../testing/office.ts';
import { routes } from './api.ts';

/* The room through its doors: the whole program, real sessions, JSON as the office sends it. */

test('from a new dossier to approval over HTTP, with a file, by four people', async (t) => {
  const { cast, call, create } = await office(t);
  const begun = await create();
  assert.deepEqual([begun.state, begun.problems, begun.number.slice(4)], ['draft', [], '-0001']);
  const at = `/api/revisions/${begun.revision}`;

  const { attachments: _, ...content } = begun.content;
  const saved = await call(cast.handler, 'PUT', `${at}/draft`, {
    lockVersion: 0,
    content: { ...content, keywords: ['村务'] },
  });
  assert.deepEqual([saved.json().outcome, saved.json().lockVersion], ['saved', 1]);
  const bytes = new TextEncoder().encode('项目,金额\n路灯,1200\n');
  const attached = await call(
    cast.handler,
    'POST',
    `${at}/attachments?name=${encodeURIComponent('明细.csv')}`,
    bytes,
  );
  assert.equal(attached.status, 200, attached.text);
  const got = await call(cast.handler, 'GET', `${at}/attachments/${attached.json().id}`);
  assert.equal(got.text, '项目,金额\n路灯,1200\n');
  const read = await call(
    cast.handler,
    'POST',
    `${at}/import?name=${encodeURIComponent('稿.md')}`,
    new TextEncoder().encode('# 标题\n\n正文。\n'),
  );
  assert.deepEqual([read.status, read.json().title], [200, '标题']);

  const proposed = await call(cast.handler, 'POST', `${at}/propose`, { lockVersion: 1 });
  assert.equal(proposed.status, 200, proposed.text);
  const { contentSha256 } = proposed.json() as CaseView;
  const inbox = (await call(cast.reviewer, 'GET', '/api/disclosures/inbox')).json() as InboxPage;
  assert.deepEqual(
    inbox.rows.map((row) => [row.title, row.moves]),
    [[planted, ['claim', 'transfer', 'addSigner', 'pass', 'return']]],
  );
  const seen = (await call(cast.reviewer, 'GET', at)).json() as CaseView;
  assert.equal(seen.content.attachments.length, 1);
  assert.equal(seen.steps.map((step) => step.status).join(), 'current,ahead,ahead');
  assert.match(seen.steps[0]?.dueBecause ?? '', /工作日/);
  const own = (await call(cast.handler, 'GET', at)).json() as CaseView;
  const pass = own.moves.find((one) => one.move === 'pass');
  assert.deepEqual([pass?.possible, pass?.reason?.code], [false, 'case-needs-reviewer']);

  for (const [who, move] of [
    ['reviewer', 'pass'],
    ['secrecy', 'pass'],
    ['approver', 'approve'],
  ] as const) {
    const decided = await call(cast[who], 'POST', `${at}/${move}`, { contentSha256, opinion: '同意' });
    assert.equal(decided.status, 200, decided.text);
  }
  const history = await call(cast.handler, 'GET', `/api/disclosures/${begun.disclosure}/revisions`);
  assert.equal(history.json().rows.length, 1);
});

test('illegal moves answer 409 or 403 with a stable code and the reason in words; nothing changes', async (t) => {
  const { cast, call, create } = await office(t);
  const begun = await create();
  const at = `/api/revisions/${begun.revision}`;
  const decision = { contentSha256: 'a'.repeat(64), opinion: '' };
  const early = await call(cast.reviewer, 'POST', `${at}/pass`, decision);
  assert.deepEqual([early.status, early.json().error.code], [409, 'case-is-draft']);
  assert.equal(early.json().error.message, '这份方案还在起草，尚未提出。');
  const foreign = await call(cast.reviewer, 'POST', `${at}/propose`, { lockVersion: 0 });
  assert.deepEqual([foreign.status, foreign.json().error.code], [403, 'case-not-drafter']);
  const unknown = await call(cast.handler, 'PUT', `${at}/draft`, { lockVersion: 0, content: {}, extra: 1 });
  assert.equal(unknown.status, 400);
  assert.match(unknown.text, /extra/);
  const incomplete = await call(cast.handler, 'POST', '/api/disclosures', { unit: 903 });
  const proposal = await call(cast.handler, 'POST', `/api/revisions/${incomplete.json().revision}/propose`, {
    lockVersion: 0,
  });
  assert.deepEqual([proposal.status, proposal.json().error.field], [400, 'content.title']);
  assert.match(proposal.json().error.message, /没有标题/);
  const after = (await call(cast.handler, 'GET', at)).json() as CaseView;
  assert.deepEqual([after.state, after.signatures, after.lockVersion], ['draft', [], 0]);
});

test('a mark of secrecy is refused over HTTP, leaves an incident, and nothing of the text', async (t) => {
  const { app, cast, call, create } = await office(t);
  const begun = await create();
  const { attachments: _, ...content } = begun.content;
  const body = {
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: '机密★10年 植入涉密字样' }] }],
  };
  const at = `/api/revisions/${begun.revision}`;
  const saved = await call(cast.handler, 'PUT', `${at}/draft`, {
    lockVersion: 0,
    content: { ...content, body },
  });
  assert.deepEqual([saved.status, saved.json().error.code], [409, 'screening-secret']);
  assert.match(saved.json().error.message, /正文中发现密级标志/);
  const file = new TextEncoder().encode('绝密★\n植入涉密字样\n');
  const attached = await call(cast.handler, 'POST', `${at}/attachments?name=a.txt`, file);
  assert.equal(attached.json().error.code, 'screening-secret');
  const incidents = await app.db.owner.pool.query('select revision from screening.incident');
  assert.deepEqual(incidents.rows, [{ revision: begun.revision }]);
  const files = await app.db.owner.pool.query('select 1 from platform.stored_file');
  assert.equal(files.rowCount, 0);
  const audit = await app.db.owner.pool.query(
    `select 1 from platform.audit where data::text like '%植入涉密字样%'`,
  );
  assert.equal(audit.rowCount, 0);
});

/** Doors that answer everybody with a role, with what is theirs or no secret (templates): here nothing. */
function isOwnList(method: string, path: string): boolean {
  const isList =
    method === 'GET' &&
    (/^\/api\/disclosures(\/inbox|\/inbox\/counts|\/drafts|\/processes|\/templates|\/unseen)?$/.test(path) ||
      /^\/api\/(matters|disclosures\/urgent|disclosures\/withholdings(\/grounds)?)$/.test(path));
  return isList || path === '/api/disclosures/batch';
}

test('no door of this room shows anything to whoever may not read it', async (t) => {
  const { cast, call, create } = await office(t);
  const begun = await create();
  const file = await call(
    cast.handler,
    'POST',
    `/api/revisions/${begun.revision}/attachments?name=a.csv`,
    new TextEncoder().encode(`${planted},1\n`),
  );
  const ids: Readonly<Record<string, string>> = {
    id: begun.disclosure,
    revision: begun.revision,
    attachment: file.json().id,
    conflict: crypto.randomUUID(),
  };
  const { attachments: _, ...content } = begun.content;
  const decision = { contentSha256: 'a'.repeat(64), opinion: '看一看' };
  const forms: Readonly<Record<string, unknown>> = {
    draft: { lockVersion: 0, content },
    propose: { lockVersion: 0 },
    start: { purpose: 'correct' },
    reschedule: { contentSha256: 'a'.repeat(64), publishAt: null, reason: '改期' },
    batch: { move: 'approve', items: [{ revision: begun.revision, contentSha256: 'a'.repeat(64) }] },
    disclosures: { unit: 903 },
    processes: { unit: 903, unitKind: null, affairsKind: null, name: '流程', steps: standardSteps },
    matters: {
      unit: 903,
      kind: 'majorFunds',
      title: '大额资金',
      affairsKind: 'village',
      inside: true,
      outside: false,
    },
    terms: { unit: 903, key: 'afterReview', amount: 2, per: 'hour' },
    withholdings: { unit: 903, duties: [crypto.randomUUID()], extent: 'whole', ground: 'art15-2' },
    'withholding-review': { decision: 'open' },
    'propose-urgently': { lockVersion: 0, reason: '紧急' },
    ...Object.fromEntries(
      [
        'pass',
        'countersign',
        'approve',
        'opinion',
        'return',
        'escalate',
        'pass-afterwards',
        'object-afterwards',
      ].map((one) => [one, decision]),
    ),
    ...Object.fromEntries(['recall', 'discard', 'cancel-approved'].map((one) => [one, { reason: '试试' }])),
  };
  const given = { unit: 903, name: 'a.csv' };
  let asked = 0;
  for (const route of routes) {
    const valid = route.params === undefined ? {} : texts(sampleOf(schemaOf(route.params), given));
    const path = route.path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? valid[name] ?? name);
    const asking =
      route.query === undefined ? {} : (sampleOf(schemaOf(route.query), given) as Record<string, unknown>);
    const query = `?${new URLSearchParams(texts(asking)).toString()}`;
    const sample = route.body === undefined ? {} : sampleOf(schemaOf(route.body), given);
    const form = forms[route.path.split('/').at(-1) ?? ''] ?? sample;
    const body = route.upload === undefined ? form : new TextEncoder().encode('a,b\n');
    for (const [name, who] of [
      ['nobody', null],
      ['roleless', cast.roleless],
      ['elsewhere', cast.elsewhere],
    ] as const) {
      const answer = await call(who, route.method, `${path}${query}`, body);
      const where = `${route.method} ${route.path} as ${name}: ${answer.status} ${answer.text.slice(0, 200)}`;
      assert.ok(!answer.text.includes(planted), where);
      if (name === 'nobody') assert.equal(answer.status, 401, where);
      else if (route.path.startsWith('/api/me/')) assert.equal(answer.status, 200, where);
      else if (name === 'roleless') assert.equal(answer.status, 403, where);
      else if (isOwnList(route.method, route.path)) assert.equal(answer.status, 200, where);
      else assert.ok([403, 404].includes(answer.status), where);
      asked += 1;
    }
  }
  assert.equal(asked, routes.length * 3);
  const after = (await call(cast.handler, 'GET', `/api/revisions/${begun.revision}`)).json() as CaseView;
  assert.deepEqual([after.state, after.attachments.length], ['draft', 1]);
});

test('a unit’s own process holds for cases that begin later, and never for one under way', async (t) => {
  const { app, cast, call, create } = await office(t);
  const administrator = await person(app, '赵办公室', 903, ['committeeOffice']);
  const decide = async (view: CaseView, who: Person, move: string) =>
    (
      await call(who, 'POST', `/api/revisions/${view.revision}/${move}`, {
        contentSha256: view.contentSha256,
        opinion: '同意',
      })
    ).json() as CaseView;
  const propose = async (view: CaseView) =>
    (
      await call(cast.handler, 'POST', `/api/revisions/${view.revision}/propose`, { lockVersion: 0 })
    ).json() as CaseView;
  const running = await propose(await create());

  const step = { name: '', at: 'unit', unitId: null, limitWorkingDays: 1, mayEscalate: false };
  const steps = [
    { ...step, key: 'review', kind: 'review', role: 'reviewer' },
    { ...step, key: 'second', kind: 'review', role: 'reviewer', name: '复审' },
    { ...step, key: 'secrecyReview', kind: 'secrecyReview', role: 'secrecyReviewer' },
    { ...step, key: 'approval', kind: 'approval', role: 'approver' },
  ];
  const form = { unit: 903, unitKind: null, affairsKind: null, name: '两级审核' };
  const byHandler = await call(cast.handler, 'POST', '/api/disclosures/processes', { ...form, steps });
  assert.equal(byHandler.status, 403);
  const jumped = await call(administrator, 'POST', '/api/disclosures/processes', {
    ...form,
    steps: steps.toReversed(),
  });
  assert.deepEqual([jumped.status, jumped.json().error.code], [400, 'process-order']);
  const defined = await call(administrator, 'POST', '/api/disclosures/processes', { ...form, steps });
  assert.deepEqual([defined.status, defined.json().version, defined.json().inForce], [200, 1, true]);

  const old = await decide(running, cast.reviewer, 'pass');
  assert.deepEqual([old.state, old.process?.name, old.steps.length], ['inSecrecyReview', '标准流程', 3]);
  const fresh = await propose(await create());
  assert.deepEqual([fresh.process?.name, fresh.steps.length], ['两级审核', 4]);
  const again = await decide(fresh, cast.reviewer, 'pass');
  assert.deepEqual([again.state, again.stepKey], ['inReview', 'second']);
  const list = await call(administrator, 'GET', '/api/disclosures/processes?unit=903');
  assert.deepEqual(
    list
      .json()
      .rows.map((row: { name: string }) => row.name)
      .toSorted(),
    ['两级审核', '标准流程'].toSorted(),
  );
});
