import type { Reader } from '#platform/database';
import { compact, fold } from './engine/fold.ts';
import { findLetters } from './engine/letters.ts';
import { chineseRun, lettersOf, type Parsed, parseWords } from './engine/parse.ts';
import { measureOf, scoreOf } from './engine/score.ts';
import { term } from './engine/terms.ts';
import { all, letterLooks, lexeme, strictLooks, type Tsquery, titleHolds } from './engine/tsquery.ts';
import { mostCommon, oneOff, oneSignOff, sameSound, soundsLike } from './engine/typo.ts';
import { tradeWords } from './engine/vocabulary.ts';
import { askIndex } from './store.ts';

/** Whatever is offered stands in a title open to society now: nothing inner, nothing withdrawn, no list of words to keep. */
const openToSociety = lexeme(term.scope('society'));
const unbounded = { since: null, until: null, before: null };
const titlesLooked = 60;

async function titlesWith(db: Reader, wanted: Tsquery, filters: Tsquery): Promise<readonly string[]> {
  const narrowed = wanted === null ? null : all([wanted, filters, openToSociety]);
  if (narrowed === null) return [];
  const looks = { wanted: narrowed, titled: null, about: null, exact: null };
  const { candidates } = await askIndex(db, looks, unbounded, true, titlesLooked, []);
  return candidates.map((one) => one.title);
}

/** A query with one piece written as a title open to society writes it (您是不是要找); null: nothing like it. */
export async function correct(db: Reader, parsed: Parsed, filters: Tsquery): Promise<string | null> {
  const letters = lettersOf(parsed);
  if (letters !== null) {
    const titles = await titlesWith(db, letterLooks(letters).titled, filters);
    return (
      mostCommon(titles.flatMap((title) => meantBy(title, letters))) ?? tradeWordOf(db, letters, filters)
    );
  }
  const run = chineseRun(parsed);
  if ([...run].length < 2) return null;
  const alike = await titlesWith(db, soundsLike(run), filters);
  // Some title writes it just so: nothing is wrong with it.
  if (alike.some((title) => compact(title).includes(run))) return null;
  const sound = mostCommon(alike.flatMap((one) => sameSound(one, run)));
  const piece =
    sound ??
    ([...run].length < 3
      ? null
      : mostCommon((await titlesWith(db, oneSignOff(run), filters)).flatMap((one) => oneOff(one, run))));
  if (piece === null) return null;
  return parsed.clauses
    .map((one) => fold(one.text))
    .join(' ')
    .replace(run, piece);
}

/** A word of the trade with this pinyin that stands in some text open to society, if in no title. */
async function tradeWordOf(db: Reader, letters: string, filters: Tsquery): Promise<string | null> {
  for (const word of tradeWords) {
    const found = findLetters(word, letters);
    if (found === null || found.start !== 0 || found.end !== word.length) continue;
    if ((await titlesWith(db, strictLooks(parseWords(word)).wanted, filters)).length > 0) return word;
  }
  return null;
}

function meantBy(title: string, letters: string): readonly string[] {
  const found = findLetters(title, letters);
  return found === null ? [] : [title.slice(found.start, found.end)];
}

/** Longest beginning of a query that is completed. */
const mostTyped = 40;

/**
 * Titles that complete what is being typed, best first, each once: signs, pinyin or first letters. From titles open to society
 * only, whoever types.
 */
export async function suggest(db: Reader, text: string, most = 8): Promise<readonly string[]> {
  const parsed = parseWords([...text].slice(0, mostTyped).join(''));
  const letters = lettersOf(parsed);
  const wanted = letters === null ? strictLooks(parsed).titled : letterLooks(letters).titled;
  const titles = await titlesWith(db, wanted ?? titleHolds(text), null);
  const measure = measureOf(parsed);
  const scored = [...new Set(titles)].map((title) => ({
    title,
    score: scoreOf(measure, { number: 0, looks: 0, publishedAt: 0, title }, 0) - compact(title).length / 1000,
  }));
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map((one) => one.title);
}
