import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { inTransaction } from '#platform/command';
import { findRun } from '#platform/imports';
import { writeCsv } from '#platform/tabular';
import { valueOf } from '#test/database';
import { jobs } from '../jobs.ts';
import { commitRun, dryRun, heading, viewOf } from '../testing/imports.ts';
import { now, smallWorld } from '../testing/world.ts';
import { CHECK_IMPORT, COMMIT_IMPORT, carryOut } from './runs.ts';

const shared =
  process.env['GONGKAI_SHARED'] ?? join(import.meta.dirname, '..', '..', '..', '..', '..', 'shared');
const data = join(shared, 'domain', 'data');

type Division = Readonly<Record<string, string>>;

function divisions(name: string): readonly Division[] {
  return parse(readFileSync(join(data, `divisions_${name}.csv`)), { columns: true, bom: true }) as Division[];
}

/** The administrative divisions as a table of units, the lowest first, so that no row finds its superior above it. */
function table(root: string): Buffer {
  const rows = [
    ...divisions('streets').map((d) => [
      d['code'] ?? '',
      d['name'] ?? '',
      '镇街级',
      '行政机关',
      d['areaCode'] ?? '',
    ]),
    ...divisions('areas').map((d) => [
      d['code'] ?? '',
      d['name'] ?? '',
      '区县级',
      '行政机关',
      d['cityCode'] ?? '',
    ]),
    ...divisions('cities').map((d) => [
      d['code'] ?? '',
      d['name'] ?? '',
      '市级',
      '行政机关',
      d['provinceCode'] ?? '',
    ]),
    ...divisions('provinces').map((d) => [d['code'] ?? '', d['name'] ?? '', '省级', '行政机关', root]),
  ];
  return writeCsv(heading.split(','), rows);
}

test('all administrative divisions import, none dropped; a commit that breaks leaves nothing and is repeated whole', async (t) => {
  if (!existsSync(join(data, 'divisions_streets.csv'))) {
    console.log(`shared data missing: ${data}`);
    t.skip(`shared data missing: ${data}`);
    return;
  }
  const world = await smallWorld(t);
  // The divisions hang under a province-level root.
  await world.db.owner.pool.query(`update organisations.unit set level = 'province' where code = 'root'`);
  const tools = { database: world.db.worker, now: () => now };
  const run = await dryRun(t, world, '区划.csv', table('root'));
  await jobs[CHECK_IMPORT]?.run({ run }, tools);
  const view = await viewOf(world, run);
  const expected = ['streets', 'areas', 'cities', 'provinces'].reduce(
    (sum, name) => sum + divisions(name).length,
    0,
  );
  assert.deepEqual(view.counts, { rows: expected, new: expected, changed: 0, unchanged: 0, error: 0 });
  valueOf(await commitRun(world, run));

  const count = async () =>
    (await world.db.owner.pool.query('select count(*)::integer as n from organisations.unit')).rows[0]?.n;
  let told = 0;
  const broken = inTransaction(world.db.worker, { actor: world.admin, now }, async (ctx) => {
    await carryOut(ctx, run, async () => {
      told += 1;
      if (told === 3) throw new Error('the power went');
    });
    return { ok: true, value: null };
  });
  await assert.rejects(broken, /the power went/);
  assert.equal(await count(), 6);
  assert.equal((await findRun(world.db.office.reader, run))?.state, 'committing');

  await jobs[COMMIT_IMPORT]?.run({ run }, tools);
  assert.equal(await count(), 6 + expected);
  assert.equal((await viewOf(world, run)).state, 'committed');
  const wrong = await world.db.owner.pool.query(`select u.code from organisations.unit u
    left join organisations.unit s on s.id = u.superior_id where u.path <> coalesce(s.path, '/') || u.id || '/'`);
  assert.deepEqual(wrong.rows, []);
});
