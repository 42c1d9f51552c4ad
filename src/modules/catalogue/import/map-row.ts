import type { Cell } from '#platform/tabular';
import type { ItemFields } from '../forms/catalogue.ts';
import type { ImportProblem } from '../forms/import.ts';
import type { AffairsKind, Scope } from '../forms/vocabulary.ts';
import { parseTimeLimit, timeKindOf } from '../time-limit/index.ts';
import { readCarriers } from './carriers.ts';
import {
  isNotDisclosure,
  isTicked,
  nothing,
  oneLine,
  paragraphs,
  readMode,
  readRetention,
  readScope,
  readStages,
  readTimeKind,
  sameAbove,
  scopeOfAudience,
} from './cells.ts';
import type { Field } from './columns.ts';
import type { Column } from './header.ts';

export type ImportOptions = { readonly affairsKind: AffairsKind; readonly scope: Scope | undefined };

/** A row as read: its fields, and which of them the table really gave (the rest are defaults and overwrite nothing). */
export type ReadRow = {
  readonly fields: ItemFields;
  readonly given: ReadonlySet<keyof ItemFields>;
  readonly flagged: readonly string[];
};

export type RowOutcome =
  | { readonly kind: 'row'; readonly row: ReadRow; readonly problems: readonly Problem[] }
  | { readonly kind: 'skipped'; readonly code: string; readonly problems: readonly Problem[] };

export type Problem = Pick<ImportProblem, 'column' | 'columnName' | 'read' | 'severity' | 'code'> & {
  readonly params?: Readonly<Record<string, number>>;
};

/** The longest text a field takes; the form says the same and a test compares them. */
export const longest: Readonly<Partial<Record<keyof ItemFields, number>>> = {
  matter1: 200,
  matter2: 500,
  content: 4000,
  basis: 4000,
  audience: 500,
  timeLimit: 1000,
  responsible: 500,
  adminLevel: 200,
  note: 1000,
};

/** The texts of one row by what their columns hold. */
export type Texts = Readonly<Partial<Record<Field, string>>>;

/** Gathers a row's cells by field; ticked sub-columns give their label. */
export function textsOf(row: readonly Cell[], columns: readonly Column[]): Texts {
  const texts: Partial<Record<Field, string>> = {};
  for (const { column, field, tick } of columns) {
    if (field === undefined) continue;
    const cell = row.find((one) => one.column === column);
    if (field === 'matter2' && spansBothLevels(row, cell)) continue;
    const printed = cell?.text.trim() ?? '';
    const text = tick === undefined ? printed : isTicked(printed) ? tick : '';
    if (text === '') continue;
    const before = texts[field];
    texts[field] =
      before === undefined || before === text ? text : `${before}${field === 'basis' ? '' : '、'}${text}`;
  }
  return texts;
}

/** One cell merged over both levels names one matter, not a matter and itself below it. */
function spansBothLevels(row: readonly Cell[], cell: Cell | undefined): boolean {
  const before = row.find((one) => one.column === (cell?.column ?? 0) - 1);
  return cell?.merged === true && before?.merged === true && before.text === cell.text;
}

/** Makes one catalogue row of what was read, with everything that a person should look at. Pure. */
export function mapRow(
  own: Texts,
  above: Texts | undefined,
  columns: readonly Column[],
  options: ImportOptions,
): RowOutcome & { readonly texts: Texts } {
  const problems: Problem[] = [];
  const tell = (
    field: Field,
    severity: Problem['severity'],
    code: string,
    read: string,
    params?: Problem['params'],
  ) => {
    const place = columns.find((column) => column.field === field);
    const shown = { column: place?.column ?? 0, columnName: place?.printed ?? '' };
    problems.push({
      ...shown,
      severity,
      code,
      read: read.slice(0, 500),
      ...(params === undefined ? {} : { params }),
    });
  };
  const texts = resolveSameAbove(own, above, tell);
  const outcome = (kind: 'skipped', code: string) => ({ kind, code, problems, texts });
  if (isNotDisclosure(texts.modeOrCarriers ?? '')) return outcome('skipped', 'not-disclosure');
  if ((texts.matter1 ?? '') + (texts.matter2 ?? '') + (texts.content ?? '') === '') {
    return outcome('skipped', 'serial-only');
  }
  // A level-1 matter alone, on a numbered row without anything else, is a placeholder too.
  if (
    Object.keys(texts).every((field) => field === 'serial' || field === 'matter1') &&
    own.matter1 === undefined
  ) {
    return outcome('skipped', 'serial-only');
  }
  const row = readFields(texts, columns, options, tell);
  return { kind: 'row', row, problems, texts };
}

type Tell = (
  field: Field,
  severity: Problem['severity'],
  code: string,
  read: string,
  params?: Problem['params'],
) => void;

/** 同上, and level-1 matters that a merged cell left empty. Only what the table says is filled; the rest stays empty. */
function resolveSameAbove(own: Texts, above: Texts | undefined, tell: Tell): Texts {
  const texts: Partial<Record<Field, string>> = {};
  for (const [name, text] of Object.entries(own)) {
    const field = name as Field;
    if (!sameAbove.test(oneLine(text))) {
      if (!nothing.test(text)) texts[field] = text;
      continue;
    }
    const taken = above?.[field];
    if (taken === undefined) tell(field, 'error', 'same-as-above-without-row', text);
    else {
      texts[field] = taken;
      tell(field, 'note', 'same-as-above', taken);
    }
  }
  const isNextOfGroup =
    own.matter1 === undefined && own.matter2 !== undefined && oneLine(own.serial ?? '') !== '1';
  if (isNextOfGroup && above?.matter1 !== undefined) {
    texts.matter1 = above.matter1;
    tell('matter1', 'note', 'filled-from-above', above.matter1);
  }
  return texts;
}

