import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { commandContext, valueOf } from '#test/database';
import {
  appoint,
  changeDetails,
  changePost,
  createLine,
  endPost,
  handOver,
  mergeUnit,
  saveLeadingGroup,
} from './commands/index.ts';
import type { PostForm } from './forms.ts';
import { getLeadership, listGaps, listLines } from './queries/index.ts';
import { adminCoverage } from './testing/imports.ts';
import { now, smallWorld, today, type World } from './testing/world.ts';

const reason = '届满';
const person = randomUUID();

function postOf(kind: PostForm['kind'], more: Partial<PostForm> = {}): PostForm {
  const nothing = { person, title: null, duty: null, phone: null, until: null, isPublic: true };
  return { ...nothing, kind, personName: '林远山', from: '2026-01-01', ...more };
}

async function gapsOf(world: World, unit: number, day = today) {
  return (await getLeadership(world.db.office.reader, unit, day, true)).gaps.map((gap) => gap.kind);
}

async function handedOver({ db }: World): Promise<readonly Record<string, unknown>[]> {
  const found = await db.owner.pool.query<{ data: Record<string, unknown> }>(
    `select data from platform.fact where kind = 'organisations.handed-over' order by seq`,
  );
  return found.rows.map((row) => row.data);
}

test('what is missing is found, and gone when it is there', async (t) => {
  const world = await smallWorld(t);
  const { run, id } = world;
  assert.deepEqual(await gapsOf(world, id.root), [
    'noFirstResponsible',
    'noHandler',
    'noLeadingGroup',
    'noLeadingGroupHead',
    'noOffice',
  ]);
  assert.deepEqual(await gapsOf(world, id.pine), ['noFirstResponsible', 'noHandler']);
  const group = {
    name: '党务公开领导小组',
    documentNumber: null,
    foundedOn: null,
    officeAddress: null,
    officePhone: null,
  };
  valueOf(await run((ctx) => saveLeadingGroup(ctx, id.root, { ...group, officeName: null, version: 0 })));
  for (const kind of ['firstResponsible', 'handler', 'leadingGroupHead'] as const)
    valueOf(await run((ctx) => appoint(ctx, id.root, postOf(kind))));
  assert.deepEqual(await gapsOf(world, id.root), ['noOffice']);
  const stale = await run((ctx) =>
    saveLeadingGroup(ctx, id.root, { ...group, officeName: '办公室', version: 0 }),
  );
  assert.ok(!stale.ok && stale.code === 'unit-changed-meanwhile');
  valueOf(await run((ctx) => saveLeadingGroup(ctx, id.root, { ...group, officeName: '办公室', version: 1 })));
  assert.deepEqual(await gapsOf(world, id.root), []);
});

test('a term that is over is a finding and the post still holds', async (t) => {
  const world = await smallWorld(t);
  const { run, id } = world;
  for (const kind of ['firstResponsible', 'handler'] as const)
    valueOf(await run((ctx) => appoint(ctx, id.school, postOf(kind, { until: '2026-06-30' }))));
  assert.deepEqual(await gapsOf(world, id.school, '2026-04-30'), []);
  assert.deepEqual(await gapsOf(world, id.school, '2026-05-01'), ['termEndsSoon', 'termEndsSoon']);
  assert.deepEqual(await gapsOf(world, id.school, '2026-06-30'), ['termEndsSoon', 'termEndsSoon']);
  assert.deepEqual(await gapsOf(world, id.school, '2026-07-01'), ['termExpired', 'termExpired']);
  const { posts } = await getLeadership(world.db.office.reader, id.school, '2026-07-01', true);
  assert.deepEqual(
    posts.map((post) => post.standing),
    ['expired', 'expired'],
  );
});

