/*
 * Cells of a worksheet read from its text. A tree of a sheet with a hundred thousand rows takes more memory than a file may
 * have; the text takes as much as it is long. Sheets with comments or CDATA in their XML (no program writes them) are refused
 * by the caller: they could hide a cell from this reader.
 */

/** A cell as it stands in the text, and what is to stand there instead. */
export type SheetCell = {
  readonly from: number;
  readonly to: number;
  /** Column, 1 is A; undefined when the cell does not say it. */
  readonly column: number | undefined;
  readonly isRowStart: boolean;
  readonly text: string;
  /** Words of the formula, where it holds words of its own. */
  readonly formula: string;
};

const cellOrRow =
  /<(?:\w{1,20}:)?row[\s>/]|<((?:\w{1,20}:)?)c((?:\s[^<>]{0,2000})?)(?:\/>|>([\s\S]*?)<\/(?:\w{1,20}:)?c>)/g;

/** Every cell with something in it, in order. */
export function* cellsOf(xml: string, strings: readonly string[]): Generator<SheetCell> {
  let isRowStart = false;
  for (const match of xml.matchAll(cellOrRow)) {
    const [whole, , attributes, inner] = match;
    if (attributes === undefined) {
      isRowStart = true;
      continue;
    }
    const text = inner === undefined ? '' : cellText(attributes, inner, strings);
    const formula = inner === undefined ? '' : formulaWords(inner);
    yield {
      from: match.index,
      to: match.index + whole.length,
      column: columnOf(attributes),
      isRowStart,
      text: text.replaceAll(/[\n\r\t\f\v]/g, ' '),
      formula,
    };
    isRowStart = false;
  }
}

const elementText = (inner: string, name: string) =>
  unescapeXml(new RegExp(`<(?:\\w{1,20}:)?${name}(?:\\s[^<>]*)?>([^<]*)<`).exec(inner)?.[1] ?? '');

function cellText(attributes: string, inner: string, strings: readonly string[]): string {
  const value = elementText(inner, 'v');
  switch (/\st\s*=\s*["'](\w+)["']/.exec(attributes)?.[1]) {
    case 's':
      return strings[Number(value)] ?? '';
    case 'inlineStr':
      return stringOf(inner);
    case undefined:
    case 'n':
      // 1.3600009942E10 is a telephone number too.
      return /[eE]/.test(value) && Number.isSafeInteger(Number(value)) ? String(Number(value)) : value;
    default:
      return value;
  }
}

/** The text of a string item: its runs, without the reading aids (rPh) of East Asian texts. */
export function stringOf(inner: string): string {
  const runs = inner.replaceAll(/<(?:\w{1,20}:)?rPh[\s>][\s\S]*?<\/(?:\w{1,20}:)?rPh>/g, '');
  return [...runs.matchAll(/<(?:\w{1,20}:)?t(?:\s[^<>]*)?>([^<]*)</g)]
    .map((one) => unescapeXml(one[1] ?? ''))
    .join('');
}

/** Only a formula with quoted words can hold a value by itself. */
function formulaWords(inner: string): string {
  const formula = elementText(inner, 'f');
  return formula.includes('"') ? formula.replaceAll(/[\n\r\t\f\v]/g, ' ') : '';
}

function columnOf(attributes: string): number | undefined {
  const letters = /\sr\s*=\s*["']([A-Z]{1,3})\d/.exec(attributes)?.[1];
  return letters === undefined
    ? undefined
    : [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

/** The cell as text of its own: its place and style stay, its value, formula and share in other strings do not. */
export function cellWith(cell: string, text: string): string {
  const head = /^<((?:\w{1,20}:)?)c((?:\s[^<>]*?)?)\/?>/.exec(cell);
  const prefix = head?.[1] ?? '';
  const attributes = (head?.[2] ?? '').replace(/\st\s*=\s*["']\w*["']/, '');
  const words = `<${prefix}t xml:space="preserve">${escapeXml(text)}</${prefix}t>`;
  return `<${prefix}c${attributes} t="inlineStr"><${prefix}is>${words}</${prefix}is></${prefix}c>`;
}

export const cellWithoutFormula = (cell: string) =>
  cell.replace(/<(?:\w{1,20}:)?f(?:\s[^<>]*)?(?:\/>|>[^<]*<\/(?:\w{1,20}:)?f>)/, '');

/** Pieces of a text that are replaced, put together at the end: one pass, however many there are. */
export function textWithChanges(xml: string) {
  const changes = new Map<number, { readonly to: number; readonly text: string }>();
  return {
    change: ({ from, to }: Pick<SheetCell, 'from' | 'to'>, text: string) => {
      changes.set(from, { to, text });
    },
    has: (from: number) => changes.has(from),
    build: () => {
      const out: string[] = [];
      let at = 0;
      for (const [from, { to, text }] of [...changes].sort((a, b) => a[0] - b[0])) {
        out.push(xml.slice(at, from), text);
        at = to;
      }
      out.push(xml.slice(at));
      return out.join('');
    },
  };
}

export type ChangingText = ReturnType<typeof textWithChanges>;

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(
    /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g,
    (_whole, hex, decimal, name) => {
      if (name !== undefined) return named[name] ?? '';
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : ' ';
    },
  );
}

export const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
