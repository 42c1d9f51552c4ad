import { sql } from 'kysely';
import { done, type Result, refuse } from '#kernel';
import { isCovered } from '#modules/organisations';
import { recordAudit } from '#platform/audit';
import { type CommandContext, inTransaction, systemActor } from '#platform/command';
import type { Database, Reader } from '#platform/database';
import type { FileStore } from '#platform/files';
import type { Coverage } from '#platform/permission';
import { TypesettingFault, type TypesettingFaultCode } from '#platform/typesetting';
import { findItem } from '../queries/item.ts';
import { own } from '../store.ts';
import { type DocumentKind, documentKinds, makeDocument } from './make.ts';
import { sourceOf } from './web.ts';

/** So many items a run: typesetting stays a background matter also when a whole archive comes in at once. */
const A_RUN = 40;
/** A document that failed so often waits for somebody to have it tried again. */
const MOST_ATTEMPTS = 5;

type Due = { readonly id: string; readonly slug: string; readonly version: number; readonly unit: number };

/** Newest items whose documents were not tried yet, and those that failed. */
function listDue(db: Reader): Promise<readonly Due[]> {
  return own(db)
    .selectFrom('publication.item as i')
    .leftJoin('publication.document_check as c', (join) =>
      join.onRef('c.item', '=', 'i.id').onRef('c.version', '=', 'i.version').on('c.kind', '=', 'pdf'),
    )
    .select(['i.id', 'i.slug', 'i.version', 'i.unit'])
    .where('i.state', '=', 'live')
    .where((eb) =>
      eb.or([
        eb('c.item', 'is', null),
        eb.and([eb('c.state', '=', 'failed'), eb('c.attempts', '<', MOST_ATTEMPTS)]),
      ]),
    )
    .orderBy('i.published_at', 'desc')
    .limit(A_RUN)
    .execute();
}

/**
 * Makes the documents of what is public once, and keeps whether they could be made. A fault of one is recorded and does not stop
 * the others; nothing else is kept, so a repeat is harmless.
 */
export async function checkDocuments(database: Database, files: FileStore, now: Date): Promise<void> {
  const due = await listDue(database.reader);
  if (due.length === 0) return;
  // Made before the transaction: nothing is locked while a text is typeset.
  const checks: (readonly [Due, DocumentKind, Found])[] = [];
  for (const one of due)
    for (const kind of documentKinds)
      checks.push([one, kind, await checkOne(database.reader, files, one, kind)]);
  await inTransaction(database, { actor: systemActor, now }, async (ctx) => {
    for (const [one, kind, found] of checks) await keepCheck(ctx, one, kind, found);
    const failed = checks.filter(([, , found]) => found.code !== null).length;
    await recordAudit(ctx, {
      action: 'publication.check-documents',
      data: { made: checks.length - failed, failed },
    });
    return done(null);
  });
}

async function checkOne(db: Reader, files: FileStore, due: Due, kind: DocumentKind): Promise<Found> {
  const answer = await findItem(db, due.slug);
  const isThere = answer.kind === 'item' && answer.view.shown.content.withholding?.extent !== 'whole';
  return isThere ? tryOne(kind, answer.view, files) : { code: null, missing: [] };
}

type Found = { readonly code: TypesettingFaultCode | null; readonly missing: readonly string[] };

async function tryOne(
  kind: DocumentKind,
  view: Parameters<typeof sourceOf>[0],
  files: FileStore,
): Promise<Found> {
  try {
    const { missing } = await makeDocument(kind, sourceOf(view, ''), files);
    return { code: null, missing };
  } catch (error) {
    if (!(error instanceof TypesettingFault)) throw error;
    return { code: error.code, missing: [] };
  }
}

async function keepCheck(ctx: CommandContext, due: Due, kind: DocumentKind, { code, missing }: Found) {
  const state = code === null ? 'made' : 'failed';
  await own(ctx.tx)
    .insertInto('publication.document_check')
    .values({
      item: due.id,
      version: due.version,
      kind,
      unit: due.unit,
      state,
      code,
      missing: [...missing],
      checked_at: ctx.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['item', 'version', 'kind']).doUpdateSet({
        state,
        code,
        missing: [...missing],
        attempts: sql<number>`document_check.attempts + 1`,
        checked_at: ctx.now,
      }),
    )
    .execute();
  if (code !== null)
    await recordAudit(ctx, {
      action: 'publication.document-failed',
      subjectKind: 'item',
      subject: due.id,
      data: { kind, code },
    });
}

export type DocumentFinding = {
  readonly item: string;
  readonly slug: string;
  readonly title: string;
  readonly version: number;
  readonly kind: DocumentKind;
  readonly code: TypesettingFaultCode | null;
  readonly missing: readonly string[];
  readonly attempts: number;
  readonly checkedAt: Date;
};

/** Documents of the units covered that could not be made, or have signs that no font has; of what is public now. */
export async function listDocumentFindings(
  db: Reader,
  coverage: Coverage,
): Promise<readonly DocumentFinding[]> {
  const rows = await own(db)
    .selectFrom('publication.document_check as c')
    .innerJoin('publication.item as i', (join) =>
      join.onRef('i.id', '=', 'c.item').onRef('i.version', '=', 'c.version'),
    )
    .select([
      'c.item',
      'i.slug',
      'i.title',
      'c.version',
      'c.kind',
      'c.code',
      'c.missing',
      'c.attempts',
      'c.checked_at',
    ])
    .where(
      sql<boolean>`exists (select from organisations.unit u where u.id = c.unit and ${isCovered(coverage, 'u')})`,
    )
    .where('i.state', '=', 'live')
    .where(sql<boolean>`(c.state = 'failed' or c.missing <> '{}')`)
    .orderBy('c.checked_at', 'desc')
    .limit(100)
    .execute();
  return rows.map(({ checked_at: checkedAt, ...row }) => ({ ...row, checkedAt }));
}

/** Tries a document again, now: its attempts count from one. */
export async function retryDocument(
  ctx: CommandContext,
  item: string,
): Promise<Result<null, 'item-not-found'>> {
  const answer = await own(ctx.tx)
    .updateTable('publication.document_check')
    .set({ attempts: 1 })
    .where('item', '=', item)
    .where('state', '=', 'failed')
    .executeTakeFirst();
  if (answer.numUpdatedRows === 0n) return refuse('item-not-found', 404);
  await recordAudit(ctx, { action: 'publication.retry-document', subjectKind: 'item', subject: item });
  return done(null);
}
