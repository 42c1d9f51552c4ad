import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Actor } from '#kernel';
import { testActor } from '#test/database';
import type { ImportRowView, ImportRunView, UnitPage, UnitView } from '../forms.ts';
import { getUnitRef } from '../queries/index.ts';
import { heading } from '../testing/imports.ts';
import { type Ask, serveRoom } from '../testing/server.ts';
import { smallWorld, type World } from '../testing/world.ts';
import { routes } from './api.ts';

type Scene = World & {
  readonly ask: Ask;
  readonly clerk: Actor;
  readonly handler: Actor;
  readonly faults: unknown[];
};

/** The district's administrator, the administrator of the town east, and a handler of the village pine. */
async function scene(t: TestContext): Promise<Scene> {
  const world = await smallWorld(t);
  const { reader } = world.db.office;
  const east = await getUnitRef(reader, world.id.east);
  const clerk = testActor('镇管理员', ['systemAdministrator'], east, { reach: 'below' });
  const handler = testActor('村承办人', ['handler'], await getUnitRef(reader, world.id.pine));
  const faults: unknown[] = [];
  const ask = await serveRoom(t, world.db, [world.admin, clerk, handler], faults);
  return { ...world, ask, clerk, handler, faults };
}

// What the server answered is checked against the route's own schema before it is sent.
const unitOf = (body: unknown) => body as UnitView;
const codes = (body: unknown) => (body as UnitPage).rows.map((row) => row.code);
const errorOf = (body: unknown) =>
  (body as { error: { code: string; field?: string; message: string } }).error;

test('without a session every route answers 401, and says nothing of what exists', async (t) => {
  const { ask, id, faults } = await scene(t);
  const bodies: Readonly<Record<string, object>> = {
    '/api/units': { code: 'x', name: 'x', level: 'town', kind: 'school', superiorId: id.root },
    '/api/units/:id/rename': { name: 'x', shortName: null, from: '2026-01-01', reason: 'x', version: 1 },
    '/api/units/:id/details': { version: 1 },
    '/api/units/:id/move': { superiorId: id.root, reason: 'x', version: 1 },
    '/api/units/:id/merge': { into: id.root, reason: 'x', version: 1 },
    '/api/units/:id/dissolve': { successorId: null, reason: 'x', version: 1 },
    '/api/units/:id/leading-group': {
      name: 'x',
      documentNumber: null,
      foundedOn: null,
      officeName: null,
      officeAddress: null,
      officePhone: null,
      version: 0,
    },
    '/api/units/:id/posts': {
      kind: 'handler',
      person: null,
      personName: 'x',
      title: null,
      duty: null,
      phone: null,
      from: '2026-01-01',
      until: null,
      isPublic: true,
    },
    '/api/posts/:id/change': {
      title: null,
      duty: null,
      phone: null,
      until: null,
      isPublic: true,
      version: 1,
    },
    '/api/posts/:id/end': { on: '2026-01-01', reason: 'x', successor: null, version: 1 },
    '/api/units/:id/hand-over': {
      from: { person: null, name: 'x' },
      to: { person: null, name: 'y' },
      on: '2026-01-01',
      reason: 'x',
    },
    '/api/lines': { code: 'x', name: 'x', leadUnitId: null },
    '/api/lines/:id/change': { name: 'x', leadUnitId: null, version: 1 },
    '/api/unit-imports/:run/commit': {},
    '/api/unit-imports/:run/cancel': {},
  };
  const query: Readonly<Record<string, string>> = {
    '/api/units/search': '?q=x',
    '/api/units/names': '?ids=1',
    '/api/units/export': '?format=csv',
    '/api/unit-imports': '?name=x.csv',
  };
  for (const route of routes)
    for (const unit of [id.east, 999_999]) {
      const path = route.path
        .replace(':id', String(unit))
        .replace(':run', '0192f0a0-0000-7000-8000-000000000000');
      const upload = route.upload === undefined ? bodies[route.path] : Buffer.from('a');
      const method = route.method === 'GET' ? 'GET' : 'POST';
      const suffix = method === 'GET' || route.upload ? (query[route.path] ?? '') : '';
      const answer = await ask(
        method,
        path + (method === 'GET' && route.path === '/api/unit-imports' ? '' : suffix),
        method === 'GET' ? undefined : upload,
        null,
      );
      assert.equal(answer.status, 401, `${route.method} ${path} ${answer.text}`);
    }
  assert.deepEqual(faults, []);
});

test('units are called by their names to whoever works here, beyond their own part of the tree too', async (t) => {
  const { ask, handler, id, faults } = await scene(t);
  const named = await ask('GET', `/api/units/names?ids=${id.root},${id.east},999999`, undefined, handler);
  assert.equal(named.status, 200);
  assert.deepEqual(
    (named.body as { id: number }[]).map((one) => one.id).sort((a, b) => a - b),
    [id.root, id.east].sort((a, b) => a - b),
  );
  assert.equal((await ask('GET', `/api/units/${id.root}`, undefined, handler)).status, 403);
  assert.equal((await ask('GET', '/api/units/names?ids=1;2', undefined, handler)).status, 400);
  assert.deepEqual(faults, []);
});

