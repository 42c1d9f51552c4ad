import type { Actor, PersonId } from '#kernel';
import type { Reader } from '#platform/database';

/** Everybody who holds a role at the moment `now`, in pieces in order of id; `after` is the last of the piece before. */
export type ListStaff = (
  db: Reader,
  now: Date,
  after: PersonId | null,
  limit: number,
) => Promise<readonly Actor[]>;

let connected: ListStaff | null = null;

/** Called once when the program is put together: identity stands above this room. */
export function connectStaff(listStaff: ListStaff): void {
  connected = listStaff;
}

/** @throws when the program was put together without `connectStaff` */
export function listStaff(): ListStaff {
  if (connected === null) throw new Error('disclosure: connectStaff was not called');
  return connected;
}
