import { blocksOf, type RichText, type TablePlace, type TextBlock } from '#platform/richtext';
import type { Finding, FindingPlace } from '../forms.ts';
import { classOfKind } from '../kinds.ts';
import { ageOn } from './checksum.ts';
import { maskValue } from './mask.ts';
import type { ScreeningContext } from './page.ts';
import { fingerprintOf, screenText } from './screen-text.ts';
import { nameAtEnd } from './words.ts';

export type AttachmentText = { readonly name: string; readonly sha256: string; readonly text: string };

export type DocumentContent = {
  readonly title: string;
  readonly body: RichText;
  readonly attachments: readonly AttachmentText[];
};

/**
 * Screens a whole disclosure: title, every block of the body with its path, and the texts of its attachments with lines.
 * A table cell is read under its column's heading, a row as one record. Pure.
 */
export function screenDocument(content: DocumentContent, context: ScreeningContext = {}): Finding[] {
  const blocks = blocksOf(content.body);
  return [
    ...screenText(content.title, { ...context, isStart: true }, { in: 'title' }),
    ...blocks.flatMap((block, index) =>
      screenText(block.text, blockContext(block, index, context), { in: 'body', path: block.path }),
    ),
    ...childrenInTables(blocks, context),
    ...content.attachments.flatMap((attachment) => screenAttachment(attachment, context)),
  ];
}

function blockContext(block: TextBlock, index: number, context: ScreeningContext): ScreeningContext {
  const label = block.cell === null || block.cell.isHeader ? {} : { label: block.cell.header };
  return { ...context, ...label, isStart: index < 3 };
}

/** Extracted text keeps a table row on one line with tabs; cells are screened under the first line's headings. */
function screenAttachment(attachment: AttachmentText, context: ScreeningContext): Finding[] {
  const place = (line: number): FindingPlace => ({
    in: 'attachment',
    name: attachment.name,
    sha256: attachment.sha256,
    line,
  });
  const whole = screenText(attachment.text, { ...context, isStart: true }, place(1));
  const starts = lineStarts(attachment.text);
  const located = whole.map((finding) => ({ ...finding, place: place(lineOf(starts, finding.start)) }));
  return [...located, ...labelledCells(attachment.text, context, located, place)];
}

/** What only a column heading makes a finding: numbers without a check under 账号, dates under 出生日期 … */
function labelledCells(
  text: string,
  context: ScreeningContext,
  known: readonly Finding[],
  place: (line: number) => FindingPlace,
): Finding[] {
  const covered = new Set(known.map((finding) => `${finding.start} ${finding.kind}`));
  const found: Finding[] = [];
  let headings: readonly string[] = [];
  let offset = 0;
  text.split('\n').forEach((line, index) => {
    const cells = line.split('\t');
    if (cells.length > 1 && !/\d{5}/.test(line)) headings = cells;
    let start = offset;
    cells.forEach((cell, column) => {
      const label = cells.length > 1 && headings !== cells ? (headings[column] ?? '') : '';
      if (label.trim() !== '') {
        for (const finding of screenText(cell, { ...context, label }, place(index + 1))) {
          const moved = { ...finding, start: finding.start + start, end: finding.end + start };
          if (!covered.has(`${moved.start} ${moved.kind}`)) found.push(moved);
        }
      }
      start += cell.length + 1;
    });
    offset += line.length + 1;
  });
  return found;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}

const nameColumn = /姓名|儿童|幼儿|学生|孩子/;
const childColumn = /儿童|幼儿|婴儿|孩子/;

/** A row that tells the age of its person: by a column of ages, or by an identity number. */
function childrenInTables(blocks: readonly TextBlock[], context: ScreeningContext): Finding[] {
  const rows = new Map<string, { cell: TablePlace; block: TextBlock }[]>();
  for (const block of blocks) {
    if (block.cell === null || block.cell.isHeader) continue;
    const key = `${block.cell.table} ${block.cell.row}`;
    rows.set(key, [...(rows.get(key) ?? []), { cell: block.cell, block }]);
  }
  return [...rows.values()].flatMap((row) => {
    const isChild = row.some(({ cell, block }) => tellsChild(cell.header, block.text.trim(), context.today));
    if (!isChild) return [];
    return row.flatMap(({ cell, block }) =>
      nameColumn.test(cell.header) ? nameFinding(block, context) : [],
    );
  });
}

function tellsChild(header: string, text: string, today: string | undefined): boolean {
  if (/年龄|周岁/.test(header)) return /^\d{1,2}(?:岁|周岁)?$/.test(text) && Number.parseInt(text, 10) < 14;
  if (childColumn.test(header) && /姓名/.test(header)) return nameAtEnd(text) !== undefined;
  if (today === undefined || !/身份证|证件号/.test(header)) return false;
  const born = /^\d{6}(\d{8})\d{3}[\dXx]$/.exec(text)?.[1];
  return born !== undefined && ageOn(today, born) < 14;
}

function nameFinding(block: TextBlock, context: ScreeningContext): Finding[] {
  const name = block.text.trim();
  if (name.length > 4 || nameAtEnd(name) !== name) return [];
  const start = block.text.indexOf(name);
  return [
    {
      kind: 'minor_name',
      label: 'screening.kind.minor_name',
      start,
      end: start + name.length,
      masked: maskValue('minor_name', name),
      place: { in: 'body', path: block.path },
      reason: 'ageUnder14',
      confidence: 'medium',
      class: classOfKind.minor_name,
      fingerprint: fingerprintOf('minor_name', name, context.key),
    },
  ];
}
