import { createHash } from 'node:crypto';

/**
 * The one byte form of a JSON value (RFC 8785, JSON Canonicalization Scheme): keys sorted by UTF-16 code units, no
 * blanks, numbers and strings as ECMAScript writes them. What a signature names is the SHA-256 of this text in UTF-8.
 * Members that are `undefined` are left out, as in JSON.stringify.
 * @throws TypeError for what JSON cannot say: non-finite numbers, lone surrogates, dates, functions, bigints
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return canonicalNumber(value);
  if (typeof value === 'string') return canonicalString(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && isPlain(value)) {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${canonicalString(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  throw new TypeError(`no canonical JSON for ${Object.prototype.toString.call(value)}`);
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError('no canonical JSON for a non-finite number');
  return JSON.stringify(value);
}

function canonicalString(value: string): string {
  if (!value.isWellFormed()) throw new TypeError('no canonical JSON for a lone surrogate');
  return JSON.stringify(value);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** SHA-256 in lower-case hexadecimal; text is taken as UTF-8. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
