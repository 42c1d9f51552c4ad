import type { RefusalParams } from '#kernel';
import { columnName, type SheetRow } from '#platform/tabular';
import { isUscc } from '../domain.ts';
import { type ImportProblem, unitCode } from '../forms.ts';
import { messages } from '../messages.ts';
import {
  type ImportColumn,
  importColumns,
  type UnitKind,
  type UnitLevel,
  unitKinds,
  unitLevels,
} from '../vocabulary.ts';
import type { Heading } from './heading.ts';

/** One row of the file as a unit would hold it; a wrong cell is null and has its problem. */
export type ReadRow = {
  readonly sheet: string;
  readonly row: number;
  readonly values: Readonly<Partial<Record<ImportColumn, string | null>>>;
  readonly problems: readonly ImportProblem[];
  readonly levelRead: string;
};

/** What is expected of a cell: the message key, or null when the text is right. `value` is what is stored. */
type Reading = {
  readonly value: string | null;
  readonly expected: string | null;
  readonly params?: RefusalParams;
};

const right = (value: string | null): Reading => ({ value, expected: null });
const wrong = (expected: string, params?: RefusalParams): Reading => ({
  value: null,
  expected: `unitImport.${expected}`,
  ...(params === undefined ? {} : { params }),
});

const plain = (text: string) => text.replaceAll(/[\s（）()]/g, '').toLowerCase();

/** Words for a value of a closed list: its identifier and its names in both languages. */
function wordsOf<Value extends string>(values: readonly Value[], name: (value: Value) => readonly string[]) {
  return new Map(
    values.flatMap((value) => [value, ...name(value)].map((word): [string, Value] => [plain(word), value])),
  );
}

const otherLevelNames: Readonly<Record<UnitLevel, readonly string[]>> = {
  province: ['省'],
  city: ['市', '地市级'],
  district: ['区县', '区', '县', '县级', '区级', '县区级'],
  town: ['镇街', '镇', '乡', '街道', '乡镇', '乡级', '镇级', '乡镇级'],
  village: ['村', '社区', '村级', '村社区', '村居'],
};
const levels = wordsOf(unitLevels, (level) => [
  messages['zh-CN'][`unitLevel.${level}`],
  messages.en[`unitLevel.${level}`],
  ...otherLevelNames[level],
]);
const otherKindNames: Readonly<Partial<Record<UnitKind, readonly string[]>>> = {
  partyWorkingCommittee: ['党工委', '派出机关'],
  disciplineCommission: ['纪律检查委员会'],
  partyDepartment: ['工作机关', '党委工作机关'],
  generalPartyBranch: ['总支'],
  partyBranch: ['支部'],
  villageCommittee: ['村委会'],
  residentsCommittee: ['居委会', '社区居委会'],
  stateEnterprise: ['国企'],
};
const kinds = wordsOf(unitKinds, (kind) => [
  messages['zh-CN'][`unitKind.${kind}`],
  messages.en[`unitKind.${kind}`],
  ...(otherKindNames[kind] ?? []),
]);

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unstorable = /[\u0000-\u0008\u000b-\u001f]/;

function readLimited(text: string, max: number): Reading {
  if (text.length > max || unstorable.test(text) || !text.isWellFormed())
    return wrong('expectedText', { max });
  return right(text === '' ? null : text);
}

const readCode = (text: string) => (unitCode.safeParse(text).success ? right(text) : wrong('expectedCode'));
const readOptionalCode = (text: string) => (text === '' ? right(null) : readCode(text));

function readWebsite(text: string): Reading {
  const limited = readLimited(text, 300);
  if (limited.value === null) return limited;
  return /^https?:\/\//i.test(text) && URL.canParse(text) ? limited : wrong('expectedWebsite');
}

function readName(text: string): Reading {
  const limited = readLimited(text, 120);
  return limited.value === null ? wrong('expectedName') : limited;
}

const readers: Readonly<Record<ImportColumn, (text: string) => Reading>> = {
  code: readCode,
  name: readName,
  shortName: (text) => readLimited(text, 60),
  level: (text) => {
    const level = levels.get(plain(text));
    return level === undefined ? wrong('expectedLevel') : right(level);
  },
  kind: (text) => {
    const kind = kinds.get(plain(text));
    return kind === undefined ? wrong('expectedKind') : right(kind);
  },
  superiorCode: readOptionalCode,
  lineCode: readOptionalCode,
  uscc: (text) => (text === '' ? right(null) : isUscc(text) ? right(text) : wrong('expectedUscc')),
  address: (text) => readLimited(text, 200),
  phone: (text) => readLimited(text, 40),
  publicContact: (text) => readLimited(text, 200),
  website: readWebsite,
  officeHours: (text) => readLimited(text, 200),
  introduction: (text) => readLimited(text, 4000),
  sortOrder: (text) => {
    if (text === '') return right('0');
    return /^\d{1,7}$/.test(text) && Number(text) <= 1_000_000
      ? right(String(Number(text)))
      : wrong('expectedNumber');
  },
};

const READ_SHOWN = 120;

/** Reads one row under its heading. Columns the file does not have are absent, not empty. */
export function readRow(row: SheetRow, heading: Heading): ReadRow {
  const values: Partial<Record<ImportColumn, string | null>> = {};
  const problems: ImportProblem[] = [];
  for (const [at, column] of heading.columns.entries()) {
    if (column === null) continue;
    const text = row.texts[at] ?? '';
    const reading = readers[column](text);
    values[column] = reading.value;
    if (reading.expected === null) continue;
    problems.push({
      sheet: row.sheet,
      row: row.row,
      column: columnName(at + 1),
      heading: heading.texts[at] ?? null,
      read: printable(text),
      expected: reading.expected,
      params: reading.params ?? {},
    });
  }
  const levelRead = printable(row.texts[heading.columns.indexOf('level')] ?? '');
  return { sheet: row.sheet, row: row.row, values, problems, levelRead };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they cannot be stored
const control = /[\u0000-\u0008\u000b-\u001f]/g;

function printable(text: string): string {
  return text.slice(0, READ_SHOWN).replace(control, '\ufffd').toWellFormed();
}

/** Which columns of ours a set of headings has, in our order. */
export function columnsOf(headings: readonly Heading[]): readonly ImportColumn[] {
  return importColumns.filter((column) => headings.some((heading) => heading.columns.includes(column)));
}
