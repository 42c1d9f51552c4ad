import type { Range } from '@e965/xlsx';
import {
  findMainPart,
  openZip,
  readRelations,
  readXmlPart,
  type XmlAttributes,
  type XmlEvents,
  type Zip,
} from '#platform/documents';
import { library } from '#platform/libraries';
import { readText } from './safe-text.ts';

/** A cell as read: column from 0, and its text as the sheet shows it. */
export type RawCell = { readonly column: number; readonly text: string };

/** What is heard while a workbook is read, in the order of the file. */
export type WorkbookEvents = {
  readonly sheet: (name: string, isHidden: boolean, part: string) => void;
  /** @param row number from 1 */
  readonly row: (row: number, cells: readonly RawCell[]) => void;
  readonly merged?: (range: Range) => void;
  /** every other element of a sheet's part, for those who look for words in it */
  readonly other?: XmlEvents;
};

/** More distinct texts than are held in memory, in characters. */
export class TooManyTexts extends Error {
  constructor() {
    super('the shared texts of the workbook are too many');
    this.name = 'TooManyTexts';
  }
}

const mostSharedCharacters = 24_000_000;
const mostEntries = 5_000;
const mostSheets = 1_000;

type Book = {
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean; readonly part: string }[];
  readonly texts: readonly string[];
  readonly formats: readonly (string | undefined)[];
  readonly date1904: boolean;
};

/** Reads a workbook on disk. @throws ZipFault, XmlFault, TooManyTexts */
export async function readXlsxFile(path: string, events: WorkbookEvents): Promise<void> {
  const zip = await openZip(path, mostEntries);
  try {
    await readXlsx(zip, events);
  } finally {
    zip.close();
  }
}

/**
 * Reads a workbook (ECMA-376 part 1, 18) row by row: memory grows with its shared texts only, not with its cells.
 * @throws ZipFault, XmlFault, TooManyTexts
 */
export async function readXlsx(zip: Zip, events: WorkbookEvents): Promise<void> {
  const book = await readBook(zip, (await findMainPart(zip)) ?? 'xl/workbook.xml');
  for (const { name, isHidden, part } of book.sheets) {
    events.sheet(name, isHidden, part);
    await readXmlPart(zip, part, sheetEvents(book, events));
  }
}

async function readBook(zip: Zip, main: string): Promise<Book> {
  const relations = await readRelations(zip, main);
  const partOf = (id: string | undefined) => relations.find((one) => one.id === id)?.target ?? '';
  const sheets: Book['sheets'][number][] = [];
  let date1904 = false;
  await readXmlPart(zip, main, {
    open: (name, attribute) => {
      if (name === 'workbookPr') date1904 = isTrue(attribute('date1904'));
      if (name !== 'sheet' || sheets.length >= mostSheets) return;
      const isHidden = !['visible', undefined].includes(attribute('state'));
      sheets.push({ name: attribute('name') ?? '', isHidden, part: partOf(attribute('id')) });
    },
  });
  const part = (type: string) => relations.find((one) => one.type === type)?.target ?? '';
  return {
    sheets,
    date1904,
    texts: await readSharedTexts(zip, part('sharedStrings')),
    formats: await readFormats(zip, part('styles')),
  };
}

const isTrue = (value: string | undefined) => value === '1' || value === 'true';

async function readSharedTexts(zip: Zip, part: string): Promise<readonly string[]> {
  const texts: string[] = [];
  let characters = 0;
  const item = textCollector();
  await readXmlPart(zip, part, {
    open: (name) => {
      if (name === 'si') item.take();
      item.open(name);
    },
    text: item.text,
    close: (name) => {
      item.close(name);
      if (name !== 'si') return;
      const text = item.take();
      characters += text.length + 16;
      if (characters > mostSharedCharacters) throw new TooManyTexts();
      texts.push(unescaped(text));
    },
  });
  return texts;
}

/** Gathers the `t` elements of a text; how it is pronounced (`rPh`) is not part of it. */
function textCollector() {
  let gathered = '';
  let isText = false;
  let phonetic = 0;
  return {
    open: (name: string) => {
      if (name === 't') isText = phonetic === 0;
      if (name === 'rPh') phonetic += 1;
    },
    close: (name: string) => {
      if (name === 't') isText = false;
      if (name === 'rPh') phonetic -= 1;
    },
    text: (piece: string) => {
      if (isText) gathered += piece;
    },
    take: () => {
      const text = gathered;
      gathered = '';
      return text;
    },
  };
}

