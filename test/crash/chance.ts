/** Chance that can be repeated: the same seed gives the same draws. */
export type Chance = {
  /** A whole number from 0 to `most`. */
  readonly upTo: (most: number) => number;
  readonly oneOf: <T>(things: readonly [T, ...T[]]) => T;
};

/** mulberry32 */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const upTo = (most: number): number => Math.floor(next() * (most + 1));
  return { upTo, oneOf: (things) => things[upTo(things.length - 1)] ?? things[0] };
}
