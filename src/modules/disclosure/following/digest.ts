import type { Actor, PersonId } from '#kernel';
import { isWorkingDay, loadCalendar, localDateAt } from '#platform/calendar';
import { type CommandContext, noOrigin, systemActor } from '#platform/command';
import type { Database, Reader } from '#platform/database';
import type { Job } from '#platform/jobs';
import { type DigestLine, isDigestDay, keepDigest, readDigestPace } from '#platform/notifications';
import { coverage } from '#platform/permission';
import { permissions } from '../policy.ts';
import { countInbox } from '../queries/inbox.ts';
import { type InboxBox, inboxBoxes } from '../words.ts';
import { listUnseen } from './seeing.ts';
import { staff } from './staff.ts';
import { following } from './store.ts';
import { tellOfDigest } from './tell.ts';

/** Boxes whose content somebody must do something about; what waits for others is no work of theirs. */
const boxesToTell = inboxBoxes.filter((box) => box !== 'waiting');

/** The newest cases a person watches; older ones are not looked through for news. */
const mostWatched = 200;

/** What waits for a person: the same questions as their inbox asks. */
export async function digestLines(db: Reader, actor: Actor, now: Date): Promise<readonly DigestLine[]> {
  const counts = await countInbox(db, actor, now);
  const lineOf = (box: InboxBox): DigestLine => ({
    kind: `disclosure.${box}`,
    params: { count: counts[box] },
    link: `/inbox?box=${box}`,
  });
  const news = await countWatchedNews(db, actor);
  return [
    ...boxesToTell.filter((box) => counts[box] > 0).map(lineOf),
    ...(news === 0 ? [] : [{ kind: 'disclosure.watched', params: { count: news }, link: '/disclosures' }]),
  ];
}

async function countWatchedNews(db: Reader, actor: Actor): Promise<number> {
  const watched = await following(db)
    .selectFrom('disclosure.watch')
    .select('disclosure_id')
    .where('person', '=', actor.person)
    .where('watching', '=', true)
    .orderBy('changed_at', 'desc')
    .limit(mostWatched)
    .execute();
  const covered = coverage(actor, permissions['disclosure.read']);
  const dossiers = watched.map((row) => row.disclosure_id);
  return (await listUnseen(db, actor.person, covered, dossiers)).length;
}

/** People read at once. */
const piece = 200;

/**
 * Makes the digests of a day: for everybody who holds a role, wishes one on that day and has something waiting. Run again, it
 * makes only what is missing. One transaction a person: one that fails is tried again with the job and keeps nobody waiting.
 * @returns how many were made
 */
export async function makeDigests(database: Database, now: Date): Promise<number> {
  const day = localDateAt(now);
  const calendar = await loadCalendar(database.reader);
  if (!isWorkingDay(calendar, day)) return 0;
  let made = 0;
  for (let after: PersonId | null = null; ; ) {
    const people: readonly Actor[] = await staff().list(database.reader, now, after, piece);
    for (const actor of people) {
      if (actor.grants.length === 0) continue;
      const pace = await readDigestPace(database.reader, actor.person);
      if (pace === 'off' || !isDigestDay(pace, day, calendar)) continue;
      const lines = await digestLines(database.reader, actor, now);
      if (lines.length === 0) continue;
      const isNew = await database.transaction(async (tx) => {
        const ctx: CommandContext = { tx, actor: systemActor, now, origin: noOrigin, audit: { rows: 0 } };
        const kept = await keepDigest(ctx, actor.person, { day, pace, lines });
        if (kept) await tellOfDigest(ctx, actor.person, waitingIn(lines));
        return kept;
      });
      if (isNew) made += 1;
    }
    const last = people.at(-1);
    if (last === undefined || people.length < piece) return made;
    after = last.person;
  }
}

/** How many cases wait for the person to decide. */
function waitingIn(lines: readonly DigestLine[]): number {
  return Number(lines.find((line) => line.link === '/inbox?box=mine')?.params['count'] ?? 0);
}

/** Eight in the morning (UTC+8) of every day; on days nobody works it does nothing. Slash, because crontab lines take no dot. */
export const followingJobs: Readonly<Record<string, Job>> = {
  'disclosure/morning-digest': {
    cron: '0 0 * * *',
    run: async (_payload, { database, now }) => {
      await makeDigests(database, now());
    },
  },
};
