import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandContext, valueOf } from '#test/database';
import {
  changeDetails,
  createUnit,
  dissolveUnit,
  mergeUnit,
  moveUnit,
  renameUnit,
} from './commands/index.ts';
import { findUnit, listChildren, listHistory, unitNameAt } from './queries/index.ts';
import { room } from './store/units.ts';
import { now, smallWorld, today, type World } from './testing/world.ts';

const reason = '机构改革';

async function unit({ db }: World, id: number) {
  const found = await findUnit(db.office.reader, id);
  assert.ok(found);
  return found;
}

async function versionOf(world: World, id: number): Promise<number> {
  return (await unit(world, id)).version;
}

async function facts({ db }: World): Promise<readonly string[]> {
  const rows = await db.owner.pool.query<{ kind: string }>('select kind from platform.fact order by seq');
  return rows.rows.map((row) => row.kind);
}

/** Every path is its superior's path and its own id: the invariant all else stands on. */
async function checkPaths({ db }: World): Promise<void> {
  const wrong = await db.owner.pool.query(`select u.id from organisations.unit u
    left join organisations.unit s on s.id = u.superior_id
    where u.path <> coalesce(s.path, '/') || u.id || '/'`);
  assert.deepEqual(wrong.rows, []);
}

test('making units: place, level, code, the one root, check character', async (t) => {
  const world = await smallWorld(t);
  const { run, id } = world;
  const base = { name: '新单位', kind: 'school', level: 'town' } as const;
  const refused = async (form: Parameters<typeof createUnit>[1]) => {
    const result = await run((ctx) => createUnit(ctx, form));
    assert.ok(!result.ok);
    return [result.code, result.status, result.field];
  };
  assert.deepEqual(await refused({ ...base, code: 'east', superiorId: id.root }), [
    'unit-code-taken',
    409,
    'code',
  ]);
  assert.deepEqual(await refused({ ...base, code: 'n1', superiorId: null }), [
    'unit-root-exists',
    409,
    'superiorId',
  ]);
  assert.deepEqual(await refused({ ...base, code: 'n1', superiorId: 999 }), [
    'unit-not-found',
    404,
    'superiorId',
  ]);
  assert.deepEqual(await refused({ ...base, code: 'n1', superiorId: id.pine }), [
    'unit-level-above-superior',
    409,
    'level',
  ]);
  assert.deepEqual(await refused({ ...base, code: 'n1', superiorId: id.root, uscc: '91350100M000100Y44' }), [
    'unit-uscc-invalid',
    400,
    'uscc',
  ]);
  assert.deepEqual(await refused({ ...base, code: 'n1', superiorId: id.root, lineId: 5 }), [
    'line-not-found',
    404,
    'lineId',
  ]);
  const made = valueOf(
    await run((ctx) =>
      createUnit(ctx, { ...base, code: 'n1', superiorId: id.east, uscc: '91350100M000100Y43' }),
    ),
  );
  const view = await unit(world, made);
  assert.deepEqual(
    view.ancestors.map((one) => one.id),
    [id.root, id.east],
  );
  await checkPaths(world);
});

test('a move carries the whole subtree, keeps history, and refuses circles', async (t) => {
  const world = await smallWorld(t);
  const { run, id, db } = world;
  const move = async (who: number, superiorId: number, version?: number) => {
    const seen = version ?? (await versionOf(world, who));
    const result = await run((ctx) => moveUnit(ctx, who, { superiorId, reason, version: seen }));
    return result.ok ? 'moved' : result.code;
  };
  assert.equal(await move(id.east, id.east), 'unit-below-itself');
  assert.equal(await move(id.east, id.school), 'unit-below-itself');
  assert.equal(await move(id.east, id.root), 'unit-already-there');
  assert.equal(await move(id.root, id.east), 'unit-is-root');
  assert.equal(await move(id.school, id.pine), 'unit-level-above-superior');
  assert.equal(await move(id.east, id.west, 99), 'unit-changed-meanwhile');
  assert.equal(await move(id.east, 999), 'unit-not-found');
  await checkPaths(world);
  assert.equal(await move(id.east, id.west), 'moved');
  await checkPaths(world);
  assert.equal((await unit(world, id.pine)).path, `/${id.root}/${id.west}/${id.east}/${id.pine}/`);
  const history = valueOf(await listHistory(db.office.reader, id.east, { limit: 10 }));
  assert.deepEqual(history.rows[0]?.changes, [
    { field: 'superior', from: '云溪区委员会', to: '西屏镇委员会' },
  ]);
  assert.ok((await facts(world)).includes('organisations.moved'));
});

test('two moves at once cannot close a circle', async (t) => {
  const world = await smallWorld(t);
  const { db, admin, id } = world;
  const at = (who: number, superiorId: number) =>
    commandContext(db, admin, now)((ctx) => moveUnit(ctx, who, { superiorId, reason, version: 1 }));
  const results = await Promise.all([at(id.east, id.west), at(id.west, id.east)]);
  assert.equal(results.filter((one) => one.ok).length, 1);
  await checkPaths(world);
});

test('a unit made while its superior moves does not keep the path that is gone', async (t) => {
  const world = await smallWorld(t);
  const { db, run, admin, id } = world;
  const form = {
    code: 'late',
    name: '迟设单位',
    level: 'village',
    kind: 'school',
    superiorId: id.pine,
  } as const;
  const move = () =>
    commandContext(
      db,
      admin,
      now,
    )((ctx) => moveUnit(ctx, id.east, { superiorId: id.west, reason, version: 1 }));
  let moving: ReturnType<typeof move> | undefined;
  valueOf(
    await run(async (ctx) => {
      const made = await createUnit(ctx, form);
      moving = move();
      await untilBlocked(world);
      return made;
    }),
  );
  assert.ok((await moving)?.ok);
  await checkPaths(world);
});

