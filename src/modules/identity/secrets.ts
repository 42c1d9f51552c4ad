import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash, verify } from '@node-rs/argon2';

/** RFC 9106 §4, second recommended choice scaled to a busy office: 19 MiB, 2 passes (OWASP minimum for argon2id). */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2);
}

/** Of no account: verified when the account does not exist, so that both cases take the same work. */
const decoy = hashPassword(randomBytes(16).toString('hex'));

/**
 * Does the password fit? The same work is done whether there is a hash or not.
 * @param stored PHC string, or null when the account is unknown or cannot sign in
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const fits = await verify(stored ?? (await decoy), password);
  return stored !== null && fits;
}

/** A token for a cookie, and what the database knows it by. */
export function newToken(): { readonly token: string; readonly hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Twelve characters without look-alikes, for a password told once. */
export function temporaryPassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
  const bytes = randomBytes(14);
  // 31 letters: taking bytes modulo 31 favours a few by 3 %, which 14 letters outweigh.
  return [...bytes].map((byte) => alphabet[byte % alphabet.length]).join('');
}

/** The installation's key for what must be read back (one-time-code secrets); made once, owner-readable. */
export function readIdentityKey(dataFolder: string): Buffer {
  const file = join(dataFolder, 'identity.key');
  if (!existsSync(file)) {
    const temporary = `${file}.${process.pid}`;
    writeFileSync(temporary, randomBytes(32).toString('base64'), { mode: 0o600, flush: true });
    renameSync(temporary, file);
  }
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
}

export { seal, unseal } from '#platform/sealing';
