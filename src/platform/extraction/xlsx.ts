import {
  type Relation,
  readRelations,
  readXmlPart,
  type XmlAttributes,
  type XmlEvents,
  type Zip,
} from '#platform/documents';
import { readXlsx } from '#platform/tabular';
import type { Collector } from './collector.ts';
import { readBeside, readTextPart } from './office-common.ts';

/** Empty cells written between two others; a cell far to the right is no column of the table. */
const mostGap = 64;

/**
 * All words of a workbook: every sheet row by row (hidden ones as hidden), page headers and footers, notes, lists of allowed
 * values, texts in formulas and drawings, and the copies of data that pivot tables keep.
 */
export async function readXlsxText(zip: Zip, to: Collector): Promise<void> {
  const sheets: { name: string; part: string }[] = [];
  const beside: { name: string; lines: [kind: 'header' | 'footer' | 'hidden', line: string][] }[] = [];
  let kind: 'sheet' | 'hidden' = 'sheet';
  let label = '';
  await readXlsx(zip, {
    sheet: (name, isHidden, part) => {
      kind = isHidden ? 'hidden' : 'sheet';
      label = name;
      sheets.push({ name, part });
      beside.push({ name, lines: [] });
    },
    row: (_row, cells) => to.line(kind, label, rowLine(cells)),
    other: sheetWords((what, line) => beside.at(-1)?.lines.push([what, line])),
  });
  for (const { name, lines } of beside) for (const [what, line] of lines) to.line(what, name, line);
  for (const { name, part } of sheets) await readRelated(zip, part, name, to);
  await readNames(zip, to);
  await readPivots(zip, to);
  await readBeside(zip, to);
}

function rowLine(cells: readonly { readonly column: number; readonly text: string }[]): string {
  let line = '';
  let column = 0;
  for (const cell of cells) {
    const gap = cell.column - column;
    line += '\t'.repeat(gap > mostGap || gap < 0 ? 1 : gap) + cell.text.replaceAll(/[\t\n]+/g, ' ');
    column = cell.column;
  }
  return line;
}

/** Page headers and footers, lists and prompts of allowed values, texts inside formulas. */
function sheetWords(say: (kind: 'header' | 'footer' | 'hidden', line: string) => void): XmlEvents {
  let text: string | undefined;
  return {
    open: (name, attribute) => {
      if (/^(?:(?:odd|even|first)(?:Header|Footer)|formula[12]|f)$/.test(name)) text = '';
      if (name === 'dataValidation') sayAttributes(attribute, say);
      if (name === 'hyperlink')
        for (const key of ['display', 'tooltip', 'location']) sayOne(attribute(key), say);
    },
    text: (piece) => {
      if (text !== undefined) text += piece;
    },
    close: (name) => {
      if (text === undefined) return;
      if (name.endsWith('Header')) say('header', plainPageText(text));
      else if (name.endsWith('Footer')) say('footer', plainPageText(text));
      else if (text.includes('"'))
        say('hidden', Array.from(text.matchAll(/"([^"]*)"/g), ([, one]) => one).join('\t'));
      text = undefined;
    },
  };
}

type Say = (kind: 'hidden', line: string) => void;

function sayAttributes(attribute: XmlAttributes, say: Say): void {
  for (const key of ['promptTitle', 'prompt', 'errorTitle', 'error']) sayOne(attribute(key), say);
}

function sayOne(text: string | undefined, say: Say): void {
  if (text !== undefined && text.trim() !== '') say('hidden', text);
}

/** `&C&"宋体"&12标题`: codes for place, font and size are not printed. */
function plainPageText(text: string): string {
  return text
    .replaceAll(/&"[^"]*"|&K[0-9A-F]{6}|&\d+|&[A-Z]/g, (code) => (/^&[LCR]$/.test(code) ? '\t' : ''))
    .trim();
}

/** Notes and drawings hang on the sheet by relationships. */
async function readRelated(zip: Zip, part: string, sheet: string, to: Collector): Promise<void> {
  const relations = (await readRelations(zip, part)).filter((one: Relation) => !one.isExternal);
  for (const { type, target } of relations) {
    if (type === 'comments') await readComments(zip, target, sheet, to);
    else if (type === 'threadedComment') await readThreads(zip, target, sheet, to);
    else if (type === 'drawing') await readTextPart(zip, target, 'body', sheet, to);
  }
}

async function readComments(zip: Zip, part: string, sheet: string, to: Collector): Promise<void> {
  let text = '';
  let isText = false;
  await readXmlPart(zip, part, {
    open: (name) => {
      isText = name === 't' || name === 'author';
      if (name === 'comment' || name === 'author') text = '';
    },
    text: (piece) => {
      if (isText) text += piece;
    },
    close: (name) => {
      isText = false;
      if (name === 'author') to.line('metadata', '', `author\t${text}`);
      if (name === 'comment') to.line('comment', sheet, text);
    },
  });
}

async function readThreads(zip: Zip, part: string, sheet: string, to: Collector): Promise<void> {
  let text = '';
  await readXmlPart(zip, part, {
    open: (name) => {
      if (name === 'text') text = '';
    },
    text: (piece) => {
      text += piece;
    },
    close: (name) => {
      if (name === 'text') to.line('comment', sheet, text);
    },
  });
}

/** Names given to ranges may hold texts; persons are those who wrote in threads. */
async function readNames(zip: Zip, to: Collector): Promise<void> {
  for (const { name } of zip.entries.filter((entry) => /^xl\/persons\/[^/]+\.xml$/i.test(entry.name)))
    await readXmlPart(zip, name, {
      open: (element, attribute) => {
        if (element === 'person') to.line('metadata', '', `author\t${attribute('displayName') ?? ''}`);
      },
    });
}

/** A pivot table keeps a copy of all its data, also of rows and sheets that were deleted. */
async function readPivots(zip: Zip, to: Collector): Promise<void> {
  for (const { name } of zip.entries.filter((entry) => /^xl\/pivotCache\/[^/]+\.xml$/i.test(entry.name))) {
    let row: string[] = [];
    const flush = () => {
      to.line('hidden', 'pivot', row.join('\t'));
      row = [];
    };
    await readXmlPart(zip, name, {
      open: (element, attribute) => {
        const value =
          element === 'cacheField'
            ? attribute('name')
            : /^[sndbe]$/.test(element)
              ? attribute('v')
              : undefined;
        if (value !== undefined) row.push(value.replaceAll(/[\t\n]+/g, ' '));
        if (row.length >= 500) flush();
      },
      close: (element) => {
        if (element === 'r' || element === 'sharedItems' || element === 'pivotCacheDefinition') flush();
      },
    });
  }
}
