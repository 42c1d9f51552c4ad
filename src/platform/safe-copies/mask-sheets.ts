import { leftOver, links, otherParts } from './mask-office.ts';
import { session } from './mask-plain.ts';
import { type Parts, packParts, relationships, xmlOf } from './package.ts';
import { sheetParts, workbookPart } from './sheets.ts';
import { type MaskSession, passageBuilder, type Slot, type SlottedPassage } from './slots.ts';
import {
  ancestor,
  appendElement,
  childElements,
  type Document,
  type Element,
  elementsOf,
  named,
  removeNode,
} from './xml.ts';

/** Columns beyond this are not kept apart by as many tabs as there are empty columns. */
const widestGap = 200;

/**
 * Masks a workbook. A cell that is edited becomes text of its own: numbers stored as numbers, results of formulas (which
 * would be computed anew) and strings shared with other cells alike. Strings that no cell uses any more are emptied.
 */
export function maskSheets(parts: Parts): MaskSession {
  const strings = sharedStrings(parts);
  const sheets = sheetParts(parts);
  const names = sheetNames(parts);
  const passages = sheets.flatMap(({ name, part }) => {
    const document = xmlOf(parts, part);
    if (document === undefined) return [];
    return [cells(document, name, strings.texts), leftOver(document, isCellText)];
  });
  const book = xmlOf(parts, workbookPart(parts));
  // Names of sheets are a passage of their own.
  if (book !== undefined) passages.push(leftOver(book, (element) => element.localName === 'sheet'));
  const seen = [...sheets.map((one) => one.part), strings.part, workbookPart(parts)];
  const all = [...passages, ...otherParts(parts, seen), links(parts), names.passage];
  return session(all, () => {
    names.settle();
    emptyUnused(parts, strings);
    return packParts(parts);
  });
}

type SharedStrings = {
  readonly part: string;
  readonly items: readonly Element[];
  readonly texts: readonly string[];
};

function sharedStrings(parts: Parts): SharedStrings {
  const part = relationships(parts).find((one) => one.type === 'sharedStrings')?.target ?? '';
  const root = xmlOf(parts, part)?.documentElement ?? null;
  const items = root === null ? [] : childElements(root).filter((one) => one.localName === 'si');
  return { part, items, texts: items.map(stringOf) };
}

/** The text of a string item: its runs, without the reading aids (rPh) of East Asian texts. */
const stringOf = (item: Element) =>
  named(item, 't')
    .filter((one) => ancestor(one, 'rPh') === null)
    .map((one) => one.textContent ?? '')
    .join('');

function cells(document: Document, label: string, strings: readonly string[]): SlottedPassage {
  const builder = passageBuilder('sheet', label);
  for (const row of named(document, 'row')) {
    builder.divide('\n');
    let column = 0;
    for (const cell of childElements(row).filter((one) => one.localName === 'c')) {
      const at = columnOf(cell.getAttribute('r')) ?? column + 1;
      if (column > 0) builder.divide('\t'.repeat(Math.min(Math.max(1, at - column), widestGap)));
      else if (at > 1) builder.divide('\t'.repeat(Math.min(at - 1, widestGap)));
      column = at;
      builder.add(cellSlot(cell, strings));
    }
  }
  return builder.build();
}

function columnOf(reference: string | null): number | undefined {
  const letters = /^([A-Z]{1,3})\d/.exec(reference ?? '')?.[1];
  return letters === undefined
    ? undefined
    : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function cellSlot(cell: Element, strings: readonly string[]): Slot {
  return {
    text: cellText(cell, strings).replaceAll(/[\n\r\t\f\v]/g, ' '),
    write: (text) => writeCell(cell, text),
  };
}

function cellText(cell: Element, strings: readonly string[]): string {
  const inner = (name: string) => childElements(cell).find((one) => one.localName === name);
  const value = inner('v')?.textContent ?? '';
  switch (cell.getAttribute('t')) {
    case 's':
      return strings[Number(value)] ?? '';
    case 'inlineStr': {
      const text = inner('is');
      return text === undefined ? '' : stringOf(text);
    }
    case null:
    case 'n':
      // 1.3800138E10 is a telephone number too.
      return /[eE]/.test(value) && Number.isSafeInteger(Number(value)) ? String(Number(value)) : value;
    default:
      return value;
  }
}

function writeCell(cell: Element, text: string): void {
  while (cell.firstChild !== null) cell.removeChild(cell.firstChild);
  cell.setAttribute('t', 'inlineStr');
  appendElement(appendElement(cell, 'is'), 't').textContent = text;
}

/** Values of cells are read as cells; formulas, headers of the printed page and lists of choices as lines of their own. */
const isCellText = (element: Element) =>
  ancestor(element, 'c') !== null && !(element.localName === 'f' && /["“]/.test(element.textContent ?? ''));

/** After the edits: a string no cell shows is still in the file for whoever unpacks it. */
function emptyUnused(parts: Parts, { items }: SharedStrings): void {
  const used = new Set<number>();
  for (const { part } of sheetParts(parts)) {
    const document = xmlOf(parts, part);
    for (const cell of document === undefined ? [] : named(document, 'c'))
      if (cell.getAttribute('t') === 's') used.add(Number(cell.textContent));
  }
  items.forEach((item, at) => {
    if (used.has(at)) return;
    for (const child of childElements(item)) removeNode(child);
    appendElement(item, 't');
  });
}

/** Names of sheets: their masks must be allowed as names, stay different, and formulas must follow. */
function sheetNames(parts: Parts): { readonly passage: SlottedPassage; readonly settle: () => void } {
  const workbook = xmlOf(parts, workbookPart(parts));
  const elements = workbook === undefined ? [] : named(workbook, 'sheet');
  const renamed = new Map<string, string>();
  const builder = passageBuilder('name', '');
  for (const element of elements) {
    const old = element.getAttribute('name') ?? '';
    builder.divide('\n');
    builder.add({ text: old.replaceAll(/\s/g, ' '), write: (text) => renamed.set(old, text) });
  }
  const settle = () => {
    if (renamed.size === 0) return;
    const taken = new Set(
      elements.map((one) => one.getAttribute('name') ?? '').filter((one) => !renamed.has(one)),
    );
    for (const element of elements) {
      const old = element.getAttribute('name') ?? '';
      const wanted = renamed.get(old);
      if (wanted === undefined) continue;
      const name = freeName(wanted.replaceAll('*', '○').replaceAll(/[[\]:\\/?']/g, '-'), taken);
      taken.add(name);
      element.setAttribute('name', name);
      // Where a formula names the sheet, the value in the name may have been masked already.
      for (const document of parts.documents.values())
        for (const former of [old, wanted]) followName(document, former, name);
    }
  };
  return { passage: builder.build(), settle };
}

/** At most 31 signs, none twice. */
function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const tail = number === 1 ? '' : String(number);
    const name = wanted.slice(0, 31 - tail.length) + tail;
    if (!taken.has(name)) return name;
  }
}

function followName(document: Document, old: string, name: string): void {
  const quoted = `'${old.replaceAll("'", "''")}'!`;
  for (const element of elementsOf(document, (one) =>
    ['f', 'definedName', 'formula1', 'formula2'].includes(one.localName ?? ''),
  )) {
    const text = element.textContent ?? '';
    const changed = text.replaceAll(quoted, `'${name}'!`).replaceAll(`${old}!`, `'${name}'!`);
    if (changed !== text) element.textContent = changed;
  }
}
