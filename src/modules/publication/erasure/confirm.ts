import { type Selectable, sql } from 'kysely';
import { done, type Result, refuse } from '#kernel';
import {
  type DossierFile,
  type ErasedCopies,
  fingerprintsOfErased,
  lockDossierOf,
  withErasedCopies,
} from '#modules/disclosure';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import { COLLECT_FILES, type FileStore, keepFile } from '#platform/files';
import { addJob } from '#platform/jobs';
import { canonicalJson, toText } from '#platform/richtext';
import { enterInLog } from '../commands/enter-in-log.ts';
import { freezeParts } from '../commands/freeze-parts.ts';
import { registerOldItem } from '../commands/register-old.ts';
import { getPublisher } from '../queries/units.ts';
import { own } from '../store.ts';
import type { PublicationTables } from '../tables.ts';
import {
  type ConcernedPart,
  type ErasableItem,
  listConcernedFiles,
  listConcernedParts,
  listSharing,
} from './find.ts';
import { auditErasure, hashOfWords } from './propose.ts';

export type ConfirmErasureRefusal =
  | 'not-found'
  | 'erasure-settled'
  | 'erasure-same-person'
  | 'erasure-words-differ'
  | 'erasure-changed'
  | 'erasure-file-shared';

type Asked = Selectable<PublicationTables['publication.erasure']>;
type Item = Selectable<PublicationTables['publication.item']>;

export type Confirm = {
  readonly item: ErasableItem;
  readonly erasure: string;
  /** As `normalWords` gives them. */
  readonly words: readonly string[];
};

/**
 * A second person writes the same words, and they are erased: in one transaction everywhere but in the frozen parts, a new
 * version without them is registered with an entry `redact` in the log (urgent: it need not wait for witnesses), and which
 * parts go is noted by their numbers. The parts go when the entry is revealed (`finishErasures`), which needs no words: a crash
 * in between loses nothing and nobody has to write them again.
 *
 * Masked copies of files are made before anything is locked.
 * @param run opens the transaction of the command
 */
export async function confirmErasure(
  db: Reader,
  store: FileStore,
  confirm: Confirm,
  run: (
    work: (ctx: CommandContext) => Promise<Result<string, ConfirmErasureRefusal>>,
  ) => Promise<Result<string>>,
): Promise<Result<string>> {
  const asked = await findAsked(db, confirm);
  // Whoever may not confirm, or wrote other words, does not start an hour of masking.
  const removes = asked?.removes ?? [];
  const { files } = await listConcernedFiles(db, confirm.item, { words: confirm.words, removes });
  const isWorth = asked?.state === 'proposed' && isSame(asked, confirm.words);
  return withErasedCopies(store, isWorth ? files : [], confirm.words, (copies) =>
    run((ctx) => carryOut(ctx, store, confirm, copies)),
  );
}

function findAsked(db: Reader, { item, erasure }: Confirm) {
  return own(db)
    .selectFrom('publication.erasure')
    .selectAll()
    .where('id', '=', erasure)
    .where('item', '=', item.id)
    .executeTakeFirst();
}

function isSame({ words_salt, words_hash }: Asked, words: readonly string[]): boolean {
  return words_salt !== null && words_hash !== null && hashOfWords(words_salt, words).equals(words_hash);
}

