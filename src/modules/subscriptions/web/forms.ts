import { done, type Result } from '#kernel';
import { type CommandContext, inTransaction, noOrigin, systemActor } from '#platform/command';
import { defineForm, type FormRoute, type PageAnswer, type RouteContext } from '#platform/http';
import { readToken, type TokenPurpose } from '#platform/sealing';
import { changePace, confirmSubscription, endAll, endOwn, endSubscription } from '../commands/change.ts';
import { sendManageLink, subscribe } from '../commands/subscribe.ts';
import { linkFields, manageFields, nothing, oneClick, subscribeFields, tokenParams } from '../forms.ts';
import { manageContent, saidContent, sentContent, subscribeContent } from '../pages/pages.ts';
import { answerPosted } from '../pages/shell.ts';
import { listOwn } from '../queries.ts';
import { type Keys, keysOf, type SubscriptionSettings } from '../settings.ts';
import { confirmStaffMail, stopStaffMail } from '../staff/commands.ts';
import { parseTarget, targetPage, writeTarget } from '../target.ts';
import { wordsOfTarget } from '../words-of-target.ts';

/** The public acts: no account, no session, and no address of a network in the audit log. */
function run<T, Code extends string>(
  ctx: RouteContext,
  work: (c: CommandContext) => Promise<Result<T, Code>>,
): Promise<Result<T, Code>> {
  return inTransaction(ctx.database, { actor: systemActor, now: ctx.now, origin: noOrigin }, work);
}

const openTo = (ctx: RouteContext, why: string) => ctx.openTo('everyone', why);
const titles: Readonly<Record<TokenPurpose, string>> = {
  confirm: 'subscriptions.confirm.title',
  unsubscribe: 'subscriptions.end.title',
  manage: 'subscriptions.manage.title',
  staffConfirm: 'subscriptions.staff.confirmTitle',
  staffStop: 'subscriptions.staff.stopTitle',
};

function answerOver(ctx: RouteContext, purpose: TokenPurpose): Promise<PageAnswer> {
  const words = ctx.t('refusal.subscription-link-over');
  return answerPosted(ctx, '/subscribe', () => saidContent(ctx.t(titles[purpose]), words), 404);
}

/** A form behind a link that was mailed; the link is the permission. */
function linkForm(
  keys: Keys,
  path: string,
  purpose: TokenPurpose,
  act: (ctx: RouteContext, id: string) => Promise<PageAnswer>,
): FormRoute {
  return defineForm({
    path: `${path}/:token`,
    params: tokenParams,
    // The two that end something are posted by mailboxes as well.
    fields: purpose === 'unsubscribe' || purpose === 'staffStop' ? oneClick : nothing,
    handle: async (ctx, _fields, { token }) => {
      openTo(ctx, 'whoever has the link that was mailed');
      const read = readToken(keys.links, token, purpose, ctx.now);
      return read.ok ? act(ctx, read.id) : answerOver(ctx, purpose);
    },
  });
}

function subscribeForm(settings: SubscriptionSettings, keys: Keys): FormRoute {
  return defineForm({
    path: '/subscribe',
    fields: subscribeFields,
    handle: async (ctx, { address, target: kept, pace }) => {
      openTo(ctx, 'anybody may subscribe');
      const target = parseTarget(kept);
      const mailOff = settings.mail === 'off';
      const wish = { address, target, pace, locale: ctx.locale };
      const asked = mailOff ? done(null) : await run(ctx, (c) => subscribe(c, keys, ctx.ip, wish));
      if (asked.ok && !mailOff) return answerPosted(ctx, '/subscribe', sentContent);
      const wrong = asked.ok ? null : ctx.t(`refusal.${asked.code}`);
      const input = { mailOff, target: writeTarget(target), address, pace, wrong };
      const what = await wordsOfTarget(ctx.read, ctx.t, input.target);
      const status = asked.ok ? 409 : asked.status;
      return answerPosted(
        ctx,
        '/subscribe',
        (chrome) => subscribeContent(chrome, { ...input, what }),
        status,
      );
    },
  });
}

