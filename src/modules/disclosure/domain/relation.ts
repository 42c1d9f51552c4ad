import { type Actor, covers, type Grant, type PersonId, type Role, type UnitRef } from '#kernel';
import type { CaseState, Hand, Lane } from './case-state.ts';

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
  /** The proposal, if it is theirs: made by them, or for them. */
  readonly proposal: Hand | null;
};

/** What `actor` is to the case. */
export function relationOf(c: CaseState, actor: Actor): Relation {
  return {
    drafter: ownFirst(actor.grants.filter((grant) => grant.role === 'handler' && covers(grant, c.unit))),
    ownHand: c.hands.find((hand) => hand.person === actor.person) ?? null,
    handForThem: c.hands.find((hand) => hand.principal === actor.person) ?? null,
    proposal:
      c.hands.find(
        (hand) =>
          hand.kind === 'proposer' && (hand.person === actor.person || hand.principal === actor.person),
      ) ?? null,
  };
}

/** A lane, and how somebody holds it. */
export type LaneHolding = { readonly lane: Lane; readonly holding: Holding };

/**
 * The lane in which `actor` would act: one they hold, claimed by them before free before another's; else the first, with
 * why they do not hold it. Undefined when there is none.
 */
export function bestLane(
  actor: Actor,
  lanes: readonly Lane[],
  hands: readonly Hand[],
): LaneHolding | undefined {
  const all = lanes.map((lane) => ({ lane, holding: laneHolding(actor, lane, hands) }));
  const held = all.filter((one) => one.holding.kind === 'holder');
  return (
    held.find(({ lane }) => lane.claimedBy?.person === actor.person) ??
    held.find(({ lane }) => lane.claimedBy === null) ??
    held[0] ??
    all[0]
  );
}

function laneHolding(actor: Actor, { role, place, person }: Lane, hands: readonly Hand[]): Holding {
  if (person === null) return holdingOf(actor, role, place, hands);
  const grants = actor.grants.filter((grant) => (grant.principal ?? actor.person) === person);
  return holdingOf({ ...actor, grants }, role, place, hands);
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
