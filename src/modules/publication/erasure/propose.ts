import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { own } from '../store.ts';
import {
  byTable,
  type ErasableItem,
  listConcernedFiles,
  listConcernedParts,
  listPlaces,
  listSharing,
  newestVersion,
  type Wanted,
} from './find.ts';
import type { ErasureGround } from './grounds.ts';

export type ProposeErasureRefusal =
  | 'erasure-nothing-named'
  | 'erasure-word-short'
  | 'erasure-nothing-found'
  | 'erasure-under-way'
  | 'erasure-file-shared'
  | 'erasure-settled'
  | 'not-found';

/** SHA-256(salt ‖ words, one a line): tells whether two people wrote the same words, and nothing else. */
export function hashOfWords(salt: Uint8Array, words: readonly string[]): Buffer {
  return createHash('sha256').update(salt).update(words.join('\n')).digest();
}

/** One sign alone would take away far more than a name. */
export const isShort = (word: string): boolean => [...word].length < 2;

/**
 * One person asks that words, and attachments as a whole, be erased from a published item and from every copy of its text
 * (个人信息保护法 art. 47). Nothing is erased yet: a second person has to write the same words. The words are not kept, only
 * how often they were found where, and until then a salted hash.
 */
export async function proposeErasure(
  ctx: CommandContext,
  item: ErasableItem,
  { words, removes, ground }: Wanted & { readonly ground: ErasureGround },
): Promise<Result<string, ProposeErasureRefusal>> {
  if (words.length === 0 && removes.length === 0) return refuse('erasure-nothing-named', 400, {}, 'words');
  if (words.some(isShort)) return refuse('erasure-word-short', 400, {}, 'words');
  // One at a time for an item: whoever comes second finds the first.
  await own(ctx.tx)
    .selectFrom('publication.item')
    .select('id')
    .where('id', '=', item.id)
    .forUpdate()
    .execute();
  if ((await findOpen(ctx, item.id)) !== undefined) return refuse('erasure-under-way', 409);
  const { files } = await listConcernedFiles(ctx.tx, item, { words, removes });
  const shared = await listSharing(ctx.tx, item.id, files);
  if (shared.length > 0) return refuse('erasure-file-shared', 409, { items: shared.join('、') });
  const places = byTable(await listPlaces(ctx.tx, item.id, words));
  const parts = await listConcernedParts(ctx.tx, item.id, words, files);
  if (places.length + parts.length + files.length === 0)
    return refuse('erasure-nothing-found', 409, {}, 'words');
  const id = randomUUID();
  const salt = randomBytes(32);
  const found = [
    ...places.map(({ place, rows, hits }) => ({ place, rows, hits })),
    ...(parts.length === 0 ? [] : [{ place: 'publication.part', rows: parts.length, hits: parts.length }]),
  ];
  await own(ctx.tx)
    .insertInto('publication.erasure')
    .values({
      id,
      item: item.id,
      unit: item.unit,
      ground,
      words_salt: salt,
      words_hash: hashOfWords(salt, words),
      words: words.length,
      removes: [...removes],
      found: JSON.stringify(found),
      version: await newestVersion(ctx.tx, item.id),
      proposed_by: ctx.actor.person,
      proposed_by_name: ctx.actor.name,
      proposed_at: ctx.now,
    })
    .execute();
  await auditErasure(ctx, 'publication.propose-erasure', item, {
    erasure: id,
    ground,
    words: words.length,
    parts: parts.length,
    files: files.length,
  });
  return done(id);
}

function findOpen(ctx: CommandContext, item: string) {
  return own(ctx.tx)
    .selectFrom('publication.erasure')
    .select('id')
    .where('item', '=', item)
    .where('state', '=', 'proposed')
    .executeTakeFirst();
}

/** What was asked for is taken back, by whoever may ask; nothing was erased. */
export async function cancelErasure(
  ctx: CommandContext,
  item: ErasableItem,
  erasure: string,
): Promise<Result<string, ProposeErasureRefusal>> {
  const found = await own(ctx.tx)
    .selectFrom('publication.erasure')
    .select('state')
    .where('id', '=', erasure)
    .where('item', '=', item.id)
    .forUpdate()
    .executeTakeFirst();
  if (found === undefined) return refuse('not-found', 404);
  if (found.state !== 'proposed') return refuse('erasure-settled', 409);
  await own(ctx.tx)
    .updateTable('publication.erasure')
    .set({
      state: 'cancelled',
      words_salt: null,
      words_hash: null,
      cancelled_by: ctx.actor.person,
      cancelled_by_name: ctx.actor.name,
      ended_at: ctx.now,
    })
    .where('id', '=', erasure)
    .execute();
  await auditErasure(ctx, 'publication.cancel-erasure', item, { erasure });
  return done(erasure);
}

export async function auditErasure(
  ctx: CommandContext,
  action: string,
  item: ErasableItem,
  data: Readonly<Record<string, string | number | null>>,
): Promise<void> {
  await recordAudit(ctx, { action, subjectKind: 'item', subject: item.id, unit: item.unit as UnitId, data });
}