/** Waits until one session of this database waits for a lock of another. */
async function untilBlocked({ db }: World): Promise<void> {
  for (;;) {
    const waiting = await db.owner.pool.query(`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    if (waiting.rows.length > 0) return;
  }
}

test('a renamed unit is called by the name of the day', async (t) => {
  const world = await smallWorld(t);
  const { db, admin, id } = world;
  const later = commandContext(db, admin, new Date('2026-09-10T02:00:00Z'));
  const rename = async (name: string, from: string) => {
    const version = await versionOf(world, id.pine);
    const result = await later((ctx) =>
      renameUnit(ctx, id.pine, { name, shortName: null, from, reason, version }),
    );
    return result.ok ? 'renamed' : result.code;
  };
  assert.equal(await rename('松坪村村民委员会', '2026-09-01'), 'unit-name-unchanged');
  assert.equal(await rename('松岭社区居民委员会', '2026-09-11'), 'unit-name-from-future');
  assert.equal(await rename('松岭社区居民委员会', '2026-03-01'), 'unit-name-from-before');
  assert.equal(await rename('松岭社区居民委员会', '2026-09-01'), 'renamed');
  const nameAt = (date: string) => unitNameAt(db.office.reader, id.pine, date);
  assert.deepEqual(
    await Promise.all(['2020-01-01', today, '2026-08-31', '2026-09-01', '2030-01-01'].map(nameAt)),
    ['松坪村村民委员会', '松坪村村民委员会', '松坪村村民委员会', '松岭社区居民委员会', '松岭社区居民委员会'],
  );
  assert.equal(await unitNameAt(db.office.reader, 999, today), undefined);
  assert.deepEqual((await unit(world, id.pine)).formerNames, [{ name: '松坪村村民委员会', from: today }]);
  await assert.rejects(db.owner.pool.query(`update organisations.unit_name set name = 'x'`), /refused/);
  await assert.rejects(db.owner.pool.query('delete from organisations.unit_event'), /refused/);
});

test('a merger: subordinates follow, posts end, work is handed over; a merged unit takes no more changes', async (t) => {
  const world = await smallWorld(t);
  const { run, id } = world;
  const merge = async (who: number, into: number) => {
    const version = await versionOf(world, who);
    const result = await run((ctx) => mergeUnit(ctx, who, { into, reason, version }));
    return result.ok ? 'merged' : result.code;
  };
  assert.equal(await merge(id.east, id.east), 'unit-same');
  assert.equal(await merge(id.east, id.school), 'unit-below-itself');
  assert.equal(await merge(id.root, id.east), 'unit-is-root');
  assert.equal(await merge(id.east, id.west), 'merged');
  await checkPaths(world);
  const east = await unit(world, id.east);
  assert.deepEqual([east.state, east.mergedInto?.id, east.childCount], ['merged', id.west, 0]);
  assert.equal((await unit(world, id.west)).childCount, 3);
  assert.ok((await facts(world)).includes('organisations.handed-over'));
  assert.equal(await merge(id.east, id.root), 'unit-not-active');
  assert.equal(await merge(id.pine, id.east), 'unit-not-active');
  const details = await run((ctx) => changeDetails(ctx, id.east, { phone: '1', version: east.version }));
  assert.ok(!details.ok && details.code === 'unit-not-active');
});

test('a dissolution: not while anything stands below; the successor takes the work', async (t) => {
  const world = await smallWorld(t);
  const { run, id } = world;
  const dissolve = async (who: number, successorId: number | null) => {
    const version = await versionOf(world, who);
    const result = await run((ctx) => dissolveUnit(ctx, who, { successorId, reason, version }));
    return result.ok ? 'dissolved' : result.code;
  };
  assert.equal(await dissolve(id.east, null), 'unit-has-subordinates');
  assert.equal(await dissolve(id.root, id.east), 'unit-is-root');
  assert.equal(await dissolve(id.pine, id.pine), 'unit-same');
  assert.equal(await dissolve(id.pine, null), 'dissolved');
  assert.equal(await dissolve(id.reed, id.pine), 'unit-successor-not-active');
  const listed = valueOf(await listChildren(world.db.office.reader, id.east, { limit: 10 }));
  assert.deepEqual(listed.rows.map((row) => row.code).sort(), ['reed', 'school']);
  const gone = valueOf(
    await listChildren(world.db.office.reader, id.east, { limit: 10, state: 'dissolved' }),
  );
  assert.deepEqual(
    gone.rows.map((row) => row.code),
    ['pine'],
  );
});

test('details: only differences are written; a stale version is told', async (t) => {
  const world = await smallWorld(t);
  const { run, id, db } = world;
  const change = (form: Parameters<typeof changeDetails>[2]) =>
    run((ctx) => changeDetails(ctx, id.school, form));
  valueOf(await change({ phone: '0100-1', address: '东屏镇书院路1号', version: 1 }));
  valueOf(await change({ phone: '0100-1', version: 2 }));
  assert.equal(await versionOf(world, id.school), 2, 'what already is so changes nothing');
  const stale = await change({ phone: '0100-2', version: 1 });
  assert.ok(!stale.ok && stale.code === 'unit-changed-meanwhile' && stale.status === 409);
  const events = await room(db.office.reader)
    .selectFrom('organisations.unit_event')
    .select('changes')
    .where('unit_id', '=', id.school)
    .where('kind', '=', 'detailsChanged')
    .execute();
  assert.equal(events.length, 1);
  assert.deepEqual(events[0]?.changes, [
    { field: 'address', from: null, to: '东屏镇书院路1号' },
    { field: 'phone', from: null, to: '0100-1' },
  ]);
});
