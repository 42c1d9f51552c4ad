import type { Finding } from './measure.ts';
import { markText, verdictOf } from './verdict.ts';

const heading = ['', 'measure', 'reference', 'ours', 'reference', 'ratio', 'mark', 'verdict'] as const;
/** Columns of words stand left, columns of figures right. */
const right = new Set([3, 4, 5]);

/** The one table of a run, as Markdown, so that it can be put into a report as it is. */
export function tableOf(findings: readonly Finding[]): string {
  const rows = [heading, ...findings.map(cells)];
  const widths = heading.map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ''))));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => pad(cell, widths[column] ?? 0, right.has(column))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => '-'.repeat(width + 1) + (right.has(column) ? ':' : '-')).join('|')}|`;
  return [line(heading), rule, ...rows.slice(1).map(line)].join('\n');
}

function cells(finding: Finding): readonly string[] {
  const { id, what, against, unit, ours, reference, ratio, mark } = finding;
  return [
    id,
    what,
    against,
    `${figure(ours)} ${unit}`,
    `${figure(reference)} ${unit}`,
    `${figure(ratio)} ×`,
    markText(mark),
    verdictOf(finding),
  ];
}

/** Three significant figures: more would pretend. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '—';
  return value >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));
}

function pad(text: string, width: number, atRight: boolean): string {
  const gap = ' '.repeat(Math.max(0, width - widthOf(text)));
  return atRight ? gap + text : text + gap;
}

/** Chinese characters are two columns wide in a terminal. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (/[\u2e80-\uffef]/u.test(character) ? 2 : 1), 0);
}
