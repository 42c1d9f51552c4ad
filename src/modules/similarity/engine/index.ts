import { fold } from './fold.ts';
import { type Shingled, shingle } from './shingles.ts';

export { type Comparison, compare, type Passage, type Span } from './compare.ts';
export { byParagraph } from './paragraphs.ts';
export { fingerprintsOf, type Shingled } from './shingles.ts';

/** Beyond this many characters nobody compares; what follows is neither kept nor looked for. */
const mostCharacters = 100_000;

/**
 * A text made ready for comparing.
 * @param text plain text in reading order
 * @param names the names of the unit whose text it is and of those above it
 */
export function prepare(text: string, names: readonly string[]): Shingled {
  return shingle(fold(text.slice(0, mostCharacters), names));
}
