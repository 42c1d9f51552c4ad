import { compact } from './fold.ts';
import { soundsOf } from './pinyin.ts';
import { pairsOf, term } from './terms.ts';
import { all, any, lexeme, type Tsquery } from './tsquery.ts';

/** Titles in which something sounds like this: most wrong signs are typed by their sound. */
export function soundsLike(run: string): Tsquery {
  const sounds = soundsOf(run);
  return all(sounds.slice(1).map((sound, at) => lexeme(term.sound(`${sounds[at]}${sound}`))));
}

/** Titles that hold all of this but one sign. */
export function oneSignOff(run: string): Tsquery {
  const pairs = pairsOf(run);
  const ways = [...run].map((_, wrong) => pairs.filter((_pair, at) => at !== wrong && at + 1 !== wrong));
  return any(
    ways.filter((kept) => kept.length > 0).map((kept) => all(kept.map((two) => lexeme(term.pair(two))))),
  );
}

/** Pieces of a title, as long as the run, that sound the same and are written in another way. */
export function sameSound(title: string, run: string): readonly string[] {
  const wanted = soundsOf(run).join(' ');
  return windows(title, run).filter((one) => one !== run && soundsOf(one).join(' ') === wanted);
}

/** Pieces of a title that differ from the run by one sign; at its ends only in a longer run, where chance is less likely. */
export function oneOff(title: string, run: string): readonly string[] {
  const signs = [...run];
  return windows(title, run).filter((one) => {
    const off = [...one].flatMap((sign, at) => (sign === signs[at] ? [] : [at]));
    const [at = 0] = off;
    return off.length === 1 && (signs.length > 3 || (at > 0 && at < signs.length - 1));
  });
}

function windows(title: string, run: string): readonly string[] {
  const signs = [...compact(title)];
  const length = [...run].length;
  return signs
    .slice(0, Math.max(0, signs.length - length + 1))
    .map((_, at) => signs.slice(at, at + length).join(''));
}

/** The piece that stands in most titles; the first among equals. */
export function mostCommon(pieces: readonly string[]): string | null {
  const times = new Map<string, number>();
  for (const piece of pieces) times.set(piece, (times.get(piece) ?? 0) + 1);
  let best: string | null = null;
  for (const [piece, count] of times) if (best === null || count > (times.get(best) ?? 0)) best = piece;
  return best;
}
