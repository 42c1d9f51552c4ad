import { z } from 'zod';
import { roles } from '#kernel';

/*
 * What comes in and goes out of this room. Routes:
 *
 *   GET  /api/me                              meView              who I am, my grants, what I may do
 *   POST /api/me/locale                       { locale }          → meView
 *   POST /api/me/password                     changePasswordForm  → meView
 *   POST /api/me/second-factor/start          {}                  → secondFactorSetup (secret and QR, not yet in force)
 *   POST /api/me/second-factor/confirm        { code }            → meView
 *   POST /api/me/second-factor/remove         { password }        → meView
 *   GET  /api/me/sessions                     sessionPage
 *   POST /api/me/sessions/:id/revoke          {}                  → sessionPage
 *   GET  /api/me/notifications                notificationPage
 *   POST /api/me/notifications/read           { upTo }            → notificationPage
 *   GET  /api/me/delegations                  delegationPage      given and received
 *   POST /api/me/delegations                  delegationForm      → delegationPage
 *   POST /api/me/delegations/:id/revoke       {}                  → delegationPage
 *   GET  /api/people?unit=&q=&cursor=         personPage          people with a role in the units I cover
 *   POST /api/people                          createPersonForm    → { person: personView, password }
 *   GET  /api/people/:id                      personView
 *   POST /api/people/:id/change               changePersonForm    → personView
 *   POST /api/people/:id/reset-password       { reason }          → { password } (shown once)
 *   POST /api/people/:id/unlock               { reason }          → personView
 *   POST /api/people/:id/grants               grantForm           → personView
 *   POST /api/grants/:id/end                  { reason }          → personView
 *   POST /api/people/:id/affiliations         affiliationForm     → personView (verified by the branch)
 *   POST /api/affiliations/:id/end            { reason }          → personView
 *   GET  /api/permissions                     permissionMatrix    role × action, printable
 *   GET  /api/audit?actor=&action=&subject=&unit=&outcome=&from=&to=&cursor=   auditPage
 */

export const personId = z.uuid();
export const idParams = z.strictObject({ id: z.uuid() });
export const unitId = z.int().positive().max(2_147_483_647);
const required = (max: number) => z.string().trim().min(1).max(max);
export const reasonForm = z.strictObject({ reason: required(500) });
export const noFields = z.strictObject({});

export const role = z.enum(roles);
export const reach = z.enum(['own', 'below', 'line']);
export const affiliationKind = z.enum(['member', 'staff', 'resident']);
export const locale = z.enum(['zh-CN', 'en']);
export const account = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{2,39}$/);
/** Typed as people type it: not trimmed, not lower-cased; 200 characters bound the work of hashing. */
export const password = z.string().min(1).max(200);
export const code = z
  .string()
  .trim()
  .regex(/^\d{6}$/);

/** Where to go after signing in; only a path of this site is followed. */
const back = z.string().max(2000).optional();
export const signInForm = z.strictObject({
  account: z.string().trim().max(100),
  password: z.string().max(1000),
  back,
});
export const codeForm = z.strictObject({
  code: z.string().trim().max(12),
  challenge: z.string().max(100),
  back,
});
export const signOutForm = z.strictObject({ back });

export const grantView = z.strictObject({
  id: z.uuid(),
  role,
  unit: unitId,
  unitName: z.string(),
  reach,
  line: z.int().nullable(),
  lineName: z.string().nullable(),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  endedAt: z.date().nullable(),
  grantedBy: z.string().nullable(),
});
export type GrantView = z.infer<typeof grantView>;

export const meView = z.strictObject({
  person: personId,
  account: z.string(),
  name: z.string(),
  locale: locale.nullable(),
  mustChangePassword: z.boolean(),
  secondFactor: z.boolean(),
  demo: z.boolean(),
  /** Roles held now; `principal` names the person acted for. */
  grants: z.array(
    z.strictObject({
      role,
      unit: unitId,
      unitName: z.string(),
      reach,
      line: z.int().nullable(),
      principal: personId.nullable(),
      principalName: z.string().nullable(),
    }),
  ),
  /** Names of the permissions held in at least one unit: what the menu shows. */
  permissions: z.array(z.string()),
  unreadNotifications: z.int(),
});
export type MeView = z.infer<typeof meView>;

export const localeForm = z.strictObject({ locale });
export const changePasswordForm = z.strictObject({ current: password, next: password });
export const secondFactorSetup = z.strictObject({
  secret: z.string(),
  uri: z.string(),
  /** The QR code as SVG markup. */
  qr: z.string(),
});
export type SecondFactorSetup = z.infer<typeof secondFactorSetup>;
export const confirmSecondFactorForm = z.strictObject({ code });
export const removeSecondFactorForm = z.strictObject({ password });

export const sessionPage = z.strictObject({
  rows: z.array(
    z.strictObject({
      id: z.uuid(),
      createdAt: z.date(),
      lastSeenAt: z.date(),
      ip: z.string().nullable(),
      userAgent: z.string().nullable(),
      secondFactor: z.boolean(),
      current: z.boolean(),
    }),
  ),
});
export type SessionPage = z.infer<typeof sessionPage>;

