import { SHINGLE, type Shingled } from './shingles.ts';

/** The same signs at `ours` and `theirs`, `length` of them. */
export type Match = { readonly ours: number; readonly theirs: number; readonly length: number };

/** A shingle standing in more places of one text is a refrain; the first places stand for it. */
const mostPlaces = 12;

/**
 * What stands in both texts, in our reading order, longest continuation first: paragraphs may have changed places, words in
 * between may have been replaced. Linear in the length of the texts.
 */
export function align(ours: Shingled, theirs: Shingled): readonly Match[] {
  const places = placesOf(theirs);
  const matches: Match[] = [];
  let expected = 0;
  let at = 0;
  while (at + SHINGLE <= ours.signs.length) {
    const hash = ours.hashes[at] ?? 0;
    const found = hash === 0 ? undefined : longest(ours, theirs, at, places.get(hash) ?? [], expected);
    if (found === undefined) {
      at += 1;
      continue;
    }
    matches.push(found);
    at += found.length;
    expected = found.theirs + found.length;
  }
  return matches;
}

function placesOf({ hashes }: Shingled): ReadonlyMap<number, readonly number[]> {
  const places = new Map<number, number[]>();
  hashes.forEach((hash, at) => {
    if (hash === 0) return;
    const list = places.get(hash);
    if (list === undefined) places.set(hash, [at]);
    else if (list.length < mostPlaces) list.push(at);
  });
  return places;
}

/** The longest of the possible places; of equally long ones the one nearest to where the last match ended. */
function longest(
  ours: Shingled,
  theirs: Shingled,
  at: number,
  places: readonly number[],
  expected: number,
): Match | undefined {
  let best: Match | undefined;
  for (const place of places) {
    const length = sameLength(ours.signs, at, theirs.signs, place);
    // Two shingles can share a hash: what counts are the signs.
    if (length < SHINGLE) continue;
    const nearer =
      best !== undefined &&
      length === best.length &&
      Math.abs(place - expected) < Math.abs(best.theirs - expected);
    if (best === undefined || length > best.length || nearer) best = { ours: at, theirs: place, length };
  }
  return best;
}

function sameLength(a: string, fromA: number, b: string, fromB: number): number {
  let length = 0;
  while (
    fromA + length < a.length &&
    fromB + length < b.length &&
    a.charCodeAt(fromA + length) === b.charCodeAt(fromB + length)
  ) {
    length += 1;
  }
  return length;
}
