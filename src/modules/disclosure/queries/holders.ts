import type { PersonId } from '#kernel';
import type { Reader } from '#platform/database';
import type { Lane } from '../domain/index.ts';
import type { StepView } from '../forms.ts';
import { freeHolders, type Holder, people } from '../people.ts';
import type { LoadedCase } from '../store/load-case.ts';
import type { StepRow } from '../store/rows.ts';

/** On whom an open step waits: who may act, or that nobody may and who can appoint somebody. */
export type Waiting = Pick<StepView, 'holders' | 'nobody'>;

/** Beyond these, a name more helps nobody to find somebody. */
const mostNamed = 12;

/** On whom each open step of a case waits, by the id of its row. Nothing waits for nobody without showing it. */
export async function waitingOf(
  db: Reader,
  loaded: LoadedCase,
  now: Date,
): Promise<ReadonlyMap<number, Waiting>> {
  const found = new Map<number, Waiting>();
  for (const row of loaded.openSteps) {
    const lane = loaded.case.lanes.find((one) => one.lane === row.lane && one.request === row.request_id);
    if (lane !== undefined) found.set(row.id, await waitingFor(db, loaded, lane, row, now));
  }
  return found;
}

async function waitingFor(
  db: Reader,
  { case: { hands } }: LoadedCase,
  lane: Lane,
  row: StepRow,
  now: Date,
): Promise<Waiting> {
  const free = await freeHolders(db, lane, hands, now);
  const holders = await nameHolders(db, free.slice(0, mostNamed));
  if (free.length > 0) return { holders, nobody: null };
  const since = row.nobody_since?.toISOString() ?? null;
  return { holders, nobody: { since, appointers: await appointersOf(db, lane, now) } };
}

/** Roles are given by the security administrator of the unit or of one above it (三员分立). */
async function appointersOf(db: Reader, { place }: Lane, now: Date) {
  const holders = await people().findHolders(db, 'securityAdministrator', place, now);
  const named = await nameHolders(db, holders.slice(0, mostNamed));
  return named.map((one) => one.person);
}

/** Holders with their names and those they act for. */
export async function nameHolders(db: Reader, holders: readonly Holder[]): Promise<StepView['holders']> {
  const named = async (id: PersonId) => ({ id, name: (await people().findName(db, id)) ?? '—' });
  return Promise.all(
    holders.map(async ({ person, principal }) => ({
      person: await named(person),
      onBehalfOf: principal === null ? null : await named(principal),
    })),
  );
}
