import { listNewestTeasers, type Teaser } from '#modules/publication';
import { soundsOf } from '#modules/search';
import { localDateAt } from '#platform/calendar';
import type { Reader } from '#platform/database';
import { library } from '#platform/libraries';
import { unitsOf } from '../devices/content.ts';
import { endOfDay, SHOWN_HOURS, type Written, written } from '../devices/manifest.ts';
import { own } from '../store.ts';

/*
 * What a kiosk has beside it when the network is gone: the newest items open to society, their beginnings only. The same hours
 * and the same receipt as for a screen: it says which bundle it holds, and what it cannot have confirmed it stops showing.
 */

/** Items of the kiosk's own unit and those below it, and of everybody; each once. */
const OWN = 100;
const ALL = 100;

export type KioskItem = {
  readonly slug: string;
  readonly title: string;
  /** Sounds of the title, sign by sign, so that pinyin finds it without a dictionary. */
  readonly sounds: readonly string[];
  readonly unit: string;
  readonly published: string;
  readonly number: string | null;
  readonly begins: string;
  readonly validUntil: string | null;
  readonly address: string;
  /** The code as rows of modules, `1` dark. */
  readonly code: readonly string[];
};

export type KioskBundle = {
  readonly format: 1;
  readonly hours: number;
  readonly items: readonly KioskItem[];
};

/**
 * @param carrier the kiosk, whose unit's items come first
 * @returns undefined when its carrier is not in use
 */
export async function readBundle(db: Reader, carrier: string, baseUrl: string): Promise<Written | undefined> {
  const row = await own(db)
    .selectFrom('carriers.carrier')
    .select('unit')
    .where('id', '=', carrier)
    .where('number', 'is not', null)
    .where('state', 'in', ['registered', 'filed', 'returned'])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const near = await listNewestTeasers(db, await unitsOf(db, row.unit, 'below'), OWN);
  const all = await listNewestTeasers(db, null, ALL);
  const items = [...new Map([...near, ...all].map((one) => [one.slug, one])).values()];
  const bundle: KioskBundle = {
    format: 1,
    hours: SHOWN_HOURS,
    items: items
      .toSorted((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime())
      .map((item) => itemOf(item, baseUrl)),
  };
  return written(bundle);
}

function itemOf(item: Teaser, baseUrl: string): KioskItem {
  const address = `${baseUrl}/i/${item.slug}`;
  return {
    slug: item.slug,
    title: item.title,
    sounds: soundsOf(item.title),
    unit: item.unitName,
    published: localDateAt(item.publishedAt),
    number: item.documentNumber,
    begins: item.begins.replace(/\s+/g, ' ').trim(),
    validUntil: endOfDay(item.expiresOn),
    address,
    code: codeRows(address),
  };
}

function codeRows(text: string): readonly string[] {
  const { modules } = library('qrcode').create(text, { errorCorrectionLevel: 'M' });
  return Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (_, column) => (modules.get(row, column) ? '1' : '0')).join(''),
  );
}
