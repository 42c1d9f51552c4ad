import { createHash } from 'node:crypto';
import { done } from '#kernel';
import { recordAudit } from '#platform/audit';
import { inTransaction, systemActor } from '#platform/command';
import type { Database } from '#platform/database';
import { encodeBase64, encodeUtf8, parseNote } from '#tlog';
import { appendEntry } from '../append.ts';
import { type AnchorEntry, EntryTooLarge, encodeEntry } from '../entries.ts';
import { findLastCheckpoint, findOrigin } from '../store.ts';
import { FetchFailed, type FetchProblem } from '../witness/fetch.ts';
import type { PolicyLog } from '../witness/policy.ts';
import { type Authority, requestTimeStamp } from './authority.ts';
import { lookAtPeer, type Peer, type PeerProblem, peersOf } from './peers.ts';
import { withoutCertificates } from './signed-data.ts';
import { TimeStampError, type TimeStampFault } from './stamp-faults.ts';
import {
  findLastAnchored,
  insertAnchor,
  listPeers,
  type NewAnchor,
  rememberAuthority,
  rememberPeer,
} from './store.ts';

/** Whom a log shows its checkpoints to, and whose it keeps. */
export type AnchorSettings = {
  /** Other logs whose checkpoints are looked at and logged; our own is passed over. */
  readonly logs: readonly PolicyLog[];
  readonly authority: Authority | null;
};

export type AnchorTools = { readonly database: Database; readonly now: () => Date };

/** What came of one anchor. `notDue`: looked at, but there was one within a day. */
export type AnchorOutcome = {
  readonly kind: 'rfc3161' | 'peer';
  readonly byWhom: string;
} & (
  | { readonly result: 'anchored'; readonly index: number; readonly size: number }
  | { readonly result: 'notDue' }
  | {
      readonly result: 'failed';
      readonly problem: TimeStampFault | FetchProblem | PeerProblem;
      readonly detail: string;
    }
);

/** How long others are waited for. In milliseconds. */
const WAIT_MS = 30_000;
/** Less than a day, so that an hourly job does it every day. Each anchor is an entry: more often, two logs feed each other. */
const DAY_MS = 23 * 3_600_000;

/**
 * Makes the anchors that are due: a token of the authority over the checkpoint now served, and the checkpoints of peers. Peers
 * are looked at each time, and what they showed is remembered; it is logged once a day.
 * @param options.isAsked a person asks: what was done today is done again
 */
export async function makeAnchors(
  tools: AnchorTools,
  settings: AnchorSettings,
  options: { readonly isAsked: boolean },
): Promise<readonly AnchorOutcome[]> {
  const outcomes: AnchorOutcome[] = [];
  if (settings.authority !== null) {
    const outcome = await anchorByAuthority(tools, settings.authority, options.isAsked);
    if (outcome !== null) outcomes.push(outcome);
  }
  const own = (await findOrigin(tools.database.reader)) ?? '';
  for (const peer of peersOf(settings.logs, own))
    outcomes.push(await anchorPeer(tools, peer, options.isAsked));
  return outcomes;
}

async function isDue(
  { database, now }: AnchorTools,
  kind: 'rfc3161' | 'peer',
  byWhom?: string,
): Promise<boolean> {
  const last = await findLastAnchored(database.reader, kind, byWhom);
  return last === undefined || now().getTime() - last.getTime() >= DAY_MS;
}

