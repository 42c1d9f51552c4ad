import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { catalogueModule } from '#modules/catalogue';
import { disclosureModule } from '#modules/disclosure';
import { organisations } from '#modules/organisations';
import { publicationModule } from '#modules/publication';
import { calendarMessages } from '#platform/calendar';
import { createHttpServer, type HttpServer, httpMessages, type Session } from '#platform/http';
import { createTranslator } from '#platform/i18n';
import { portalMessages } from '#ui/portal';
import { type CarriersWorld, carriersWorld, monday } from './support.ts';

/** The world behind a real web server that can be killed and started again on its port, at a moment that can be moved. */
export type CarriersSite = CarriersWorld & {
  readonly url: string;
  /** The server's clock. */
  readonly clock: { now: Date };
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly faults: object[];
};

export async function carriersSite(
  t: TestContext,
  findSession: (token: string) => Session | null = () => null,
): Promise<CarriersSite> {
  const w = await carriersWorld(t);
  await w.db.owner.pool.query(
    `insert into publication.site (name, host, changed_at) values ('青禾区党务公开', '青禾区委', now()) on conflict do nothing`,
  );
  const clock = { now: monday };
  const faults: object[] = [];
  const modules = [organisations, catalogueModule, disclosureModule, publicationModule, w.module];
  let url = '';
  const make = () =>
    createHttpServer({
      roles: { portal: true, office: true },
      office: w.db.office,
      portal: w.db.portal,
      files: w.files,
      permissions: new Map(modules.flatMap((module) => Object.entries(module.permissions))),
      routes: w.module.routes,
      pages: [...publicationModule.pages, ...w.module.pages],
      forms: w.module.forms,
      translator: createTranslator([
        httpMessages,
        portalMessages,
        calendarMessages,
        ...modules.flatMap((module) => module.messages),
      ]),
      now: () => clock.now,
      baseUrl: () => url,
      demo: false,
      trustProxy: false,
      findSession: async (token) => findSession(token),
      errorPage: (_ctx, problem) => ({ status: problem.status, body: `<p>${problem.code}</p>` }),
      health: async () => ({ status: 'ok' }),
      openApi: () => ({}),
      log: (entry) => faults.push(entry),
      mount: async () => undefined,
    });
  let server: HttpServer | null = null;
  let port = 0;
  const start = async () => {
    server = await make();
    await server.listen({ port, host: '127.0.0.1' });
    port = (server.server.address() as AddressInfo).port;
    url = `http://127.0.0.1:${port}`;
  };
  const kill = async () => {
    server?.server.closeAllConnections();
    await server?.close();
    server = null;
  };
  await start();
  t.after(kill);
  return { ...w, url, clock, kill, start, faults };
}
