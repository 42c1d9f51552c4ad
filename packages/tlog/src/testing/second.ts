import { createHash, type KeyObject, sign } from 'node:crypto';

/*
 * A second implementation that shares nothing with the first: the recursive definitions of RFC 9162 section 2.1 and of C2SP
 * tlog-tiles written down as they stand, verification by the same recursion run backwards, and texts put together by Node's
 * Buffer. Slow and obvious; the tests compare the two in both directions.
 */

const hash = (...parts: readonly Uint8Array[]): Buffer => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
};

/** "k be the largest power of two smaller than n" (section 2.1.1). */
const k = (n: number): number => 2 ** ((n - 1).toString(2).length - 1);

/** The definitions of RFC 9162 over one list of entries. Hashes of ranges are remembered, nothing else. */
export function definitions(entry: (index: number) => Uint8Array): {
  readonly mth: (start: number, end: number) => Buffer;
  readonly path: (m: number, start: number, end: number) => readonly Buffer[];
  readonly proof: (m: number, n: number) => readonly Buffer[];
} {
  const known = new Map<string, Buffer>();
  // MTH(D[start:end])
  const mth = (start: number, end: number): Buffer => {
    const n = end - start;
    if (n === 0) return hash();
    const range = `${start}:${end}`;
    const before = known.get(range);
    if (before !== undefined) return before;
    const root =
      n === 1
        ? hash(Buffer.from([0]), entry(start))
        : hash(Buffer.from([1]), mth(start, start + k(n)), mth(start + k(n), end));
    known.set(range, root);
    return root;
  };
  // PATH(m, D[start:end]) with m counted from start (section 2.1.3.1)
  const path = (m: number, start: number, end: number): readonly Buffer[] => {
    const n = end - start;
    if (n === 1) return [];
    const middle = start + k(n);
    return m < k(n)
      ? [...path(m, start, middle), mth(middle, end)]
      : [...path(m - k(n), middle, end), mth(start, middle)];
  };
  // SUBPROOF(m, D[start:end], b) (section 2.1.4.1)
  const subproof = (m: number, start: number, end: number, b: boolean): readonly Buffer[] => {
    const n = end - start;
    if (m === n) return b ? [] : [mth(start, end)];
    const middle = start + k(n);
    return m <= k(n)
      ? [...subproof(m, start, middle, b), mth(middle, end)]
      : [...subproof(m - k(n), middle, end, false), mth(start, middle)];
  };
  return { mth, path, proof: (m, n) => subproof(m, 0, n, true) };
}

const node = (left: Uint8Array, right: Uint8Array): Buffer => hash(Buffer.from([1]), left, right);

/** The root that a path leads to, undefined when its length does not fit the tree. */
function rootOf(m: number, n: number, leaf: Uint8Array, path: readonly Uint8Array[]): Uint8Array | undefined {
  if (n === 1) return path.length === 0 ? leaf : undefined;
  const sibling = path.at(-1);
  if (sibling === undefined) return undefined;
  const rest = path.slice(0, -1);
  if (m < k(n)) {
    const left = rootOf(m, k(n), leaf, rest);
    return left && node(left, sibling);
  }
  const right = rootOf(m - k(n), n - k(n), leaf, rest);
  return right && node(sibling, right);
}

/** Whether an inclusion proof holds. */
export function isIncluded(
  index: number,
  size: number,
  leaf: Uint8Array,
  path: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (index < 0 || index >= size) return false;
  const found = rootOf(index, size, leaf, path);
  return found !== undefined && Buffer.compare(found, root) === 0;
}

type Roots = { readonly old: Uint8Array; readonly now: Uint8Array };

/** The two roots that a SUBPROOF leads to. */
function rootsOf(
  m: number,
  n: number,
  b: boolean,
  oldRoot: Uint8Array,
  proof: readonly Uint8Array[],
): Roots | undefined {
  const last = proof.at(-1);
  if (m === n) {
    if (b) return proof.length === 0 ? { old: oldRoot, now: oldRoot } : undefined;
    return last !== undefined && proof.length === 1 ? { old: last, now: last } : undefined;
  }
  if (last === undefined) return undefined;
  const rest = proof.slice(0, -1);
  if (m <= k(n)) {
    const left = rootsOf(m, k(n), b, oldRoot, rest);
    return left && { old: left.old, now: node(left.now, last) };
  }
  const right = rootsOf(m - k(n), n - k(n), false, oldRoot, rest);
  return right && { old: node(last, right.old), now: node(last, right.now) };
}

/** Whether a consistency proof holds. */
export function isConsistent(
  oldSize: number,
  oldRoot: Uint8Array,
  newSize: number,
  newRoot: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (oldSize < 0 || oldSize > newSize) return false;
  if (oldSize === 0) {
    const isEmpty = (root: Uint8Array) => Buffer.compare(root, hash()) === 0;
    return proof.length === 0 && isEmpty(oldRoot) && (newSize > 0 || isEmpty(newRoot));
  }
  const roots = rootsOf(oldSize, newSize, true, oldRoot, proof);
  return (
    roots !== undefined &&
    Buffer.compare(roots.old, oldRoot) === 0 &&
    Buffer.compare(roots.now, newRoot) === 0
  );
}

/** Every tile of a log of `size` leaves, by path, from the definition in C2SP tlog-tiles. */
export function tilesOf(
  size: number,
  mth: (start: number, end: number) => Buffer,
): ReadonlyMap<string, () => Buffer> {
  const tiles = new Map<string, () => Buffer>();
  for (let level = 0; size >= 256 ** level; level += 1) {
    const width = 256 ** level;
    const partial = Math.floor(size / width) % 256;
    const full = Math.floor(size / (width * 256));
    const bytes = (n: number, count: number) => () =>
      Buffer.concat(
        Array.from({ length: count }, (_, i) => mth((n * 256 + i) * width, (n * 256 + i + 1) * width)),
      );
    for (let n = 0; n < full; n += 1) tiles.set(`tile/${level}/${number(n)}`, bytes(n, 256));
    if (partial > 0) tiles.set(`tile/${level}/${number(full)}.p/${partial}`, bytes(full, partial));
  }
  return tiles;
}

/** "zero-padded 3-digit path elements. All but the last path element MUST begin with an x". */
export function number(n: number): string {
  const last = String(n % 1000).padStart(3, '0');
  let path = last;
  for (let rest = Math.floor(n / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${String(rest % 1000).padStart(3, '0')}/${path}`;
  }
  return path;
}

/** "big-endian uint16 length-prefixed log entries". */
export function bundle(entries: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    entries.flatMap((entry) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}

/** A line of a signed note, type 01, put together by hand. */
export function signatureLine(name: string, publicKey: Uint8Array, secret: KeyObject, text: string): string {
  const id = hash(Buffer.from(`${name}\n`), Buffer.from([1]), publicKey).subarray(0, 4);
  const signature = sign(null, Buffer.from(text), secret);
  return `\u2014 ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;
}

/** A line of a witness, type 04, put together by hand. */
export function cosignatureLine(
  name: string,
  publicKey: Uint8Array,
  secret: KeyObject,
  text: string,
  time: number,
): string {
  const id = hash(Buffer.from(`${name}\n`), Buffer.from([4]), publicKey).subarray(0, 4);
  const seconds = Buffer.alloc(8);
  seconds.writeBigUInt64BE(BigInt(time));
  const signature = sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${text}`), secret);
  return `\u2014 ${name} ${Buffer.concat([id, seconds, signature]).toString('base64')}\n`;
}