/** `_x000D_` is how the format writes characters XML cannot. */
function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** The number format of each cell style. */
async function readFormats(zip: Zip, part: string): Promise<readonly (string | undefined)[]> {
  const own = new Map<string, string>();
  const formats: (string | undefined)[] = [];
  let isCellStyle = false;
  await readXmlPart(zip, part, {
    open: (name, attribute) => {
      if (name === 'numFmt') own.set(attribute('numFmtId') ?? '', attribute('formatCode') ?? '');
      if (name === 'cellXfs') isCellStyle = true;
      if (name !== 'xf' || !isCellStyle) return;
      const id = attribute('numFmtId') ?? '0';
      formats.push(own.get(id) ?? builtIn(Number(id)));
    },
    close: (name) => {
      if (name === 'cellXfs') isCellStyle = false;
    },
  });
  return formats;
}

/** Format 14 is the day as the computer writes it: here as this house does. */
function builtIn(id: number): string | undefined {
  if (id === 0) return undefined;
  const format: unknown = id === 14 ? 'yyyy-mm-dd' : library('@e965/xlsx').SSF.get_table()[id];
  return typeof format === 'string' && format !== 'General' ? format : undefined;
}

type OpenCell = {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string;
};

function sheetEvents(book: Book, events: WorkbookEvents): XmlEvents {
  let row = 0;
  let cells: RawCell[] = [];
  let cell: OpenCell | undefined;
  let isValue = false;
  const inline = textCollector();
  const open = (name: string, attribute: XmlAttributes) => {
    inline.open(name);
    if (name === 'row') {
      row = Number(attribute('r')) || row + 1;
      cells = [];
    } else if (name === 'c') {
      cell = openCell(attribute, (cells.at(-1)?.column ?? -1) + 1);
      inline.take();
    } else if (name === 'v') isValue = true;
    else if (name === 'mergeCell')
      events.merged?.(library('@e965/xlsx').utils.decode_range(attribute('ref') ?? 'A1'));
    events.other?.open?.(name, attribute);
  };
  const close = (name: string) => {
    inline.close(name);
    if (name === 'v') isValue = false;
    if (name === 'c' && cell !== undefined) {
      const text = printed(cell, inline.take(), book);
      if (text !== '') cells.push({ column: cell.column, text });
      cell = undefined;
    }
    if (name === 'row') events.row(row, cells);
    events.other?.close?.(name);
  };
  const text = (piece: string) => {
    if (isValue && cell !== undefined) cell.value += piece;
    else inline.text(piece);
    events.other?.text?.(piece);
  };
  return { open, close, text };
}

function openCell(attribute: XmlAttributes, next: number): OpenCell {
  const letters = /^[A-Z]{1,3}/i.exec(attribute('r') ?? '')?.[0];
  return {
    column: letters === undefined ? next : library('@e965/xlsx').utils.decode_col(letters.toUpperCase()),
    type: attribute('t') ?? 'n',
    style: Number(attribute('s') ?? 0),
    value: '',
  };
}

/**
 * The text a person sees in the cell. Whole numbers are written out: `110101001234` under the general format would be
 * printed as `1.10101E+11`, and codes would be lost.
 */
function printed(cell: OpenCell, inline: string, book: Book): string {
  const { type, value } = cell;
  if (type === 'inlineStr') return readText(unescaped(inline));
  if (value === '') return '';
  if (type === 's') return readText(book.texts[Number(value)] ?? '');
  if (type === 'b') return isTrue(value) ? 'TRUE' : 'FALSE';
  if (type !== 'n') return readText(unescaped(value));
  const number = Number(value);
  if (!Number.isFinite(number)) return readText(value);
  const format = book.formats[cell.style];
  // Eighteen digits are more than a number holds: the file's own digits are what somebody typed.
  if (format === undefined && /^-?\d{1,30}$/.test(value)) return value;
  return printedNumber(number, format, book.date1904);
}

function printedNumber(number: number, format: string | undefined, date1904: boolean): string {
  if (format === undefined && Number.isInteger(number) && Math.abs(number) < 1e21)
    return BigInt(number).toString();
  try {
    return readText(library('@e965/xlsx').SSF.format(format ?? 'General', number, { date1904 }));
  } catch {
    // A format nobody understands; the number itself is still its content.
    return String(number);
  }
}
