import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { done, refuse } from '#kernel';
import { recordAudit } from '#platform/audit';
import { openFileStore } from '#platform/files';
import { createTranslator } from '#platform/i18n';
import { freshDatabase, type TestDatabase, testActor, unitRef } from '#test/database';
import { httpMessages } from './messages.ts';
import { definePage, defineRoute, type Page, type Route } from './route.ts';
import { createHttpServer, type Health, type HttpApp, type HttpServer } from './server.ts';

const clerk = testActor('文书', ['handler'], unitRef(2, '/1/2/'));
const rule = { 'note.write': { roles: ['handler'], scope: 'unit', delegable: true } } as const;

const echo = defineRoute({
  method: 'POST',
  path: '/api/echo',
  tag: 'test',
  summary: 'Echo',
  body: z.strictObject({ text: z.string().max(100), count: z.int().optional() }),
  answer: z.strictObject({ text: z.string() }),
  handle: async (ctx, { body }) => {
    ctx.openTo('everyone', 'test');
    return done({ text: body.text });
  },
});

async function server(
  t: TestContext,
  routes: readonly Route[],
  pages: readonly Page[] = [],
  health: Health['status'] = 'ok',
): Promise<{ http: HttpServer; db: TestDatabase; folder: string; log: object[] }> {
  const db = await freshDatabase(t);
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-http-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const log: object[] = [];
  const app: HttpApp = {
    roles: { portal: true, office: true },
    office: db.office,
    portal: db.portal,
    files: await openFileStore(folder),
    permissions: new Map(Object.entries(rule)),
    routes,
    pages,
    forms: [],
    translator: createTranslator([httpMessages]),
    now: () => new Date('2026-03-02T01:00:00Z'),
    baseUrl: () => 'http://gongkai.example',
    demo: true,
    trustProxy: false,
    findSession: async (token) =>
      token === 'clerk' ? { id: 's', actor: clerk, tokenHash: 'ab', locale: null } : null,
    errorPage: (_ctx, problem) => ({ status: problem.status, body: `<p>${problem.code}` }),
    health: async () => ({ status: health }),
    openApi: () => ({}),
    log: (entry) => void log.push(entry),
    mount: async () => undefined,
  };
  const http = await createHttpServer(app);
  t.after(() => http.close());
  return { http, db, folder, log };
}

const json = { 'content-type': 'application/json' };
const asClerk = { ...json, cookie: 'gongkai_session=clerk' };

test('a route and a page that record no decision answer nothing, whatever they prepared', async (t) => {
  const forgetful = defineRoute({
    method: 'GET',
    path: '/api/forgot',
    tag: 'test',
    summary: 'Asks nobody',
    answer: z.strictObject({ secret: z.string() }),
    handle: async () => done({ secret: '机密内容' }),
  });
  const page = definePage({ path: '/forgot', handle: async () => ({ status: 200, body: '机密内容' }) });
  const { http, log } = await server(t, [forgetful, echo], [page]);
  for (const url of ['/api/forgot', '/forgot']) {
    const answer = await http.inject({ url, headers: asClerk });
    assert.equal(answer.statusCode, 500);
    assert.equal(answer.json().error.code, 'no-decision');
    assert.doesNotMatch(answer.body, /机密内容/);
  }
  assert.equal(log.length, 2);
  const good = await http.inject({
    method: 'POST',
    url: '/api/echo',
    headers: json,
    payload: { text: '好' },
  });
  assert.deepEqual([good.statusCode, good.json()], [200, { text: '好' }]);
});

test('whoever watches the program learns its health from the status code', async (t) => {
  const well = await (await server(t, [])).http.inject('/healthz');
  assert.deepEqual([well.statusCode, well.json()], [200, { status: 'ok' }]);
  const ill = await (await server(t, [], [], 'database-away')).http.inject('/healthz');
  assert.deepEqual([ill.statusCode, ill.json()], [503, { status: 'database-away' }]);
});

test('bad input is answered 400 with the field and changes nothing', async (t) => {
  const { http } = await server(t, [echo]);
  const post = async (payload: string | Buffer, headers: Record<string, string> = json) => {
    const answer = await http.inject({ method: 'POST', url: '/api/echo', headers, payload });
    const { error } = answer.json();
    return `${answer.statusCode} ${error.code} ${error.field ?? ''}`.trim();
  };
  assert.equal(await post('{"text": '), '400 body-not-json body');
  assert.equal(await post(Buffer.from([0x7b, 0xff, 0xfe])), '400 body-not-utf8 body');
  assert.equal(await post('{"text":"a","extra":1}'), '400 invalid-input extra');
  assert.equal(await post('{}'), '400 invalid-input text');
  assert.equal(await post('null'), '400 invalid-input body');
  assert.equal(await post('['.repeat(100_000) + ']'.repeat(100_000)), '400 body-too-deep body');
  assert.equal(await post('[1]'), '400 invalid-input body');
  assert.equal(await post(JSON.stringify({ text: 'x'.repeat(101) })), '400 invalid-input text');
  assert.equal(await post('{"text":"a\\u0000b"}'), '400 unstorable-text body.text');
  assert.equal(await post('{"text":"\\ud800"}'), '400 unstorable-text body.text');
  assert.equal(await post(`{"text":"${'x'.repeat(5_000_000)}"}`), '413 body-too-large');
  assert.equal(await post('text=a', { 'content-type': 'text/plain' }), '415 wrong-content-type');
});

