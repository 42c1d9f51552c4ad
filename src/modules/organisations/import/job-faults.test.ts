import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLasting, jobs } from '../jobs.ts';
import { adminCoverage, dryRun, heading, viewOf } from '../testing/imports.ts';
import { now, smallWorld } from '../testing/world.ts';
import { COMMIT_IMPORT, commitImport } from './runs.ts';

const one = `${heading}\nn1,南屏镇委员会,镇,基层党委,root\n`;

test('what the database will never take ends the run at once; what time mends is left to the queue', async (t) => {
  const world = await smallWorld(t);
  const run = await dryRun(t, world, '单位.csv', one);
  await world.db.owner.pool.query(
    `update platform.import_run set state = 'committing', report = jsonb_set(report, '{coverage}', $2) where id = $1`,
    [run, JSON.stringify(adminCoverage(world))],
  );
  const tools = { database: world.db.worker, now: () => now };
  const job = jobs[COMMIT_IMPORT];
  assert.ok(job !== undefined);

  await world.db.owner.pool.query('alter table organisations.unit_event rename to unit_event_away');
  await assert.rejects(job.run({ run }, tools), { code: '42P01' });
  assert.equal((await viewOf(world, run)).state, 'committing');
  await world.db.owner.pool.query('alter table organisations.unit_event_away rename to unit_event');

  await world.db.owner.pool.query(
    `alter table organisations.unit add constraint nowhere check (code <> 'n1') not valid`,
  );
  await job.run({ run }, tools);
  const view = await viewOf(world, run);
  assert.deepEqual([view.state, view.failure], ['failed', 'unit-import-no-longer-fits']);
  const left = await world.db.owner.pool.query(`select from organisations.unit where code = 'n1'`);
  assert.equal(left.rowCount, 0);
  const audit = await world.db.owner.pool.query(
    `select from platform.audit where action = 'organisations.import-failed' and subject = $1`,
    [run],
  );
  assert.equal(audit.rowCount, 1);
  // Once more by the queue: it is over.
  await job.run({ run }, tools);
  assert.equal((await viewOf(world, run)).state, 'failed');
  assert.equal(isLasting(new Error('Connection terminated')), false);
});

test('a small import after very large ones is planned for what is there', async (t) => {
  const world = await smallWorld(t);
  const known = async () =>
    Number(
      (
        await world.db.owner.pool.query(
          `select reltuples from pg_class where oid = 'organisations.import_row'::regclass`,
        )
      ).rows[0]?.reltuples,
    );
  await dryRun(t, world, '小.csv', one);
  const owner = world.db.owner.pool;
  await owner.query(`insert into organisations.import_row (run_id, seq, sheet, row, code)
    select (select id from platform.import_run limit 1), n, '表', n, 'x' || n from generate_series(10, 5010) n`);
  await owner.query('analyze organisations.import_row');
  await owner.query('delete from organisations.import_row where seq >= 10');
  assert.ok((await known()) > 2_000);
  await dryRun(t, world, '又小.csv', one);
  assert.ok((await known()) < 100, 'the statistics are of today');
  const again = await dryRun(t, world, '再小.csv', one);
  assert.equal((await world.run((ctx) => commitImport(ctx, again, adminCoverage(world)))).ok, true);
});
