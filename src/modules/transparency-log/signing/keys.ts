import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { join } from 'node:path';
import { formatVerifierKey, keyId, parseVerifierKey, type Signer, type VerifierKey } from '#tlog';
import { sha256 } from '../entries.ts';
import { findFile, putFile, syncFolders } from '../files/write.ts';
import { MayNotSign } from '../stops.ts';

export const keyKinds = ['ed25519', 'sm2'] as const;
export type KeyKind = (typeof keyKinds)[number];

const ED25519 = 0x01;
/** Signed-note type of algorithms without a number: the public key begins with a name of the algorithm. */
const OTHER = 0xff;
/**
 * SM2 signatures over SM3 (GB/T 32918.2) as DER, with an empty distinguishing identifier: node's crypto can not set another.
 * Such a key object must come from PKCS#8 or SPKI, as it does here: one fresh from `generateKeyPairSync('ec')` would sign by
 * ECDSA on the same curve.
 */
const SM2_NAME = Buffer.from('gongkai/sm2-sm3\n');

/** The name a key signs under: the log's own for Ed25519, a name of its own beside it for SM2. */
export function keyName(origin: string, kind: KeyKind): string {
  return kind === 'ed25519' ? origin : `${origin}/sm2`;
}

/**
 * Makes a key and puts it into `<folder>/keys`, readable by this user only. Lasting before it is answered: what is signed with
 * a key that is lost can not be followed up.
 * @returns its verifier key
 */
export async function makeKey(folder: string, origin: string, kind: KeyKind): Promise<string> {
  const { privateKey, publicKey } =
    kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'SM2' });
  const key = verifierKeyOf(keyName(origin, kind), kind, publicKey);
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const folders = await putFile(keyFile(folder, key), pem, 'key', 0o600);
  await syncFolders(folders, 'key');
  return formatVerifierKey(key);
}

function verifierKeyOf(name: string, kind: KeyKind, publicKey: KeyObject): VerifierKey {
  const type = kind === 'ed25519' ? ED25519 : OTHER;
  const bytes = publicBytes(kind, publicKey);
  return { name, type, publicKey: bytes, id: keyId(sha256, name, type, bytes) };
}

/** Ed25519: the 32 bytes of RFC 8032. SM2: the algorithm's name and the uncompressed point. */
function publicBytes(kind: KeyKind, publicKey: KeyObject): Uint8Array {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  // The raw key is the end of the SubjectPublicKeyInfo for both.
  return kind === 'ed25519' ? spki.subarray(-32) : Buffer.concat([SM2_NAME, spki.subarray(-65)]);
}

/** Where the secret key lies. */
export function keyFile(folder: string, key: VerifierKey): string {
  return join(folder, 'keys', `${Buffer.from(key.id).toString('hex')}.pem`);
}

/**
 * The signer of a verifier key, from its file.
 * @throws MayNotSign `key-lost` when there is no such file, or it holds another key
 */
export async function openSigner(folder: string, vkey: string, kind: KeyKind): Promise<Signer> {
  const key = parseVerifierKey(sha256, vkey);
  const path = keyFile(folder, key);
  const pem = await findFile(path);
  if (pem === undefined) throw new MayNotSign('key-lost', { path, vkey });
  const secret = createPrivateKey(pem);
  const found = verifierKeyOf(key.name, kind, createPublicKey(secret));
  if (formatVerifierKey(found) !== vkey) throw new MayNotSign('key-lost', { path, vkey });
  return {
    name: key.name,
    id: key.id,
    sign: (message) => new Uint8Array(sign(kind === 'ed25519' ? null : 'sm3', message, secret)),
  };
}

const ED25519_SPKI = Buffer.from('302a300506032b6570032100', 'hex');
/** SubjectPublicKeyInfo of id-ecPublicKey on the SM2 curve (1.2.156.10197.1.301), before the point. */
const SM2_SPKI = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex');

/** Does this signature (without key id) hold for one of our own keys? */
export function verifySignature(key: VerifierKey, message: Uint8Array, signature: Uint8Array): boolean {
  const sm2 = key.type === OTHER;
  const der = sm2
    ? Buffer.concat([SM2_SPKI, key.publicKey.subarray(SM2_NAME.length)])
    : Buffer.concat([ED25519_SPKI, key.publicKey]);
  try {
    const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
    return verify(sm2 ? 'sm3' : null, message, publicKey, signature);
  } catch {
    return false;
  }
}
