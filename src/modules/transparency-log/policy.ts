import { definePermissions } from '#platform/permission';

/** Who may see how the log runs. What it says is public; its alarms and witnesses' errors are the operators' affair. */
export const permissions = definePermissions({
  'transparency-log.read': {
    roles: [
      'approver',
      'committeeOffice',
      'discipline',
      'systemAdministrator',
      'securityAdministrator',
      'auditAdministrator',
    ],
    scope: 'anywhere',
    delegable: false,
  },
});
