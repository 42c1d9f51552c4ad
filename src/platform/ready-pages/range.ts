/** A part of a file: first and last byte. */
export type Range = { readonly first: number; readonly last: number };

/**
 * The one part that a reader asks for (RFC 9110 §14.2). Several parts, other units and nonsense are answered whole, as the
 * specification allows.
 * @param header the value of `range`; undefined: none was sent
 * @param size bytes of the file
 */
export function readRange(header: string | undefined, size: number): Range | 'whole' | 'outside' {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return 'whole';
  if (from === '') {
    const length = Math.min(Number(to), size);
    return length === 0 ? 'outside' : { first: size - length, last: size - 1 };
  }
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < first) return 'whole';
  return first >= size ? 'outside' : { first, last };
}