test('each sees and changes only his part of the tree', async (t) => {
  const { ask, id, admin, clerk, handler, faults } = await scene(t);
  assert.deepEqual(codes((await ask('GET', '/api/units', undefined, admin)).body), ['root']);
  assert.deepEqual(codes((await ask('GET', '/api/units', undefined, clerk)).body), ['east']);
  assert.deepEqual(codes((await ask('GET', '/api/units', undefined, handler)).body), ['pine']);
  const kinds = (await ask('GET', '/api/unit-kinds', undefined, handler)).body as {
    rows: readonly { kind: string; name: string }[];
  };
  assert.ok(kinds.rows.some(({ kind, name }) => kind === 'school' && name === '学校'));
  assert.deepEqual(codes((await ask('GET', `/api/units?parent=${id.root}`)).body), ['east', 'west']);
  assert.equal((await ask('GET', `/api/units?parent=${id.root}`, undefined, clerk)).status, 403);
  assert.equal((await ask('GET', `/api/units/${id.west}`, undefined, clerk)).status, 403);
  assert.deepEqual(codes((await ask('GET', '/api/units/search?q=屏镇', undefined, clerk)).body).sort(), [
    'east',
    'school',
  ]);
  assert.deepEqual(
    codes((await ask('GET', '/api/units/search?q=屏镇&within=all', undefined, clerk)).body).sort(),
    ['east', 'school', 'west'],
  );
  assert.deepEqual(codes((await ask('GET', '/api/units/covered', undefined, clerk)).body), [
    'east',
    'pine',
    'reed',
    'school',
  ]);
  const pine = unitOf((await ask('GET', `/api/units/${id.pine}`, undefined, handler)).body);
  assert.deepEqual(
    [pine.name, pine.may],
    ['松坪村村民委员会', { administer: false, appoint: false, createBelow: false }],
  );
  const rename = { name: '新名', shortName: null, from: '2026-03-02', reason: '更名', version: 1 };
  assert.equal((await ask('POST', `/api/units/${id.pine}/rename`, rename, handler)).status, 403);
  assert.equal((await ask('POST', `/api/units/${id.west}/rename`, rename, clerk)).status, 403);
  const renamed = await ask('POST', `/api/units/${id.pine}/rename`, rename, clerk);
  assert.deepEqual([renamed.status, unitOf(renamed.body).name], [200, '新名']);
  // The town's own place concerns the district, which the town's administrator does not reach.
  const away = { superiorId: id.west, reason: '调整', version: 1 };
  assert.equal(
    (await ask('POST', `/api/units/${id.east}/move`, { ...away, superiorId: id.school }, clerk)).status,
    403,
  );
  assert.equal((await ask('POST', `/api/units/${id.pine}/move`, away, clerk)).status, 403);
  const circle = await ask('POST', `/api/units/${id.east}/move`, { ...away, superiorId: id.school });
  assert.deepEqual([circle.status, errorOf(circle.body).code], [409, 'unit-below-itself']);
  assert.equal(errorOf(circle.body).message, '不能移到或并入本单位及其下级单位。');
  const lines = await ask('POST', '/api/lines', { code: 'edu', name: '教育条线', leadUnitId: null }, clerk);
  assert.equal(lines.status, 403);
  assert.equal(
    (await ask('POST', '/api/lines', { code: 'edu', name: '教育条线', leadUnitId: null })).status,
    200,
  );
  assert.deepEqual(faults, []);
});

test('a unit is made, led, handed over, merged, and its history told', async (t) => {
  const { ask, id, faults } = await scene(t);
  const form = {
    code: 'n.1',
    name: '新屏镇委员会',
    level: 'town',
    kind: 'grassrootsPartyCommittee',
    superiorId: id.root,
  };
  const made = unitOf((await ask('POST', '/api/units', form)).body);
  const post = {
    kind: 'handler',
    person: null,
    personName: '林远山',
    title: '干事',
    duty: null,
    phone: null,
    from: '2026-01-01',
    until: null,
    isPublic: true,
  };
  const named = await ask('POST', `/api/units/${made.id}/posts`, post);
  const { id: postId } = named.body as { id: number };
  const end = { on: '2026-03-02', reason: '调离', successor: null, version: 1 };
  const refused = await ask('POST', `/api/posts/${postId}/end`, end);
  assert.deepEqual(
    [refused.status, errorOf(refused.body).code, errorOf(refused.body).message],
    [409, 'post-successor-needed', '承办人不得空缺，请同时指定接任人。'],
  );
  const over = {
    from: { person: null, name: '林远山' },
    to: { person: null, name: '周清河' },
    on: '2026-03-02',
    reason: '调离',
  };
  assert.equal((await ask('POST', `/api/units/${made.id}/hand-over`, over)).status, 200);
  const merged = await ask('POST', `/api/units/${made.id}/merge`, {
    into: id.west,
    reason: '撤并',
    version: 1,
  });
  assert.deepEqual([merged.status, unitOf(merged.body).id], [200, id.west]);
  const { rows } = (await ask('GET', `/api/units/${made.id}/history`)).body as { rows: { kind: string }[] };
  assert.deepEqual(
    rows.map((row) => row.kind),
    ['handedOver', 'merged', 'handedOver', 'created'],
  );
  const late = await ask('POST', `/api/units/${made.id}/details`, { phone: '1', version: 2 });
  assert.deepEqual([late.status, errorOf(late.body).message], [409, '该单位已合并，不能再作变更。']);
  assert.equal((await ask('GET', '/api/units/gaps?kind=noHandler')).status, 200);
  assert.equal((await ask('GET', '/api/units/gaps?under=999999')).status, 404);
  assert.deepEqual(faults, []);
});

