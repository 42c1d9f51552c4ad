import { createPublicKey, hash, verify } from 'node:crypto';
import type { Sha256, VerifySignature } from '../../tlog/src/index.ts';
import type { Crypto } from './log/signatures.ts';

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

/** What stands before the uncompressed point of an SM2 key in a SubjectPublicKeyInfo (curve 1.2.156.10197.1.301). */
const sm2Head = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex');

/** SM2 with SM3 by OpenSSL; false where it has been left out of the build. */
export const verifySm2: VerifySignature = (point, message, signature) => {
  try {
    const key = createPublicKey({ key: Buffer.concat([sm2Head, point]), format: 'der', type: 'spki' });
    return verify('sm3', message, key, signature);
  } catch {
    return false;
  }
};

/** Everything that is to be hashed and verified, by OpenSSL. */
export const nodeCrypto: Crypto = { sha256, verify: verifyEd25519, verifySm2 };
