import { z } from 'zod';
import { findRootRef, listChildren, listNames } from '#modules/organisations';
import {
  bodyHtml,
  findItem,
  getSite,
  type ItemSummary,
  listItems,
  listUnitDuties,
} from '#modules/publication';
import { addDays, localDateAt } from '#platform/calendar';
import type { Reader } from '#platform/database';
import { html, toMarkup, trustHtml } from '#platform/html';
import { definePage, type Page } from '#platform/http';
import { chromeOf, qr } from '#ui/portal';
import { answer, byKiosk, rowOf } from './answer.ts';
import { type Kiosk, type Row, rows, startOf } from './frame.ts';
import { kioskOfflinePages } from './offline.ts';
import { kioskSearchPages } from './search.ts';

const unit = z.coerce.number().int().positive().max(2_147_483_647);
const LIST = 20;

async function newest(db: Reader, filter: { readonly unit?: number }, limit: number) {
  return (await listItems(db, { ...filter, reach: 'society' }, { limit })).rows;
}

const home = definePage({
  path: '/kiosk/:device',
  params: byKiosk,
  handle: (ctx, { params }) =>
    answer(ctx, params.device, async (db, kiosk) => {
      const { t } = kiosk;
      const start = startOf(kiosk);
      const items = await newest(db, {}, 8);
      return {
        title: kiosk.siteName,
        isStart: true,
        body: html`<h1>${kiosk.siteName}</h1>
<nav class="tiles" aria-label="${t('carriers.kiosk.nav')}"><a class="go main" href="${start}/search">${t('carriers.kiosk.search')}</a><a class="go" href="${start}/items">${t('carriers.kiosk.newest')}</a><a class="go" href="${start}/units">${t('carriers.kiosk.units')}</a></nav>
<h2>${t('carriers.kiosk.newest')}</h2>
${rows(items.map(rowOf(kiosk)), t('carriers.kiosk.none'))}`,
      };
    }),
});

const items = definePage({
  path: '/kiosk/:device/items',
  params: byKiosk,
  query: z.strictObject({ after: z.string().max(100).optional() }),
  handle: (ctx, { params, query }) =>
    answer(ctx, params.device, async (db, kiosk) => {
      const { t } = kiosk;
      const page = await listItems(db, { reach: 'society' }, { limit: LIST, after: query.after });
      const next =
        page.next === null ? null : `${startOf(kiosk)}/items?after=${encodeURIComponent(page.next)}`;
      return {
        title: t('carriers.kiosk.newest'),
        body: html`<h1>${t('carriers.kiosk.newest')}</h1>${rows(page.rows.map(rowOf(kiosk)), t('carriers.kiosk.none'))}${next !== null && html`<p class="note"><a class="go" href="${next}">${t('carriers.kiosk.more')}</a></p>`}`,
      };
    }),
});

async function unitRows(db: Reader, kiosk: Kiosk, above: number | undefined): Promise<readonly Row[]> {
  const parent = above ?? (await findRootRef(db))?.id;
  const page = parent === undefined ? undefined : await listChildren(db, parent, { limit: 200 });
  const below = page?.ok === true ? page.value.rows : [];
  return below.map(({ id, name }) => ({ href: `${startOf(kiosk)}/units/${id}`, title: name, note: '' }));
}

const units = definePage({
  path: '/kiosk/:device/units',
  params: byKiosk,
  handle: (ctx, { params }) =>
    answer(ctx, params.device, async (db, kiosk) => ({
      title: kiosk.t('carriers.kiosk.units'),
      body: html`<h1>${kiosk.t('carriers.kiosk.units')}</h1>${rows(await unitRows(db, kiosk, undefined), kiosk.t('carriers.kiosk.none'))}`,
    })),
});

