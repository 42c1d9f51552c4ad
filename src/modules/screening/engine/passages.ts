import { type Section, type SectionKind, sectionsOf } from '#platform/extraction';
import type { TextBlock } from '#platform/richtext';
import type { FindingPlace } from '../forms.ts';
import { labelsOf } from './table-labels.ts';

/** The row of a table a cell stands in: the cells of one person. */
export type RowKey = string;

/** A piece of text that is read on its own: a paragraph, lines that run on, or one cell under its label. */
export type Passage = {
  readonly text: string;
  readonly place: FindingPlace;
  /** where its first character stands in the text of the place's file; 0 in a body, whose blocks count for themselves */
  readonly offset: number;
  /** heading or field name of a cell */
  readonly label: string | null;
  readonly row: RowKey | null;
  /** Does a document begin here? */
  readonly isStart: boolean;
};

/** Blocks of a body: each on its own, cells under their labels. */
export function passagesOfBody(blocks: readonly TextBlock[]): Passage[] {
  const labels = labelsOfBody(blocks);
  return blocks.map((block, index) => ({
    text: block.text,
    place: { in: 'body', path: block.path },
    offset: 0,
    label: block.cell === null ? null : (labels.get(block.path) ?? ''),
    row: block.cell === null ? null : `${block.cell.table} ${block.cell.row}`,
    isStart: index < 3,
  }));
}

function labelsOfBody(blocks: readonly TextBlock[]): ReadonlyMap<string, string> {
  const grids = new Map<string, Map<number, Map<number, TextBlock[]>>>();
  for (const block of blocks) {
    if (block.cell === null) continue;
    const rows = grids.get(block.cell.table) ?? new Map<number, Map<number, TextBlock[]>>();
    grids.set(block.cell.table, rows);
    const row = rows.get(block.cell.row) ?? new Map<number, TextBlock[]>();
    rows.set(block.cell.row, row);
    row.set(block.cell.column, [...(row.get(block.cell.column) ?? []), block]);
  }
  const labels = new Map<string, string>();
  for (const rows of grids.values()) {
    const cells = [...rows.values()].map((row) => [...row.values()]);
    const found = labelsOf(cells.map((row) => row.map((cell) => cell.map((one) => one.text).join('\n'))));
    cells.forEach((row, rowIndex) => {
      row.forEach((cell, column) => {
        for (const block of cell) {
          const read = found[rowIndex]?.[column] ?? '';
          // A heading of several rows, or one that spans columns, is known to the table itself.
          const told = block.cell?.isHeader === true ? '' : (block.cell?.header ?? '');
          labels.set(block.path, read.includes(told) ? read : `${told} ${read}`.trim());
        }
      });
    });
  }
  return labels;
}

/** A section with the offset of its words in the stored text. */
type Located = Section & { readonly offset: number };

/** Sections of a stored text where they stand in it; the marks are read by the piece that writes them. */
export function locateSections(text: string): Located[] {
  let from = 0;
  return sectionsOf(text).map((section, index) => {
    const mark = text.indexOf('\f', from);
    // What stands before the first mark is a section without a heading line.
    if (index === 0 && mark !== 0 && section.label === '') {
      from = Math.max(mark, 0);
      return { ...section, offset: 0 };
    }
    const end = text.indexOf('\n', mark);
    const offset = end === -1 ? text.length : end + 1;
    from = mark + 1;
    return { ...section, offset };
  });
}

/** Passages of a file's words, by sections; the place says the section and the line in it. */
export function passagesOfFile(file: {
  readonly name: string;
  readonly sha256: string;
  readonly text: string;
}): Passage[] {
  const head = { in: 'attachment', name: file.name, sha256: file.sha256 } as const;
  return locateSections(file.text).flatMap((section) => {
    const place = (line: number): FindingPlace => {
      const { kind, label } = section;
      return { ...head, ...(kind === 'body' && label === '' ? {} : { section: { kind, label } }), line };
    };
    return section.kind === 'metadata'
      ? passagesOfProperties(section, place)
      : passagesOfSection(section, place, beginnings.has(section.kind));
  });
}

/** Where copy numbers and marks stand at the head of a document. */
const beginnings: ReadonlySet<SectionKind> = new Set(['body', 'header', 'page', 'sheet', 'slide']);

type Row = { readonly line: number; readonly offset: number; readonly text: string };

/** A property of a file: its name, a tab, its value, which may go on over lines. */
function passagesOfProperties(section: Located, place: (line: number) => FindingPlace): Passage[] {
  const found: Passage[] = [];
  let offset = section.offset;
  section.text.split('\n').forEach((line, index) => {
    const tab = line.indexOf('\t');
    const last = found.at(-1);
    if (tab === -1 && last !== undefined)
      found[found.length - 1] = { ...last, text: `${last.text}\n${line}` };
    else
      found.push({
        text: line.slice(tab + 1),
        place: place(index + 1),
        offset: offset + tab + 1,
        label: line.slice(0, Math.max(tab, 0)),
        row: null,
        isStart: false,
      });
    offset += line.length + 1;
  });
  return found;
}

/** Lines with tabs are rows of a table; those without run on as prose. */
function passagesOfSection(
  section: Located,
  place: (line: number) => FindingPlace,
  mayStart: boolean,
): Passage[] {
  const found: Passage[] = [];
  let offset = section.offset;
  let prose: Row[] = [];
  let table: Row[] = [];
  const endProse = () => {
    const [first] = prose;
    if (first !== undefined)
      found.push({
        text: prose.map((one) => one.text).join('\n'),
        place: place(first.line),
        offset: first.offset,
        label: null,
        row: null,
        isStart: mayStart && first.line <= 2,
      });
    prose = [];
  };
  const endTable = () => {
    // One by one: a list of a hundred thousand people has more cells than a call takes arguments.
    for (const cell of cellsOf(table, place, `${section.kind} ${section.label} ${section.offset}`))
      found.push(cell);
    table = [];
  };
  section.text.split('\n').forEach((text, index) => {
    const row = { line: index + 1, offset, text };
    if (text.includes('\t') || isPadded(text)) {
      endProse();
      table.push(row);
    } else if (text.trim() === '' && table.length > 0) {
      // An empty line inside a sheet does not end its table.
    } else {
      endTable();
      prose.push(row);
    }
    offset += text.length + 1;
  });
  endProse();
  endTable();
  return found;
}

/** Columns kept apart by blanks, as plain text programs print them. */
const gap = /\t|[ \u3000]{2,}/;
const isPadded = (line: string) => line.trim().split(gap).length >= 3;

function cellsOf(rows: readonly Row[], place: (line: number) => FindingPlace, key: string): Passage[] {
  const cells = rows.map((row) => cellsOfRow(row.text));

  const labels = labelsOf(cells.map((row) => row.map((cell) => cell.text)));
  return rows.flatMap((row, index) =>
    (cells[index] ?? []).map(({ text, at }, column) => ({
      text,
      place: place(row.line),
      offset: row.offset + at,
      label: labels[index]?.[column] ?? '',
      row: `${key} ${row.line}`,
      isStart: false,
    })),
  );
}

function cellsOfRow(text: string): { readonly text: string; readonly at: number }[] {
  const parts = text.split(text.includes('\t') ? /(\t)/ : /([ \u3000]{2,})/);
  let at = 0;
  const cells: { text: string; at: number }[] = [];
  parts.forEach((part, index) => {
    if (index % 2 === 0) cells.push({ text: part, at });
    at += part.length;
  });
  return cells;
}
