import type { FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { done, refuse } from '#kernel';
import { type Database, type Reader, tables } from '#platform/database';
import { coverage, decide } from '#platform/permission';
import type { PageContext, RequestContext, Session } from './context.ts';
import { localeOf } from './locale.ts';
import type { HttpApp } from './server.ts';

export const SESSION_COOKIE = 'gongkai_session';

/** Whether a handler recorded its permission decision. */
export type DecisionLog = { recorded: boolean; refused: string | null };

/** What routes and pages share. */
export async function requestContext(
  app: HttpApp,
  request: FastifyRequest,
  decisions: DecisionLog,
): Promise<RequestContext> {
  const now = app.now();
  const token = request.cookies[SESSION_COOKIE];
  const session = token === undefined || token === '' ? null : await app.findSession(token, now);
  const actor = session?.actor ?? null;
  const locale = localeOf(request);
  return {
    actor,
    session,
    locale,
    t: app.translator(locale),
    now,
    requestId: request.id,
    ip: request.ip,
    files: app.files,
    baseUrl: app.baseUrl(),
    demo: app.demo,
    permissions: app.permissions,
    cookies: request.cookies,
    headers: request.headers,
    permit: (name, unit = null) => {
      decisions.recorded = true;
      const rule = ruleOf(app, name);
      const decision = decide(actor, name, rule, unit);
      if (!decision.ok) decisions.refused = decision.code;
      return decision;
    },
    openTo: (whom) => {
      decisions.recorded = true;
      if (whom === 'signed-in' && actor === null) {
        decisions.refused = 'sign-in-required';
        return refuse('sign-in-required', 401);
      }
      return done(actor);
    },
    coverage: (name) => {
      const rule = ruleOf(app, name);
      return actor === null ? { paths: [], units: [], lines: [] } : coverage(actor, rule);
    },
  };
}

function ruleOf(app: HttpApp, name: string) {
  const rule = app.permissions.get(name);
  if (rule === undefined) throw new Error(`permission ${name} is not declared by any room`);
  return rule;
}

/** The context of a portal page: reading as the portal role, in the name of this session. */
export async function pageContext(
  app: HttpApp,
  request: FastifyRequest,
  decisions: DecisionLog = { recorded: false, refused: null },
): Promise<PageContext> {
  const base = await requestContext(app, request, decisions);
  return {
    ...base,
    elder: request.cookies['gongkai_elder'] === '1',
    path: request.url,
    read: (work) => readAs(app.portal, base.session, work),
  };
}

/**
 * Reads as the portal role. With a session the reading happens in a transaction that carries the session's hash, which
 * the row-level policies look up; without one there is no transaction and only what is open to society is there.
 */
async function readAs<T>(
  portal: Database | null,
  session: Session | null,
  work: (db: Reader) => Promise<T>,
): Promise<T> {
  if (portal === null) throw new Error('this process has no portal role');
  if (session === null) return work(portal.reader);
  return portal.transaction(async (tx) => {
    const db = tables<Record<never, never>>(tx);
    await sql`select set_config('gongkai.session', ${session.tokenHash}, true)`.execute(db);
    return work(tx);
  });
}
