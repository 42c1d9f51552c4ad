import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import {
  KEY_TYPES,
  keyId,
  type Sha256,
  type Signer,
  type VerifierKey,
  type VerifySignature,
} from '../index.ts';

/** SHA-256 of the platform. */
export const sha256: Sha256 = (data) => createHash('sha256').update(data).digest();

/** Ed25519 of the platform. */
export const verifySignature: VerifySignature = (publicKey, message, signature) =>
  verify(null, message, publicKeyOf(publicKey), signature);

/** Importing a key costs more than verifying with it. */
const keys = new Map<string, KeyObject>();

function publicKeyOf(bytes: Uint8Array): KeyObject {
  const x = Buffer.from(bytes).toString('base64url');
  const key = keys.get(x) ?? createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  keys.set(x, key);
  return key;
}

/** A key that is the same in every run: its seed is 32 times one byte. */
export function testKey(name: string, seed: number, type: number = KEY_TYPES.ed25519): TestKey {
  // PKCS #8 wrapping of an Ed25519 seed (RFC 8410 section 7).
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]);
  const secret = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(secret).export({ format: 'jwk' });
  const publicKey = new Uint8Array(Buffer.from(x, 'base64url'));
  const id = keyId(sha256, name, type, publicKey);
  const signBytes = (message: Uint8Array) => new Uint8Array(sign(null, message, secret));
  return {
    secret,
    signBytes,
    verifierKey: { name, id, type, publicKey },
    signer: { name, id, sign: signBytes },
  };
}

/** A key pair and what the package makes of it. */
export type TestKey = {
  readonly secret: KeyObject;
  readonly signBytes: (message: Uint8Array) => Uint8Array;
  readonly verifierKey: VerifierKey;
  readonly signer: Signer;
};
