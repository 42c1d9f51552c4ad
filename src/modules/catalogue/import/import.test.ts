import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { type Cell, readTables, type TabularFile } from '#platform/tabular';
import { type ItemFields, itemFields } from '../forms/catalogue.ts';
import { parseTimeLimit, timeKindOf } from '../time-limit/index.ts';
import { readCarriers } from './carriers.ts';
import { readMode, readScope } from './cells.ts';
import { exportCatalogue } from './export.ts';
import { longest } from './map-row.ts';
import { type MappedTable, mapTable } from './map-table.ts';
import { type DraftRow, mergeRows } from './merge.ts';

const shared = process.env.GONGKAI_SHARED ?? join(import.meta.dirname, '../../../../../shared');
const options = { affairsKind: 'government' as const, scope: undefined };

/** A table as the reader of files gives it; `merged` cells carry the text of their range. */
function table(...rows: readonly (readonly string[])[]): TabularFile {
  const cells = rows.map((row, at) =>
    row.map(
      (text, index): Cell => ({
        text,
        row: at + 1,
        column: index + 1,
        columnName: String.fromCharCode(65 + index),
        merged: false,
      }),
    ),
  );
  return { kind: 'csv', sheets: [{ name: '目录', hidden: false, rows: cells }] };
}
const header = [
  '序号',
  '一级事项',
  '二级事项',
  '公开内容(要素)',
  '公开依据',
  '公开时限',
  '公开主体',
  '公开渠道和载体',
  '公开对象',
  '公开方式',
];
const line = (...cells: string[]) => [...cells, ...header.slice(cells.length).map(() => '')];

const asDraft = (mapped: MappedTable): DraftRow[] =>
  mapped.rows.map(({ fields }, index) => ({ id: `id${index}`, itemKey: `key${index}`, fields }));

const files: readonly (readonly [file: string, source: number, rows: number])[] = [
  ['jiceng_standard_catalogue_rows.csv', 139, 138],
  ['village_affairs_catalogue_rows.csv', 82, 82],
  ['town_basic_catalogue_rows.csv', 42, 42],
  ['party_affairs_items.csv', 79, 79],
  ['village_statutory_items.csv', 103, 103],
  ['gov_info_regulation_lists.csv', 46, 30],
];
for (const [name, source, rows] of files) {
  test(`every row of ${name} becomes a catalogue row or is listed with a reason`, async (t) => {
    const path = join(shared, 'domain/data', name);
    if (!existsSync(path)) return t.skip(`shared data missing: ${path}`);
    const read = await readTables({ path, name, size: 1 });
    assert.ok(read.ok, read.ok ? '' : read.code);
    const kind = name.startsWith('party') ? 'party' : name.startsWith('village') ? 'village' : 'government';
    const mapped = mapTable(read.value, { affairsKind: kind, scope: undefined });
    const header = mapped.skipped.filter(({ code }) => code === 'header').length;
    const reasons = Object.entries(Object.groupBy(mapped.skipped, ({ code }) => code)).map(
      ([code, list]) => `${code} ${list?.length}`,
    );
    const limits = mapped.rows.filter(({ fields }) => fields.timeLimit !== '');
    const flagged = limits.filter((row) => row.flagged.length > 0).length;
    t.diagnostic(
      `${source} data rows: ${mapped.rows.length} rows, skipped ${reasons.join(', ')}; ` +
        `${limits.length} time limits, ${limits.length - flagged} understood, ${flagged} flagged; ${mapped.problems.length} remarks`,
    );
    assert.equal(mapped.rows.length + mapped.skipped.length, mapped.sourceRows);
    assert.equal(mapped.sourceRows - header, source);
    assert.equal(mapped.rows.length, rows);
    for (const row of mapped.rows) itemFields.parse(row.fields);
    assert.equal(mergeRows(asDraft(mapped), mapped.rows, 'replace').changesNothing, true);
  });
}

