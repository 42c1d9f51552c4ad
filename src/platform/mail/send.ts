import { sql } from 'kysely';
import type { Database, Tx } from '#platform/database';
import { tables } from '#platform/database';
import { failPoint } from '#platform/fail-point';
import type { Locale, Translate } from '#platform/i18n';
import type { Job } from '#platform/jobs';
import { unseal } from '#platform/sealing';
import { maskAddress } from './address.ts';
import { type MailContent, plainOf, subjectOf } from './content.ts';
import type { MailEnd, MailKinds } from './kinds.ts';
import { type MailOutcome, nextAttempt } from './outcome.ts';
import { SEND_MAIL, wakeMail } from './queue.ts';
import type { MailCarrier, OutgoingMail } from './smtp.ts';
import type { MailTables } from './tables.ts';

/** All that sending needs. */
export type MailPost = {
  readonly key: Buffer;
  readonly kinds: MailKinds;
  /** Opens the way out for one drain; null: there is none, what would be sent is shown in the office (demonstration). */
  readonly carrier: (() => MailCarrier) | null;
  /** Right of the `@` in Message-IDs. */
  readonly domain: string;
  readonly baseUrl: () => string;
  readonly translator: (locale: Locale) => Translate;
  readonly onFault: (error: unknown) => void;
};

/** Longer than any attempt: when it is over, whoever held it is dead or has given up. */
const LEASE_MS = 150_000;
/** Mails of one drain; more go to the next, so that a worker can be stopped in between. */
const DRAIN = 500;
/** As many failures of the connection in a row end a drain: the others wait their turn without losing an attempt. */
const MOST_DEAD_ENDS = 3;

const SENDING = 'after-mail-lease';
const HANDED_OVER = 'after-mail-handed-over';
/** Where a power cut is tried: before the server has the mail, and after it has it but before we know. */
export const mailFailPoints = [SENDING, HANDED_OVER] as const;

type Claimed = OutgoingMail & { readonly kind: string; readonly ref: string; readonly attempts: number };
type Claim =
  | { readonly is: 'none' }
  | { readonly is: 'ended' }
  | { readonly is: 'send'; readonly mail: Claimed };

/**
 * Hands over all mails that are due, one after another.
 *
 * Crash points. A mail is leased and put into words in one transaction; then it is handed over; then the answer is recorded.
 * Killed before the hand-over, it is sent when the lease ends. Killed between the server's answer and our record, it is sent
 * once more, under the same Message-ID, and the mailbox keeps one of the two: SMTP has no way to ask whether a message
 * arrived (RFC 5321 §4.5.4.1), so at least once is what there is, and at most one repetition for each death.
 * @returns how many the server took
 */
export async function sendDueMail(post: MailPost, database: Database, now: () => Date): Promise<number> {
  return (await drain(post, database, now)).sent;
}

/** @returns also whether it stopped because it had done its share, and not for want of mails or of a server */
async function drain(
  post: MailPost,
  database: Database,
  now: () => Date,
): Promise<{ readonly sent: number; readonly more: boolean }> {
  const carrier = post.carrier === null ? null : post.carrier();
  let sent = 0;
  let deadEnds = 0;
  try {
    for (let turn = 0; turn < DRAIN && deadEnds < MOST_DEAD_ENDS; turn += 1) {
      const claim = await claimNext(post, database, now());
      if (claim.is === 'none') return { sent, more: false };
      if (claim.is === 'ended') continue;
      failPoint(SENDING);
      const outcome: MailOutcome = carrier === null ? { is: 'sent' } : await carrier.deliver(claim.mail);
      failPoint(HANDED_OVER);
      await recordOutcome(post, database, claim.mail, outcome, now());
      if (outcome.is === 'sent') sent += 1;
      const isDeadEnd = outcome.is === 'later' && /^E[A-Z]/.test(outcome.reason);
      deadEnds = isDeadEnd ? deadEnds + 1 : 0;
    }
  } finally {
    carrier?.close();
  }
  return { sent, more: deadEnds < MOST_DEAD_ENDS };
}

type Row = {
  readonly id: string;
  readonly kind: string;
  readonly ref: string;
  readonly locale: Locale;
  readonly sealed_to: string | null;
  readonly message_id: string | null;
  readonly attempts: number;
  readonly created_at: Date;
};

/** Leases the mail that has waited longest and puts it into words. */
async function claimNext(post: MailPost, database: Database, now: Date): Promise<Claim> {
  let failed: { readonly id: string; readonly attempts: number; readonly error: unknown } | null = null;
  try {
    return await database.transaction(async (tx): Promise<Claim> => {
      const row = await lease(post, tx, now);
      if (row === undefined) return { is: 'none' };
      try {
        return await write(post, tx, row, now);
      } catch (error) {
        failed = { id: row.id, attempts: row.attempts, error };
        throw error;
      }
    });
  } catch (error) {
    // What cannot be put into words must not stand in the way of the others.
    const found = failed as { readonly id: string; readonly attempts: number } | null;
    if (found === null) throw error;
    post.onFault(error);
    await postpone(database, found.id, found.attempts, 'cannot-be-written', now);
    return { is: 'ended' };
  }
}

