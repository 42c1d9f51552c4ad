import { z } from 'zod';
import { done, refuse } from '#kernel';
import { defineRoute } from '#platform/http';
import { importCatalogue, planImport, readCatalogueFile } from '../commands/import-catalogue.ts';
import { exportQuery, importQuery, importReport } from '../forms/import.ts';
import { id } from '../forms/vocabulary.ts';
import { exportCatalogue } from '../import/export.ts';
import { fieldsOf, listItems } from '../store/catalogues.ts';
import { openCatalogue } from './access.ts';

const tag = 'catalogue';
const byId = z.strictObject({ id });
const MAX_BYTES = 20 * 1024 * 1024;

const media = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

export const importRoutes = [
  defineRoute({
    method: 'POST',
    path: '/api/catalogues/:id/import',
    tag,
    summary: 'Read an XLSX, CSV or DOCX table: dry run, or into the draft in one transaction',
    params: byId,
    query: importQuery,
    answer: importReport,
    upload: { maxBytes: MAX_BYTES },
    handle: async (ctx, { params, query }) => {
      const opened = await openCatalogue(ctx, 'catalogue.edit', params.id);
      if (!opened.ok) return opened;
      if (ctx.upload === null) return refuse('upload-empty', 400, {}, 'file');
      const file = ctx.upload;
      const mapped = await readCatalogueFile(file, opened.value.value, query);
      if (!mapped.ok) return mapped;
      if (query.mode === 'commit')
        return ctx.command((c) => importCatalogue(c, params.id, file, mapped.value, query));
      const plan = await planImport(ctx.read, params.id, file, mapped.value, query);
      return done(plan.report);
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/catalogues/:id/export',
    tag,
    summary: 'The catalogue as a file that the import reads back without a change',
    params: byId,
    query: exportQuery,
    answer: 'file',
    handle: async (ctx, { params, query }) => {
      const opened = await openCatalogue(ctx, 'catalogue.read', params.id);
      if (!opened.ok) return opened;
      const { title, year, version } = opened.value.value;
      const rows = (await listItems(ctx.read, params.id)).map(fieldsOf);
      const body = exportCatalogue(title, rows, query.format);
      return done({ name: `${title}-${year}-${version}.${query.format}`, media: media[query.format], body });
    },
  }),
];
