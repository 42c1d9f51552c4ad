import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Actor, done, type UnitId } from '#kernel';
import { createUnit, getUnitRef } from '#modules/organisations';
import { openFileStore } from '#platform/files';
import { createHttpServer, type HttpServer, httpMessages, openApiDocument } from '#platform/http';
import { createTranslator } from '#platform/i18n';
import { fromPlainText } from '#platform/richtext';
import { commandContext, freshDatabase, testActor, valueOf } from '#test/database';
import { screenRevision } from '../index.ts';
import { messages } from '../messages.ts';
import { permissions } from '../policy.ts';
import { routes } from './api.ts';

const now = new Date('2026-03-02T01:00:00Z');

type Api = {
  readonly http: HttpServer;
  readonly village: number;
  readonly revision: string;
  readonly call: (
    who: string | null,
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<{ status: number; body: string }>;
};

/** The routes of this room over a real server and database, with a clerk of the village and a clerk of another unit. */
async function api(t: TestContext): Promise<Api> {
  const db = await freshDatabase(t);
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-screening-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const nobody = testActor('甲', [], { id: 0 as UnitId, path: '/', line: null });
  const make = async (code: string, superiorId: number | null) =>
    valueOf(
      await commandContext(
        db,
        nobody,
        now,
      )((ctx) =>
        createUnit(ctx, {
          code,
          name: `单位${code}`,
          level: 'town',
          kind: 'grassrootsPartyCommittee',
          superiorId,
        }),
      ),
    );
  const town = await make('town', null);
  const [village, other] = [await make('village', town), await make('other', town)];
  const actorOf = async (unit: number, roles: Parameters<typeof testActor>[1]) =>
    testActor('经办', roles, await getUnitRef(db.office.reader, unit));
  const actors: Record<string, Actor> = {
    clerk: await actorOf(village, ['handler']),
    stranger: await actorOf(other, ['handler', 'secrecyReviewer']),
    secrecy: await actorOf(village, ['secrecyReviewer']),
  };
  const revision = crypto.randomUUID();
  const content = { title: '公示', body: fromPlainText('公示\n手机13600009942。').body, attachments: [] };
  valueOf(
    await commandContext(
      db,
      nobody,
      now,
    )(async (ctx) =>
      done(
        await screenRevision(ctx, {
          revision,
          unit: village,
          stage: 'submit',
          contentSha256: 'a'.repeat(64),
          content,
        }),
      ),
    ),
  );
  const http = await createHttpServer({
    roles: { portal: true, office: true },
    office: db.office,
    portal: db.portal,
    files: await openFileStore(folder),
    permissions: new Map(Object.entries(permissions)),
    routes,
    pages: [],
    forms: [],
    translator: createTranslator([httpMessages, messages]),
    now: () => now,
    baseUrl: () => 'http://gongkai.example',
    demo: true,
    trustProxy: false,
    findSession: async (token) => {
      const actor = actors[token];
      return actor === undefined ? null : { id: 's', actor, tokenHash: 'ab', locale: null };
    },
    errorPage: (_ctx, problem) => ({ status: problem.status, body: problem.code }),
    health: async () => ({ status: 'ok' }),
    openApi: () => ({}),
    log: () => undefined,
    mount: async () => undefined,
  });
  t.after(() => http.close());
  return {
    http,
    village,
    revision,
    call: async (who, method, url, body) => {
      const answer = await http.inject({
        method: method as 'GET',
        url,
        headers: {
          'content-type': 'application/json',
          ...(who === null ? {} : { cookie: `gongkai_session=${who}` }),
        },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      });
      return { status: answer.statusCode, body: answer.body };
    },
  };
}

const body = (text: string) => ({
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});

test('the composer’s check finds, never repeats the value, and keeps nothing', async (t) => {
  const { call, village } = await api(t);
  const content = { title: '名单', body: body('身份证号：520325200005019993') };
  const checked = await call('clerk', 'POST', '/api/screening/check', { unit: village, content });
  assert.equal(checked.status, 200, checked.body);
  assert.match(checked.body, /\*{14}9993/);
  assert.doesNotMatch(checked.body, /520325200005019993/);
  const masked = await call('clerk', 'POST', '/api/screening/mask', { unit: village, ...content });
  assert.deepEqual(JSON.parse(masked.body), {
    title: '名单',
    body: body('身份证号：**************9993'),
    masked: 1,
    findings: [],
  });
});

test('who may not is refused; what is not there or malformed is said', async (t) => {
  const { call, village, revision } = await api(t);
  const content = { title: '', body: body('x') };
  const decision = { decision: 'mask', fingerprint: 'f'.repeat(64) };
  const cases: [number, string | null, string, string, unknown?][] = [
    [401, null, 'POST', '/api/screening/check', { unit: village, content }],
    [403, 'stranger', 'POST', '/api/screening/check', { unit: village, content }],
    [403, 'clerk', 'POST', '/api/screening/check', { unit: 999_999, content }],
    [400, 'clerk', 'POST', '/api/screening/check', { unit: village, content, extra: 1 }],
    [
      400,
      'clerk',
      'POST',
      '/api/screening/check',
      { unit: village, content: { title: '', body: { type: 'doc', content: [{ type: 'iframe' }] } } },
    ],
    [403, 'stranger', 'GET', `/api/screening/revisions/${revision}`],
    [403, 'clerk', 'GET', `/api/screening/revisions/${crypto.randomUUID()}`],
    [400, 'clerk', 'GET', '/api/screening/revisions/1'],
    [404, 'clerk', 'POST', `/api/screening/revisions/${revision}/decisions`, decision],
    [
      400,
      'clerk',
      'POST',
      `/api/screening/revisions/${revision}/decisions`,
      { ...decision, decision: 'keep', reason: '' },
    ],
    [403, 'stranger', 'POST', `/api/screening/revisions/${revision}/decisions`, decision],
    [403, 'clerk', 'GET', `/api/screening/incidents?unit=${village}`],
    [403, 'clerk', 'POST', `/api/screening/units/${village}/terms`, { kind: 'unit_term', term: '某词' }],
  ];
  for (const [status, who, method, path, payload] of cases) {
    const answer = await call(who, method, path, payload);
    assert.equal(answer.status, status, `${who} ${method} ${path}: ${answer.body}`);
  }
});

test('a decision is made over the interface and answered with what still stands', async (t) => {
  const { call, revision } = await api(t);
  const path = `/api/screening/revisions/${revision}`;
  const before = JSON.parse((await call('clerk', 'GET', path)).body);
  assert.deepEqual(
    before.blockers.map((one: { code: string }) => one.code),
    ['undecided'],
  );
  const answer = await call('clerk', 'POST', `${path}/decisions`, {
    decision: 'keep',
    fingerprint: before.findings[0].fingerprint,
    reason: '本人书面同意公开',
  });
  assert.equal(answer.status, 200, answer.body);
  assert.deepEqual(JSON.parse(answer.body).blockers, []);
});

test('a secret mark in the composer leaves an incident, not a text', async (t) => {
  const { call, village } = await api(t);
  const content = { title: '通知', body: body('机密★5年') };
  const checked = await call('clerk', 'POST', '/api/screening/check', { unit: village, content });
  assert.equal(JSON.parse(checked.body).isSecret, true);
  const incidents = JSON.parse(
    (await call('secrecy', 'GET', `/api/screening/incidents?unit=${village}`)).body,
  );
  assert.deepEqual(
    incidents.rows.map((one: { stage: string; kinds: string[] }) => [one.stage, one.kinds]),
    [['compose', ['secret_mark']]],
  );
  const step = await call('secrecy', 'POST', `/api/screening/incidents/${incidents.rows[0].id}/steps`, {
    step: 'purged',
  });
  assert.equal(step.status, 200, step.body);
});

test('terms are kept over the interface', async (t) => {
  const { call, village } = await api(t);
  const path = `/api/screening/units/${village}/terms`;
  const added = await call('secrecy', 'POST', path, {
    kind: 'wrong_word',
    term: '既使',
    replacement: '即使',
  });
  const [row] = JSON.parse(added.body).rows;
  assert.equal(row.replacement, '即使');
  assert.equal(
    (await call('secrecy', 'POST', path, { kind: 'wrong_word', term: '既使', replacement: '即使' })).status,
    409,
  );
  assert.deepEqual(JSON.parse((await call('secrecy', 'DELETE', `${path}/${row.id}`)).body), { rows: [] });
  assert.equal((await call('secrecy', 'DELETE', `${path}/${row.id}`)).status, 404);
});

test('a list is exported, imported back whole, or not at all with the rows that are wrong', async (t) => {
  const { http, call, village } = await api(t);
  const path = `/api/screening/units/${village}/terms`;
  const send = async (who: string, name: string, text: string) => {
    const answer = await http.inject({
      method: 'POST',
      url: `${path}/import?name=${encodeURIComponent(name)}`,
      headers: { 'content-type': 'application/octet-stream', cookie: `gongkai_session=${who}` },
      payload: Buffer.from(text),
    });
    return { status: answer.statusCode, body: JSON.parse(answer.body) };
  };
  const wrong = await send('secrecy', '词表.csv', '类别,词语,改为\n关注词,清溪计划,\n易错词,既使,\n');
  assert.deepEqual(wrong.body, {
    added: 0,
    known: 0,
    problems: [{ row: 3, column: 'replacement', code: 'replacement', value: '' }],
  });
  assert.deepEqual(JSON.parse((await call('secrecy', 'GET', path)).body), { rows: [] });
  const right = await send('secrecy', '词表.csv', '类别,词语,改为\n关注词,清溪计划,\n易错词,既使,即使\n');
  assert.deepEqual(right.body, { added: 2, known: 0, problems: [] });
  const exported = await call('clerk', 'GET', `${path}/export`);
  assert.match(exported.body, /易错词,既使,即使/);
  const again = await send('secrecy', '词表.csv', exported.body);
  assert.deepEqual(again.body, { added: 0, known: 2, problems: [] });
  assert.equal((await send('clerk', '词表.csv', exported.body)).status, 403);
  assert.equal((await send('stranger', '词表.csv', exported.body)).status, 403);
  assert.equal((await send('secrecy', '词表.pdf', exported.body)).status, 415);
  assert.equal((await call('stranger', 'GET', `${path}/export`)).status, 403);
});

test('a wrong word is shown with the right one and corrected when it is named', async (t) => {
  const { call, village } = await api(t);
  const path = `/api/screening/units/${village}/terms`;
  await call('secrecy', 'POST', path, { kind: 'wrong_word', term: '既使', replacement: '即使' });
  const content = { title: '', body: body('既使如此') };
  const checked = JSON.parse(
    (await call('clerk', 'POST', '/api/screening/check', { unit: village, content })).body,
  );
  assert.deepEqual([checked.findings[0].masked, checked.findings[0].replacement], ['既使 → 即使', '即使']);
  const all = JSON.parse(
    (await call('clerk', 'POST', '/api/screening/mask', { unit: village, ...content })).body,
  );
  assert.equal(all.masked, 0, 'masking as a whole corrects nothing');
  const fingerprints = [checked.findings[0].fingerprint];
  const corrected = await call('clerk', 'POST', '/api/screening/mask', {
    unit: village,
    ...content,
    fingerprints,
  });
  assert.deepEqual(JSON.parse(corrected.body).body, body('即使如此'));
});

test('the routes are in the OpenAPI document, the structured text with its closed shape', () => {
  const document = JSON.stringify(openApiDocument(routes, '0'));
  assert.match(document, /"\/api\/screening\/check"/);
  assert.match(document, /"bulletList"/);
});