function readFields(texts: Texts, columns: readonly Column[], options: ImportOptions, tell: Tell): ReadRow {
  const given = new Set<keyof ItemFields>();
  const has = (field: Field) => columns.some((column) => column.field === field);
  const short = (field: 'matter1' | 'matter2' | 'audience' | 'responsible' | 'adminLevel' | 'note') => {
    if (has(field)) given.add(field);
    return limited(field, oneLine(texts[field] ?? ''), tell);
  };
  const long = (field: 'content' | 'basis') => {
    if (has(field)) given.add(field);
    const article = field === 'basis' ? (texts.basisArticle ?? '') : '';
    if (article !== '') given.add('basis');
    return limited(field, paragraphs(texts[field] ?? '') + article, tell);
  };
  const time = readTime(texts, has, given, tell);
  const channels = readChannels(texts, has, given, tell);
  const scope = readScopeOf(texts, options, has, given, tell);
  if (has('stages')) given.add('stages');
  if (has('retention')) given.add('retention');
  const retention = readRetention(texts.retention ?? '');
  return {
    given,
    flagged: time.flagged,
    fields: {
      matter1: short('matter1'),
      matter2: short('matter2'),
      content: long('content'),
      basis: long('basis'),
      scope,
      audience: short('audience'),
      mode: channels.mode,
      carriers: channels.carriers,
      timeKind: time.timeKind,
      timeLimit: time.timeLimit,
      clauses: time.clauses,
      stages: readStages(texts.stages ?? ''),
      responsible: short('responsible'),
      adminLevel: short('adminLevel'),
      retention: retention ?? 'years10',
      note: short('note'),
    },
  };
}

function limited(field: Field & keyof ItemFields, text: string, tell: Tell): string {
  const max = longest[field];
  if (max === undefined || text.length <= max) return text;
  tell(field, 'error', 'cell-too-long', text, { max });
  return text.slice(0, max);
}

function readTime(texts: Texts, has: (field: Field) => boolean, given: Set<keyof ItemFields>, tell: Tell) {
  if (has('timeLimit')) given.add('timeLimit').add('clauses').add('timeKind');
  const printed = limited('timeLimit', (texts.timeLimit ?? '').trim(), tell);
  const posting = postingText(texts.posting ?? '', tell);
  const timeLimit = printed === '' ? posting : posting === '' ? printed : `${printed}；${posting}`;
  const { clauses, flagged } = parseTimeLimit(timeLimit);
  if (timeLimit === '') tell('timeLimit', 'warning', 'time-limit-missing', '');
  for (const part of flagged) tell('timeLimit', 'warning', 'time-limit-unclear', part);
  const chosen = readTimeKind(texts.timeKind ?? '');
  if (chosen !== undefined) given.add('timeKind');
  // Without a limit nothing is dated until someone records an event: no day is invented.
  return { timeLimit, clauses: [...clauses], flagged, timeKind: chosen ?? timeKindOf(clauses) ?? 'prompt' };
}

/** How long it stays up, from a column of its own; words that are not a length of time are shown and left out. */
function postingText(text: string, tell: Tell): string {
  if (text === '' || /^未规定$/u.test(text)) return '';
  const { clauses, flagged } = parseTimeLimit(text);
  if (clauses.length === 1 && flagged.length === 0) return text;
  tell('posting', 'warning', 'time-limit-unclear', text);
  return '';
}

function readChannels(
  texts: Texts,
  has: (field: Field) => boolean,
  given: Set<keyof ItemFields>,
  tell: Tell,
) {
  const way = texts.modeOrCarriers ?? '';
  const mode = readMode(way);
  if (mode !== undefined) given.add('mode');
  const cells = [texts.carriers ?? '', mode === undefined ? way : ''].filter((text) => text !== '');
  if (has('carriers') || (mode === undefined && way !== '')) given.add('carriers');
  const read = cells.map(readCarriers);
  if (read.some(({ nothingTicked }) => nothingTicked))
    tell('carriers', 'warning', 'nothing-ticked', texts.carriers ?? way);
  const carriers = [...new Set(read.flatMap((one) => one.carriers))]
    .filter((name) => name.length <= 100)
    .slice(0, 40);
  return { mode: mode ?? ('proactive' as const), carriers };
}

/** Where nobody says, Party affairs stay within the unit: widening needs a decision, narrowing does not. */
function readScopeOf(
  texts: Texts,
  options: ImportOptions,
  has: (field: Field) => boolean,
  given: Set<keyof ItemFields>,
  tell: Tell,
): Scope {
  const fallback = options.scope ?? (options.affairsKind === 'party' ? 'unit' : 'society');
  const printed = texts.scope ?? '';
  if (printed !== '') {
    given.add('scope');
    const scope = readScope(printed);
    if (scope === undefined) tell('scope', 'error', 'scope-unclear', printed);
    return scope ?? 'specific';
  }
  const byAudience = has('audience') ? scopeOfAudience(texts.audience ?? '') : undefined;
  if (byAudience !== undefined) given.add('scope');
  return byAudience ?? fallback;
}
