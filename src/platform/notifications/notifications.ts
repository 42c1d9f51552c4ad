import { type Generated, type JSONColumnType, sql } from 'kysely';
import type { PersonId, RefusalParams } from '#kernel';
import type { CommandContext } from '#platform/command';
import { later, type Reader, tables } from '#platform/database';
import { type Translate, wordedParams } from '#platform/i18n';

export type NotificationTables = {
  'platform.notification': {
    id: Generated<number>;
    person: string;
    kind: string;
    params: JSONColumnType<RefusalParams>;
    link: string;
    created_at: Date;
    read_at: Date | null;
  };
};

/** A notice to one person. Its words are the message `notice.<kind>`, filled with `params`. */
export type Notice = {
  readonly person: PersonId;
  /** `room.what`, e.g. `disclosure.returned`. */
  readonly kind: string;
  readonly params: RefusalParams;
  /** Where to go: a path of the office. */
  readonly link: string;
};

/** Leaves notices in the caller's transaction; nobody is told about something that did not happen. */
export async function notify(ctx: CommandContext, notices: readonly Notice[]): Promise<void> {
  if (notices.length === 0) return;
  const rows = notices.map((notice) => ({
    person: notice.person,
    kind: notice.kind,
    params: JSON.stringify(notice.params),
    link: notice.link,
    created_at: ctx.now,
    read_at: null,
  }));
  await later(ctx.tx, tables<NotificationTables>(ctx.tx).insertInto('platform.notification').values(rows));
}

export type NotificationRow = {
  readonly id: number;
  readonly kind: string;
  readonly params: RefusalParams;
  readonly link: string;
  readonly createdAt: Date;
  readonly readAt: Date | null;
};

/** Newest notices of a person, and how many are unread. */
export async function listNotifications(
  db: Reader,
  person: PersonId,
  limit = 50,
): Promise<{ readonly rows: readonly NotificationRow[]; readonly unread: number }> {
  const query = tables<NotificationTables>(db)
    .selectFrom('platform.notification')
    .where('person', '=', person);
  const rows = await query.selectAll().orderBy('id', 'desc').limit(limit).execute();
  const unread = await query
    .where('read_at', 'is', null)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return {
    rows: rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      params: row.params,
      link: row.link,
      createdAt: row.created_at,
      readAt: row.read_at,
    })),
    unread: unread.count,
  };
}

/** Marks notices up to and including `upTo` as read. */
export async function markNotificationsRead(ctx: CommandContext, upTo: number): Promise<void> {
  await tables<NotificationTables>(ctx.tx)
    .updateTable('platform.notification')
    .set({ read_at: ctx.now })
    .where('person', '=', ctx.actor.person)
    .where('id', '<=', upTo)
    .where('read_at', 'is', null)
    .execute();
}

/** A notice in words; parameters that are themselves message keys (states, steps) are put into words too. */
export function noticeText(t: Translate, { kind, params }: Pick<Notice, 'kind' | 'params'>): string {
  return t(`notice.${kind}`, wordedParams(t, params));
}

/** Who has had a notice about this page at this very moment: whoever tells more people of it leaves them out. */
export async function listToldPeople(db: Reader, link: string, at: Date): Promise<ReadonlySet<string>> {
  const rows = await tables<NotificationTables>(db)
    .selectFrom('platform.notification')
    .select('person')
    .where('link', '=', link)
    .where('created_at', '=', at)
    .execute();
  return new Set(rows.map((row) => row.person));
}

/** Unread notices of some kinds that these people had since a moment. */
export async function listNoticesOfKinds(
  db: Reader,
  people: readonly PersonId[],
  kinds: readonly string[],
  since: Date,
): Promise<readonly { readonly id: number; readonly person: PersonId }[]> {
  if (people.length === 0) return [];
  const rows = await tables<NotificationTables>(db)
    .selectFrom('platform.notification')
    .select(['id', 'person'])
    .where((eb) => eb('person', '=', eb.fn.any(sql<string[]>`${[...people]}::uuid[]`)))
    .where('kind', 'in', [...kinds])
    .where('created_at', '>', since)
    .where('read_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(({ id, person }) => ({ id, person: person as PersonId }));
}
