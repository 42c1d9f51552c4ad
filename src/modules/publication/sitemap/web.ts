import { z } from 'zod';
import { definePage, type Page } from '#platform/http';
import { answerData } from '../web/portal/data.ts';
import { answerProblem, openToAll } from '../web/portal/shown.ts';
import { listParts, readPart } from './parts.ts';
import { writeIndex, writePart, writeRobots } from './write.ts';

const xml = 'application/xml; charset=utf-8';

/** 网站地图 for programs: `/sitemap.xml` leads to its parts, `/robots.txt` leads to it. The one for people is `/sitemap`. */
export const sitemapPages: readonly Page[] = [
  definePage({
    path: '/sitemap.xml',
    handle: async (ctx) => {
      openToAll(ctx);
      const parts = await ctx.read(listParts);
      return answerData(ctx, { media: xml, body: writeIndex(ctx.baseUrl, parts) });
    },
  }),
  definePage({
    path: '/sitemap/:part.xml',
    params: z.object({ part: z.string().max(20) }),
    handle: async (ctx, { params }) => {
      openToAll(ctx);
      const places = await ctx.read((db) => readPart(db, params.part));
      if (places === undefined) return answerProblem(ctx, 404, 'publication.sitemap.noPart');
      return answerData(ctx, { media: xml, body: writePart(ctx.baseUrl, places) });
    },
  }),
  definePage({
    path: '/robots.txt',
    handle: async (ctx) => {
      ctx.openTo('everyone', 'what crawlers are asked; it names no item');
      return answerData(ctx, {
        media: 'text/plain; charset=utf-8',
        body: writeRobots(ctx.baseUrl),
        keepSeconds: 3_600,
      });
    },
  }),
];