test('scope, mode and channels of real Party rows', async (t) => {
  const path = join(shared, 'domain/data/party_affairs_items.csv');
  if (!existsSync(path)) return t.skip(`shared data missing: ${path}`);
  const read = await readTables({ path, name: 'party_affairs_items.csv', size: 1 });
  assert.ok(read.ok);
  const { rows } = mapTable(read.value, { affairsKind: 'party', scope: undefined });
  const scopes = Object.groupBy(rows, ({ fields }) => fields.scope);
  assert.deepEqual(
    [scopes.society?.length, scopes.wholeParty?.length, scopes.unit?.length, scopes.specific?.length],
    [29, 2, 43, 5],
  );
  assert.ok(rows.every(({ fields }) => fields.carriers.length > 0 && fields.mode === 'proactive'));
});

test('a header of two rows, with ticked sub-columns', () => {
  const mapped = mapTable(
    table(
      ['某镇政务公开标准目录', '', '', '', '', '', '', ''],
      ['序号', '公开事项', '公开事项', '公开内容（要素）', '公开时限', '公开对象', '公开对象', '公开方式'],
      ['序号', '一级事项', '二级事项', '公开内容（要素）', '公开时限', '全社会', '特定群众', '公开方式'],
      ['1', '机构信息', '机构职能', '职能', '及时公开', '√', '', '主动'],
      ['2', '', '领导信息', '分工', '同上', '', '√', '依申请'],
    ),
    options,
  );
  assert.deepEqual(
    mapped.skipped.map(({ code, row }) => `${code} ${row}`),
    ['title 1', 'header 2', 'header 3'],
  );
  const [first, second] = mapped.rows.map(({ fields }) => fields);
  assert.deepEqual(
    [first?.matter1, first?.matter2, first?.audience, first?.scope, first?.mode],
    ['机构信息', '机构职能', '全社会', 'society', 'proactive'],
  );
  assert.deepEqual(
    [second?.matter1, second?.timeLimit, second?.scope, second?.mode],
    ['机构信息', '及时公开', 'specific', 'onRequest'],
  );
});

test('problems name row, column, what was read and what is expected', () => {
  const mapped = mapTable(
    table(
      header,
      line('1', '甲类', '某事项', '内容', '依据', '同上'),
      line('2', '甲类', '另一事项', '内容', '依据', '收到文件后3个工作日内'),
    ),
    options,
  );
  const told = mapped.problems.map(({ row, column, code, severity, read }) => ({
    row,
    column,
    code,
    severity,
    read,
  }));
  assert.deepEqual(
    told.filter(({ severity }) => severity !== 'note'),
    [
      { row: 2, column: 6, code: 'same-as-above-without-row', severity: 'error', read: '同上' },
      { row: 2, column: 6, code: 'time-limit-missing', severity: 'warning', read: '' },
      { row: 3, column: 6, code: 'time-limit-unclear', severity: 'warning', read: '收到文件后3个工作日内' },
    ],
  );
  assert.deepEqual(
    mapped.rows.map(({ broken }) => broken),
    [true, false],
  );
});

test('an unknown scope is an error, not a guess', () => {
  const wide = [...header, '公开范围'];
  const mapped = mapTable(table(wide, [...line('1', '甲', '乙', '丙', '', '及时公开'), '看情况']), {
    ...options,
    affairsKind: 'party',
  });
  assert.deepEqual(
    mapped.problems.map(({ code, severity }) => `${severity} ${code}`),
    ['error scope-unclear'],
  );
  assert.equal(mapped.rows[0]?.fields.scope, 'specific');
});

test('columns nobody knows are named, not lost', () => {
  const mapped = mapTable(
    table([...header, '联系电话'], [...line('1', '甲', '乙', '丙', '', '及时公开'), '0']),
    options,
  );
  assert.deepEqual(
    mapped.problems.map(({ code, read }) => `${code} ${read}`),
    ['column-ignored 联系电话'],
  );
});

