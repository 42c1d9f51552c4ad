import { attrs, type Html, html } from '#platform/html';
import { table } from './table.ts';

export type Figure = {
  readonly label: string;
  readonly value: string;
  readonly note: string | null;
  readonly href: string;
  readonly warn: boolean;
};

/** Figures that lead to the rows behind them. */
export function figures(list: readonly Figure[]): Html {
  return html`<ul class="figures">${list.map(
    (one) =>
      html`<li ${attrs({ class: one.warn ? 'warn' : null })}><a href="${one.href}"><strong>${one.value}</strong><span class="label">${one.label}</span></a>${one.note !== null && html`<small>${one.note}</small>`}</li>\n`,
  )}</ul>`;
}

/** The look of a part of a bar: fill and outline differ, not only colour. */
export type BarLook = 'on-time' | 'late' | 'withheld' | 'open' | 'missing';

export type BarSeries = { readonly look: BarLook; readonly label: string };
export type BarGroup = { readonly label: string; readonly values: readonly number[] };

const height = 160;
const top = 20;
const slot = 56;
const bar = 30;
const left = 36;

/**
 * Stacked bars, one a group (a month), as an SVG picture with the same numbers in a table behind it.
 * @param series from the bottom of the bar up; `groups[i].values[j]` belongs to `series[j]`
 */
export function stackedBars(
  id: string,
  texts: { readonly title: string; readonly tableLabel: string; readonly groupHead: string },
  series: readonly BarSeries[],
  groups: readonly BarGroup[],
): Html {
  const most = Math.max(1, ...groups.map((group) => sum(group.values)));
  const width = left + groups.length * slot + 8;
  const columns = [
    { head: texts.groupHead, heads: true, cell: (row: BarGroup) => row.label },
    ...series.map((one, index) => ({
      head: one.label,
      figure: true,
      cell: (row: BarGroup) => row.values[index] ?? 0,
    })),
  ];
  return html`<figure class="chart"><figcaption>${texts.title}</figcaption>
<svg viewBox="0 0 ${width} ${height + top + 28}" width="${width}" height="${height + top + 28}" role="img" aria-labelledby="${id}-title"><title id="${id}-title">${texts.title}</title>
${groups.map((group, index) => oneBar(group, series, left + index * slot + (slot - bar) / 2, most))}
<line class="axis" x1="${left}" x2="${width}" y1="${top + height}" y2="${top + height}"/><text x="${left - 8}" y="${top + 5}" text-anchor="end">${most}</text><text x="${left - 8}" y="${top + height + 5}" text-anchor="end">0</text></svg>
${legend(series)}
<details><summary>${texts.tableLabel}</summary>${table(texts.title, columns, groups, { hideCaption: true })}</details>
</figure>`;
}

function oneBar(group: BarGroup, series: readonly BarSeries[], x: number, most: number): Html {
  let y = top + height;
  const parts = series.map((one, index) => {
    const tall = ((group.values[index] ?? 0) / most) * height;
    y -= tall;
    return (
      tall > 0 &&
      html`<rect class="bar-${one.look}" x="${x}" y="${round(y)}" width="${bar}" height="${round(tall)}"/>`
    );
  });
  return html`<g>${parts}<text x="${x + bar / 2}" y="${top + height + 19}" text-anchor="middle">${group.label}</text></g>\n`;
}

function legend(series: readonly BarSeries[]): Html {
  return html`<ul class="legend">${series.map(
    (one) =>
      html`<li><svg viewBox="0 0 12 12" aria-hidden="true" focusable="false"><rect class="bar-${one.look}" x="1" y="1" width="10" height="10"/></svg>${one.label}</li>`,
  )}</ul>`;
}

/** One bar of shares over the whole width, its parts named beside it. */
export function ratioBar(
  id: string,
  title: string,
  parts: readonly { readonly look: BarLook; readonly label: string; readonly value: number }[],
): Html {
  const whole = Math.max(1, sum(parts.map((part) => part.value)));
  let x = 0;
  const drawn = parts.map((part) => {
    const wide = (part.value / whole) * 600;
    const piece =
      wide > 0 &&
      html`<rect class="bar-${part.look}" x="${round(x + 1)}" y="1" width="${round(Math.max(0, wide - 2))}" height="14"/>`;
    x += wide;
    return piece;
  });
  return html`<figure class="chart"><svg class="whole" viewBox="0 0 600 16" preserveAspectRatio="none" height="16" role="img" aria-labelledby="${id}-title"><title id="${id}-title">${title}</title>${drawn}</svg>
${legend(parts.map((part) => ({ look: part.look, label: `${part.label} ${part.value}` })))}</figure>`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
