import { z } from 'zod';
import { done } from '#kernel';
import { recordAudit } from '#platform/audit';
import { inTransaction } from '#platform/command';
import { findRun, type ImportRun, progressRun } from '#platform/imports';
import type { Job, JobTools } from '#platform/jobs';
import { CHECK_IMPORT, COMMIT_IMPORT, carryOut, checkImport, failRun } from './import/runs.ts';

const payload = z.object({ run: z.uuid() });

async function runOf(given: unknown, tools: JobTools): Promise<ImportRun | undefined> {
  return findRun(tools.database.reader, payload.parse(given).run);
}

/** The worker acts in the name of whoever asked; what they may reach was written into the run when they asked. */
function actorOf(run: ImportRun) {
  return { person: run.createdBy, name: run.createdByName, grants: [], affiliations: [] };
}

const check: Job = {
  run: async (given, tools) => {
    const run = await runOf(given, tools);
    if (run === undefined) return;
    await inTransaction(tools.database, { actor: actorOf(run), now: tools.now() }, async (ctx) => {
      await checkImport(ctx, run.id);
      await recordAudit(ctx, {
        action: 'organisations.check-import',
        subjectKind: 'import',
        subject: run.id,
      });
      return done(null);
    });
  },
};

/** Data that the database does not take (SQLSTATE classes 22 and 23): it will not take it the next time either. */
export function isLasting(error: unknown): boolean {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && /^2[23]/.test(code);
}

const commit: Job = {
  run: async (given, tools) => {
    const run = await runOf(given, tools);
    if (run === undefined || run.state !== 'committing') return;
    try {
      await carryOutRun(run, tools);
    } catch (error) {
      // What only time mends (a lost connection, a lock) is tried again by the queue; this would fail five times and leave
      // the importer waiting. Nothing of it was kept.
      if (!isLasting(error)) throw error;
      await giveUp(run, tools);
    }
  },
};

async function giveUp(run: ImportRun, tools: JobTools): Promise<void> {
  await inTransaction(tools.database, { actor: actorOf(run), now: tools.now() }, async (ctx) => {
    await failRun(ctx, run.id);
    await recordAudit(ctx, {
      action: 'organisations.import-failed',
      subjectKind: 'import',
      subject: run.id,
      data: { rows: 0 },
    });
    return done(null);
  });
}

async function carryOutRun(run: ImportRun, tools: JobTools): Promise<void> {
  const { reader } = tools.database;
  await inTransaction(tools.database, { actor: actorOf(run), now: tools.now() }, async (ctx) => {
    const failed = await carryOut(ctx, run.id, (rows) =>
      progressRun(reader, run.id, tools.now(), { done: rows }),
    );
    if (failed !== null)
      await recordAudit(ctx, {
        action: 'organisations.import-failed',
        subjectKind: 'import',
        subject: run.id,
        data: { rows: failed },
      });
    return done(null);
  });
}

export const jobs: Readonly<Record<string, Job>> = { [CHECK_IMPORT]: check, [COMMIT_IMPORT]: commit };
