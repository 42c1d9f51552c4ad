import { type Actor, covers, type PersonId } from '#kernel';
import type { Reader } from '#platform/database';
import { grantsFor } from '#platform/permission';
import { permissions, unitsThatOpen } from '../policy.ts';
import type { LoadedCase } from '../store/load-case.ts';

/** What following asks about people who are not there: who holds which roles at the moment `now`. */
export type Staff = {
  /** Everybody who holds a role, in pieces in order of id; `after` is the last of the piece before. */
  readonly list: (db: Reader, now: Date, after: PersonId | null, limit: number) => Promise<readonly Actor[]>;
  /** Of these people, those who hold a role. */
  readonly find: (db: Reader, now: Date, persons: readonly PersonId[]) => Promise<readonly Actor[]>;
};

let connected: Staff | null = null;

/** Called once when the program is put together: identity stands above this room. */
export function connectStaff(staff: Staff): void {
  connected = staff;
}

/** @throws when the program was put together without `connectStaff` */
export function staff(): Staff {
  if (connected === null) throw new Error('disclosure: connectStaff was not called');
  return connected;
}

/** Of these people, those who may still see the case: the same question as its page asks. */
export async function thoseWhoMaySee(
  db: Reader,
  loaded: LoadedCase,
  persons: readonly PersonId[],
  now: Date,
): Promise<readonly PersonId[]> {
  if (persons.length === 0) return [];
  const units = unitsThatOpen(loaded.case);
  const found = await staff().find(db, now, persons);
  return found
    .filter((actor) =>
      grantsFor(actor, permissions['disclosure.read']).some((grant) =>
        units.some((unit) => covers(grant, unit)),
      ),
    )
    .map((actor) => actor.person);
}
