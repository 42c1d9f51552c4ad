import { inlineText } from './blocks.ts';
import { cleanImportedText, type Found, type ImportedText, lossLog, type OfficialPart } from './imported.ts';
import { type Block, type Paragraph, type ParagraphRole, paragraph } from './model.ts';
import {
  beginsAttachments,
  continuesAttachments,
  dateOfLine,
  headingLevelOf,
  headPartOf,
  isAttachmentHeading,
  isDocumentNumber,
  noteOfLine,
  numberAndSigner,
  recordPartOf,
} from './official-lines.ts';

/** The parts of an official document found among its blocks; what became metadata is no longer in `blocks`. */
export type OfficialParts = Pick<
  ImportedText,
  'title' | 'documentNumber' | 'documentDate' | 'disclosureNote' | 'found'
> & {
  readonly blocks: Block[];
};

/**
 * Recognises the layout of an official document in a list of blocks: head, title and number on top, addressee, numbered
 * headings, list of attachments, signature and date, the note (此件公开发布), copies and imprint at the end. Every character
 * is kept, as metadata or as text.
 * @param title a title known from elsewhere (a heading of the file); then none is looked for
 */
export function structureOfficial(input: readonly Block[], title: string | null = null): OfficialParts {
  const blocks = input
    .map(withoutIndent)
    .filter((block) => block.type !== 'paragraph' || lineOf(block) !== '');
  const { head, body } = takeHead(blocks);
  const top = readTop(body, title);
  const rest = markAttachments(markAddressee(top.rest)).map(withHeading);
  const end = markEnd([...head, ...top.signer, ...rest]);
  const parts = { title: top.title, documentNumber: top.documentNumber };
  return { ...parts, ...end, found: foundIn({ ...parts, blocks: end.blocks }) };
}

/** Chinese typists indent, centre and set right with full-width spaces; layout is not text. */
function withoutIndent(block: Block): Block {
  if (block.type !== 'paragraph' && block.type !== 'heading') return block;
  const content = [...(block.content ?? [])];
  const first = content[0];
  if (first?.type === 'text') content[0] = { ...first, text: first.text.replace(/^[\s\u3000]+/, '') };
  const last = content.at(-1);
  if (last?.type === 'text')
    content[content.length - 1] = { ...last, text: last.text.replace(/[\s\u3000]+$/, '') };
  const kept = content.filter((node) => node.type !== 'text' || node.text !== '');
  const { content: _, ...rest } = block;
  return kept.length === 0 ? rest : { ...rest, content: kept };
}

const mostHeadLines = 6;

function takeHead(blocks: readonly Block[]): { head: Block[]; body: readonly Block[] } {
  let count = 0;
  while (count < Math.min(mostHeadLines, blocks.length) && headPartOf(lineOf(blocks[count])) !== undefined)
    count += 1;
  const head = blocks
    .slice(0, count)
    .map((block) => (block.type === 'paragraph' ? withRole(block, 'head') : block));
  return { head, body: blocks.slice(count) };
}

/** Whether a block belongs above the title of a document: its head, its number. */
export function standsAboveTitle(block: Block): boolean {
  const line = lineOf(block);
  return (
    line === '' ||
    headPartOf(line) !== undefined ||
    isDocumentNumber(line) ||
    numberAndSigner(line) !== undefined
  );
}

function lineOf(block: Block | undefined): string {
  return block?.type === 'paragraph' || block?.type === 'heading' ? inlineText(block.content).trim() : '';
}

/** Title lines stand before the number, the addressee or the first sentence; a number may stand above or below them. */
function readTop(blocks: readonly Block[], known: string | null) {
  let at = 0;
  let documentNumber: string | null = null;
  const signer: Block[] = [];
  const titleLines: string[] = known === null ? [] : [known];
  const takeNumber = () => {
    const line = lineOf(blocks[at]);
    const both = numberAndSigner(line);
    const number = both?.number ?? (isDocumentNumber(line) ? line : undefined);
    if (documentNumber !== null || number === undefined) return;
    documentNumber = number.replace(/\s+/g, '');
    if (both !== undefined) signer.push(paragraph(both.signer, { role: 'head' }));
    at += 1;
    if (both === undefined && headPartOf(lineOf(blocks[at])) === 'signer') {
      signer.push(paragraph(lineOf(blocks[at]), { role: 'head' }));
      at += 1;
    }
  };
  takeNumber();
  if (known === null) {
    while (titleLines.length < 3 && isTitleLine(blocks[at], titleLines)) {
      titleLines.push(titleOf(lineOf(blocks[at])));
      at += 1;
    }
  }
  takeNumber();
  return { title: titleLines.join('') || null, documentNumber, signer, rest: blocks.slice(at) };
}

/** A title is set over several lines and spaced out for looks; as metadata it is one line. */
const titleOf = (line: string) =>
  line
    .replace(/\s*\n\s*/g, '')
    .replace(/(?<=\p{Script=Han}|[》”）])[\s\u3000]+(?=\p{Script=Han}|[《“（])/gu, '');

/** 文种 of the regulations, art. 8, and the usual other kinds: a title is complete when it ends in one. */
const kindOfDocument =
  /(?:通知|意见|决定|决议|命令|令|公报|公告|通告|通报|报告|请示|批复|议案|函|纪要|办法|方案|公示|公示表|公开表|公开|细则|规定|规则|制度|清单|计划|总结|要点|说明|名单|结果|情况|指南|目录|倡议书|承诺书)(?:[（(].{1,12}[）)])?$/;

