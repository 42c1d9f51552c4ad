import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coverage } from '#platform/permission';
import { csvLine, writeCsv, writeXlsx } from '#platform/tabular';
import { commandContext, testActor, valueOf } from '#test/database';
import { createUnit, moveUnit } from '../commands/index.ts';
import { jobs } from '../jobs.ts';
import { permissions } from '../policy.ts';
import { findUnit, findUnitByCode, getUnitRef, unitNameAt } from '../queries/index.ts';
import { adminCoverage, commitRun, dryRun, fileOf, heading, rowsOf, viewOf } from '../testing/imports.ts';
import { now, smallWorld, type World } from '../testing/world.ts';
import { exportHeading, exportUnits } from './export.ts';
import { AT_ONCE, CHECK_IMPORT, COMMIT_IMPORT, cancelImport, commitImport, startImport } from './runs.ts';

const good = `${heading},电话,备注
n2,石桥村村民委员会,村级,村委会,n1,,x
n1,南屏镇委员会,镇,基层党委,root,0100-7,
east,东屏镇委员会,镇街级,基层党委,root,0100-8,
west,西屏新镇委员会,镇街级,基层党委,root,,
pine,松坪村村民委员会,村社区级,村民委员会,n1,,
`;

async function snapshot({ db }: World): Promise<unknown> {
  const rows =
    await db.owner.pool.query(`select u.*, (select count(*) from organisations.unit_event) as events,
    (select count(*) from organisations.unit_name) as names from organisations.unit u order by id`);
  return rows.rows;
}

async function pathsAreRight({ db }: World): Promise<void> {
  const wrong = await db.owner.pool.query(`select u.code from organisations.unit u
    left join organisations.unit s on s.id = u.superior_id where u.path <> coalesce(s.path, '/') || u.id || '/'`);
  assert.deepEqual(wrong.rows, []);
}

test('a dry run shows every change and changes nothing; the commit does exactly that', async (t) => {
  const world = await smallWorld(t);
  const before = await snapshot(world);
  const run = await dryRun(t, world, '单位.csv', good);
  assert.deepEqual(await snapshot(world), before);
  const view = await viewOf(world, run);
  assert.deepEqual(
    [view.state, view.counts, view.ignoredColumns, view.changesNothing],
    ['checked', { rows: 5, new: 2, changed: 3, unchanged: 0, error: 0 }, ['备注'], false],
  );
  const rows = await rowsOf(world, run);
  assert.deepEqual(
    rows.map((row) => [row.row, row.outcome, row.changes]),
    [
      [2, 'new', []],
      [3, 'new', []],
      [4, 'changed', [{ column: 'phone', from: null, to: '0100-8' }]],
      [5, 'changed', [{ column: 'name', from: '西屏镇委员会', to: '西屏新镇委员会' }]],
      [6, 'changed', [{ column: 'superiorCode', from: 'east', to: 'n1' }]],
    ],
  );
  valueOf(await commitRun(world, run));
  await pathsAreRight(world);
  const { reader } = world.db.office;
  const pine = await findUnit(reader, world.id.pine);
  assert.deepEqual(
    pine?.ancestors.map((one) => one.name),
    ['云溪区委员会', '南屏镇委员会'],
  );
  assert.equal((await findUnitByCode(reader, 'n2'))?.superior_id, (await findUnitByCode(reader, 'n1'))?.id);
  assert.equal((await findUnitByCode(reader, 'n1'))?.phone, '0100-7');
  assert.equal(await unitNameAt(reader, world.id.west, '2026-03-02'), '西屏新镇委员会');
  assert.equal((await viewOf(world, run)).state, 'committed');
  const again = await commitRun(world, run);
  assert.ok(!again.ok && again.code === 'unit-import-wrong-state', 'pressed twice');
});

