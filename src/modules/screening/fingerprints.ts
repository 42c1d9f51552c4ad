import type { Reader } from '#platform/database';
import { fingerprintOf } from './engine/screen-text.ts';
import { findingKinds } from './kinds.ts';
import { readFingerprintKey } from './store.ts';

/** What the fingerprints of these words would be if screening had found them, as whatever: for erasing them. */
export async function fingerprintsOfWords(db: Reader, words: readonly string[]): Promise<readonly string[]> {
  const key = await readFingerprintKey(db);
  const values = new Set(words.flatMap((word) => [word, word.toUpperCase()]));
  return [...values].flatMap((value) => findingKinds.map((kind) => fingerprintOf(kind, value, key)));
}
