import type { Block, Cell, Inline, RichText, Table } from './model.ts';

/** Where a piece of text stands: indices from the document down, `3.0.1`; a table's caption is `3.caption`. */
export type BlockPath = string;

/** The column a cell's text stands under and the row it stands in: what gives a bare number its meaning. */
export type TablePlace = {
  readonly table: BlockPath;
  readonly row: number;
  readonly column: number;
  readonly header: string;
  readonly isHeader: boolean;
};

export type TextBlock = {
  readonly path: BlockPath;
  readonly kind: 'heading' | 'paragraph' | 'imageAlt' | 'caption';
  readonly text: string;
  readonly cell: TablePlace | null;
};

/** Text of a run of inline nodes; a hard break is a line feed. Offsets of findings count in this text. */
export function inlineText(content: readonly Inline[] | undefined): string {
  return (content ?? []).map((node) => (node.type === 'text' ? node.text : '\n')).join('');
}

/** Every piece of text in reading order, with its path. The order and paths are stable: findings point at them. */
export function blocksOf(doc: RichText): TextBlock[] {
  const found: TextBlock[] = [];
  doc.content.forEach((block, index) => {
    visit(block, String(index), null, found);
  });
  return found;
}

function visit(block: Block, path: BlockPath, cell: TablePlace | null, found: TextBlock[]): void {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      found.push({ path, kind: block.type, text: inlineText(block.content), cell });
      return;
    case 'image':
      found.push({ path, kind: 'imageAlt', text: block.attrs.alt, cell });
      return;
    case 'table':
      visitTable(block, path, found);
      return;
    case 'blockquote':
      visitAll(block.content, path, cell, found);
      return;
    case 'bulletList':
    case 'orderedList':
      block.content.forEach((item, index) => {
        visitAll(item.content, `${path}.${index}`, cell, found);
      });
      return;
  }
}

function visitAll(
  blocks: readonly Block[],
  path: BlockPath,
  cell: TablePlace | null,
  found: TextBlock[],
): void {
  blocks.forEach((block, index) => {
    visit(block, `${path}.${index}`, cell, found);
  });
}

function visitTable(table: Table, path: BlockPath, found: TextBlock[]): void {
  const caption = table.attrs?.caption ?? '';
  if (caption !== '') found.push({ path: `${path}.caption`, kind: 'caption', text: caption, cell: null });
  for (const placed of placeCells(table)) {
    const place: TablePlace = {
      table: path,
      row: placed.row,
      column: placed.column,
      header: placed.header,
      isHeader: placed.cell.type === 'tableHeader',
    };
    visitAll(placed.cell.content, `${path}.${placed.row}.${placed.index}`, place, found);
  }
}

type PlacedCell = { cell: Cell; row: number; column: number; index: number; header: string };

/** Gives each cell its grid column (spans taken into account) and the header texts above it. */
function placeCells(table: Table): PlacedCell[] {
  const placed: PlacedCell[] = [];
  const taken = new Map<number, number>();
  const headers = new Map<number, string>();
  const headRows = headerRowCount(table);
  table.content.forEach((row, rowIndex) => {
    let column = 0;
    row.content.forEach((cell, index) => {
      while ((taken.get(column) ?? 0) > rowIndex) column += 1;
      const { colspan = 1, rowspan = 1 } = cell.attrs ?? {};
      const header = headers.get(column) ?? '';
      placed.push({ cell, row: rowIndex, column, index, header });
      const text = rowIndex < headRows ? cellText(cell) : '';
      for (let at = column; at < column + colspan; at += 1) {
        if (rowspan > 1) taken.set(at, rowIndex + rowspan);
        if (text !== '') headers.set(at, `${headers.get(at) ?? ''} ${text}`.trim());
      }
      column += colspan;
    });
  });
  return placed;
}

/** Leading rows made only of header cells; a table without any is taken to have its first row as header. */
export function headerRowCount(table: Table): number {
  const first = table.content.findIndex((row) => row.content.some((cell) => cell.type !== 'tableHeader'));
  return first === -1 ? table.content.length : Math.max(first, 1);
}

export function cellText(cell: Cell): string {
  const found: TextBlock[] = [];
  visitAll(cell.content, '', null, found);
  return found
    .map((block) => block.text)
    .join(' ')
    .trim();
}

/**
 * Plain text in reading order: one line a block, table cells of a row parted by tabs. For search, comparison and
 * screening of whole texts; page and print use HTML.
 */
export function toText(doc: RichText): string {
  let text = '';
  let previous: TextBlock | undefined;
  for (const block of blocksOf(doc)) {
    const before = previous?.cell ?? null;
    const sameRow =
      before !== null &&
      block.cell !== null &&
      before.table === block.cell.table &&
      before.row === block.cell.row &&
      before.column !== block.cell.column;
    if (previous !== undefined) text += sameRow ? '\t' : '\n';
    text += block.text;
    previous = block;
  }
  return text;
}
