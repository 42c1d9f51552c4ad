import { appendEntry } from '#modules/transparency-log';
import type { CommandContext } from '#platform/command';
import { kept, later } from '#platform/database';
import { type Before, entryOf, type Registered } from '../registration/entry.ts';
import { own } from '../store.ts';
import { takesAway } from '../words.ts';

/** One entry of an item on its way into the log, with what is needed to reveal it. */
export type Entered = Registered & {
  readonly item: string;
  /** Null for an erasure, which no revision did. */
  readonly revision: string | null;
  readonly contentSha256: string;
  /** Why an item is withdrawn, for its tombstone. Stands in no entry. */
  readonly note: string | null;
  readonly isUrgent: boolean;
  /** Public before the log began: registered late, nothing to reveal. */
  readonly legacy: boolean;
};

/**
 * Appends the entry and notes where it stands. For an inner scope the log gets the commitment to the entry and nothing else;
 * entry and salt lie beside it, for those who may read the item.
 * @param isFirst the item is made in this transaction, so nothing of it can stand in the log
 * @returns 登记号: the index in the log
 */
export async function enterInLog(ctx: CommandContext, entered: Entered, isFirst = false): Promise<number> {
  const full = entryOf(entered, isFirst ? [] : await listBefore(ctx, entered.item));
  const inner = entered.scope !== 'society';
  // What is taken away may be what does harm: it does not wait for witnesses either.
  const urgent = entered.isUrgent || takesAway(entered.effect);
  const { index, leaf, opening } = await appendEntry(ctx, full, { inner, urgent });
  const row = own(ctx.tx)
    .insertInto('publication.registration')
    .values({
      log_index: index,
      leaf,
      item: entered.item,
      version: entered.version,
      revision: entered.revision,
      effect: entered.effect,
      purpose: entered.purpose,
      scope: entered.scope,
      inner_entry: opening === null ? null : Buffer.from(opening.entry),
      inner_salt: opening === null ? null : Buffer.from(opening.salt),
      content_sha256: entered.contentSha256,
      note: entered.note,
      legacy: entered.legacy,
      after_review: entered.isUrgent && entered.effect !== 'redact' ? 'awaited' : null,
      claimed_at: entered.claimedAt,
    });
  await later(ctx.tx, kept(row));
  return index;
}

async function listBefore(ctx: CommandContext, item: string): Promise<Before> {
  return own(ctx.tx)
    .selectFrom('publication.registration')
    .select(['log_index as idx', 'leaf', 'scope'])
    .where('item', '=', item)
    .orderBy('log_index')
    .execute();
}
