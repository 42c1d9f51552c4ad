/** People, roles, sessions. See README.md. */
export { grantRole, type NewGrant, verifyAffiliation } from './commands/grants.ts';
export { createPerson, type NewPerson, newTemporaryPassword } from './commands/people.ts';
export { checkPassword } from './domain.ts';
export { identityModule } from './module.ts';
export { hashPassword, hashToken, readIdentityKey } from './secrets.ts';
export { findStaff, listStaff } from './staff.ts';
export {
  findHolders,
  findHoldersWithDelegates,
  findPersonByAccount,
  findPersonName,
  findSessionByHash,
  listAccounts,
  touchSession,
} from './store.ts';
export type { SignInPages, SignInView } from './web/sign-in.ts';
