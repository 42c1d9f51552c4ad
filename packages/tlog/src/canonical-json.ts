import { decodeUtf8 } from './bytes.ts';
import { TlogError } from './faults.ts';

/** What canonical JSON can say here: no fractions, no numbers outside ±(2^53 − 1). */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Deepest nesting. */
const MAX_DEPTH = 64;

function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw new TlogError('not-canonical-json', 'nested too deeply');
  if (value === null || value === true || value === false) return String(value);
  if (typeof value === 'string') return writeString(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new TlogError('not-canonical-json', 'not an integer');
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map((item) => write(item, depth + 1)).join(',')}]`;
  if (typeof value === 'object') {
    // The standard order of strings is by UTF-16 code units, as RFC 8785 section 3.2.3 asks.
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([key, member]) => `${writeString(key)}:${write(member, depth + 1)}`).join(',')}}`;
  }
  throw new TlogError('not-canonical-json', typeof value);
}

function writeString(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new TlogError('not-canonical-json', 'half a surrogate pair');
  return JSON.stringify(text);
}

/**
 * The canonical text of a value: members sorted, no white space, one way to write each string and number.
 * @param value strings, integers up to ±(2^53 − 1), booleans, null, arrays and plain objects of them
 * @throws TlogError `not-canonical-json` for everything else: fractions, `undefined`, half surrogate pairs, nesting above 64
 * @see RFC 8785
 */
export function canonicalJson(value: JsonValue): string {
  return write(value, 0);
}

/**
 * The value of a canonical text; any other spelling of the same value (white space, order, repeated members, escapes) is refused.
 * @param text bytes (UTF-8) or text
 * @throws TlogError `not-utf8`, `bad-json`, `not-canonical-json`
 * @see RFC 8785
 */
export function parseCanonicalJson(text: Uint8Array | string): JsonValue {
  const decoded = typeof text === 'string' ? text : decodeUtf8(text);
  let value: JsonValue;
  try {
    value = JSON.parse(decoded);
  } catch {
    throw new TlogError('bad-json');
  }
  if (canonicalJson(value) !== decoded) throw new TlogError('not-canonical-json');
  return value;
}
