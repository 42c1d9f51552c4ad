import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { done, refuse } from '#kernel';
import { library } from '#platform/libraries';
import { trimRow } from './place.ts';
import { readText } from './safe-text.ts';
import type { PlainRow, PlainSheet, TableLimits, TableResult } from './types.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** A cell that reaches into the rows below: its text, and how many of them are left. */
type Hanging = { readonly text: string; readonly left: number };

/**
 * The tables of a DOCX, each a sheet named `#n` and the paragraph before it. A table inside a cell is read as that
 * cell's text. Pictures are not read; nothing outside the file is opened.
 */
export async function readDocument(
  bytes: Uint8Array,
  limits: TableLimits,
): Promise<TableResult<readonly PlainSheet[]>> {
  const html = await toHtml(bytes);
  if (html === undefined) return refuse('table-damaged', 415, {});
  const found = listTables(parseFragment(html).childNodes);
  if (found.length === 0) return refuse('table-none', 415, {});
  const sheets: PlainSheet[] = [];
  let cells = 0;
  for (const { table, caption } of found) {
    const name = `#${sheets.length + 1} ${caption}`.trim();
    const rows = readTable(table, name, limits, limits.maxCells - cells);
    if (!rows.ok) return rows;
    for (const row of rows.value) cells += row.texts.length;
    sheets.push({ name, hidden: false, rows: rows.value });
  }
  return done(sheets);
}

async function toHtml(bytes: Uint8Array): Promise<string | undefined> {
  try {
    const mammoth = library('mammoth');
    const skipPictures = mammoth.images.imgElement(async () => ({ src: '' }));
    const options = { convertImage: skipPictures, externalFileAccess: false, ignoreEmptyParagraphs: true };
    return (await mammoth.convertToHtml({ buffer: Buffer.from(bytes) }, options)).value;
  } catch {
    return undefined;
  }
}

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function childElements(element: Element, names: readonly string[]): readonly Element[] {
  return element.childNodes.filter(isElement).filter((child) => names.includes(child.tagName));
}

/** Top-level tables in order, each with the last text before it. */
function listTables(nodes: readonly Node[]): readonly { table: Element; caption: string }[] {
  const found: { table: Element; caption: string }[] = [];
  let caption = '';
  for (const node of nodes) {
    if (!isElement(node)) continue;
    if (node.tagName === 'table') {
      found.push({ table: node, caption: caption.replaceAll(/\s+/g, ' ').slice(0, 60) });
      caption = '';
    } else caption = textOf(node) || caption;
  }
  return found;
}

function tableRows(table: Element): readonly Element[] {
  return table.childNodes
    .filter(isElement)
    .flatMap((part) => (part.tagName === 'tr' ? [part] : childElements(part, ['tr'])));
}

function readTable(
  table: Element,
  sheet: string,
  limits: TableLimits,
  cellsLeft: number,
): TableResult<readonly PlainRow[]> {
  const rows: PlainRow[] = [];
  const hanging = new Map<number, Hanging>();
  let cells = 0;
  for (const [at, element] of tableRows(table).entries()) {
    if (at >= limits.maxRows) return refuse('table-too-many-rows', 413, { sheet, max: limits.maxRows });
    const full = readRow(element, at + 1, hanging, limits.maxColumns);
    if (full.texts.length > limits.maxColumns)
      return refuse('table-too-many-columns', 413, { sheet, row: at + 1, max: limits.maxColumns });
    cells += full.texts.length;
    if (cells > cellsLeft) return refuse('table-too-many-cells', 413, { max: limits.maxCells });
    const row = trimRow(full);
    if (row !== undefined) rows.push(row);
  }
  return done(rows);
}

function readRow(element: Element, row: number, hanging: Map<number, Hanging>, maxColumns: number): PlainRow {
  const texts: string[] = [];
  const merged: number[] = [];
  const takeHanging = () => {
    for (let from = hanging.get(texts.length); from !== undefined; from = hanging.get(texts.length)) {
      if (from.left > 1) hanging.set(texts.length, { text: from.text, left: from.left - 1 });
      else hanging.delete(texts.length);
      merged.push(texts.length);
      texts.push(from.text);
    }
  };
  for (const cell of childElements(element, ['td', 'th'])) {
    takeHanging();
    const text = textOf(cell);
    const columns = Math.min(span(cell, 'colspan'), maxColumns + 1);
    const rows = span(cell, 'rowspan');
    for (let step = 0; step < columns && texts.length <= maxColumns; step += 1) {
      if (columns > 1 || rows > 1) merged.push(texts.length);
      if (rows > 1) hanging.set(texts.length, { text, left: rows - 1 });
      texts.push(text);
    }
  }
  takeHanging();
  return { row, texts, merged };
}

function span(cell: Element, name: string): number {
  const value = Number(cell.attrs.find((one) => one.name === name)?.value ?? 1);
  return Number.isInteger(value) && value > 0 ? value : 1;
}

const breaking: readonly string[] = ['p', 'div', 'li', 'tr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'];

/** Printed text: a line per paragraph, ticked boxes as ■ and open ones as □. */
function textOf(node: Node): string {
  return readText(rawText(node).replaceAll(/\n{2,}/g, '\n'));
}

function rawText(node: Node): string {
  if (node.nodeName === '#text' && 'value' in node) return node.value;
  if (!isElement(node)) return '';
  if (node.tagName === 'br') return '\n';
  if (node.tagName === 'input') return node.attrs.some((one) => one.name === 'checked') ? '■' : '□';
  const inner = node.childNodes.map(rawText).join('');
  if (node.tagName === 'td' || node.tagName === 'th') return `${inner}\t`;
  return breaking.includes(node.tagName) ? `${inner}\n` : inner;
}
