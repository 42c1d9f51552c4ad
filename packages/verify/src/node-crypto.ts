import { createPublicKey, hash, verify } from 'node:crypto';
import type { Sha256, VerifySignature } from '../../tlog/src/index.ts';

/** SHA-256 by OpenSSL. */
export const sha256: Sha256 = (data) => hash('sha256', data, 'buffer');

/** What stands before the 32 bytes of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410). */
const ed25519Head = Buffer.from('302a300506032b6570032100', 'hex');

/** Ed25519 by OpenSSL. A key that is none verifies nothing. */
export const verifyEd25519: VerifySignature = (publicKey, message, signature) => {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const key = createPublicKey({ key: Buffer.concat([ed25519Head, publicKey]), format: 'der', type: 'spki' });
  return verify(null, message, key, signature);
};
