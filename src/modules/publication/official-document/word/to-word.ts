import {
  AlignmentType,
  BorderStyle,
  Document,
  DocumentGridType,
  Footer,
  type ISectionOptions,
  LevelFormat,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TabStopType,
  TextRun,
} from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Block } from '#platform/richtext';
import { typesetBlocks } from '#platform/typesetting';
import type { Measures } from '../measures.ts';
import { type Parts, type Segment, textOf } from '../parts.ts';
import { titleLines } from '../title-lines.ts';
import { bulletReference, type Child, listReference, type Making, wordBlock, wordRuns } from './blocks.ts';
import { mm, pitchOf, stepOf, stylesOf, twips, wordFonts } from './styles.ts';

export type WordInput = {
  readonly parts: Parts;
  readonly measures: Measures;
  readonly keywords: readonly string[];
  readonly author: string;
  readonly pictures: ReadonlyMap<string, Uint8Array>;
};

const RED = 'D7000F';
const noSpaces = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>';

/**
 * The same document for Word: styles, real numbering of lists, page of 22 lines by 28 characters, numbers outside right and left.
 * @returns a .docx; the same bytes for the same input
 */
export async function toWord({ parts, measures, keywords, author, pictures }: WordInput): Promise<Buffer> {
  const making: Making = {
    measures,
    picture: (sha256) => {
      const bytes = pictures.get(sha256);
      return bytes === undefined ? undefined : Buffer.from(bytes);
    },
    lists: { count: 0, starts: new Set() },
  };
  const sections = sectionsOf(parts, making);
  const document = new Document({
    title: parts.title,
    creator: author,
    lastModifiedBy: author,
    keywords: keywords.join(' '),
    styles: stylesOf(measures),
    evenAndOddHeaderAndFooters: true,
    numbering: { config: numberings(making) },
    sections: sections.map(({ children, wide }) => section(children, wide, measures)),
  });
  return settled(await Packer.toBuffer(document));
}

type Stretch = { readonly children: Child[]; readonly wide: boolean };

/** A table wider than the page stands on pages turned sideways: a section of its own. */
function sectionsOf(parts: Parts, making: Making): readonly Stretch[] {
  const stretches: { children: Child[]; wide: boolean }[] = [
    { children: headOf(parts, making), wide: false },
  ];
  const add = (children: Child[], wide = false) => {
    const last = stretches.at(-1);
    if (last !== undefined && last.wide === wide) last.children.push(...children);
    else stretches.push({ children, wide });
  };
  for (const segment of parts.segments) {
    if (segment.kind !== 'text') add(segmentOf(segment, making));
    else for (const block of segment.blocks) add(wordBlock(block, making), isWide(block));
  }
  if (parts.copyTo.length + parts.imprint.length > 0) add(recordOf(parts, making.measures));
  return stretches;
}

function isWide(block: Block): boolean {
  if (block.type !== 'table') return false;
  const [laid] = typesetBlocks({ content: [block] }, () => null);
  return laid?.t === 'table' && laid.wide;
}

function headOf({ head, form, title }: Parts, { measures: m }: Making): Child[] {
  const pitch = pitchOf(m);
  const step = stepOf(m);
  const small = [head.copyNumber, head.secrecy, head.urgency].filter((line) => line !== null);
  const lines = small.map(
    (line) =>
      new Paragraph({
        style: 'GkHead',
        children: [
          new TextRun({ text: line, font: line === head.copyNumber ? wordFonts.fangsong : wordFonts.heiti }),
        ],
      }),
  );
  const below = form === 'order' ? m.orderMarkBelowTop : form === 'letter' ? 0 : m.markBelowTop;
  const before = Math.max(0, mm(below) - small.length * twips(pitch));
  const mark = head.mark === null ? [] : [markLine(head.mark, before, m)];
  const tab = { type: TabStopType.RIGHT, position: mm(m.textWidth) - twips(step) };
  const number =
    head.number === null
      ? []
      : [
          new Paragraph({
            style: 'GkHead',
            alignment: head.signer === null ? AlignmentType.CENTER : AlignmentType.LEFT,
            spacing: { before: twips(m.numberBelowMark * pitch), after: 0 },
            tabStops: [tab],
            ...(head.signer === null ? {} : { indent: { left: twips(step) } }),
            ...(form === 'order' || form === 'plain'
              ? {}
              : { border: { bottom: { style: BorderStyle.SINGLE, size: 8, space: 11, color: RED } } }),
            children: [new TextRun(head.signer === null ? head.number : `${head.number}\t${head.signer}`)],
          }),
        ];
  const most = Math.floor(((m.textWidth / 25.4) * 72) / m.titleSize);
  const shown = head.mark === title ? [] : titleLines(title, most);
  const titled =
    shown.length === 0
      ? []
      : [
          new Paragraph({
            style: 'Title',
            children: shown.map((text, at) => new TextRun(at === 0 ? { text } : { text, break: 1 })),
          }),
        ];
  return [...lines, ...mark, ...number, ...titled];
}

