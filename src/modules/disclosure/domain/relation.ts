import { type Actor, covers, type Grant, type PersonId, type Role, type UnitRef } from '#kernel';
import { type CaseState, currentPlace, currentStep, type Hand } from './case-state.ts';

/** How a person holds a role in the unit asked about. */
export type Holding =
  /** Has it, in their own right or for a principal who is free to decide. */
  | { readonly kind: 'holder'; readonly grant: Grant }
  /** Has it only for principals who had an earlier hand. */
  | { readonly kind: 'principalHadHand'; readonly hand: Hand }
  /** Has the role in a unit above, but the grant does not reach down. */
  | { readonly kind: 'above' }
  /** Has the role, but in another part of the tree. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'none' };

/** Everything a person is to a case, worked out once; the rules look things up in it. */
export type Relation = {
  /** The grant by which they may draft for the unit (承办人), own before delegated. */
  readonly drafter: Grant | null;
  /** An earlier hand of their own in this revision. */
  readonly ownHand: Hand | null;
  /** An earlier hand somebody else had on their behalf. */
  readonly handForThem: Hand | null;
  /** Their holding of the current step's role in the place where the case stands. */
  readonly holding: Holding;
  /** The proposal, if it is theirs: made by them, or for them. */
  readonly proposal: Hand | null;
};

/** What `actor` is to the case. */
export function relationOf(c: CaseState, actor: Actor): Relation {
  const role = currentStep(c)?.role ?? null;
  const place = currentPlace(c);
  return {
    drafter: ownFirst(actor.grants.filter((grant) => grant.role === 'handler' && covers(grant, c.unit))),
    ownHand: c.hands.find((hand) => hand.person === actor.person) ?? null,
    handForThem: c.hands.find((hand) => hand.principal === actor.person) ?? null,
    holding: role === null || place === null ? { kind: 'none' } : holdingOf(actor, role, place, c.hands),
    proposal:
      c.hands.find(
        (hand) =>
          hand.kind === 'proposer' && (hand.person === actor.person || hand.principal === actor.person),
      ) ?? null,
  };
}

/** How `actor` holds `role` in `place`, given the hands already had in the revision. */
export function holdingOf(actor: Actor, role: Role, place: UnitRef, hands: readonly Hand[]): Holding {
  const held = actor.grants.filter((grant) => grant.role === role);
  const reaching = held.filter((grant) => covers(grant, place));
  const free = ownFirst(reaching.filter((grant) => handOf(grant.principal, hands) === null));
  if (free !== null) return { kind: 'holder', grant: free };
  const hand = reaching.map((grant) => handOf(grant.principal, hands)).find((one) => one !== null);
  if (hand !== undefined) return { kind: 'principalHadHand', hand };
  if (held.some((grant) => isAbove(grant, place))) return { kind: 'above' };
  return { kind: held.length > 0 ? 'elsewhere' : 'none' };
}

/** The earlier hand of a principal: done by them, or by another delegate for them. */
function handOf(principal: PersonId | null, hands: readonly Hand[]): Hand | null {
  if (principal === null) return null;
  return hands.find((hand) => hand.person === principal || hand.principal === principal) ?? null;
}

function isAbove(grant: Grant, place: UnitRef): boolean {
  return grant.unit !== place.id && place.path.startsWith(grant.unitPath);
}

function ownFirst(grants: readonly Grant[]): Grant | null {
  return grants.find((grant) => grant.principal === null) ?? grants[0] ?? null;
}
