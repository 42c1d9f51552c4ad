import type { LineId, PersonId, UnitId } from './id.ts';

/** Roles a person may hold in a unit (PRODUCT §2). The three administrators exclude one another. */
export const roles = [
  'handler',
  'reviewer',
  'secrecyReviewer',
  'approver',
  'committeeOffice',
  'lineLead',
  'discipline',
  'assessor',
  'systemAdministrator',
  'securityAdministrator',
  'auditAdministrator',
] as const;
export type Role = (typeof roles)[number];

/** How far a grant reaches: this unit, this unit and everything below it, or a line across the blocks. */
export type Reach = 'own' | 'below' | 'line';

/** A unit as far as permission questions need it. `path` is `/1/5/17/`: the ids from the root down, ending in its own. */
export type UnitRef = {
  readonly id: UnitId;
  readonly path: string;
  readonly line: LineId | null;
};

/** One role held now. `principal` names the person acted for when the grant comes by delegation (代理). */
export type Grant = {
  readonly role: Role;
  readonly unit: UnitId;
  readonly unitPath: string;
  readonly reach: Reach;
  readonly line: LineId | null;
  readonly principal: PersonId | null;
};

/** A verified tie of a person to a unit that opens inner scopes for reading. */
export type Affiliation = {
  readonly unit: UnitId;
  readonly unitPath: string;
  readonly kind: 'member' | 'staff' | 'resident';
};

/** Whoever is signed in, with what they hold at this moment. */
export type Actor = {
  readonly person: PersonId;
  readonly name: string;
  readonly grants: readonly Grant[];
  readonly affiliations: readonly Affiliation[];
};

/** Does this grant reach that unit? The single rule of unit scope, used by every permission. */
export function covers(grant: Grant, unit: UnitRef): boolean {
  switch (grant.reach) {
    case 'own':
      return grant.unit === unit.id;
    case 'below':
      return unit.path.startsWith(grant.unitPath);
    case 'line':
      return grant.line !== null && grant.line === unit.line;
  }
}
