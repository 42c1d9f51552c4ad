import { done, type Result, refuse } from '#kernel';
import { defineRoute, type Route, type RouteContext } from '#platform/http';
import { listShownMail, maskAddress, readMailOverview } from '#platform/mail';
import { unseal } from '#platform/sealing';
import { mailOverview, nothing, type OwnMail, ownMail, ownMailForm } from '../forms.ts';
import { countSubscriptions } from '../queries.ts';
import { keysOf, type SubscriptionSettings } from '../settings.ts';
import { dropStaffMail, setStaffMail } from '../staff/commands.ts';
import { own } from '../store.ts';

const tag = 'subscriptions';

/** Routes of the office. */
export function subscriptionRoutes(settings: SubscriptionSettings): readonly Route[] {
  const keys = keysOf(settings);
  const answerOwn = async (ctx: RouteContext): Promise<Result<OwnMail>> => {
    if (ctx.actor === null) return refuse('sign-in-required', 401);
    const row = await own(ctx.read)
      .selectFrom('subscriptions.staff_mail')
      .selectAll()
      .where('person', '=', ctx.actor.person)
      .executeTakeFirst();
    const { mail } = settings;
    if (row === undefined) return done({ mail, maskedAddress: null, state: 'none', urgent: false });
    const maskedAddress = maskAddress(unseal(keys.mail, row.sealed_address));
    const state = row.verified_at === null ? 'unconfirmed' : 'confirmed';
    return done({ mail, maskedAddress, state, urgent: row.urgent });
  };
  return [
    defineRoute({
      method: 'GET',
      path: '/api/me/mail',
      tag: 'identity',
      summary: 'Where my reminders are mailed to',
      answer: ownMail,
      handle: async (ctx) => {
        const open = ctx.openTo('signed-in', 'one’s own address');
        return open.ok ? answerOwn(ctx) : open;
      },
    }),
    defineRoute({
      method: 'PUT',
      path: '/api/me/mail',
      tag: 'identity',
      summary: 'Have my reminders mailed; a new address is confirmed by a link first',
      body: ownMailForm,
      answer: ownMail,
      handle: async (ctx, { body }) => {
        const open = ctx.openTo('signed-in', 'one’s own address');
        if (!open.ok) return open;
        if (settings.mail === 'off') return refuse('mail-off', 409);
        const kept = await ctx.command((c) => setStaffMail(c, keys, { ...body, locale: ctx.locale }));
        return kept.ok ? answerOwn(ctx) : kept;
      },
    }),
    defineRoute({
      method: 'DELETE',
      path: '/api/me/mail',
      tag: 'identity',
      summary: 'End reminders by mail and delete my address',
      body: nothing,
      answer: ownMail,
      handle: async (ctx) => {
        const open = ctx.openTo('signed-in', 'one’s own address');
        if (!open.ok) return open;
        if (ctx.actor === null) return refuse('sign-in-required', 401);
        const { person } = ctx.actor;
        const dropped = await ctx.command((c) => dropStaffMail(c, person));
        return dropped.ok ? answerOwn(ctx) : dropped;
      },
    }),
    overviewRoute(settings),
  ];
}

function overviewRoute({ mail }: SubscriptionSettings): Route {
  return defineRoute({
    method: 'GET',
    path: '/api/mail',
    tag,
    summary: 'How mail goes out: counts, states, reasons; no address',
    answer: mailOverview,
    handle: async (ctx) => {
      const allowed = ctx.permit('subscriptions.view-post');
      if (!allowed.ok) return allowed;
      const post = await readMailOverview(ctx.read);
      // Bodies are shown where nothing leaves the house: a demonstration without a server.
      const shown = mail === 'demo' ? await listShownMail(ctx.read) : [];
      return done({
        mail,
        waitingSince: post.waitingSince?.toISOString() ?? null,
        counts: [...post.counts],
        reasons: [...post.reasons],
        subscriptions: [...(await countSubscriptions(ctx.read))],
        shown: shown.map(({ masked_to, at, ...one }) => ({ ...one, to: masked_to, at: at.toISOString() })),
      });
    },
  });
}
