import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/**
 * A key of its own for each purpose, from the installation's one (RFC 5869): what one part of the program seals, another
 * cannot open by mistake.
 * @param purpose a fixed word, never anything from outside
 */
export function deriveKey(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `gongkai ${purpose}`, 32));
}

/** Seals a text (AES-256-GCM): base64 of nonce, tag and bytes. */
export function seal(key: Buffer, text: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
}

/** @throws when the text was sealed with another key or changed */
export function unseal(key: Buffer, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
}

/** What the database finds a sealed text by without being able to read it: the same text has the same index. */
export function blindIndex(key: Buffer, text: string): string {
  return createHmac('sha256', key).update('index ').update(text).digest('hex');
}
