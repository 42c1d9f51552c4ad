import { cellText, headerRowCount } from './blocks.ts';
import type { Block, Cell, Inline, Mark, OrderedList, RichText, Table, TableRow } from './model.ts';

export type HtmlOptions = {
  /** Address of an image of the same item by its content hash. */
  readonly imageUrl: (sha256: string) => string;
  /** Added to heading levels: 1 where the page's own title is the only h1 (default). */
  readonly headingShift?: number;
  /** Put before generated ids where several texts stand on one page. */
  readonly idPrefix?: string;
};

/**
 * Renders a text as HTML: everything escaped, class names only (no style attributes, so a strict Content-Security-Policy
 * holds), headings with ids in order, tables with scope and caption. Same text, same bytes.
 */
export function toHtml(doc: RichText, options: HtmlOptions): string {
  return toHtmlBlocks(doc, options).join('\n');
}

/** The same, one fragment for each top-level block. What is published is frozen in these bytes: changing them changes no old page. */
export function toHtmlBlocks(doc: RichText, options: HtmlOptions): readonly string[] {
  const state: State = { options, headings: 0 };
  return doc.content.map((block) => blockHtml(block, state));
}

type State = { readonly options: HtmlOptions; headings: number };

function blockHtml(block: Block, state: State): string {
  switch (block.type) {
    case 'paragraph': {
      const { align, indent, role } = block.attrs ?? {};
      const names = classes([align && `rt-${align}`, indent && `rt-indent-${indent}`, role && `rt-${role}`]);
      return `<p${names}>${inlineHtml(block.content)}</p>`;
    }
    case 'heading': {
      const level = Math.min(6, block.attrs.level + (state.options.headingShift ?? 1));
      state.headings += 1;
      const id = `${state.options.idPrefix ?? ''}s${state.headings}`;
      const names = classes([block.attrs.align && `rt-${block.attrs.align}`]);
      return `<h${level} id="${escapeHtml(id)}"${names}>${inlineHtml(block.content)}</h${level}>`;
    }
    case 'bulletList':
      return `<ul>${listHtml(block.content, state)}</ul>`;
    case 'orderedList':
      return `<ol${startAttribute(block)}>${listHtml(block.content, state)}</ol>`;
    case 'blockquote':
      return `<blockquote>${blocksHtml(block.content, state)}</blockquote>`;
    case 'image': {
      const { sha256, alt } = block.attrs;
      const src = escapeHtml(state.options.imageUrl(sha256));
      return `<figure class="rt-image"><img src="${src}" alt="${escapeHtml(alt)}" loading="lazy"></figure>`;
    }
    case 'table':
      return tableHtml(block, state);
  }
}

const blocksHtml = (blocks: readonly Block[], state: State) =>
  blocks.map((block) => blockHtml(block, state)).join('');

const listHtml = (items: readonly { content: Block[] }[], state: State) =>
  items.map((item) => `<li>${blocksHtml(item.content, state)}</li>`).join('');

function startAttribute(list: OrderedList): string {
  const start = list.attrs?.start;
  return start === undefined || start === 1 ? '' : ` start="${start}"`;
}

function tableHtml(table: Table, state: State): string {
  const headRows = table.content.every((row) => row.content.every((cell) => cell.type === 'tableHeader'))
    ? 0
    : headingRows(table);
  const caption = table.attrs?.caption ?? '';
  const head = table.content.slice(0, headRows).map((row) => rowHtml(row, 'col', state));
  const body = table.content.slice(headRows).map((row) => rowHtml(row, 'row', state));
  return [
    '<div class="rt-table"><table>',
    caption === '' ? '' : `<caption>${escapeHtml(caption)}</caption>`,
    head.length === 0 ? '' : `<thead>${head.join('')}</thead>`,
    body.length === 0 ? '' : `<tbody>${body.join('')}</tbody>`,
    '</table></div>',
  ].join('');
}

/** Only rows that say so are headings on the page; `headerRowCount` also guesses, which is for screening alone. */
function headingRows(table: Table): number {
  const isHead = table.content[0]?.content.every((cell) => cell.type === 'tableHeader') ?? false;
  return isHead ? headerRowCount(table) : 0;
}

const rowHtml = (row: TableRow, scope: 'col' | 'row', state: State) =>
  `<tr>${row.content.map((cell) => cellHtml(cell, scope, state)).join('')}</tr>`;

function cellHtml(cell: Cell, scope: 'col' | 'row', state: State): string {
  const { colspan = 1, rowspan = 1 } = cell.attrs ?? {};
  const spans = `${colspan > 1 ? ` colspan="${colspan}"` : ''}${rowspan > 1 ? ` rowspan="${rowspan}"` : ''}`;
  const content = cellContent(cell, state);
  if (cell.type === 'tableCell' || cellText(cell) === '') return `<td${spans}>${content}</td>`;
  const group = scope === 'col' ? colspan > 1 : rowspan > 1;
  return `<th scope="${scope}${group ? 'group' : ''}"${spans}>${content}</th>`;
}

/** A cell of one plain paragraph is written without the paragraph, as tables are read and copied. */
function cellContent(cell: Cell, state: State): string {
  const only = cell.content.length === 1 ? cell.content[0] : undefined;
  if (only?.type === 'paragraph' && only.attrs === undefined) return inlineHtml(only.content);
  return blocksHtml(cell.content, state);
}

function inlineHtml(content: readonly Inline[] | undefined): string {
  return (content ?? [])
    .map((node) => (node.type === 'hardBreak' ? '<br>' : markedHtml(escapeHtml(node.text), node.marks ?? [])))
    .join('');
}

function markedHtml(html: string, marks: readonly Mark[]): string {
  return marks.reduceRight((inner, mark) => {
    if (mark.type === 'link') {
      return `<a href="${escapeHtml(mark.attrs.href)}" rel="noopener noreferrer">${inner}</a>`;
    }
    const tag = markTags[mark.type];
    return `<${tag}>${inner}</${tag}>`;
  }, html);
}

const markTags = { bold: 'strong', italic: 'em', underline: 'u' } as const;

function classes(names: readonly (string | 0 | null | undefined)[]): string {
  const given = names.filter((name) => typeof name === 'string' && name !== '');
  return given.length === 0 ? '' : ` class="${given.join(' ')}"`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes for text and for quoted attributes alike. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => entities[char] ?? char);
}
