import { sql } from 'kysely';
import { v7 } from 'uuid';
import { listNews, type NewsEntry, newsHead } from '#modules/publication';
import { localDateAt } from '#platform/calendar';
import type { Database, Reader, Tx } from '#platform/database';
import { failPoint } from '#platform/fail-point';
import type { Locale } from '#platform/i18n';
import { enqueueMail } from '#platform/mail';
import { unseal } from '#platform/sealing';
import { isDue } from '../domain.ts';
import type { Keys } from '../settings.ts';
import { own } from '../store.ts';
import { parseTarget } from '../target.ts';
import type { Pace } from '../words.ts';
import { type Matcher, newMatcher, type Search } from './match.ts';

/** Subscriptions looked at in one go. */
const PIECE = 500;

const MADE = 'after-digest-made';
/** Where a power cut is tried: between one reader's digest and the next one's. */
export const digestFailPoints = [MADE] as const;

/** News by the entry after which they begin: many subscriptions stand at the same place. */
type News = (
  db: Reader,
  after: number,
) => Promise<{ readonly entries: readonly NewsEntry[]; readonly upTo: number }>;

type Due = {
  readonly id: string;
  readonly target: string;
  readonly told_up_to: number;
  readonly has_taken_back: boolean;
  readonly isDue: boolean;
};

/**
 * Makes the digests of one pace: for each subscription that is due, what became public since its last one.
 *
 * Crash points: a digest, its items, its mail and the mark up to which everything has been told are one transaction; killed
 * between two of them, those made stay made and the others follow with the next run. Nothing is told twice, nothing left out:
 * the mark is an entry of the log, and entries become public in order.
 * @returns how many mails are owed
 */
export async function makeDigests(
  database: Database,
  keys: Keys,
  now: Date,
  pace: Pace,
  find?: Search,
): Promise<number> {
  const head = await newsHead(database.reader);
  const news = newsUpTo(head);
  const matches = newMatcher(find);
  const today = localDateAt(now);
  let made = 0;
  for (let after: string | null = null; ; ) {
    const due = await listDue(database.reader, pace, head, today, after);
    const idle: string[] = [];
    for (const one of due.filter(({ isDue: now }) => now)) {
      const { entries } = await news(database.reader, one.told_up_to);
      const fitting = await matches(database.reader, parseTarget(one.target), entries);
      if (fitting.length === 0 && !one.has_taken_back) idle.push(one.id);
      else if (await makeOne(database, keys, one.id, { now, head, news, matches })) made += 1;
      failPoint(MADE);
    }
    await passOver(database.reader, idle, await reachOf(news, database.reader, due), today);
    const last = due.at(-1);
    if (last === undefined || due.length < PIECE) return made;
    after = last.id;
  }
}

function newsUpTo(head: number): News {
  const known = new Map<number, Awaited<ReturnType<typeof listNews>>>();
  return async (db, after) => {
    const found = known.get(after) ?? (await listNews(db, { after, upTo: head }));
    known.set(after, found);
    return found;
  };
}

async function listDue(
  db: Reader,
  pace: Pace,
  head: number,
  today: string,
  after: string | null,
): Promise<readonly Due[]> {
  const rows = await own(db)
    .selectFrom('subscriptions.subscription as s')
    .select(['s.id', 's.target', 's.told_up_to', 's.looked_on'])
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('subscriptions.taken_back as b')
            .select('b.item')
            .whereRef('b.subscription', '=', 's.id')
            .where('b.digest', 'is', null),
        )
        .as('has_taken_back'),
    )
    .where('s.state', '=', 'active')
    .where('s.pace', '=', pace)
    .$if(after !== null, (query) => query.where('s.id', '>', after ?? ''))
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('s.told_up_to', '<', head),
        exists(
          selectFrom('subscriptions.taken_back as b')
            .select('b.item')
            .whereRef('b.subscription', '=', 's.id')
            .where('b.digest', 'is', null),
        ),
      ]),
    )
    .orderBy('s.id')
    .limit(PIECE)
    .execute();
  return rows.flatMap(({ told_up_to, looked_on, has_taken_back, ...row }) =>
    told_up_to === null
      ? []
      : [
          {
            ...row,
            told_up_to,
            has_taken_back: Boolean(has_taken_back),
            isDue: isDue(pace, looked_on, today),
          },
        ],
  );
}

