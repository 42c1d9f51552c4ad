import { definePermissions } from '#platform/permission';

/** Who may do what with carriers. Reading what hangs in public needs none. */
export const carriersPermissions = definePermissions({
  /** The register, what has to hang where, screens, deliveries and findings of the units covered. */
  'carriers.view': {
    // The system administrator pairs devices and sends deliveries again, and has to see which.
    roles: [
      'handler',
      'reviewer',
      'approver',
      'committeeOffice',
      'lineLead',
      'discipline',
      'assessor',
      'systemAdministrator',
    ],
    scope: 'unit',
    delegable: true,
  },
  /** 报备: enters a carrier of the unit, changes it, files it. */
  'carriers.propose': { roles: ['handler', 'committeeOffice'], scope: 'unit', delegable: true },
  /** 备案: registers, returns, suspends, closes; somebody else than whoever filed. */
  'carriers.register': { roles: ['committeeOffice'], scope: 'unit', delegable: true },
  /** 张贴: posts a sheet on a board and takes it down, with proof. */
  'carriers.post': { roles: ['handler', 'committeeOffice'], scope: 'unit', delegable: true },
  /** How long things have to hang. */
  'carriers.set-rules': { roles: ['committeeOffice'], scope: 'anywhere', delegable: false },
  /** Pairs a screen or kiosk, revokes its key, says what it shows. */
  'carriers.run-devices': {
    roles: ['handler', 'committeeOffice', 'systemAdministrator'],
    scope: 'unit',
    delegable: true,
  },
  /** Registers partner systems that are told what happens, and their secrets. */
  'carriers.run-webhooks': {
    roles: ['committeeOffice', 'systemAdministrator'],
    scope: 'unit',
    delegable: false,
  },
  /** Briefs before they are issued and after; no business of those who run the system. */
  'carriers.view-briefs': {
    roles: ['handler', 'reviewer', 'approver', 'committeeOffice', 'lineLead', 'discipline', 'assessor'],
    scope: 'unit',
    delegable: true,
  },
  /** 编: begins and changes briefs, proposes them. */
  'carriers.compose-brief': { roles: ['handler', 'committeeOffice'], scope: 'unit', delegable: true },
  /** 签发: issues what somebody else proposed, returns and withdraws. */
  'carriers.issue-brief': { roles: ['approver', 'committeeOffice'], scope: 'unit', delegable: true },
  /** Sends a delivery again. */
  'carriers.replay': {
    roles: ['committeeOffice', 'systemAdministrator'],
    scope: 'unit',
    delegable: true,
  },
});