function markLine(mark: string, before: number, m: Measures): Paragraph {
  const size = Math.min(m.markSize, ((m.textWidth / 25.4) * 72) / [...mark].length);
  return new Paragraph({
    style: 'GkHead',
    alignment: AlignmentType.CENTER,
    spacing: { before, line: 240, lineRule: 'auto' },
    children: [new TextRun({ text: mark, color: RED, size: Math.floor(size) * 2, font: wordFonts.biaosong })],
  });
}

function segmentOf(segment: Exclude<Segment, { kind: 'text' }>, { measures: m }: Making): Child[] {
  const blank = { before: twips(pitchOf(m)) };
  switch (segment.kind) {
    case 'addressee':
      return [new Paragraph({ style: 'GkAddressee', children: wordRuns(segment.block.content) })];
    case 'note':
      return [new Paragraph({ style: 'GkNote', children: wordRuns(segment.block.content) })];
    case 'attachments':
      return segment.lines.map(
        (line, at) =>
          new Paragraph({
            style: 'GkAttachments',
            children: wordRuns(line.content),
            // Further lines begin under the first number.
            ...(at === 0 ? { spacing: blank } : { indent: { left: twips(5 * stepOf(m)), firstLine: 0 } }),
          }),
      );
    case 'annex':
      return [
        new Paragraph({
          style: 'GkHead',
          pageBreakBefore: true,
          children: [new TextRun({ text: textOf(segment.block), font: wordFonts.heiti })],
        }),
      ];
    case 'signoff':
      return signoff(segment, m);
  }
}

const widthOf = (text: string) => [...text].reduce((sum, char) => sum + (char < '\u0250' ? 0.5 : 1), 0);

/** Places as in the PDF, by widths of characters (7.3.5.2). */
function signoff({ names, date }: Extract<Segment, { kind: 'signoff' }>, m: Measures): Child[] {
  const wide = Math.max(0, ...names.map((name) => widthOf(textOf(name))));
  const dated = date === null ? 0 : widthOf(textOf(date));
  const edge = m.signatureFromRight;
  const nameLeft = Math.max(
    0,
    dated > wide ? m.charsPerLine - edge - dated - m.dateShift : m.charsPerLine - edge - wide,
  );
  const dateLeft = names.length === 0 ? m.charsPerLine - edge - dated : nameLeft + m.dateShift;
  // Into the margin rather than over two lines, where another font is a little wider.
  const at = (characters: number) => ({
    left: twips(characters * stepOf(m)),
    right: -twips(2 * stepOf(m)),
    firstLine: 0,
  });
  const blank = (index: number) => (index === 0 ? { spacing: { before: twips(pitchOf(m)) } } : {});
  const lines = names.map(
    (name, index) =>
      new Paragraph({
        style: 'GkSignature',
        indent: at(nameLeft),
        keepNext: true,
        alignment: AlignmentType.LEFT,
        ...blank(index),
        children: wordRuns(name.content),
      }),
  );
  if (date === null) return lines;
  const dateLine = new Paragraph({
    style: 'GkDate',
    indent: at(dateLeft),
    alignment: AlignmentType.LEFT,
    ...blank(names.length),
    children: wordRuns(date.content),
  });
  return [...lines, dateLine];
}

