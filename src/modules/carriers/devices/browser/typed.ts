/*
 * What the keys of a kiosk do to what was typed. Pure: the same rules run on the server, where a key is a button of the form, and
 * on the kiosk itself.
 */

/** Letters in the order everybody knows, then figures. */
export const padKeys: readonly string[] = [...'abcdefghijklmnopqrstuvwxyz', ...'1234567890'];

/** Signs that a kiosk looks for at most. */
export const mostTyped = 60;

/**
 * @param key one of `padKeys`, `back` or `clear`; anything else changes nothing
 * @returns the text after the key: a letter after Chinese begins anew, because letters stand for pinyin alone
 */
export function typed(text: string, key: string): string {
  if (key === 'clear') return '';
  if (key === 'back') return [...text].slice(0, -1).join('');
  if (!padKeys.includes(key)) return text;
  const begins = /[a-z]/.test(key) && /[^a-z0-9]/i.test(text);
  return [...(begins ? '' : text), key].slice(0, mostTyped).join('');
}

/** Whether some text is read as these letters: by first letters, or syllable by syllable with the last unfinished. */
export function isReadAs(sounds: readonly string[], letters: string): boolean {
  return sounds.some(
    (_sound, start) => hasInitials(sounds, start, letters) || hasSounds(sounds, start, letters),
  );
}

const isSound = (sound: string | undefined): sound is string => sound !== undefined && /^[a-z]+$/.test(sound);

function hasInitials(sounds: readonly string[], start: number, letters: string): boolean {
  return [...letters].every(
    (letter, at) => isSound(sounds[start + at]) && sounds[start + at]?.[0] === letter,
  );
}

function hasSounds(sounds: readonly string[], start: number, letters: string): boolean {
  let rest = letters;
  for (let at = start; isSound(sounds[at]); at += 1) {
    const sound = sounds[at] ?? '';
    if (rest.length <= sound.length) return sound.startsWith(rest);
    if (!rest.startsWith(sound)) return false;
    rest = rest.slice(sound.length);
  }
  return false;
}