const oneUnit = definePage({
  path: '/kiosk/:device/units/:unit',
  params: byKiosk.extend({ unit }),
  handle: (ctx, { params }) =>
    answer(ctx, params.device, async (db, kiosk, { now }) => {
      const name = (await listNames(db, [params.unit])).get(params.unit);
      if (name === undefined) return undefined;
      const { t } = kiosk;
      const today = localDateAt(now);
      const duties = await listUnitDuties(
        db,
        params.unit,
        { from: addDays(today, -90), to: addDays(today, 90) },
        today,
      );
      const below = await unitRows(db, kiosk, params.unit);
      const published = await newest(db, { unit: params.unit }, LIST);
      return {
        title: name,
        body: html`<h1>${name}</h1>
<h2>${t('carriers.kiosk.newest')}</h2>${rows(published.map(rowOf(kiosk)), t('carriers.kiosk.none'))}
<h2>${t('carriers.kiosk.duties')}</h2>${duties.length === 0 ? html`<p class="note">${t('carriers.kiosk.noDuties')}</p>` : html`<dl class="facts">${duties.map((duty) => html`<dt>${duty.due}</dt><dd>${duty.matter}（${t(`carriers.kiosk.duty.${duty.word}`)}）</dd>\n`)}</dl>`}
${below.length > 0 && html`<h2>${t('carriers.kiosk.below')}</h2>${rows(below, '')}`}`,
      };
    }),
});

/** Our own markup of a text without its links: words stay, ways out go. */
const withoutLinks = (markup: string): string => markup.replace(/<a\b[^>]*>|<\/a>/g, '');

/** What a reader has to know before reading, as the portal says it. */
function marksOf(
  item: Pick<ItemSummary, 'afterReview' | 'lastPurpose' | 'validity' | 'expiresOn'>,
  today: string,
): readonly string[] {
  const isOver = item.expiresOn !== null && item.expiresOn < today;
  return [
    ...(item.afterReview === null ? [] : ['awaitsReview']),
    ...(item.lastPurpose === 'correct' || item.lastPurpose === 'clarify' ? [item.lastPurpose] : []),
    ...(item.validity === 'valid' && !isOver ? [] : ['notValid']),
  ];
}

const oneItem = definePage({
  path: '/kiosk/:device/i/:slug',
  params: byKiosk.extend({ slug: z.string().regex(/^[0-9a-z]{8}$/) }),
  handle: (ctx, { params }) =>
    answer(ctx, params.device, async (db, kiosk) => {
      const found = await findItem(db, params.slug);
      if (found.kind !== 'item' || found.view.item.scope !== 'society') return undefined;
      const { t } = kiosk;
      const { item, shown } = found.view;
      const address = `${kiosk.baseUrl}/i/${item.slug}`;
      const facts = [
        [t('carriers.kiosk.unit'), item.unitName],
        [t('carriers.kiosk.number'), item.documentNumber],
        [t('carriers.kiosk.index'), item.indexNumber],
        [t('carriers.kiosk.published'), localDateAt(item.publishedAt)],
      ] as const;
      const text = toMarkup(html`${bodyHtml(chromeOf(ctx, await getSite(db)), item.slug, shown)}`);
      return {
        title: item.title,
        body: html`<article><h1>${item.title}</h1>
${marksOf(item, localDateAt(ctx.now)).map((mark) => html`<p class="note mark">${t(`carriers.kiosk.mark.${mark}`)}</p>\n`)}
<dl class="facts">${facts.map(([name, value]) => value !== null && html`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>
<div class="text">${trustHtml(withoutLinks(text), 'made by bodyHtml, which escapes or vouches for all of it; only tags of links were taken out')}</div>
${shown.attachments.length > 0 && html`<h2>${t('carriers.kiosk.files')}</h2><ul>${shown.attachments.map((file) => html`<li>${file.name}</li>\n`)}</ul>`}
<div class="code">${qr(address, address)}<p>${t('carriers.kiosk.code')}<br>${address.replace(/^https?:\/\//, '')}</p></div></article>`,
      };
    }),
});

/** Kiosk mode: the portal for those who stand before it. */
export const kioskPages: readonly Page[] = [
  home,
  items,
  ...kioskSearchPages,
  ...kioskOfflinePages,
  units,
  oneUnit,
  oneItem,
];
