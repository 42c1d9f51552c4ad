import type { Actor, UnitRef } from '#kernel';
import type { Reader } from '#platform/database';
import { bestLane, type Lane } from '../domain/index.ts';
import type { ColleagueList, StandInList } from '../forms.ts';
import { type Holder, isFree, people } from '../people.ts';
import type { LoadedCase } from '../store/load-case.ts';
import { type StepRole, stepRoles } from '../words.ts';
import { nameHolders } from './holders.ts';

/** Beyond these one asks the role, not a person. */
const mostListed = 60;

export type ColleaguesOf = { readonly unit: UnitRef; readonly asker: Actor; readonly now: Date };

type Named = Awaited<ReturnType<typeof nameHolders>>[number];
type Colleague = { readonly role: StepRole | 'handler'; readonly holder: Holder; readonly named: Named };

/** Whoever else holds one of these roles for a unit, with their names; role by role. */
async function holdersIn(
  db: Reader,
  roles: readonly Colleague['role'][],
  { unit, asker, now }: ColleaguesOf,
): Promise<readonly Colleague[]> {
  const found: Colleague[] = [];
  for (const role of roles) {
    const others = (await people().findHolders(db, role, unit, now)).filter(
      (one) => one.person !== asker.person,
    );
    const shown = others.slice(0, Math.max(0, mostListed - found.length));
    const names = await nameHolders(db, shown);
    found.push(
      ...shown.flatMap((holder, index) => {
        const named = names[index];
        return named === undefined ? [] : [{ role, holder, named }];
      }),
    );
  }
  return found;
}

/**
 * Who holds a role that decides steps in a unit: whom a holder of the present step may ask for an opinion, and who may take
 * the step over from them.
 */
export async function listColleagues(
  db: Reader,
  { case: c }: LoadedCase,
  of: ColleaguesOf,
): Promise<ColleagueList> {
  const seats = c.lanes.filter((lane) => lane.request === null);
  const mine = bestLane(of.asker, seats, c.hands)?.lane;
  const found = await holdersIn(db, stepRoles, of);
  return {
    rows: found.flatMap(({ role, holder, named }) => {
      if (role === 'handler') return [];
      const free = isFree(holder, c.hands);
      return [{ ...named, role, free, mayTakeOver: free && isSameSeat(mine, role, of.unit, holder) }];
    }),
  };
}

function isSameSeat(lane: Lane | undefined, role: StepRole, unit: UnitRef, holder: Holder): boolean {
  if (lane === undefined || lane.role !== role || lane.place.id !== unit.id) return false;
  return lane.person === null || (holder.principal ?? holder.person) === lane.person;
}

/** Who works on disclosures in a unit, each once: whom somebody there may leave their work to while away (代理). */
export async function listStandIns(db: Reader, of: ColleaguesOf): Promise<StandInList> {
  const found = await holdersIn(db, [...stepRoles, 'handler'], of);
  const own = found.filter((one) => one.holder.principal === null);
  const byPerson = Map.groupBy(own, (one) => one.named.person.id);
  return {
    rows: [...byPerson.values()].flatMap((all) => {
      const [first] = all;
      return first === undefined ? [] : [{ person: first.named.person, roles: all.map((one) => one.role) }];
    }),
  };
}
