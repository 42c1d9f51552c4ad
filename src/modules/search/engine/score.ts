import { compact, fold } from './fold.ts';
import type { Parsed } from './parse.ts';
import { lightWords } from './vocabulary.ts';

/** A document that may be the answer, as the index gave it. */
export type Candidate = {
  readonly number: number;
  /** Which looks it came from: 8 its number, 4 its title, 2 what it is about, 1 its words. */
  readonly looks: number;
  readonly publishedAt: number;
  readonly title: string;
};

/** What a candidate is compared with; made once for a query. */
export type Measure = {
  readonly wholes: readonly string[];
  readonly words: readonly { readonly word: string; readonly weight: number }[];
  readonly weight: number;
};

export function measureOf(parsed: Parsed): Measure {
  const words = [...new Set(parsed.clauses.filter((one) => !one.excluded).flatMap((one) => one.words))].map(
    (word) => ({
      word,
      weight: lightWords.has(word) ? 0.25 : Math.min(word.length, 4) / 2,
    }),
  );
  const heads = parsed.clauses.flatMap((one) =>
    one.field === 'title' && !one.excluded ? [compact(one.text)] : [],
  );
  return {
    wholes: [parsed.whole, ...parsed.alternatives, ...heads].filter(Boolean),
    words,
    weight: words.reduce((sum, one) => sum + one.weight, 0),
  };
}

/** What titles begin and end with beside their subject. */
const dressing = /^(?:中华人民共和国|关于)|[（(][^（()）]*[)）]$/gu;

const YEAR = 365 * 86_400;

/**
 * How well a title fits, greatest best. Numbers before everything; then the query as the very name, as part of the title, its words
 * in the title, a text that is about it; among equals the newer.
 * @param newest when the newest candidate was published, in seconds
 */
export function scoreOf(measure: Measure, one: Candidate, newest: number): number {
  const title = compact(one.title);
  const name = compact(fold(one.title).replace(dressing, ''));
  const age = Math.max(0, newest - one.publishedAt) / YEAR;
  // A title that says it needs no proof by the text.
  let score = 1 / (2 + age) + ((one.looks & 8) > 0 ? 100 : 0) + ((one.looks & 6) === 2 ? 1.5 : 0);
  let best = 0;
  for (const whole of measure.wholes) {
    if (!title.includes(whole)) continue;
    const fit = name === whole || title === whole ? 4 : (3 * whole.length) / Math.max(name.length, 1);
    best = Math.max(best, 4 + fit + (name.startsWith(whole) ? 0.5 : 0) + (name.endsWith(whole) ? 0.5 : 0));
  }
  score += best;
  if (measure.weight > 0) {
    const held = measure.words.reduce(
      (sum, { word, weight }) => sum + (title.includes(word) ? weight : 0),
      0,
    );
    score += (4 * held) / measure.weight + held / (held + title.length / 4);
  }
  return score;
}

/** Added for a text in which the query stands as it is. */
export const phraseBonus = 3;
