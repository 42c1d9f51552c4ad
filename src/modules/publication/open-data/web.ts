import { Readable } from 'node:stream';
import { z } from 'zod';
import { findStoredFile } from '#platform/files';
import { definePage, type Page, type PageAnswer, type PageContext } from '#platform/http';
import { csvChunks, type Value } from '#platform/tabular';
import { answerPage } from '#ui/portal';
import { pageSlug } from '../forms.ts';
import { findTombstone } from '../queries/item.ts';
import { findDataTerms, getSite } from '../queries/site.ts';
import { readSlug } from '../slug.ts';
import { answerData, dataHeaders, isHeld } from '../web/portal/data.ts';
import { answerProblem, openToAll, readShown } from '../web/portal/shown.ts';
import { catalogOf, type Node } from './dcat.ts';
import { writeJsonLd, writeTurtle } from './dcat-write.ts';
import { listFiles } from './files.ts';
import { openDataPage } from './page.ts';
import { eachRecord, type ItemRecord } from './records.ts';
import { type OpenTable, openTables } from './tables.ts';

/** Tables that are read through for somebody at once: others wait a minute rather than slow down all readers. */
const MOST_AT_ONCE = 4;
let reading = 0;

const attachment = (name: string) => ({ 'content-disposition': `attachment; filename="${name}"` });

function answerBusy(ctx: PageContext): PageAnswer {
  return {
    status: 503,
    media: 'text/plain; charset=utf-8',
    body: `${ctx.t('publication.openData.busy')}\n`,
    headers: { ...dataHeaders(ctx), 'cache-control': 'no-store', 'retry-after': '60' },
  };
}

/** A packed file of items. One that may still hold what was taken since is not given out. */
async function answerFile(ctx: PageContext, name: string): Promise<PageAnswer> {
  openToAll(ctx);
  const [file] = await ctx.read((db) => listFiles(db, name));
  if (file === undefined) return answerProblem(ctx, 404, 'publication.openData.absent');
  const stored = file.isFresh ? await findStoredFile(ctx.files, file.sha256) : undefined;
  // Made anew at this moment, its bytes may have gone between row and file: the next row names others.
  if (stored === undefined) return answerBusy(ctx);
  const tag = `"${file.sha256}"`;
  const headers = {
    ...dataHeaders(ctx),
    etag: tag,
    'last-modified': file.madeAt.toUTCString(),
    // RFC 9530: what a client may check the bytes by.
    'repr-digest': `sha-256=:${Buffer.from(file.sha256, 'hex').toString('base64')}:`,
  };
  if (isHeld(ctx.headers['if-none-match'], tag)) return { status: 304, body: '', headers };
  return {
    status: 200,
    media: 'application/gzip',
    body: stored.open(),
    headers: { ...headers, ...attachment(name), 'content-length': String(stored.size) },
  };
}

/** A table as CSV, read a batch at a time while it is sent. */
function answerTable(ctx: PageContext, table: OpenTable): PageAnswer {
  openToAll(ctx);
  if (reading >= MOST_AT_ONCE) return answerBusy(ctx);
  return {
    status: 200,
    media: 'text/csv; charset=utf-8; header=present',
    body: Readable.from(csvChunks(table.fields, eachRow(ctx, table))),
    headers: { ...dataHeaders(ctx), ...attachment(`${table.name}.csv`) },
  };
}

async function* eachRow(ctx: PageContext, table: OpenTable): AsyncGenerator<readonly Value[]> {
  reading += 1;
  try {
    for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
      // A batch is a reading of its own: somebody signed in reads in a transaction that must not wait for their network.
      const page: Awaited<ReturnType<OpenTable['read']>> = await ctx.read((db) => table.read(db, after));
      yield* page.rows;
      after = page.next;
    }
  } finally {
    reading -= 1;
  }
}

/** One item as the record that stands in the files. */
async function answerItem(ctx: PageContext, typed: string): Promise<PageAnswer> {
  openToAll(ctx);
  const slug = readSlug(typed);
  if (slug === null) return answerProblem(ctx, 404, 'publication.page.absent');
  const found = await ctx.read(async (db): Promise<ItemRecord | 'gone' | 'absent'> => {
    for await (const record of eachRecord(db, { slug })) return record;
    // Whoever may see it inside finds it on its page; for programs it is what it is for society.
    const answer = await findTombstone(db, slug);
    return answer.kind === 'withdrawn' ? 'gone' : 'absent';
  });
  if (found === 'absent') return answerProblem(ctx, 404, 'publication.page.absent');
  if (found === 'gone') return answerProblem(ctx, 410, 'publication.page.goneFile');
  return answerData(ctx, {
    media: 'application/json; charset=utf-8',
    body: `${JSON.stringify({ v: 1, ...found }, null, 1)}\n`,
  });
}

/** The catalogue of data as it is now: files that are being made anew are not in it. */
async function readCatalog(ctx: PageContext): Promise<readonly Node[]> {
  openToAll(ctx);
  return ctx.read(async (db) =>
    catalogOf({
      baseUrl: ctx.baseUrl,
      site: await getSite(db),
      terms: await findDataTerms(db),
      files: (await listFiles(db)).filter((file) => file.isFresh),
    }),
  );
}

/** 开放数据: the page about it, files of items by year, tables, and single items. */
export const openDataPages: readonly Page[] = [
  definePage({
    path: '/open-data',
    handle: async (ctx) => {
      const shown = await readShown(ctx, async (db) => ({
        files: await listFiles(db),
        terms: await findDataTerms(db),
      }));
      return answerPage(ctx, openDataPage(shown));
    },
  }),
  definePage({
    path: '/dcat.ttl',
    handle: async (ctx) =>
      answerData(ctx, { media: 'text/turtle; charset=utf-8', body: writeTurtle(await readCatalog(ctx)) }),
  }),
  definePage({
    path: '/dcat.jsonld',
    handle: async (ctx) =>
      answerData(ctx, {
        media: 'application/ld+json; charset=utf-8',
        body: writeJsonLd(await readCatalog(ctx)),
      }),
  }),
  ...openTables.map((table) =>
    definePage({ path: `/open-data/${table.name}.csv`, handle: async (ctx) => answerTable(ctx, table) }),
  ),
  definePage({
    path: '/open-data/:file',
    params: z.object({ file: z.string().max(40) }),
    handle: (ctx, { params }) => answerFile(ctx, params.file),
  }),
  definePage({
    path: '/i/:slug.json',
    params: pageSlug,
    handle: (ctx, { params }) => answerItem(ctx, params.slug),
  }),
];
