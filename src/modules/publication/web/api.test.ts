import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import { valueOf } from '#test/database';
import { carryOutPlan } from '../commands/plan-publication.ts';
import type { IndexRuleView, ItemDetailView, ItemPageView, PlanPage } from '../forms.ts';
import { type Site, site } from '../testing/site.ts';
import { approved, monday, publish, revised } from '../testing/world.ts';

const open = (t: TestContext) => site(t, () => monday);

async function call<T>(
  s: Site,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: object,
): Promise<{ status: number; body: T; code: string | undefined }> {
  const answer = await s.http.inject({
    method,
    url,
    cookies: { gongkai_session: 'staff' },
    ...(payload === undefined ? {} : { payload }),
  });
  const body = JSON.parse(answer.body) as T & { error?: { code: string } };
  return { status: answer.statusCode, body, code: body.error?.code };
}

async function item(s: Site, title: string) {
  const made = await approved(s, { title });
  return { ...made, ...valueOf(await publish(s, made)) };
}

test('the office lists what a unit made public, and finds the item of a dossier, withdrawn ones too', async (t) => {
  const s = await open(t);
  const first = await item(s, '第一件');
  await item(s, '第二件');
  valueOf(await publish(s, await revised(s, first, 'withdraw', { reason: '含个人信息' })));
  const list = await call<ItemPageView>(s, 'GET', '/api/publications?unit=3&limit=1');
  assert.deepEqual(
    list.body.rows.map((row) => row.title),
    ['第二件'],
  );
  const gone = await call<ItemDetailView>(s, 'GET', `/api/publications/of/${first.disclosure}`);
  assert.deepEqual(
    [gone.body.state, gone.body.withdrawnReason, gone.body.path],
    ['withdrawn', '含个人信息', `/i/${first.slug}`],
  );
  const shown = await call<ItemDetailView>(s, 'GET', `/api/publications/${first.item}`);
  assert.deepEqual([shown.status, shown.body.disclosure], [200, first.disclosure]);
  assert.equal((await call(s, 'GET', '/api/publications?unit=2')).code, 'not-permitted');
  assert.equal((await call(s, 'GET', `/api/publications/${randomUUID()}`)).status, 403);
  assert.equal((await s.http.inject('/api/publications?unit=3')).statusCode, 401);
});

test('relations show at both ends, once, without loops, and can be taken back', async (t) => {
  const s = await open(t);
  const [older, newer] = [await item(s, '旧办法'), await item(s, '新办法')];
  const path = `/api/publications/${newer.item}/relations`;
  const made = await call<ItemDetailView>(s, 'POST', path, {
    kind: 'supersedes',
    other: `http://gongkai.example/i/${older.slug}`,
  });
  assert.deepEqual(
    made.body.related.map((one) => [one.kind, one.direction, one.item.title]),
    [['supersedes', 'to', '旧办法']],
  );
  assert.match((await s.get(`/i/${older.slug}`)).body, new RegExp(`本文已被替代[^]*/i/${newer.slug}`));
  assert.match((await s.get(`/i/${newer.slug}`)).body, new RegExp(`本文替代[^]*/i/${older.slug}`));
  const refused = [
    [path, { kind: 'supersedes', other: older.slug }, 'relation-exists'],
    [path, { kind: 'supersedes', other: newer.slug }, 'relation-to-itself'],
    [path, { kind: 'interprets', other: '00000000' }, 'item-not-found'],
    [path, { kind: 'copies', other: older.slug }, 'invalid-input'],
    [path, { kind: 'interprets', other: older.slug, extra: 1 }, 'invalid-input'],
    [`/api/publications/${older.item}/relations`, { kind: 'supersedes', other: newer.slug }, 'relation-loop'],
  ] as const;
  for (const [url, payload, code] of refused) assert.equal((await call(s, 'POST', url, payload)).code, code);
  const gone = await call<ItemDetailView>(s, 'DELETE', `${path}/supersedes/${older.item}`);
  assert.deepEqual(gone.body.related, []);
  assert.doesNotMatch((await s.get(`/i/${older.slug}`)).body, /本文已被替代/);
});

test('index numbers follow the unit’s own rule once it is set; only the committee office may set it', async (t) => {
  const s = await open(t);
  const rule = await call<IndexRuleView>(s, 'GET', '/api/publications/index-rule?unit=3');
  assert.deepEqual(rule.body, {
    unit: 3,
    pattern: '{authority}/{year}-{serial:5}',
    own: false,
    example: '91350100M000100Y43/2026-00001',
  });
  assert.equal(
    (
      await call(s, 'PUT', '/api/publications/index-rule', {
        unit: 3,
        pattern: '{authority}-{year}-{serial}',
      })
    ).code,
    'not-permitted',
  );
});

test('missed and refused plans are findings', async (t) => {
  const s = await open(t);
  const made = await approved(s);
  await s.db.owner.pool.query(
    `insert into publication.plan (revision, disclosure, unit, purpose, content_sha256, publish_at, window_ends_at, created_at)
     values ($1, $2, 3, 'publish', repeat('0', 64), $3, $4, $3)`,
    [made.revision, made.disclosure, new Date('2026-02-01T00:00:00Z'), new Date('2026-02-02T00:00:00Z')],
  );
  const waiting = await call<PlanPage>(s, 'GET', '/api/publications/plans?unit=3&only=findings');
  assert.deepEqual(
    waiting.body.rows.map((row) => [row.state, row.missed]),
    [['waiting', true]],
  );
  valueOf(await carryOutPlan(s.db.worker, made.revision, monday));
  await s.log.seal(monday);
  const after = await call<PlanPage>(s, 'GET', '/api/publications/plans?unit=3&only=findings');
  assert.deepEqual(
    after.body.rows.map((row) => [row.state, row.missed]),
    [['published', true]],
  );
  assert.equal(
    (await call<PlanPage>(s, 'GET', '/api/publications/plans?unit=3&only=waiting')).body.rows.length,
    0,
  );
});
