import type { PersonId, Role, UnitRef } from '#kernel';
import type { Reader } from '#platform/database';
import type { Hand, Lane } from './domain/index.ts';

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

/**
 * Who may act in a lane now: holders of its role there, or the one person it is meant for and those who act for them, of whom
 * neither they nor whom they act for has had a hand in the revision.
 */
export async function freeHolders(
  db: Reader,
  lane: Pick<Lane, 'role' | 'place' | 'person'>,
  hands: readonly Hand[],
  now: Date,
): Promise<readonly Holder[]> {
  const holders = await people().findHolders(db, lane.role, lane.place, now);
  return holders.filter((one) => isMeant(lane, one) && isFree(one, hands));
}

function isMeant({ person }: Pick<Lane, 'person'>, holder: Holder): boolean {
  return person === null || (holder.principal ?? holder.person) === person;
}

/** Neither the person nor whom they act for had a hand. */
export function isFree({ person, principal }: Holder, hands: readonly Hand[]): boolean {
  return !hands.some((hand) =>
    [hand.person, hand.principal].some((one) => one !== null && (one === person || one === principal)),
  );
}
