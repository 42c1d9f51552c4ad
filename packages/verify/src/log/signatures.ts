import {
  type Checkpoint,
  cosignatureVerifier,
  ed25519Verifier,
  encodeHex,
  encodeUtf8,
  equalBytes,
  KEY_TYPES,
  listWitnessed,
  type Note,
  type NoteSignature,
  openNote,
  parseCheckpoint,
  parseNote,
  type Sha256,
  TlogError,
  type Verifier,
  type VerifierKey,
  type VerifySignature,
} from '../../../tlog/src/index.ts';
import { meetsQuorum, type Policy } from './policy.ts';

/** Hash and signature of the platform: OpenSSL in node, audited libraries in browsers. */
export type Crypto = {
  readonly sha256: Sha256;
  /** Ed25519. */
  readonly verify: VerifySignature;
  /** SM2 with SM3 over an uncompressed point, where the platform has it. */
  readonly verifySm2?: VerifySignature;
};

/** What stands before the point in a key of type ff that is SM2 with SM3. */
const sm2Name = encodeUtf8('gongkai/sm2-sm3\n');

/** A witness whose cosignature was checked: its name in the policy, and when it signed (ms). */
export type CheckedWitness = { readonly name: string; readonly at: number };

/** What the signatures under a checkpoint are worth to somebody who trusts these keys. */
export type SignatureVerdict = {
  readonly checkpoint: Checkpoint;
  readonly note: Note;
  /**
   * `signed` by a trusted key of the log; `wrong`: such a line fails; `foreign`: there are trusted keys of this log, and it was
   * not signed with one of them; `unknown`: no key of this log is known.
   */
  readonly log: 'signed' | 'wrong' | 'foreign' | 'unknown';
  /** The trusted key that signed. */
  readonly by: VerifierKey | undefined;
  readonly witnesses: readonly CheckedWitness[];
  /** Known witnesses whose line fails. */
  readonly wrongWitnesses: readonly string[];
  /** Does the policy's quorum hold? True without a policy. */
  readonly quorum: boolean;
  /** The log's own second line, by SM2 with SM3: undefined when there is none by a key we have. */
  readonly second: 'holds' | 'fails' | 'unchecked' | undefined;
  /** Cosignature-like lines by nobody we know: their names. They say nothing. */
  readonly strangers: readonly string[];
};

/**
 * Checks the signatures of a signed checkpoint, line by line.
 * @param crypto of the platform
 * @param text the checkpoint as served
 * @param keys trusted keys of the log (Ed25519)
 * @param policy whom to believe as witnesses
 * @throws {TlogError} when it is no signed checkpoint at all
 */
export function checkSignatures(
  crypto: Crypto,
  text: string | Uint8Array,
  keys: readonly VerifierKey[],
  policy?: Policy,
): SignatureVerdict {
  const note = parseNote(text);
  const checkpoint = parseCheckpoint(note.text);
  // A key may only speak for the log it is named after.
  const own = keys.filter((key) => key.type === KEY_TYPES.ed25519 && key.name === checkpoint.origin);
  const by = own.find((key) => outcome(note, ed25519Verifier(key, crypto.verify)) === 'holds');
  const isWrong = own.some((key) => outcome(note, ed25519Verifier(key, crypto.verify)) === 'fails');
  const { witnesses, wrong } = checkWitnesses(crypto, note, policy);
  const signed = new Set(witnesses.map(({ name }) => name));
  const seconds = keys.filter(
    (key) => key.type === KEY_TYPES.other && key.name.startsWith(`${checkpoint.origin}/`),
  );
  const known = [...own, ...seconds, ...(policy?.witnesses.values() ?? [])];
  const strangers = note.signatures.filter(
    (line) => line.name !== checkpoint.origin && !known.some(isKeyOf(line)),
  );
  return {
    checkpoint,
    note,
    log: isWrong ? 'wrong' : by !== undefined ? 'signed' : own.length > 0 ? 'foreign' : 'unknown',
    by,
    witnesses,
    wrongWitnesses: wrong,
    second: checkSecond(crypto, note, seconds),
    quorum: policy === undefined || meetsQuorum(policy, signed),
    strangers: strangers.map(({ name }) => name),
  };
}

const isKeyOf =
  (line: NoteSignature) =>
  (key: VerifierKey): boolean =>
    key.name === line.name && equalBytes(key.id, line.id);

function checkWitnesses(
  crypto: Crypto,
  note: Note,
  policy: Policy | undefined,
): { readonly witnesses: readonly CheckedWitness[]; readonly wrong: readonly string[] } {
  const witnesses: CheckedWitness[] = [];
  const wrong: string[] = [];
  for (const [name, key] of policy?.witnesses ?? []) {
    if (key.type !== KEY_TYPES.cosignature) continue;
    const verifier = cosignatureVerifier(key, crypto.verify);
    const found = outcome(note, verifier);
    if (found === 'fails') wrong.push(name);
    if (found !== 'holds') continue;
    const seconds = listWitnessed(openNote(note, [verifier]))[0]?.time ?? 0;
    witnesses.push({ name, at: seconds * 1000 });
  }
  return { witnesses, wrong };
}

function checkSecond(crypto: Crypto, note: Note, keys: readonly VerifierKey[]): SignatureVerdict['second'] {
  const key = keys.find((one) => note.signatures.some((line) => isKeyOf(line)(one)));
  if (key === undefined) return undefined;
  const verifier = verifierOf(crypto, key);
  if (verifier === undefined) return 'unchecked';
  return outcome(note, verifier) === 'holds' ? 'holds' : 'fails';
}

/** Verifies what a key of the log signs; undefined when this platform cannot. */
export function verifierOf({ verify, verifySm2 }: Crypto, key: VerifierKey): Verifier | undefined {
  if (key.type === KEY_TYPES.ed25519) return ed25519Verifier(key, verify);
  const isSm2 =
    key.type === KEY_TYPES.other && equalBytes(key.publicKey.subarray(0, sm2Name.length), sm2Name);
  if (!isSm2 || verifySm2 === undefined) return undefined;
  const point = key.publicKey.subarray(sm2Name.length);
  const { name, id, type } = key;
  return { name, id, type, verify: (message, signature) => verifySm2(point, message, signature) };
}

function outcome(note: Note, verifier: Verifier): 'holds' | 'fails' | 'absent' {
  try {
    openNote(note, [verifier]);
    return 'holds';
  } catch (error) {
    if (error instanceof TlogError) return error.code === 'bad-signature' ? 'fails' : 'absent';
    throw error;
  }
}

/** `host+1a2b3c4d`: how a key is told from another in words. */
export function keyLabel(key: VerifierKey): string {
  return `${key.name}+${encodeHex(key.id)}`;
}
