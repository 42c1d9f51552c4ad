import assert from 'node:assert/strict';
import { test } from 'node:test';
import { done, refuse } from '#kernel';
import { recordAudit } from '#platform/audit';
import { deliverFact, recordFact } from '#platform/outbox';
import { commandContext, freshDatabase, testActor, unitRef } from '#test/database';

const clerk = testActor('甲', ['handler'], unitRef(1, '/1/'));
const now = new Date('2026-03-01T02:00:00Z');

test('a refusal rolls back everything the command wrote', async (t) => {
  const db = await freshDatabase(t);
  const run = commandContext(db, clerk, now);
  const result = await run(async (ctx) => {
    await recordAudit(ctx, { action: 'test.write' });
    return refuse('changed-my-mind', 409);
  });
  assert.deepEqual(
    [result.ok, (await db.owner.pool.query('select 1 from platform.audit')).rowCount],
    [false, 0],
  );
});

test('a command that leaves no audit row may not commit', async (t) => {
  const db = await freshDatabase(t);
  await assert.rejects(
    commandContext(db, clerk, now)(async () => done(1)),
    /audit/,
  );
});

test('audit and facts refuse change by every role and by the owner', async (t) => {
  const db = await freshDatabase(t);
  await commandContext(
    db,
    clerk,
    now,
  )(async (ctx) => {
    await recordAudit(ctx, { action: 'test.write' });
    await recordFact(ctx, { kind: 'test.happened', version: 1, unit: null, subject: 'x', data: {} });
    return done(null);
  });
  for (const table of ['platform.audit', 'platform.fact']) {
    for (const one of [db.office, db.worker, db.portal, db.owner]) {
      await assert.rejects(one.pool.query(`update ${table} set at = now()`));
      await assert.rejects(one.pool.query(`delete from ${table}`));
      await assert.rejects(one.pool.query(`truncate ${table} cascade`));
    }
  }
});

test('a fact delivered twice is heard once by each room', async (t) => {
  const db = await freshDatabase(t);
  let id = '';
  await commandContext(
    db,
    clerk,
    now,
  )(async (ctx) => {
    await recordAudit(ctx, { action: 'test.write' });
    id = await recordFact(ctx, {
      kind: 'test.happened',
      version: 1,
      unit: null,
      subject: 'x',
      data: { n: 1 },
    });
    return done(null);
  });
  const heard: string[] = [];
  const rooms = new Map(
    ['a', 'b'].map((room) => [room, { 'test.happened': async () => void heard.push(room) }]),
  );
  await deliverFact(db.worker, rooms, id);
  await deliverFact(db.worker, rooms, id);
  assert.deepEqual(heard, ['a', 'b']);
});

test('the portal role reads neither audit nor facts nor notices', async (t) => {
  const db = await freshDatabase(t);
  for (const table of ['platform.audit', 'platform.fact', 'platform.notification', 'platform.setting'])
    await assert.rejects(db.portal.pool.query(`select * from ${table}`), /permission denied/);
});
