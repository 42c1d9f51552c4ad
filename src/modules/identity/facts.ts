import type { NewFact, PersonId, UnitId } from '#kernel';

/** A role was given or ended: rooms above may have to find somebody else for what waits. */
export function grantChanged(
  unit: UnitId,
  person: PersonId,
  role: string,
  change: 'given' | 'ended',
): Omit<NewFact, 'actor'> {
  return {
    kind: 'identity.grant-changed',
    version: 1,
    unit,
    subject: person,
    data: { person, role, change },
  };
}
