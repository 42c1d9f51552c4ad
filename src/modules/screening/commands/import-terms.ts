import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { defaultLimits, readTables, type TableRefusalCode, type UploadedFile } from '#platform/tabular';
import { room } from '../store.ts';
import { type ReadTerms, readTermTable, type TermEntry } from '../term-table.ts';
import { mostTerms, type TermRefusal } from './manage-terms.ts';

/** A list of words is a small file; whatever is larger is something else. */
const limits = {
  ...defaultLimits,
  maxBytes: 2 * 1024 * 1024,
  maxRows: 5_000,
  maxColumns: 50,
  maxCells: 50_000,
};

/** Reads the first sheet with rows as a table of terms. Nothing is kept. */
export async function readTermFile(file: UploadedFile): Promise<Result<ReadTerms, TableRefusalCode>> {
  const read = await readTables(file, limits);
  if (!read.ok) return read;
  const sheet = read.value.sheets.find((one) => !one.hidden && one.rows.length > 0);
  const rows = (sheet?.rows ?? []).map((cells) => ({
    row: cells[0]?.row ?? 1,
    texts: cells.map((cell) => cell.text),
  }));
  return done(readTermTable(rows));
}

export type ImportedTerms = { readonly added: number; readonly known: number };

/** Adds all entries to a unit's list or none; those it has already stay as they are. */
export async function importTerms(
  ctx: CommandContext,
  unit: number,
  entries: readonly TermEntry[],
): Promise<Result<ImportedTerms, TermRefusal>> {
  const { count } = await room(ctx.tx)
    .selectFrom('screening.term')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('unit_id', '=', unit)
    .executeTakeFirstOrThrow();
  let added = 0;
  for (const entry of entries) {
    const row = await room(ctx.tx)
      .insertInto('screening.term')
      .values({
        unit_id: unit,
        kind: entry.kind,
        term: entry.term,
        replacement: entry.kind === 'wrong_word' ? entry.replacement : null,
        note: entry.note,
        created_by: ctx.actor.person,
        created_by_name: ctx.actor.name,
        created_at: ctx.now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (row !== undefined) added += 1;
  }
  if (count + added > mostTerms) return refuse('term-too-many', 409, { most: mostTerms });
  await recordAudit(ctx, {
    action: 'screening.import-terms',
    subjectKind: 'unit',
    subject: String(unit),
    unit: unit as UnitId,
    data: { added, known: entries.length - added },
  });
  return done({ added, known: entries.length - added });
}
