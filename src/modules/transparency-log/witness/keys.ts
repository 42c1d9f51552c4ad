import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  cosignatureVerifier,
  cosigner,
  ed25519Verifier,
  formatVerifierKey,
  KEY_TYPES,
  keyId,
  parseVerifierKey,
  type Signer,
  type Verifier,
  type VerifierKey,
  type VerifySignature,
} from '#tlog';
import { sha256 } from '../entries.ts';
import { verifySignature } from '../signing/keys.ts';

/** @throws TlogError when the text is no verifier key */
export const verifierKeyOf = (vkey: string): VerifierKey => parseVerifierKey(sha256, vkey);

/** Verifies what this key signs: checkpoints by a log (type 01) or cosignatures of a witness (type 04). */
export function verifierOf(key: VerifierKey): Verifier {
  const verify: VerifySignature = (_, message, signature) => verifySignature(key, message, signature);
  return key.type === KEY_TYPES.cosignature ? cosignatureVerifier(key, verify) : ed25519Verifier(key, verify);
}

/** The key a witness signs with. */
export type WitnessKey = {
  readonly vkey: string;
  /** A signer of cosignatures that says this time (seconds since 1970). */
  readonly signer: (now: () => number) => Signer;
};

/** A key file that is not one, or that other people may read. */
export class BadKeyFile extends Error {}

const FILE = 'key.pem';

/**
 * The key of the witness in this folder: PKCS #8 in PEM behind a line with its name, readable by its owner only.
 * @param name what it signs as when there is no key yet: an address without scheme, e.g. `archive.example.cn/witness`
 * @returns null when there is none and no name was given
 * @throws BadKeyFile; TlogError `bad-key-name`
 */
export function openWitnessKey(folder: string, name: string | null): WitnessKey | null {
  const file = join(folder, FILE);
  const kept = readKey(file);
  if (kept === null && name === null) return null;
  const key = kept ?? makeKey(file, name ?? '');
  if (name !== null && name !== key.name)
    throw new BadKeyFile(`${file} is the key of ${key.name}, not of ${name}; a witness keeps its name`);
  return witnessKey(key.name, key.privateKey);
}

/** A witness key out of a private key of Ed25519. */
export function witnessKey(name: string, privateKey: KeyObject): WitnessKey {
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const publicKey = new Uint8Array(spki.subarray(-32));
  const id = keyId(sha256, name, KEY_TYPES.cosignature, publicKey);
  return {
    vkey: formatVerifierKey({ name, id, type: KEY_TYPES.cosignature, publicKey }),
    signer: (now) =>
      cosigner(sha256, name, publicKey, (message) => new Uint8Array(sign(null, message, privateKey)), now),
  };
}

type KeptKey = { readonly name: string; readonly privateKey: KeyObject };

function readKey(file: string): KeptKey | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const [, name = '', pem = ''] = /^witness ([^\n]+)\n([\s\S]+)$/.exec(text) ?? [];
  try {
    const privateKey = createPrivateKey(pem);
    if (privateKey.asymmetricKeyType === 'ed25519') return { name, privateKey };
  } catch {
    // Told below.
  }
  throw new BadKeyFile(`${file} is not the key file of a witness; restore it from its backup`);
}

/** Made under another name and linked into place, so that it appears whole, and once, whoever else makes one. */
function makeKey(file: string, name: string): KeptKey {
  const { privateKey } = generateKeyPairSync('ed25519');
  witnessKey(name, privateKey);
  const made = `${file}.${process.pid}`;
  const handle = openSync(made, 'wx', 0o600);
  try {
    writeSync(handle, `witness ${name}\n${privateKey.export({ format: 'pem', type: 'pkcs8' })}`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  try {
    linkSync(made, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(made);
  }
  const folder = openSync(dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
  const kept = readKey(file);
  if (kept === null) throw new BadKeyFile(`${file} is gone`);
  return kept;
}
