import { findRootUnit, listBelow } from '../queries/units.ts';
import { listItemPlans, listUnitPlans, type Plan, planFixed, planLists } from './addresses.ts';
import type { KeeperOptions } from './keeper.ts';

/** Every address that is kept ready, what most readers come to first; a few hundred at a time. */
export async function* allPlans({
  portal,
  assets,
  now,
}: Pick<KeeperOptions, 'portal' | 'assets' | 'now'>): AsyncGenerator<readonly Plan[]> {
  const db = portal.reader;
  yield [...planFixed(assets), ...(await planLists(db, now()))];
  const root = await findRootUnit(db);
  yield* listUnitPlans(db, (unit) => listBelow(db, unit), root?.id, now());
  yield* listItemPlans(db, now());
}
