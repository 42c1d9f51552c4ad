import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** A device's key: 256 bits, shown to nobody but the device. */
export function newKey(): string {
  return randomBytes(32).toString('base64url');
}

/** What the database knows a key by. */
export function hashKey(key: string): string {
  return createHash('sha256').update(`gongkai device ${key}`).digest('hex');
}

/** Is this the key of that hash? Takes the same time whatever is wrong with it. */
export function isKeyOf(key: string, hash: string | null): boolean {
  return (
    hash !== null && timingSafeEqual(Buffer.from(hashKey(key)), Buffer.from(hash.padEnd(64).slice(0, 64)))
  );
}

/** Eight digits, to be read off a screen and typed in within minutes. */
export function newCode(): string {
  return String(randomInt(0, 100_000_000)).padStart(8, '0');
}
