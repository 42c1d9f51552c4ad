import { concatBytes, type Sha256 } from './bytes.ts';
import { TlogError } from './faults.ts';

/** Length of a salt in bytes. */
export const SALT_BYTES = 32;

/**
 * Commitment to bytes: SHA-256(02 ‖ salt ‖ bytes). With salt and bytes deleted it says nothing about them any more; a bare hash
 * of a name could be guessed. The 02 keeps it apart from the hashes of leaves (00) and nodes (01).
 * @param salt 32 random bytes, never used twice
 * @param bytes what is committed to
 * @returns 32 bytes
 * @throws TlogError `bad-salt`
 */
export function commitment(sha256: Sha256, salt: Uint8Array, bytes: Uint8Array): Uint8Array {
  if (salt.length !== SALT_BYTES) throw new TlogError('bad-salt', `${salt.length} bytes`);
  return sha256(concatBytes(Uint8Array.of(2), salt, bytes));
}
