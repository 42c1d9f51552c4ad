import { sql } from 'kysely';
import { done, type Result, refuse } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { findRun, finishRun, type ImportRun, moveRun } from '#platform/imports';
import { addJob } from '#platform/jobs';
import { recordFact } from '#platform/outbox';
import type { Coverage } from '#platform/permission';
import type { UploadedFile } from '#platform/tabular';
import { lockTree, room } from '../store/units.ts';
import { applyRows, type Progress } from './apply.ts';
import { checkRows } from './check.ts';
import { IMPORT_KIND, type StageRefusal, stageImport, type UnitImportReport } from './stage.ts';

export const CHECK_IMPORT = 'organisations.check-import';
export const COMMIT_IMPORT = 'organisations.commit-import';

/** Up to this many rows the answer comes at once; more are done by the worker, with progress. */
export const AT_ONCE = 2_000;

export type RunRefusal = 'unit-import-not-found' | 'unit-import-wrong-state';
export type CommitRefusal = RunRefusal | 'unit-import-has-errors' | 'unit-import-no-longer-fits';

export function reportOf(run: ImportRun): UnitImportReport {
  // Written by stageImport and by nobody else.
  return run.report as UnitImportReport;
}

/**
 * The dry run (ORG-3): reads the file into waiting rows and holds them against the tree. No unit is changed.
 * @param coverage part of the tree the person administers
 * @returns the run's id
 */
export async function startImport(
  ctx: CommandContext,
  file: UploadedFile & { readonly sha256: string },
  coverage: Coverage,
): Promise<Result<string, StageRefusal>> {
  const staged = await stageImport(ctx, file, coverage);
  if (!staged.ok) return staged;
  const { run, rows } = staged.value;
  if (rows > AT_ONCE)
    await addJob(ctx.tx, CHECK_IMPORT, { run }, { key: `${CHECK_IMPORT}:${run}`, maxAttempts: 5 });
  else await checkImport(ctx, run);
  await auditRun(ctx, 'check-import', run, { file: file.name, sha256: file.sha256, rows });
  return done(run);
}

/** Checks the rows of a run that is waiting for it; a repeated job finds nothing to do. */
export async function checkImport(ctx: CommandContext, id: string): Promise<void> {
  const run = await findRun(ctx.tx, id);
  if (run === undefined || run.state !== 'checking') return;
  const report = reportOf(run);
  const counts = await checkRows(ctx.tx, id, report.columns, report.coverage);
  await moveRun(ctx.tx, id, ctx.now, {
    from: ['checking'],
    to: 'checked',
    done: counts.rows,
    report: { ...report, counts },
  });
}

/**
 * Decides to take a checked run over: at once when it is small, else by the worker.
 * @param coverage asked anew, for roles may have changed since the check
 */
export async function commitImport(
  ctx: CommandContext,
  id: string,
  coverage: Coverage,
): Promise<Result<string, CommitRefusal>> {
  const run = await findOwnRun(ctx, id);
  if (!run.ok) return run;
  const report = reportOf(run.value);
  const errors = report.counts?.error ?? 0;
  if (run.value.state === 'checked' && errors > 0)
    return refuse('unit-import-has-errors', 409, { count: errors });
  const moved = await moveRun(ctx.tx, id, ctx.now, {
    from: ['checked'],
    to: 'committing',
    done: 0,
    report: { ...report, coverage },
  });
  if (moved === undefined) return refuse('unit-import-wrong-state', 409);
  await auditRun(ctx, 'commit-import', id, { file: run.value.fileName });
  if ((run.value.total ?? 0) > AT_ONCE) {
    await addJob(ctx.tx, COMMIT_IMPORT, { run: id }, { key: `${COMMIT_IMPORT}:${id}`, maxAttempts: 5 });
    return done(id);
  }
  const failed = await carryOut(ctx, id, async () => undefined);
  return failed === null ? done(id) : refuse('unit-import-no-longer-fits', 409, { count: failed });
}

/**
 * Writes a run that is being committed, all or nothing. Between check and now the tree may have changed, so it is held
 * against it again, under the lock.
 * @returns how many rows no longer fit (the run is then `failed`), or null when it is done or was done before
 */
export async function carryOut(ctx: CommandContext, id: string, progress: Progress): Promise<number | null> {
  await lockTree(ctx.tx, 'reshape');
  const run = await findRun(ctx.tx, id);
  if (run === undefined || run.state !== 'committing') return null;
  const report = reportOf(run);
  const counts = await checkRows(ctx.tx, id, report.columns, report.coverage);
  if (counts.error > 0) {
    await finishRun(ctx.tx, id, ctx.now, 'failed', {
      ...report,
      counts,
      failure: 'unit-import-no-longer-fits',
    });
    return counts.error;
  }
  await applyRows(ctx, id, progress);
  await moveRun(ctx.tx, id, ctx.now, {
    from: ['committing'],
    to: 'committed',
    done: counts.rows,
    report: { ...report, counts },
  });
  const data = { run: id, created: counts.new, changed: counts.changed };
  await recordFact(ctx, {
    kind: 'organisations.imported',
    version: 1,
    unit: null,
    subject: `import:${id}`,
    data,
  });
  await auditRun(ctx, 'import', id, data);
  return null;
}

/** Ends a run that is being committed as failed: the database refused what the check had let through. */
export async function failRun(ctx: CommandContext, id: string): Promise<void> {
  const run = await findRun(ctx.tx, id);
  if (run === undefined || run.state !== 'committing') return;
  await finishRun(ctx.tx, id, ctx.now, 'failed', { ...reportOf(run), failure: 'unit-import-no-longer-fits' });
}

/** Gives a checked run up; its rows are thrown away. */
export async function cancelImport(ctx: CommandContext, id: string): Promise<Result<string, RunRefusal>> {
  const run = await findOwnRun(ctx, id);
  if (!run.ok) return run;
  const moved = await moveRun(ctx.tx, id, ctx.now, { from: ['checked'], to: 'cancelled' });
  if (moved === undefined) return refuse('unit-import-wrong-state', 409);
  await dropRows(ctx, id);
  await auditRun(ctx, 'cancel-import', id, {});
  return done(id);
}

async function dropRows(ctx: CommandContext, run: string): Promise<void> {
  await sql`delete from organisations.import_row where run_id = ${run}`.execute(room(ctx.tx));
}

/** A run belongs to whoever started it; to others it is not there. */
async function findOwnRun(
  ctx: CommandContext,
  id: string,
): Promise<Result<ImportRun, 'unit-import-not-found'>> {
  const run = await findRun(ctx.tx, id);
  const mine = run !== undefined && run.kind === IMPORT_KIND && run.createdBy === ctx.actor.person;
  return mine ? done(run) : refuse('unit-import-not-found', 404);
}

async function auditRun(
  ctx: CommandContext,
  verb: string,
  run: string,
  data: Record<string, unknown>,
): Promise<void> {
  await recordAudit(ctx, { action: `organisations.${verb}`, subjectKind: 'import', subject: run, data });
}