/** How far the news of each place reach. */
async function reachOf(news: News, db: Reader, due: readonly Due[]): Promise<ReadonlyMap<string, number>> {
  const reach = new Map<string, number>();
  for (const one of due) reach.set(one.id, (await news(db, one.told_up_to)).upTo);
  return reach;
}

/** Those that nothing was about: the mark moves on in one statement for all that reach equally far. */
async function passOver(
  db: Reader,
  idle: readonly string[],
  reach: ReadonlyMap<string, number>,
  today: string,
): Promise<void> {
  for (const [upTo, ids] of Map.groupBy(idle, (id) => reach.get(id) ?? -1))
    await own(db)
      .updateTable('subscriptions.subscription')
      // Another run may have told more meanwhile: the mark never goes back.
      .set((eb) => ({
        told_up_to: sql<number>`greatest(${eb.ref('told_up_to')}, ${upTo})`,
        looked_on: today,
      }))
      .where((eb) => eb('id', '=', eb.fn.any(sql<string[]>`${ids}::uuid[]`)))
      .execute();
}

type Run = { readonly now: Date; readonly head: number; readonly news: News; readonly matches: Matcher };

/** One digest with its mail, in one transaction; whoever came second finds that there is nothing more. */
async function makeOne(database: Database, keys: Keys, id: string, run: Run): Promise<boolean> {
  return database.transaction(async (tx) => {
    const row = await own(tx)
      .selectFrom('subscriptions.subscription')
      .innerJoin(
        'subscriptions.subscriber',
        'subscriptions.subscriber.id',
        'subscriptions.subscription.subscriber',
      )
      .select(['target', 'told_up_to', 'state', 'sealed_address', 'locale'])
      .where('subscriptions.subscription.id', '=', id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined || row.state !== 'active' || row.told_up_to === null) return false;
    const { entries, upTo } = await run.news(tx, row.told_up_to);
    const items = await run.matches(tx, parseTarget(row.target), entries);
    const reach = Math.max(row.told_up_to, upTo);
    await own(tx)
      .updateTable('subscriptions.subscription')
      .set({ told_up_to: reach, looked_on: localDateAt(run.now) })
      .where('id', '=', id)
      .execute();
    const digest = v7();
    const made = { id: digest, subscription: id, after: row.told_up_to, up_to: reach, made_at: run.now };
    await own(tx).insertInto('subscriptions.digest').values(made).execute();
    const back = await own(tx)
      .updateTable('subscriptions.taken_back')
      .set({ digest })
      .where('subscription', '=', id)
      .where('digest', 'is', null)
      .returning('item')
      .execute();
    if (items.length === 0 && back.length === 0) {
      await own(tx).deleteFrom('subscriptions.digest').where('id', '=', digest).execute();
      return false;
    }
    await addItems(tx, digest, items);
    const to = unseal(keys.mail, row.sealed_address);
    const locale: Locale = row.locale;
    const mail = { kind: 'subscriptions.digest', ref: digest, owner: id, to, locale };
    return enqueueMail({ tx, now: run.now }, keys.mail, { ...mail, once: `subscriptions.digest:${digest}` });
  });
}

async function addItems(tx: Tx, digest: string, items: readonly NewsEntry[]): Promise<void> {
  if (items.length === 0) return;
  await own(tx)
    .insertInto('subscriptions.digest_item')
    .values(items.map(({ item, logIndex, purpose }) => ({ digest, item, log_index: logIndex, purpose })))
    .execute();
}
