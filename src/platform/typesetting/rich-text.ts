import type { Block, Cell, Inline, RichText, Table } from '#platform/richtext';

/** A run of text as the template gets it; a line break has `br`. */
export type TypesetInline =
  | { readonly s: string; readonly b?: true; readonly i?: true; readonly u?: true; readonly href?: string }
  | { readonly br: true };

type TypesetCell = {
  /** Column and row of its upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly colspan: number;
  readonly rowspan: number;
  readonly head: boolean;
  readonly c: readonly TypesetBlock[];
};

/** A block as the template gets it (`/base.typ` lays them out). */
export type TypesetBlock =
  | {
      readonly t: 'p';
      readonly role: string | null;
      readonly align: string | null;
      readonly indent: number;
      readonly c: readonly TypesetInline[];
    }
  | {
      readonly t: 'h';
      readonly level: number;
      readonly align: string | null;
      readonly c: readonly TypesetInline[];
    }
  | { readonly t: 'ul' | 'ol'; readonly start: number; readonly items: readonly (readonly TypesetBlock[])[] }
  | { readonly t: 'quote'; readonly c: readonly TypesetBlock[] }
  | { readonly t: 'img'; readonly file: string; readonly alt: string }
  | {
      readonly t: 'table';
      readonly caption: string;
      /** Relative widths of the columns. */
      readonly widths: readonly number[];
      /** Points. */
      readonly size: number;
      /** On a page of its own turned sideways: even in small print it is wider than the page. */
      readonly wide: boolean;
      readonly headRows: number;
      readonly cells: readonly TypesetCell[];
    };

/**
 * A text as data for a template: no word of it can act as markup.
 * @param fileOf name of the picture with this hash among the files of the order; null: it is not there, its description stands in
 */
export function typesetBlocks(
  doc: Pick<RichText, 'content'>,
  fileOf: (sha256: string) => string | null,
): readonly TypesetBlock[] {
  return doc.content.map((block) => blockData(block, fileOf));
}

type FileOf = (sha256: string) => string | null;

function blockData(block: Block, fileOf: FileOf): TypesetBlock {
  switch (block.type) {
    case 'paragraph': {
      const { role, align, indent } = block.attrs ?? {};
      const content = typesetInline(block.content);
      return { t: 'p', role: role ?? null, align: align ?? null, indent: indent ?? 0, c: content };
    }
    case 'heading':
      return {
        t: 'h',
        level: block.attrs.level,
        align: block.attrs.align ?? null,
        c: typesetInline(block.content),
      };
    case 'bulletList':
      return { t: 'ul', start: 1, items: block.content.map((item) => typesetBlocks(item, fileOf)) };
    case 'orderedList':
      return {
        t: 'ol',
        start: block.attrs?.start ?? 1,
        items: block.content.map((item) => typesetBlocks(item, fileOf)),
      };
    case 'blockquote':
      return { t: 'quote', c: typesetBlocks(block, fileOf) };
    case 'image': {
      const { sha256, alt } = block.attrs;
      const file = fileOf(sha256);
      if (file !== null) return { t: 'img', file, alt };
      return { t: 'p', role: null, align: 'center', indent: 0, c: alt === '' ? [] : [{ s: `〔${alt}〕` }] };
    }
    case 'table':
      return tableData(block, fileOf);
  }
}

/** Runs of text with their marks. */
export function typesetInline(content: readonly Inline[] | undefined): readonly TypesetInline[] {
  return (content ?? []).map((node): TypesetInline => {
    if (node.type === 'hardBreak') return { br: true };
    const marks = node.marks ?? [];
    const has = (type: string) => marks.some((mark) => mark.type === type);
    const link = marks.find((mark) => mark.type === 'link');
    return {
      s: node.text,
      ...(has('bold') ? { b: true } : {}),
      ...(has('italic') ? { i: true } : {}),
      ...(has('underline') ? { u: true } : {}),
      ...(link?.type === 'link' ? { href: link.attrs.href } : {}),
    };
  });
}

/** Characters a column gets at least, if it has that many; beyond, a cell breaks into lines. */
const COMFORTABLE = 6;
/** Sizes of print in a table, in points: 4号 小4 5号 小5. */
const sizes = [14, 12, 10.5, 9] as const;
/** Width of the text on an upright page and padding of a cell, in points. */
const PAGE = 442;
const PADDING = 8;

function tableData(table: Table, fileOf: FileOf): TypesetBlock {
  const placed = placeTable(table);
  const longest = columnLengths(placed);
  const needs = longest.map((length) => Math.min(Math.max(length, 1), COMFORTABLE));
  const need = needs.reduce((sum, one) => sum + one, 0);
  const size = sizes.find((one) => need * one + needs.length * PADDING <= PAGE);
  return {
    t: 'table',
    caption: table.attrs?.caption ?? '',
    // The root keeps one column of sentences from pressing the others together.
    widths: longest.map((length, at) => Math.max(needs[at] ?? 1, Math.min(Math.sqrt(length) * 2.2, 24))),
    size: size ?? 9,
    wide: size === undefined,
    headRows: placed.headRows,
    cells: placed.cells.map(({ cell, ...place }) => ({
      ...place,
      head: cell.type === 'tableHeader',
      c: typesetBlocks(cell, fileOf),
    })),
  };
}

/** A table with each cell in its place: spans that would leave the grid or run over another cell are cut short. */
export type PlacedTable = {
  readonly columns: number;
  readonly headRows: number;
  readonly cells: readonly {
    readonly x: number;
    readonly y: number;
    readonly colspan: number;
    readonly rowspan: number;
    readonly cell: Cell;
  }[];
};

export function placeTable(table: Table): PlacedTable {
  const rows = table.content;
  const firstBody = rows.findIndex((row) => row.content.some((cell) => cell.type !== 'tableHeader'));
  const headRows = firstBody === -1 || rows[0]?.content.length === 0 ? 0 : firstBody;
  const until = new Map<number, number>();
  const cells: PlacedTable['cells'][number][] = [];
  let columns = 1;
  rows.forEach((row, y) => {
    let x = 0;
    const isTaken = (column: number) => (until.get(column) ?? 0) > y;
    for (const cell of row.content) {
      while (isTaken(x)) x += 1;
      let colspan = 1;
      while (colspan < (cell.attrs?.colspan ?? 1) && !isTaken(x + colspan)) colspan += 1;
      // A heading that is repeated on each page ends with its rows.
      const last = y < headRows ? headRows : rows.length;
      const rowspan = Math.min(cell.attrs?.rowspan ?? 1, last - y);
      for (let at = x; at < x + colspan; at += 1) until.set(at, y + rowspan);
      cells.push({ x, y, colspan, rowspan, cell });
      x += colspan;
      columns = Math.max(columns, x);
    }
  });
  return { columns, headRows, cells };
}

/** Longest text of each column in characters; a cell over several columns counts for each with its share. */
function columnLengths({ columns, cells }: PlacedTable): readonly number[] {
  const lengths = Array.from({ length: columns }, () => 0);
  for (const { x, colspan, cell } of cells) {
    const share = textLength(cell) / colspan;
    for (let at = x; at < x + colspan; at += 1) lengths[at] = Math.max(lengths[at] ?? 0, share);
  }
  return lengths;
}

/** In Chinese characters: Latin letters and digits take half the room. */
function textLength(cell: Cell): number {
  const lines = cell.content.flatMap((block) =>
    block.type === 'paragraph' || block.type === 'heading'
      ? (block.content ?? []).map((node) => (node.type === 'text' ? node.text : ''))
      : [''],
  );
  return Math.max(
    0,
    ...lines.map((line) => [...line].reduce((sum, char) => sum + (char < '\u0250' ? 0.55 : 1), 0)),
  );
}
