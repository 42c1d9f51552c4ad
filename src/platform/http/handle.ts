import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Refusal, type Result, refuse } from '#kernel';
import { recordRefusal } from '#platform/audit';
import { inTransaction, type Origin } from '#platform/command';
import type { Database } from '#platform/database';
import { discardFile, type IncomingFile, receiveFile } from '#platform/files';
import { answerRefusal, sendPage } from './answer.ts';
import type { CookieOptions, RequestContext, RouteContext } from './context.ts';
import { parseInput } from './input.ts';
import { localeOf } from './locale.ts';
import { type DecisionLog, pageContext, requestContext } from './page-context.ts';
import type { FileAnswer, FormRoute, Page, Route } from './route.ts';
import type { HttpApp } from './server.ts';

/** One JSON request: parse → handle (which must decide) → answer or refusal. */
export async function handleRoute(
  app: HttpApp,
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const locale = localeOf(request);
  const parts = [
    parseInput(route.params, request.params, 'params', locale),
    parseInput(route.query, request.query, 'query', locale),
    parseInput(route.body, bodyOf(request), 'body', locale),
  ] as const;
  const problems = parts.flatMap((part) => (part.ok ? [] : part.problems));
  if (problems.length > 0) {
    const refusal = refuse('invalid-input', 400, {}, problems[0]?.field);
    return answerRefusal(app, request, reply, refusal, problems);
  }
  const [params, query, body] = parts.map((part) => (part.ok ? part.value : undefined));
  const decisions: DecisionLog = { recorded: false, refused: null };
  const base = await requestContext(app, request, decisions);
  const incoming = await receiveUpload(app, route, request, base);
  if (incoming !== null && !incoming.ok) return answerRefusal(app, request, reply, incoming);
  const upload = incoming === null ? null : incoming.value;
  try {
    const ctx = routeContext(app, request, reply, base, upload, `${route.method} ${route.path}`);
    const result = await route.handle(ctx, { params, query, body });
    const denied = result.ok ? null : deniedBehind(result, decisions);
    if (denied !== null) await recordDenied(app, ctx, route, request, denied);
    if (!decisions.recorded) return await answerNoDecision(app, request, reply);
    if (!result.ok) return await answerRefusal(app, request, reply, result);
    return sendResult(route, reply, result.value);
  } finally {
    if (upload !== null) await discardFile(upload);
  }
}

/** No body at all is an empty one; `null` is a value of its own, and wrong. */
function bodyOf(request: FastifyRequest): unknown {
  return request.body === undefined ? {} : request.body;
}

/** Strangers leave nothing on the disk: their bytes are dropped unread. */
async function receiveUpload(
  app: HttpApp,
  route: Route,
  request: FastifyRequest,
  { actor }: Pick<RequestContext, 'actor'>,
): Promise<Result<IncomingFile> | null> {
  if (route.upload === undefined) return null;
  if (actor === null) return refuse('sign-in-required', 401);
  const name = (request.query as { name?: unknown }).name;
  if (typeof name !== 'string' || name === '') return refuse('upload-name-missing', 400, {}, 'query.name');
  const source = request.body as Readable | undefined;
  if (source === undefined || typeof source.pipe !== 'function')
    return refuse('wrong-content-type', 415, { expected: 'application/octet-stream' });
  return receiveFile(app.files, source, name, route.upload.maxBytes);
}

function routeContext(
  app: HttpApp,
  request: FastifyRequest,
  reply: FastifyReply,
  base: RequestContext,
  upload: IncomingFile | null,
  action: string,
): RouteContext {
  const database = officeOf(app);
  const origin: Origin = { ip: request.ip, request: request.id };
  return {
    ...base,
    read: database.reader,
    database,
    upload,
    setCookie: (name, value, options = {}) => reply.setCookie(name, value, cookieSettings(app, options)),
    command: async (work) => {
      if (base.actor === null) throw new Error(`${action} runs a command without somebody signed in`);
      const result = await inTransaction(database, { actor: base.actor, now: base.now, origin }, work);
      if (!result.ok) {
        const entry = { action, subject: JSON.stringify(request.params) };
        await recordRefusal(database, { actor: base.actor, now: base.now, origin }, entry, result);
      }
      return result;
    },
  };
}

