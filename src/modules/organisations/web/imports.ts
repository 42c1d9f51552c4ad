import { z } from 'zod';
import { done, type PersonId, type Result, refuse } from '#kernel';
import { defineRoute, type RouteContext } from '#platform/http';
import type { ImportRun } from '#platform/imports';
import {
  byRun,
  type ImportRunView,
  importRowPage,
  importRowsQuery,
  importRunPage,
  importRunView,
  pageQuery,
  startImportQuery,
} from '../forms.ts';
import { cancelImport, commitImport, startImport } from '../import/runs.ts';
import { UPLOAD_BYTES } from '../import/stage.ts';
import { findImportRun, listImportRows, listImportRuns, toRunView } from '../import/view.ts';

const tag = 'organisations';
const IMPORT = 'organisations.import';

/** May this person import, and who is it? */
function permitImport(ctx: RouteContext): Result<PersonId> {
  const decision = ctx.permit(IMPORT);
  if (!decision.ok) return decision;
  return ctx.actor === null ? refuse('sign-in-required', 401) : done(ctx.actor.person);
}

async function readRun(ctx: RouteContext, id: string, person: PersonId): Promise<Result<ImportRun>> {
  const run = await findImportRun(ctx.read, id, person);
  return run === undefined ? refuse('unit-import-not-found', 404) : done(run);
}

async function answerRun(
  ctx: RouteContext,
  result: Result<string>,
  person: PersonId,
): Promise<Result<ImportRunView>> {
  if (!result.ok) return result;
  const run = await readRun(ctx, result.value, person);
  return run.ok ? done(toRunView(run.value)) : run;
}

const start = defineRoute({
  method: 'POST',
  path: '/api/unit-imports',
  tag,
  summary: 'Dry run: what a file would change, and what is wrong in it',
  query: startImportQuery,
  answer: importRunView,
  upload: { maxBytes: UPLOAD_BYTES },
  handle: async (ctx) => {
    const person = permitImport(ctx);
    if (!person.ok) return person;
    const { upload } = ctx;
    if (upload === null) return refuse('table-empty', 415, {}, 'file');
    const reach = ctx.coverage('organisations.administer');
    const result = await ctx.command((command) => startImport(command, upload, reach));
    return answerRun(ctx, result, person.value);
  },
});

const list = defineRoute({
  method: 'GET',
  path: '/api/unit-imports',
  tag,
  summary: "The reader's imports, newest first",
  query: pageQuery,
  answer: importRunPage,
  handle: async (ctx, { query }) => {
    const person = permitImport(ctx);
    return person.ok ? listImportRuns(ctx.read, person.value, query) : person;
  },
});

const view = defineRoute({
  method: 'GET',
  path: '/api/unit-imports/:run',
  tag,
  summary: 'How far an import is',
  params: byRun,
  answer: importRunView,
  handle: async (ctx, { params }) => {
    const person = permitImport(ctx);
    return person.ok ? answerRun(ctx, done(params.run), person.value) : person;
  },
});

const rows = defineRoute({
  method: 'GET',
  path: '/api/unit-imports/:run/rows',
  tag,
  summary: 'The rows of an import: what each would change, or what is wrong in it',
  params: byRun,
  query: importRowsQuery,
  answer: importRowPage,
  handle: async (ctx, { params, query }) => {
    const person = permitImport(ctx);
    if (!person.ok) return person;
    const run = await readRun(ctx, params.run, person.value);
    return run.ok ? listImportRows(ctx.read, run.value, query) : run;
  },
});

const commit = defineRoute({
  method: 'POST',
  path: '/api/unit-imports/:run/commit',
  tag,
  summary: 'Take a checked import over',
  params: byRun,
  body: z.strictObject({}),
  answer: importRunView,
  handle: async (ctx, { params }) => {
    const person = permitImport(ctx);
    if (!person.ok) return person;
    const reach = ctx.coverage('organisations.administer');
    return answerRun(
      ctx,
      await ctx.command((command) => commitImport(command, params.run, reach)),
      person.value,
    );
  },
});

const cancel = defineRoute({
  method: 'POST',
  path: '/api/unit-imports/:run/cancel',
  tag,
  summary: 'Give a checked import up',
  params: byRun,
  body: z.strictObject({}),
  answer: importRunView,
  handle: async (ctx, { params }) => {
    const person = permitImport(ctx);
    if (!person.ok) return person;
    return answerRun(ctx, await ctx.command((command) => cancelImport(command, params.run)), person.value);
  },
});

export const importRoutes = [start, list, view, rows, commit, cancel];