test('the same file a second time changes nothing and says so', async (t) => {
  const world = await smallWorld(t);
  valueOf(await commitRun(world, await dryRun(t, world, '单位.csv', good)));
  const before = await snapshot(world);
  const second = await dryRun(t, world, '单位.csv', good);
  const view = await viewOf(world, second);
  assert.deepEqual([view.changesNothing, view.counts?.unchanged], [true, 5]);
  valueOf(await commitRun(world, second));
  assert.deepEqual(await snapshot(world), before);
});

test('every wrong cell is named: sheet, row, column, what was read, what is expected', async (t) => {
  const world = await smallWorld(t);
  const table = [
    ['b1', '甲', '镇级', '学校', 'root', '', ''],
    ['b 2', '', '州级', '神社', 'nowhere', '123', 'ftp://x'],
    ['b1', '乙', '镇级', '学校', 'root', '', ''],
    ['b3', '丙', '镇级', '学校', 'pine', '', ''],
    ['b4', '丁', '镇级', '学校', '', '', ''],
    ['b5', '戊', '镇级', '学校', 'ghost', '', ''],
    ['b6', '己', '村级', '学校', 'b7', '', ''],
    ['b7', '庚', '村级', '学校', 'b6', '', ''],
    ['east', '东屏镇委员会', '村级', '基层党委', 'pine', '', ''],
    ['root', '云溪区委员会', '区级', '地方党委', 'east', '', ''],
  ];
  const xlsx = writeXlsx([
    { name: '单位表', heading: [...heading.split(','), '统一社会信用代码', '网站'], rows: table },
  ]);
  const run = await dryRun(t, world, '单位.xlsx', xlsx);
  const found = (await rowsOf(world, run)).flatMap((row) =>
    row.problems.map((one) =>
      [one.sheet, one.row, one.column, one.read, one.expected.replace('unitImport.', '')].join('|'),
    ),
  );
  assert.deepEqual(found, [
    '单位表|3|A|b 2|expectedCode',
    '单位表|3|B||expectedName',
    '单位表|3|C|州级|expectedLevel',
    '单位表|3|D|神社|expectedKind',
    '单位表|3|F|123|expectedUscc',
    '单位表|3|G|ftp://x|expectedWebsite',
    '单位表|4|A|b1|expectedUniqueCode',
    '单位表|5|C|镇级|expectedLowerLevel',
    '单位表|6|E||expectedSuperiorCode',
    '单位表|7|E|ghost|expectedSuperior',
    '单位表|8|E|b7|expectedNoCircle',
    '单位表|9|E|b6|expectedNoCircle',
    '单位表|10|C|村级|expectedSameLevel',
    '单位表|11|E|east|expectedNoSuperior',
    '单位表|11|C|区级|expectedLowerLevel',
  ]);
  const before = await snapshot(world);
  const refused = await commitRun(world, run);
  assert.deepEqual(!refused.ok && [refused.code, refused.params], ['unit-import-has-errors', { count: 9 }]);
  assert.deepEqual(await snapshot(world), before);
});

test('existing units that would go in a circle are found; a swap of two is not one', async (t) => {
  const world = await smallWorld(t);
  const circle = `${heading}\neast,东屏镇委员会,镇,基层党委,west\nwest,西屏镇委员会,镇,基层党委,east\n`;
  const bad = await rowsOf(world, await dryRun(t, world, 'a.csv', circle));
  assert.deepEqual(
    bad.map((row) => row.problems.map((one) => one.expected)),
    [['unitImport.expectedNoCircle'], ['unitImport.expectedNoCircle']],
  );
  const swap = `${heading}\neast,东屏镇委员会,镇,基层党委,school\nschool,东屏镇中心小学,镇,学校,root\n`;
  valueOf(await commitRun(world, await dryRun(t, world, 'b.csv', swap)));
  await pathsAreRight(world);
  assert.equal((await findUnit(world.db.office.reader, world.id.east))?.superiorId, world.id.school);
});

