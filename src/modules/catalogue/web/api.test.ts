import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Role } from '#kernel';
import { startTestApp, type TestApp } from '#test/app';
import { routes } from './api.ts';

type Answer = { readonly status: number; readonly body: Record<string, unknown> };
type Ask = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** Hooks run the last one first: the program stops before the database it uses is closed. */
function lastFirst(t: TestContext): Pick<TestContext, 'after'> {
  const hooks: (() => unknown)[] = [];
  t.after(async () => {
    for (const hook of hooks.toReversed()) await hook();
  });
  return {
    after: (hook) => {
      if (hook !== undefined) hooks.push(hook as () => unknown);
    },
  };
}

async function world(
  t: TestContext,
): Promise<{ app: TestApp; as: (role: Role, unit: number, reach?: string) => Promise<Ask> }> {
  const app = await startTestApp(lastFirst(t));
  await app.db.owner.pool.query(`insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at) values
    (1, 'D', '青禾区', 'district', 'localPartyCommittee', null, '/1/', now()),
    (2, 'T', '柳溪镇', 'town', 'grassrootsPartyCommittee', 1, '/1/2/', now()),
    (3, 'S', '白塔镇', 'town', 'grassrootsPartyCommittee', 1, '/1/3/', now())`);
  const as = async (role: Role, unit: number, reach = 'own'): Promise<Ask> => {
    const person = crypto.randomUUID();
    await app.db.owner.pool.query(
      `insert into identity.person (id, account, name, home_unit, created_at) values ($1, $2, $3, $4, now())`,
      [person, `p${person.slice(0, 8)}`, `某${role}`, unit],
    );
    await app.db.owner.pool.query(
      `insert into identity.role_grant (id, person, role, unit, reach, starts_on, granted_at)
       values ($1, $2, $3, $4, $5, '2020-01-01', now())`,
      [crypto.randomUUID(), person, role, unit, reach],
    );
    return asker(app, await app.sessionFor(person));
  };
  return { app, as };
}

