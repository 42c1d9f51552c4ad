import type { Block, RichText } from '#platform/richtext';
import { qrSvg, readTemplate, type Typeset, typeset, typesetBlocks } from '#platform/typesetting';
import { sheetWords } from './words.ts';

export const papers = ['A4', 'A3'] as const;
export type Paper = (typeof papers)[number];

/** An item as a sheet shows it. */
export type SheetItem = {
  readonly title: string;
  readonly documentNumber: string | null;
  readonly indexNumber: string;
  readonly unitName: string;
  readonly publishedOn: string;
  readonly body: RichText;
  /** Short address of the item. */
  readonly url: string;
  readonly period: string | null;
  readonly proof: { readonly line: string; readonly url: string | null };
  /** The body was shortened: the sheet says so. */
  readonly cut?: boolean;
};

export type SheetInput = {
  readonly paper: Paper;
  readonly unitName: string;
  readonly items: readonly SheetItem[];
  /** `whole`: as many pages as it takes; a number: the most pages an item may take, the rest is behind the QR code. */
  readonly pages: 'whole' | number;
  readonly phones: readonly string[];
  readonly printedOn: string;
  readonly pictures: ReadonlyMap<string, { readonly name: string; readonly bytes: Buffer }>;
};

const template = readTemplate(new URL('./sheet.typ', import.meta.url));

/** Characters of body that about fill a page beside head and foot. */
const perPage: Readonly<Record<Paper, number>> = { A4: 620, A3: 640 };
/** Of one of several items in columns of A3. */
const inColumn = 420;
const MOST_TRIES = 8;

/**
 * Typesets a sheet. A body that is too long for the pages allowed is cut after a paragraph, further and further until it fits.
 * @throws TypesettingFault
 */
export async function typesetSheet(input: SheetInput): Promise<Typeset & { readonly cut: boolean }> {
  const isMany = input.items.length > 1 && input.paper === 'A3';
  const most = typeof input.pages === 'number' ? input.pages * (isMany ? 1 : input.items.length) : undefined;
  const start = isMany
    ? inColumn
    : perPage[input.paper] * (typeof input.pages === 'number' ? input.pages : 1);
  let budget = most === undefined ? Number.POSITIVE_INFINITY : start * 1.6;
  for (let tries = 0; ; tries += 1) {
    const items = input.items.map((item) => ({ ...item, ...shortened(item.body, budget) }));
    const made = await typeset(template, dataOf({ ...input, items }, isMany), {
      files: new Map([...input.pictures.values()].map(({ name, bytes }) => [name, bytes] as const)),
    });
    const cut = items.some((item) => item.cut);
    if (most === undefined || made.pages <= most || tries === MOST_TRIES) return { ...made, cut };
    budget *= 0.8;
  }
}

function dataOf(input: SheetInput, isMany: boolean) {
  const { paper, unitName, phones, printedOn, pictures } = input;
  const fileOf = (sha256: string) => pictures.get(sha256)?.name ?? null;
  return {
    paper,
    many: isMany,
    unitName,
    board: sheetWords.board,
    lines: [...(phones.length === 0 ? [] : [sheetWords.phone(phones.join('　'))]), sheetWords.opinion],
    printed: sheetWords.printed(printedOn),
    scan: sheetWords.scan,
    proofCode: sheetWords.proofCode,
    items: input.items.map((item) => ({
      title: item.title,
      meta: [
        `${sheetWords.issuer}：${item.unitName}`,
        ...(item.documentNumber === null ? [] : [`${sheetWords.number}：${item.documentNumber}`]),
        `${sheetWords.index}：${item.indexNumber}`,
        `${sheetWords.published}：${item.publishedOn}`,
      ],
      blocks: typesetBlocks(item.body, fileOf),
      cut: item.cut === true ? sheetWords.cut : null,
      qr: qrSvg(item.url),
      url: item.url,
      period: item.period,
      proof: item.proof.line,
      proofQr: item.proof.url === null ? null : qrSvg(item.proof.url, 'L'),
    })),
  };
}

const lengthOf = (value: unknown): number => {
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + lengthOf(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const node = value as { readonly type?: unknown; readonly text?: unknown; readonly content?: unknown };
  const own = node.type === 'image' ? 260 : node.type === 'tableRow' ? 12 : node.type === 'paragraph' ? 8 : 0;
  return own + (typeof node.text === 'string' ? node.text.length : 0) + lengthOf(node.content ?? []);
};

/** The blocks that fit a number of characters, whole ones only; a first block that is too long is cut in itself. */
export function shortened(body: RichText, most: number): { readonly body: RichText; readonly cut: boolean } {
  const kept: Block[] = [];
  let left = most;
  for (const block of body.content) {
    left -= lengthOf(block);
    if (left < 0) break;
    kept.push(block);
  }
  if (kept.length === body.content.length) return { body, cut: false };
  const next = body.content[kept.length];
  const piece = next === undefined ? undefined : beginning(next, left + lengthOf(next));
  return { body: { type: 'doc', content: piece === undefined ? kept : [...kept, piece] }, cut: true };
}

/** The first sentences of a paragraph, the first rows of a table. */
function beginning(block: Block, most: number): Block | undefined {
  if (most < 30) return undefined;
  if (block.type === 'paragraph') {
    const text = (block.content ?? []).map((node) => (node.type === 'text' ? node.text : ' ')).join('');
    const end = Math.max(text.lastIndexOf('。', most), text.lastIndexOf('；', most));
    return end < 20
      ? undefined
      : { type: 'paragraph', content: [{ type: 'text', text: text.slice(0, end + 1) }] };
  }
  if (block.type !== 'table') return undefined;
  const rows: typeof block.content = [];
  let left = most;
  for (const row of block.content) {
    left -= lengthOf(row);
    if (left < 0) break;
    rows.push(row);
  }
  return rows.length < 3 ? undefined : { ...block, content: rows };
}
