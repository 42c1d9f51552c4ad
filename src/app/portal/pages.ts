import { z } from 'zod';
import type { Reader } from '#platform/database';
import { type Html, type HtmlValue, html } from '#platform/html';
import { definePage, type Page, type PageContext } from '#platform/http';
import {
  answerPage,
  assetHeaders,
  assets,
  type Chrome,
  type Crumb,
  chromeOf,
  galleryPage,
  page,
  preferenceCookie,
  problemPage,
  type SiteFacts,
  safeReturn,
} from '#ui/portal';
import { aboutText, accessibilityText, findingText, readingText, verifyingText } from './texts.ts';

/** Where the site's own facts come from; the publication room holds them. */
export type SiteReader = (db: Reader) => Promise<SiteFacts>;

const KEEP = { keepSeconds: 300 } as const;

/** Pages that belong to no room: help, accessibility, about, preferences, gallery, and the assets of the portal. */
export function sitePages(readSite: SiteReader): readonly Page[] {
  const text = (path: string, make: (chrome: Chrome) => Html) =>
    definePage({
      path,
      handle: async (ctx) => {
        ctx.openTo('everyone', 'fixed text of the program');
        return answerPage(ctx, make(await chromeFor(ctx, readSite)), KEEP);
      },
    });
  return [
    text('/help', helpPage),
    text('/help/reading', (chrome) =>
      textPage(chrome, 'site.help.reading.title', readingText[chrome.locale], true),
    ),
    text('/help/finding', (chrome) =>
      textPage(chrome, 'site.help.finding.title', findingText[chrome.locale], true),
    ),
    text('/help/verifying', (chrome) =>
      textPage(chrome, 'site.help.verifying.title', verifyingText[chrome.locale], true),
    ),
    text('/accessibility', (chrome) =>
      textPage(chrome, 'site.accessibility.title', accessibilityText[chrome.locale], false),
    ),
    text('/about', (chrome) => textPage(chrome, 'site.about.title', aboutText[chrome.locale], false)),
    galleryRoute(readSite),
    preferencesRoute,
    ...assetRoutes,
  ];
}

async function chromeFor(ctx: PageContext, readSite: SiteReader): Promise<Chrome> {
  return chromeOf(ctx, await ctx.read(readSite));
}

function textPage(chrome: Chrome, key: string, text: HtmlValue, inHelp: boolean): Html {
  const title = chrome.t(key);
  const crumbs: readonly Crumb[] = [
    ...(inHelp ? [{ label: chrome.t('site.help.title'), href: '/help' }] : []),
    { label: title, href: null },
  ];
  return page(chrome, {
    title,
    place: inHelp ? 'help' : null,
    crumbs,
    body: html`<h1>${title}</h1><div class="prose">${text}</div>`,
  });
}

function helpPage(chrome: Chrome): Html {
  const link = (href: string, key: string) => html`<li><a href="${href}">${chrome.t(key)}</a></li>`;
  const body = html`<ul>${link('/help/finding', 'site.help.finding.title')}${link('/help/reading', 'site.help.reading.title')}${link('/help/verifying', 'site.help.verifying.title')}${link('/accessibility', 'site.accessibility.title')}${link('/about', 'site.about.title')}</ul>`;
  const title = chrome.t('site.help.title');
  return page(chrome, {
    title,
    place: 'help',
    crumbs: [{ label: title, href: null }],
    body: html`<h1>${title}</h1><div class="prose">${body}</div>`,
  });
}

/** The gallery of pieces, in demonstration mode only. */
function galleryRoute(readSite: SiteReader): Page {
  return definePage({
    path: '/gallery',
    handle: async (ctx) => {
      ctx.openTo('everyone', 'invented samples');
      const chrome = await chromeFor(ctx, readSite);
      if (ctx.demo) return answerPage(ctx, galleryPage(chrome));
      const made = problemPage(chrome, { status: 404, message: ctx.t('refusal.not-found'), requestId: null });
      return answerPage(ctx, made, { status: 404 });
    },
  });
}

const A_YEAR = 31_536_000;

/** Sets one preference and goes back; works without JavaScript. */
const preferencesRoute: Page = definePage({
  path: '/preferences',
  query: z.object({
    lang: z.string().max(10).optional(),
    mode: z.string().max(10).optional(),
    back: z.string().max(2000).optional(),
  }),
  handle: async (ctx, { query }) => {
    ctx.openTo('everyone', 'a reader chooses language and size of print');
    const cookie = preferenceCookie(query);
    const secure = ctx.baseUrl.startsWith('https:') ? '; Secure' : '';
    return {
      status: 303,
      body: '',
      headers: {
        location: safeReturn(query.back),
        'cache-control': 'private, no-store',
        ...(cookie === null
          ? {}
          : { 'set-cookie': `${cookie[0]}=${cookie[1]}; Path=/; Max-Age=${A_YEAR}; SameSite=Lax${secure}` }),
      },
    };
  },
});

const assetRoutes: readonly Page[] = assets.map((asset) =>
  definePage({
    path: asset.path,
    handle: async (ctx) => {
      ctx.openTo('everyone', 'styles and icon');
      return { status: 200, media: asset.media, body: asset.body, headers: assetHeaders };
    },
  }),
);
