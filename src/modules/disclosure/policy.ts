import type { Role, UnitRef } from '#kernel';
import { definePermissions } from '#platform/permission';
import { type CaseState, currentPlace, placesOf } from './domain/index.ts';

const readers: readonly Role[] = [
  'handler',
  'reviewer',
  'secrecyReviewer',
  'approver',
  'committeeOffice',
  'lineLead',
  'discipline',
  'assessor',
];

/**
 * Who may come to this room's doors. Whether a move may be made on a case is not decided here but by `decide` in domain/:
 * state, four eyes and the place of the step belong together.
 */
export const permissions = definePermissions({
  // 承办人 open dossiers of their unit and write in them.
  'disclosure.draft': { roles: ['handler'], scope: 'unit', delegable: true },
  // Whoever decides steps comes in by the role; which step of which case is the workflow's to say.
  'disclosure.decide': {
    roles: ['handler', 'reviewer', 'committeeOffice', 'lineLead', 'secrecyReviewer', 'approver'],
    scope: 'anywhere',
    delegable: true,
  },
  // Lists show what the reader's roles cover, and nothing where they cover nothing.
  'disclosure.browse': { roles: readers, scope: 'anywhere', delegable: true },
  // Dossiers are read by those who work on them and those who coordinate, guide, inspect and assess the unit.
  'disclosure.read': { roles: readers, scope: 'unit', delegable: true },
  // Whoever sees a case may watch it, be reminded of what they have seen, and speak about it inside.
  'disclosure.follow': { roles: readers, scope: 'unit', delegable: true },
  // 模板、范文、常用语: the committee office keeps them for all below it, an administrator for the unit.
  'disclosure.keep-templates': {
    roles: ['committeeOffice', 'systemAdministrator'],
    scope: 'unit',
    delegable: true,
  },
  // How long urgent reviews, withholdings and the stages of major matters take is set by the committee office.
  'disclosure.set-terms': { roles: ['committeeOffice'], scope: 'unit', delegable: true },
  // The order of work of a unit and those below it is set by its administrator or its committee office.
  'disclosure.define-process': {
    roles: ['systemAdministrator', 'committeeOffice'],
    scope: 'unit',
    delegable: false,
  },
});

/** A case may be read by whoever may read dossiers of its unit, or of any unit that has, had or will have a say in it. */
export function unitsThatOpen(c: CaseState): readonly UnitRef[] {
  const seats = c.steps.flatMap((_, index) => placesOf(c, index));
  const asked = c.requests.map((one) => one.place);
  const places = [c.unit, currentPlace(c), ...seats, ...asked].filter((unit) => unit !== null);
  return [...new Map(places.map((unit) => [unit.id, unit])).values()];
}
