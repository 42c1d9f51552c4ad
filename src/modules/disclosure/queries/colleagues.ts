import type { Actor, UnitRef } from '#kernel';
import type { Reader } from '#platform/database';
import { bestLane, type Lane } from '../domain/index.ts';
import type { ColleagueList } from '../forms.ts';
import { type Holder, isFree, people } from '../people.ts';
import type { LoadedCase } from '../store/load-case.ts';
import { stepRoles } from '../words.ts';
import { nameHolders } from './holders.ts';

/** Beyond these one asks the role, not a person. */
const mostListed = 60;

export type ColleaguesOf = { readonly unit: UnitRef; readonly asker: Actor; readonly now: Date };

/**
 * Who holds a role that decides steps in a unit: whom a holder of the present step may ask for an opinion, and who may take
 * the step over from them.
 */
export async function listColleagues(
  db: Reader,
  { case: c }: LoadedCase,
  { unit, asker, now }: ColleaguesOf,
): Promise<ColleagueList> {
  const seats = c.lanes.filter((lane) => lane.request === null);
  const mine = bestLane(asker, seats, c.hands);
  const found: ColleagueList['rows'] = [];
  for (const role of stepRoles) {
    const holders = (await people().findHolders(db, role, unit, now)).filter(
      (one) => one.person !== asker.person,
    );
    const shown = holders.slice(0, mostListed - found.length);
    for (const [index, named] of (await nameHolders(db, shown)).entries()) {
      const holder = shown[index];
      if (holder === undefined) continue;
      const free = isFree(holder, c.hands);
      found.push({ ...named, role, free, mayTakeOver: free && isSameSeat(mine?.lane, role, unit, holder) });
    }
  }
  return { rows: found };
}

function isSameSeat(lane: Lane | undefined, role: Lane['role'], unit: UnitRef, holder: Holder): boolean {
  if (lane === undefined || lane.role !== role || lane.place.id !== unit.id) return false;
  return lane.person === null || (holder.principal ?? holder.person) === lane.person;
}
