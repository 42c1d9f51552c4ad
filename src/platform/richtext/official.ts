import { inlineText } from './blocks.ts';
import { cleanImportedText, type ImportedText, lossLog } from './imported.ts';
import { type Block, type Paragraph, paragraph } from './model.ts';

/** Levels of a Chinese official text (GB/T 9704-2012 7.3.3) and of a norm (章, 节). Articles are paragraphs, not headings. */
const levelPatterns: readonly [RegExp, 1 | 2 | 3 | 4][] = [
  [/^第[一二三四五六七八九十百零〇\d]{1,7}[编章](?=[\s\u3000]|$)/, 1],
  [/^第[一二三四五六七八九十百零〇\d]{1,7}节(?=[\s\u3000]|$)/, 2],
  [/^[一二三四五六七八九十]{1,4}、/, 1],
  [/^[（(][一二三四五六七八九十]{1,4}[）)]/, 2],
  [/^\d{1,3}[.．](?!\d)/, 3],
  [/^[（(]\d{1,3}[）)]/, 4],
];

/** A numbered line that goes on as running text is a paragraph; a heading is short and does not end as a sentence. */
const longestHeading = 60;

/** @returns the heading level a line of text has by its numbering, or undefined for body text */
export function headingLevelOf(line: string): 1 | 2 | 3 | 4 | undefined {
  const text = line.trim();
  if (text.length > longestHeading || /[。；;：:，,！!？?]$/.test(text)) return undefined;
  return levelPatterns.find(([pattern]) => pattern.test(text))?.[1];
}

const numberPattern =
  /^[\u4e00-\u9fa5（）()]{1,20}[〔［[(（]\s*(?:19|20)\d{2}\s*[〕］\])）]\s*(?:第\s*)?\d{1,5}\s*号$/;
