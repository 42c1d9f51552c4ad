import type { Reader } from '#platform/database';
import { inclusionProof } from '#tlog';
import { sha256 } from '../entries.ts';
import { type Checkpoint, findLastCheckpoint, own } from '../store.ts';
import { withNodes } from './nodes.ts';

/** Everything a `.tlog-proof` needs of the log. */
export type FoundProof = {
  readonly index: number;
  /** The entry's bytes, canonical JSON. */
  readonly entry: Uint8Array;
  /** Its leaf hash, 32 bytes. */
  readonly leaf: Uint8Array;
  /** Sibling hashes, the leaf's first, 32 bytes each. */
  readonly hashes: readonly Uint8Array[];
  /** The checkpoint served now, a signed note. */
  readonly checkpoint: string;
  readonly size: number;
  readonly root: Uint8Array;
};

/**
 * Proof that an entry stands in the log now served.
 * @param db also the portal's role may ask
 * @returns undefined when the entry is not public
 */
export async function findProof(db: Reader, index: number): Promise<FoundProof | undefined> {
  const checkpoint = await findLastCheckpoint(db);
  if (checkpoint === undefined || index >= checkpoint.size) return undefined;
  const { note, size, root } = checkpoint;
  const row = await own(db)
    .selectFrom('transparency_log.leaf')
    .select(['entry', 'leaf'])
    .where('idx', '=', index)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const hashes = await withNodes(db, (read) => inclusionProof(sha256, index, size, read));
  const [entry, leaf] = [new Uint8Array(row.entry), new Uint8Array(row.leaf)];
  return { index, entry, leaf, hashes, checkpoint: note, size, root: new Uint8Array(root) };
}

/** When an entry became public, and when it was first witnessed. */
export type EntryTimes = {
  readonly publishedAt: Date;
  /** The first checkpoint that holds the entry and has the signatures of the witnesses asked for; undefined: not yet. */
  readonly witnessed: Checkpoint | undefined;
};

/** @returns undefined when the entry is not public */
export async function findEntryTimes(db: Reader, index: number): Promise<EntryTimes | undefined> {
  const first = await firstCheckpoint(db, index, false);
  if (first === undefined) return undefined;
  const witnessed = first.witnessed ? first : await firstWitnessed(db, index);
  return { publishedAt: first.published_at, witnessed };
}

/**
 * The first checkpoint that holds an entry with the witnesses' signatures (times and names stand in its note).
 * @returns undefined while there is none
 */
export function firstWitnessed(db: Reader, index: number): Promise<Checkpoint | undefined> {
  return firstCheckpoint(db, index, true);
}

function firstCheckpoint(db: Reader, index: number, witnessed: boolean): Promise<Checkpoint | undefined> {
  return own(db)
    .selectFrom('transparency_log.published')
    .select(['seq', 'size', 'root', 'note', 'witnessed', 'published_at'])
    .where('size', '>', index)
    .$if(witnessed, (query) => query.where('witnessed', '=', true))
    .orderBy('size')
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
}

/** Checkpoints ever served, newest first. */
export function listPublished(
  db: Reader,
  page: { readonly below: number | null; readonly limit: number },
): Promise<readonly Checkpoint[]> {
  return own(db)
    .selectFrom('transparency_log.published')
    .select(['seq', 'size', 'root', 'note', 'witnessed', 'published_at'])
    .$if(page.below !== null, (query) => query.where('seq', '<', page.below ?? 0))
    .orderBy('seq', 'desc')
    .limit(page.limit)
    .execute();
}
