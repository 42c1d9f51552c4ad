import { v7 } from 'uuid';
import type { CommandContext } from '#platform/command';
import { tables } from '#platform/database';
import type { Locale } from '#platform/i18n';
import { addJob } from '#platform/jobs';
import { seal } from '#platform/sealing';
import type { MailTables } from './tables.ts';

/** One job drains what is due; asked for again while it waits, it stays one. */
export const SEND_MAIL = 'platform/send-mail';

/** A mail that is owed. */
export type NewMail = {
  /** `room.what`, one of the kinds that the rooms declare. */
  readonly kind: string;
  /** What it is about, for the kind that writes it. */
  readonly ref: string;
  /** Subscriber or person: with them go the mails that wait for them. */
  readonly owner: string | null;
  /** A bare address that `readMailAddress` has read. */
  readonly to: string;
  readonly locale: Locale;
  /** A name under which it is owed once and for all; asked for again, nothing happens. */
  readonly once?: string;
};

/**
 * Owes a mail, in the caller's transaction: it is sent if and only if that commits.
 * @param key what addresses are sealed with (see `deriveKey`)
 * @returns whether it is new
 */
export async function enqueueMail(
  ctx: Pick<CommandContext, 'tx' | 'now'>,
  key: Buffer,
  mail: NewMail,
): Promise<boolean> {
  const made = await tables<MailTables>(ctx.tx)
    .insertInto('platform.mail')
    .values({
      id: v7(),
      kind: mail.kind,
      ref: mail.ref,
      owner: mail.owner,
      locale: mail.locale,
      sealed_to: seal(key, mail.to),
      next_at: ctx.now,
      created_at: ctx.now,
      once: mail.once ?? null,
    })
    .onConflict((conflict) => conflict.column('once').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made !== undefined) await wakeMail(ctx);
  return made !== undefined;
}

/** Has the drain run now; the row is what counts, and is found by the clock if this job is lost. */
export function wakeMail(ctx: Pick<CommandContext, 'tx'>): Promise<void> {
  return addJob(ctx.tx, SEND_MAIL, {}, { key: SEND_MAIL, queue: 'mail', maxAttempts: 3 });
}

/**
 * Takes back what waits for somebody who is gone, and forgets the address; what is being handed over at this moment may
 * still arrive.
 * @returns how many were taken back
 */
export async function cancelMailsOf(ctx: Pick<CommandContext, 'tx' | 'now'>, owner: string): Promise<number> {
  const gone = await tables<MailTables>(ctx.tx)
    .updateTable('platform.mail')
    .set({ state: 'cancelled', ended_at: ctx.now, sealed_to: null, owner: null, lease_until: null })
    .where('owner', '=', owner)
    .where('state', 'in', ['waiting', 'sending'])
    .returning('id')
    .execute();
  return gone.length;
}
