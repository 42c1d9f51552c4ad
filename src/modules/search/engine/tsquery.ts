import type { SearchQuery } from '../types.ts';
import { compact } from './fold.ts';
import type { Clause, Parsed } from './parse.ts';
import { readSyllables } from './pinyin.ts';
import { pairsOf, term } from './terms.ts';
import { emptyWords, lightWords } from './vocabulary.ts';
import { wordsOfQuery } from './words.ts';

/*
 * Text of tsquery values. Every lexeme is quoted here and nothing of a query reaches the database unquoted: what readers type
 * is never syntax. Null stands for “asks for nothing”.
 */
export type Tsquery = string | null;

/** @param word never empty */
export function lexeme(word: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

export function all(parts: readonly Tsquery[]): Tsquery {
  return join(parts, ' & ');
}

export function any(parts: readonly Tsquery[]): Tsquery {
  return join(parts, ' | ');
}

function join(parts: readonly Tsquery[], by: string): Tsquery {
  const given = [...new Set(parts.filter((one) => one !== null))];
  if (given.length === 0) return null;
  return given.length === 1 ? (given[0] ?? null) : `(${given.join(by)})`;
}

const allOf = (words: readonly string[], as: (word: string) => string = (word) => word): Tsquery =>
  all(words.map((word) => lexeme(as(word))));

const mostPairs = 16;

/** Its signs stand side by side in the title, two by two. */
export function titleHolds(text: string): Tsquery {
  const signs = compact(text);
  return [...signs].length < 2 ? null : allOf(pairsOf(signs).slice(0, mostPairs), term.pair);
}

/** A clause in the text or the title. */
function clauseQuery(clause: Clause): Tsquery {
  const { field, words, text } = clause;
  if (field === 'title') return any([allOf(words, term.title), titleHolds(text)]);
  if (field === 'number') return allOf(numberTerms(text), term.number);
  if (field === 'unit') return allOf(pairsOf(compact(text)).slice(0, mostPairs), term.unitName);
  return clause.phrase ? allOf(words) : any([allOf(words), titleHolds(text)]);
}

/** A whole number, or its pieces (样政发, 2026). */
function numberTerms(text: string): readonly string[] {
  const pieces = text
    .split(/[^\p{L}\p{N}]+/u)
    .map(compact)
    .filter(Boolean);
  return pieces.length > 1 ? [compact(text)] : pieces;
}

/** The choices made in facets and in the address. */
export function filterQuery(query: SearchQuery): Tsquery {
  const { unit, within, kind, category, scope, line } = query;
  return all([
    unit === null ? null : lexeme(within ? term.within(unit) : term.unit(unit)),
    kind === null ? null : lexeme(term.kind(kind)),
    category === null ? null : lexeme(term.category(category)),
    scope === null ? null : lexeme(term.scope(scope)),
    line === null ? null : lexeme(term.line(line)),
    spanQuery(query),
  ]);
}

const mostMonths = 24;

/** Months or years that hold the days asked for; the days themselves are compared in the row. */
function spanQuery({ from, to }: SearchQuery): Tsquery {
  if (from === null || to === null) return null;
  const [first, last] = [monthNumber(from), monthNumber(to)];
  const months = Array.from(
    { length: Math.max(0, Math.min(last - first + 1, mostMonths + 1)) },
    (_, at) => first + at,
  );
  if (months.length <= mostMonths)
    return any(
      months.map((one) =>
        lexeme(term.month(`${Math.floor(one / 12)}-${String((one % 12) + 1).padStart(2, '0')}`)),
      ),
    );
  const [begin, end] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))];
  return any(Array.from({ length: end - begin + 1 }, (_, at) => lexeme(term.year(String(begin + at)))));
}

const monthNumber = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

/** What the four looks into the index ask for; see search.answer. */
export type Looks = {
  readonly wanted: Tsquery;
  readonly titled: Tsquery;
  readonly about: Tsquery;
  readonly exact: Tsquery;
};

/** Every clause must hold. */
export function strictLooks(parsed: Parsed): Looks {
  const sought = parsed.clauses.filter((one) => !one.excluded);
  const free = sought.filter((one) => one.field === 'any');
  const words = free.flatMap((one) => one.words);
  const others = parsed.alternatives.map((text) =>
    wordsOfQuery(text).filter((word) => !emptyWords.has(word)),
  );
  const fixed = all(sought.filter((one) => one.field !== 'any').map(clauseQuery));
  const heads = any([
    allOf(words, term.title),
    titleHolds(parsed.whole),
    ...others.map((one) => allOf(one, term.title)),
    ...parsed.alternatives.map(titleHolds),
  ]);
  return {
    wanted: all([fixed, any([all(free.map(clauseQuery)), ...others.map((one) => allOf(one))])]),
    titled: heads === null ? null : all([fixed, heads]),
    about:
      words.length === 0
        ? null
        : all([fixed, any([allOf(words, term.about), ...others.map((one) => allOf(one, term.about))])]),
    exact: exactLook(parsed),
  };
}

/** A document number, index number or slug, whole. */
function exactLook({ whole }: Parsed): Tsquery {
  return whole.length < 4 || whole.length > 80 ? null : lexeme(term.number(whole));
}

/** Some of the words are enough, all but one of three or more are better. Light words alone are not sought. */
export function looseLooks(parsed: Parsed): Looks {
  const free = parsed.clauses.filter((one) => !one.excluded && one.field === 'any');
  const words = [...new Set(free.flatMap((one) => one.words))];
  const heavy = words.filter((word) => !lightWords.has(word));
  const chosen = (heavy.length > 0 ? heavy : words).slice(0, 10);
  const fixed = all(parsed.clauses.filter((one) => !one.excluded && one.field !== 'any').map(clauseQuery));
  const some = (as: (word: string) => string) =>
    chosen.length < 3
      ? any(chosen.map((word) => lexeme(as(word))))
      : any(
          chosen.map((left) =>
            allOf(
              chosen.filter((word) => word !== left),
              as,
            ),
          ),
        );
  if (chosen.length === 0) return { wanted: null, titled: null, about: null, exact: null };
  return {
    wanted: all([fixed, any(chosen.map((word) => lexeme(word)))]),
    titled: all([fixed, some(term.title)]),
    about: all([fixed, some((word) => word)]),
    exact: null,
  };
}

/** Titles that are read as these letters: first letters (bmsc) or whole syllables (baomishencha). */
export function letterLooks(letters: string, fixed: Tsquery = null): Looks {
  const windows = Array.from({ length: Math.max(1, letters.length - 2) }, (_, at) =>
    letters.slice(at, at + 3),
  );
  const initials = letters.length <= 12 ? allOf(windows, term.initials) : null;
  const sounds = readSyllables(letters).map((one) =>
    allOf(
      one.slice(1).map((two, at) => `${one[at]}${two}`),
      term.sound,
    ),
  );
  const titled = all([fixed, any([initials, ...sounds])]);
  return { wanted: any([all([fixed, lexeme(letters)]), titled]), titled, about: null, exact: null };
}

/** What is excluded, from all looks. */
export function exclusions(parsed: Parsed): Tsquery {
  const out = parsed.clauses.filter((one) => one.excluded).map(clauseQuery);
  const none = any(out);
  return none === null ? null : `!${none.startsWith('(') ? none : `(${none})`}`;
}