function cookieSettings(app: HttpApp, options: CookieOptions) {
  return {
    path: '/',
    sameSite: 'lax' as const,
    httpOnly: options.httpOnly ?? true,
    secure: app.baseUrl().startsWith('https:'),
    ...(options.maxAgeSeconds === undefined ? {} : { maxAge: options.maxAgeSeconds }),
  };
}

function officeOf(app: HttpApp): Database {
  if (app.office === null) throw new Error('this process has no office role');
  return app.office;
}

/** The refused decision in an answer. What is hidden answers `not found`; the log says that it was asked for and refused. */
function deniedBehind(answer: Refusal, { refused }: DecisionLog): Refusal | null {
  if (refused === null) return null;
  if (answer.code === refused) return answer;
  return answer.status === 404 ? { ...answer, code: refused } : null;
}

/** A refused attempt of somebody signed in is a row of the audit log, whatever the method. */
async function recordDenied(
  app: HttpApp,
  ctx: RouteContext,
  route: Route,
  request: FastifyRequest,
  refusal: Refusal,
): Promise<void> {
  if (ctx.actor === null) return;
  const entry = { action: `${route.method} ${route.path}`, subject: JSON.stringify(request.params) };
  const origin: Origin = { ip: request.ip, request: request.id };
  await recordRefusal(officeOf(app), { actor: ctx.actor, now: ctx.now, origin }, entry, refusal);
}

/** A handler that asked nobody's permission answers nothing, whatever it prepared. */
async function answerNoDecision(
  app: HttpApp,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  app.log({
    level: 'error',
    request: request.id,
    route: request.routeOptions.url,
    error: 'no permission decision',
  });
  const message = app.translator(localeOf(request))('refusal.no-decision');
  return reply
    .status(500)
    .header('cache-control', 'no-store')
    .send({ error: { code: 'no-decision', message, params: {} } });
}

function sendResult(route: Route, reply: FastifyReply, value: unknown): FastifyReply {
  reply.header('cache-control', 'no-store');
  if (route.answer !== 'file') return reply.send(route.answer.parse(value));
  const file = value as FileAnswer;
  return reply
    .header('content-type', file.media)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
    .header('content-security-policy', "default-src 'none'; sandbox")
    .send(file.body);
}

/** One portal page. */
export async function handlePage(
  app: HttpApp,
  page: Page,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const locale = localeOf(request);
  const params = parseInput(page.params, request.params, 'params', locale);
  const query = parseInput(page.query, request.query, 'query', locale);
  if (!params.ok) return answerRefusal(app, request, reply, refuse('not-found', 404));
  if (!query.ok) return answerRefusal(app, request, reply, refuse('bad-address', 400));
  const decisions: DecisionLog = { recorded: false, refused: null };
  const ctx = await pageContext(app, request, decisions);
  const answer = await page.handle(ctx, { params: params.value, query: query.value });
  if (!decisions.recorded) return answerNoDecision(app, request, reply);
  return sendPage(reply, answer);
}

/** One posted form. */
export async function handleForm(
  app: HttpApp,
  form: FormRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const fields = parseInput(form.fields, bodyOf(request), 'body', localeOf(request));
  if (!fields.ok) {
    const refusal = refuse('invalid-input', 400, {}, fields.problems[0]?.field);
    return answerRefusal(app, request, reply, refusal, fields.problems);
  }
  const params = parseInput(form.params, request.params, 'params', localeOf(request));
  if (!params.ok) return answerRefusal(app, request, reply, refuse('not-found', 404));
  const decisions: DecisionLog = { recorded: false, refused: null };
  const base = await requestContext(app, request, decisions);
  const ctx = routeContext(app, request, reply, base, null, `POST ${form.path}`);
  const answer = await form.handle(ctx, fields.value, params.value);
  if (!decisions.recorded) return answerNoDecision(app, request, reply);
  return sendPage(reply, answer);
}
