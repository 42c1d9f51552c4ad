import { type Generated, type JSONColumnType, sql } from 'kysely';
import type { PersonId, RefusalParams } from '#kernel';
import { addDays, type Calendar, isWorkingDay, type LocalDate, weekdayOf } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import { type Reader, tables } from '#platform/database';

/** How often a person is told what waits for them. */
export const digestPaces = ['off', 'daily', 'weekly'] as const;
export type DigestPace = (typeof digestPaces)[number];

/** Whoever has chosen nothing is told every working day. */
const usualPace: DigestPace = 'daily';

export type DigestTables = {
  'platform.notice_preference': { person: string; digest: DigestPace; changed_at: Date };
  'platform.digest': {
    id: Generated<number>;
    person: string;
    for_day: string;
    pace: Exclude<DigestPace, 'off'>;
    lines: JSONColumnType<readonly DigestLine[]>;
    created_at: Date;
  };
};

/** One line of a digest. Its words are the message `digest.<kind>`, filled with `params`. */
export type DigestLine = {
  /** `room.what`, e.g. `disclosure.mine`. */
  readonly kind: string;
  readonly params: RefusalParams;
  /** Where to go: a path of the office. */
  readonly link: string;
};

export type Digest = {
  readonly id: number;
  readonly day: LocalDate;
  readonly pace: Exclude<DigestPace, 'off'>;
  readonly lines: readonly DigestLine[];
};

/**
 * Is a digest due on that day? Daily: on every working day, make-up days included; weekly: on the first working day since
 * Monday.
 */
export function isDigestDay(pace: DigestPace, day: LocalDate, calendar: Calendar): boolean {
  if (pace === 'off' || !isWorkingDay(calendar, day)) return false;
  if (pace === 'daily') return true;
  const sinceMonday = weekdayOf(day) - 1;
  return Array.from({ length: sinceMonday }, (_, index) => addDays(day, -1 - index)).every(
    (earlier) => !isWorkingDay(calendar, earlier),
  );
}

/** @returns how often this person wishes a digest */
export async function readDigestPace(db: Reader, person: PersonId): Promise<DigestPace> {
  const found = await tables<DigestTables>(db)
    .selectFrom('platform.notice_preference')
    .select('digest')
    .where('person', '=', person)
    .executeTakeFirst();
  return found?.digest ?? usualPace;
}

/** Keeps what the signed-in person wishes. The caller records the audit row. */
export async function setDigestPace(ctx: CommandContext, digest: DigestPace): Promise<void> {
  const row = { digest, changed_at: ctx.now };
  await tables<DigestTables>(ctx.tx)
    .insertInto('platform.notice_preference')
    .values({ person: ctx.actor.person, ...row })
    .onConflict((conflict) => conflict.column('person').doUpdateSet(row))
    .execute();
}

/**
 * Keeps a person's digest of a day, once: told again, nothing happens.
 * @returns whether it is new; then the caller may announce it
 */
export async function keepDigest(
  ctx: CommandContext,
  person: PersonId,
  digest: Omit<Digest, 'id'>,
): Promise<boolean> {
  const kept = await tables<DigestTables>(ctx.tx)
    .insertInto('platform.digest')
    .values({
      person,
      for_day: digest.day,
      pace: digest.pace,
      lines: JSON.stringify(digest.lines),
      created_at: ctx.now,
    })
    .onConflict((conflict) => conflict.columns(['person', 'for_day']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return kept !== undefined;
}

/**
 * A person's digests, newest first. What carries them out of the product (e-mail) reads the same rows.
 */
export async function listDigests(db: Reader, person: PersonId, limit = 20): Promise<readonly Digest[]> {
  const rows = await tables<DigestTables>(db)
    .selectFrom('platform.digest')
    .selectAll()
    .where('person', '=', person)
    .orderBy('for_day', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, day: row.for_day as LocalDate, pace: row.pace, lines: row.lines }));
}

/** The digests of a day that these people have, for whoever carries them further. */
export async function listDigestsOfDay(
  db: Reader,
  people: readonly PersonId[],
  day: LocalDate,
): Promise<readonly { readonly id: number; readonly person: PersonId }[]> {
  if (people.length === 0) return [];
  const rows = await tables<DigestTables>(db)
    .selectFrom('platform.digest')
    .select(['id', 'person'])
    .where((eb) => eb('person', '=', eb.fn.any(sql<string[]>`${[...people]}::uuid[]`)))
    .where('for_day', '=', day)
    .orderBy('id')
    .execute();
  return rows.map(({ id, person }) => ({ id, person: person as PersonId }));
}

/** Some of a person’s digests. */
export async function listDigestsByIds(
  db: Reader,
  person: PersonId,
  ids: readonly number[],
): Promise<readonly Digest[]> {
  if (ids.length === 0) return [];
  const rows = await tables<DigestTables>(db)
    .selectFrom('platform.digest')
    .selectAll()
    .where('person', '=', person)
    .where('id', 'in', [...ids])
    .execute();
  return rows.map((row) => ({ id: row.id, day: row.for_day as LocalDate, pace: row.pace, lines: row.lines }));
}
