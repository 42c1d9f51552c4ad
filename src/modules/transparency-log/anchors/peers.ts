import {
  type Checkpoint,
  consistencyProof,
  edgeRoot,
  equalBytes,
  formatNote,
  type OpenedCheckpoint,
  openCheckpoint,
  readEdge,
  TlogError,
  tilePath,
  tileReader,
  verifyConsistency,
} from '#tlog';
import { sha256 } from '../entries.ts';
import { FetchFailed, fetchBounded } from '../witness/fetch.ts';
import { verifierOf } from '../witness/keys.ts';
import type { PolicyLog } from '../witness/policy.ts';

/** What can be wrong with another log, as a closed list; in words: `transparency-log.peer.<code>`. */
export const peerProblems = [
  'unreachable',
  'late',
  'malformed',
  'badSignature',
  'wentBack',
  'forked',
  'noProof',
] as const;
export type PeerProblem = (typeof peerProblems)[number];

/** Another log: its origin, the keys it signs with, and where it is served. */
export type Peer = {
  readonly origin: string;
  readonly url: string;
  readonly keys: readonly PolicyLog[];
};

/** What a look at a peer found. `note` is its checkpoint with the signatures we could verify. */
export type PeerLook =
  | (Checkpoint & { readonly note: string; readonly isNew: boolean })
  | { readonly problem: PeerProblem; readonly detail: string };

/** The peers of a policy: its `log` lines with an address, but for our own. */
export function peersOf(logs: readonly PolicyLog[], own: string): readonly Peer[] {
  const origins = [...new Set(logs.map((one) => one.key.name))].filter((origin) => origin !== own);
  return origins.flatMap((origin) => {
    const keys = logs.filter((one) => one.key.name === origin);
    const url = keys.find((one) => one.url !== null)?.url ?? null;
    return url === null ? [] : [{ origin, url, keys }];
  });
}

const MOST_CHECKPOINT = 100_000;
/** A tile has 256 hashes. */
const MOST_TILE = 8_192;

/**
 * Fetches the checkpoint of a peer and holds it against the one remembered: signed by its key, not smaller, and the remembered
 * tree is the beginning of the new one, proven from its tiles.
 * @param remembered the last one that held; null at first
 */
export async function lookAtPeer(
  peer: Peer,
  remembered: { readonly size: number; readonly root: Uint8Array } | null,
  signal: AbortSignal,
): Promise<PeerLook> {
  try {
    const { status, body } = await fetchBounded(`${peer.url}/checkpoint`, { most: MOST_CHECKPOINT, signal });
    if (status !== 200) return { problem: 'unreachable', detail: `HTTP ${status}` };
    const opened = openCheckpoint(body, {
      origin: peer.origin,
      log: peer.keys.map((one) => verifierOf(one.key)),
    });
    const { origin, size, root } = opened;
    const note = verifiedNote(opened);
    if (remembered === null) return { origin, size, root, note, isNew: true };
    const { size: oldSize, root: oldRoot } = remembered;
    if (size < oldSize) return { problem: 'wentBack', detail: note };
    if (size === oldSize && !equalBytes(root, oldRoot)) return { problem: 'forked', detail: note };
    const proof = await proofFromTiles(peer, oldSize, size, signal);
    try {
      verifyConsistency(sha256, { oldSize, oldRoot, newSize: size, newRoot: root, proof });
    } catch (error) {
      if (!(error instanceof TlogError)) throw error;
      return { problem: await blame(peer, opened, signal), detail: note };
    }
    return { origin, size, root, note, isNew: size > oldSize };
  } catch (error) {
    return problemOf(error);
  }
}

/** The checkpoint with nothing but what we could verify: what is kept must not be padded by strangers. */
function verifiedNote({ note, verified }: OpenedCheckpoint): string {
  return formatNote({ text: note.text, signatures: verified.signatures });
}

function proofFromTiles(peer: Peer, from: number, to: number, signal: AbortSignal): Promise<Uint8Array[]> {
  return consistencyProof(sha256, from, to, tilesOf(peer, to, signal));
}

function tilesOf(peer: Peer, size: number, signal: AbortSignal) {
  const fetchTile = async (path: string) => {
    const { status, body } = await fetchBounded(`${peer.url}/${path}`, { most: MOST_TILE, signal });
    if (status !== 200) throw new FetchFailed('unreachable', `${path}: HTTP ${status}`);
    return body;
  };
  return tileReader(sha256, ({ level, index, width }) => fetchTile(tilePath(level, index, width)), size);
}

/**
 * A proof that does not hold is the tiles' fault or the tree's. When the tiles do give the root that the peer signed, it signed
 * two trees that cannot be one.
 */
async function blame(
  peer: Peer,
  { size, root }: OpenedCheckpoint,
  signal: AbortSignal,
): Promise<PeerProblem> {
  const edge = await readEdge(size, tilesOf(peer, size, signal));
  return equalBytes(edgeRoot(sha256, edge), root) ? 'forked' : 'noProof';
}

function problemOf(error: unknown): PeerLook {
  if (error instanceof FetchFailed)
    return { problem: error.problem === 'tooLong' ? 'malformed' : error.problem, detail: error.message };
  if (!(error instanceof TlogError)) throw error;
  const isSignature = error.code === 'bad-signature' || error.code === 'no-known-signature';
  return { problem: isSignature ? 'badSignature' : 'malformed', detail: error.message };
}
