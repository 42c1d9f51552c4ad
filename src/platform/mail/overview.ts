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
