import { createHash } from 'node:crypto';

/** Crockford's base 32: no i, l, o, u, so that a slug can be read out and typed from paper. */
export const slugAlphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 8;

/**
 * The short address of an item: 40 bits of the hash of its dossier, so that a repeated attempt finds the same one.
 * @param attempt 0 first; the next one when another item already has it
 */
export function slugOf(disclosure: string, attempt: number): string {
  const digest = createHash('sha256').update(`gongkai slug ${attempt} ${disclosure}`).digest();
  let bits = digest.readBigUInt64BE(0);
  let slug = '';
  for (let i = 0; i < LENGTH; i++) {
    slug += slugAlphabet[Number(bits & 31n)] ?? '';
    bits >>= 5n;
  }
  return slug;
}

/** What somebody typed as the slug they meant (`O` for 0, `I` and `L` for 1, any case, hyphens), or null when it is none. */
export function readSlug(typed: string): string | null {
  const plain = typed.toLowerCase().replaceAll('-', '').replaceAll('o', '0').replace(/[il]/g, '1');
  return plain.length === LENGTH && [...plain].every((char) => slugAlphabet.includes(char)) ? plain : null;
}