/** Dossier, then item, as publishing takes its locks. */
async function lock(ctx: CommandContext, { item, erasure }: Confirm) {
  await lockDossierOf(ctx.tx, item.disclosure);
  const row = await own(ctx.tx)
    .selectFrom('publication.item')
    .selectAll()
    .where('id', '=', item.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const asked = await own(ctx.tx)
    .selectFrom('publication.erasure')
    .selectAll()
    .where('id', '=', erasure)
    .where('item', '=', item.id)
    .forUpdate()
    .executeTakeFirst();
  return { row, asked };
}

async function carryOut(
  ctx: CommandContext,
  store: FileStore,
  confirm: Confirm,
  copies: ErasedCopies,
): Promise<Result<string, ConfirmErasureRefusal>> {
  const { item, words } = confirm;
  const { row, asked } = await lock(ctx, confirm);
  if (asked === undefined) return refuse('not-found', 404);
  if (asked.state !== 'proposed') return refuse('erasure-settled', 409);
  if (asked.proposed_by === ctx.actor.person) return refuse('erasure-same-person', 409);
  if (!isSame(asked, words)) return refuse('erasure-words-differ', 409, {}, 'words');
  await registerOldItem(ctx, row);
  const newest = await newestRow(ctx, item.id);
  if (asked.removes.length > 0 && newest.version !== asked.version) return refuse('erasure-changed', 409);
  const { files } = await listConcernedFiles(ctx.tx, item, { words, removes: asked.removes });
  if (files.some((one) => !copies.has(one.sha256))) return refuse('erasure-changed', 409);
  const shared = await listSharing(ctx.tx, item.id, files);
  if (shared.length > 0) return refuse('erasure-file-shared', 409, { items: shared.join('、') });
  const parts = await listConcernedParts(ctx.tx, item.id, words, files);
  for (const prepared of copies.values())
    if (prepared !== null) await keepFile(ctx, store, prepared.file, prepared.media);
  await eraseCopies(ctx, asked.id, words, copies);
  await addJob(ctx.tx, COLLECT_FILES, { hashes: files.map((one) => one.sha256) });
  const counts = countFiles(files, copies);
  await auditErasure(ctx, 'publication.erase', item, {
    erasure: asked.id,
    ground: asked.ground,
    words: asked.words,
    parts: parts.length,
    ...counts,
  });
  if (parts.length === 0) await settle(ctx, asked.id, { state: 'done', ended_at: ctx.now, ...counts });
  else await registerRedaction(ctx, { row, asked, parts, counts });
  return done(asked.id);
}

type Counts = { readonly masked: number; readonly removed: number };

function countFiles(files: readonly DossierFile[], copies: ErasedCopies): Counts {
  const removed = files.filter((one) => copies.get(one.sha256) === null).length;
  return { masked: files.length - removed, removed };
}

async function settle(
  ctx: CommandContext,
  id: string,
  set: Partial<Pick<Asked, 'state' | 'ended_at' | 'log_index' | 'version' | 'masked' | 'removed'>>,
): Promise<void> {
  await own(ctx.tx)
    .updateTable('publication.erasure')
    .set({ ...set, words_salt: null, words_hash: null })
    .where('id', '=', id)
    .execute();
}

/** The database asks once more that two people decided about these words, and takes them out of everything but the parts. */
async function eraseCopies(
  ctx: CommandContext,
  id: string,
  words: readonly string[],
  copies: ErasedCopies,
): Promise<void> {
  await own(ctx.tx)
    .updateTable('publication.erasure')
    .set({ confirmed_by: ctx.actor.person, confirmed_by_name: ctx.actor.name, confirmed_at: ctx.now })
    .where('id', '=', id)
    .execute();
  const files = Object.fromEntries(
    [...copies].map(([sha256, copy]) => [
      sha256,
      copy === null ? null : { sha256: copy.file.sha256, size: copy.file.size },
    ]),
  );
  const prints = await fingerprintsOfErased(ctx.tx, words);
  await sql`select publication.erase(${id}::uuid, ${[...words]}::text[], ${JSON.stringify(files)}::jsonb,
    ${[...prints]}::text[], ${ctx.now}::timestamptz)`.execute(own(ctx.tx));
}

function newestRow(ctx: CommandContext, item: string) {
  return own(ctx.tx)
    .selectFrom('publication.item_version')
    .selectAll()
    .where('item', '=', item)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}

type Redaction = {
  readonly row: Item;
  readonly asked: Asked;
  readonly parts: readonly ConcernedPart[];
  readonly counts: Counts;
};

/** A version with the text as it reads now, its parts frozen anew, and its entry: the log's lock is taken last. */
async function registerRedaction(
  ctx: CommandContext,
  { row, asked, parts, counts }: Redaction,
): Promise<void> {
  // Its content is masked by now.
  const newest = await newestRow(ctx, row.id);
  const { content } = newest;
  const version = newest.version + 1;
  const unit = await getPublisher(ctx.tx, row.unit);
  await own(ctx.tx)
    .insertInto('publication.item_version')
    .values({
      ...newest,
      version,
      content: canonicalJson(content),
      body_text: toText(content.body),
      published_at: ctx.now,
      erasure: JSON.stringify(counts),
    })
    .execute();
  if (content.attachments.length > 0)
    await own(ctx.tx)
      .insertInto('publication.item_attachment')
      .values(
        content.attachments.map((one, index) => ({ item: row.id, version, position: index + 1, ...one })),
      )
      .execute();
  const manifestCommit = await freezeParts(ctx, content, {
    item: row.id,
    slug: row.slug,
    indexNumber: row.index_number,
    unit: { code: unit.code, name: newest.unit_name },
    publishedAt: row.published_at,
    versionAt: ctx.now,
    version,
    purpose: newest.purpose,
  });
  const logIndex = await enterInLog(ctx, {
    effect: 'redact',
    purpose: 'redact',
    item: row.id,
    slug: row.slug,
    unit: unit.code,
    revision: null,
    scope: newest.scope,
    version,
    duties: [],
    ground: null,
    reason: asked.ground,
    claimedAt: ctx.now,
    manifestCommit,
    contentSha256: newest.content_sha256,
    note: null,
    isUrgent: true,
    legacy: false,
  });
  await own(ctx.tx)
    .insertInto('publication.erasure_part')
    .values(
      parts.map((part) => ({
        log_index: logIndex,
        item: row.id,
        version: part.version,
        position: part.position,
      })),
    )
    .execute();
  await settle(ctx, asked.id, { state: 'registered', log_index: logIndex, version, ...counts });
}
