import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { type Clause, parseTimeLimit, timeKindOf } from './index.ts';
import { readNumber } from './normalise.ts';

const shared = process.env.GONGKAI_SHARED ?? join(import.meta.dirname, '../../../../../shared');

function readShared(t: TestContext, name: string): Record<string, string>[] | undefined {
  const file = join(shared, 'domain/data', name);
  if (existsSync(file)) return parse(readFileSync(file), { columns: true });
  t.skip(`shared data missing: ${file}`);
  return undefined;
}

const told = (clause: Clause) =>
  [clause.trigger ?? '', clause.operator, clause.amount ?? '', clause.unit ?? '', clause.kind].join(' ');

test('every clause of every annotated phrase', (t) => {
  const rows = readShared(t, 'time_limit_phrases.csv');
  if (rows === undefined) return;
  const phrases = Map.groupBy(rows, (row) => `${row.phrase}\n${row.source}`);
  let clauses = 0;
  for (const group of phrases.values()) {
    const phrase = group[0]?.phrase ?? '';
    const got = parseTimeLimit(phrase);
    const want = group.map((r) => [r.trigger, r.operator, r.amount, r.unit, r.kind].join(' '));
    assert.deepEqual(got.clauses.map(told), want, phrase);
    assert.deepEqual(got.flagged, [], phrase);
    clauses += want.length;
  }
  t.diagnostic(`${clauses} of ${rows.length} clauses in ${phrases.size} phrases pass`);
  assert.equal(clauses, rows.length);
  assert.ok(clauses >= 140);
});

const columns: readonly (readonly [file: string, column: string, mayFlag: number])[] = [
  ['jiceng_standard_catalogue_rows.csv', '公开时限', 2],
  ['village_affairs_catalogue_rows.csv', '公开时限', 0],
  ['town_basic_catalogue_rows.csv', '公开时限', 0],
  ['party_affairs_items.csv', '公开时限(频次)', 0],
  ['village_statutory_items.csv', 'frequency', 8],
];
for (const [file, column, mayFlag] of columns) {
  test(`every time limit of ${file} is understood or flagged`, (t) => {
    const rows = readShared(t, file);
    if (rows === undefined) return;
    const cells = rows.map((row) => row[column] ?? '').filter((text) => text !== '');
    const flagged = cells.filter((text) => parseTimeLimit(text).flagged.length > 0);
    for (const text of cells) {
      const { clauses, flagged: flags } = parseTimeLimit(text);
      assert.ok(clauses.length + flags.length > 0, `lost: ${text}`);
    }
    t.diagnostic(
      `${cells.length} cells: ${cells.length - flagged.length} understood, ${flagged.length} flagged`,
    );
    assert.ok(flagged.length <= mayFlag, `flagged: ${[...new Set(flagged)].join(' | ')}`);
  });
}

const inline: readonly (readonly [string, ...string[]])[] = [
  ['每年3月底前', 'CALENDAR by_date 03-31 date periodic'],
  ['每月10日前', 'CALENDAR on_day_of_month 10 day_of_month periodic'],
  ['次月十日前', 'CALENDAR by_day_of_next_month 10 day_of_month periodic'],
  ['每年至少公开2次', 'CALENDAR every 6 month periodic'],
  ['每两周更新', 'CALENDAR every 14 calendar_day periodic'],
  ['会后及时公开', 'MEETING_DAY promptly   prompt'],
  ['会议召开前3天', 'MEETING_DAY before 3 calendar_day staged'],
  ['公示期不少于５个工作日', 'PUBLISHED posting_at_least 5 working_day staged'],
  ['长期', 'PUBLISHED keep   standing'],
];
for (const [phrase, ...want] of inline) {
  test(`reads ${phrase}`, () => {
    assert.deepEqual(parseTimeLimit(phrase).clauses.map(told), want);
    assert.deepEqual(parseTimeLimit(phrase).flagged, []);
  });
}

const notUnderstood = [
  '信息形成之日起24小时内',
  '收到文件后3个工作日内',
  '每年5次',
  '每年4月31日前',
  '年底前公开',
  '2026年6月前',
  '信息形成或变更之日起20个工作',
  '在实地启动拟征收土地工作时，在村公示栏公开。',
  '纳入村务公开',
  '待定',
];
for (const phrase of notUnderstood) {
  test(`flags, never guesses: ${phrase}`, () => {
    const read = parseTimeLimit(phrase);
    assert.deepEqual(read.clauses, []);
    assert.ok(read.flagged.length > 0);
  });
}

test('what is left over beside an understood limit is flagged, not dropped', () => {
  assert.deepEqual(parseTimeLimit('15个工作日内，特殊情况30日').flagged, ['特殊情况30日']);
  assert.deepEqual(parseTimeLimit('每月5日、20日公开').flagged, ['、20日公开']);
  assert.deepEqual(parseTimeLimit('每年第一季度').flagged, ['第一季度']);
});

test('an empty cell says nothing', () => {
  for (const blank of ['', ' ', '\n　', ';。,'])
    assert.deepEqual(parseTimeLimit(blank), { clauses: [], flagged: [] });
});

