import { sql } from 'kysely';
import { type Reader, tables } from '#platform/database';
import type { MailState, MailTables } from './tables.ts';

/** What the system administrator may know of the post: how many of which kind in which state, and why some wait. No address. */
export type MailOverview = {
  readonly counts: readonly { readonly kind: string; readonly state: MailState; readonly count: number }[];
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  readonly waitingSince: Date | null;
};

export async function readMailOverview(db: Reader): Promise<MailOverview> {
  const own = tables<MailTables>(db);
  const counts = await own
    .selectFrom('platform.mail')
    .select((eb) => ['kind', 'state', eb.fn.countAll<number>().as('count')])
    .groupBy(['kind', 'state'])
    .orderBy('kind')
    .orderBy('state')
    .execute();
  const reasons = await own
    .selectFrom('platform.mail')
    .select((eb) => ['last_reason as reason', eb.fn.countAll<number>().as('count')])
    .where('last_reason', 'is not', null)
    .groupBy('last_reason')
    .orderBy('count', 'desc')
    .limit(20)
    .execute();
  const oldest = await own
    .selectFrom('platform.mail')
    .select((eb) => eb.fn.min('created_at').as('at'))
    .where('state', 'in', ['waiting', 'sending'])
    .executeTakeFirst();
  return {
    counts,
    reasons: reasons.flatMap(({ reason, count }) => (reason === null ? [] : [{ reason, count }])),
    waitingSince: oldest?.at ?? null,
  };
}

/** What a demonstration would have sent, newest first. */
export function listShownMail(
  db: Reader,
  limit = 20,
): Promise<
  readonly {
    readonly masked_to: string;
    readonly subject: string;
    readonly body: string;
    readonly at: Date;
  }[]
> {
  return tables<MailTables>(db)
    .selectFrom('platform.mail_shown')
    .select(['masked_to', 'subject', 'body', 'at'])
    .orderBy('at', 'desc')
    .orderBy('mail', 'desc')
    .limit(limit)
    .execute();
}

/** Mails that nobody takes: since when, how many still wait, how many were lost, and the code that comes most often. */
export type MailTrouble = {
  readonly since: Date;
  readonly waiting: number;
  readonly lost: number;
  readonly reason: string;
};

/** So many mailboxes that will not have a mail are no accident: the server refuses us. */
const MOST_REFUSED = 3;

/**
 * Is there no way out for mail? Only when not one was taken for so long although some were owed and tried: a single mailbox that
 * does not answer is no trouble while others do.
 * @param patience milliseconds without a mail taken
 */
export async function findMailTrouble(
  db: Reader,
  now: Date,
  patience: number,
): Promise<MailTrouble | undefined> {
  const { rows } = await sql<{
    since: Date | null;
    waiting: number;
    gone: number;
    refused: number;
    reason: string | null;
  }>`with taken as (select max(ended_at) as at from platform.mail where state in ('sent', 'shown')),
    failed as (select m.* from platform.mail m, taken where m.last_reason is not null and
      (m.state in ('waiting', 'sending') or (m.state in ('givenUp', 'refused') and (taken.at is null or m.ended_at > taken.at))))
    select greatest(min(created_at), (select at from taken)) as since,
      count(*) filter (where state in ('waiting', 'sending'))::integer as waiting,
      count(*) filter (where state = 'givenUp')::integer as gone,
      count(*) filter (where state = 'refused')::integer as refused,
      mode() within group (order by last_reason) as reason
    from failed`.execute(tables<MailTables>(db));
  const [found] = rows;
  if (found === undefined || found.since === null || found.reason === null) return undefined;
  const { since, waiting, gone, refused, reason } = found;
  if (waiting + gone === 0 && refused < MOST_REFUSED) return undefined;
  if (now.getTime() - since.getTime() < patience) return undefined;
  return { since, waiting, lost: gone + refused, reason };
}