const datePattern = /^(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日$/;
const chineseDatePattern =
  /^([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日$/;
const notePattern = /^[（(]\s*(此件(?:公开发布|依申请公开|不予公开|删减后公开|主动公开))\s*[）)]$/;

export const isDocumentNumber = (line: string) => numberPattern.test(line.trim());

/** @returns a date line (2026年1月5日, 二〇二六年一月五日) as YYYY-MM-DD, undefined when it is none or no real date */
export function dateOfLine(line: string): string | undefined {
  const text = line.trim();
  const arabic = datePattern.exec(text);
  if (arabic) return calendarDate(Number(arabic[1]), Number(arabic[2]), Number(arabic[3]));
  const chinese = chineseDatePattern.exec(text);
  if (!chinese) return undefined;
  const year = Number([...(chinese[1] ?? '')].map(digitOf).join(''));
  return calendarDate(year, chineseNumber(chinese[2] ?? ''), chineseNumber(chinese[3] ?? ''));
}

const digitOf = (char: string) => '〇一二三四五六七八九'.indexOf(char === '零' || char === '○' ? '〇' : char);

function chineseNumber(text: string): number {
  const ten = text.indexOf('十');
  if (ten === -1) return digitOf(text);
  const tens = ten === 0 ? 1 : digitOf(text.slice(0, ten));
  const units = ten === text.length - 1 ? 0 : digitOf(text.slice(ten + 1));
  return tens * 10 + units;
}

function calendarDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.toISOString().slice(0, 10);
}

/** The parts of an official document found among its blocks; what became metadata is no longer in `blocks`. */
export type OfficialParts = Pick<
  ImportedText,
  'title' | 'documentNumber' | 'documentDate' | 'disclosureNote'
> & {
  readonly blocks: Block[];
};

/**
 * Recognises the layout of an official document in a list of blocks: title and number on top, addressee, numbered
 * headings, signature and date at the end, the note (此件公开发布). Every character is kept, as metadata or as text.
 * @param title a title known from elsewhere (a heading of the file); then none is looked for
 */
export function structureOfficial(input: readonly Block[], title: string | null = null): OfficialParts {
  const blocks = input.filter(
    (block) => block.type !== 'paragraph' || inlineText(block.content).trim() !== '',
  );
  const head = blocks.findIndex((block) => !isHeadLine(lineOf(block)));
  const headLines = blocks.slice(0, Math.min(head === -1 ? blocks.length : head, mostHeadLines));
  const top = readTop(blocks.slice(headLines.length), title);
  const rest = top.rest.map(withHeading);
  const end = markEnd([...headLines, ...markAddressee(rest)]);
  return {
    title: top.title,
    documentNumber: top.documentNumber,
    documentDate: end.documentDate,
    disclosureNote: end.disclosureNote,
    blocks: end.blocks,
  };
}

/**
 * Lines of the head of a document (版头) above its title: copy number, classification, urgency, issuer's mark, signer. They
 * stay in the text, where screening must see them, and are never taken for the title.
 */
const headLine =
  /^(?:№? ?\d{1,6}|.{0,12}[★☆].{0,16}|(?:绝|机|秘) {0,2}密.{0,12}|内部(?:资料|文件|材料).{0,16}|特急|加急|平急|急件|.{2,30}文件|签发人.{0,20})$/;
const mostHeadLines = 6;
const isHeadLine = (line: string) => headLine.test(line);

function lineOf(block: Block | undefined): string {
  return block?.type === 'paragraph' || block?.type === 'heading' ? inlineText(block.content).trim() : '';
}

/** Title lines stand before the number, the addressee or the first sentence; a number may stand above or below them. */
function readTop(blocks: readonly Block[], known: string | null) {
  let at = 0;
  let documentNumber: string | null = null;
  const titleLines: string[] = known === null ? [] : [known];
  const takeNumber = () => {
    if (documentNumber === null && isDocumentNumber(lineOf(blocks[at]))) {
      documentNumber = lineOf(blocks[at]).replace(/\s+/g, '');
      at += 1;
    }
  };
  takeNumber();
  if (known === null) {
    while (titleLines.length < 3 && isTitleLine(blocks[at], titleLines.length)) {
      titleLines.push(lineOf(blocks[at]));
      at += 1;
    }
  }
  takeNumber();
  return { title: titleLines.join('') || null, documentNumber, rest: blocks.slice(at) };
}

/** The first line is a title unless it reads as a sentence; further lines only while the title is not yet complete. */
function isTitleLine(block: Block | undefined, taken: number): boolean {
  const line = lineOf(block);
  if (line === '' || line.length > 80 || /[。；：:;]$/.test(line)) return false;
  if (headingLevelOf(line) !== undefined || dateOfLine(line) !== undefined || /^第.{1,7}条/.test(line))
    return false;
  if (taken === 0) return true;
  const isCentred = block?.type === 'paragraph' && block.attrs?.align === 'center';
  return isCentred && /(?:通知|意见|决定|公告|通告|报告|办法|方案|公示|细则|规定|函)$/.test(line);
}

function withHeading(block: Block): Block {
  if (block.type !== 'paragraph' || (block.attrs?.role ?? null) !== null) return block;
  const level = headingLevelOf(inlineText(block.content));
  if (level === undefined || (block.content ?? []).some((node) => node.type === 'hardBreak')) return block;
  return {
    type: 'heading',
    attrs: { level },
    ...(block.content === undefined ? {} : { content: block.content }),
  };
}

/** 主送: the first line, ending in a full-width colon, short, without a verb of speech before it. */
function markAddressee(blocks: readonly Block[]): Block[] {
  const [first, ...rest] = blocks;
  const line = lineOf(first);
  if (first?.type !== 'paragraph' || !/[：:]$/.test(line) || line.length > 200 || /[。；]/.test(line))
    return [...blocks];
  return [withRole(first, 'addressee'), ...rest];
}

/** The end is read backwards: note, date, then up to three signature lines. 抄送 and 印发 lines below stay as they are. */
function markEnd(blocks: Block[]) {
  let disclosureNote: string | null = null;
  let documentDate: string | null = null;
  const out = [...blocks];
  const from = Math.max(0, out.length - 12);
  for (let at = out.length - 1; at >= from; at -= 1) {
    const block = out[at];
    if (block?.type !== 'paragraph') continue;
    const line = lineOf(block);
    const note = notePattern.exec(line);
    if (note && disclosureNote === null) {
      disclosureNote = note[1] ?? null;
      out[at] = withRole(block, 'note');
    }
    const date = dateOfLine(line);
    if (date === undefined || documentDate !== null) continue;
    documentDate = date;
    out[at] = withRole(block, 'date');
    markSignatures(out, at);
  }
  return { blocks: out, documentDate, disclosureNote };
}

function markSignatures(out: Block[], dateAt: number): void {
  for (let at = dateAt - 1; at >= Math.max(1, dateAt - 3); at -= 1) {
    const block = out[at];
    const line = lineOf(block);
    const isName =
      block?.type === 'paragraph' && line.length <= 40 && !/[。；：:，,、）)]/.test(line) && line !== '';
    if (!isName || block?.type !== 'paragraph' || /^附件/.test(line)) return;
    out[at] = withRole(block, 'signature');
  }
}

function withRole(block: Paragraph, role: 'addressee' | 'signature' | 'date' | 'note'): Paragraph {
  const { align: _align, indent: _indent, ...attrs } = block.attrs ?? {};
  return { ...block, attrs: { ...attrs, role } };
}

/** Lines of text as paragraphs: full-width indentation goes, every line is a paragraph (as Chinese texts are typed). */
export function paragraphsOfLines(text: string): Paragraph[] {
  return text
    .split('\n')
    .map((line) => line.replace(/^[\s\u3000]+|[\s\u3000]+$/g, ''))
    .filter((line) => line !== '')
    .map((line) => paragraph(line));
}

/** Imports plain text typed or pasted by an official: title, number, addressee, headings, signature, date and note. */
export function fromPlainText(text: string): ImportedText {
  const losses = lossLog();
  const parts = structureOfficial(paragraphsOfLines(cleanImportedText(text, losses)));
  return importedText(parts, [], losses.list());
}

/** Puts the parts together; an empty body becomes one empty paragraph, as the schema of a text expects. */
export function importedText(
  parts: OfficialParts,
  images: ImportedText['images'],
  losses: ImportedText['losses'],
): ImportedText {
  const { blocks, ...metadata } = parts;
  return {
    ...metadata,
    body: { type: 'doc', content: blocks.length === 0 ? [{ type: 'paragraph' }] : blocks },
    images,
    losses,
  };
}
