import { library } from '#platform/libraries';

const isHan = /\p{Script=Han}/u;

/** Sound of each Chinese sign without its tone (`lü` as `lv`), other signs as they are; one for each sign. */
export function soundsOf(text: string): readonly string[] {
  const { pinyin } = library('pinyin-pro');
  const signs = [...text];
  const sounds = pinyin(text, { toneType: 'none', type: 'array', v: true, nonZh: 'spaced' });
  if (sounds.length === signs.length) return sounds;
  // A piece that it reads as one: sign by sign.
  return signs.map((sign) => (isHan.test(sign) ? pinyin(sign, { toneType: 'none', v: true }) : sign));
}

export function isChinese(sign: string): boolean {
  return isHan.test(sign);
}

const initial = 'b p m f d t n l g k h j q x zh ch sh r z c s y w'.split(' ');
const finals =
  'a ai an ang ao e ei en eng er i ia ian iang iao ie in ing iong iu o ong ou u ua uai uan uang ue ui un uo v ve'.split(
    ' ',
  );
const syllables: ReadonlySet<string> = new Set([
  ...['a', 'ai', 'an', 'ang', 'ao', 'e', 'ei', 'en', 'eng', 'er', 'o', 'ou'],
  ...initial.flatMap((head) => finals.map((tail) => head + tail)),
]);
const longestSyllable = 6;
const mostReadings = 6;

/**
 * Letters as syllables, in every way they can be read, at most six: `xianfa` is xian fa and xi an fa. An unfinished syllable
 * at the end is left out.
 */
export function readSyllables(letters: string): readonly (readonly string[])[] {
  const found: string[][] = [];
  const walk = (at: number, taken: readonly string[]): void => {
    if (found.length >= mostReadings) return;
    const rest = letters.length - at;
    if (rest === 0 || (taken.length >= 2 && initial.includes(letters.slice(at)))) {
      found.push([...taken]);
      return;
    }
    for (let length = Math.min(longestSyllable, rest); length > 0; length -= 1) {
      const piece = letters.slice(at, at + length);
      if (syllables.has(piece)) walk(at + length, [...taken, piece]);
    }
  };
  walk(0, []);
  return found.filter((one) => one.length >= 2);
}