/** 版记 at the end of the text; Word has no way to hold it at the foot of the last page but a frame, which editing breaks. */
function recordOf({ copyTo, imprint }: Parts, m: Measures): Child[] {
  const lines = [...copyTo, ...imprint];
  const rule = (millimetres: number) => ({
    style: BorderStyle.SINGLE,
    size: Math.max(2, Math.round((millimetres / 25.4) * 72 * 8)),
    space: 3,
    color: '000000',
  });
  return lines.map(
    (line, at) =>
      new Paragraph({
        style: 'GkRecord',
        ...(at === 0 ? { spacing: { before: twips(2 * pitchOf(m)) } } : {}),
        border: {
          ...(at === 0 ? { top: rule(m.recordThick) } : {}),
          bottom: rule(at === lines.length - 1 ? m.recordThick : m.recordThin),
        },
        children: wordRuns(line.content, { size: m.recordSize * 2 }),
      }),
  );
}

function numberings({ lists, measures }: Making) {
  const indentOf = (level: number) => ({
    left: twips((2 + 2 * (level + 1)) * stepOf(measures)),
    hanging: twips(1.5 * stepOf(measures)),
  });
  const levels = (format: (typeof LevelFormat)[keyof typeof LevelFormat], start: number) =>
    Array.from({ length: 9 }, (_, level) => ({
      level,
      format,
      text: format === LevelFormat.BULLET ? '·' : `%${level + 1}.`,
      start,
      alignment: AlignmentType.LEFT,
      style: { paragraph: { indent: indentOf(level) } },
    }));
  return [
    { reference: bulletReference, levels: levels(LevelFormat.BULLET, 1) },
    ...[...lists.starts].map((start) => ({
      reference: listReference(start),
      levels: levels(LevelFormat.DECIMAL, start),
    })),
  ];
}

function section(children: Child[], wide: boolean, m: Measures): ISectionOptions {
  const [width, height] = [mm(m.pageWidth), mm(m.pageHeight)];
  const right = m.pageWidth - m.marginLeft - m.textWidth;
  const bottom = m.pageHeight - m.marginTop - m.textHeight;
  return {
    properties: {
      grid: {
        type: DocumentGridType.LINES,
        linePitch: twips(pitchOf(m)),
      },
      page: {
        size: {
          width,
          height,
          orientation: wide ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: {
          top: mm(m.marginTop),
          left: mm(m.marginLeft),
          right: mm(right),
          bottom: mm(bottom),
          footer: mm(Math.max(5, bottom - m.pageNumberBelow - 5)),
        },
      },
    },
    footers: { default: footer(true, m), even: footer(false, m) },
    children,
  };
}

function footer(odd: boolean, m: Measures): Footer {
  const inset = twips(m.pageNumberInset * stepOf(m));
  return new Footer({
    children: [
      new Paragraph({
        style: 'GkHead',
        alignment: odd ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: odd ? { right: inset } : { left: inset },
        children: [
          new TextRun({
            font: wordFonts.song,
            size: m.pageNumberSize * 2,
            children: ['— ', PageNumber.CURRENT, ' —'],
          }),
        ],
      }),
    ],
  });
}

/** The library writes the moment and ids made by chance; both go, so that the same text gives the same file. */
function settled(data: Buffer): Buffer {
  const parts = unzipSync(data);
  const ids = new Map<string, string>();
  const fixed = Object.keys(parts)
    .sort()
    .map((name): [string, Uint8Array] => {
      const bytes = parts[name] ?? new Uint8Array();
      if (!/\.(?:xml|rels)$/.test(name)) return [name, bytes];
      const text = strFromU8(bytes)
        .replace(/rId[\w-]{12,}/g, (id) => {
          const known = ids.get(id) ?? `rIdGk${ids.size + 1}`;
          ids.set(id, known);
          return known;
        })
        // No space of its own between Chinese and Latin: the library has no such setting for styles.
        .replace('<w:pPrDefault><w:pPr>', `<w:pPrDefault><w:pPr>${noSpaces}`)
        .replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, '$12000-01-01T00:00:00Z');
      return [name, strToU8(text)];
    });
  const zipped = zipSync(Object.fromEntries(fixed), { mtime: new Date(2000, 0, 1), level: 6 });
  return Buffer.from(zipped);
}