test('a file without a header has no rows and every row its reason', () => {
  const mapped = mapTable(table(['一', '二'], ['三', '四']), options);
  assert.deepEqual([mapped.headers, mapped.rows.length, mapped.skipped.length], [0, 0, 2]);
});

const channels: readonly (readonly [string, readonly string[]])[] = [
  ['■政府网站 □政府公报 ■两微一端 □其他', ['政府网站', '两微一端']],
  ['■政府网站 ■其他 基层公共服务平台', ['政府网站', '基层公共服务平台']],
  ['■政府网站\n■其他:办税服务厅', ['政府网站', '办税服务厅']],
  [
    't政府网站□政府公报\n□两微一端\nt社区/企事业单位/村公示栏(电子屏)\n□精准推送',
    ['政府网站', '社区/企事业单位/村公示栏(电子屏)'],
  ],
  ['▄政府网站;口政府公报;口政务新媒体;口精准推送', ['政府网站']],
  ['1.政府网站 2.两微一端 3.政务服务中心', ['政府网站', '两微一端', '政务服务中心']],
  ['村务公开栏、政府网站', ['村务公开栏', '政府网站']],
  ['政府网站/被征收范围内公告栏', ['政府网站', '被征收范围内公告栏']],
  ['政务公开栏\n政务发布会\n政务论坛', ['政务公开栏', '政务发布会', '政务论坛']],
  ['□政府网站 □政府公报', []],
];
for (const [text, want] of channels) {
  test(`channels of “${text.replace(/\s/g, ' ').slice(0, 24)}”`, () =>
    assert.deepEqual(readCarriers(text).carriers, want));
}
test('a check-list without a tick is told apart from an empty cell', () => {
  assert.equal(readCarriers('□政府网站 □政府公报').nothingTicked, true);
  assert.equal(readCarriers('').nothingTicked, false);
});

test('scope and mode phrases', () => {
  assert.deepEqual(
    [
      '向社会公开',
      '在全党公开',
      '在本地区、本部门、本单位公开',
      '对特定党的组织、党员和群众公开',
      '党内',
    ].map(readScope),
    ['society', 'wholeParty', 'unit', 'specific', undefined],
  );
  assert.deepEqual(['主动', '主动、依申请', '依申请', '公开栏'].map(readMode), [
    'proactive',
    'proactive',
    'onRequest',
    undefined,
  ]);
});

test('the longest texts are those of the form', () => {
  for (const [field, max] of Object.entries(longest)) {
    const shape = itemFields.shape[field as 'note'];
    assert.ok(shape.safeParse('字'.repeat(max)).success, field);
    assert.ok(!shape.safeParse('字'.repeat(max + 1)).success, field);
  }
});

test('a cell beyond the limit is an error with the limit', () => {
  const mapped = mapTable(table(header, line('1', '甲'.repeat(201), '乙', '丙', '', '及时公开')), options);
  assert.deepEqual(
    mapped.problems.map(({ code, expected }) => [code, expected]),
    [['cell-too-long', 'cell-too-long:200']],
  );
});

const word = fc.constantFrom('机构', '预算', '低保', '工程', '选举', '党费', '收支');
const someFields: fc.Arbitrary<ItemFields> = fc
  .record({
    matter1: fc.constantFrom('', '甲类', '乙类'),
    matter2: word,
    content: fc.constantFrom('名称、职能', '第一段\n第二段', '金额'),
    basis: fc.constantFrom('', '《某条例》'),
    scope: fc.constantFrom('society', 'wholeParty', 'unit', 'specific'),
    audience: fc.constantFrom('', '全社会', '特定群众'),
    mode: fc.constantFrom('proactive', 'onRequest'),
    carriers: fc.uniqueArray(fc.constantFrom('政府网站', '公开栏', '社区/企事业单位/村公示栏(电子屏)')),
    timeLimit: fc.constantFrom('每季度公布一次', '及时公开', '长期公开', ''),
    stages: fc.subarray(['before', 'decision', 'result']),
    responsible: fc.constantFrom('办公室', ''),
    adminLevel: fc.constantFrom('村级', ''),
    retention: fc.constantFrom('permanent', 'years30', 'years10'),
    note: fc.constantFrom('', '备查'),
  })
  .map((fields): ItemFields => {
    const clauses = [...parseTimeLimit(fields.timeLimit).clauses];
    return { ...fields, clauses, timeKind: timeKindOf(clauses) ?? 'prompt' } as ItemFields;
  });

