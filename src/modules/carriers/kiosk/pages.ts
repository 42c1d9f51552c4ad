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
import { type HtmlValue, html, toMarkup, trustHtml } from '#platform/html';
import { definePage, type Page, type PageAnswer, type PageContext } from '#platform/http';
import { createTranslator } from '#platform/i18n';
import { chromeOf, qr } from '#ui/portal';
import { findDevice } from '../devices/contact.ts';
import { carriersMessages } from '../messages.ts';
import { devicePolicy, kioskCookie, unknownDevice } from '../web/devices-portal.ts';
import { type Kiosk, kioskPage, type Row, rows, startOf } from './frame.ts';

const device = z.uuid();
const unit = z.coerce.number().int().positive().max(2_147_483_647);
const LIST = 20;

/** A kiosk speaks to whoever passes, not to the browser somebody installed on it. */
const inChinese = createTranslator([carriersMessages])('zh-CN');

type Made = {
  readonly title: string;
  readonly body: HtmlValue;
  readonly isStart?: boolean;
  readonly status?: number;
};
type Make = (db: Reader, kiosk: Kiosk, ctx: PageContext) => Promise<Made | undefined>;

/**
 * A page of a kiosk. Its key is asked first, and then only what is open to society is read, whoever may be signed in in this
 * browser: lists ask for it, and an item of an inner scope is not there.
 */
async function answer(ctx: PageContext, id: string, make: Make): Promise<PageAnswer> {
  ctx.openTo('everyone', 'the device’s key is asked; what it gets is open to society');
  const key = ctx.cookies[kioskCookie(id)] ?? '';
  const made = await ctx.read(async (db) => {
    if ((await findDevice(db, { device: id, key }, 'kiosk')) === undefined) return undefined;
    const { name } = await getSite(db);
    const kiosk = { t: inChinese, device: id, siteName: name, baseUrl: ctx.baseUrl };
    const page = (await make(db, kiosk, ctx)) ?? absent(kiosk);
    return { status: page.status ?? 200, body: kioskPage(kiosk, page.title, page.body, page.isStart) };
  });
  if (made === undefined) return unknownDevice();
  return {
    ...made,
    headers: { 'cache-control': 'private, no-store', 'content-security-policy': devicePolicy },
  };
}

const absent = ({ t }: Kiosk): Made => ({
  status: 404,
  title: t('carriers.kiosk.absent'),
  body: html`<h1>${t('carriers.kiosk.absent')}</h1>`,
});

const rowOf =
  (kiosk: Kiosk) =>
  (item: ItemSummary): Row => ({
    href: `${startOf(kiosk)}/i/${item.slug}`,
    title: item.title,
    note: `${item.unitName}　${localDateAt(item.publishedAt)}`,
  });

async function newest(db: Reader, filter: { readonly unit?: number; readonly text?: string }, limit: number) {
  return (await listItems(db, { ...filter, reach: 'society' }, { limit })).rows;
}

const home = definePage({
  path: '/kiosk/:device',
  params: z.strictObject({ device }),
  handle: (ctx, { params }) =>
    answer(ctx, params.device, async (db, kiosk) => {
      const { t } = kiosk;
      const start = startOf(kiosk);
      const items = await newest(db, {}, 8);
      return {
        title: kiosk.siteName,
        isStart: true,
        body: html`<h1>${kiosk.siteName}</h1>
<form class="find" action="${start}/search" method="get" role="search" autocomplete="off"><input name="q" type="search" maxlength="60" aria-label="${t('carriers.kiosk.find')}" placeholder="${t('carriers.kiosk.find')}"><button class="go main">${t('carriers.kiosk.search')}</button></form>
<nav class="tiles" aria-label="${t('carriers.kiosk.nav')}"><a class="go" href="${start}/items">${t('carriers.kiosk.newest')}</a><a class="go" href="${start}/units">${t('carriers.kiosk.units')}</a></nav>
<h2>${t('carriers.kiosk.newest')}</h2>
${rows(items.map(rowOf(kiosk)), t('carriers.kiosk.none'))}`,
      };
    }),
});

const items = definePage({
  path: '/kiosk/:device/items',
  params: z.strictObject({ device }),
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

const search = definePage({
  path: '/kiosk/:device/search',
  params: z.strictObject({ device }),
  query: z.strictObject({ q: z.string().max(200).optional() }),
  handle: (ctx, { params, query }) =>
    answer(ctx, params.device, async (db, kiosk) => {
      const { t } = kiosk;
      const text = (query.q ?? '').trim().slice(0, 60);
      const found = text === '' ? [] : await newest(db, { text }, LIST);
      return {
        title: t('carriers.kiosk.search'),
        body: html`<h1>${t('carriers.kiosk.search')}</h1>
<form class="find" action="${startOf(kiosk)}/search" method="get" role="search" autocomplete="off"><input name="q" type="search" maxlength="60" aria-label="${t('carriers.kiosk.find')}" value="${text}"><button class="go main">${t('carriers.kiosk.search')}</button></form>
${text === '' ? html`<p class="note">${t('carriers.kiosk.type')}</p>` : rows(found.map(rowOf(kiosk)), t('carriers.kiosk.notFound', { text }))}`,
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
  params: z.strictObject({ device }),
  handle: (ctx, { params }) =>
    answer(ctx, params.device, async (db, kiosk) => ({
      title: kiosk.t('carriers.kiosk.units'),
      body: html`<h1>${kiosk.t('carriers.kiosk.units')}</h1>${rows(await unitRows(db, kiosk, undefined), kiosk.t('carriers.kiosk.none'))}`,
    })),
});

const oneUnit = definePage({
  path: '/kiosk/:device/units/:unit',
  params: z.strictObject({ device, unit }),
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

const oneItem = definePage({
  path: '/kiosk/:device/i/:slug',
  params: z.strictObject({ device, slug: z.string().regex(/^[0-9a-z]{8}$/) }),
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
<dl class="facts">${facts.map(([name, value]) => value !== null && html`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>
<div class="text">${trustHtml(withoutLinks(text), 'made by bodyHtml, which escapes or vouches for all of it; only tags of links were taken out')}</div>
${shown.attachments.length > 0 && html`<h2>${t('carriers.kiosk.files')}</h2><ul>${shown.attachments.map((file) => html`<li>${file.name}</li>\n`)}</ul>`}
<div class="code">${qr(address, address)}<p>${t('carriers.kiosk.code')}<br>${address.replace(/^https?:\/\//, '')}</p></div></article>`,
      };
    }),
});

/** Kiosk mode: the portal for those who stand before it. */
export const kioskPages: readonly Page[] = [home, items, search, units, oneUnit, oneItem];