test('bad input is answered 400 with the field, never with a fault', async (t) => {
  const { ask, id, faults } = await scene(t);
  const form = { code: 'n1', name: '新校', level: 'town', kind: 'school', superiorId: id.east };
  const fieldOf = async (body: unknown) => {
    const answer = await ask('POST', '/api/units', body);
    return [answer.status, errorOf(answer.body).field];
  };
  assert.deepEqual(await fieldOf({ ...form, extra: 1 }), [400, 'extra']);
  assert.deepEqual(await fieldOf({ ...form, name: '' }), [400, 'name']);
  assert.deepEqual(await fieldOf({ ...form, name: '长'.repeat(121) }), [400, 'name']);
  assert.deepEqual(await fieldOf({ ...form, level: 'planet' }), [400, 'level']);
  assert.deepEqual(await fieldOf({ ...form, superiorId: 2 ** 40 }), [400, 'superiorId']);
  assert.deepEqual(await fieldOf({ ...form, website: 'javascript:alert(1)' }), [400, 'website']);
  assert.equal((await fieldOf({ ...form, name: 'a\u0000b' }))[0], 400);
  assert.equal((await fieldOf({ ...form, name: '\ud800' }))[0], 400);
  const urls = [
    `/api/units?parent=x`,
    '/api/units/99999999999',
    '/api/units/covered?cursor=zzz',
    `/api/units?parent=${id.root}&cursor=WyJ4Il0`,
    `/api/units?parent=${id.root}&limit=100000`,
    '/api/units/search?q=',
    '/api/units/export?format=pdf',
    '/api/unit-imports/nothing',
    '/api/unit-imports?cursor=WyJ4Il0',
  ];
  for (const url of urls) assert.equal((await ask('GET', url)).status, 400, url);
  for (const q of ['%', '_', '\\', "'", '%25', '🏫', '𠀀', 'a'.repeat(60)])
    assert.equal((await ask('GET', `/api/units/search?q=${encodeURIComponent(q)}`)).status, 200, q);
  assert.deepEqual(faults, []);
});

test('the import wizard: upload, diff, wrong rows, commit; the export goes through it unchanged', async (t) => {
  const { ask, id, clerk, faults } = await scene(t);
  const upload = async (content: string | Buffer, as?: Actor) =>
    ask('POST', `/api/unit-imports?name=${encodeURIComponent('单位.csv')}`, Buffer.from(content), as);
  const wrong = (await upload(`${heading}\nz1,新校,州,学校,east\n`)).body as ImportRunView;
  const { rows } = (await ask('GET', `/api/unit-imports/${wrong.id}/rows?outcome=error`)).body as {
    rows: ImportRowView[];
  };
  assert.deepEqual(rows[0]?.problems[0], {
    sheet: '单位.csv',
    row: 2,
    column: 'C',
    heading: '层级',
    read: '州',
    expected: 'unitImport.expectedLevel',
    params: {},
  });
  assert.equal((await ask('POST', `/api/unit-imports/${wrong.id}/commit`, {})).status, 409);
  assert.equal((await ask('GET', `/api/unit-imports/${wrong.id}`, undefined, clerk)).status, 404);
  const good = (await upload(`${heading}\nz1,新校,镇,学校,east\n`, clerk)).body as ImportRunView;
  const done = (await ask('POST', `/api/unit-imports/${good.id}/commit`, {}, clerk)).body as ImportRunView;
  assert.deepEqual([done.state, done.counts?.new], ['committed', 1]);
  const listed = (await ask('GET', '/api/unit-imports', undefined, clerk)).body as { rows: ImportRunView[] };
  assert.deepEqual(
    listed.rows.map((run) => run.id),
    [good.id],
  );
  const rubbish = await upload(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  assert.deepEqual([rubbish.status, errorOf(rubbish.body).code], [415, 'table-mislabelled']);
  for (const format of ['csv', 'xlsx']) {
    const file = await ask('GET', `/api/units/export?format=${format}&under=${id.east}`, undefined, clerk);
    assert.equal(file.status, 200, file.text);
    const name = encodeURIComponent(`单位.${format}`);
    const answer = await ask('POST', `/api/unit-imports?name=${name}`, file.bytes, clerk);
    assert.equal(answer.status, 200, `${format} ${answer.text}`);
    const back = answer.body as ImportRunView;
    assert.deepEqual([back.counts?.rows, back.changesNothing], [5, true], format);
  }
  assert.deepEqual(faults, []);
});
