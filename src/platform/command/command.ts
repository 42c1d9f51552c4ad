import type { Actor, PersonId, Refusal, Result } from '#kernel';
import type { Database, Tx } from '#platform/database';

/** Where a command came from, for the audit log. */
export type Origin = { readonly ip: string | null; readonly request: string | null };

/** What every command gets: an open transaction, who acts, and the only clock. */
export type CommandContext = {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly now: Date;
  readonly origin: Origin;
  /** Counts the audit rows of this transaction: a command that writes none may not commit. */
  readonly audit: { rows: number };
};

/** The program itself acting (worker, schedule). It holds no grants: what it may do is coded, not granted. */
export const systemActor: Actor = {
  person: '00000000-0000-0000-0000-000000000000' as PersonId,
  name: '系统',
  grants: [],
  affiliations: [],
};

export const noOrigin: Origin = { ip: null, request: null };

export type CommandBase = { readonly actor: Actor; readonly now: Date; readonly origin?: Origin };

const ATTEMPTS = 4;
const RETRYABLE = new Set(['40001', '40P01']);

class RolledBack extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

/**
 * Runs a command in one transaction: `ok` commits, a refusal rolls everything back and comes back as it is, a fault is
 * thrown. Deadlocks and serialisation failures are tried again.
 * @throws when the command commits work without an audit row
 */
export async function inTransaction<T, Code extends string>(
  database: Database,
  base: CommandBase,
  command: (ctx: CommandContext) => Promise<Result<T, Code>>,
): Promise<Result<T, Code>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction(async (tx) => {
        const ctx = {
          tx,
          actor: base.actor,
          now: base.now,
          origin: base.origin ?? noOrigin,
          audit: { rows: 0 },
        };
        const result = await command(ctx);
        if (!result.ok) throw new RolledBack(result);
        if (ctx.audit.rows === 0) throw new Error('a command may not commit without an audit row');
        return result;
      });
    } catch (error) {
      if (error instanceof RolledBack) return error.refusal as Refusal<Code>;
      if (attempt >= ATTEMPTS || !isRetryable(error)) throw error;
    }
  }
}

function isRetryable(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && RETRYABLE.has(error.code)
  );
}
