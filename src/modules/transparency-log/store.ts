import { sql } from 'kysely';
import { askKept, kept, type Reader, tables, together } from '#platform/database';
import type { TransparencyLogTables } from './tables.ts';

export function own(db: Reader) {
  return tables<TransparencyLogTables>(db);
}

/** A tree: how many leaves, and their root. */
export type Tree = { readonly size: number; readonly root: Buffer };

/** A signed head. */
export type Head = Tree & { readonly note: string };

/** A checkpoint that was published. */
export type Checkpoint = Head & {
  readonly seq: number;
  readonly witnessed: boolean;
  readonly published_at: Date;
};

/** How many entries are registered, public or not. */
export async function countLeaves(db: Reader): Promise<number> {
  const row = await own(db)
    .selectFrom('transparency_log.leaf')
    .select((eb) => eb.fn.max('idx').as('last'))
    .executeTakeFirst();
  return row?.last == null ? 0 : row.last + 1;
}

/** @throws when the log holds fewer entries */
export async function rootOf(db: Reader, size: number): Promise<Buffer> {
  const { rows } = await sql<{ root: Buffer }>`select transparency_log.root(${size}::bigint) as root`.execute(
    own(db),
  );
  const [row] = rows;
  if (row === undefined) throw new Error(`no root of size ${size}`);
  return row.root;
}

export async function findLastHead(db: Reader): Promise<Head | undefined> {
  return (await askKept(db, askLastHead(db)))[0];
}

const askLastHead = (db: Reader) =>
  own(db)
    .selectFrom('transparency_log.head')
    .select(['size', 'root', 'note'])
    .orderBy('size', 'desc')
    .limit(1);

/** The checkpoint served now. */
export async function findLastCheckpoint(db: Reader): Promise<Checkpoint | undefined> {
  return (await askKept(db, askLastCheckpoint(db)))[0];
}

const askLastCheckpoint = (db: Reader) =>
  own(db)
    .selectFrom('transparency_log.published')
    .select(['seq', 'size', 'root', 'note', 'witnessed', 'published_at'])
    .orderBy('seq', 'desc')
    .limit(1);

/** How log and tree stand: what a seal has to know before it does anything. */
export type LogState = {
  /** The checkpoint served now, and the last signed head. */
  readonly served: Checkpoint | undefined;
  readonly head: Head | undefined;
  /** How many entries are registered. */
  readonly registered: number;
  /** Roots as the leaves give them now, by size: of both of these, and of the head that is to be signed next. */
  readonly roots: ReadonlyMap<number, Buffer>;
  /** The log's name, once it has one, and its verifier keys, oldest first. */
  readonly origin: string | undefined;
  readonly keys: readonly LogKey[];
};

/**
 * Reads all of it in one go.
 * @param most entries that one checkpoint adds at most
 */
export async function readLogState(db: Reader, most: number): Promise<LogState> {
  const [[name], [served], [head], keys, trees] = await together(db, [
    kept(askOrigin(db)),
    kept(askLastCheckpoint(db)),
    kept(askLastHead(db)),
    kept(askKeys(db)),
    kept({ compile: () => askTrees(most).compile(own(db)) }),
  ]);
  const roots = new Map(
    trees.flatMap(({ size, root }) => (size === null || root === null ? [] : [[size, root]])),
  );
  return { served, head, registered: trees[0]?.registered ?? 0, roots, origin: name?.origin, keys };
}

/** Roots only of sizes that the leaves reach: what lies beyond them is an alteration, and told by who asks. */
const askTrees = (most: number) => sql<{ registered: number; size: number | null; root: Buffer | null }>`
  with at as materialized (
    select coalesce((select max(idx) + 1 from transparency_log.leaf), 0) as registered,
      coalesce((select size from transparency_log.published order by seq desc limit 1), 0) as served,
      coalesce((select max(size) from transparency_log.head), 0) as signed),
  wanted (size) as (
    select served from at union select signed from at
    union select least(registered, greatest(signed, served + ${most}::bigint)) from at)
  select at.registered, w.size, transparency_log.root(w.size) as root
  from at left join wanted w on w.size <= at.registered`;

/** Nodes of the tree by `level:index`; level 0 are leaf hashes. Those the log does not have are missing. */
export async function readNodes(
  db: Reader,
  places: readonly { readonly level: number; readonly index: number }[],
): Promise<ReadonlyMap<string, Buffer>> {
  if (places.length === 0) return new Map();
  const { rows } = await sql<{ level: number; index: number; hash: Buffer | null }>`
    select p.level, p.index, transparency_log.node(p.level, p.index) as hash
    from unnest(${places.map((one) => one.level)}::integer[], ${places.map((one) => one.index)}::bigint[]) as p (level, index)
  `.execute(own(db));
  return new Map(
    rows.flatMap(({ level, index, hash }) => (hash === null ? [] : [[`${level}:${index}`, hash]])),
  );
}

/** Entries [from, to) in their order. */
export async function readEntries(db: Reader, from: number, to: number): Promise<readonly Buffer[]> {
  const rows = await own(db)
    .selectFrom('transparency_log.leaf')
    .select('entry')
    .where('idx', '>=', from)
    .where('idx', '<', to)
    .orderBy('idx')
    .execute();
  if (rows.length !== to - from) throw new Error(`entries ${from} to ${to}: only ${rows.length} are there`);
  return rows.map((row) => row.entry);
}

export async function findOrigin(db: Reader): Promise<string | undefined> {
  return (await askKept(db, askOrigin(db)))[0]?.origin;
}

const askOrigin = (db: Reader) => own(db).selectFrom('transparency_log.origin').select('origin');

export type OriginAndKeys = { readonly origin: string | undefined; readonly keys: readonly LogKey[] };

/** The log's name, if it has one yet, and its verifier keys. */
export async function readOriginAndKeys(db: Reader): Promise<OriginAndKeys> {
  const [[row], keys] = await together(db, [kept(askOrigin(db)), kept(askKeys(db))]);
  return { origin: row?.origin, keys };
}

/** A verifier key: signs checkpoints larger than `since`. */
export type LogKey = {
  readonly vkey: string;
  readonly kind: 'ed25519' | 'sm2';
  readonly since: number;
  readonly after_loss: boolean;
};

/** All verifier keys, oldest first. */
export function listKeys(db: Reader): Promise<readonly LogKey[]> {
  return askKept(db, askKeys(db));
}

const askKeys = (db: Reader) =>
  own(db)
    .selectFrom('transparency_log.signer_key')
    .select(['vkey', 'kind', 'since', 'after_loss'])
    .orderBy('since')
    .orderBy('kind');

/** Is there an entry among [from, to) that may go out before witnesses have seen it? */
export async function hasUrgent(db: Reader, from: number, to: number): Promise<boolean> {
  const row = await own(db)
    .selectFrom('transparency_log.leaf')
    .select('idx')
    .where('urgent', '=', true)
    .where('idx', '>=', from)
    .where('idx', '<', to)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
