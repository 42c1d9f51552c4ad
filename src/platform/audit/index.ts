export {
  type AuditEntry,
  type AuditOutcome,
  type AuditTables,
  recordAudit,
  recordRefusal,
  recordSealedRead,
} from './audit.ts';
