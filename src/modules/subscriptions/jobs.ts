import type { Database } from '#platform/database';
import type { Job } from '#platform/jobs';
import { makeDigests } from './digests/make.ts';
import { AT_ONCE } from './digests/taken-back.ts';
import { CONFIRM_HOURS } from './domain.ts';
import { type Keys, keysOf, type SubscriptionSettings } from './settings.ts';
import { remindStaff } from './staff/remind.ts';
import { own } from './store.ts';

/** How long it is known which items a mail told of, so that a withdrawal can be told as well. */
const KEPT_DAYS = 365;
const DAY_MS = 86_400_000;

/** Forgets wishes that nobody confirmed with their addresses, and what was told long ago. */
export async function forgetOld(database: Database, now: Date): Promise<void> {
  const db = own(database.reader);
  await db
    .deleteFrom('subscriptions.subscription')
    .where('state', '=', 'pending')
    .where('created_at', '<', new Date(now.getTime() - CONFIRM_HOURS * 3_600_000))
    .execute();
  await db
    .deleteFrom('subscriptions.subscriber as p')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('subscriptions.subscription as s').select('s.id').whereRef('s.subscriber', '=', 'p.id'),
        ),
      ),
    )
    .execute();
  const old = new Date(now.getTime() - KEPT_DAYS * DAY_MS);
  await db.deleteFrom('subscriptions.digest').where('made_at', '<', old).execute();
  await db
    .deleteFrom('subscriptions.request')
    .where('at', '<', new Date(now.getTime() - DAY_MS))
    .execute();
}

/** At once: woken by what becomes public, and looked for when that is lost. Mornings from eight (UTC+8), made up for until evening. */
export function subscriptionJobs(settings: SubscriptionSettings): Readonly<Record<string, Job>> {
  const keys: Keys = keysOf(settings);
  const whenOn = (run: (database: Database, now: Date) => Promise<unknown>): Job['run'] => {
    return async (_payload, { database, now }) =>
      void (settings.mail === 'off' ? null : await run(database, now()));
  };
  return {
    [AT_ONCE]: {
      cron: '*/5 * * * *',
      run: whenOn((database, now) => makeDigests(database, keys, now, 'atOnce')),
    },
    'subscriptions/digests': {
      cron: '5 0-12 * * *',
      run: whenOn(async (database, now) => {
        for (const pace of ['daily', 'weekly'] as const) await makeDigests(database, keys, now, pace);
      }),
    },
    'subscriptions/remind-staff': {
      cron: '*/2 * * * *',
      run: whenOn((database, now) => remindStaff(database, keys, now)),
    },
    'subscriptions/forget': {
      cron: '20 19 * * *',
      run: async (_payload, { database, now }) => forgetOld(database, now()),
    },
  };
}
