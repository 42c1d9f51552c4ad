import { v7 } from 'uuid';
import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import { readTables, type TableRefusalCode, type UploadedFile } from '#platform/tabular';
import type { ImportQuery, ImportReport } from '../forms/import.ts';
import { type MappedTable, mapTable } from '../import/map-table.ts';
import { type Merge, mergeRows } from '../import/merge.ts';
import {
  type CatalogueRecord,
  fieldsOf,
  insertItems,
  listItems,
  markEdited,
  updateItem,
} from '../store/catalogues.ts';
import { query } from '../store/query.ts';
import { type EditRefusal, openDraft } from './edit-catalogue.ts';

export type ImportRefusal = TableRefusalCode | 'import-header-unknown' | 'import-too-many-rows';

/** A catalogue of more rows than this is a register of something else. */
const MAX_ROWS = 5_000;

export type ImportFile = UploadedFile & { readonly sha256: string };

/** Reads a file for a catalogue. Touches nothing. */
export async function readCatalogueFile(
  file: ImportFile,
  catalogue: Pick<CatalogueRecord, 'affairs_kind'>,
  options: Pick<ImportQuery, 'affairsKind' | 'scope'>,
): Promise<Result<MappedTable, ImportRefusal>> {
  const tables = await readTables(file);
  if (!tables.ok) return tables;
  const affairsKind = options.affairsKind ?? catalogue.affairs_kind;
  const mapped = mapTable(tables.value, { affairsKind, scope: options.scope });
  if (mapped.headers === 0) return refuse('import-header-unknown', 400, {}, 'file');
  if (mapped.rows.length > MAX_ROWS) {
    return refuse('import-too-many-rows', 400, { max: MAX_ROWS, count: mapped.rows.length }, 'file');
  }
  return done(mapped);
}

/** What importing would do to the draft as it is now: rows understood, everything else with its reason, and the diff. */
export async function planImport(
  db: Reader,
  catalogue: string,
  file: ImportFile,
  mapped: MappedTable,
  options: Pick<ImportQuery, 'merge' | 'skipBroken'>,
): Promise<{ readonly report: ImportReport; readonly merge: Merge; readonly broken: number }> {
  const items = await listItems(db, catalogue);
  const draft = items.map((item) => ({ id: item.id, itemKey: item.item_key, fields: fieldsOf(item) }));
  const sound = mapped.rows.filter(({ broken }) => !broken);
  const merge = mergeRows(draft, sound, options.merge);
  const broken = mapped.rows.filter((row) => row.broken);
  const limits = mapped.rows.filter(({ fields }) => fields.timeLimit !== '');
  const unclear = limits.filter(({ flagged }) => flagged.length > 0).length;
  const report: ImportReport = {
    file: file.name,
    sha256: file.sha256,
    sourceRows: mapped.sourceRows,
    rows: sound.map(({ sheet, row, fields, flagged }) => ({ sheet, row, fields, flagged: [...flagged] })),
    skipped: [
      ...mapped.skipped,
      ...broken.map(({ sheet, row, fields }) => ({
        sheet,
        row,
        code: 'broken',
        read: fields.matter2 || fields.content.slice(0, 200),
      })),
    ],
    problems: [...mapped.problems],
    timeLimits: { cells: limits.length, understood: limits.length - unclear, flagged: unclear },
    diff: merge.diff,
    changesNothing: merge.changesNothing,
    committed: false,
    catalogue,
  };
  return { report, merge, broken: broken.length };
}

/**
 * Imports a file into a draft: all of it in one transaction, or nothing. The plan is made again on the locked draft, so
 * what is written is what the draft needs now, not what it needed at the dry run.
 */
export async function importCatalogue(
  ctx: CommandContext,
  catalogue: string,
  file: ImportFile,
  mapped: MappedTable,
  options: Pick<ImportQuery, 'merge' | 'skipBroken'>,
): Promise<Result<ImportReport, EditRefusal | 'import-has-errors'>> {
  const draft = await openDraft(ctx, catalogue);
  if (!draft.ok) return draft;
  const { report, merge, broken } = await planImport(ctx.tx, catalogue, file, mapped, options);
  if (broken > 0 && options.skipBroken !== 'true') return refuse('import-has-errors', 409, { count: broken });
  if (!merge.changesNothing) await write(ctx, catalogue, merge);
  await recordAudit(ctx, {
    action: 'catalogue.import',
    subjectKind: 'catalogue',
    subject: catalogue,
    unit: draft.value.unit_id as UnitId,
    data: {
      sha256: file.sha256,
      sourceRows: report.sourceRows,
      skipped: report.skipped.length,
      added: merge.diff.added,
      changed: merge.diff.changed,
      removed: merge.diff.removed,
    },
  });
  return done({ ...report, committed: true });
}

async function write(ctx: CommandContext, catalogue: string, merge: Merge): Promise<void> {
  const gone = merge.removed.map(({ id }) => id);
  if (gone.length > 0) await query(ctx.tx).deleteFrom('catalogue.item').where('id', 'in', gone).execute();
  const placed = merge.rows.map((row, index) => ({ ...row, position: index + 1 }));
  for (const { draft, ...row } of placed) {
    if (draft !== null && row.changed) await updateItem(ctx, draft.id, row);
    else if (draft !== null) await place(ctx, draft.id, row.position);
  }
  const added = placed.filter(({ draft }) => draft === null);
  await insertItems(
    ctx,
    catalogue,
    added.map(({ fields, flagged, position }) => ({ id: v7(), itemKey: v7(), position, fields, flagged })),
  );
  await markEdited(ctx, catalogue);
}

async function place(ctx: CommandContext, item: string, position: number): Promise<void> {
  await query(ctx.tx)
    .updateTable('catalogue.item')
    .set({ position })
    .where('id', '=', item)
    .where('position', '<>', position)
    .execute();
}
