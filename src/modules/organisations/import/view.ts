import { z } from 'zod';
import { done, type PersonId, type Result } from '#kernel';
import type { Reader } from '#platform/database';
import { findRun, type ImportRun, listRuns } from '#platform/imports';
import type { ImportProblem, ImportRowView, ImportRunView } from '../forms.ts';
import { cut, decodeCursor } from '../queries/cursor.ts';
import { room } from '../store/units.ts';
import type { Misfit } from '../tables.ts';
import type { ImportOutcome } from '../vocabulary.ts';
import { reportOf } from './runs.ts';
import { IMPORT_KIND, type UnitImportReport } from './stage.ts';

export function toRunView(run: ImportRun): ImportRunView {
  const { counts, ignoredColumns, failure } = reportOf(run);
  return {
    id: run.id,
    fileName: run.fileName,
    sha256: run.sha256,
    state: run.state,
    total: run.total,
    done: run.done,
    counts,
    ignoredColumns: [...ignoredColumns],
    changesNothing: counts !== null && counts.unchanged === counts.rows,
    failure,
    createdByName: run.createdByName,
    createdAt: run.createdAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
  };
}

/** A run of this room that this person started. */
export async function findImportRun(
  db: Reader,
  id: string,
  person: PersonId,
): Promise<ImportRun | undefined> {
  const run = await findRun(db, id);
  return run?.kind === IMPORT_KIND && run.createdBy === person ? run : undefined;
}

export async function listImportRuns(
  db: Reader,
  person: PersonId,
  options: { limit: number; cursor?: string | undefined },
): Promise<Result<{ rows: ImportRunView[]; total: null; next: string | null }, 'cursor-invalid'>> {
  const cursor = decodeCursor(options.cursor, z.tuple([z.uuid()]));
  if (!cursor.ok) return cursor;
  const found = await listRuns(db, IMPORT_KIND, person, {
    limit: options.limit + 1,
    cursor: cursor.value?.[0],
  });
  const { rows, next } = cut(found.rows, options.limit, (run) => [run.id]);
  return done({ rows: rows.map(toRunView), total: null, next });
}

/** The rows of a run in the order of the file: the diff, and what is wrong where. */
export async function listImportRows(
  db: Reader,
  run: ImportRun,
  options: { limit: number; cursor?: string | undefined; outcome?: ImportOutcome | undefined },
): Promise<Result<{ rows: ImportRowView[]; total: number | null; next: string | null }, 'cursor-invalid'>> {
  const cursor = decodeCursor(options.cursor, z.tuple([z.int()]));
  if (!cursor.ok) return cursor;
  let query = room(db)
    .selectFrom('organisations.import_row')
    .select(['seq', 'sheet', 'row', 'outcome', 'code', 'name', 'changes', 'problems', 'misfits'])
    .where('run_id', '=', run.id)
    .where('outcome', 'is not', null)
    .orderBy('seq')
    .limit(options.limit + 1);
  if (options.outcome !== undefined) query = query.where('outcome', '=', options.outcome);
  if (cursor.value !== undefined) query = query.where('seq', '>', cursor.value[0]);
  const { rows, next } = cut(await query.execute(), options.limit, (row) => [row.seq]);
  const report = reportOf(run);
  return done({
    rows: rows.map((row) => ({
      sheet: row.sheet,
      row: row.row,
      outcome: row.outcome ?? 'error',
      code: row.code,
      name: row.name ?? '',
      changes: row.changes,
      problems: [...row.problems, ...row.misfits.map((misfit) => placed(misfit, row, report))],
    })),
    total: options.outcome === undefined ? run.total : (report.counts?.[options.outcome] ?? null),
    next,
  });
}

/** A misfit names our column; its owner knows it by letter and heading. */
function placed(
  misfit: Misfit,
  row: { sheet: string; row: number },
  report: UnitImportReport,
): ImportProblem {
  const place = report.places[row.sheet]?.[misfit.name];
  return {
    sheet: row.sheet,
    row: row.row,
    column: place?.column ?? null,
    heading: place?.heading ?? null,
    read: misfit.read,
    expected: misfit.expected,
    params: misfit.params,
  };
}
