import type { Server } from 'node:http';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance, type FastifyRequest, type FastifyServerOptions } from 'fastify';
import { refuse } from '#kernel';
import type { Database } from '#platform/database';
import type { FileStore } from '#platform/files';
import type { Locale, Translate } from '#platform/i18n';
import { answerFramework, answerRefusal } from './answer.ts';
import type { PageContext, PermissionRegistry, Session } from './context.ts';
import { handleForm, handlePage, handleRoute } from './handle.ts';
import { findUnstorableText, readJson, readMultipart } from './input.ts';
import type { FormRoute, Page, PageAnswer, Route } from './route.ts';

/** What the web server needs of the program; `compose.ts` gathers it. */
export type HttpApp = {
  readonly roles: { readonly portal: boolean; readonly office: boolean };
  readonly office: Database | null;
  readonly portal: Database | null;
  readonly files: FileStore;
  readonly permissions: PermissionRegistry;
  readonly routes: readonly Route[];
  /** The pages of this process: the portal's, or only the sign-in page where it is the office alone. */
  readonly pages: readonly Page[];
  readonly forms: readonly FormRoute[];
  readonly translator: (locale: Locale) => Translate;
  readonly now: () => Date;
  readonly baseUrl: () => string;
  readonly demo: boolean;
  readonly trustProxy: boolean;
  /** Finds the session of a cookie; asked once a request. */
  readonly findSession: (token: string, now: Date) => Promise<Session | null>;
  /** Makes the page for a refusal or fault shown to people. */
  readonly errorPage: (ctx: PageContext, problem: PageProblem) => PageAnswer;
  /** Whether the program can do its work; whoever watches it reads the status code: 200 or 503. */
  readonly health: () => Promise<Health>;
  readonly openApi: () => object;
  readonly log: (entry: Readonly<Record<string, unknown>>) => void;
  /** Mounts what is neither route nor page (static files). */
  readonly mount: (server: FastifyInstance) => Promise<void>;
};

export type PageProblem = {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
};

export type Health = { readonly status: 'ok' | 'starting' | 'database-away' } & Readonly<
  Record<string, unknown>
>;

export type HttpServer = FastifyInstance;

/** 1 MB of JSON is far beyond the longest official document; files have their own route. */
const JSON_LIMIT = 4 * 1_048_576;

/**
 * Builds the web server. It listens to nothing yet.
 * @param over a server of node that listens already: it is answered on, and closed, by this one once it is `ready`
 */
export async function createHttpServer(app: HttpApp, over?: Server): Promise<HttpServer> {
  const server = Fastify({
    ...(over === undefined ? {} : { serverFactory: answeringOn(over) }),
    bodyLimit: JSON_LIMIT,
    trustProxy: app.trustProxy,
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
    genReqId: () => crypto.randomUUID().slice(0, 13),
    exposeHeadRoutes: true,
    logger: false,
  });
  if (over !== undefined) closeWith(server, over);
  await server.register(cookie);
  readBodies(server);
  secure(server, app);
  server.setErrorHandler((error, request, reply) => answerFramework(app, error, request, reply));
  server.setNotFoundHandler((request, reply) => answerRefusal(app, request, reply, refuse('not-found', 404)));
  server.get('/healthz', async (_request, reply) => {
    const health = await app.health();
    return reply
      .code(health.status === 'ok' ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(health);
  });
  if (app.roles.office) {
    server.get('/api/openapi.json', async (_request, reply) =>
      reply.header('cache-control', 'no-store').send(app.openApi()),
    );
    for (const route of app.routes) mountRoute(server, app, route);
    for (const form of app.forms) mountForm(server, app, form);
  }
  for (const page of app.pages) mountPage(server, app, page);
  await app.mount(server);
  return server;
}

/** Gives a server of node the limits that the framework gives its own. */
function answeringOn(over: Server): NonNullable<FastifyServerOptions['serverFactory']> {
  return (handler, { keepAliveTimeout, requestTimeout, connectionTimeout }) => {
    over.keepAliveTimeout = Number(keepAliveTimeout);
    over.requestTimeout = Number(requestTimeout);
    over.setTimeout(Number(connectionTimeout));
    return over.on('request', handler);
  };
}

/** What the framework does for a server of its own: no new connections first, then those end that are being answered. */
function closeWith(server: FastifyInstance, over: Server): void {
  let ended = Promise.resolve();
  server.addHook('preClose', async () => {
    ended = new Promise((resolve) => void over.close(() => resolve()));
  });
  server.addHook('onClose', () => ended);
}

/** JSON and form bodies are read strictly; uploads stay a stream. */
function readBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, next) => {
    const parsed = readJson(body as Buffer);
    if (parsed.ok) next(null, parsed.value);
    else next(Object.assign(new Error(parsed.code), { refusal: parsed }), undefined);
  });
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 65_536 },
    (_request, body, next) => next(null, Object.fromEntries(new URLSearchParams(body as string))),
  );
  // RFC 8058 §3.2: whoever ends a subscription for a reader with one click may send it so. Fields only; files are dropped.
  server.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: 65_536 },
    async (request: FastifyRequest, body: Buffer) =>
      readMultipart(request.headers['content-type'] ?? '', body),
  );
  server.addContentTypeParser('application/octet-stream', (_request, payload, next) => next(null, payload));
}

const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), interest-cohort=()',
} as const;

function secure(server: FastifyInstance, app: HttpApp): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    reply.header('x-request-id', request.id);
    if (app.baseUrl().startsWith('https:')) reply.header('strict-transport-security', 'max-age=31536000');
    if (isCrossSite(request, app.baseUrl())) {
      await answerRefusal(app, request, reply, refuse('cross-site', 403));
    }
  });
  server.addHook('preHandler', async (request, reply) => {
    const where = findUnstorableText({
      params: request.params,
      query: request.query,
      body: jsonBody(request),
    });
    if (where !== null)
      await answerRefusal(app, request, reply, refuse('unstorable-text', 400, { field: where }, where));
  });
}

function jsonBody(request: FastifyRequest): unknown {
  return request.headers['content-type']?.startsWith('application/octet-stream') ? undefined : request.body;
}

/**
 * A state-changing request must come from our own pages: browsers always send Origin with it. Programs without a browser
 * send none and carry no cookies of ours by accident.
 */
function isCrossSite(request: FastifyRequest, baseUrl: string): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return false;
  const origin = request.headers.origin;
  if (origin === undefined) return false;
  return origin !== new URL(baseUrl).origin && URL.parse(origin)?.host !== request.host;
}

function mountRoute(server: FastifyInstance, app: HttpApp, route: Route): void {
  server.route({
    method: route.method,
    url: route.path,
    // Uploads are measured while they stream (see receiveFile).
    ...(route.upload === undefined ? {} : { bodyLimit: Number.MAX_SAFE_INTEGER }),
    handler: (request, reply) => handleRoute(app, route, request, reply),
  });
}

function mountForm(server: FastifyInstance, app: HttpApp, form: FormRoute): void {
  server.post(form.path, (request, reply) => handleForm(app, form, request, reply));
}

function mountPage(server: FastifyInstance, app: HttpApp, page: Page): void {
  server.get(page.path, (request, reply) => handlePage(app, page, request, reply));
}
