import { type Actor, done, type Result, refuse } from '#kernel';
import { recordAudit } from '#platform/audit';
import { localDateAt } from '#platform/calendar';
import { defineRoute, type Route, type RouteContext } from '#platform/http';
import { library } from '#platform/libraries';
import { listNotifications, markNotificationsRead, noticeText } from '#platform/notifications';
import { grantsFor } from '#platform/permission';
import { delegateGrant, revokeDelegation } from '../commands/grants.ts';
import {
  changePassword,
  chooseLocale,
  confirmSecondFactor,
  removeSecondFactor,
  revokeOwnSession,
  startSecondFactor,
} from '../commands/self.ts';
import * as forms from '../forms.ts';
import * as queries from '../queries.ts';

const tag = 'identity';

/** What the routes need of the installation. */
export type IdentitySettings = { readonly key: Buffer; readonly issuer: string };

/** Runs for whoever is signed in; what is done touches nobody but themselves. */
async function own<T, Code extends string>(
  ctx: RouteContext,
  act: (actor: Actor) => Promise<Result<T, Code>>,
): Promise<Result<T, Code | 'sign-in-required'>> {
  const open = ctx.openTo('signed-in', 'one’s own account, roles and notices');
  if (!open.ok) return open;
  return open.value === null ? refuse('sign-in-required', 401) : act(open.value);
}

const me = (ctx: RouteContext) => own(ctx, (actor) => aboutMe(ctx, actor));

async function aboutMe(ctx: RouteContext, actor: Actor): Promise<Result<forms.MeView>> {
  const account = await queries.findOwnAccount(ctx.read, actor.person);
  const units = await queries.unitNames(
    ctx.read,
    actor.grants.map((grant) => grant.unit),
  );
  const principals = await queries.personNames(
    ctx.read,
    actor.grants.flatMap((grant) => grant.principal ?? []),
  );
  const { unread } = await listNotifications(ctx.read, actor.person, 1);
  return done({
    person: actor.person,
    account: account.account,
    name: actor.name,
    locale: account.locale,
    mustChangePassword: account.must_change_password,
    secondFactor: account.totp_confirmed_at !== null,
    demo: ctx.demo,
    grants: actor.grants.map((grant) => ({
      role: grant.role,
      unit: grant.unit,
      unitName: units.get(grant.unit) ?? '',
      reach: grant.reach,
      line: grant.line,
      principal: grant.principal,
      principalName: grant.principal === null ? null : (principals.get(grant.principal) ?? ''),
    })),
    permissions: [...ctx.permissions]
      .filter(([, rule]) => grantsFor(actor, rule).length > 0)
      .map(([name]) => name),
    unreadNotifications: unread,
  });
}

function session(ctx: RouteContext): string {
  return ctx.session?.id ?? '';
}

