import type { JSONColumnType } from 'kysely';
import { v7 } from 'uuid';
import type { PersonId, UnitId } from '#kernel';
import type { CommandContext } from '#platform/command';
import { type Reader, type Tx, tables } from '#platform/database';

export const importStates = [
  'checking',
  'checked',
  'committing',
  'committed',
  'cancelled',
  'failed',
] as const;
export type ImportState = (typeof importStates)[number];

/** The room's own account of the run: counts, problems, what it needs to go on. */
export type ImportReport = Readonly<Record<string, unknown>>;

type ImportTables = {
  'platform.import_run': {
    id: string;
    kind: string;
    unit_id: number | null;
    file_name: string;
    sha256: string;
    state: ImportState;
    total: number | null;
    done: number;
    report: JSONColumnType<Record<string, unknown>>;
    created_by: string;
    created_by_name: string;
    created_at: Date;
    updated_at: Date;
    finished_at: Date | null;
  };
};

export type ImportRun = {
  readonly id: string;
  readonly kind: string;
  readonly unit: UnitId | null;
  readonly fileName: string;
  /** Hex, of the file's bytes. */
  readonly sha256: string;
  readonly state: ImportState;
  /** Rows in the file; null until known. */
  readonly total: number | null;
  readonly done: number;
  readonly report: ImportReport;
  readonly createdBy: PersonId;
  readonly createdByName: string;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
};

export type NewRun = {
  /** `room.what`, e.g. `organisations.units`. */
  readonly kind: string;
  readonly unit: UnitId | null;
  readonly fileName: string;
  readonly sha256: string;
  readonly total?: number;
  readonly report?: ImportReport;
};

/** Opens a run in state `checking`, in the caller's transaction. @returns its id */
export async function startRun(ctx: CommandContext, run: NewRun): Promise<string> {
  const id = v7();
  await tables<ImportTables>(ctx.tx)
    .insertInto('platform.import_run')
    .values({
      id,
      kind: run.kind,
      unit_id: run.unit,
      file_name: run.fileName,
      sha256: run.sha256,
      state: 'checking',
      total: run.total ?? null,
      done: 0,
      report: JSON.stringify(run.report ?? {}),
      created_by: ctx.actor.person,
      created_by_name: ctx.actor.name,
      created_at: ctx.now,
      updated_at: ctx.now,
      finished_at: null,
    })
    .execute();
  return id;
}

/**
 * Tells how far a run is. Give a pool, not the work's transaction: progress seen only after the end is none.
 * @param done rows done so far; it never goes back
 */
export async function progressRun(
  db: Reader,
  id: string,
  now: Date,
  progress: { readonly done: number; readonly total?: number },
): Promise<void> {
  await tables<ImportTables>(db)
    .updateTable('platform.import_run')
    .set({
      done: progress.done,
      updated_at: now,
      ...(progress.total === undefined ? {} : { total: progress.total }),
    })
    .where('id', '=', id)
    .where('done', '<=', progress.done)
    .execute();
}

export type RunMove = {
  readonly from: readonly ImportState[];
  readonly to: ImportState;
  readonly done?: number;
  readonly total?: number;
  /** Replaces the report. */
  readonly report?: ImportReport;
};

const endings: readonly ImportState[] = ['committed', 'cancelled', 'failed'];

/**
 * Moves a run from one of the named states.
 * @returns the run as it is now, or undefined when it was in none of them: somebody else was there first
 */
export async function moveRun(tx: Tx, id: string, now: Date, move: RunMove): Promise<ImportRun | undefined> {
  const row = await tables<ImportTables>(tx)
    .updateTable('platform.import_run')
    .set({
      state: move.to,
      updated_at: now,
      finished_at: endings.includes(move.to) ? now : null,
      ...(move.done === undefined ? {} : { done: move.done }),
      ...(move.total === undefined ? {} : { total: move.total }),
      ...(move.report === undefined ? {} : { report: JSON.stringify(move.report) }),
    })
    .where('id', '=', id)
    .where('state', 'in', move.from)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? undefined : toRun(row);
}

/** Ends a run: `committed`, `cancelled` or `failed`, with its last report. */
export async function finishRun(
  tx: Tx,
  id: string,
  now: Date,
  to: 'committed' | 'cancelled' | 'failed',
  report: ImportReport,
): Promise<ImportRun | undefined> {
  return moveRun(tx, id, now, { from: ['checking', 'checked', 'committing'], to, report });
}

export async function findRun(db: Reader, id: string): Promise<ImportRun | undefined> {
  const row = await tables<ImportTables>(db)
    .selectFrom('platform.import_run')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : toRun(row);
}

/** The last committed run of the same bytes, if there was one. */
export async function findCommittedRun(
  db: Reader,
  kind: string,
  sha256: string,
): Promise<ImportRun | undefined> {
  const row = await tables<ImportTables>(db)
    .selectFrom('platform.import_run')
    .selectAll()
    .where('kind', '=', kind)
    .where('sha256', '=', sha256)
    .where('state', '=', 'committed')
    .orderBy('finished_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? undefined : toRun(row);
}

export type RunPage = { readonly rows: readonly ImportRun[]; readonly next: string | null };

/**
 * Runs of one kind that this person started, newest first.
 * @param cursor `next` of the page before
 */
export async function listRuns(
  db: Reader,
  kind: string,
  person: PersonId,
  options: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<RunPage> {
  // Ids are UUID version 7 and so in order of time.
  let query = tables<ImportTables>(db)
    .selectFrom('platform.import_run')
    .selectAll()
    .where('kind', '=', kind)
    .where('created_by', '=', person)
    .orderBy('id', 'desc')
    .limit(options.limit + 1);
  if (options.cursor !== undefined) query = query.where('id', '<', options.cursor);
  const rows = (await query.execute()).map(toRun);
  const page = rows.slice(0, options.limit);
  return { rows: page, next: rows.length > options.limit ? (page.at(-1)?.id ?? null) : null };
}

function toRun(row: {
  id: string;
  kind: string;
  unit_id: number | null;
  file_name: string;
  sha256: string;
  state: ImportState;
  total: number | null;
  done: number;
  report: Record<string, unknown>;
  created_by: string;
  created_by_name: string;
  created_at: Date;
  finished_at: Date | null;
}): ImportRun {
  return {
    id: row.id,
    kind: row.kind,
    unit: row.unit_id as UnitId | null,
    fileName: row.file_name,
    sha256: row.sha256,
    state: row.state,
    total: row.total,
    done: row.done,
    report: row.report,
    createdBy: row.created_by as PersonId,
    createdByName: row.created_by_name,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}
