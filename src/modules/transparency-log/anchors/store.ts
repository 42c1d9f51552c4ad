import type { Reader } from '#platform/database';
import { own } from '../store.ts';

export type AnchorKind = 'rfc3161' | 'peer' | 'paper';

/** An anchor that was made. */
export type Anchor = {
  readonly id: number;
  readonly kind: AnchorKind;
  readonly size: number;
  readonly root: Uint8Array;
  /** The authority, the peer, or who printed. */
  readonly byWhom: string;
  readonly anchoredAt: Date;
  /** Where it stands in the log; null for paper. */
  readonly index: number | null;
};

export type NewAnchor = Omit<Anchor, 'id'> & {
  /** The whole token (DER), the peer's checkpoint (signed note), or nothing. */
  readonly content: Uint8Array;
};

export async function insertAnchor(db: Reader, anchor: NewAnchor): Promise<void> {
  const { kind, size, byWhom, anchoredAt, index } = anchor;
  await own(db)
    .insertInto('transparency_log.anchor')
    .values({
      kind,
      size,
      root: Buffer.from(anchor.root),
      by_whom: byWhom,
      anchored_at: anchoredAt,
      content: Buffer.from(anchor.content),
      idx: index,
    })
    .execute();
}

/** Newest first. */
export async function listAnchors(db: Reader, limit: number): Promise<readonly Anchor[]> {
  const rows = await own(db)
    .selectFrom('transparency_log.anchor')
    .select(['id', 'kind', 'size', 'root', 'by_whom', 'anchored_at', 'idx'])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ by_whom, anchored_at, idx, ...row }) => ({
    ...row,
    byWhom: by_whom,
    anchoredAt: anchored_at,
    index: idx,
  }));
}

/** What is remembered of another log. */
export type PeerState = {
  readonly origin: string;
  readonly size: number | null;
  readonly root: Uint8Array | null;
  readonly note: string | null;
  readonly seenAt: Date | null;
  readonly askedAt: Date;
  readonly problem: string | null;
  readonly detail: string;
  readonly failingSince: Date | null;
};

export async function listPeers(db: Reader): Promise<readonly PeerState[]> {
  const rows = await own(db).selectFrom('transparency_log.peer').selectAll().orderBy('origin').execute();
  return rows.map(({ seen_at, asked_at, failing_since, vkey: _, ...row }) => ({
    ...row,
    seenAt: seen_at,
    askedAt: asked_at,
    failingSince: failing_since,
  }));
}

/** What came of looking at a peer: its checkpoint, which held, or what is wrong. */
export type PeerSeen = {
  readonly origin: string;
  readonly vkey: string;
  readonly at: Date;
} & (
  | { readonly size: number; readonly root: Uint8Array; readonly note: string }
  | { readonly problem: string; readonly detail: string }
);

/** Keeps what came of looking at a peer. A problem leaves the last good checkpoint as it was. */
export async function rememberPeer(db: Reader, seen: PeerSeen): Promise<void> {
  const { origin, vkey, at } = seen;
  const failed = 'problem' in seen;
  const row = {
    vkey,
    asked_at: at,
    problem: failed ? seen.problem : null,
    detail: failed ? seen.detail.slice(0, 20_000) : '',
  };
  const good = failed ? {} : { size: seen.size, root: Buffer.from(seen.root), note: seen.note, seen_at: at };
  await own(db)
    .insertInto('transparency_log.peer')
    .values({
      ...{ origin, size: null, root: null, note: null, seen_at: null },
      ...row,
      ...good,
      failing_since: failed ? at : null,
    })
    .onConflict((conflict) =>
      conflict.column('origin').doUpdateSet((eb) => ({
        ...row,
        ...good,
        failing_since: failed
          ? eb.fn.coalesce(eb.ref('transparency_log.peer.failing_since'), eb.val(at))
          : null,
      })),
    )
    .execute();
}

/** How a time-stamping authority does. */
export type AuthorityState = {
  readonly url: string;
  readonly askedAt: Date;
  readonly stampedAt: Date | null;
  readonly problem: string | null;
  readonly detail: string;
  readonly failingSince: Date | null;
};

export async function listAuthorities(db: Reader): Promise<readonly AuthorityState[]> {
  const rows = await own(db).selectFrom('transparency_log.authority').selectAll().orderBy('url').execute();
  return rows.map(({ asked_at, stamped_at, failing_since, ...row }) => ({
    ...row,
    askedAt: asked_at,
    stampedAt: stamped_at,
    failingSince: failing_since,
  }));
}

/** Keeps what came of asking an authority: the time it said, or what is wrong. */
export async function rememberAuthority(
  db: Reader,
  seen: { readonly url: string; readonly at: Date } & (
    | { readonly stampedAt: Date }
    | { readonly problem: string; readonly detail: string }
  ),
): Promise<void> {
  const { url, at } = seen;
  const failed = 'problem' in seen;
  const row = {
    asked_at: at,
    problem: failed ? seen.problem : null,
    detail: failed ? seen.detail.slice(0, 500) : '',
    ...(failed ? {} : { stamped_at: seen.stampedAt }),
  };
  await own(db)
    .insertInto('transparency_log.authority')
    .values({ url, stamped_at: null, ...row, failing_since: failed ? at : null })
    .onConflict((conflict) =>
      conflict.column('url').doUpdateSet((eb) => ({
        ...row,
        failing_since: failed
          ? eb.fn.coalesce(eb.ref('transparency_log.authority.failing_since'), eb.val(at))
          : null,
      })),
    )
    .execute();
}

/** When an anchor of this kind was last made by this authority or peer. */
export async function findLastAnchored(
  db: Reader,
  kind: AnchorKind,
  byWhom?: string,
): Promise<Date | undefined> {
  const row = await own(db)
    .selectFrom('transparency_log.anchor')
    .select('anchored_at')
    .where('kind', '=', kind)
    .$if(byWhom !== undefined, (query) => query.where('by_whom', '=', byWhom ?? ''))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.anchored_at;
}

/** The whole token behind an entry of the log; undefined when the entry has none or is not public. */
export async function findToken(db: Reader, index: number): Promise<Buffer | undefined> {
  const row = await own(db)
    .selectFrom('transparency_log.anchor')
    .select('content')
    .where('kind', '=', 'rfc3161')
    .where('idx', '=', index)
    .executeTakeFirst();
  return row?.content;
}