/** @returns null while nothing is published */
async function anchorByAuthority(
  tools: AnchorTools,
  authority: Authority,
  isAsked: boolean,
): Promise<AnchorOutcome | null> {
  const { database, now } = tools;
  const { url } = authority;
  const served = await findLastCheckpoint(database.reader);
  if (served === undefined) return null;
  if (!isAsked && !(await isDue(tools, 'rfc3161'))) return { kind: 'rfc3161', byWhom: url, result: 'notDue' };
  try {
    const { size } = served;
    const root = new Uint8Array(served.root);
    // What a reader can rebuild from origin, size and root.
    const data = encodeUtf8(parseNote(served.note).text);
    const signal = AbortSignal.timeout(WAIT_MS);
    const { token, stamp } = await requestTimeStamp(authority, data, { now: now(), signal });
    const { time, authority: byWhom } = stamp;
    const base = { v: 1, type: 'anchor', kind: 'rfc3161', claimed_at: now().toISOString() } as const;
    const entry = fitting(token, (part) => ({ ...base, size, root: encodeBase64(root), ...part }));
    const anchor = { kind: 'rfc3161', size, root, byWhom, anchoredAt: time, content: token } as const;
    const index = await register(tools, entry, anchor);
    await rememberAuthority(database.reader, { url, at: now(), stampedAt: time });
    return { kind: 'rfc3161', byWhom, result: 'anchored', index, size };
  } catch (error) {
    const problem = problemOf(error);
    await rememberAuthority(database.reader, { url, at: now(), ...problem });
    return { kind: 'rfc3161', byWhom: url, result: 'failed', ...problem };
  }
}

function problemOf(error: unknown): {
  readonly problem: TimeStampFault | FetchProblem;
  readonly detail: string;
} {
  if (error instanceof TimeStampError) return { problem: error.code, detail: error.detail };
  if (error instanceof FetchFailed) return { problem: error.problem, detail: error.message };
  throw error;
}

type TokenPart = Pick<AnchorEntry, 'token' | 'tokenSha256'>;

/** The entry with as much of the token as there is room for: all of it, all but its certificates, its hash. */
export function fitting(token: Uint8Array, entryOf: (part: TokenPart) => AnchorEntry): AnchorEntry {
  const parts: readonly TokenPart[] = [
    { token: encodeBase64(token) },
    { token: encodeBase64(withoutCertificates(token).token) },
  ];
  for (const part of parts) {
    try {
      const entry = entryOf(part);
      encodeEntry(entry);
      return entry;
    } catch (error) {
      if (!(error instanceof EntryTooLarge)) throw error;
    }
  }
  return entryOf({ tokenSha256: createHash('sha256').update(token).digest('hex') });
}

async function anchorPeer(tools: AnchorTools, peer: Peer, isAsked: boolean): Promise<AnchorOutcome> {
  const { database, now } = tools;
  const { origin } = peer;
  const known = (await listPeers(database.reader)).find((one) => one.origin === origin);
  const remembered =
    known?.size == null || known.root === null
      ? null
      : { size: known.size, root: new Uint8Array(known.root) };
  const look = await lookAtPeer(peer, remembered, AbortSignal.timeout(WAIT_MS));
  const seen = { origin, vkey: peer.keys[0]?.vkey ?? '', at: now() };
  if ('problem' in look) {
    await rememberPeer(database.reader, { ...seen, ...look });
    return { kind: 'peer', byWhom: origin, result: 'failed', ...look };
  }
  await rememberPeer(database.reader, { ...seen, size: look.size, root: look.root, note: look.note });
  if (!isAsked && !(await isDue(tools, 'peer', origin)))
    return { kind: 'peer', byWhom: origin, result: 'notDue' };
  const { size, root, note } = look;
  const claimed_at = now().toISOString();
  const entry: AnchorEntry = {
    ...{ v: 1, type: 'anchor', kind: 'peer', claimed_at },
    ...{ size, root: encodeBase64(root), checkpoint: note },
  };
  const anchor = { kind: 'peer', size, root, byWhom: origin, anchoredAt: now() } as const;
  const index = await register(tools, entry, { ...anchor, content: encodeUtf8(note) });
  return { kind: 'peer', byWhom: origin, result: 'anchored', index, size };
}

async function register(
  { database, now }: AnchorTools,
  entry: AnchorEntry,
  anchor: Omit<NewAnchor, 'index'>,
): Promise<number> {
  const result = await inTransaction(database, { actor: systemActor, now: now() }, async (ctx) => {
    const { kind, byWhom, size } = anchor;
    await recordAudit(ctx, { action: 'transparency-log.anchor', data: { kind, byWhom, size } });
    const { index } = await appendEntry(ctx, entry);
    await insertAnchor(ctx.tx, { ...anchor, index });
    return done(index);
  });
  if (!result.ok) throw new Error('an anchor is never refused');
  return result.value;
}
