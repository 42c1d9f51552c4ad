import { getSite } from '#modules/publication';
import { type Html, type HtmlValue, html, toDocument } from '#platform/html';
import type { PageAnswer, PageContext, RouteContext } from '#platform/http';
import { type Chrome, chromeOf, elderCookie, page, pageHeaders } from '#ui/portal';

/**
 * Pages of this room are for one reader at one moment: nobody keeps them and no search engine finds them. The address (it may
 * be a key) is told to no other site by the server's policy, `same-origin`; a stricter one would make browsers send their
 * forms as of no origin, and they would be refused.
 */
const headers = { ...pageHeaders, 'cache-control': 'private, no-store' };

export type Content = { readonly title: string; readonly body: HtmlValue };

function draw(chrome: Chrome, { title, body }: Content): Html {
  return page(chrome, {
    title,
    place: null,
    crumbs:
      title === chrome.t('subscriptions.page.title')
        ? [{ label: title, href: null }]
        : [
            { label: chrome.t('subscriptions.page.title'), href: '/subscribe' },
            { label: title, href: null },
          ],
    noIndex: true,
    body: html`<h1>${title}</h1>\n${body}`,
  });
}

/** A page that was asked for. */
export async function answerShown(
  ctx: PageContext,
  make: (chrome: Chrome) => Content,
  status = 200,
): Promise<PageAnswer> {
  const chrome = chromeOf(ctx, await ctx.read(getSite));
  return { status, body: toDocument(draw(chrome, make(chrome))), headers };
}

/** A page that answers a posted form; a link in it that changes language or mode leads to `here`. */
export async function answerPosted(
  ctx: RouteContext,
  here: string,
  make: (chrome: Chrome) => Content,
  status = 200,
): Promise<PageAnswer> {
  const chrome: Chrome = {
    t: ctx.t,
    locale: ctx.locale,
    elder: ctx.cookies[elderCookie] === '1',
    here,
    site: await getSite(ctx.read),
    reader: null,
    demo: ctx.demo,
  };
  return { status, body: toDocument(draw(chrome, make(chrome))), headers };
}