test('no JSON whatever makes a fault', async (t) => {
  const { http, log } = await server(t, [echo]);
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.json(), fc.string(), fc.string({ unit: 'binary' })), async (payload) => {
      const answer = await http.inject({ method: 'POST', url: '/api/echo', headers: json, payload });
      assert.ok(answer.statusCode < 500, `${answer.statusCode} ${payload}`);
    }),
    { numRuns: 300 },
  );
  assert.deepEqual(log, []);
});

test('a malformed address, an unknown one and an unknown method are told, in Chinese and in English', async (t) => {
  const { http } = await server(t, [echo]);
  assert.equal((await http.inject('/api/%zz')).statusCode, 400);
  assert.equal((await http.inject('/api/nothing')).json().error.code, 'not-found');
  assert.match((await http.inject('/api/nothing')).json().error.message, /没有找到/);
  const english = await http.inject({ url: '/api/nothing', headers: { 'accept-language': 'en' } });
  assert.match(english.json().error.message, /Not found/);
  assert.equal((await http.inject('/nothing')).body, '<p>not-found');
});

test('a request from another site is refused', async (t) => {
  const { http } = await server(t, [echo]);
  const from = async (origin: string) =>
    (
      await http.inject({
        method: 'POST',
        url: '/api/echo',
        headers: { ...json, origin },
        payload: { text: 'a' },
      })
    ).statusCode;
  assert.equal(await from('https://evil.example'), 403);
  assert.equal(await from('null'), 403);
  assert.equal(await from('http://gongkai.example'), 200);
});

test('a refused command and a denied permission are in the audit log', async (t) => {
  const write = defineRoute({
    method: 'POST',
    path: '/api/notes/:unit',
    tag: 'test',
    summary: 'Write',
    params: z.strictObject({ unit: z.coerce.number().int() }),
    body: z.strictObject({ good: z.boolean() }),
    answer: z.strictObject({}),
    handle: async (ctx, { params, body }) => {
      const allowed = ctx.permit('note.write', unitRef(params.unit, `/1/${params.unit}/`));
      if (!allowed.ok) return allowed;
      return ctx.command(async (c) => {
        await recordAudit(c, { action: 'note.write' });
        return body.good ? done({}) : refuse('note-bad', 409);
      });
    },
  });
  const { http, db } = await server(t, [write]);
  const post = (unit: number, good: boolean, headers: Record<string, string> = asClerk) =>
    http.inject({ method: 'POST', url: `/api/notes/${unit}`, headers, payload: { good } });
  assert.deepEqual(
    [
      (await post(2, true)).statusCode,
      (await post(2, false)).statusCode,
      (await post(3, true)).statusCode,
      (await post(2, true, json)).statusCode,
    ],
    [200, 409, 403, 401],
  );
  const rows = await db.owner.pool.query('select outcome, code from platform.audit order by seq');
  assert.deepEqual(rows.rows, [
    { outcome: 'done', code: null },
    { outcome: 'refused', code: 'note-bad' },
    { outcome: 'refused', code: 'not-permitted' },
  ]);
});

test('an upload is a temporary file that is gone after the answer; too large or empty ones leave nothing', async (t) => {
  const upload = defineRoute({
    method: 'POST',
    path: '/api/upload',
    tag: 'test',
    summary: 'Upload',
    query: z.strictObject({ name: z.string() }),
    answer: z.strictObject({ size: z.int(), sha256: z.string() }),
    upload: { maxBytes: 1000 },
    handle: async (ctx) => {
      ctx.openTo('everyone', 'test');
      return done({ size: ctx.upload?.size ?? 0, sha256: ctx.upload?.sha256 ?? '' });
    },
  });
  const { http, folder } = await server(t, [upload]);
  const headers = { 'content-type': 'application/octet-stream', cookie: asClerk.cookie };
  const post = (payload: Buffer, url = '/api/upload?name=a.txt') =>
    http.inject({ method: 'POST', url, headers, payload });
  const good = await post(Buffer.from('abc'));
  assert.equal(good.json().sha256, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  assert.equal((await post(Buffer.alloc(1001))).statusCode, 413);
  assert.equal((await post(Buffer.alloc(0))).json().error.code, 'upload-empty');
  assert.equal((await post(Buffer.from('a'), '/api/upload')).statusCode, 400);
  assert.deepEqual(readdirSync(join(folder, 'files', 'incoming')), []);
  const stranger = await http.inject({
    method: 'POST',
    url: '/api/upload?name=a.txt',
    headers: { 'content-type': 'application/octet-stream' },
    payload: Buffer.alloc(2000),
  });
  assert.deepEqual([stranger.statusCode, stranger.json().error.code], [401, 'sign-in-required']);
});

test('a fault is logged and answered with a number to quote, not with its text', async (t) => {
  const broken = defineRoute({
    method: 'GET',
    path: '/api/broken',
    tag: 'test',
    summary: 'Breaks',
    answer: z.strictObject({}),
    handle: async () => {
      throw new Error('内部口令');
    },
  });
  const { http, log } = await server(t, [broken]);
  const answer = await http.inject('/api/broken');
  assert.equal(answer.statusCode, 500);
  assert.doesNotMatch(answer.body, /内部口令/);
  assert.equal(log.length, 1);
});
