export { type EmbeddedDatabase, freePort, startEmbeddedDatabase } from './embedded.ts';
export { findServiceUser, type ServiceUser } from './unprivileged.ts';