async function reread(t: TestContext, bytes: Buffer, name: string): Promise<MappedTable> {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const read = await readTables({ path, name, size: bytes.length });
  assert.ok(read.ok, read.ok ? '' : read.code);
  return mapTable(read.value, options);
}

for (const format of ['csv', 'xlsx'] as const) {
  test(`an exported catalogue reads back unchanged (${format})`, async (t) => {
    const sets = fc.sample(
      fc.uniqueArray(someFields, { minLength: 1, maxLength: 12, selector: (f) => JSON.stringify(f) }),
      6,
    );
    for (const rows of sets) {
      const mapped = await reread(t, exportCatalogue('目录', rows, format), `目录.${format}`);
      assert.deepEqual(
        mapped.rows.map(({ fields }) => fields),
        rows,
      );
      const draft = rows.map((fields, index) => ({ id: `i${index}`, itemKey: `k${index}`, fields }));
      assert.equal(mergeRows(draft, mapped.rows, 'replace').changesNothing, true);
    }
  });
}

test('counts add up for any table', () => {
  const cell = fc.constantFrom(
    '',
    '1',
    '甲类',
    '某事项',
    '内容',
    '同上',
    '及时公开',
    '■政府网站',
    '主动',
    '序号',
    '公开事项',
  );
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 10, maxLength: 10 }), { maxLength: 20 }), (rows) => {
      const mapped = mapTable(table(['标题'], header, ...rows), options);
      assert.equal(mapped.rows.length + mapped.skipped.length, mapped.sourceRows);
      const places = [...mapped.rows, ...mapped.skipped].map(({ row }) => row).toSorted((a, b) => a - b);
      assert.deepEqual(
        places,
        Array.from({ length: rows.length + 2 }, (_, index) => index + 1),
      );
    }),
  );
});

test('what a table does not say of a known row stays as it was', () => {
  const before = mapTable(table(header, line('1', '甲', '乙', '丙', '', '及时公开')), options);
  const draft = asDraft(before).map((row) => ({
    ...row,
    fields: { ...row.fields, retention: 'permanent' as const, note: '手写' },
  }));
  const again = mapTable(table(header, line('1', '甲', '乙', '丙', '《某法》', '及时公开')), options);
  const merged = mergeRows(draft, again.rows, 'replace');
  assert.deepEqual([merged.diff.changed, merged.diff.added, merged.diff.removed], [1, 0, 0]);
  assert.deepEqual(
    merged.diff.rows[0]?.fields.map(({ field }) => field),
    ['basis'],
  );
  assert.deepEqual([merged.rows[0]?.fields.retention, merged.rows[0]?.fields.note], ['permanent', '手写']);
});

test('rows the file lacks go or stay, as chosen', () => {
  const two = mapTable(
    table(header, line('1', '甲', '乙', '丙', '', '及时公开'), line('2', '甲', '丁', '戊', '', '及时公开')),
    options,
  );
  const one = mapTable(table(header, line('1', '甲', '乙', '丙', '', '及时公开')), options);
  assert.equal(mergeRows(asDraft(two), one.rows, 'replace').diff.removed, 1);
  const kept = mergeRows(asDraft(two), one.rows, 'append');
  assert.deepEqual([kept.diff.removed, kept.rows.length, kept.changesNothing], [0, 2, true]);
});
