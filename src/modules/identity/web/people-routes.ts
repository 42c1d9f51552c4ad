import { done, type Result, refuse } from '#kernel';
import { defineRoute, type Route, type RouteContext } from '#platform/http';
import { endAffiliation, endGrant, grantRole, verifyAffiliation } from '../commands/grants.ts';
import {
  changePerson,
  createPerson,
  newTemporaryPassword,
  resetPassword,
  unlockPerson,
} from '../commands/people.ts';
import * as forms from '../forms.ts';
import { listPeople } from '../people-list.ts';
import * as queries from '../queries.ts';

const tag = 'identity';

async function viewOf(ctx: RouteContext, person: string): Promise<Result<forms.PersonView, 'not-found'>> {
  const view = await queries.findPerson(ctx.read, person);
  return view === undefined ? refuse('not-found', 404) : done(view);
}

/** Asks a permission for the home unit of a person. */
async function permitPerson(ctx: RouteContext, permission: string, person: string) {
  return ctx.permit(permission, (await queries.findHomeUnit(ctx.read, person)) ?? null);
}

export function peopleRoutes(): readonly Route[] {
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
  ];
}
