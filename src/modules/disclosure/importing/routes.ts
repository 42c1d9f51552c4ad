import { z } from 'zod';
import { done, type Result, refuse } from '#kernel';
import { findStoredFile } from '#platform/files';
import { defineRoute, type Route, type RouteContext } from '#platform/http';
import { fromSheets, type RichText, sheetLimits, sheetProblem } from '#platform/richtext';
import { defaultLimits, readTables } from '#platform/tabular';
import { revisionId } from '../forms.ts';
import { listAttachments } from '../store/drafts.ts';
import { openCase } from '../web/open-case.ts';
import { attachmentTable } from './forms.ts';

const tables = new Set(['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']);

/** Routes of what a file gives to a text beside the import itself. */
export const importingRoutes: readonly Route[] = [
  defineRoute({
    method: 'GET',
    path: '/api/revisions/:revision/attachments/:attachment/table',
    tag: 'disclosure',
    summary: 'The tables of an attached spreadsheet as accessible tables for the text',
    params: z.strictObject({ revision: revisionId, attachment: z.uuid() }),
    answer: attachmentTable,
    handle: async (ctx, { params }) => {
      const opened = await openCase(ctx, params.revision);
      if (!opened.ok) return opened;
      const read = await readSheet(ctx, params);
      return read.ok ? done({ body: read.value }) : read;
    },
  }),
];

async function readSheet(
  ctx: RouteContext,
  { revision, attachment }: { revision: string; attachment: string },
): Promise<Result<RichText>> {
  const file = (await listAttachments(ctx.read, revision)).find((one) => one.id === attachment);
  const stored = file === undefined ? undefined : await findStoredFile(ctx.files, file.sha256);
  if (file === undefined || stored === undefined) return refuse('not-found', 404);
  const { name } = file;
  if (!tables.has(file.media)) return refuse('table-none-for-text', 409, { name });
  const read = await readTables({ path: stored.path, name, size: stored.size }, defaultLimits);
  if (!read.ok) return read;
  // What the author hid is not put before readers by one click.
  const shown = read.value.sheets.filter((sheet) => !sheet.hidden);
  const problem = sheetProblem(shown);
  if (problem === 'empty') return refuse('table-none-for-text', 409, { name });
  if (problem === 'too-large') {
    return refuse('table-too-large-for-text', 409, {
      name,
      rows: sheetLimits.rows,
      columns: sheetLimits.columns,
    });
  }
  return done(fromSheets(shown));
}
