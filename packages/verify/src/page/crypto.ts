import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Crypto } from '../log/signatures.ts';

/**
 * Audited JavaScript instead of `crypto.subtle`: that is missing on plain http hosts, and its Ed25519 in older browsers.
 * Signatures strictly as RFC 8032 has them.
 */
export const pageCrypto: Crypto = {
  sha256,
  verify: (publicKey, message, signature) => {
    try {
      return ed25519.verify(signature, message, publicKey, { zip215: false });
    } catch {
      return false;
    }
  },
};
