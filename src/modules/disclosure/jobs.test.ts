import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Actor, Fact, FactId, UnitId } from '#kernel';
import { done } from '#kernel';
import { systemActor } from '#platform/command';
import { valueOf } from '#test/database';
import { watchSteps } from './jobs.ts';
import { waitingOf } from './queries/holders.ts';
import { countInbox, daysAt, listInboxIds } from './queries/inbox.ts';
import { units } from './testing/cases.ts';
import { draft, monday, proposeNow, type World, world } from './testing/world.ts';
import { lookForHolders, redateOpenSteps } from './upkeep.ts';

/** At that hour of a day in March. */
const at = (day: number, hour = '06:20') =>
  new Date(`2026-03-${String(day).padStart(2, '0')}T${hour}:00+08:00`);

async function proposed(w: World): Promise<string> {
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision));
  return revision;
}

async function facts(w: World, kind: string): Promise<readonly Record<string, unknown>[]> {
  const found = await w.db.owner.pool.query('select data from platform.fact where kind = $1 order by seq', [
    kind,
  ]);
  return found.rows.map((one) => one.data);
}

async function remindedOf(w: World): Promise<readonly unknown[]> {
  return (await facts(w, 'disclosure.step-due-soon')).map((one) => [one['dueOn'], one['inWorkingDays']]);
}

test('each reminder of a step is given once, however often the day is run, and by two workers at once', async (t) => {
  const w = await world(t);
  const revision = await proposed(w);
  // Due on Wednesday 4 March.
  for (const day of [2, 3, 3, 4, 4, 5, 6, 9]) {
    await Promise.all([watchSteps(w.db.worker, at(day)), watchSteps(w.db.worker, at(day))]);
  }
  assert.deepEqual(await remindedOf(w), [
    ['2026-03-04', 1],
    ['2026-03-04', 0],
    ['2026-03-04', -1],
  ]);
  const [first] = await facts(w, 'disclosure.step-due-soon');
  assert.deepEqual(
    [first?.['revision'], first?.['stepKey'], first?.['lane'], first?.['request']],
    [revision, 'review', 0, null],
  );
});

test('a system that stood still tells the nearest, and another date is reminded of anew', async (t) => {
  const w = await world(t);
  await proposed(w);
  await watchSteps(w.db.worker, at(4));
  assert.deepEqual(await remindedOf(w), [['2026-03-04', 0]]);
  await w.db.owner.pool.query(`insert into platform.calendar_year values (2026, '某通知', now())`);
  await w.db.owner.pool.query(`insert into platform.calendar_day
    values ('2026-03-03', 2026, 'holiday', '水灾停工', '某通知'), ('2026-03-04', 2026, 'holiday', '水灾停工', '某通知')`);
  valueOf(
    await w.as(systemActor, async (ctx) => {
      ctx.audit.rows += 1;
      await redateOpenSteps(ctx);
      return done(null);
    }),
  );
  await watchSteps(w.db.worker, at(5));
  await watchSteps(w.db.worker, at(6));
  assert.deepEqual(await remindedOf(w), [
    ['2026-03-04', 0],
    ['2026-03-06', 1],
    ['2026-03-06', 0],
  ]);
});

const grantChanged = (unit: number, role: string): Fact => ({
  id: crypto.randomUUID() as FactId,
  kind: 'identity.grant-changed',
  version: 1,
  at: monday,
  actor: null,
  unit: unit as UnitId,
  subject: '',
  data: { role, change: 'ended' },
});

async function hearGrant(w: World, unit: number, role: string): Promise<void> {
  valueOf(
    await w.as(systemActor, async (ctx) => {
      ctx.audit.rows += 1;
      await lookForHolders(ctx, grantChanged(unit, role));
      return done(null);
    }),
  );
}

async function nobodysBox(w: World, actor: Actor): Promise<readonly string[]> {
  const days = await daysAt(w.db.office.reader, monday);
  return (await listInboxIds(w.db.office.reader, actor, 'nobody', days, { limit: 20 })).ids;
}

async function kindsTold(w: World, actor: Actor): Promise<readonly string[]> {
  const found = await w.db.owner.pool.query(
    'select kind, params from platform.notification where person = $1 order by id',
    [actor.person],
  );
  return found.rows.map((one) => one.kind);
}

test('a step whose only person left is shown as nobody’s, the administrators are told, and it finds a new one', async (t) => {
  const w = await world(t);
  const system = w.hire('秦管理', 'systemAdministrator', units.village);
  const security = w.hire('许授权', 'securityAdministrator', units.village);
  const office = w.hire('何办公', 'committeeOffice', units.district);
  const above: Actor = { ...office, grants: office.grants.map((one) => ({ ...one, reach: 'below' })) };
  const revision = await proposed(w);
  assert.deepEqual(await nobodysBox(w, above), []);

  w.dismiss(w.people.reviewer);
  await hearGrant(w, 3, 'approver');
  assert.deepEqual(await nobodysBox(w, above), [], 'another role changed');
  await hearGrant(w, 3, 'reviewer');
  await hearGrant(w, 3, 'reviewer');
  for (const who of [above, w.people.handler, w.people.approver]) {
    assert.deepEqual(await nobodysBox(w, who), [revision], who.name);
  }
  assert.deepEqual(await nobodysBox(w, w.people.stranger), []);
  assert.equal((await countInbox(w.db.office.reader, above, monday)).nobody, 1);
  for (const who of [system, security])
    assert.deepEqual(await kindsTold(w, who), ['disclosure.role-missing']);
  assert.deepEqual(await kindsTold(w, w.people.handler), ['disclosure.no-holder']);
  assert.equal((await facts(w, 'disclosure.step-without-holder')).length, 1);
  const loaded = await w.load(revision);
  const waiting = await waitingOf(w.db.office.reader, loaded, monday);
  const [shown] = waiting.values();
  assert.deepEqual(shown?.holders, []);
  assert.deepEqual(shown?.nobody, {
    since: monday.toISOString(),
    appointers: [{ id: security.person, name: '许授权' }],
  });
  const told = await w.db.owner.pool.query(
    `select params from platform.notification where kind = 'disclosure.role-missing'`,
  );
  assert.ok(!JSON.stringify(told.rows).includes(loaded.revision.title), 'administrators are told no title');

  const next = w.hire('吕审核', 'reviewer', units.village);
  await watchSteps(w.db.worker, at(3));
  assert.deepEqual(await nobodysBox(w, above), []);
  assert.deepEqual(await kindsTold(w, next), ['disclosure.awaits-you']);
  const after = await waitingOf(w.db.office.reader, await w.load(revision), monday);
  assert.deepEqual(
    [...after.values()],
    [{ holders: [{ person: { id: next.person, name: '吕审核' }, onBehalfOf: null }], nobody: null }],
  );
});

test('a step that opens with nobody to act is shown so from the first moment', async (t) => {
  const w = await world(t);
  w.dismiss(w.people.reviewer);
  const revision = await proposed(w);
  assert.deepEqual(await nobodysBox(w, w.people.handler), [revision]);
  await watchSteps(w.db.worker, at(2));
  assert.equal((await facts(w, 'disclosure.step-without-holder')).length, 0);
});

test('a holder who had a hand is no holder: the only reviewer wrote it', async (t) => {
  const w = await world(t);
  w.dismiss(w.people.reviewer);
  const both = w.hire('冯兼任', 'reviewer', units.village);
  const writer: Actor = { ...both, grants: [...both.grants, ...w.people.handler.grants] };
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision, writer));
  assert.deepEqual(await nobodysBox(w, w.people.handler), [revision]);
});
