import { setSite } from '#modules/publication';
import { addDays, at } from '../world/dates.ts';
import type { World } from '../world/index.ts';
import type { Ledger } from './ledger.ts';
import type { People } from './people.ts';
import { inBatch, type LoadTarget, must } from './target.ts';

/** What the site says of itself: named after the district, kept by its committee office. Site and filing numbers are invented. */
export async function loadSite(
  target: LoadTarget,
  world: World,
  ledger: Ledger,
  people: People,
): Promise<void> {
  if (ledger.find('site') !== undefined) return;
  const [committee, office] = [...world.units()].filter(
    ({ family }) => family === 'committee' || family === 'committeeOffice',
  );
  const clerk = office === undefined ? undefined : people.get(`${office.body.toLowerCase()}.office1`);
  if (committee === undefined || office === undefined || clerk === undefined)
    throw new Error('the world has no committee office to keep the site');
  await inBatch(target.office, async (as, tx) => {
    const ctx = as(clerk, at(addDays(world.today, -365), 14, 0));
    const site = {
      name: `${committee.shortName.replace(/委$/, '')}党务政务公开`,
      host: office.name,
      operator: null,
      siteCode: '9901010001',
      icpNumber: null,
      policeNumber: null,
      phone: office.phone,
      email: null,
      address: office.address,
      dataTerms: '本网站为演示，数据均为虚构，可以自由使用。',
    };
    must(await setSite(ctx, site), 'site');
    await ledger.note(tx, [['site', site.name]]);
  });
}