test('an importer reaches only the part of the tree he administers', async (t) => {
  const world = await smallWorld(t);
  const east = await getUnitRef(world.db.office.reader, world.id.east);
  const clerk = testActor('镇管理员', ['systemAdministrator'], east, { reach: 'below' });
  const reach = coverage(clerk, permissions['organisations.administer']);
  const table = `${heading}\nwest,西屏改名,镇,基层党委,root\nc1,新村,村,村委会,west\nc2,新村二,村,村委会,c1\nc3,东屏新村,村,村委会,east\neast,东屏镇委员会,镇,基层党委,root\n`;
  const run = valueOf(
    await commandContext(world.db, clerk, now)((ctx) => startImport(ctx, fileOf(t, 'a.csv', table), reach)),
  );
  const rows = await rowsOf({ ...world, admin: clerk }, run);
  assert.deepEqual(
    rows.map((row) => [row.code, row.outcome, ...row.problems.map((one) => `${one.column} ${one.expected}`)]),
    [
      ['west', 'error', 'A unitImport.expectedCovered'],
      ['c1', 'error', 'E unitImport.expectedCovered'],
      ['c2', 'new'],
      ['c3', 'new'],
      ['east', 'unchanged'],
    ],
  );
  const stranger = await world.run((ctx) => commitImport(ctx, run, adminCoverage(world)));
  assert.ok(!stranger.ok && stranger.code === 'unit-import-not-found', "another's run is not there");
});

test('the tree changed between check and commit: nothing is written and it is said', async (t) => {
  const world = await smallWorld(t);
  const run = await dryRun(t, world, 'a.csv', `${heading}\nd1,新校,镇,学校,east\n`);
  valueOf(
    await world.run((ctx) =>
      createUnit(ctx, { code: 'x', name: '占位', level: 'town', kind: 'school', superiorId: world.id.root }),
    ),
  );
  await world.db.owner.pool.query(`update organisations.unit set state = 'dissolved' where code = 'east'`);
  const refused = await commitRun(world, run);
  assert.deepEqual(!refused.ok && [refused.code, refused.params], [
    'unit-import-no-longer-fits',
    { count: 1 },
  ]);
  assert.equal(await findUnitByCode(world.db.office.reader, 'd1'), undefined);
});

test('headings: found below a title, missing or doubled ones named; rubbish leaves nothing', async (t) => {
  const world = await smallWorld(t);
  const start = async (name: string, content: string) => {
    const result = await world.run((ctx) => startImport(ctx, fileOf(t, name, content), adminCoverage(world)));
    return result.ok ? 'started' : [result.code, result.params];
  };
  assert.equal(
    await start(
      'a.csv',
      `云溪区单位一览表,,\n\nCode,Name,Level,Kind,Superior code\ne1,甲,town,school,root\n`,
    ),
    'started',
  );
  assert.deepEqual(await start('a.csv', '单位编码,单位名称,层级,上级编码\n1,2,3,4\n'), [
    'unit-import-columns-missing',
    { sheet: 'a.csv', row: 1, unitColumn: 'kind' },
  ]);
  assert.deepEqual(await start('a.csv', `${heading},联系电话,电话\n`), [
    'unit-import-columns-doubled',
    { sheet: 'a.csv', row: 1, heading: '电话' },
  ]);
  assert.deepEqual(await start('a.csv', '甲,乙\n1,2\n'), ['unit-import-no-heading', { sheet: 'a.csv' }]);
  assert.deepEqual(await start('a.csv', `${heading}\n`), ['table-empty', {}]);
  const many = Array.from({ length: 1500 }, (_, at) => `m${at},甲,镇,学校,root\n`).join('');
  assert.deepEqual(await start('a.csv', `${heading}\n${many}"x\n`), ['table-bad-quotes', { row: 1502 }]);
  const left = await world.db.owner.pool.query('select count(*)::integer as n from platform.import_run');
  assert.deepEqual(left.rows, [{ n: 1 }], 'only the good one was kept');
});

