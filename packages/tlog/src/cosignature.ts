import { concatBytes, encodeUtf8, type Sha256, type VerifySignature } from './bytes.ts';
import { TlogError } from './faults.ts';
import type { Signer, Verified, Verifier } from './note.ts';
import { formatDecimal } from './numbers.ts';
import { KEY_TYPES, keyId, type VerifierKey } from './verifier-key.ts';

const TIME_BYTES = 8;
const SIGNATURE_BYTES = 64;

/** A cosignature taken apart. */
export type Cosignature = {
  /** When the witness signed, in whole seconds since 1970-01-01T00:00:00Z. */
  readonly time: number;
  /** Ed25519 signature of {@link cosignatureMessage}, 64 bytes. */
  readonly signature: Uint8Array;
};

/** Who cosigned, and when, after verification. */
export type Witnessed = {
  /** Key name of the witness. */
  readonly name: string;
  /** Key id of the witness, 4 bytes. */
  readonly id: Uint8Array;
  /** When it signed, in whole seconds since 1970-01-01T00:00:00Z. */
  readonly time: number;
};

/**
 * What a witness signs: `cosignature/v1`, the time, and the text of the checkpoint.
 * @param time seconds since 1970
 * @param text UTF-8 of the checkpoint's text, final line feed included
 * @throws TlogError `bad-size` for a time that is not an integer from 0 to 2^53 − 1
 * @see C2SP tlog-cosignature, "Ed25519 signed message"
 */
export function cosignatureMessage(time: number, text: Uint8Array): Uint8Array {
  return concatBytes(encodeUtf8(`cosignature/v1\ntime ${formatDecimal(time)}\n`), text);
}

/**
 * The bytes of a cosignature as they stand after the key id: time in 8 bytes, big end first, and the signature.
 * @throws TlogError `bad-size`, `bad-cosignature`
 * @see C2SP tlog-cosignature, "Format"
 */
export function formatCosignature(cosignature: Cosignature): Uint8Array {
  if (cosignature.signature.length !== SIGNATURE_BYTES) throw new TlogError('bad-cosignature');
  let rest = Number(formatDecimal(cosignature.time));
  const time = new Uint8Array(TIME_BYTES);
  for (let at = TIME_BYTES - 1; at >= 0; at -= 1) {
    time[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return concatBytes(time, cosignature.signature);
}

/**
 * Takes a cosignature apart. Verifies nothing.
 * @param bytes what stands after the key id: 72 bytes
 * @throws TlogError `bad-cosignature`, `number-too-large` (time above 2^53 − 1)
 * @see C2SP tlog-cosignature, "Format"
 */
export function parseCosignature(bytes: Uint8Array): Cosignature {
  if (bytes.length !== TIME_BYTES + SIGNATURE_BYTES)
    throw new TlogError('bad-cosignature', `${bytes.length} bytes`);
  const time = bytes.subarray(0, TIME_BYTES).reduce((value, byte) => value * 256 + byte, 0);
  if (!Number.isSafeInteger(time)) throw new TlogError('number-too-large', 'time');
  return { time, signature: bytes.slice(TIME_BYTES) };
}

/**
 * A signer that cosigns: for witnesses.
 * @param sha256 for the key id
 * @param name key name of the witness
 * @param publicKey its Ed25519 key, 32 bytes; never one that signs anything else
 * @param sign Ed25519 signature of a message, 64 bytes
 * @param now seconds since 1970
 * @throws TlogError `bad-key-name`
 * @see C2SP tlog-cosignature
 */
export function cosigner(
  sha256: Sha256,
  name: string,
  publicKey: Uint8Array,
  sign: (message: Uint8Array) => Uint8Array | Promise<Uint8Array>,
  now: () => number,
): Signer {
  return {
    name,
    id: keyId(sha256, name, KEY_TYPES.cosignature, publicKey),
    async sign(message) {
      const time = now();
      return formatCosignature({ time, signature: await sign(cosignatureMessage(time, message)) });
    },
  };
}

/**
 * Verifies the cosignatures of a witness (type 04).
 * @param key its verifier key
 * @param verifySignature Ed25519 of the platform
 * @throws TlogError `unsupported-key-type` when the key is of another type
 * @see C2SP tlog-cosignature
 */
export function cosignatureVerifier(key: VerifierKey, verifySignature: VerifySignature): Verifier {
  if (key.type !== KEY_TYPES.cosignature) throw new TlogError('unsupported-key-type', String(key.type));
  return {
    name: key.name,
    id: key.id,
    type: key.type,
    verify(message, bytes) {
      const { time, signature } = parseCosignature(bytes);
      return verifySignature(key.publicKey, cosignatureMessage(time, message), signature);
    },
  };
}

/**
 * Verifies one cosignature of a checkpoint's text by one witness.
 * @param key verifier key of the witness, type 04
 * @param text the checkpoint's text, final line feed included
 * @param bytes what stands after the key id: 72 bytes
 * @returns name, key id and time
 * @throws TlogError `unsupported-key-type`, `bad-cosignature`, `number-too-large`, `bad-signature`
 * @see C2SP tlog-cosignature
 */
export function verifyCosignature(
  key: VerifierKey,
  text: string,
  bytes: Uint8Array,
  verifySignature: VerifySignature,
): Witnessed {
  const verifier = cosignatureVerifier(key, verifySignature);
  const { time } = parseCosignature(bytes);
  let holds = false;
  try {
    holds = verifier.verify(encodeUtf8(text), bytes) === true;
  } catch {
    holds = false;
  }
  if (!holds) throw new TlogError('bad-signature', key.name);
  return { name: key.name, id: key.id, time };
}

/** The cosignatures among the verified signatures of a note, in its order. */
export function listWitnessed(verified: Verified): Witnessed[] {
  return verified.signatures
    .filter((signature) => signature.type === KEY_TYPES.cosignature)
    .map(({ name, id, signature }) => ({ name, id, time: parseCosignature(signature).time }));
}
