import {
  cosignatureVerifier,
  cosigner,
  ed25519Verifier,
  formatAddCheckpoint,
  formatCheckpoint,
  formatProof,
  inclusionProof,
  KEY_TYPES,
  leafHash,
  parseSignatures,
  signNote,
  type Trust,
} from '../index.ts';
import { buildLog, entryAt, taken } from './log.ts';
import { sha256, type TestKey, testKey, verifySignature } from './platform.ts';

/** Valid texts of every kind, the same in every run, for tests that spoil them. */
export const origin = 'log.example/open';

export const logKey: TestKey = testKey(origin, 1);
export const witnessKeys: readonly TestKey[] = [
  testKey('witness.example/a', 2, KEY_TYPES.cosignature),
  testKey('witness.example/b', 3, KEY_TYPES.cosignature),
];
export const strangerKey: TestKey = testKey('stranger.example', 4);

/** Seconds of the cosignatures. */
export const witnessTime = 1_790_000_000;

export const size = 11;
export const index = 6;
export const log = buildLog(size);
export const root = taken(log.roots, size);
export const leaf = leafHash(sha256, entryAt(index));

export const checkpointText = formatCheckpoint({ origin, size, root });

const witnesses = witnessKeys.map((key) =>
  cosigner(sha256, key.verifierKey.name, key.verifierKey.publicKey, key.signBytes, () => witnessTime),
);

/** Signed by the log, two witnesses and a stranger. */
export const checkpoint = await signNote(checkpointText, [logKey.signer, ...witnesses, strangerKey.signer]);

/** Signed by the log alone. */
export const bareCheckpoint = await signNote(checkpointText, [logKey.signer]);

export const trust: Trust = {
  origin,
  log: [ed25519Verifier(logKey.verifierKey, verifySignature)],
  witnesses: witnessKeys.map((key) => cosignatureVerifier(key.verifierKey, verifySignature)),
  quorum: 2,
};

export const hashes = await inclusionProof(sha256, index, size, log.readNode);
export const proof = formatProof({ extra: Buffer.from('extra data'), index, hashes, checkpoint });
export const request = formatAddCheckpoint({ oldSize: 0, proof: [], checkpoint: bareCheckpoint });

/** The lines of a signed text. */
export const linesOf = (note: string) => parseSignatures(note.slice(note.lastIndexOf('\n\n') + 2));
