import { cleanImportedText, type ImportedText, lossLog } from './imported.ts';
import type { Block, Heading, Inline, Mark, Table, TableRow } from './model.ts';
import { importedText, structureOfficial } from './official.ts';
import { isSafeHref } from './schema.ts';

/**
 * Imports Markdown as the law corpora use it: `#` title, `##`–`######` headings, `-`/`*`/`+` and runs of `1.` lists,
 * `>` quotes, pipe tables with a separator row, bold, italic and links. A line is a paragraph (Chinese texts break lines
 * between paragraphs, not inside them). Everything else stays as text: nothing is dropped.
 */
export function fromMarkdown(text: string): ImportedText {
  const losses = lossLog();
  const lines = cleanImportedText(text, losses).split('\n');
  const first = lines.findIndex((line) => line.trim() !== '');
  const title = /^#[ \t]+(.+)$/.exec(lines[first] ?? '')?.[1]?.trim() ?? null;
  const blocks = blocksOfLines(title === null ? lines : lines.slice(first + 1));
  return importedText(structureOfficial(blocks, title), [], losses.list());
}

type Rule = {
  readonly take: (lines: readonly string[], at: number) => { block: Block; used: number } | undefined;
};

/** Tried in order at each line; the last one takes any line. */
const rules: readonly Rule[] = [
  { take: takeHeading },
  { take: takeTable },
  { take: takeBullets },
  { take: takeNumbers },
  { take: takeQuote },
];

function blocksOfLines(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = trimLine(lines[at] ?? '');
    if (line === '') {
      at += 1;
      continue;
    }
    const taken = firstTaken(lines, at);
    blocks.push(taken?.block ?? { type: 'paragraph', content: inlineOf(line) });
    at += taken?.used ?? 1;
  }
  return blocks;
}

function firstTaken(lines: readonly string[], at: number) {
  for (const rule of rules) {
    const taken = rule.take(lines, at);
    if (taken !== undefined) return taken;
  }
  return undefined;
}

const trimLine = (line: string) => line.replace(/^[\s\u3000]+|[\s\u3000]+$/g, '');

function takeHeading(lines: readonly string[], at: number) {
  const match = /^(#{1,6})[ \t]+(.+)$/.exec(trimLine(lines[at] ?? ''));
  if (!match) return undefined;
  const level = headingLevels[(match[1] ?? '').length] ?? 4;
  const block: Heading = { type: 'heading', attrs: { level }, content: inlineOf((match[2] ?? '').trim()) };
  return { block, used: 1 };
}

/** `#` is the title's level; a second `#` further down counts as a first-level heading. */
const headingLevels: Readonly<Record<number, Heading['attrs']['level']>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 3,
  5: 4,
  6: 4,
};

const bulletLine = /^[-*+][ \t]+(?=\S)/;

function takeBullets(lines: readonly string[], at: number) {
  const items = takeWhile(lines, at, (line) => bulletLine.test(line));
  if (items.length === 0) return undefined;
  const content = items.map((line) => listItem(line.replace(bulletLine, '')));
  return { block: { type: 'bulletList' as const, content }, used: items.length };
}

/** A single numbered line is text (1. is also the third heading level); two or more in sequence are a list. */
function takeNumbers(lines: readonly string[], at: number) {
  const start = numberOf(lines[at] ?? '');
  if (start === undefined) return undefined;
  let used = 0;
  while (numberOf(lines[at + used] ?? '') === start + used) used += 1;
  if (used < 2) return undefined;
  const content = lines
    .slice(at, at + used)
    .map((line) => listItem(trimLine(line).replace(/^\d{1,5}\.[ \t]+/, '')));
  return {
    block: { type: 'orderedList' as const, ...(start === 1 ? {} : { attrs: { start } }), content },
    used,
  };
}

function numberOf(line: string): number | undefined {
  const match = /^(\d{1,5})\.[ \t]+\S/.exec(trimLine(line));
  return match ? Number(match[1]) : undefined;
}

function takeQuote(lines: readonly string[], at: number) {
  const quoted = takeWhile(lines, at, (line) => /^>/.test(line));
  if (quoted.length === 0) return undefined;
  const content = quoted.map((line) => ({
    type: 'paragraph' as const,
    content: inlineOf(trimLine(line.replace(/^>+[ \t]?/, ''))),
  }));
  return { block: { type: 'blockquote' as const, content }, used: quoted.length };
}

function takeTable(lines: readonly string[], at: number) {
  const isRow = (line: string) => /^\|.*\|$/.test(line);
  if (!isRow(trimLine(lines[at] ?? '')) || !isSeparator(lines[at + 1] ?? '')) return undefined;
  const body = takeWhile(lines, at + 2, isRow);
  const block: Table = {
    type: 'table',
    content: [tableRow(lines[at] ?? '', 'tableHeader'), ...body.map((line) => tableRow(line, 'tableCell'))],
  };
  return { block, used: 2 + body.length };
}

/** Dashes alone (with optional alignment colons) between pipes; checked cell by cell, so in linear time. */
function isSeparator(line: string): boolean {
  const text = trimLine(line);
  return text.startsWith('|') && cellsOf(text).every((cell) => /^:?-{1,200}:?$/.test(cell));
}

const tableRow = (line: string, type: 'tableHeader' | 'tableCell'): TableRow => ({
  type: 'tableRow',
  content: cellsOf(trimLine(line)).map((text) => ({
    type,
    content: [{ type: 'paragraph', content: inlineOf(text) }],
  })),
});

function cellsOf(line: string): string[] {
  return line
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => trimLine(cell.replaceAll('\\|', '|')));
}

function takeWhile(lines: readonly string[], at: number, is: (line: string) => boolean): string[] {
  const taken: string[] = [];
  while (at + taken.length < lines.length && is(trimLine(lines[at + taken.length] ?? ''))) {
    taken.push(trimLine(lines[at + taken.length] ?? ''));
  }
  return taken;
}

const listItem = (text: string) => ({
  type: 'listItem' as const,
  content: [{ type: 'paragraph' as const, content: inlineOf(text) }],
});

/** Bold, italic (single `*` around a word) and links; bounded lengths keep the work linear. A bare `*` stays a star. */
const inlinePattern =
  /\*\*(?=\S)([^*\n]{1,2000}?)(?<=\S)\*\*|(?<!\*)\*(?=[^\s*])([^*\n]{1,500}?)(?<=[^\s*])\*(?!\*)|\[([^\]\n]{1,500})\]\(([^)\s]{1,2000})\)/g;

function inlineOf(text: string): Inline[] {
  const runs: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(inlinePattern)) {
    const run = markedRun(match);
    if (run === undefined) continue;
    if (match.index > at) runs.push({ type: 'text', text: text.slice(at, match.index) });
    runs.push(run);
    at = match.index + match[0].length;
  }
  if (at < text.length) runs.push({ type: 'text', text: text.slice(at) });
  return runs;
}

function markedRun(match: RegExpMatchArray): Inline | undefined {
  const [, bold, italic, label, href] = match;
  const withMark = (text: string, mark: Mark): Inline => ({ type: 'text', text, marks: [mark] });
  if (bold !== undefined) return withMark(bold, { type: 'bold' });
  if (italic !== undefined) return withMark(italic, { type: 'italic' });
  if (label === undefined || href === undefined || !isSafeHref(href)) return undefined;
  return withMark(label, { type: 'link', attrs: { href } });
}
