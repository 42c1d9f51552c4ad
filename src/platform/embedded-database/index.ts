export { type EmbeddedDatabase, freePort, locatePrograms, startEmbeddedDatabase } from './embedded.ts';
export { clusterFolder, findServiceUser, type ServiceUser } from './unprivileged.ts';
