import { compact, fold } from './fold.ts';
import { isChinese } from './pinyin.ts';
import { emptyWords, shortNames } from './vocabulary.ts';
import { wordsOfQuery } from './words.ts';

/** Where words are to stand. */
export type Field = 'any' | 'title' | 'number' | 'unit';

/** One thing that is sought: words that all must stand there; a phrase stands there as it is. */
export type Clause = {
  readonly field: Field;
  readonly phrase: boolean;
  readonly excluded: boolean;
  /** As it was typed, without quotation marks and field name. */
  readonly text: string;
  /** Folded, without empty words where others are left. */
  readonly words: readonly string[];
};

export type Parsed = {
  readonly clauses: readonly Clause[];
  /** All that is sought and no field, exclusion or operator, as one text: compared with titles. */
  readonly whole: string;
  /** The same with what a short name stands for (保密法: 保守国家秘密法). */
  readonly alternatives: readonly string[];
};

const fields: readonly (readonly [Field, RegExp])[] = [
  ['title', /^(?:标题|題名|标题名|题名|title)[:：]/iu],
  ['number', /^(?:文号|发文字号|索引号|编号|number)[:：]/iu],
  ['unit', /^(?:单位|机关|发布机构|unit)[:：]/iu],
];
const opening = '"“「『＂';
const closing = '"”」』＂';
const mostClauses = 12;
const mostWords = 24;

/** Reads a query. Whatever is typed is some query: what cannot be read is words. */
export function parseWords(text: string): Parsed {
  const clauses: Clause[] = [];
  let left = mostWords;
  for (const piece of split(text)) {
    if (clauses.length >= mostClauses || left <= 0) break;
    const clause = clauseOf(piece, left);
    if (clause === null) continue;
    clauses.push(clause);
    left -= clause.words.length;
  }
  const sought = clauses.filter((one) => one.field === 'any' && !one.excluded);
  const whole = compact(sought.map((one) => one.text).join(''));
  return { clauses, whole, alternatives: alternativesOf(whole) };
}

type Piece = {
  readonly text: string;
  readonly phrase: boolean;
  readonly excluded: boolean;
  readonly field: Field;
};

/** Cuts at blanks outside of quotation marks. */
function split(text: string): readonly Piece[] {
  const found: Piece[] = [];
  // NUL and half a surrogate are no text for a database.
  let rest = text
    .toWellFormed()
    .replace(/[\s\u3000\0\ufffd]+/gu, ' ')
    .trim();
  while (rest !== '') {
    const excluded = /^[-－–—][^\s\-－–—]/u.test(rest);
    if (excluded) rest = rest.slice(1);
    const named = fields.find(([, form]) => form.test(rest));
    if (named !== undefined) rest = rest.replace(named[1], '').trimStart();
    const quoted = opening.includes(rest[0] ?? ' ');
    const end = quoted ? endOfPhrase(rest) : endOfWord(rest);
    const piece = quoted ? rest.slice(1, end) : rest.slice(0, end);
    found.push({ text: piece, phrase: quoted, excluded, field: named?.[0] ?? 'any' });
    rest = rest.slice(quoted ? end + 1 : end).trimStart();
  }
  return found;
}

/** A phrase that nobody closed goes on to the end. */
function endOfPhrase(text: string): number {
  const at = [...text.slice(1)].findIndex((sign) => closing.includes(sign));
  return at === -1 ? text.length : [...text].slice(0, at + 1).join('').length;
}

function endOfWord(text: string): number {
  const at = text.search(/[ "“「『＂]/u);
  return at === -1 ? text.length : at;
}

function clauseOf({ text, phrase, excluded, field }: Piece, most: number): Clause | null {
  const all = wordsOfQuery(text);
  const full = phrase ? all : all.filter((word) => !emptyWords.has(word));
  const words = [...new Set(full.length === 0 ? all : full)].slice(0, most);
  return words.length === 0 ? null : { field, phrase, excluded, text, words };
}

/** Other names of what is asked for: the whole query, or a short name at its beginning or end. */
function alternativesOf(whole: string): readonly string[] {
  for (const [short, long] of Object.entries(shortNames)) {
    if (whole.includes(short) && !whole.includes(long)) return [whole.replace(short, long)];
  }
  return [];
}

/** Nothing but Latin letters (with apostrophes or blanks between syllables): may be pinyin. @returns the letters, or null */
export function lettersOf(parsed: Parsed): string | null {
  const [first, ...others] = parsed.clauses;
  if (first === undefined || others.some((one) => one.excluded || one.field !== 'any' || one.phrase))
    return null;
  if (first.excluded || first.field !== 'any' || first.phrase) return null;
  const letters = parsed.clauses
    .map((one) => fold(one.text))
    .join('')
    .replace(/['’-]/gu, '');
  return /^[a-z]{2,60}$/.test(letters) ? letters : null;
}

/** The longest run of Chinese signs of what is sought: where a wrong sign is looked for. */
export function chineseRun(parsed: Parsed): string {
  let longest = '';
  for (const { text, excluded } of parsed.clauses) {
    if (excluded) continue;
    let run = '';
    for (const sign of fold(text)) {
      run = isChinese(sign) ? run + sign : '';
      if (run.length > longest.length) longest = run;
    }
  }
  return longest.slice(0, 20);
}

/** Phrases that must stand in the text as they are, folded. */
export function phrasesOf({ clauses }: Parsed): readonly string[] {
  return clauses
    .filter((one) => one.phrase && !one.excluded && one.field === 'any')
    .map((one) => fold(one.text).trim());
}
