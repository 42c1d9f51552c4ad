import { definePermissions } from '#platform/permission';

/** Who may do what with people. Configuring, granting and auditing are three hands (三员). */
export const permissions = definePermissions({
  // Those who run a unit see who works in it.
  'identity.read-people': {
    roles: [
      'systemAdministrator',
      'securityAdministrator',
      'auditAdministrator',
      'committeeOffice',
      'approver',
      'handler',
      'reviewer',
      'secrecyReviewer',
    ],
    scope: 'unit',
    delegable: true,
  },
  // The system administrator makes accounts and resets passwords, but gives nobody a role.
  'identity.manage-people': { roles: ['systemAdministrator'], scope: 'unit', delegable: false },
  // The security administrator gives and ends roles, but makes no accounts.
  'identity.grant-roles': { roles: ['securityAdministrator'], scope: 'unit', delegable: false },
  // Members and residents are verified by their own branch or village (IDN-1).
  'identity.verify-affiliation': { roles: ['approver', 'handler'], scope: 'unit', delegable: true },
  // The audit administrator reads the log of the units in reach, and does nothing else.
  'identity.read-audit': { roles: ['auditAdministrator', 'discipline'], scope: 'unit', delegable: false },
});
