import { sql } from 'kysely';
import { type Reader, tables } from '#platform/database';
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

export function findLastHead(db: Reader): Promise<Head | undefined> {
  return own(db)
    .selectFrom('transparency_log.head')
    .select(['size', 'root', 'note'])
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The checkpoint served now. */
export function findLastCheckpoint(db: Reader): Promise<Checkpoint | undefined> {
  return own(db)
    .selectFrom('transparency_log.published')
    .select(['seq', 'size', 'root', 'note', 'witnessed', 'published_at'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
}

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
  const row = await own(db).selectFrom('transparency_log.origin').select('origin').executeTakeFirst();
  return row?.origin;
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
  return own(db)
    .selectFrom('transparency_log.signer_key')
    .select(['vkey', 'kind', 'since', 'after_loss'])
    .orderBy('since')
    .orderBy('kind')
    .execute();
}

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
