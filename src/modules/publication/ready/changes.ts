import { sql } from 'kysely';
import { type Reader, tables } from '#platform/database';

/** What somebody did, as the audit log has it: no command commits without a row there, so nothing changes unnoticed. */
export type Change = {
  readonly seq: number;
  readonly action: string;
  readonly subject_kind: string | null;
  readonly subject: string | null;
  readonly unit: number | null;
  readonly at: Date;
};

/** What pages say something else after it. */
export type Effect = {
  /** Id of the item concerned. */
  readonly item?: string;
  /** The unit whose pages concern it. */
  readonly unit?: number;
  /** And the unit above it, which lists it. */
  readonly above?: boolean;
  readonly lists?: boolean;
  readonly all?: boolean;
};

/** Rooms whose doings show on no public page but through what another room records as well. */
const silent = /^(?:identity|screening|similarity|disclosure|carriers|subscriptions|platform|search)\./;

const moving = /^organisations\.(?:rename|move|merge|dissolve|end|hand|commit|import|carry)/;

/**
 * What a change means for ready pages. Of a room that is not listed everything but the items themselves is made anew: one page
 * too many costs a moment, one too few is found by the sweep only.
 */
export function effectOf({ action, subject_kind: kind, subject, unit }: Omit<Change, 'seq' | 'at'>): Effect {
  if (action === 'publication.set-site') return { all: true };
  if (action === 'transparency-log.publish-checkpoint') return { lists: true };
  if (action.startsWith('transparency-log.') || silent.test(action)) return {};
  const place = unit === null ? {} : { unit };
  if (action.startsWith('publication.'))
    return kind === 'item' && subject !== null ? { ...place, item: subject, lists: true } : {};
  // Names and places in the tree stand on the pages of everything below.
  if (moving.test(action)) return { all: true };
  if (action === 'organisations.create') return { ...place, above: true, lists: true };
  return { ...place, lists: true };
}

/** Numbers below the newest that may still come: their transactions were open when a later one was read. */
export type Watch = { read: number; readonly missing: Map<number, number> };

const MOST = 2_000;
/** A number that does not come for so long belongs to a transaction that was rolled back. */
const GIVEN_UP_MS = 15 * 60_000;

/**
 * What was changed since the last look, each change once. Numbers are given before transactions end, so those left out are
 * looked for again.
 */
export async function readChanges(db: Reader, watch: Watch, now: number): Promise<readonly Change[]> {
  const open = [...watch.missing.keys()];
  const { rows } = await sql<
    Change & { outcome: string }
  >`select seq, action, outcome, subject_kind, subject, unit, at
    from platform.audit where seq > ${watch.read} or seq = any(${open}::bigint[])
    order by seq limit ${MOST}`.execute(tables<Record<never, never>>(db));
  const seen = new Set(rows.map((row) => row.seq));
  const upTo = Math.max(watch.read, rows.at(-1)?.seq ?? 0);
  for (const seq of seen) watch.missing.delete(seq);
  for (let seq = watch.read + 1; seq < upTo; seq += 1)
    if (!seen.has(seq)) watch.missing.set(seq, now + GIVEN_UP_MS);
  for (const [seq, until] of watch.missing) if (now > until) watch.missing.delete(seq);
  watch.read = upTo;
  return rows.filter(({ outcome }) => outcome === 'done');
}