const chineseDigits = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
function chinese(number: number): string {
  const tens = Math.floor((number % 100) / 10);
  const ones = chineseDigits[number % 10] ?? '';
  if (number < 10) return ones;
  if (number < 20) return `十${ones}`;
  if (number < 100) return `${chineseDigits[tens]}十${ones}`;
  const hundreds = `${chineseDigits[Math.floor(number / 100)]}百`;
  if (number % 100 === 0) return hundreds;
  return tens === 0 ? `${hundreds}零${ones}` : `${hundreds}${chineseDigits[tens]}十${ones}`;
}

test('Chinese numerals up to 999', () => {
  for (let number = 1; number <= 999; number += 1)
    assert.equal(readNumber(chinese(number)), number, chinese(number));
});

const subjects = ['', '自', '自该', '自政府', '公开事项', '某乡人民政府'];
const events: readonly (readonly [string, string])[] = [
  ['信息形成之日起', 'INFO_FORMED'],
  ['信息形成或者变更之日起', 'INFO_FORMED_OR_CHANGED'],
  ['信息产生、变更之日起', 'INFO_FORMED_OR_CHANGED'],
  ['信息形成(变更)', 'INFO_FORMED_OR_CHANGED'],
  ['信息获取（形成变更）', 'INFO_OBTAINED_FORMED_OR_CHANGED'],
  ['制定或获取信息之日起', 'INFO_OBTAINED'],
  ['作出行政处罚决定之日起', 'ADMIN_DECISION'],
];
const units: readonly (readonly [string, string])[] = [
  ['个工作日', 'working_day'],
  ['工作日', 'working_day'],
  ['日', 'calendar_day'],
  ['天', 'calendar_day'],
];
const tails = ['', '公开', '予以公开', '及时公开', '向社会公开', '予以公'];

/** Blanks and line breaks anywhere, as narrow table columns make them. */
const blanks = fc.array(fc.constantFrom('', '', '', ' ', '\n', '　'), { minLength: 60, maxLength: 60 });
const broken = (text: string, gaps: readonly string[]) =>
  [...text].map((char, i) => char + (gaps[i % 60] ?? '')).join('');

test('variations: other bodies, numbers, numerals, widths and broken lines read the same', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...subjects),
      fc.constantFrom(...events),
      fc.integer({ min: 1, max: 120 }),
      fc.constantFrom(...units),
      fc.constantFrom(...tails),
      fc.constantFrom('arabic', 'chinese', 'wide'),
      blanks,
      (subject, [event, trigger], amount, [unit, kept], tail, style, gaps) => {
        const wide = String(amount).replace(/\d/gu, (d) => String.fromCodePoint(0xff10 + Number(d)));
        const number = style === 'arabic' ? String(amount) : style === 'chinese' ? chinese(amount) : wide;
        const phrase = `${subject}${event}${number}${unit}内${tail}`;
        const { clauses, flagged } = parseTimeLimit(broken(phrase, gaps));
        assert.deepEqual(clauses.map(told), [`${trigger} within ${amount} ${kept} prompt`], phrase);
        assert.deepEqual(flagged, [], phrase);
      },
    ),
    { numRuns: 500 },
  );
});

test('several limits in one cell are each read, whatever stands between them', () => {
  const limits: readonly (readonly [string, string])[] = [
    ['长期公开', 'PUBLISHED keep   standing'],
    ['随时公布', 'EVENT promptly   prompt'],
    ['每季度公布一次', 'CALENDAR every 3 month periodic'],
    ['信息形成之日起7个工作日内公开', 'INFO_FORMED within 7 working_day prompt'],
    ['每年1月31日前', 'CALENDAR by_date 01-31 date periodic'],
    ['选举日的20日前公布', 'ELECTION_DAY before 20 calendar_day staged'],
  ];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...limits), { minLength: 1, maxLength: 5 }),
      fc.constantFrom(';', '；', '。', '，', '；\n'),
      (chosen, separator) => {
        const { clauses, flagged } = parseTimeLimit(chosen.map(([text]) => text).join(separator));
        assert.deepEqual(
          clauses.map(told),
          chosen.map(([, want]) => want),
        );
        assert.deepEqual(flagged, []);
      },
    ),
  );
});

test('any text at all is answered, and nothing with a number in it is passed over', () => {
  const alphabet = [...'信息形成公开每年季月日内前工作个二十0123456789,;。()长期及时'];
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 40 }), (text) => {
      const { clauses, flagged } = parseTimeLimit(text);
      if (/\d/u.test(text.replace(/第\d+条/gu, '').replace(/(?:^|[;。内开布示])\d{1,2}[.、]/gu, ''))) {
        assert.ok(clauses.length + flagged.length > 0, text);
      }
    }),
    { numRuns: 1000 },
  );
});

test('the time kind of a row comes from what dates its publication', () => {
  const kind = (text: string) => timeKindOf(parseTimeLimit(text).clauses);
  assert.equal(kind('每季度公布一次;公布的期限不得少于十五日'), 'periodic');
  assert.equal(kind('公示7个工作日'), 'staged');
  assert.equal(kind('长期公开'), 'standing');
  assert.equal(kind('及时公开，公告期限为5个工作日'), 'prompt');
  assert.equal(kind('同上'), undefined);
});
