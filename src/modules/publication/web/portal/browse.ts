import { listNames } from '#modules/organisations';
import type { Reader } from '#platform/database';
import { definePage, type Page } from '#platform/http';
import { answerPage, dayOf } from '#ui/portal';
import type { PublicDuty } from '../../duties.ts';
import { pageCatalogue, pageUnit, pageUnits } from '../../forms.ts';
import { cataloguePage } from '../../pages/catalogue-page.ts';
import { homePage } from '../../pages/home-page.ts';
import { sitemapPage } from '../../pages/sitemap-page.ts';
import { unitPage, unitsPage } from '../../pages/unit-page.ts';
import { countDuties, type DutyQuery, listDuties } from '../../queries/duties.ts';
import { countFacets, findWhereabouts, listItems } from '../../queries/items.ts';
import { findPublicUnit, findRootUnit, findUnitsByName, listBelow } from '../../queries/units.ts';
import type { UnitEntry } from '../../units.ts';
import { answerProblem, readShown } from './shown.ts';

const LATEST = 10;
const DUTIES_OF_UNIT = 30;
const DUTIES = 50;
/** Figures and lists of units may be a minute old; they name no item. */
const KEEP = { keepSeconds: 60 } as const;

const yearOf = (now: Date) => Number(dayOf(now).slice(0, 4));

/** Duties with the names of their units and the addresses of what fulfilled them. */
async function readDuties(
  db: Reader,
  query: DutyQuery,
  now: Date,
  page: { limit: number; after?: string | undefined },
) {
  const list = await listDuties(db, query, dayOf(now), page);
  const names = await listNames(db, [...new Set(list.rows.map((row) => row.unit))]);
  const duties: readonly PublicDuty[] = list.rows.map((row) => ({
    ...row,
    unitName: names.get(row.unit) ?? '',
  }));
  const places = await findWhereabouts(
    db,
    duties.flatMap((duty) => (duty.item === null ? [] : [duty.item])),
  );
  return { duties, next: list.next, places };
}

const home = definePage({
  path: '/',
  handle: async (ctx) => {
    const year = yearOf(ctx.now);
    const shown = await readShown(ctx, async (db) => ({
      latest: await listItems(db, { reach: 'society' }, { limit: LATEST }),
      counts: await countFacets(db, { reach: 'society' }),
      figures: await countDuties(db, { year }, dayOf(ctx.now)),
      year,
      asked: null,
    }));
    return answerPage(ctx, homePage(shown));
  },
});

const catalogue = definePage({
  path: '/catalogue',
  query: pageCatalogue,
  handle: async (ctx, { query }) => {
    const thisYear = yearOf(ctx.now);
    const filter = { unit: query.unit, kind: query.kind, state: query.state, year: query.year ?? thisYear };
    const shown = await readShown(ctx, async (db) => ({
      ...(await readDuties(db, filter, ctx.now, { limit: DUTIES, after: query.after })),
      figures: await countDuties(db, filter, dayOf(ctx.now)),
      unit: query.unit === undefined ? undefined : await findPublicUnit(db, query.unit),
    }));
    const years = [...new Set([thisYear + 1, thisYear, thisYear - 1, thisYear - 2, filter.year])].sort(
      (a, b) => b - a,
    );
    return answerPage(ctx, cataloguePage({ ...shown, filter, after: query.after, years }));
  },
});

const oneUnit = definePage({
  path: '/units/:id',
  params: pageUnit,
  handle: async (ctx, { params }) => {
    const year = yearOf(ctx.now);
    const { unit, ...shown } = await readShown(ctx, async (db) => {
      const query = { unit: params.id, year };
      const { duties, next, places } = await readDuties(db, query, ctx.now, { limit: DUTIES_OF_UNIT });
      return {
        unit: await findPublicUnit(db, params.id),
        children: await listBelow(db, params.id),
        latest: await listItems(db, { unit: params.id }, { limit: LATEST }),
        duties,
        hasMoreDuties: next !== null,
        figures: await countDuties(db, query, dayOf(ctx.now)),
        places,
        year,
      };
    });
    if (unit === undefined) return answerProblem(ctx, 404, 'publication.page.noUnit');
    return answerPage(ctx, unitPage({ ...shown, unit }));
  },
});

/** One level of the tree by kind of unit, or what was found by name in one group. */
async function readGroups(
  db: Reader,
  name: string,
): Promise<readonly { kind: string; units: readonly UnitEntry[] }[]> {
  if (name !== '') {
    const units = await findUnitsByName(db, name);
    return units.length === 0 ? [] : [{ kind: 'found', units }];
  }
  const root = await findRootUnit(db);
  if (root === undefined) return [];
  const units = [root, ...(await listBelow(db, root.id))];
  return [...Map.groupBy(units, (unit) => unit.kind)].map(([kind, members]) => ({ kind, units: members }));
}

const units = definePage({
  path: '/units',
  query: pageUnits,
  handle: async (ctx, { query }) => {
    const name = query.name ?? '';
    const shown = await readShown(ctx, async (db) => ({ groups: await readGroups(db, name), query: name }));
    return answerPage(ctx, unitsPage(shown), KEEP);
  },
});

const sitemap = definePage({
  path: '/sitemap',
  handle: async (ctx) => {
    const shown = await readShown(ctx, async (db) => {
      const root = await findRootUnit(db);
      return { units: root === undefined ? [] : [root, ...(await listBelow(db, root.id))] };
    });
    return answerPage(ctx, sitemapPage(shown), KEEP);
  },
});

export const browsePages: readonly Page[] = [home, catalogue, oneUnit, units, sitemap];
