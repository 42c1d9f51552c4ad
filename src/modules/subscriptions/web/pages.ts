import { findUnitRef } from '#modules/organisations';
import { definePage, type Page, type PageContext } from '#platform/http';
import { readToken, type TokenPurpose } from '#platform/sealing';
import { targetQuery, tokenParams } from '../forms.ts';
import { buttonContent, saidContent, subscribeContent } from '../pages/pages.ts';
import { answerShown } from '../pages/shell.ts';
import { keysOf, type SubscriptionSettings } from '../settings.ts';
import { readTarget, writeTarget } from '../target.ts';
import { wordsOfTarget } from '../words-of-target.ts';

const open = (ctx: PageContext) => ctx.openTo('everyone', 'whoever has the link; looking changes nothing');

/** What a link for one thing shows before anything happens. */
type Button = {
  readonly path: string;
  readonly purpose: TokenPurpose;
  readonly words: readonly [string, string, string];
};

const buttons: readonly Button[] = [
  {
    path: '/subscribe/confirm',
    purpose: 'confirm',
    words: ['subscriptions.confirm.title', 'subscriptions.confirm.text', 'subscriptions.confirm.button'],
  },
  {
    path: '/unsubscribe',
    purpose: 'unsubscribe',
    words: ['subscriptions.end.title', 'subscriptions.end.text', 'subscriptions.end.button'],
  },
  {
    path: '/subscriptions',
    purpose: 'manage',
    words: ['subscriptions.manage.title', 'subscriptions.manage.openText', 'subscriptions.manage.open'],
  },
  {
    path: '/office-mail/confirm',
    purpose: 'staffConfirm',
    words: [
      'subscriptions.staff.confirmTitle',
      'subscriptions.staff.confirmText',
      'subscriptions.staff.confirmButton',
    ],
  },
  {
    path: '/office-mail/stop',
    purpose: 'staffStop',
    words: [
      'subscriptions.staff.stopTitle',
      'subscriptions.staff.stopText',
      'subscriptions.staff.stopButton',
    ],
  },
];

/**
 * Pages of the portal. They read nothing of this room (the portal's role may not) and change nothing: mail programs open links
 * to look what is behind them, so every act is a button.
 */
export function subscriptionPages(settings: SubscriptionSettings): readonly Page[] {
  const keys = keysOf(settings);
  const subscribePage = definePage({
    path: '/subscribe',
    query: targetQuery,
    handle: async (ctx, { query }) => {
      ctx.openTo('everyone', 'anybody may subscribe');
      const asked = readTarget({ ...query, unit: query.unit?.toString() });
      const isKnown =
        asked.unit === null || (await ctx.read((db) => findUnitRef(db, asked.unit ?? 0))) !== undefined;
      const target = writeTarget(isKnown ? asked : { ...asked, unit: null });
      const what = await ctx.read((db) => wordsOfTarget(db, ctx.t, target));
      const mailOff = settings.mail === 'off';
      const input = { mailOff, target, what, address: '', pace: 'daily', wrong: null } as const;
      return answerShown(ctx, (chrome) => subscribeContent(chrome, input));
    },
  });
  const buttonPages = buttons.map(({ path, purpose, words: [title, text, button] }) =>
    definePage({
      path: `${path}/:token`,
      params: tokenParams,
      handle: async (ctx, { params: { token } }) => {
        open(ctx);
        const { t } = ctx;
        const read = readToken(keys.links, token, purpose, ctx.now);
        if (!read.ok)
          return answerShown(ctx, () => saidContent(t(title), t('refusal.subscription-link-over')), 404);
        return answerShown(ctx, () => buttonContent(t(title), t(text), `${path}/${token}`, t(button)));
      },
    }),
  );
  return [subscribePage, ...buttonPages];
}