async function lease(post: MailPost, tx: Tx, now: Date): Promise<Row | undefined> {
  const found = await sql<Row>`update platform.mail m
    set state = 'sending', lease_until = ${new Date(now.getTime() + LEASE_MS)}, attempts = m.attempts + 1,
      message_id = coalesce(m.message_id, m.id || '@' || ${post.domain}::text)
    where m.id = (select id from platform.mail
      where (state = 'waiting' and next_at <= ${now}) or (state = 'sending' and lease_until <= ${now})
      order by next_at, id limit 1 for update skip locked)
    returning m.id, m.kind, m.ref, m.locale, m.sealed_to, m.message_id, m.attempts, m.created_at`.execute(
    tables<MailTables>(tx),
  );
  return found.rows[0];
}

async function write(post: MailPost, tx: Tx, row: Row, now: Date): Promise<Claim> {
  const kind = post.kinds[row.kind];
  if (kind === undefined) throw new Error(`no room writes mails of the kind ${row.kind}`);
  const baseUrl = post.baseUrl();
  const t = post.translator(row.locale);
  const content = await kind.write({ tx, now, t, locale: row.locale, baseUrl }, row.ref);
  if (content === null || row.sealed_to === null) {
    await end(tx, post, row, 'cancelled', now);
    return { is: 'ended' };
  }
  const to = unseal(post.key, row.sealed_to);
  if (post.carrier === null) await show(tx, row.id, to, content, now);
  const { id, ref, locale, attempts } = row;
  const messageId = row.message_id ?? '';
  return {
    is: 'send',
    mail: { id, kind: row.kind, ref, locale, attempts, to, messageId, date: row.created_at, content },
  };
}

async function show(tx: Tx, mail: string, to: string, content: MailContent, now: Date): Promise<void> {
  await tables<MailTables>(tx)
    .insertInto('platform.mail_shown')
    .values({
      mail,
      masked_to: maskAddress(to),
      subject: subjectOf(content.subject),
      body: plainOf(content),
      at: now,
    })
    .onConflict((conflict) => conflict.column('mail').doNothing())
    .execute();
}

async function end(
  tx: Tx,
  post: MailPost,
  row: { readonly id: string; readonly kind: string; readonly ref: string },
  as: MailEnd,
  now: Date,
  reason: string | null = null,
): Promise<void> {
  const state = as === 'sent' && post.carrier === null ? 'shown' : as;
  const ended = await tables<MailTables>(tx)
    .updateTable('platform.mail')
    // The address has done its work.
    .set({ state, ended_at: now, lease_until: null, sealed_to: null, owner: null, last_reason: reason })
    .where('id', '=', row.id)
    .where('state', '=', 'sending')
    .returning('id')
    .executeTakeFirst();
  // Taken back while it was on its way (unsubscribed): nothing is left to be told.
  if (ended !== undefined) await post.kinds[row.kind]?.ended?.(tx, row.ref, as, now);
}

async function recordOutcome(
  post: MailPost,
  database: Database,
  mail: Claimed,
  outcome: MailOutcome,
  now: Date,
): Promise<void> {
  if (outcome.is === 'later' && nextAttempt(mail.attempts, now) !== null)
    return postpone(database, mail.id, mail.attempts, outcome.reason, now);
  const reason = outcome.is === 'sent' ? null : outcome.reason;
  const as = outcome.is === 'later' ? 'givenUp' : outcome.is;
  await database.transaction((tx) => end(tx, post, mail, as, now, reason));
}

async function postpone(
  database: Database,
  id: string,
  attempts: number,
  reason: string,
  now: Date,
): Promise<void> {
  const next = nextAttempt(attempts, now);
  await tables<MailTables>(database.reader)
    .updateTable('platform.mail')
    .set(
      next === null
        ? {
            state: 'givenUp',
            ended_at: now,
            sealed_to: null,
            owner: null,
            lease_until: null,
            last_reason: reason,
            attempts,
          }
        : { state: 'waiting', next_at: next, lease_until: null, last_reason: reason, attempts },
    )
    .where('id', '=', id)
    .where('state', 'in', ['waiting', 'sending'])
    .execute();
}

/** How long it is remembered that a mail was sent (without its address), and what the demonstration shows. */
const KEPT_DAYS = 90;

/** Forgets mails that ended long ago. */
export async function forgetOldMail(database: Database, now: Date): Promise<void> {
  await tables<MailTables>(database.reader)
    .deleteFrom('platform.mail')
    .where('ended_at', '<', new Date(now.getTime() - KEPT_DAYS * 86_400_000))
    .execute();
}

/** The jobs of the post: every minute what is due, at night what is old. */
export function mailJobs(post: MailPost): Readonly<Record<string, Job>> {
  return {
    [SEND_MAIL]: {
      cron: '* * * * *',
      run: async (_payload, { database, now }) => {
        const { more } = await drain(post, database, now);
        if (more) await database.transaction((tx) => wakeMail({ tx }));
      },
    },
    'platform/forget-mail': {
      cron: '15 19 * * *',
      run: async (_payload, { database, now }) => forgetOldMail(database, now()),
    },
  };
}
