import { cellText, inlineText } from './blocks.ts';
import {
  type Block,
  type Cell,
  limits,
  type Paragraph,
  paragraph,
  type Table,
  type TableRow,
} from './model.ts';
import { isDocumentNumber } from './official-lines.ts';

/**
 * Tables of a file as tables people can hear: heading rows and captions found where the author only set them bold or wrote
 * them above; tables that were only layout (frames, heads, the record block) become paragraphs.
 */
export function withAccessibleTables(blocks: readonly Block[]): readonly Block[] {
  const out: Block[] = [];
  for (const block of blocks) {
    if (block.type !== 'table') out.push(block);
    else if (isLayout(block)) out.push(...block.content.flatMap(rowAsBlocks));
    else out.push(withCaption(withHeadRows(withTitleRow(block)), out));
  }
  return out;
}

const textOfRow = (row: TableRow) =>
  row.content
    .map(cellText)
    .filter((text) => text !== '')
    .join('　');

/** One cell is a frame; two short columns around a number, a signer or 抄送/印发 are the head or foot of a document. */
function isLayout(table: Table): boolean {
  if ((table.attrs?.caption ?? '') !== '') return false;
  const cells = table.content.flatMap((row) => row.content);
  if (cells.length === 1) return true;
  if (table.content.length > 6 || table.content.some((row) => row.content.length > 2)) return false;
  const texts = cells.map((cell) => cellText(cell).trim());
  return texts.some(
    (text) => isDocumentNumber(text) || /^(?:签发人|抄送|印发)[：:]/.test(text) || /日\s*印发$/.test(text),
  );
}

function rowAsBlocks(row: TableRow): Block[] {
  const simple = row.content.every(
    (cell) => cell.content.length === 1 && cell.content[0]?.type === 'paragraph',
  );
  if (simple && row.content.length > 1) return [paragraph(textOfRow(row))];
  return row.content.flatMap((cell) => cell.content);
}

/** A first row of one cell over all columns is the table's title. */
function withTitleRow(table: Table): Table {
  const [first, ...rest] = table.content;
  const only = first?.content.length === 1 ? first.content[0] : undefined;
  const widest = Math.max(...rest.map((row) => columnsOf(row)), 0);
  if (only === undefined || widest < 2 || (only.attrs?.colspan ?? 1) < widest) return table;
  if (only.content.some((block) => block.type !== 'paragraph') || (table.attrs?.caption ?? '') !== '')
    return table;
  const caption = cellText(only);
  if (caption === '' || caption.length > 60) return table;
  return { ...table, attrs: { ...table.attrs, caption }, content: rest };
}

const columnsOf = (row: TableRow) => row.content.reduce((sum, cell) => sum + (cell.attrs?.colspan ?? 1), 0);

/** Marks the leading rows that are headings, where the file does not. */
function withHeadRows(table: Table): Table {
  if (table.content.some((row) => row.content.some((cell) => cell.type === 'tableHeader'))) return table;
  const count = headRows(table.content);
  if (count === 0 || !isHead(table.content.slice(0, count), table.content.slice(count))) return table;
  return {
    ...table,
    content: table.content.map((row, index) =>
      index >= count ? row : { ...row, content: row.content.map(asHeader) },
    ),
  };
}

const asHeader = (cell: Cell): Cell => ({ ...cell, type: 'tableHeader' });

/** As many rows as the first row's tallest cell covers, when something below them is left. */
function headRows(rows: readonly TableRow[]): number {
  const [first] = rows;
  if (first === undefined || first.content.length < 2) return 0;
  const tallest = Math.max(...first.content.map((cell) => cell.attrs?.rowspan ?? 1));
  const hasGroups = first.content.some((cell) => (cell.attrs?.colspan ?? 1) > 1);
  const count = hasGroups ? tallest : 1;
  return count < rows.length ? count : 0;
}

const headWords =
  /序号|编号|姓名|项目|名称|单位|类别|类型|科目|内容|事项|时间|日期|月份|年度|指标|数量|金额|单价|合计|备注|职务|性别|电话|地址|收入|支出|结余|负责人|责任人|期限|标准|依据|进度|来源|用途|范围|方式|程序/;
const amount = /^[-－—+]?[\d,.，．]+\s*(?:%|％|元|万元|亩|人|户|个|次|件)?$/;

/** Short words above numbers, all bold, or mostly the words that head Chinese tables: such rows are headings. */
function isHead(head: readonly TableRow[], body: readonly TableRow[]): boolean {
  const cells = head.flatMap((row) => row.content);
  const texts = cells.map(cellText);
  const filled = texts.filter((text) => text !== '');
  if (filled.length < 2 || filled.length < texts.length - 1) return false;
  if (texts.some((text) => text.length > 24 || amount.test(text.replace(/\s/g, '')))) return false;
  const known = filled.filter((text) => headWords.test(text)).length / filled.length;
  if (known > 0.6 || cells.every(isBold)) return true;
  return hasNumberColumn(body);
}

const isBold = (cell: Cell) =>
  cell.content.every(
    (block) =>
      block.type === 'paragraph' &&
      (block.content ?? []).every(
        (node) => node.type !== 'text' || (node.marks ?? []).some((mark) => mark.type === 'bold'),
      ),
  );

function hasNumberColumn(body: readonly TableRow[]): boolean {
  const widest = Math.max(...body.map((row) => row.content.length), 0);
  for (let column = 1; column < widest; column += 1) {
    const texts = body.map((row) => row.content[column]).flatMap((cell) => (cell ? [cellText(cell)] : []));
    const filled = texts.filter((text) => text !== '');
    if (filled.length > 0 && filled.filter((text) => amount.test(text)).length / filled.length >= 0.6)
      return true;
  }
  return false;
}

/** Takes the line above that names the table (表1 …, a centred 明细表) off `before` and makes it the caption. */
function withCaption(table: Table, before: Block[]): Table {
  if ((table.attrs?.caption ?? '') !== '') return table;
  const unit = unitLine(before.at(-1));
  const at = unit === undefined ? before.length - 1 : before.length - 2;
  const name = before[at];
  // The first line of a document is its title.
  if (at < 1 || name?.type !== 'paragraph' || !namesTable(name)) return table;
  const caption = [inlineText(name.content).trim(), ...(unit === undefined ? [] : [unit])].join('　');
  if (caption.length > limits.caption) return table;
  before.length = at;
  return { ...table, attrs: { ...table.attrs, caption } };
}

function unitLine(block: Block | undefined): string | undefined {
  const text = block?.type === 'paragraph' ? inlineText(block.content).trim() : '';
  return /^[（(]?(?:金额|计量)?单位\s*[：:].{1,12}$/.test(text) ? text : undefined;
}

function namesTable(block: Paragraph): boolean {
  const text = inlineText(block.content).trim();
  if (text === '' || text.length > 60 || text.includes('\n') || /[。；：:]$/.test(text)) return false;
  if (/^附?表\s*[\d一二三四五六七八九十]{1,3}(?:[-—.．]\d+)?(?:[\s\u3000:：.．]|$)/.test(text)) return true;
  return (
    block.attrs?.align === 'center' && /(?:表|明细|清单|名单|一览|统计|台账)(?:[（(].*[）)])?$/.test(text)
  );
}
