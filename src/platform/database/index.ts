export { type Database, openDatabase, type Reader, type Tx, tables } from './handle.ts';
export { type KeptStatement, keptStatement } from './kept.ts';
export { type Migration, type MigrationSource, migrate, readMigrations } from './migrate.ts';
export { type DatabaseRole, databaseRoles, roleName, rolePassword, roleUrl } from './roles.ts';
