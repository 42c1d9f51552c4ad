import { z } from 'zod';
import type { SignInPages } from '#modules/identity';
import { getSite } from '#modules/publication';
import { toDocument } from '#platform/html';
import { definePage, type PageAnswer, type RequestContext } from '#platform/http';
import {
  answerPage,
  type Chrome,
  chromeOf,
  elderCookie,
  pageHeaders,
  type SiteFacts,
  safeReturn,
} from '#ui/portal';
import { signInPage, totpPage } from './portal/index.ts';

/** A demonstration account as the sign-in page shows it. `shows` is a message key. */
export type ShownAccount = {
  readonly account: string;
  readonly password: string;
  readonly name: string;
  readonly unit: string;
  readonly shows: string;
};

let shown: readonly ShownAccount[] = [];

/** Called once in demonstration mode, after the district was loaded. In production nothing is ever shown. */
export function showDemoAccounts(accounts: readonly ShownAccount[]): void {
  shown = accounts;
}

function accountsFor(ctx: RequestContext) {
  if (!ctx.demo) return null;
  return shown.map(({ shows, ...account }) => ({ ...account, role: ctx.t(shows) }));
}

/** The sign-in page by its address: `next` is what the office asks to come back to, `back` what the portal asks. */
export const signInRoute = definePage({
  path: '/signin',
  query: z.object({ next: z.string().max(2000).optional(), back: z.string().max(2000).optional() }),
  handle: async (ctx, { query }) => {
    ctx.openTo('everyone', 'signing in');
    const back = query.back ?? query.next;
    const input = {
      back: back === undefined ? '' : safeReturn(back),
      account: '',
      wrong: null,
      demoAccounts: accountsFor(ctx),
    };
    return answerPage(ctx, signInPage(chromeOf(ctx, await ctx.read(getSite)), input));
  },
});

/** The same pages as the answer to a posted form. */
export const signInViews: SignInPages = async (ctx, view): Promise<PageAnswer> => {
  const chrome = formChrome(ctx, await getSite(ctx.read));
  const made =
    view.step === 'password'
      ? signInPage(chrome, {
          back: view.back,
          account: view.account,
          wrong: view.problem,
          demoAccounts: accountsFor(ctx),
        })
      : totpPage(chrome, { back: view.back, challenge: view.challenge, wrong: view.problem });
  return {
    status: view.status,
    body: toDocument(made),
    headers: { ...pageHeaders, 'cache-control': 'private, no-store' },
  };
};

function formChrome(ctx: RequestContext, site: SiteFacts): Chrome {
  return {
    t: ctx.t,
    locale: ctx.locale,
    elder: ctx.cookies[elderCookie] === '1',
    here: '/signin',
    site,
    reader: null,
    demo: ctx.demo,
  };
}
