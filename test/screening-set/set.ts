import { writeZip } from '#platform/documents';
import { type Block, type Cell, paragraph, type RichText } from '#platform/richtext';
import { type Chance, chanceOf } from '../../src/app/demo/world/prng.ts';
import { circumstances } from './cases/circumstances.ts';
import { freshTemplates } from './cases/fresh.ts';
import { hardNegatives, hardPositives } from './cases/hard.ts';
import { codesInProse, identifiersInProse } from './cases/identifiers-in-prose.ts';
import { marks } from './cases/marks.ts';
import { negatives } from './cases/negatives.ts';
import { tables } from './cases/tables.ts';
import { docxOf, pptxOf, type WordPlace, xlsxOf } from './files/office.ts';
import { jpgOf, ofdOf, pdfOf, pngOf } from './files/others.ts';
import type { Expected, Piece, Template } from './template.ts';

/** How a case's words come in: typed into the composer, or in a file. */
export const carriers = [
  'body',
  'txt',
  'md',
  'csv',
  'csv-gb18030',
  'docx',
  'xlsx',
  'pptx',
  'pdf',
  'ofd',
  'zip',
  'png',
  'jpg',
] as const;
export type Carrier = (typeof carriers)[number];

export type ScreeningCase = {
  readonly id: string;
  /** The engine was made looking at `dev` alone; `heldOut` has templates that `dev` does not have. */
  readonly half: 'dev' | 'heldOut';
  readonly carrier: Carrier;
  readonly content: { readonly body: RichText } | { readonly name: string; readonly bytes: Buffer };
  /** Everything that must be found; all else must not. */
  readonly expected: readonly Expected[];
};

type Group = {
  readonly name: string;
  readonly templates: readonly Template[];
  readonly times: number;
  /** Templates that were looked at after they had been held out once: they count as seen. */
  readonly seen?: readonly number[];
  /** Templates written when the engine was done: all held out. */
  readonly isFresh?: boolean;
};

const groups: readonly Group[] = [
  { name: 'identifier', templates: identifiersInProse, times: 2 },
  { name: 'code', templates: codesInProse, times: 2 },
  { name: 'circumstance', templates: circumstances, times: 2 },
  { name: 'mark', templates: marks, times: 2 },
  { name: 'table', templates: tables, times: 2 },
  { name: 'hard', templates: hardPositives, times: 2, seen: [1, 3, 19] },
  { name: 'negative', templates: negatives, times: 3 },
  { name: 'hard-negative', templates: hardNegatives, times: 3, seen: [15] },
  { name: 'fresh', templates: freshTemplates, times: 2, isFresh: true },
];

/** The whole set, the same on every machine. Every second template is held out. */
export function screeningSet(): readonly ScreeningCase[] {
  let turn = 0;
  return groups.flatMap(({ name, templates, times, seen, isFresh }) =>
    templates.flatMap((template, at) =>
      Array.from({ length: times }, (_, time) => {
        const id = `${name}-${at}-${time}`;
        const chance = chanceOf('screening-set', id);
        const expected: Expected[] = [];
        const pieces = template(chance, (kind, written) => {
          expected.push({ kind, value: written });
          return written;
        });
        turn += 1;
        const carrier = carrierOf(turn * 5 + time, pieces);
        const isDev = isFresh !== true && (at % 2 === 0 || seen?.includes(at) === true);
        const half = isDev ? 'dev' : 'heldOut';
        return { id, half, carrier, content: contentOf(carrier, id, pieces, chance), expected } as const;
      }),
    ),
  );
}

/** Pictures carry a few words, each on its line; columns kept apart by blanks occur where text is printed, not in cells. */
function carrierOf(turn: number, pieces: readonly Piece[]): Carrier {
  const carrier = carriers[turn % carriers.length] ?? 'body';
  const isSet = pieces.some((piece) => typeof piece === 'string' && /\n/.test(piece) && / {2}/.test(piece));
  if (isSet) return (['txt', 'body', 'docx', 'md'] as const)[turn % 4] ?? 'txt';
  const isPicture = carrier === 'png' || carrier === 'jpg';
  return isPicture && pieces.some((piece) => typeof piece !== 'string' || piece.includes('\n'))
    ? 'xlsx'
    : carrier;
}

function contentOf(
  carrier: Carrier,
  id: string,
  pieces: readonly Piece[],
  chance: Chance,
): ScreeningCase['content'] {
  if (carrier === 'body') return { body: bodyOf(pieces) };
  const extension = carrier === 'csv-gb18030' ? 'csv' : carrier;
  return { name: `${id}.${extension}`, bytes: bytesOf(carrier, pieces, chance) };
}