function asker(app: TestApp, session: string | null): Ask {
  return async (method, path, body) => {
    const upload = Buffer.isBuffer(body);
    const type = upload ? 'application/octet-stream' : 'application/json';
    const answer = await app.fetch(path, {
      method,
      session,
      headers: { origin: app.url, ...(body === undefined ? {} : { 'content-type': type }) },
      ...(body === undefined ? {} : { body: upload ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const json = (answer.headers.get('content-type') ?? '').includes('json');
    return { status: answer.status, body: json ? JSON.parse(text) : { text } };
  };
}

const codeOf = ({ status, body }: Answer) =>
  `${status} ${(body.error as { code?: string } | undefined)?.code ?? ''}`.trim();
const blank = {
  unit: 2,
  affairsKind: 'party',
  year: 2026,
  title: '柳溪镇党务公开目录',
  source: { from: 'blank' },
};
const csv = Buffer.from(
  '序号,公开类别,公开事项,公开内容,公开范围,公开方式,公开时限(频次),责任部门\n' +
    '1,党的建设,党费收缴,收缴和使用,向社会公开,公开栏、网站,定期公开(每季度),组织委员\n' +
    '2,党的建设,民主评议,结果,在本地区、本部门、本单位公开,会议,每年1月31日前,组织委员\n',
);

test('the main job over HTTP: import, approve, file, register, duties, overview, export that imports back unchanged', async (t) => {
  const { as } = await world(t);
  const [handler, approver, office] = [
    await as('handler', 2),
    await as('approver', 2),
    await as('committeeOffice', 1, 'below'),
  ];
  const created = await handler('POST', '/api/catalogues', blank);
  assert.equal(codeOf(created), '200');
  const id = String(created.body.id);
  const dry = await handler('POST', `/api/catalogues/${id}/import?name=a.csv`, csv);
  assert.deepEqual(
    [codeOf(dry), (dry.body.diff as { added: number }).added, dry.body.committed],
    ['200', 2, false],
  );
  assert.equal(
    codeOf(await handler('POST', `/api/catalogues/${id}/import?name=a.csv&mode=commit`, csv)),
    '200',
  );
  for (const [move, ask] of [
    ['submit', handler],
    ['approve', approver],
    ['file', handler],
    ['register', office],
  ] as const) {
    const { body } = await ask('GET', `/api/catalogues/${id}`);
    const offer = (body.moves as { move: string; allowed: boolean }[]).find((one) => one.move === move);
    assert.equal(offer?.allowed, true, move);
    assert.equal(
      codeOf(await ask('POST', `/api/catalogues/${id}/moves/${move}`, { lock: body.lock, opinion: '同意' })),
      '200',
      move,
    );
  }
  const duties = await handler('GET', '/api/duties?unit=2');
  assert.ok((duties.body.rows as unknown[]).length >= 1);
  const first = (duties.body.rows as { id: string }[])[0];
  const detail = await handler('GET', `/api/duties/${first?.id}`);
  assert.match(String(detail.body.sentence), /目录所列时限/);
  const overview = await office('GET', '/api/duties/overview?unit=1');
  assert.deepEqual(
    (overview.body.rows as { unit: number; catalogueMissing: boolean }[]).map((row) => [
      row.unit,
      row.catalogueMissing,
    ]),
    [
      [1, true],
      [2, false],
      [3, true],
    ],
  );
  const history = await handler('GET', `/api/catalogues/${id}/history`);
  assert.deepEqual(
    [codeOf(history), (history.body.rows as { move: string }[] | undefined)?.map((row) => row.move)],
    ['200', ['create', 'submit', 'approve', 'file', 'register', 'takeEffect']],
  );
  const draft = await handler('POST', '/api/catalogues', {
    ...blank,
    source: { from: 'version', catalogue: id },
  });
  const exported = await handler('GET', `/api/catalogues/${draft.body.id}/export?format=csv`);
  const again = await handler(
    'POST',
    `/api/catalogues/${draft.body.id}/import?name=b.csv`,
    Buffer.from(String(exported.body.text)),
  );
  assert.deepEqual([codeOf(again), again.body.changesNothing], ['200', true]);
  assert.equal(codeOf(await handler('GET', `/api/catalogues/${draft.body.id}/diff`)), '200');
});

test('whoever is outside sees nothing, and nothing is found by id', async (t) => {
  const { app, as } = await world(t);
  const handler = await as('handler', 2);
  const id = String((await handler('POST', '/api/catalogues', blank)).body.id);
  const stranger = await as('handler', 3);
  const nobody = asker(app, null);
  for (const path of [
    `/api/catalogues/${id}`,
    `/api/catalogues/${id}/history`,
    `/api/catalogues/${id}/diff`,
    `/api/catalogues/${id}/export`,
  ]) {
    assert.equal(codeOf(await stranger('GET', path)), '404 catalogue-unknown', path);
    assert.equal(codeOf(await nobody('GET', path)), '401 sign-in-required', path);
  }
  assert.deepEqual((await stranger('GET', '/api/catalogues')).body.rows, []);
  assert.equal(codeOf(await stranger('POST', '/api/catalogues', blank)), '403 not-permitted');
  assert.equal(codeOf(await stranger('GET', '/api/duties/overview?unit=2')), '403 not-permitted');
  const approver = await as('approver', 2);
  assert.equal(
    codeOf(await approver('POST', `/api/catalogues/${id}/moves/submit`, { lock: 0 })),
    '403 not-permitted',
  );
});

test('every route refuses whoever is not signed in, with 401 and nothing else', async (t) => {
  const { app } = await world(t);
  const nobody = asker(app, null);
  const id = crypto.randomUUID();
  const bodies: Record<string, unknown> = {
    'POST /api/catalogues': blank,
    'PATCH /api/catalogues/:id': { lock: 0, title: 'x' },
    'POST /api/catalogues/:id/moves/:move': { lock: 0 },
    'POST /api/time-limits/parse': { text: '及时公开' },
    'POST /api/duties/:id/cancel': { reason: 'x' },
    'POST /api/trigger-events': {
      unit: 2,
      affairsKind: 'party',
      itemKey: id,
      trigger: 'EVENT',
      happenedOn: '2026-01-01',
      title: 'x',
    },
    'PUT /api/duty-defaults': { unit: 2, rows: [] },
    'POST /api/catalogue-templates': {
      unit: 2,
      affairsKind: 'party',
      unitKinds: ['school'],
      title: 'x',
      catalogue: null,
    },
    'PUT /api/catalogue-templates/:id': { lock: 0, title: 'x', rows: [] },
    'POST /api/catalogue-templates/:id/preview': { lock: 0, title: 'x', rows: [] },
    'POST /api/template-proposals/:id/decide': { decision: 'decline', reason: 'x' },
  };
  let asked = 0;
  for (const route of routes) {
    const key = `${route.method} ${route.path}`;
    const needsItem = key.includes('/items');
    const path = route.path.replace(':move', 'submit').replace(/:(?:id|item)/gu, id);
    const queries: Record<string, string> = {
      'GET /api/duties/calendar': '?unit=2&month=2026-01',
      'GET /api/duties/overview': '?unit=2',
      'GET /api/duty-defaults': '?unit=2',
      'GET /api/trigger-events': '?unit=2',
      'GET /api/template-proposals': '?unit=2',
      'POST /api/catalogues/:id/import': '?name=a.csv',
      'DELETE /api/catalogues/:id/items/:item': '?lock=0',
    };
    const body = key.endsWith('/import')
      ? csv
      : needsItem && route.method !== 'DELETE'
        ? itemBody(route.method)
        : bodies[key];
    const answer = await nobody(route.method, path + (queries[key] ?? ''), body);
    assert.equal(codeOf(answer), '401 sign-in-required', key);
    asked += 1;
  }
  t.diagnostic(`${asked} routes asked`);
});

const row = {
  matter1: '',
  matter2: '事项',
  content: '',
  basis: '',
  scope: 'society',
  audience: '',
  mode: 'proactive',
  carriers: [],
  timeKind: 'prompt',
  timeLimit: '及时公开',
  clauses: [],
  stages: [],
  responsible: '',
  adminLevel: '',
  retention: 'years10',
  note: '',
};
const itemBody = (method: string) =>
  method === 'POST' ? { after: null, fields: row } : { lock: 0, fields: row };

test('bad input gets 400 with the field, never a fault', async (t) => {
  const { as } = await world(t);
  const handler = await as('handler', 2);
  const id = String((await handler('POST', '/api/catalogues', blank)).body.id);
  const bad: readonly (readonly [string, string, unknown, string])[] = [
    ['POST', '/api/catalogues', { ...blank, surprise: 1 }, 'surprise'],
    ['POST', '/api/catalogues', { ...blank, year: 1 }, 'year'],
    ['POST', '/api/catalogues', { ...blank, unit: 99_999_999_999 }, 'unit'],
    ['POST', '/api/catalogues', { ...blank, title: 'x'.repeat(201) }, 'title'],
    ['POST', `/api/catalogues/${id}/items`, { after: null, fields: { ...row, scope: 'everyone' } }, 'scope'],
    [
      'POST',
      `/api/catalogues/${id}/items`,
      { after: null, fields: { ...row, content: 'x'.repeat(1_000_000) } },
      '',
    ],
    ['GET', '/api/catalogues/1', undefined, 'id'],
    ['GET', '/api/duties?month=2026-13', undefined, 'month'],
    ['GET', '/api/duties?unit=abc', undefined, 'unit'],
    ['GET', '/api/duties/overview?unit=2&from=2026-02-30', undefined, 'from'],
  ];
  for (const [method, path, body, field] of bad) {
    const answer = await handler(method, path, body);
    assert.ok(answer.status === 400 || answer.status === 413, `${method} ${path}: ${answer.status}`);
    assert.match(JSON.stringify(answer.body), new RegExp(field));
  }
  assert.equal((await handler('GET', '/api/duties?cursor=nonsense')).status, 200);
  assert.equal((await handler('GET', "/api/duties?text=%25'%5C")).status, 200);
  const wrongType = await handler(
    'POST',
    `/api/catalogues/${id}/import?name=a.xlsx`,
    Buffer.from('not a workbook'),
  );
  assert.equal(wrongType.status, 415);
  const noHeader = await handler(
    'POST',
    `/api/catalogues/${id}/import?name=a.csv`,
    Buffer.from('一,二\n三,四\n'),
  );
  assert.equal(codeOf(noHeader), '400 import-header-unknown');
});

test('a committee office of the unit itself that also holds a role above registers by the one above', async (t) => {
  const { app, as } = await world(t);
  const [handler, approver, office] = [
    await as('handler', 2),
    await as('approver', 2),
    await as('committeeOffice', 2),
  ];
  const above = (unit: number) =>
    app.db.owner.pool.query(
      `insert into identity.role_grant (id, person, role, unit, reach, starts_on, granted_at)
       select gen_random_uuid(), person, role, $1, 'below', '2020-01-01', now() from identity.role_grant where role = 'committeeOffice'`,
      [unit],
    );
  const { body: draft } = await handler('POST', '/api/catalogues', blank);
  const path = `/api/catalogues/${draft.id}`;
  await handler('POST', `${path}/import?name=a.csv&mode=commit`, csv);
  const move = async (ask: Ask, name: string) => {
    const { body } = await ask('GET', path);
    const offer = (body.moves as { move: string; allowed: boolean }[]).find((one) => one.move === name);
    const answer = await ask('POST', `${path}/moves/${name}`, { lock: body.lock, opinion: '同意' });
    assert.equal(offer?.allowed, answer.status === 200, name);
    return codeOf(answer);
  };
  for (const [ask, name] of [
    [handler, 'submit'],
    [approver, 'approve'],
    [handler, 'file'],
  ] as const) {
    assert.equal(await move(ask, name), '200');
  }
  assert.equal(await move(office, 'register'), '403 only-superior-registers');
  const rows = async () =>
    ((await office('GET', '/api/duties/overview?unit=1')).body.rows as unknown[])?.length;
  assert.equal(await rows(), undefined);
  await above(1);
  assert.equal(await rows(), 3);
  assert.equal(await move(office, 'register'), '200');
});

test('the root unit’s committee office sets what “promptly” means; units below answer it, and may not set it there', async (t) => {
  const { as } = await world(t);
  const [root, own, handler] = [
    await as('committeeOffice', 1, 'below'),
    await as('committeeOffice', 2),
    await as('handler', 2),
  ];
  const rows = (amount: number) => [{ key: 'promptly', amount, unit: 'working_day' }];
  assert.equal(
    codeOf(await own('PUT', '/api/duty-defaults', { unit: 1, rows: rows(1) })),
    '403 not-permitted',
  );
  assert.equal(
    codeOf(await handler('PUT', '/api/duty-defaults', { unit: 2, rows: rows(1) })),
    '403 not-permitted',
  );
  assert.equal(codeOf(await root('PUT', '/api/duty-defaults', { unit: 1, rows: rows(7) })), '200');
  const means = async () => {
    const { body } = await handler('GET', '/api/duty-defaults?unit=2');
    return (body.rows as { key: string; amount: number }[]).find(({ key }) => key === 'promptly')?.amount;
  };
  assert.equal(await means(), 7);
  assert.equal(codeOf(await own('PUT', '/api/duty-defaults', { unit: 2, rows: rows(4) })), '200');
  assert.equal(await means(), 4);
});

test('a template is changed after a preview; its keeper sees what became of the proposals, nobody else', async (t) => {
  const { as } = await world(t);
  const [handler, office, elsewhere] = [
    await as('handler', 2),
    await as('committeeOffice', 1, 'below'),
    await as('committeeOffice', 3),
  ];
  const made = await office('POST', '/api/catalogue-templates', {
    unit: 1,
    affairsKind: 'party',
    unitKinds: ['grassrootsPartyCommittee'],
    title: '镇级模板',
    catalogue: null,
  });
  assert.equal(made.status, 200, JSON.stringify(made.body));
  const path = `/api/catalogue-templates/${made.body.id}`;
  const draft = await handler('POST', '/api/catalogues', {
    ...blank,
    source: { from: 'template', template: made.body.id },
  });
  assert.equal(draft.status, 200, JSON.stringify(draft.body));
  const edit = { lock: made.body.lock, title: '镇级模板（修订）', rows: [{ itemKey: null, fields: row }] };
  const preview = await office('POST', `${path}/preview`, edit);
  const { diff, adopters } = preview.body as { diff: { added: number; removed: number }; adopters: number };
  assert.deepEqual([diff.added, diff.removed, adopters], [1, 0, 1]);
  assert.equal((await office('GET', path)).body.lock, made.body.lock, 'a preview writes nothing');
  for (const [method, where] of [
    ['POST', `${path}/preview`],
    ['PUT', path],
  ] as const)
    assert.equal(codeOf(await elsewhere(method, where, edit)), '404 template-unknown');
  assert.equal(codeOf(await handler('GET', `${path}/proposals`)), '404 template-unknown');
  assert.equal((await office('PUT', path, edit)).status, 200);
  assert.equal(codeOf(await office('PUT', path, edit)), '409 edited-meanwhile');
  const told = (await office('GET', `${path}/proposals`)).body as {
    rows: readonly { unitName: string; change: string; state: string }[];
  };
  assert.deepEqual(
    told.rows.map(({ unitName, change, state }) => [unitName, change, state]),
    [['柳溪镇', 'added', 'open']],
  );
});

test('what waits for somebody is listed from all units in which they hold the role, and from no other', async (t) => {
  const { app, as } = await world(t);
  const office = await as('committeeOffice', 1, 'below');
  const path = '/api/catalogues?as=handler';
  const both = await as('handler', 2);
  await app.db.owner.pool.query(`insert into identity.role_grant (id, person, role, unit, reach, starts_on, granted_at)
    select gen_random_uuid(), person, role, 3, 'own', '2020-01-01', now() from identity.role_grant where role = 'handler'`);
  for (const unit of [1, 2, 3]) {
    const made = await office('POST', '/api/catalogues', { ...blank, unit, title: `目录 ${unit}` });
    assert.equal(made.status, 200, JSON.stringify(made.body));
  }
  const titles = async (ask: Ask, from: string) =>
    ((await ask('GET', from)).body as { rows: readonly { title: string }[] }).rows
      .map(({ title }) => title)
      .toSorted();
  assert.deepEqual(await titles(both, path), ['目录 2', '目录 3']);
  assert.deepEqual(await titles(both, '/api/catalogues?as=approver'), []);
  assert.deepEqual(await titles(office, path), []);
  assert.equal((await titles(office, '/api/catalogues')).length, 3);
  assert.deepEqual((await both('GET', '/api/duties?as=handler&reviewDue=true')).body.rows, []);
  assert.equal(codeOf(await both('GET', '/api/duties?as=assessor')), '400 invalid-input');
});
