import { type KeeperOptions, startKeeper } from '#modules/publication';
import { createHttpServer, type HttpApp, type HttpServer, type Page } from '#platform/http';
import { openReadyPages, putInFront } from '#platform/ready-pages';
import { assets } from '#ui/portal';
import packageFile from '../../../package.json' with { type: 'json' };
import type { Installation } from '../open.ts';
import { readyFolderIn } from './early.ts';
import { renderPage } from './render.ts';

/** The portal's ready pages in front of its server; before it listens. */
export function serveReady(installation: Installation, server: HttpServer, now: () => Date): void {
  const { config } = installation;
  if (config.ready !== true || !config.roles.has('portal')) return;
  const pages = openReadyPages(readyFolderIn(config.data), { behind: 'keeper' });
  const front = putInFront(server.server, pages, () => now().getTime());
  server.addHook('preClose', async () => {
    front.close();
    pages.close();
  });
}

/** The portal's pages by themselves, answered to nobody but whoever keeps them ready or writes them into a folder. */
export function portalAlone(app: HttpApp, pages: readonly Page[]): Promise<HttpServer> {
  const roles = { portal: true, office: false };
  return createHttpServer({ ...app, roles, pages, forms: [], mount: async () => undefined });
}

/** Keeps the pages of a worker's installation ready until stopped. */
export async function keepReady(
  installation: Installation,
  app: HttpApp,
  pages: readonly Page[],
): Promise<{ readonly stop: () => Promise<void> }> {
  const { config } = installation;
  if (config.ready !== true) return { stop: async () => undefined };
  const server = await portalAlone(app, pages);
  const keeper = startKeeper(keeperOptions(installation, app, server));
  return {
    stop: async () => {
      await keeper.stop();
      await server.close();
    },
  };
}

export function keeperOptions(
  { config, worker, portal }: Installation,
  app: HttpApp,
  server: HttpServer,
): KeeperOptions {
  return {
    folder: readyFolderIn(config.data),
    worker,
    portal,
    render: (plan) => renderPage(server, plan),
    assets: assets.map((asset) => asset.path),
    madeWith: madeWith(app),
    now: app.now,
    onFailure: (error) => app.log({ level: 'error', ready: String(error) }),
  };
}

/** What pages are made with beside the database. The program's own files are named by their content. */
function madeWith(app: HttpApp): string {
  return JSON.stringify([packageFile.version, app.baseUrl(), app.demo, assets.map((asset) => asset.path)]);
}