export const notificationPage = z.strictObject({
  unread: z.int(),
  rows: z.array(
    z.strictObject({
      id: z.int(),
      kind: z.string(),
      /** The notice in the reader's language. */
      message: z.string(),
      link: z.string(),
      createdAt: z.date(),
      readAt: z.date().nullable(),
    }),
  ),
});
export type NotificationPage = z.infer<typeof notificationPage>;
export const readNotificationsForm = z.strictObject({ upTo: z.int().positive() });

export const delegationForm = z.strictObject({
  delegate: personId,
  /** One of the principal's own grants. */
  grant: z.uuid(),
  startsOn: z.iso.date(),
  endsOn: z.iso.date(),
  reason: required(500),
});
export const delegationView = z.strictObject({
  id: z.uuid(),
  principal: personId,
  principalName: z.string(),
  delegate: personId,
  delegateName: z.string(),
  role,
  unit: unitId,
  unitName: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  reason: z.string(),
  revokedAt: z.date().nullable(),
  state: z.enum(['coming', 'active', 'over', 'revoked']),
});
export const delegationPage = z.strictObject({
  given: z.array(delegationView),
  received: z.array(delegationView),
  /** My own grants that may be delegated. */
  grants: z.array(grantView),
});
export type DelegationPage = z.infer<typeof delegationPage>;

export const personState = z.enum(['active', 'disabled']);
export const personRow = z.strictObject({
  id: personId,
  account: z.string(),
  name: z.string(),
  state: personState,
  roles: z.array(z.strictObject({ role, unit: unitId, unitName: z.string() })),
  lastSignInAt: z.date().nullable(),
  locked: z.boolean(),
});
export const personPage = z.strictObject({
  rows: z.array(personRow),
  total: z.int().nullable(),
  next: z.string().nullable(),
});
export type PersonPage = z.infer<typeof personPage>;
export const personQuery = z.strictObject({
  unit: z.coerce.number().int().positive().max(2_147_483_647).optional(),
  q: z.string().trim().max(60).optional(),
  role: role.optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

export const personView = z.strictObject({
  id: personId,
  account: z.string(),
  name: z.string(),
  state: personState,
  homeUnit: unitId,
  homeUnitName: z.string(),
  secondFactor: z.boolean(),
  mustChangePassword: z.boolean(),
  lockedUntil: z.date().nullable(),
  lastSignInAt: z.date().nullable(),
  createdAt: z.date(),
  grants: z.array(grantView),
  affiliations: z.array(
    z.strictObject({
      id: z.uuid(),
      unit: unitId,
      unitName: z.string(),
      kind: affiliationKind,
      verifiedBy: z.string().nullable(),
      verifiedAt: z.date(),
      endedAt: z.date().nullable(),
    }),
  ),
});
export type PersonView = z.infer<typeof personView>;

export const createPersonForm = z.strictObject({ account, name: required(60), homeUnit: unitId });
export const createdPerson = z.strictObject({ person: personView, password: z.string() });
export const changePersonForm = z.strictObject({
  name: required(60),
  state: personState,
  reason: required(500),
});
export const newPassword = z.strictObject({ password: z.string() });
export const grantForm = z.strictObject({
  role,
  unit: unitId,
  reach,
  line: z.int().positive().nullable().default(null),
  startsOn: z.iso.date(),
  endsOn: z.iso.date().nullable().default(null),
  reason: required(500),
});
export const affiliationForm = z.strictObject({ unit: unitId, kind: affiliationKind });

export const permissionMatrix = z.strictObject({
  roles: z.array(role),
  rows: z.array(
    z.strictObject({
      permission: z.string(),
      /** What it allows, and the room it belongs to, in the reader's language. */
      label: z.string(),
      room: z.string(),
      roomLabel: z.string(),
      scope: z.enum(['unit', 'anywhere']),
      delegable: z.boolean(),
      roles: z.array(role),
    }),
  ),
});
export type PermissionMatrix = z.infer<typeof permissionMatrix>;

export const auditQuery = z.strictObject({
  actor: z.string().trim().max(60).optional(),
  action: z.string().trim().max(100).optional(),
  subject: z.string().trim().max(100).optional(),
  unit: z.coerce.number().int().positive().max(2_147_483_647).optional(),
  outcome: z.enum(['done', 'refused', 'read', 'failed']).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  cursor: z.string().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const auditPage = z.strictObject({
  rows: z.array(
    z.strictObject({
      seq: z.int(),
      at: z.date(),
      actor: personId.nullable(),
      actorName: z.string(),
      principal: personId.nullable(),
      action: z.string(),
      /** What was done, in the reader's words. */
      actionName: z.string(),
      outcome: z.enum(['done', 'refused', 'read', 'failed']),
      code: z.string().nullable(),
      subjectKind: z.string().nullable(),
      subject: z.string().nullable(),
      /** Name of the person it was done about, when it was a person. */
      subjectName: z.string().nullable(),
      unit: unitId.nullable(),
      unitName: z.string().nullable(),
      ip: z.string().nullable(),
      request: z.string().nullable(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
  next: z.string().nullable(),
});
export type AuditPage = z.infer<typeof auditPage>;
