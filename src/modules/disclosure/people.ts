import type { PersonId, Role, UnitRef } from '#kernel';
import type { Reader } from '#platform/database';

/** Somebody who holds a role for a unit today: in their own right, or for a principal (代理). */
export type Holder = {
  readonly person: PersonId;
  readonly principal: PersonId | null;
};

/**
 * What this room asks about people. Identity stands above it and may not be entered, so `compose.ts` hands in the answers;
 * tests hand in their own.
 */
export type People = {
  /**
   * Everybody whose grant of `role` reaches `unit` at the moment `now`. Delegates may be left out; then only their principals
   * are told. Nobody in office may be left out: publication asks here whether the approver still is.
   */
  readonly findHolders: (db: Reader, role: Role, unit: UnitRef, now: Date) => Promise<readonly Holder[]>;
  readonly findName: (db: Reader, person: PersonId) => Promise<string | undefined>;
};

let connected: People | null = null;

/** Called once when the program is put together, before any command runs. */
export function connectPeople(people: People): void {
  connected = people;
}

/** @throws when the program was put together without `connectPeople` */
export function people(): People {
  if (connected === null) throw new Error('disclosure: connectPeople was not called');
  return connected;
}
