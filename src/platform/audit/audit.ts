import type { Generated, JSONColumnType } from 'kysely';
import type { Actor, PersonId, Refusal, UnitId } from '#kernel';
import { type CommandContext, type Origin, systemActor } from '#platform/command';
import { type Database, kept, later, type Reader, tables } from '#platform/database';

export type AuditOutcome = 'done' | 'refused' | 'read' | 'failed';

/** One thing somebody did. `data` never holds content that could be secret, only what was done to what. */
export type AuditEntry = {
  /** `room.verb`, e.g. `catalogue.approve`. */
  readonly action: string;
  readonly subjectKind?: string;
  readonly subject?: string;
  readonly unit?: UnitId | null;
  /** The person acted for, when by delegation. */
  readonly principal?: PersonId | null;
  readonly data?: Readonly<Record<string, unknown>>;
  /** A refusal that keeps something all the same (a failed sign-in counts attempts) commits, and is no deed done. */
  readonly outcome?: 'refused';
};

export type AuditTables = {
  'platform.audit': {
    seq: Generated<number>;
    at: Date;
    actor: string | null;
    actor_name: string;
    principal: string | null;
    action: string;
    outcome: AuditOutcome;
    code: string | null;
    subject_kind: string | null;
    subject: string | null;
    unit: number | null;
    ip: string | null;
    request: string | null;
    data: JSONColumnType<Record<string, unknown>>;
  };
};

/** Records what this command did, in its own transaction. */
export async function recordAudit(ctx: CommandContext, entry: AuditEntry): Promise<void> {
  await later(
    ctx.tx,
    kept(auditRow(ctx.tx, ctx.actor, ctx.now, ctx.origin, entry, entry.outcome ?? 'done', null)),
  );
  ctx.audit.rows += 1;
}

/** Records a reading of sealed data. */
export async function recordSealedRead(
  db: Reader,
  by: { actor: Actor; now: Date; origin: Origin },
  entry: AuditEntry,
): Promise<void> {
  await auditRow(db, by.actor, by.now, by.origin, entry, 'read', null).execute();
}

/** Records an attempt that was refused, after its transaction was rolled back. */
export async function recordRefusal(
  database: Database,
  by: { actor: Actor | null; now: Date; origin: Origin },
  entry: AuditEntry,
  refusal: Refusal,
): Promise<void> {
  await auditRow(database.reader, by.actor, by.now, by.origin, entry, 'refused', refusal.code).execute();
}

function auditRow(
  db: Reader,
  actor: Actor | null,
  now: Date,
  origin: Origin,
  entry: AuditEntry,
  outcome: AuditOutcome,
  code: string | null,
) {
  return tables<AuditTables>(db)
    .insertInto('platform.audit')
    .values({
      at: now,
      actor: actor === null || actor === systemActor ? null : actor.person,
      actor_name: actor?.name ?? '—',
      principal: entry.principal ?? null,
      action: entry.action,
      outcome,
      code,
      subject_kind: entry.subjectKind ?? null,
      subject: entry.subject ?? null,
      unit: entry.unit ?? null,
      ip: origin.ip,
      request: origin.request,
      data: JSON.stringify(entry.data ?? {}),
    });
}
