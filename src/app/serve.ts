import { findSessionByHash, hashToken, touchSession } from '#modules/identity';
import type { Config } from '#platform/config';
import type { Database } from '#platform/database';
import { COLLECT_FILES, collectJob, type FileStore } from '#platform/files';
import { createHttpServer, type HttpApp, openApiDocument, type Page, type Session } from '#platform/http';
import { createTranslator } from '#platform/i18n';
import { type Job, type JobRunner, startJobs } from '#platform/jobs';
import { mailJobs } from '#platform/mail';
import type { Module } from '#platform/module';
import { DELIVER_FACT, deliveryJob } from '#platform/outbox';
import packageFile from '../../package.json' with { type: 'json' };
import { mountOffice } from './office-files.ts';
import type { Installation } from './open.ts';
import { portalErrorPages } from './portal-shell.ts';
import { postOf } from './post.ts';
import { addressOf, type EarlyPortal } from './ready/early.ts';
import { keepReady, serveReady } from './ready/start-ready.ts';
import { signInRoute } from './sign-in-pages.ts';

/** A running program. */
export type Running = {
  /** Where it listens. */
  readonly address: string;
  /** The public address. */
  readonly url: string;
  readonly close: () => Promise<void>;
};

const TOUCH_SECONDS = 60;

/** Starts the roles this process plays: web server for portal and office, jobs for the worker. */
export async function serve(
  installation: Installation,
  modules: readonly Module[],
  options: {
    readonly now?: () => Date;
    readonly log?: (entry: object) => void;
    /** A web server that sends ready pages already. */
    readonly early?: EarlyPortal | null;
  } = {},
): Promise<Running> {
  const { config } = installation;
  const now = options.now ?? (() => new Date());
  const log =
    options.log ?? ((entry) => console.error(JSON.stringify({ at: new Date().toISOString(), ...entry })));
  let url = config.url ?? '';
  const errorPage = await portalErrorPages(installation.portal);
  const app = httpApp(installation, modules, errorPage, { now, log, url: () => url });
  const early = options.early ?? null;
  const server = await createHttpServer(app, early?.server);
  if (early === null) serveReady(installation, server, now);
  else server.addHook('preClose', async () => early.leave());
  let jobs: JobRunner | null = null;
  let keeper: Awaited<ReturnType<typeof keepReady>> | null = null;
  const stop = async () => {
    await keeper?.stop();
    await stopAll(server, jobs);
  };
  try {
    if (early === null) await server.listen({ port: config.port, host: config.host });
    else {
      await server.ready();
      early.open();
    }
    const address = addressOf(server.server, config.host);
    if (url === '') url = address;
    if (config.roles.has('worker')) {
      for (const { starts } of modules) await starts?.({ database: installation.worker, now });
      const onFailure = (job: string, error: unknown) => log({ level: 'error', job, error: String(error) });
      const live = { url: () => url, onFault: (error: unknown) => onFailure('platform/send-mail', error) };
      const post = postOf(config, modules, live);
      const all = [
        ...allJobs(modules, installation.files),
        ...Object.entries(post === null ? {} : mailJobs(post)),
      ];
      jobs = await startJobs(installation.worker, new Map(all), { now, onFailure });
      keeper = await keepReady(
        installation,
        app,
        modules.flatMap((module) => module.pages),
      );
    }
    return { address, url, close: stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function stopAll(server: { close: () => Promise<unknown> }, jobs: JobRunner | null): Promise<void> {
  await server.close();
  await jobs?.stop();
}

/** The jobs of all rooms, the one that carries facts between them, and the one that drops files nobody names. */
export function allJobs(modules: readonly Module[], files: FileStore): ReadonlyMap<string, Job> {
  const hears = new Map(modules.map((module) => [module.name, module.hears]));
  const jobs = new Map<string, Job>(modules.flatMap((module) => Object.entries(module.jobs)));
  jobs.set(DELIVER_FACT, deliveryJob(hears));
  jobs.set(
    COLLECT_FILES,
    collectJob(
      files,
      modules.flatMap((module) => module.namesFiles),
    ),
  );
  return jobs;
}

/** What the web server needs of the program. */
export function httpApp(
  installation: Installation,
  modules: readonly Module[],
  errorPage: HttpApp['errorPage'],
  live: { readonly now: () => Date; readonly log: (entry: object) => void; readonly url: () => string },
): HttpApp {
  const { config, office, portal, worker, files } = installation;
  const routes = modules.flatMap((module) => module.routes);
  const document = openApiDocument(routes, packageFile.version);
  return {
    roles: { portal: config.roles.has('portal'), office: config.roles.has('office') },
    office: config.roles.has('office') ? office : null,
    portal,
    files,
    permissions: new Map(modules.flatMap((module) => Object.entries(module.permissions))),
    routes,
    pages: pagesOf(config, modules),
    forms: modules.flatMap((module) => module.forms),
    translator: createTranslator(modules.flatMap((module) => module.messages)),
    now: live.now,
    baseUrl: live.url,
    demo: config.mode === 'demo',
    trustProxy: config.trustProxy,
    findSession: (token, now) => findSession(installation, token, now),
    errorPage,
    health: async () => {
      const program = { version: packageFile.version, roles: [...config.roles] };
      const started = performance.now();
      try {
        await worker.pool.query('select 1');
      } catch {
        return { status: 'database-away', ...program, database: null };
      }
      const answeredInMs = Math.round(performance.now() - started);
      return { status: 'ok', ...program, database: { answeredInMs }, ...(await healthOf(modules, worker)) };
    },
    openApi: () => document,
    log: live.log,
    mount: async (server) => {
      if (config.roles.has('office')) await mountOffice(server);
    },
  };
}

async function healthOf(modules: readonly Module[], { reader }: Database): Promise<Record<string, unknown>> {
  const said: Record<string, unknown> = {};
  for (const { name, health } of modules) if (health !== null) said[name] = await health(reader);
  return said;
}

/** An office on its own still signs people in: its reverse proxy sends both the page and its form there. */
function pagesOf(config: Config, modules: readonly Module[]): readonly Page[] {
  if (config.roles.has('portal')) return modules.flatMap((module) => module.pages);
  return config.roles.has('office') ? [signInRoute] : [];
}

/** Looks a session up as the role this process has, and moves its idle limit on once a minute. */
async function findSession(installation: Installation, token: string, now: Date): Promise<Session | null> {
  const { config, office, portal } = installation;
  const database = config.roles.has('office') ? office : portal;
  const found = await findSessionByHash(database.reader, hashToken(token), now);
  if (found === null) return null;
  const idle = (now.getTime() - found.lastSeenAt.getTime()) / 1000;
  if (idle > TOUCH_SECONDS && config.roles.has('office'))
    await touchSession(office.reader, found.session.id, now);
  return found.session;
}
