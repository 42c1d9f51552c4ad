import QRCode from 'qrcode';
import { done, type Result, refuse } from '#kernel';
import { recordAudit } from '#platform/audit';
import { localDateAt } from '#platform/calendar';
import { defineRoute, type Route, type RouteContext } from '#platform/http';
import { listNotifications, markNotificationsRead } from '#platform/notifications';
import { grantsFor } from '#platform/permission';
import {
  delegateGrant,
  endAffiliation,
  endGrant,
  grantRole,
  revokeDelegation,
  verifyAffiliation,
} from '../commands/grants.ts';
import {
  changePerson,
  createPerson,
  newTemporaryPassword,
  resetPassword,
  unlockPerson,
} from '../commands/people.ts';
import {
  changePassword,
  chooseLocale,
  confirmSecondFactor,
  removeSecondFactor,
  revokeOwnSession,
  startSecondFactor,
} from '../commands/self.ts';
import * as forms from '../forms.ts';
import { listPeople } from '../people-list.ts';
import * as queries from '../queries.ts';

/** What the routes need of the installation. */
export type IdentitySettings = { readonly key: Buffer; readonly issuer: string };

const tag = 'identity';

async function me(ctx: RouteContext): Promise<Result<forms.MeView>> {
  const open = ctx.openTo('signed-in', 'everybody sees what they are');
  if (!open.ok) return open;
  const { actor } = ctx;
  if (actor === null) return refuse('sign-in-required', 401);
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
function ownRoutes({ key, issuer }: IdentitySettings): readonly Route[] {
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
      handle: async (ctx, { body }) => {
        const open = ctx.openTo('signed-in', 'own account');
        if (!open.ok) return open;
        const result = await ctx.command((c) => chooseLocale(c, body.locale));
        ctx.setCookie('gongkai_locale', body.locale, { maxAgeSeconds: 31_536_000, httpOnly: false });
        return result.ok ? me(ctx) : result;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/me/password',
      tag,
      summary: 'Change my password',
      body: forms.changePasswordForm,
      answer: forms.meView,
      handle: async (ctx, { body }) => {
        const open = ctx.openTo('signed-in', 'own account');
        if (!open.ok) return open;
        const result = await ctx.command((c) => changePassword(c, { ...body, session: session(ctx) }));
        return result.ok ? me(ctx) : result;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/me/second-factor/start',
      tag,
      summary: 'Begin a second factor',
      body: forms.noFields,
      answer: forms.secondFactorSetup,
      handle: async (ctx) => {
        const open = ctx.openTo('signed-in', 'own account');
        if (!open.ok) return open;
        const result = await ctx.command((c) => startSecondFactor(c, key, issuer));
        if (!result.ok) return result;
        return done({
          ...result.value,
          qr: await QRCode.toString(result.value.uri, { type: 'svg', margin: 1 }),
        });
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/me/second-factor/confirm',
      tag,
      summary: 'Confirm the second factor with a code',
      body: forms.confirmSecondFactorForm,
      answer: forms.meView,
      handle: async (ctx, { body }) => {
        const open = ctx.openTo('signed-in', 'own account');
        if (!open.ok) return open;
        const result = await ctx.command((c) => confirmSecondFactor(c, key, body.code));
        return result.ok ? me(ctx) : result;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/me/second-factor/remove',
      tag,
      summary: 'Remove the second factor',
      body: forms.removeSecondFactorForm,
      answer: forms.meView,
      handle: async (ctx, { body }) => {
        const open = ctx.openTo('signed-in', 'own account');
        if (!open.ok) return open;
        const result = await ctx.command((c) => removeSecondFactor(c, body.password));
        return result.ok ? me(ctx) : result;
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/me/sessions',
      tag,
      summary: 'My sessions',
      answer: forms.sessionPage,
      handle: async (ctx) => {
        const open = ctx.openTo('signed-in', 'own account');
        if (!open.ok || open.value === null) return refuse('sign-in-required', 401);
        return done(await queries.listSessions(ctx.read, open.value.person, session(ctx), ctx.now));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/me/sessions/:id/revoke',
      tag,
      summary: 'End one of my sessions',
      params: forms.idParams,
      body: forms.noFields,
      answer: forms.sessionPage,
      handle: async (ctx, { params }) => {
        const open = ctx.openTo('signed-in', 'own account');
        if (!open.ok || open.value === null) return refuse('sign-in-required', 401);
        const result = await ctx.command((c) => revokeOwnSession(c, params.id));
        return result.ok
          ? done(await queries.listSessions(ctx.read, open.value.person, session(ctx), ctx.now))
          : result;
      },
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
      handle: async (ctx, { body }) => {
        const open = ctx.openTo('signed-in', 'own account');
        if (!open.ok) return open;
        const result = await ctx.command(async (c) => {
          await markNotificationsRead(c, body.upTo);
          await recordAudit(c, { action: 'identity.read-notices', data: { upTo: body.upTo } });
          return done(null);
        });
        return result.ok ? notices(ctx) : result;
      },
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
      handle: async (ctx, { body }) => {
        const open = ctx.openTo('signed-in', 'own roles');
        if (!open.ok) return open;
        const result = await ctx.command((c) => delegateGrant(c, body));
        return result.ok ? delegations(ctx) : result;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/me/delegations/:id/revoke',
      tag,
      summary: 'Take a delegation back',
      params: forms.idParams,
      body: forms.noFields,
      answer: forms.delegationPage,
      handle: async (ctx, { params }) => {
        const open = ctx.openTo('signed-in', 'own roles');
        if (!open.ok) return open;
        const result = await ctx.command((c) => revokeDelegation(c, params.id));
        return result.ok ? delegations(ctx) : result;
      },
    }),
  ];
}

async function notices(ctx: RouteContext): Promise<Result<forms.NotificationPage>> {
  const open = ctx.openTo('signed-in', 'own account');
  if (!open.ok || open.value === null) return refuse('sign-in-required', 401);
  const { rows, unread } = await listNotifications(ctx.read, open.value.person);
  return done({
    unread,
    rows: rows.map(({ params, ...row }) => ({ ...row, message: ctx.t(`notice.${row.kind}`, params) })),
  });
}

async function delegations(ctx: RouteContext): Promise<Result<forms.DelegationPage>> {
  const open = ctx.openTo('signed-in', 'own roles');
  if (!open.ok || open.value === null) return refuse('sign-in-required', 401);
  return done(await queries.listDelegations(ctx.read, open.value.person, localDateAt(ctx.now)));
}

async function viewOf(ctx: RouteContext, person: string): Promise<Result<forms.PersonView, 'not-found'>> {
  const view = await queries.findPerson(ctx.read, person);
  return view === undefined ? refuse('not-found', 404) : done(view);
}

/** Asks a permission for the home unit of a person. */
async function permitPerson(ctx: RouteContext, permission: string, person: string) {
  return ctx.permit(permission, (await queries.findHomeUnit(ctx.read, person)) ?? null);
}

function peopleRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      path: '/api/people',
      tag,
      summary: 'People of the units I cover',
      query: forms.personQuery,
      answer: forms.personPage,
      handle: async (ctx, { query }) => {
        const unit =
          query.unit === undefined ? null : ((await queries.findUnit(ctx.read, query.unit)) ?? null);
        const coverage = ctx.coverage('identity.read-people');
        const allowed = ctx.openTo('signed-in', 'limited in SQL to the units covered');
        if (!allowed.ok) return allowed;
        return done(await listPeople(ctx.read, coverage, { ...query, unitPath: unit?.path }, ctx.now));
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/people',
      tag,
      summary: 'Make an account',
      body: forms.createPersonForm,
      answer: forms.createdPerson,
      handle: async (ctx, { body }) => {
        const allowed = ctx.permit(
          'identity.manage-people',
          (await queries.findUnit(ctx.read, body.homeUnit)) ?? null,
        );
        if (!allowed.ok) return allowed;
        const first = await newTemporaryPassword();
        const created = await ctx.command((c) =>
          createPerson(c, { ...body, passwordHash: first.hash, mustChangePassword: true }),
        );
        if (!created.ok) return created;
        const view = await viewOf(ctx, created.value);
        return view.ok ? done({ person: view.value, password: first.password }) : view;
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/people/:id',
      tag,
      summary: 'One person',
      params: forms.idParams,
      answer: forms.personView,
      handle: async (ctx, { params }) => {
        const allowed = await permitPerson(ctx, 'identity.read-people', params.id);
        return allowed.ok ? viewOf(ctx, params.id) : allowed;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/people/:id/change',
      tag,
      summary: 'Change or close an account',
      params: forms.idParams,
      body: forms.changePersonForm,
      answer: forms.personView,
      handle: async (ctx, { params, body }) => {
        const allowed = await permitPerson(ctx, 'identity.manage-people', params.id);
        if (!allowed.ok) return allowed;
        const result = await ctx.command((c) => changePerson(c, params.id, body));
        return result.ok ? viewOf(ctx, params.id) : result;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/people/:id/reset-password',
      tag,
      summary: 'Set a new password, told once',
      params: forms.idParams,
      body: forms.reasonForm,
      answer: forms.newPassword,
      handle: async (ctx, { params, body }) => {
        const allowed = await permitPerson(ctx, 'identity.manage-people', params.id);
        if (!allowed.ok) return allowed;
        const next = await newTemporaryPassword();
        const result = await ctx.command((c) => resetPassword(c, params.id, next.hash, body.reason));
        return result.ok ? done({ password: next.password }) : result;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/people/:id/unlock',
      tag,
      summary: 'Open a locked account',
      params: forms.idParams,
      body: forms.reasonForm,
      answer: forms.personView,
      handle: async (ctx, { params, body }) => {
        const allowed = await permitPerson(ctx, 'identity.manage-people', params.id);
        if (!allowed.ok) return allowed;
        const result = await ctx.command((c) => unlockPerson(c, params.id, body.reason));
        return result.ok ? viewOf(ctx, params.id) : result;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/people/:id/grants',
      tag,
      summary: 'Give a role',
      params: forms.idParams,
      body: forms.grantForm,
      answer: forms.personView,
      handle: async (ctx, { params, body }) => {
        const unit = await queries.findUnit(ctx.read, body.unit);
        const allowed = ctx.permit('identity.grant-roles', unit ?? null);
        if (!allowed.ok) return allowed;
        const result = await ctx.command((c) => grantRole(c, params.id, body));
        return result.ok ? viewOf(ctx, params.id) : result;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/grants/:id/end',
      tag,
      summary: 'End a role',
      params: forms.idParams,
      body: forms.reasonForm,
      answer: forms.personView,
      handle: async (ctx, { params, body }) => {
        const grant = await queries.findGrantUnit(ctx.read, params.id);
        const allowed = ctx.permit('identity.grant-roles', grant?.unit ?? null);
        if (!allowed.ok) return allowed;
        const result = await ctx.command((c) => endGrant(c, params.id, body.reason));
        return result.ok && grant !== undefined
          ? viewOf(ctx, grant.person)
          : result.ok
            ? refuse('not-found', 404)
            : result;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/people/:id/affiliations',
      tag,
      summary: 'Verify that somebody belongs to a unit',
      params: forms.idParams,
      body: forms.affiliationForm,
      answer: forms.personView,
      handle: async (ctx, { params, body }) => {
        const allowed = ctx.permit(
          'identity.verify-affiliation',
          (await queries.findUnit(ctx.read, body.unit)) ?? null,
        );
        if (!allowed.ok) return allowed;
        const result = await ctx.command((c) => verifyAffiliation(c, params.id, body));
        return result.ok ? viewOf(ctx, params.id) : result;
      },
    }),
    defineRoute({
      method: 'POST',
      path: '/api/affiliations/:id/end',
      tag,
      summary: 'End somebody’s tie to a unit',
      params: forms.idParams,
      body: forms.reasonForm,
      answer: forms.personView,
      handle: async (ctx, { params, body }) => {
        const unit = await queries.findAffiliationUnit(ctx.read, params.id);
        const allowed = ctx.permit('identity.verify-affiliation', unit ?? null);
        if (!allowed.ok) return allowed;
        const result = await ctx.command((c) => endAffiliation(c, params.id, body.reason));
        return result.ok ? viewOf(ctx, result.value) : result;
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/permissions',
      tag,
      summary: 'Role × action matrix',
      answer: forms.permissionMatrix,
      handle: async (ctx) => {
        const open = ctx.openTo('signed-in', 'who may do what is no secret');
        if (!open.ok) return open;
        return done({
          roles: [...forms.role.options],
          rows: [...ctx.permissions].map(([permission, rule]) => ({
            permission,
            label: ctx.t(`permission.${permission}`),
            room: roomOf(permission),
            roomLabel: ctx.t(`permission.${roomOf(permission)}`),
            scope: rule.scope,
            delegable: rule.delegable,
            roles: [...rule.roles],
          })),
        });
      },
    }),
    defineRoute({
      method: 'GET',
      path: '/api/audit',
      tag,
      summary: 'The audit log of the units I cover',
      query: forms.auditQuery,
      answer: forms.auditPage,
      handle: async (ctx, { query }) => {
        const coverage = ctx.coverage('identity.read-audit');
        const first = coverage.paths.length + coverage.units.length + coverage.lines.length;
        const unit = ctx.actor?.grants.find((grant) =>
          ctx.permissions.get('identity.read-audit')?.roles.includes(grant.role),
        );
        const allowed = ctx.permit(
          'identity.read-audit',
          unit === undefined || first === 0 ? null : { id: unit.unit, path: unit.unitPath, line: unit.line },
        );
        if (!allowed.ok) return allowed;
        return done(await queries.listAudit(ctx.read, coverage, query));
      },
    }),
  ];
}

export function identityRoutes(settings: IdentitySettings): readonly Route[] {
  return [...ownRoutes(settings), ...peopleRoutes()];
}

/** Permissions are named `<room>.<what>`. */
function roomOf(permission: string): string {
  return permission.slice(0, permission.indexOf('.'));
}
