import { leftOver, links, otherParts } from './mask-parts.ts';
import { session } from './mask-plain.ts';
import { type Parts, packParts, relationships, xmlOf } from './package.ts';
import { cellsOf, cellWith, cellWithoutFormula, escapeXml, stringOf, textWithChanges } from './sheet-text.ts';
import { sheetParts, workbookPart } from './sheets.ts';
import { type MaskSession, passageBuilder, type SlottedPassage } from './slots.ts';
import { type Document, decodeXml, elementsOf, named, parseXml, writeXml, XmlFault } from './xml.ts';

/** Columns beyond this are not kept apart by as many tabs as there are empty columns. */
const widestGap = 200;

/**
 * Masks a workbook. A cell that is edited becomes text of its own: numbers stored as numbers, results of formulas (which
 * would be computed anew) and strings shared with other cells alike. Strings that no cell uses any more are emptied.
 */
export function maskSheets(parts: Parts): MaskSession {
  const strings = sharedStrings(parts);
  const names = sheetNames(parts);
  const sheets = sheetParts(parts).map(({ name, part }) => openSheet(parts, part, name, strings.texts));
  const book = xmlOf(parts, workbookPart(parts));
  const passages = sheets.flatMap((sheet) => sheet.passages);
  // Names of sheets are a passage of their own.
  if (book !== undefined) passages.push(leftOver(book, (element) => element.localName === 'sheet'));
  const seen = [...sheetParts(parts).map((one) => one.part), strings.part, workbookPart(parts)];
  const all = [...passages, ...otherParts(parts, seen), links(parts), names.passage];
  return session(all, () => {
    const renamed = names.settle();
    const used = new Set<number>();
    for (const sheet of sheets) for (const index of sheet.write(renamed)) used.add(index);
    strings.emptyUnused(used);
    return packParts(parts);
  });
}

// ── one worksheet ──────────────────────────────────────────────────────────────────────────────────────────────────

type OpenSheet = {
  readonly passages: SlottedPassage[];
  /** Writes the sheet back. @returns the shared strings its cells still show */
  readonly write: (renamed: ReadonlyMap<string, string>) => Iterable<number>;
};

const dataBegin = /<(?:\w{1,20}:)?sheetData(?:\s[^<>]*)?>/;
const dataEnd = /<\/(?:\w{1,20}:)?sheetData\s*>/;

