import { roles } from '#kernel';
import { definePermissions } from '#platform/permission';

/** Who may do what with units. Delegated administration (ORG-4) is a grant of `systemAdministrator` with reach `below`. */
export const permissions = definePermissions({
  // Everyone who works here sees the units their roles cover.
  'organisations.browse': { roles, scope: 'unit', delegable: true },
  // The directory of names is public on the portal; whoever holds a role may pick from it.
  'organisations.directory': { roles, scope: 'anywhere', delegable: true },
  // Make, rename, move, merge and dissolve units of one's own part of the tree.
  'organisations.administer': { roles: ['systemAdministrator'], scope: 'unit', delegable: true },
  // Name the leading group, its office, first responsible persons and handlers.
  'organisations.appoint': {
    roles: ['systemAdministrator', 'committeeOffice'],
    scope: 'unit',
    delegable: true,
  },
  // See where posts are missing or terms are over; the list is limited to the units covered.
  'organisations.view-gaps': {
    roles: ['systemAdministrator', 'committeeOffice', 'lineLead', 'discipline', 'assessor'],
    scope: 'anywhere',
    delegable: true,
  },
  // Lines run across the whole installation: asked of the root.
  'organisations.manage-lines': { roles: ['systemAdministrator'], scope: 'unit', delegable: true },
  // Start an import; each row is then held against the part of the tree one administers.
  'organisations.import': { roles: ['systemAdministrator'], scope: 'anywhere', delegable: true },
  // The table holds the units covered and no others.
  'organisations.export': {
    roles: ['systemAdministrator', 'committeeOffice'],
    scope: 'anywhere',
    delegable: true,
  },
});
