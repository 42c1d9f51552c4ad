import { toWord, type WordInput } from './to-word.ts';

/** Runs in the thread for files: a long text does not hold up the server. */
export function run(input: WordInput): Promise<Buffer> {
  return toWord(input);
}
