export { type Database, openDatabase, type Reader, type Tx, tables } from './handle.ts';
export { askKept, type KeptStatement, kept, keptStatement, later, type RowsOf, together } from './kept.ts';
export { type Migration, type MigrationSource, migrate, readMigrations } from './migrate.ts';
export { type DatabaseRole, databaseRoles, roleName, rolePassword, roleUrl } from './roles.ts';
