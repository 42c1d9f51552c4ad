import { v7 } from 'uuid';
import type { PersonId } from '#kernel';
import { localDateAt } from '#platform/calendar';
import type { Database, Tx } from '#platform/database';
import { enqueueMail } from '#platform/mail';
import { listDigestsOfDay, listNoticesOfKinds } from '#platform/notifications';
import { unseal } from '#platform/sealing';
import type { Keys } from '../settings.ts';
import { own } from '../store.ts';

/** Notices that cannot wait for the morning: something went out unreviewed, is objected to, or was stopped on its way. */
export const urgentNotices = [
  'disclosure.after-review',
  'disclosure.after-objected',
  'disclosure.after-review-late',
  'disclosure.attachment-altered',
  'disclosure.screening-changed',
  'disclosure.no-holder',
] as const;

/** How far back urgent notices are looked for: longer than any pause between two runs, shorter than what is no news any more. */
const URGENT_MS = 3_600_000;

/**
 * Owes the mails of today's digests and of urgent notices to those who wish them so, each once.
 * @returns how many are new
 */
export async function remindStaff(database: Database, keys: Keys, now: Date): Promise<number> {
  const people = await own(database.reader)
    .selectFrom('subscriptions.staff_mail')
    .select(['person', 'urgent'])
    .where('verified_at', 'is not', null)
    .execute();
  const all = people.map(({ person }) => person as PersonId);
  const hasty = people.flatMap(({ person, urgent }) => (urgent ? [person as PersonId] : []));
  const since = new Date(now.getTime() - URGENT_MS);
  const digests = await listDigestsOfDay(database.reader, all, localDateAt(now));
  const notices = await listNoticesOfKinds(database.reader, hasty, urgentNotices, since);
  let made = 0;
  for (const { id, person } of digests) {
    if (await owe(database, keys, { person, digest: id, notice: null }, now)) made += 1;
  }
  for (const { id, person } of notices) {
    if (await owe(database, keys, { person, digest: null, notice: id }, now)) made += 1;
  }
  return made;
}

type Reminder = { readonly person: PersonId; readonly digest: number | null; readonly notice: number | null };

function owe(database: Database, keys: Keys, reminder: Reminder, now: Date): Promise<boolean> {
  return database.transaction(async (tx) => {
    const id = await keep(tx, reminder, now);
    if (id === undefined) return false;
    const row = await own(tx)
      .selectFrom('subscriptions.staff_mail')
      .select(['sealed_address', 'locale'])
      .where('person', '=', reminder.person)
      .executeTakeFirstOrThrow();
    const to = unseal(keys.mail, row.sealed_address);
    const mail = {
      kind: 'subscriptions.staff-reminder',
      ref: id,
      owner: reminder.person,
      to,
      locale: row.locale,
    };
    return enqueueMail({ tx, now }, keys.mail, mail);
  });
}

/** The row makes it once, whoever runs beside us. */
async function keep(tx: Tx, reminder: Reminder, now: Date): Promise<string | undefined> {
  const made = await own(tx)
    .insertInto('subscriptions.staff_digest')
    .values({ id: v7(), ...reminder, made_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id;
}
