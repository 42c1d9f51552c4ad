import type { PersonId } from '#kernel';
import type { Reader } from '#platform/database';
import type { LoadedCase } from '../store/load-case.ts';
import { withNames } from './colleagues.ts';
import type { CommentView, FollowingView } from './forms.ts';
import { findSeenBefore, findSeenMarks, type SeenMarks } from './seeing.ts';
import { following } from './store.ts';
import { listWatchers } from './watching.ts';

/** A case as this person follows it. The caller has asked whether they may see it. */
export async function viewFollowing(
  db: Reader,
  loaded: LoadedCase,
  person: PersonId,
): Promise<FollowingView> {
  const { dossier, revision } = loaded;
  const watchers = await listWatchers(db, dossier.id);
  const seen = await findSeenMarks(db, dossier.id, person);
  const before = await findSeenBefore(db, loaded, person);
  return {
    watching: watchers.some((one) => one.person === person),
    watchers: [
      ...(await withNames(
        db,
        watchers.slice(0, 50).map((one) => one.person),
      )),
    ],
    seenBefore: before === null ? null : { ...before, at: before.at.toISOString() },
    newEvents: seen === null ? null : await listNewEvents(db, dossier.id, seen, person),
    comments: await listComments(db, dossier.id, seen, person),
    similarity: await findCheck(db, revision.id),
  };
}

async function listNewEvents(
  db: Reader,
  disclosure: string,
  seen: SeenMarks,
  person: PersonId,
): Promise<number[]> {
  const rows = await following(db)
    .selectFrom('disclosure.event')
    .select('id')
    .where('disclosure_id', '=', disclosure)
    .where('id', '>', seen.lastEvent)
    .where((eb) => eb.or([eb('person', 'is', null), eb('person', '<>', person)]))
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/** The newest of a discussion; nobody scrolls further back in one case. */
const mostComments = 500;

async function listComments(
  db: Reader,
  disclosure: string,
  seen: SeenMarks | null,
  person: PersonId,
): Promise<CommentView[]> {
  const rows = await following(db)
    .selectFrom('disclosure.comment as c')
    .innerJoin('disclosure.revision as r', 'r.id', 'c.revision_id')
    .selectAll('c')
    .select('r.number')
    .where('c.disclosure_id', '=', disclosure)
    .orderBy('c.id', 'desc')
    .limit(mostComments)
    .execute();
  return rows.toReversed().map((row) => ({
    id: row.id,
    revision: row.revision_id,
    revisionNumber: row.number,
    person: { id: row.person, name: row.person_name },
    text: row.text,
    mentions: row.mentions.map((one) => ({ id: one.person, name: one.name })),
    at: row.at.toISOString(),
    isNew: row.person !== person && row.id > (seen?.lastComment ?? 0),
  }));
}

async function findCheck(db: Reader, revision: string): Promise<FollowingView['similarity']> {
  const row = await following(db)
    .selectFrom('disclosure.similarity_check')
    .selectAll()
    .where('revision_id', '=', revision)
    .executeTakeFirst();
  if (row === undefined) return null;
  return { texts: row.texts, topPercent: row.top_percent, at: row.at.toISOString() };
}