test('gaps of many units: in pages, by kind, below one unit, limited to what is covered', async (t) => {
  const world = await smallWorld(t);
  const { reader } = world.db.office;
  const all = valueOf(await listGaps(reader, adminCoverage(world), { today, limit: 100 })).rows;
  assert.equal(all.length, 3 * 5 + 3 * 2);
  const paged: typeof all = [];
  for (let cursor: string | undefined; ; ) {
    const page = valueOf(await listGaps(reader, adminCoverage(world), { today, limit: 4, cursor }));
    paged.push(...page.rows);
    if (page.next === null) break;
    cursor = page.next;
  }
  assert.deepEqual(paged, all);
  const east = (await world.db.owner.pool.query(`select path from organisations.unit where code = 'east'`))
    .rows[0]?.path;
  const below = valueOf(
    await listGaps(reader, adminCoverage(world), { today, limit: 100, under: east, kind: 'noHandler' }),
  );
  assert.deepEqual(
    below.rows.map((gap) => gap.unit.id).sort(),
    [world.id.east, world.id.pine, world.id.reed, world.id.school].sort(),
  );
  const one = valueOf(
    await listGaps(reader, { paths: [], units: [world.id.pine], lines: [] }, { today, limit: 100 }),
  );
  assert.deepEqual([...new Set(one.rows.map((gap) => gap.unit.id))], [world.id.pine]);
  assert.deepEqual(
    valueOf(await listGaps(reader, { paths: [], units: [], lines: [] }, { today, limit: 9 })).rows,
    [],
  );
  const bad = await listGaps(reader, adminCoverage(world), { today, limit: 9, cursor: 'xx' });
  assert.ok(!bad.ok && bad.code === 'cursor-invalid');
});

test('ending a post hands the work over or is refused', async (t) => {
  const world = await smallWorld(t);
  const { run, id } = world;
  const post = valueOf(await run((ctx) => appoint(ctx, id.school, postOf('handler'))));
  const end = async (more: object = {}) => {
    const form = { on: today, reason, successor: null, version: 1, ...more };
    const result = await run((ctx) => endPost(ctx, post.id, form));
    return result.ok ? 'ended' : result.code;
  };
  const successor = { person: randomUUID(), name: '周清河', until: null };
  assert.equal(await end(), 'post-successor-needed');
  assert.equal(await end({ successor, on: '2026-03-03' }), 'post-ends-in-future');
  assert.equal(await end({ successor, on: '2025-12-31' }), 'post-ends-before-it-begins');
  assert.equal(await end({ successor: { person, name: '林远山', until: null } }), 'post-same-person');
  assert.equal(await end({ successor: { ...successor, until: '2026-03-01' } }), 'post-ends-before-it-begins');
  assert.equal(await end({ successor, version: 9 }), 'unit-changed-meanwhile');
  assert.deepEqual(await handedOver(world), []);
  assert.equal(await end({ successor }), 'ended');
  assert.equal(await end({ successor }), 'post-ended');
  const { posts, formerPosts } = await getLeadership(world.db.office.reader, id.school, today, true);
  assert.deepEqual([posts[0]?.personName, posts[0]?.from, formerPosts[0]?.endedOn], ['周清河', today, today]);
  const [fact] = await handedOver(world);
  assert.deepEqual(
    [fact?.['fromPerson'], fact?.['toPerson'], fact?.['fromUnit'], fact?.['toUnit'], fact?.['posts']],
    [person, successor.person, id.school, id.school, [posts[0]?.id]],
  );
});

test('two holders ending at once: one of them needs a successor', async (t) => {
  const world = await smallWorld(t);
  const { db, admin, id } = world;
  const posts = [];
  for (const name of ['甲', '乙'])
    posts.push(
      valueOf(
        await world.run((ctx) =>
          appoint(ctx, id.school, postOf('handler', { person: null, personName: name })),
        ),
      ),
    );
  const results = await Promise.all(
    posts.map((post) =>
      commandContext(
        db,
        admin,
        now,
      )((ctx) => endPost(ctx, post.id, { on: today, reason, successor: null, version: 1 })),
    ),
  );
  assert.deepEqual(results.map((one) => (one.ok ? 'ended' : one.code)).sort(), [
    'ended',
    'post-successor-needed',
  ]);
});

