import type { SnippetPiece } from '../types.ts';
import { isChinese, soundsOf } from './pinyin.ts';

/** Where in a text signs are read as these letters: by their first letters, or syllable by syllable (the last may be unfinished). */
export function findLetters(
  text: string,
  letters: string,
): { readonly start: number; readonly end: number } | null {
  const signs = [...text];
  const sounds = soundsOf(text);
  for (let start = 0; start < signs.length; start += 1) {
    const end = endOfInitials(signs, sounds, start, letters) ?? endOfSounds(signs, sounds, start, letters);
    if (end !== null) return { start: offset(signs, start), end: offset(signs, end) };
  }
  return null;
}

function endOfInitials(
  signs: readonly string[],
  sounds: readonly string[],
  start: number,
  letters: string,
): number | null {
  for (let at = 0; at < letters.length; at += 1) {
    if (!isChinese(signs[start + at] ?? '') || sounds[start + at]?.[0] !== letters[at]) return null;
  }
  return start + letters.length;
}

function endOfSounds(
  signs: readonly string[],
  sounds: readonly string[],
  start: number,
  letters: string,
): number | null {
  let rest = letters;
  for (let at = start; at < signs.length && isChinese(signs[at] ?? ''); at += 1) {
    const sound = sounds[at] ?? '';
    if (rest.length <= sound.length) return at > start && sound.startsWith(rest) ? at + 1 : null;
    if (!rest.startsWith(sound)) return null;
    rest = rest.slice(sound.length);
  }
  return null;
}

const offset = (signs: readonly string[], at: number): number => signs.slice(0, at).join('').length;

/** A title with the signs marked that are read as these letters. */
export function markLetters(title: string, letters: string): readonly SnippetPiece[] {
  const found = findLetters(title, letters);
  if (found === null) return [{ text: title, hit: false }];
  const cut = [
    { text: title.slice(0, found.start), hit: false },
    { text: title.slice(found.start, found.end), hit: true },
    { text: title.slice(found.end), hit: false },
  ];
  return cut.filter((one) => one.text !== '');
}
