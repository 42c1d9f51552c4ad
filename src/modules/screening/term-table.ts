import type { z } from 'zod';
import { unguardText } from '#platform/tabular';
import { type TermProblem, termForm } from './forms.ts';

export type TermEntry = z.output<typeof termForm>;

/** Headings as the export writes them (first), and others people write. */
const columns = {
  kind: ['类别', '种类', 'kind'],
  term: ['词语', '词', '错误写法', 'term'],
  replacement: ['改为', '正确写法', 'replacement'],
  note: ['说明', '备注', 'note'],
} as const;
type ColumnName = keyof typeof columns;

export const termHeading = [
  columns.kind[0],
  columns.term[0],
  columns.replacement[0],
  columns.note[0],
] as const;

const kindWords = {
  unit_term: ['关注词', '单位关注词', 'unit_term'],
  wrong_word: ['易错词', '错别字', 'wrong_word'],
} as const;

export const termKindWord = (kind: keyof typeof kindWords): string => kindWords[kind][0];

/** A row of a file with the number its owner sees. */
export type TermRow = { readonly row: number; readonly texts: readonly string[] };

export type ReadTerms = { readonly entries: readonly TermEntry[]; readonly problems: readonly TermProblem[] };

/**
 * Reads a table of terms: headings first, then one term a row. Every row that cannot be taken is named with its reason; the
 * same term twice is a problem of its later row. Pure.
 * @param most problems told at most this many
 */
export function readTermTable(rows: readonly TermRow[], most = 200): ReadTerms {
  const [heading, ...body] = rows;
  const at = placesOf(heading?.texts ?? []);
  if (at === undefined)
    return { entries: [], problems: [{ row: heading?.row ?? 1, column: null, code: 'heading', value: '' }] };
  const entries: TermEntry[] = [];
  const problems: TermProblem[] = [];
  const seen = new Set<string>();
  for (const row of body) {
    const read = readRow(row, at);
    if ('code' in read) problems.push(read);
    else if (seen.has(`${read.kind} ${read.term}`)) {
      problems.push({ row: row.row, column: 'term', code: 'twice', value: read.term });
    } else {
      seen.add(`${read.kind} ${read.term}`);
      entries.push(read);
    }
  }
  return { entries, problems: problems.slice(0, most) };
}

type Places = Readonly<Record<ColumnName, number>>;

/** Where each column stands; term and kind must be there, the others may be missing (-1). */
function placesOf(heading: readonly string[]): Places | undefined {
  const find = (name: ColumnName) =>
    heading.findIndex((text) => (columns[name] as readonly string[]).includes(text.trim()));
  const places = {
    kind: find('kind'),
    term: find('term'),
    replacement: find('replacement'),
    note: find('note'),
  };
  return places.kind === -1 || places.term === -1 ? undefined : places;
}

function readRow({ row, texts }: TermRow, at: Places): TermEntry | TermProblem {
  const cell = (name: ColumnName) => unguardText(texts[at[name]] ?? '').trim();
  const problem = (column: ColumnName, code: TermProblem['code']): TermProblem => ({
    row,
    column,
    code,
    value: cell(column).slice(0, 60),
  });
  const word = cell('kind');
  const kind = (['unit_term', 'wrong_word'] as const).find((one) =>
    (kindWords[one] as readonly string[]).includes(word),
  );
  if (kind === undefined) return problem('kind', 'kind');
  if (cell('term') === '') return problem('term', 'empty');
  if (kind === 'wrong_word' && cell('replacement') === '') return problem('replacement', 'replacement');
  const base = { kind, term: cell('term'), note: cell('note') };
  const read = termForm.safeParse(
    kind === 'unit_term' ? base : { ...base, replacement: cell('replacement') },
  );
  if (read.success) return read.data;
  const column = read.error.issues[0]?.path[0];
  return problem(column === 'replacement' || column === 'note' ? column : 'term', 'length');
}
