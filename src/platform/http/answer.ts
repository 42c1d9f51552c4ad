import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Refusal, type RefusalStatus, refuse } from '#kernel';
import { wordedParams } from '#platform/i18n';
import type { FieldProblem } from './input.ts';
import { localeOf } from './locale.ts';
import { pageContext } from './page-context.ts';
import type { PageAnswer } from './route.ts';
import type { HttpApp } from './server.ts';

function wantsJson(request: FastifyRequest): boolean {
  return request.url.startsWith('/api/') || request.url === '/healthz';
}

/** The one place where a refusal becomes HTTP: JSON for programs, a page for people. */
export async function answerRefusal(
  app: HttpApp,
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  fields: readonly FieldProblem[] = [],
): Promise<FastifyReply> {
  const t = app.translator(localeOf(request));
  const message = t(`refusal.${refusal.code}`, wordedParams(t, refusal.params));
  if (wantsJson(request)) {
    return reply
      .status(refusal.status)
      .header('cache-control', 'no-store')
      .send({
        error: {
          code: refusal.code,
          message,
          params: refusal.params,
          ...(refusal.field === undefined ? {} : { field: refusal.field }),
          ...(fields.length === 0 ? {} : { fields }),
        },
      });
  }
  return sendProblemPage(app, request, reply, refusal.status, refusal.code, message);
}

async function sendProblemPage(
  app: HttpApp,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: string,
  message: string,
): Promise<FastifyReply> {
  const ctx = await pageContext(app, request);
  return sendPage(reply, app.errorPage(ctx, { status, code, message, requestId: request.id }));
}

const PAGE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; script-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** Sends a page with the portal's strict policy. */
export function sendPage(reply: FastifyReply, answer: PageAnswer): FastifyReply {
  return reply
    .status(answer.status)
    .headers({
      'content-security-policy': PAGE_POLICY,
      'content-type': answer.media ?? 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      ...answer.headers,
    })
    .send(answer.body);
}

/** What the framework itself refuses (bad JSON, too large, unknown content type), and every fault. */
export async function answerFramework(
  app: HttpApp,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const known = frameworkRefusal(error) ?? databaseRefusal(error);
  if (known !== null) return answerRefusal(app, request, reply, known);
  return answerFault(app, error, request, reply);
}

const FRAMEWORK: Readonly<Record<string, Refusal>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: refuse('body-too-large', 413),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: refuse('wrong-content-type', 415, { expected: 'application/json' }),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: refuse('body-not-json', 400),
  FST_ERR_CTP_EMPTY_JSON_BODY: refuse('body-not-json', 400),
  FST_ERR_BAD_URL: refuse('bad-address', 400),
};

function frameworkRefusal(error: unknown): Refusal | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('refusal' in error) return error.refusal as Refusal;
  const code = 'code' in error ? String(error.code) : '';
  const found = FRAMEWORK[code];
  if (found !== undefined) return found;
  const status = 'statusCode' in error ? Number(error.statusCode) : 500;
  return status >= 400 && status < 500 ? refuse('invalid-input', clientStatus(status)) : null;
}

function clientStatus(status: number): RefusalStatus {
  const known: readonly RefusalStatus[] = [400, 401, 403, 404, 409, 413, 415, 429];
  return known.find((one) => one === status) ?? 400;
}

/** Data the database cannot hold is the sender's mistake, not ours: numbers out of range, malformed ids. */
function databaseRefusal(error: unknown): Refusal | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('severity' in error))
    return null;
  return /^22(003|P02|021|007|008)$/.test(String(error.code)) ? refuse('invalid-input', 400) : null;
}

/** A fault: logged with its stack, told to the user as a number to quote. */
export async function answerFault(
  app: HttpApp,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  app.log({
    level: 'error',
    request: request.id,
    method: request.method,
    route: request.routeOptions.url ?? null,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  const message = app.translator(localeOf(request))('fault.internal', { request: request.id });
  if (wantsJson(request))
    return reply
      .status(500)
      .header('cache-control', 'no-store')
      .send({ error: { code: 'internal', message, params: {} } });
  return sendProblemPage(app, request, reply, 500, 'internal', message);
}
