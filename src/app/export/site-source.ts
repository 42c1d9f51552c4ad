import { join } from 'node:path';
import { allPlans, listLiveSlugs } from '#modules/publication';
import { findLastCheckpoint } from '#modules/transparency-log';
import { findStoredFile } from '#platform/files';
import type { HttpApp, HttpServer } from '#platform/http';
import { assets } from '#ui/portal';
import type { Installation } from '../open.ts';
import { renderPage } from '../ready/render.ts';
import type { ExportSource } from './export-site.ts';

/** The site of an installation, as an export reads it. */
export function siteSourceOf(
  { config, portal, files }: Installation,
  app: HttpApp,
  server: HttpServer,
): ExportSource {
  return {
    render: (plan) => renderPage(server, plan),
    absentPage: async () =>
      (await server.inject({ url: '/404', headers: { 'accept-language': 'zh-CN' } })).rawPayload,
    readStored: async (sha256) => {
      const stored = await findStoredFile(files, sha256);
      if (stored === undefined) throw new Error(`file ${sha256} is not in the file store`);
      return Buffer.concat(await stored.open().toArray());
    },
    plans: () => allPlans({ portal, now: app.now, assets: assets.map((asset) => asset.path) }),
    liveSlugs: () => listLiveSlugs(portal.reader),
    visibleSize: async () => (await findLastCheckpoint(portal.reader))?.size ?? 0,
    logFolder: join(config.data, 'log'),
  };
}
