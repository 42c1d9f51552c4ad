import { html } from '#platform/html';
import { definePage, type Page } from '#platform/http';
import { devicePolicy } from '../web/devices-portal.ts';
import { byKiosk, inChinese } from './answer.ts';
import { kioskPage } from './frame.ts';
import { searchForm } from './pad.ts';

/** The page that stands in for every page of a kiosk while there is no network: without content, its program shows what is kept. */
const offline = definePage({
  path: '/kiosk/:device/offline',
  params: byKiosk,
  handle: async (ctx, { params }) => {
    ctx.openTo('everyone', 'a page without content, the same for every device');
    const kiosk = { t: inChinese, device: params.device, siteName: '', baseUrl: ctx.baseUrl };
    const words = {
      from: inChinese('carriers.kiosk.offlineFrom', { time: '{time}', count: '{count}' }),
      paused: inChinese('carriers.kiosk.offlinePaused'),
      more: inChinese('carriers.kiosk.offlineMore'),
      none: inChinese('carriers.kiosk.offlineNone'),
      unit: inChinese('carriers.kiosk.unit'),
      number: inChinese('carriers.kiosk.number'),
      published: inChinese('carriers.kiosk.published'),
    };
    const title = inChinese('carriers.kiosk.offline');
    const body = html`<h1 id="title">${title}</h1>${searchForm(kiosk, '', true)}<div id="answer"></div>`;
    return {
      status: 200,
      body: kioskPage(kiosk, title, body, { offline: words }),
      headers: { 'cache-control': 'no-store', 'content-security-policy': devicePolicy },
    };
  },
});

export const kioskOfflinePages: readonly Page[] = [offline];
