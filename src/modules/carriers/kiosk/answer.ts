import { z } from 'zod';
import { getSite, type ItemSummary } from '#modules/publication';
import { localDateAt } from '#platform/calendar';
import type { Reader } from '#platform/database';
import { type HtmlValue, html } from '#platform/html';
import type { PageAnswer, PageContext } from '#platform/http';
import { createTranslator } from '#platform/i18n';
import { findDevice } from '../devices/contact.ts';
import { carriersMessages } from '../messages.ts';
import { devicePolicy, kioskCookie, unknownDevice } from '../web/devices-portal.ts';
import { type Kiosk, kioskPage, type Row, startOf } from './frame.ts';

export const byKiosk = z.strictObject({ device: z.uuid() });

/** A kiosk speaks to whoever passes, not to the browser somebody installed on it. */
export const inChinese = createTranslator([carriersMessages])('zh-CN');

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
export async function answer(ctx: PageContext, id: string, make: Make): Promise<PageAnswer> {
  ctx.openTo('everyone', 'the device’s key is asked; what it gets is open to society');
  const key = ctx.cookies[kioskCookie(id)] ?? '';
  const made = await ctx.read(async (db) => {
    if ((await findDevice(db, { device: id, key }, 'kiosk')) === undefined) return undefined;
    const { name } = await getSite(db);
    const kiosk = { t: inChinese, device: id, siteName: name, baseUrl: ctx.baseUrl };
    const page = (await make(db, kiosk, ctx)) ?? absent(kiosk);
    return { status: page.status ?? 200, body: kioskPage(kiosk, page.title, page.body, page) };
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
  body: html`<h1>${t('carriers.kiosk.absent')}</h1><p class="note">${t('carriers.kiosk.absentHelp')}</p>`,
});

export const rowOf =
  (kiosk: Kiosk) =>
  (item: ItemSummary): Row => ({
    href: `${startOf(kiosk)}/i/${item.slug}`,
    title: item.title,
    note: `${item.unitName}　${localDateAt(item.publishedAt)}`,
  });
