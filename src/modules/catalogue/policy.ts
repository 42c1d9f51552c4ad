import { type Actor, covers, type Grant, type PersonId, type Role, type UnitRef } from '#kernel';
import { definePermissions, grantsFor } from '#platform/permission';
import { moves, type NotHand } from './domain.ts';
import type { AffairsKind, WithholdReason } from './forms/vocabulary.ts';

const everyone: readonly Role[] = [
  'handler',
  'reviewer',
  'secrecyReviewer',
  'approver',
  'committeeOffice',
  'lineLead',
  'discipline',
  'assessor',
];

export const permissions = definePermissions({
  /** Whoever works in a unit, above it or in its line may read its catalogues and duties. */
  'catalogue.read': { roles: everyone, scope: 'unit', delegable: true },
  /** The handler and the committee office write the catalogue of their unit. */
  'catalogue.edit': { roles: ['handler', 'committeeOffice'], scope: 'unit', delegable: true },
  /** The approver of the unit approves it or sends it back. */
  'catalogue.approve': { roles: ['approver'], scope: 'unit', delegable: true },
  /** The committee office of a superior registers what is filed with it. */
  'catalogue.register': { roles: ['committeeOffice'], scope: 'unit', delegable: true },
  /** Whoever handles matters records that one has happened. */
  'catalogue.record-event': { roles: ['handler', 'committeeOffice'], scope: 'unit', delegable: true },
  /** A duty that turned out not to exist is struck by the approver or the committee office. */
  'catalogue.cancel': { roles: ['approver', 'committeeOffice'], scope: 'unit', delegable: true },
  /** Templates are kept by the committee office and the lead of a line. */
  'catalogue.template': { roles: ['committeeOffice', 'lineLead'], scope: 'unit', delegable: true },
  /** What “promptly” means in days is set by the committee office. */
  'catalogue.defaults': { roles: ['committeeOffice'], scope: 'unit', delegable: true },
});

/** Who has had a hand in a text. */
export type TextHands = {
  readonly editors: readonly string[];
  readonly submittedBy: string | null;
  readonly approvedBy: string | null;
};

/** The mover's hands in the text so far, his own and those of the person he acts for. */
export function handsOf(
  mover: { readonly person: PersonId; readonly grant: Grant },
  text: TextHands,
): NotHand[] {
  const persons: readonly (string | null)[] = [mover.person, mover.grant.principal];
  const had = (person: string | null) => person !== null && persons.includes(person);
  const wrote = text.editors.some(had) || had(text.submittedBy);
  return [...(wrote ? (['editor'] as const) : []), ...(had(text.approvedBy) ? (['approver'] as const) : [])];
}

/** A role comes from above when it is held in another unit that stands over this one. */
export function comesFromAbove(grant: Grant, unit: UnitRef): boolean {
  return grant.unit !== unit.id && unit.path.startsWith(grant.unitPath);
}

export type MovePermission = 'catalogue.edit' | 'catalogue.approve' | 'catalogue.register';

/**
 * The role by which a person makes moves under a permission: of all that reach the unit the one that leaves most open,
 * so that nobody is refused for one role what another allows. From above where the moves ask for that, then with the
 * fewest hands in the text, then the person's own before one lent (代理).
 *
 * @returns undefined when no role of the person gives the permission there
 */
export function grantForMoves(
  actor: Actor,
  permission: MovePermission,
  unit: UnitRef,
  text: TextHands,
): Grant | undefined {
  const needsAbove = Object.values(moves).some((move) => move.permission === permission && move.fromAbove);
  const rank = (grant: Grant): readonly number[] => [
    needsAbove && !comesFromAbove(grant, unit) ? 1 : 0,
    handsOf({ person: actor.person, grant }, text).length,
    grant.principal === null ? 0 : 1,
  ];
  return grantsFor(actor, permissions[permission])
    .filter((grant) => covers(grant, unit))
    .toSorted((a, b) => compareRanks(rank(a), rank(b)))[0];
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

const partyGrounds: readonly WithholdReason[] = ['SECRET', 'UNSUITABLE_BY_RULE'];

/** Party affairs know two grounds (党务公开条例 art. 7); government information those of 条例 art. 14–16. */
export function isGroundFor(reason: WithholdReason, affairsKind: AffairsKind): boolean {
  return affairsKind === 'party'
    ? partyGrounds.includes(reason)
    : reason !== 'UNSUITABLE_BY_RULE' || affairsKind !== 'government';
}
