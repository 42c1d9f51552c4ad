import type { HttpApp, HttpServer } from '#platform/http';
import { allModules } from '../compose.ts';
import type { Installation } from '../open.ts';
import { portalErrorPages } from '../portal-shell.ts';
import { httpApp } from '../serve.ts';
import { portalAlone } from './start-ready.ts';

/** The portal of an installation for a command: its pages as an outsider gets them, without listening. */
export async function portalOf(
  installation: Installation,
): Promise<{ readonly app: HttpApp; readonly server: HttpServer }> {
  const { config } = installation;
  const modules = allModules(config);
  const live = {
    now: () => new Date(),
    log: (entry: object) => console.error(JSON.stringify(entry)),
    // As a running server of these settings says of itself.
    url: () => config.url ?? `http://${config.host}:${config.port}`,
  };
  const app = httpApp(installation, modules, await portalErrorPages(installation.portal), live);
  const pages = modules.flatMap((module) => module.pages);
  return { app, server: await portalAlone(app, pages) };
}