/** The first line is a title unless it reads as a sentence; further lines only while the title is not yet complete. */
function isTitleLine(block: Block | undefined, taken: readonly string[]): boolean {
  if (block?.type === 'heading' && taken.length > 0) return false;
  const line = lineOf(block);
  if (line === '' || line.length > 80 || /[。；：:;]$/.test(line)) return false;
  const plain = line.replaceAll('\n', '');
  if (headingLevelOf(plain) !== undefined || dateOfLine(plain) !== undefined || /^第.{1,7}条/.test(plain))
    return false;
  if (isDocumentNumber(plain) || beginsAttachments(plain)) return false;
  if (taken.length === 0) return true;
  const isCentred = block?.type === 'paragraph' && block.attrs?.align === 'center';
  const isComplete = kindOfDocument.test(taken.join(''));
  return isCentred && !isComplete && (kindOfDocument.test(plain) || plain.length >= 6);
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
  if (beginsAttachments(line) || recordPartOf(line) !== undefined) return [...blocks];
  return [withRole(first, 'addressee'), ...rest];
}

/** 附件说明: its numbered lines are a list of names, not headings of the text. */
function markAttachments(blocks: readonly Block[]): Block[] {
  let isListing = false;
  return blocks.map((block) => {
    const line = lineOf(block);
    isListing = beginsAttachments(line) || (isListing && continuesAttachments(line));
    if (!isListing) return block;
    if (block.type === 'paragraph') return withRole(block, 'attachments');
    const content = block.type === 'heading' && block.content !== undefined ? { content: block.content } : {};
    return block.type === 'heading'
      ? { type: 'paragraph', attrs: { role: 'attachments' }, ...content }
      : block;
  });
}

/** Lines the end of a document may have: three names, date, note, copies, imprint, and what stands between them. */
const mostEndLines = 14;

/**
 * The end is read backwards, above the attachments that follow in the same file: copies and imprint, note, date, then up to
 * three signature lines.
 */
function markEnd(blocks: readonly Block[]) {
  const out = [...blocks];
  const attached = out.findIndex((block, at) => at > 1 && isAttachmentHeading(lineOf(block)));
  markRecord(out);
  const state = { documentDate: null as string | null, disclosureNote: null as string | null };
  if (attached !== -1) readEnd(out, attached, state);
  if (state.documentDate === null) readEnd(out, out.length, state);
  return { blocks: out, ...state };
}

/** 版记 stands at the very end, or before the attachments: its lines are known by their words. */
function markRecord(out: Block[]): void {
  out.forEach((block, at) => {
    const part = block.type === 'paragraph' && at > 0 ? recordPartOf(lineOf(block)) : undefined;
    if (part !== undefined && block.type === 'paragraph') out[at] = withRole(block, part);
  });
}

type End = { documentDate: string | null; disclosureNote: string | null };

function readEnd(out: Block[], until: number, state: End): void {
  for (let at = until - 1; at >= Math.max(0, until - mostEndLines); at -= 1) {
    const block = out[at];
    if (block?.type !== 'paragraph') continue;
    const line = lineOf(block);
    const note = noteOfLine(line);
    if (note !== undefined && state.disclosureNote === null) {
      state.disclosureNote = note;
      out[at] = withRole(block, 'note');
    }
    const date = dateOfLine(line);
    if (date === undefined || state.documentDate !== null) continue;
    state.documentDate = date;
    out[at] = withRole(block, 'date');
    markSignatures(out, at);
  }
}

function markSignatures(out: Block[], dateAt: number): void {
  for (let at = dateAt - 1; at >= Math.max(1, dateAt - 3); at -= 1) {
    const block = out[at];
    const line = lineOf(block);
    const isName =
      block?.type === 'paragraph' && line.length <= 40 && !/[。；：:，,、）)]/.test(line) && line !== '';
    if (!isName || block?.type !== 'paragraph' || /^附件/.test(line) || block.attrs?.role != null) return;
    out[at] = withRole(block, 'signature');
  }
}

function withRole(block: Paragraph, role: ParagraphRole): Paragraph {
  const { align: _align, indent: _indent, ...attrs } = block.attrs ?? {};
  return { ...block, attrs: { ...attrs, role } };
}

const partOfRole: Readonly<Partial<Record<ParagraphRole, OfficialPart>>> = {
  addressee: 'addressee',
  attachments: 'attachments',
  signature: 'signature',
  date: 'date',
  note: 'note',
  copyTo: 'copyTo',
  imprint: 'imprint',
};

/** What was recognised, for the writer to check: metadata first, then the lines of the text that have a part. */
function foundIn(parts: Pick<OfficialParts, 'title' | 'documentNumber' | 'blocks'>): readonly Found[] {
  const found: Found[] = [];
  const add = (part: OfficialPart, text: string) =>
    found.push({ part, text: text.slice(0, 200).toWellFormed() });
  if (parts.title !== null) add('title', parts.title);
  if (parts.documentNumber !== null) add('documentNumber', parts.documentNumber);
  for (const block of parts.blocks) {
    if (block.type !== 'paragraph' || block.attrs?.role == null) continue;
    const line = lineOf(block);
    const head = block.attrs.role === 'head' ? headPartOf(line) : undefined;
    const part = head === undefined || head === 'mark' ? partOfRole[block.attrs.role] : head;
    if (part !== undefined) add(part, line);
  }
  return found.slice(0, mostFound);
}

const mostFound = 60;

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