/** The cells from the text, everything around them (headers of the printed page, links, lists of choices) from a tree. */
function openSheet(parts: Parts, part: string, label: string, strings: readonly string[]): OpenSheet {
  const xml = decodeXml(parts.bytes.get(part) ?? new Uint8Array());
  if (/<!--|<!\[CDATA\[/.test(xml)) throw new XmlFault('a comment in a sheet');
  const begin = dataBegin.exec(xml);
  const from = begin === null ? xml.length : begin.index + begin[0].length;
  const end = dataEnd.exec(xml.slice(from));
  const data = end === null ? '' : xml.slice(from, from + end.index);
  const around = parseXml(
    new TextEncoder().encode(end === null ? xml : xml.slice(0, from) + xml.slice(from + end.index)),
  );
  const cells = textWithChanges(data);
  return {
    passages: [cellPassage(data, label, strings, cells.change), formulas(data, cells), leftOver(around)],
    write: (renamed) => {
      let changed = cells.build();
      for (const [old, name] of renamed) {
        changed = followInText(changed, old, name);
        followName(around, old, name);
      }
      const frame = decodeXml(writeXml(around));
      const place = dataBegin.exec(frame) ?? /<(?:\w{1,20}:)?sheetData(?:\s[^<>]*)?\/>/.exec(frame);
      const whole = place === null ? frame : putBack(frame, place, changed);
      parts.bytes.set(part, new TextEncoder().encode(whole));
      return shownStrings(changed);
    },
  };
}

/** The serializer closes an element that is empty by itself. */
function putBack(frame: string, place: RegExpExecArray, data: string): string {
  const [tag] = place;
  const open = tag.endsWith('/>') ? `${tag.slice(0, -2)}>` : tag;
  const name = /^<([\w:]+)/.exec(tag)?.[1] ?? 'sheetData';
  const rest = frame.slice(place.index + tag.length);
  const close = tag.endsWith('/>') ? `</${name}>` : '';
  return `${frame.slice(0, place.index)}${open}${data}${close}${rest}`;
}

function cellPassage(
  data: string,
  label: string,
  strings: readonly string[],
  change: (place: { from: number; to: number }, text: string) => void,
): SlottedPassage {
  const builder = passageBuilder('sheet', label);
  let column = 0;
  for (const cell of cellsOf(data, strings)) {
    if (cell.isRowStart) {
      builder.divide('\n');
      column = 0;
    }
    const at = cell.column ?? column + 1;
    if (at > 1) builder.divide('\t'.repeat(Math.min(Math.max(1, at - Math.max(1, column)), widestGap)));
    column = at;
    if (cell.text === '') continue;
    const { from, to } = cell;
    builder.add({
      text: cell.text,
      write: (text) => change({ from, to }, cellWith(data.slice(from, to), text)),
    });
  }
  return builder.build();
}

/** A value inside the quotes of a formula: the formula goes, its last result stays. */
function formulas(data: string, cells: ReturnType<typeof textWithChanges>): SlottedPassage {
  const builder = passageBuilder('field', '');
  if (!/<(?:\w{1,20}:)?f[\s>]/.test(data)) return builder.build();
  for (const { from, to, formula } of cellsOf(data, [])) {
    if (formula === '') continue;
    builder.divide('\n');
    builder.add({
      text: formula,
      write: () =>
        cells.has(from) ? undefined : cells.change({ from, to }, cellWithoutFormula(data.slice(from, to))),
    });
  }
  return builder.build();
}

function* shownStrings(data: string): Generator<number> {
  for (const [, index] of data.matchAll(
    /<(?:\w{1,20}:)?c\s[^<>]*?\st\s*=\s*["']s["'][^<>]*>[^<]*<(?:\w{1,20}:)?v>(\d+)</g,
  ))
    yield Number(index);
}

// ── strings shared by cells ────────────────────────────────────────────────────────────────────────────────────────

function sharedStrings(parts: Parts) {
  const part = relationships(parts).find((one) => one.type === 'sharedStrings')?.target ?? '';
  const xml = decodeXml(parts.bytes.get(part) ?? new Uint8Array());
  const pattern = /<((?:\w{1,20}:)?)si(?:\s[^<>]*)?(?:\/>|>([\s\S]*?)<\/(?:\w{1,20}:)?si>)/g;
  const items = [...xml.matchAll(pattern)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    prefix: match[1] ?? '',
    text: stringOf(match[2] ?? ''),
  }));
  return {
    part,
    texts: items.map((item) => item.text),
    /** A string no cell shows is still in the file for whoever unpacks it. */
    emptyUnused: (used: ReadonlySet<number>) => {
      if (items.length === 0) return;
      const text = textWithChanges(xml);
      items.forEach((item, at) => {
        const { prefix } = item;
        if (!used.has(at)) text.change(item, `<${prefix}si><${prefix}t/></${prefix}si>`);
      });
      const plain = text.build().replace(/^\s*<\?xml[^>]{0,300}\?>\s*/, '');
      const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
      parts.bytes.set(part, new TextEncoder().encode(head + plain));
    },
  };
}

// ── names of sheets ────────────────────────────────────────────────────────────────────────────────────────────────

/** Names of sheets: their masks must be allowed as names, stay different, and formulas must follow. */
function sheetNames(parts: Parts) {
  const workbook = xmlOf(parts, workbookPart(parts));
  const elements = workbook === undefined ? [] : named(workbook, 'sheet');
  const wanted = new Map<string, string>();
  const builder = passageBuilder('name', '');
  for (const element of elements) {
    const old = element.getAttribute('name') ?? '';
    builder.divide('\n');
    builder.add({ text: old.replaceAll(/\s/g, ' '), write: (text) => wanted.set(old, text) });
  }
  /** @returns by every name a formula may still say, the name it has now */
  const settle = (): ReadonlyMap<string, string> => {
    const renamed = new Map<string, string>();
    const taken = new Set(
      elements.map((one) => one.getAttribute('name') ?? '').filter((one) => !wanted.has(one)),
    );
    for (const element of elements) {
      const old = element.getAttribute('name') ?? '';
      const text = wanted.get(old);
      if (text === undefined) continue;
      const name = freeName(text.replaceAll('*', '○').replaceAll(/[[\]:\\/?']/g, '-'), taken);
      taken.add(name);
      element.setAttribute('name', name);
      // Where a formula names the sheet, the value in the name may have been masked already.
      for (const former of [old, text]) {
        renamed.set(former, name);
        for (const document of parts.documents.values()) followName(document, former, name);
      }
    }
    return renamed;
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

const followed = ['f', 'definedName', 'formula1', 'formula2', 'formula'];

function followName(document: Document, old: string, name: string): void {
  for (const element of elementsOf(document, (one) => followed.includes(one.localName ?? ''))) {
    const text = element.textContent ?? '';
    const changed = withName(text, old, name);
    if (changed !== text) element.textContent = changed;
  }
}

const withName = (text: string, old: string, name: string) =>
  text.replaceAll(`'${old.replaceAll("'", "''")}'!`, `'${name}'!`).replaceAll(`${old}!`, `'${name}'!`);

/** In the text of a sheet the names stand as XML writes them. */
const followInText = (xml: string, old: string, name: string) =>
  xml
    .replaceAll(`'${escapeXml(old.replaceAll("'", "''"))}'!`, `'${escapeXml(name)}'!`)
    .replaceAll(`${escapeXml(old)}!`, `'${escapeXml(name)}'!`);