function sendLinkForm(settings: SubscriptionSettings, keys: Keys): FormRoute {
  return defineForm({
    path: '/subscriptions',
    fields: linkFields,
    handle: async (ctx, { address }) => {
      openTo(ctx, 'the link goes to the address itself');
      const off = settings.mail === 'off';
      const asked = off ? done(null) : await run(ctx, (c) => sendManageLink(c, keys, ctx.ip, address));
      if (asked.ok && !off) return answerPosted(ctx, '/subscribe', sentContent);
      const words = asked.ok ? ctx.t('subscriptions.page.off') : ctx.t(`refusal.${asked.code}`);
      const title = ctx.t('subscriptions.page.title');
      return answerPosted(ctx, '/subscribe', () => saidContent(title, words), asked.ok ? 409 : asked.status);
    },
  });
}

function manageForm(keys: Keys): FormRoute {
  return defineForm({
    path: '/subscriptions/:token',
    params: tokenParams,
    fields: manageFields,
    handle: async (ctx, { act, subscription, pace }, { token }) => {
      openTo(ctx, 'whoever has the link that was mailed');
      const read = readToken(keys.links, token, 'manage', ctx.now);
      if (!read.ok) return answerOver(ctx, 'manage');
      const chosen = subscription ?? '00000000-0000-0000-0000-000000000000';
      const did = await run(ctx, async (c): Promise<Result<null>> => {
        if (act === 'pace' && pace !== undefined) return changePace(c, read.id, chosen, pace);
        if (act === 'end') return endOwn(c, read.id, chosen);
        if (act === 'endAll') return endAll(c, read.id);
        return { ok: false, code: 'nothing-asked', status: 400, params: {} };
      });
      if (!did.ok && did.code !== 'nothing-asked') return answerOver(ctx, 'manage');
      const all = (await listOwn(ctx.read, read.id)) ?? [];
      const named = await Promise.all(
        all.map(async (one) => ({
          ...one,
          what: await wordsOfTarget(ctx.read, ctx.t, one.target),
          page: targetPage(one.target),
        })),
      );
      const path = `/subscriptions/${token}`;
      return answerPosted(ctx, path, (chrome) => manageContent(chrome, path, named));
    },
  });
}

/** Forms of the portal's pages. */
export function subscriptionForms(settings: SubscriptionSettings): readonly FormRoute[] {
  const keys = keysOf(settings);
  const say = (ctx: RouteContext, title: string, text: string, params = {}) =>
    answerPosted(ctx, '/subscribe', () => saidContent(ctx.t(title), ctx.t(text, params)));
  return [
    subscribeForm(settings, keys),
    sendLinkForm(settings, keys),
    manageForm(keys),
    linkForm(keys, '/subscribe/confirm', 'confirm', async (ctx, id) => {
      const made = await run(ctx, (c) => confirmSubscription(c, id));
      if (!made.ok) return answerOver(ctx, 'confirm');
      const what = await wordsOfTarget(ctx.read, ctx.t, made.value.target);
      const pace = ctx.t(`subscriptions.pace.${made.value.pace}`);
      return say(ctx, 'subscriptions.confirm.done', 'subscriptions.confirm.doneText', { what, pace });
    }),
    linkForm(keys, '/unsubscribe', 'unsubscribe', async (ctx, id) => {
      await run(ctx, (c) => endSubscription(c, id));
      return say(ctx, 'subscriptions.end.done', 'subscriptions.end.doneText');
    }),
    linkForm(keys, '/office-mail/confirm', 'staffConfirm', async (ctx, change) => {
      const made = await run(ctx, (c) => confirmStaffMail(c, change));
      if (!made.ok) return answerOver(ctx, 'staffConfirm');
      return say(ctx, 'subscriptions.staff.confirmTitle', 'subscriptions.staff.confirmed');
    }),
    linkForm(keys, '/office-mail/stop', 'staffStop', async (ctx, change) => {
      await run(ctx, (c) => stopStaffMail(c, change));
      return say(ctx, 'subscriptions.staff.stopTitle', 'subscriptions.staff.stopped');
    }),
  ];
}
