/**
 * A small seeded generator of chances. The same keys give the same numbers on every machine, so that every part of a
 * world can be made on its own, in any order, without remembering what was made before (that keeps large worlds flat in memory).
 */
export type Chance = {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** One of the given; the list must not be empty. */
  pick<T>(from: readonly T[]): T;
  /** `count` different ones, in the order of the list; all of them when there are fewer. */
  some<T>(from: readonly T[], count: number): T[];
  /** True with this probability. */
  is(probability: number): boolean;
};

/** 128 bits of state from a text (cyrb128 by bryc, public domain). */
function hash(text: string): [number, number, number, number] {
  let a = 1779033703;
  let b = 3144134277;
  let c = 1013904242;
  let d = 2773480762;
  for (let i = 0; i < text.length; i += 1) {
    const k = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ k, 597399067);
    b = c ^ Math.imul(b ^ k, 2869860233);
    c = d ^ Math.imul(c ^ k, 951274213);
    d = a ^ Math.imul(d ^ k, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [(a ^ b ^ c ^ d) >>> 0, (b ^ a) >>> 0, (c ^ a) >>> 0, (d ^ a) >>> 0];
}

/** Chances for one purpose: `chanceOf(seed, 'people', unitCode)`. Equal keys give equal sequences (sfc32). */
export function chanceOf(...keys: readonly (string | number)[]): Chance {
  let [a, b, c, d] = hash(keys.join('\u0000'));
  const next = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + t;
    c |= 0;
    return (t >>> 0) / 4294967296;
  };
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(from: readonly T[]): T => {
    const one = from[int(0, from.length - 1)];
    if (one === undefined) throw new Error('nothing to pick from');
    return one;
  };
  const some = <T>(from: readonly T[], count: number): T[] => {
    const chosen: T[] = [];
    let left = from.length;
    for (const one of from) {
      if (next() * left < count - chosen.length) chosen.push(one);
      left -= 1;
    }
    return chosen;
  };
  return { next, int, pick, some, is: (probability) => next() < probability };
}
