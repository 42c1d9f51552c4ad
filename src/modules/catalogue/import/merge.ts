import { diffFields, diffVersions, flaggedOf, type VersionRow } from '../content.ts';
import type { CatalogueDiff, ItemFields } from '../forms/catalogue.ts';
import type { PlacedRow } from './map-table.ts';

/** A row of the draft, as far as an import may change it. */
export type DraftRow = { readonly id: string; readonly itemKey: string; readonly fields: ItemFields };

export type MergedRow = {
  /** Null: a new row. */
  readonly draft: DraftRow | null;
  readonly fields: ItemFields;
  readonly flagged: readonly string[];
  readonly changed: boolean;
};

export type Merge = {
  /** The draft as it will be, in order. */
  readonly rows: readonly MergedRow[];
  readonly removed: readonly DraftRow[];
  readonly diff: CatalogueDiff;
  readonly changesNothing: boolean;
};

/**
 * What importing means for a draft. Rows are the same when matter and content are, or else when the matter alone is; what
 * the table does not say of a known row stays as it is in the draft. Importing the same file twice changes nothing. Pure.
 *
 * @param mode `replace`: rows the file lacks go; `append`: they stay, behind the file's
 */
export function mergeRows(
  draft: readonly DraftRow[],
  read: readonly PlacedRow[],
  mode: 'replace' | 'append',
): Merge {
  const pool = poolOf(draft);
  const exact = read.map((row) => pool.take(fullKey(row.fields)));
  const matched = read.map((row, index) => exact[index] ?? pool.takeByMatter(matterKey(row.fields)));
  const rows = read.map((row, index) => mergeRow(row, matched[index] ?? null));
  const left = pool.rest();
  const kept =
    mode === 'append'
      ? left.map((row) => ({
          draft: row,
          fields: row.fields,
          flagged: flaggedOf(row.fields),
          changed: false,
        }))
      : [];
  const removed = mode === 'append' ? [] : left;
  const after: VersionRow[] = [...rows, ...kept].map((row, index) => ({
    itemKey: row.draft?.itemKey ?? `new ${index}`,
    fields: row.fields,
  }));
  const diff = diffVersions(draft, after);
  const shown = {
    ...diff,
    rows: diff.rows.map((row) => (row.itemKey?.startsWith('new ') ? { ...row, itemKey: null } : row)),
  };
  return { rows: [...rows, ...kept], removed, diff: shown, changesNothing: diff.rows.length === 0 };
}

const bare = (text: string) => text.replace(/\s+/gu, '');
const matterKey = (fields: ItemFields) =>
  bare(fields.matter2) === '' ? undefined : `${bare(fields.matter1)}\u0001${bare(fields.matter2)}`;
const fullKey = (fields: ItemFields) =>
  `${bare(fields.matter1)}\u0001${bare(fields.matter2)}\u0001${bare(fields.content)}`;

function mergeRow(row: PlacedRow, draft: DraftRow | null): MergedRow {
  if (draft === null) return { draft, fields: row.fields, flagged: row.flagged, changed: true };
  const fields = { ...draft.fields };
  for (const name of row.given) assign(fields, name, row.fields);
  // The same words again: what a person made of them stays.
  if (fields.timeLimit === draft.fields.timeLimit) {
    fields.clauses = draft.fields.clauses;
    fields.timeKind = draft.fields.timeKind;
  }
  return { draft, fields, flagged: flaggedOf(fields), changed: diffFields(draft.fields, fields).length > 0 };
}

function assign<Name extends keyof ItemFields>(target: ItemFields, name: Name, source: ItemFields): void {
  target[name] = source[name];
}

type Pool = {
  readonly take: (key: string) => DraftRow | undefined;
  readonly takeByMatter: (key: string | undefined) => DraftRow | undefined;
  readonly rest: () => DraftRow[];
};

/** Draft rows not yet matched; each is taken at most once, in order. */
function poolOf(draft: readonly DraftRow[]): Pool {
  const left = new Set(draft);
  const byFull = Map.groupBy(draft, (row) => fullKey(row.fields));
  const byMatter = Map.groupBy(draft, (row) => matterKey(row.fields));
  const takeFrom = (rows: readonly DraftRow[] | undefined) => {
    const row = rows?.find((one) => left.has(one));
    if (row !== undefined) left.delete(row);
    return row;
  };
  return {
    take: (key) => takeFrom(byFull.get(key)),
    takeByMatter: (key) => (key === undefined ? undefined : takeFrom(byMatter.get(key))),
    rest: () => draft.filter((row) => left.has(row)),
  };
}
