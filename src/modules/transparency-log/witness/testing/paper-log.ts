import { generateKeyPairSync, sign } from 'node:crypto';
import {
  consistencyProof,
  emptyRoot,
  encodeUtf8,
  formatAddCheckpoint,
  formatCheckpoint,
  formatVerifierKey,
  KEY_TYPES,
  keyId,
  leafHash,
  nodeHash,
  parseVerifierKey,
  type Signer,
  signNote,
} from '#tlog';
import type { HeadToCosign } from '../../cosigner.ts';
import { sha256 } from '../../entries.ts';
import type { PolicyLog } from '../policy.ts';

/** A log of its own in memory, as large as anybody asks for; `fork` tells another story from some leaf on. */
export type PaperLog = {
  readonly origin: string;
  readonly vkey: string;
  readonly known: PolicyLog;
  readonly signer: Signer;
  readonly root: (size: number) => Uint8Array;
  readonly note: (size: number, signers?: readonly Signer[]) => Promise<string>;
  readonly proof: (oldSize: number, newSize: number) => Promise<Uint8Array[]>;
  /** Hash of a full subtree. */
  readonly node: (level: number, index: number) => Uint8Array;
  /** Body of an add-checkpoint request. */
  readonly request: (oldSize: number, newSize: number) => Promise<Buffer>;
  readonly head: (size: number) => Promise<HeadToCosign>;
  /** The same log, with the same key, whose leaves differ from index `from` on. */
  readonly fork: (from: number) => PaperLog;
};

/** An Ed25519 key that signs notes under a name. */
export function paperSigner(name: string): { readonly signer: Signer; readonly vkey: string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
  const type = KEY_TYPES.ed25519;
  const id = keyId(sha256, name, type, raw);
  const signer: Signer = { name, id, sign: (message) => new Uint8Array(sign(null, message, privateKey)) };
  return { signer, vkey: formatVerifierKey({ name, id, type, publicKey: raw }) };
}

/** A verifier key of key material that nobody holds the secret of. */
export function paperVkey(name: string, type: number): string {
  const publicKey = sha256(encodeUtf8(name));
  return formatVerifierKey({ name, type, publicKey, id: keyId(sha256, name, type, publicKey) });
}

let forks = 0;

/** Makes a log of this origin. */
export function paperLog(origin: string): PaperLog {
  const { signer, vkey } = paperSigner(origin);
  return tellStory(origin, signer, vkey, (index) => `entry ${index}`);
}

function tellStory(origin: string, signer: Signer, vkey: string, entry: (index: number) => string): PaperLog {
  const node = (level: number, index: number): Uint8Array =>
    level === 0
      ? leafHash(sha256, encodeUtf8(entry(index)))
      : nodeHash(sha256, node(level - 1, index * 2), node(level - 1, index * 2 + 1));
  const range = (from: number, to: number): Uint8Array => {
    if (to - from === 1) return node(0, from);
    let split = 1;
    while (split * 2 < to - from) split *= 2;
    return nodeHash(sha256, range(from, from + split), range(from + split, to));
  };
  const root = (size: number) => (size === 0 ? emptyRoot(sha256) : range(0, size));
  const note = (size: number, signers: readonly Signer[] = [signer]) =>
    signNote(formatCheckpoint({ origin, size, root: root(size) }), signers);
  const proof = (oldSize: number, newSize: number) => consistencyProof(sha256, oldSize, newSize, node);
  return {
    origin,
    vkey,
    known: { key: parseVerifierKey(sha256, vkey), vkey, url: null },
    signer,
    root,
    note,
    proof,
    node,
    request: async (oldSize, newSize) =>
      Buffer.from(
        formatAddCheckpoint({
          oldSize,
          proof: await proof(oldSize, newSize),
          checkpoint: await note(newSize),
        }),
      ),
    head: async (size) => ({
      size,
      root: root(size),
      note: await note(size),
      proofFrom: (oldSize) => proof(oldSize, size),
    }),
    fork: (from) => {
      forks += 1;
      const mark = forks;
      return tellStory(origin, signer, vkey, (index) =>
        index < from ? entry(index) : `other ${mark} ${index}`,
      );
    },
  };
}
