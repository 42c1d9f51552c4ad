import { z } from 'zod';
import { listNames } from '#modules/organisations';
import { getSite } from '#modules/publication';
import { definePage, type Page } from '#platform/http';
import { answerPage, chromeOf, problemPage } from '#ui/portal';
import { briefPages } from '../briefs/portal.ts';
import { kioskPages } from '../kiosk/pages.ts';
import { carriersPage } from '../portal/page.ts';
import { listPublicCarriers } from '../register/queries.ts';
import { devicePages } from './devices-portal.ts';

/** Where one can read without going online, of the whole site or of one unit. */
const carriers = definePage({
  path: '/carriers',
  query: z.strictObject({ unit: z.coerce.number().int().positive().max(2_147_483_647).optional() }),
  handle: async (ctx, { query }) => {
    ctx.openTo('everyone', 'the row-level policies show carriers in use that are meant for society');
    const { chrome, list, names } = await ctx.read(async (db) => {
      const list = await listPublicCarriers(db, query.unit === undefined ? null : [query.unit]);
      const ids = [
        ...new Set([...list.map((one) => one.unit), ...(query.unit === undefined ? [] : [query.unit])]),
      ];
      return { chrome: chromeOf(ctx, await getSite(db)), list, names: await listNames(db, ids) };
    });
    const name = query.unit === undefined ? undefined : names.get(query.unit);
    if (query.unit !== undefined && name === undefined) {
      const message = ctx.t('refusal.not-found');
      return answerPage(ctx, problemPage(chrome, { status: 404, message, requestId: null }), { status: 404 });
    }
    const unit = query.unit === undefined || name === undefined ? null : { id: query.unit, name };
    return answerPage(ctx, carriersPage({ chrome, carriers: list, names, unit }), { keepSeconds: 60 });
  },
});

/** Pages of the portal, of screens and of kiosks. All read as the portal's role. */
export const carriersPages: readonly Page[] = [carriers, ...briefPages, ...devicePages, ...kioskPages];