/** One's own account: open to whoever is signed in, and touching nobody else. */
export function ownRoutes({ key, issuer }: IdentitySettings): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/me',
      tag,
      summary: 'Who I am and what I may do',
      answer: forms.meView,
      handle: me,
    }),
    defineRoute({
      method: 'POST',
      path: '/api/me/locale',
      tag,
      summary: 'Choose my language',
      body: forms.localeForm,
      answer: forms.meView,
      handle: (ctx, { body }) =>
        own(ctx, async () => {
          const result = await ctx.command((c) => chooseLocale(c, body.locale));
          ctx.setCookie('gongkai_locale', body.locale, { maxAgeSeconds: 31_536_000, httpOnly: false });
          return result.ok ? me(ctx) : result;
        }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/me/password',
      tag,
      summary: 'Change my password',
      body: forms.changePasswordForm,
      answer: forms.meView,
      handle: (ctx, { body }) =>
        own(ctx, async () => {
          const result = await ctx.command((c) => changePassword(c, { ...body, session: session(ctx) }));
          return result.ok ? me(ctx) : result;
        }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/me/second-factor/start',
      tag,
      summary: 'Begin a second factor',
      body: forms.noFields,
      answer: forms.secondFactorSetup,
      handle: (ctx) =>
        own(ctx, async () => {
          const result = await ctx.command((c) => startSecondFactor(c, key, issuer));
          if (!result.ok) return result;
          return done({
            ...result.value,
            qr: await library('qrcode').toString(result.value.uri, { type: 'svg', margin: 1 }),
          });
        }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/me/second-factor/confirm',
      tag,
      summary: 'Confirm the second factor with a code',
      body: forms.confirmSecondFactorForm,
      answer: forms.meView,
      handle: (ctx, { body }) =>
        own(ctx, async () => {
          const result = await ctx.command((c) => confirmSecondFactor(c, key, body.code));
          return result.ok ? me(ctx) : result;
        }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/me/second-factor/remove',
      tag,
      summary: 'Remove the second factor',
      body: forms.removeSecondFactorForm,
      answer: forms.meView,
      handle: (ctx, { body }) =>
        own(ctx, async () => {
          const result = await ctx.command((c) => removeSecondFactor(c, body.password));
          return result.ok ? me(ctx) : result;
        }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/me/sessions',
      tag,
      summary: 'My sessions',
      answer: forms.sessionPage,
      handle: (ctx) =>
        own(ctx, async (actor) => {
          return done(await queries.listSessions(ctx.read, actor.person, session(ctx), ctx.now));
        }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/me/sessions/:id/revoke',
      tag,
      summary: 'End one of my sessions',
      params: forms.idParams,
      body: forms.noFields,
      answer: forms.sessionPage,
      handle: (ctx, { params }) =>
        own(ctx, async (actor) => {
          const result = await ctx.command((c) => revokeOwnSession(c, params.id));
          return result.ok
            ? done(await queries.listSessions(ctx.read, actor.person, session(ctx), ctx.now))
            : result;
        }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/me/notifications',
      tag,
      summary: 'My notices',
      answer: forms.notificationPage,
      handle: notices,
    }),
    defineRoute({
      method: 'POST',
      path: '/api/me/notifications/read',
      tag,
      summary: 'Mark notices as read',
      body: forms.readNotificationsForm,
      answer: forms.notificationPage,
      handle: (ctx, { body }) =>
        own(ctx, async () => {
          const result = await ctx.command(async (c) => {
            await markNotificationsRead(c, body.upTo);
            await recordAudit(c, { action: 'identity.read-notices', data: { upTo: body.upTo } });
            return done(null);
          });
          return result.ok ? notices(ctx) : result;
        }),
    }),
    defineRoute({
      method: 'GET',
      path: '/api/me/delegations',
      tag,
      summary: 'Delegations I gave and received',
      answer: forms.delegationPage,
      handle: delegations,
    }),
    defineRoute({
      method: 'POST',
      path: '/api/me/delegations',
      tag,
      summary: 'Lend one of my roles for a period',
      body: forms.delegationForm,
      answer: forms.delegationPage,
      handle: (ctx, { body }) =>
        own(ctx, async () => {
          const result = await ctx.command((c) => delegateGrant(c, body));
          return result.ok ? delegations(ctx) : result;
        }),
    }),
    defineRoute({
      method: 'POST',
      path: '/api/me/delegations/:id/revoke',
      tag,
      summary: 'Take a delegation back',
      params: forms.idParams,
      body: forms.noFields,
      answer: forms.delegationPage,
      handle: (ctx, { params }) =>
        own(ctx, async () => {
          const result = await ctx.command((c) => revokeDelegation(c, params.id));
          return result.ok ? delegations(ctx) : result;
        }),
    }),
  ];
}

const notices = (ctx: RouteContext) => own(ctx, (actor) => noticesOf(ctx, actor));

async function noticesOf(ctx: RouteContext, { person }: Actor): Promise<Result<forms.NotificationPage>> {
  const { rows, unread } = await listNotifications(ctx.read, person);
  return done({
    unread,
    rows: rows.map(({ params, ...row }) => ({
      ...row,
      message: noticeText(ctx.t, { kind: row.kind, params }),
    })),
  });
}

const delegations = (ctx: RouteContext) =>
  own(ctx, async ({ person }) => done(await queries.listDelegations(ctx.read, person, localDateAt(ctx.now))));
