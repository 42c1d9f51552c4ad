import { type Html, html, join } from '#platform/html';
import type { Locale } from '#platform/i18n';

/** The installation's zone: all dates on pages are the calendar of China. */
const zone = 'Asia/Shanghai';
const dayFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
const minuteFormat = new Intl.DateTimeFormat('sv-SE', {
  timeZone: zone,
  dateStyle: 'short',
  timeStyle: 'short',
});

/** The calendar day of a moment, `2026-03-01`. */
export function dayOf(moment: Date): string {
  return dayFormat.format(moment);
}

/** A date as pages show it; a moment is shown as its day, its exact time is in the `datetime` attribute. */
export function day(value: Date | string): Html {
  if (typeof value === 'string') return html`<time datetime="${value}">${value}</time>`;
  return html`<time datetime="${value.toISOString()}">${dayOf(value)}</time>`;
}

/** A moment to the minute, `2026-03-01 09:30`. */
export function minute(value: Date): Html {
  return html`<time datetime="${value.toISOString()}">${minuteFormat.format(value)}</time>`;
}

/** A document or index number: never broken at a line end. */
export function number(value: string): Html {
  return html`<span class="number">${value}</span>`;
}

/** An index number may break after its slash and nowhere else: it is longer than a phone's line. */
export function indexNumber(value: string): Html {
  return join(
    value.split('/').map((part, index, all) => number(index < all.length - 1 ? `${part}/` : part)),
    html`<wbr>`,
  );
}

const units = ['B', 'KB', 'MB', 'GB'] as const;

/** Size of a file as people say it: 1 KB = 1024 bytes, one digit after the point below ten. */
export function fileSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit === 0 || size >= 10 ? Math.round(size) : size.toFixed(1)} ${units[unit] ?? ''}`;
}

/** Whole numbers with separators in both languages' common form, `12,345`. */
export function count(value: number, locale: Locale): string {
  return value.toLocaleString(locale);
}

/** A share in per cent, rounded down so that 99.96 % never reads as all; a dash where there is nothing to share. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '—' : `${Math.floor((part * 1000) / whole) / 10}%`;
}