test('an export reads back without a change, as CSV and XLSX, in both languages', async (t) => {
  const world = await smallWorld(t);
  valueOf(await commitRun(world, await dryRun(t, world, '单位.csv', good)));
  for (const locale of ['zh-CN', 'en'] as const) {
    const rows = await Array.fromAsync(exportUnits(world.db.office.reader, adminCoverage(world), locale));
    assert.equal(rows.length, 8);
    const columns = exportHeading(locale);
    for (const [name, bytes] of [
      ['单位.csv', writeCsv(columns, rows)],
      ['单位.xlsx', writeXlsx([{ name: '单位', heading: columns, rows }])],
    ] as const) {
      const view = await viewOf(world, await dryRun(t, world, name, bytes));
      assert.deepEqual([view.changesNothing, view.counts?.rows], [true, 8], `${name} ${locale}`);
    }
  }
});

test('an empty database takes its whole tree from one file', async (t) => {
  const world = await smallWorld(t);
  for (const table of ['unit_event', 'unit_name'])
    await world.db.owner.pool.query(
      `alter table organisations.${table} disable trigger all; delete from organisations.${table}`,
    );
  await world.db.owner.pool.query('delete from organisations.unit');
  const table = `${heading}\nv,某村,村,村委会,t\nt,某镇,镇,基层党委,r\nr,某区,区,地方党委,\nr2,另一区,区,地方党委,\n`;
  const run = await dryRun(t, world, 'a.csv', table);
  assert.deepEqual(
    (await rowsOf(world, run)).map((row) => row.outcome),
    ['new', 'new', 'new', 'error'],
  );
  valueOf(await commitRun(world, await dryRun(t, world, 'b.csv', table.replace(/r2.*\n/, ''))));
  await pathsAreRight(world);
});

test('a cancelled run keeps no rows', async (t) => {
  const world = await smallWorld(t);
  const run = await dryRun(t, world, 'a.csv', good);
  valueOf(await world.run((ctx) => cancelImport(ctx, run)));
  assert.deepEqual(await rowsOf(world, run), []);
  assert.equal((await viewOf(world, run)).state, 'cancelled');
});

test('a large file goes through the worker, with progress, and a repeated job does nothing', async (t) => {
  const world = await smallWorld(t);
  const size = AT_ONCE * 3;
  const lines = Array.from({ length: size }, (_, at) =>
    csvLine([`p${at}`, `第${at}村`, '村', '村委会', at % 7 === 0 ? 'east' : `p${at - (at % 7)}`]),
  );
  const run = await dryRun(t, world, 'big.csv', `${heading}\r\n${lines.join('')}`);
  assert.equal((await viewOf(world, run)).state, 'checking');
  const tools = { database: world.db.worker, now: () => now };
  await jobs[CHECK_IMPORT]?.run({ run }, tools);
  assert.deepEqual((await viewOf(world, run)).counts, {
    rows: size,
    new: size,
    changed: 0,
    unchanged: 0,
    error: 0,
  });
  valueOf(await commitRun(world, run));
  assert.equal((await viewOf(world, run)).state, 'committing');
  await jobs[COMMIT_IMPORT]?.run({ run }, tools);
  const view = await viewOf(world, run);
  assert.deepEqual([view.state, view.done, view.total], ['committed', size, size]);
  await pathsAreRight(world);
  const before = await snapshot(world);
  await jobs[COMMIT_IMPORT]?.run({ run }, tools);
  assert.deepEqual(await snapshot(world), before);
  assert.equal((await viewOf(world, run)).counts?.new, size);
});

test('moving a unit while an import waits: the lock keeps both right', async (t) => {
  const world = await smallWorld(t);
  const run = await dryRun(t, world, 'a.csv', `${heading}\nq1,新村,村,村委会,pine\nq2,新组,村,社会组织,q1\n`);
  const [committed, moved] = await Promise.all([
    commitRun(world, run),
    world.run((ctx) =>
      moveUnit(ctx, world.id.east, { superiorId: world.id.west, reason: '调整', version: 1 }),
    ),
  ]);
  assert.ok(committed.ok && moved.ok);
  await pathsAreRight(world);
});
