import type { CatalogueDiff, ItemFields } from './forms/catalogue.ts';
import { parseTimeLimit } from './time-limit/index.ts';

/** One row of a version, as far as comparing goes. */
export type VersionRow = { readonly itemKey: string; readonly fields: ItemFields };

const fieldNames = [
  'matter1',
  'matter2',
  'content',
  'basis',
  'scope',
  'audience',
  'mode',
  'carriers',
  'timeKind',
  'timeLimit',
  'clauses',
  'stages',
  'responsible',
  'adminLevel',
  'retention',
  'note',
] as const satisfies readonly (keyof ItemFields)[];

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** The fields in which two rows differ, in the order of the form. Pure. */
export function diffFields(before: ItemFields, after: ItemFields) {
  return fieldNames
    .filter((field) => !same(sorted(before[field]), sorted(after[field])))
    .map((field) => ({
      field: field as string,
      before: before[field] as unknown,
      after: after[field] as unknown,
    }));
}

/** Objects read back from the database have their keys in another order; that is no difference. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}

/** What changed between two versions, matched by item key; rows in the order of the later one, removed ones last. Pure. */
export function diffVersions(before: readonly VersionRow[], after: readonly VersionRow[]): CatalogueDiff {
  const old = new Map(before.map((row) => [row.itemKey, row.fields]));
  const kept = new Set(after.map((row) => row.itemKey));
  const rows: CatalogueDiff['rows'] = after.flatMap(({ itemKey, fields }) => {
    const was = old.get(itemKey);
    const changes = was === undefined ? [] : diffFields(was, fields);
    if (was !== undefined && changes.length === 0) return [];
    const change = was === undefined ? ('added' as const) : ('changed' as const);
    return [{ itemKey, matter: matterOf(fields), change, fields: changes }];
  });
  const removed: CatalogueDiff['rows'] = before
    .filter(({ itemKey }) => !kept.has(itemKey))
    .map(({ itemKey, fields }) => ({
      itemKey,
      matter: matterOf(fields),
      change: 'removed' as const,
      fields: [],
    }));
  const added = rows.filter(({ change }) => change === 'added').length;
  return {
    added,
    removed: removed.length,
    changed: rows.length - added,
    unchanged: after.length - rows.length,
    rows: [...rows, ...removed],
  };
}

/** What a row is called in lists. */
export function matterOf(fields: Pick<ItemFields, 'matter1' | 'matter2' | 'content'>): string {
  const name = [fields.matter1, fields.matter2].filter((text) => text !== '').join(' · ');
  return name === '' ? fields.content.slice(0, 60) : name;
}

/**
 * What of a row's time limit is still unread. A person who wrote other clauses than the grammar reads has understood the
 * words in its place; then nothing is left open.
 */
export function flaggedOf(fields: Pick<ItemFields, 'timeLimit' | 'clauses'>): readonly string[] {
  const read = parseTimeLimit(fields.timeLimit);
  if (read.flagged.length === 0) return [];
  return same(sorted(read.clauses), sorted(fields.clauses)) ? read.flagged : [];
}

/** Words that were typed without clauses are read here; clauses a person gave are kept. */
export function withClauses(fields: ItemFields): ItemFields {
  return fields.clauses.length > 0
    ? fields
    : { ...fields, clauses: [...parseTimeLimit(fields.timeLimit).clauses] };
}

/** The content of a version in the order and shape in which its hash is taken when it is filed. */
export function filedContent(
  head: {
    readonly unit: number;
    readonly affairsKind: string;
    readonly year: number;
    readonly version: number;
    readonly title: string;
  },
  rows: readonly VersionRow[],
): object {
  return { ...head, rows: rows.map(({ itemKey, fields }) => ({ itemKey, ...fields })) };
}
