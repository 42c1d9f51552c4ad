import {
  AlignmentType,
  ExternalHyperlink,
  HeadingLevel,
  ImageRun,
  LineRuleType,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type { Block, Inline } from '#platform/richtext';
import { placeTable, typesetBlocks } from '#platform/typesetting';
import type { Measures } from '../measures.ts';
import { pictureSize } from '../picture-size.ts';
import { mm, stepOf, twips, wordFonts } from './styles.ts';

export type Child = Paragraph | Table;

/** What a list in the text needs: real numbering, one definition for each first number. */
export const listReference = (start: number) => `gk-${start}`;
export const bulletReference = 'gk-bullet';

export type Making = {
  readonly measures: Measures;
  readonly picture: (sha256: string) => Buffer | undefined;
  /** Counts lists, because each starts at its own number. */
  readonly lists: { count: number; readonly starts: Set<number> };
};

const levels = [
  HeadingLevel.HEADING_1,
  HeadingLevel.HEADING_2,
  HeadingLevel.HEADING_3,
  HeadingLevel.HEADING_4,
] as const;

const alignments = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  justify: AlignmentType.BOTH,
} as const;

/** Runs of text with their marks; links stay links. */
export function wordRuns(content: readonly Inline[] | undefined, more: object = {}): ParagraphChild[] {
  return (content ?? []).map((node) => {
    if (node.type === 'hardBreak') return new TextRun({ break: 1 });
    const marks = node.marks ?? [];
    const has = (type: string) => marks.some((mark) => mark.type === type);
    const run = new TextRun({
      text: node.text,
      ...(has('bold') ? { bold: true } : {}),
      ...(has('italic') ? { italics: true } : {}),
      ...(has('underline') ? { underline: {} } : {}),
      ...more,
    });
    const link = marks.find((mark) => mark.type === 'link');
    return link?.type === 'link' ? new ExternalHyperlink({ link: link.attrs.href, children: [run] }) : run;
  });
}

/** A block of the text as paragraphs and tables of Word. */
export function wordBlock(block: Block, making: Making, style = 'GkBody', list?: ListPlace): Child[] {
  switch (block.type) {
    case 'paragraph': {
      const { align, indent } = block.attrs ?? {};
      const left = twips((indent ?? 0) * 2 * stepOf(making.measures));
      return [
        new Paragraph({
          style,
          children: wordRuns(block.content),
          ...(align ? { alignment: alignments[align] } : {}),
          ...(align === 'center' || align === 'right' ? { indent: { firstLine: 0 } } : {}),
          ...(left > 0 ? { indent: { left } } : {}),
          ...(list === undefined ? {} : { numbering: list }),
        }),
      ];
    }
    case 'heading': {
      const { level, align } = block.attrs;
      return [
        new Paragraph({
          heading: levels[level - 1] ?? HeadingLevel.HEADING_4,
          children: wordRuns(block.content),
          ...(align ? { alignment: alignments[align] } : {}),
          ...(align === 'center' ? { indent: { firstLine: 0 } } : {}),
        }),
      ];
    }
    case 'bulletList':
    case 'orderedList':
      return wordList(block, making, style, list);
    case 'blockquote':
      return block.content.flatMap((one) => wordBlock(one, making, style));
    case 'image':
      return [wordPicture(block, making)];
    case 'table':
      return wordTable(block, making);
  }
}

type ListPlace = { readonly reference: string; readonly level: number; readonly instance: number };

function wordList(
  block: Extract<Block, { type: 'bulletList' | 'orderedList' }>,
  making: Making,
  style: string,
  outer: ListPlace | undefined,
): Child[] {
  const start = block.type === 'orderedList' ? (block.attrs?.start ?? 1) : 1;
  making.lists.count += 1;
  if (block.type === 'orderedList') making.lists.starts.add(start);
  const place: ListPlace = {
    reference: block.type === 'orderedList' ? listReference(start) : bulletReference,
    level: Math.min((outer?.level ?? -1) + 1, 8),
    instance: making.lists.count,
  };
  return block.content.flatMap((item) =>
    item.content.flatMap((one, at) =>
      wordBlock(
        one,
        making,
        style,
        at === 0 || one.type === 'bulletList' || one.type === 'orderedList' ? place : undefined,
      ),
    ),
  );
}

function wordPicture({ attrs }: Extract<Block, { type: 'image' }>, { measures, picture }: Making): Paragraph {
  const data = picture(attrs.sha256);
  const size = data === undefined ? undefined : pictureSize(data);
  if (data === undefined || size === undefined)
    return new Paragraph({ alignment: AlignmentType.CENTER, children: [new TextRun(`〔${attrs.alt}〕`)] });
  const most = (measures.textWidth / 25.4) * 96;
  const scale = Math.min(1, most / size.width, (((measures.textHeight * 0.8) / 25.4) * 96) / size.height);
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    indent: { firstLine: 0 },
    // Exact lines would cut it off.
    spacing: { line: 240, lineRule: LineRuleType.AUTO },
    children: [
      new ImageRun({
        type: data.readUInt32BE(0) === 0x89504e47 ? 'png' : 'jpg',
        data,
        transformation: { width: Math.round(size.width * scale), height: Math.round(size.height * scale) },
        altText: { title: '', description: attrs.alt, name: attrs.alt },
      }),
    ],
  });
}

/** Widths and size of print are those of the PDF. */
function wordTable(table: Extract<Block, { type: 'table' }>, making: Making): Child[] {
  const [laid] = typesetBlocks({ content: [table] }, () => null);
  if (laid?.t !== 'table') return [];
  const { measures } = making;
  const whole = laid.widths.reduce((sum, width) => sum + width, 0);
  const room = mm(laid.wide ? measures.textHeight : measures.textWidth);
  const columnWidths = laid.widths.map((width) => Math.round((width / whole) * room));
  const caption = table.attrs?.caption ?? '';
  const placed = placeTable(table);
  const rows = table.content.map((_, y) => {
    const children = placed.cells
      .filter((one) => one.y === y)
      .map(
        ({ cell, colspan, rowspan }) =>
          new TableCell({
            columnSpan: colspan,
            rowSpan: rowspan,
            verticalAlign: VerticalAlign.CENTER,
            children: cellChildren(cell, laid.size, making),
          }),
      );
    return new TableRow({ tableHeader: y < placed.headRows, cantSplit: true, children });
  });
  return [
    ...(caption === ''
      ? []
      : [
          new Paragraph({
            style: 'GkTableHead',
            keepNext: true,
            children: [new TextRun({ text: caption, font: wordFonts.heiti })],
          }),
        ]),
    new Table({ width: { size: room, type: WidthType.DXA }, columnWidths, rows }),
  ];
}

function cellChildren(
  cell: Extract<Block, { type: 'table' }>['content'][number]['content'][number],
  size: number,
  making: Making,
): Child[] {
  const isHead = cell.type === 'tableHeader';
  const children = cell.content.flatMap((block): Child[] =>
    block.type === 'paragraph' || block.type === 'heading'
      ? [
          new Paragraph({
            style: isHead ? 'GkTableHead' : 'GkTable',
            spacing: { line: 240, lineRule: LineRuleType.AUTO },
            children: wordRuns(block.content, {
              size: size * 2,
              ...(isHead ? { font: wordFonts.heiti } : {}),
            }),
          }),
        ]
      : wordBlock(block, making, 'GkTable'),
  );
  return children.length === 0 ? [new Paragraph({ style: 'GkTable' })] : children;
}