test('a person who leaves hands every post of the unit over at once', async (t) => {
  const world = await smallWorld(t);
  const { run, id } = world;
  for (const kind of ['firstResponsible', 'handler'] as const)
    valueOf(await run((ctx) => appoint(ctx, id.school, postOf(kind))));
  valueOf(await run((ctx) => appoint(ctx, id.pine, postOf('handler'))));
  const to = { person: randomUUID(), name: '周清河' };
  const give = async (from: { person: string | null; name: string }, receiver = to) => {
    const result = await run((ctx) =>
      handOver(ctx, id.school, { from, to: receiver, on: today, reason: '调离' }),
    );
    return result.ok ? result.value.length : result.code;
  };
  assert.equal(await give({ person: null, name: '林远山' }), 'post-none-held');
  assert.equal(await give({ person, name: '林远山' }, { person, name: '林远山' }), 'post-same-person');
  assert.equal(await give({ person, name: '林远山' }), 2);
  assert.equal(await give({ person, name: '林远山' }), 'post-none-held');
  const pine = await getLeadership(world.db.office.reader, id.pine, today, true);
  assert.equal(pine.posts[0]?.personName, '林远山', 'posts in other units stay');
});

test('a merged unit holds no posts, and its work went with it', async (t) => {
  const world = await smallWorld(t);
  const { run, id } = world;
  const post = valueOf(await run((ctx) => appoint(ctx, id.pine, postOf('handler', { from: '2026-12-01' }))));
  valueOf(await run((ctx) => mergeUnit(ctx, id.pine, { into: id.reed, reason: '并村', version: 1 })));
  const { posts, formerPosts } = await getLeadership(world.db.office.reader, id.pine, today, true);
  assert.deepEqual([posts, formerPosts[0]?.id], [[], post.id]);
  assert.deepEqual(
    (await handedOver(world)).map((fact) => [fact['fromUnit'], fact['toUnit'], fact['posts']]),
    [[id.pine, id.reed, [post.id]]],
  );
  const late = await run((ctx) =>
    changePost(ctx, post.id, {
      title: null,
      duty: null,
      phone: null,
      until: null,
      isPublic: true,
      version: 2,
    }),
  );
  assert.ok(!late.ok && late.code === 'post-ended');
});

test('lines: one code and one name each, a lead department, members counted', async (t) => {
  const world = await smallWorld(t);
  const { run, id, db } = world;
  const line = valueOf(
    await run((ctx) => createLine(ctx, { code: 'edu', name: '教育条线', leadUnitId: id.school })),
  );
  const again = async (form: { code: string; name: string; leadUnitId: number | null }) => {
    const result = await run((ctx) => createLine(ctx, form));
    return result.ok ? 'made' : result.code;
  };
  assert.equal(await again({ code: 'edu', name: '别名', leadUnitId: null }), 'line-code-taken');
  assert.equal(await again({ code: 'e2', name: '教育条线', leadUnitId: null }), 'line-name-taken');
  assert.equal(await again({ code: 'e2', name: '别名', leadUnitId: 999 }), 'line-lead-not-found');
  valueOf(await run((ctx) => changeDetails(ctx, id.school, { lineId: line, version: 1 })));
  assert.deepEqual(await listLines(db.office.reader), [
    {
      id: line,
      code: 'edu',
      name: '教育条线',
      version: 1,
      unitCount: 1,
      leadUnit: { id: id.school, name: '东屏镇中心小学' },
    },
  ]);
});

test('the portal reads public posts only, and no accounts', async (t) => {
  const world = await smallWorld(t);
  valueOf(await world.run((ctx) => appoint(ctx, world.id.pine, postOf('handler'))));
  valueOf(
    await world.run((ctx) => appoint(ctx, world.id.pine, postOf('firstResponsible', { isPublic: false }))),
  );
  const seen = await world.db.portal.pool.query('select * from organisations.public_post');
  assert.deepEqual([seen.rows.length, seen.rows[0].kind, 'person' in seen.rows[0]], [1, 'handler', false]);
  for (const table of ['post', 'unit_event', 'import_row'])
    await assert.rejects(
      world.db.portal.pool.query(`select * from organisations.${table}`),
      /permission denied/,
    );
  await assert.rejects(
    world.db.portal.pool.query(`update organisations.unit set name = 'x'`),
    /permission denied/,
  );
});
