import { createHash } from 'node:crypto';
import type { DutyLine, Teaser } from '#modules/publication';
import { localDateAt } from '#platform/calendar';
import { library } from '#platform/libraries';

/** How long a screen may go on showing what it cannot have confirmed any more, in hours. */
export const SHOWN_HOURS = 24;
/** Items on a screen: all of them come round within a few minutes. */
export const SLIDES = 12;

/** One page of a screen. Text only: it is put on the screen as text, whatever is in it. */
export type Slide = {
  readonly slug: string;
  readonly version: number;
  readonly title: string;
  readonly unit: string;
  readonly published: string;
  readonly number: string | null;
  readonly begins: string;
  /** 更正、应急 and the like: words that go with the title. */
  readonly mark: 'corrected' | 'clarified' | 'awaitsReview' | null;
  /** From this moment of the server on it is not shown (an item that expires); ISO, or null. */
  readonly validUntil: string | null;
  /** What the code leads to, and the code as one SVG path with its size in modules. */
  readonly address: string;
  readonly code: { readonly size: number; readonly path: string };
};

export type Manifest = {
  readonly format: 1;
  readonly name: string;
  readonly unitName: string;
  readonly hours: number;
  readonly slides: readonly Slide[];
  readonly duties: readonly DutyLine[];
};

const QUIET = 2;

function codeOf(text: string): Slide['code'] {
  const { modules } = library('qrcode').create(text, { errorCorrectionLevel: 'M' });
  let path = '';
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) path += `M${column + QUIET} ${row + QUIET}h1v1h-1z`;
  return { size: modules.size + 2 * QUIET, path };
}

const marks: Readonly<Record<string, Slide['mark']>> = { correct: 'corrected', clarify: 'clarified' };

/** The end of the day before which it is still valid, in China. */
export function endOfDay(day: string | null): string | null {
  return day === null ? null : new Date(`${day}T24:00:00+08:00`).toISOString();
}

/** What a screen shows of an item. Pure; the item is open to society. */
export function slideOf(item: Teaser, baseUrl: string): Slide {
  const address = `${baseUrl}/i/${item.slug}`;
  return {
    slug: item.slug,
    version: item.version,
    title: item.title,
    unit: item.unitName,
    published: localDateAt(item.publishedAt),
    number: item.documentNumber,
    begins: item.begins.replace(/\s+/g, ' ').trim(),
    mark: item.afterReview !== null ? 'awaitsReview' : (marks[item.lastPurpose] ?? null),
    validUntil: endOfDay(item.expiresOn),
    address,
    code: codeOf(address),
  };
}

export type Written = { readonly body: string; readonly hash: string };

/** The manifest's bytes and their hash, by which the screen checks what it kept and the office knows what it shows. */
export function writeManifest(manifest: Manifest): Written {
  return written(manifest);
}

/** Bytes of what a device keeps, and their hash. */
export function written(content: object): Written {
  const body = JSON.stringify(content);
  return { body, hash: createHash('sha256').update(body).digest('hex') };
}