function bytesOf(carrier: Exclude<Carrier, 'body'>, pieces: readonly Piece[], chance: Chance): Buffer {
  const words = () => pieces.map((piece) => (typeof piece === 'string' ? piece : '')).join('\n');
  switch (carrier) {
    case 'txt':
      return Buffer.from(plainOf(pieces), 'utf8');
    case 'md':
      return Buffer.from(markdownOf(pieces), 'utf8');
    case 'csv':
      return Buffer.from(`\ufeff${csvOf(pieces)}`, 'utf8');
    case 'csv-gb18030':
      return gb18030(csvOf(pieces));
    case 'docx':
      return docxOf(pieces, chance.pick<WordPlace>(['body', 'body', 'header', 'footnote', 'comment']));
    case 'xlsx':
      return xlsxOf(pieces, chance.is(0.4));
    case 'pptx':
      return pptxOf(pieces, chance.is(0.3));
    case 'pdf':
      return pdfOf(pieces);
    case 'ofd':
      return ofdOf(pieces);
    case 'png':
      return pngOf(words());
    case 'jpg':
      return jpgOf(words());
    case 'zip': {
      const [name, data] = chance.pick([
        ['附件/正文.docx', docxOf(pieces)],
        ['名单.xlsx', xlsxOf(pieces)],
        ['说明.txt', Buffer.from(plainOf(pieces), 'utf8')],
      ] as const);
      return writeZip([
        { name: '目录.txt', data: Buffer.from('材料目录', 'utf8') },
        { name, data },
      ]);
    }
  }
}

const plainOf = (pieces: readonly Piece[]) =>
  pieces
    .map((piece) => (typeof piece === 'string' ? piece : piece.rows.map((row) => row.join('\t')).join('\n')))
    .join('\n');

function markdownOf(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      const [heading = [], ...rows] = piece.rows.map(
        (row) => `| ${row.map((cell) => cell.replaceAll('|', '/')).join(' | ')} |`,
      );
      return [heading, `|${'---|'.repeat(piece.rows[0]?.length ?? 1)}`, ...rows].join('\n');
    })
    .join('\n\n');
}

const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csvOf = (pieces: readonly Piece[]) =>
  pieces
    .flatMap((piece): readonly (readonly string[])[] => (typeof piece === 'string' ? [[piece]] : piece.rows))
    .map((row) => row.map(quoted).join(','))
    .join('\r\n');

/** The platform decodes GB 18030 but does not write it: every character's bytes are looked up by decoding them once. */
function gb18030(text: string): Buffer {
  return Buffer.concat([...text].map((char) => gbTable().get(char) ?? Buffer.from('?')));
}

let table: Map<string, Buffer> | undefined;
function gbTable(): Map<string, Buffer> {
  if (table !== undefined) return table;
  const decoder = new TextDecoder('gb18030');
  const found = new Map(
    Array.from({ length: 128 }, (_, code): [string, Buffer] => [
      String.fromCharCode(code),
      Buffer.from([code]),
    ]),
  );
  const learn = (bytes: Buffer) => {
    const char = decoder.decode(bytes);
    if ([...char].length === 1 && !found.has(char)) found.set(char, bytes);
  };
  for (let high = 0x81; high <= 0xfe; high += 1)
    for (let low = 0x40; low <= 0xfe; low += 1) if (low !== 0x7f) learn(Buffer.from([high, low]));
  // Four bytes for what older standards did not have, invisible characters among it.
  for (let second = 0x30; second <= 0x39; second += 1)
    for (let third = 0x81; third <= 0xfe; third += 1)
      for (let fourth = 0x30; fourth <= 0x39; fourth += 1) learn(Buffer.from([0x81, second, third, fourth]));
  table = found;
  return found;
}

function bodyOf(pieces: readonly Piece[]): RichText {
  return { type: 'doc', content: pieces.map(blockOf) };
}

function blockOf(piece: Piece): Block {
  if (typeof piece === 'string') return lineBlock(piece);
  const [heading = [], ...rows] = piece.rows;
  const cell = (type: Cell['type'], text: string): Cell => ({ type, content: [lineBlock(text)] });
  return {
    type: 'table',
    content: [
      { type: 'tableRow', content: heading.map((text) => cell('tableHeader', text)) },
      ...rows.map((row) => ({
        type: 'tableRow' as const,
        content: row.map((text) => cell('tableCell', text)),
      })),
    ],
  };
}

function lineBlock(text: string): Block {
  if (!text.includes('\n')) return paragraph(text);
  const content = text
    .split('\n')
    .flatMap((line, at) => [
      ...(at === 0 ? [] : [{ type: 'hardBreak' as const }]),
      ...(line === '' ? [] : [{ type: 'text' as const, text: line }]),
    ]);
  return { type: 'paragraph', content };
}
