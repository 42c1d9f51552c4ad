import { definePermissions } from '#platform/permission';

/** Who may do what with findings. */
export const permissions = definePermissions({
  // Whoever writes or reviews may have a text looked at.
  'screening.check': {
    roles: ['handler', 'reviewer', 'secrecyReviewer', 'approver', 'committeeOffice'],
    scope: 'unit',
    delegable: true,
  },
  // Whoever decides on a text sees what was found in it.
  'screening.read': {
    roles: [
      'handler',
      'reviewer',
      'secrecyReviewer',
      'approver',
      'committeeOffice',
      'lineLead',
      'discipline',
    ],
    scope: 'unit',
    delegable: true,
  },
  // The writer proposes to mask or keep; the reviewers may overrule, and the approver who releases what is urgent. Every
  // decision is kept with its name.
  'screening.decide': {
    roles: ['handler', 'reviewer', 'secrecyReviewer', 'approver'],
    scope: 'unit',
    delegable: true,
  },
  // Incidents of secret marks concern those who answer for secrecy and are alerted, and discipline.
  'screening.read-incidents': {
    roles: [
      'secrecyReviewer',
      'approver',
      'committeeOffice',
      'discipline',
      'securityAdministrator',
      'auditAdministrator',
    ],
    scope: 'unit',
    delegable: false,
  },
  'screening.handle-incidents': { roles: ['secrecyReviewer'], scope: 'unit', delegable: false },
  // The unit's own terms (SCR-5).
  'screening.manage-terms': { roles: ['secrecyReviewer', 'committeeOffice'], scope: 'unit', delegable: true },
});
