import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { fold } from './fold.ts';
import { tradeWords } from './vocabulary.ts';

let known: Jieba | undefined;

/** The dictionary takes a quarter of a second to load: only where something is sought or indexed. */
function jieba(): Jieba {
  if (known === undefined) {
    known = Jieba.withDict(dict);
    known.loadDict(Buffer.from(tradeWords.map((word) => `${word} 100000 n\n`).join('')));
  }
  return known;
}

const isWord = /[\p{L}\p{N}]/u;
/** Longer ones are no words but what somebody pasted. */
const longest = 40;

const usable = (word: string): boolean => word.length <= longest && isWord.test(word);

/**
 * Words of a text for the index: long ones together with the words they are made of, folded. Without guessing of unknown words,
 * which would cut a name in one way here and in another there: what the dictionary does not know comes as single signs.
 */
export function wordsForIndex(folded: string): readonly string[] {
  return jieba().cutForSearch(folded, false).filter(usable);
}

/** Words of a query, each sign in one of them. */
export function wordsOfQuery(text: string): readonly string[] {
  return jieba().cut(fold(text), false).filter(usable);
}
