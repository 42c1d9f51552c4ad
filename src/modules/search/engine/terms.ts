import type { SearchDocument } from '../types.ts';
import { compact, fold } from './fold.ts';
import { isChinese, soundsOf } from './pinyin.ts';
import { emptyWords } from './vocabulary.ts';
import { wordsForIndex } from './words.ts';

/*
 * Terms of a document: words as they are, everything else behind a letter and a colon, which no word holds. One index then
 * answers words, heads and filters together, and a filter makes a search cheaper.
 */
export const term = {
  title: (word: string) => `t:${word}`,
  /** A word that the text says again and again: what it is about. */
  about: (word: string) => `f:${word}`,
  /** Two neighbouring signs of the title, and how they sound. */
  pair: (two: string) => `b:${two}`,
  sound: (two: string) => `y:${two}`,
  /** First letters of two or three neighbouring signs of the title. */
  initials: (letters: string) => `i:${letters}`,
  number: (number: string) => `n:${number}`,
  unitName: (two: string) => `o:${two}`,
  unit: (id: number) => `u:${id}`,
  within: (id: number | string) => `w:${id}`,
  kind: (kind: string) => `k:${kind}`,
  category: (category: string) => `c:${compact(category)}`,
  line: (id: number) => `l:${id}`,
  scope: (scope: string) => `s:${scope}`,
  year: (year: string) => `d:${year}`,
  month: (month: string) => `d:${month}`,
} as const;

/** Signs of text and attachments that are indexed: beyond, a file is a data set and no text. */
export const mostSigns = 200_000;
const mostAbout = 12;
const leastOften = 3;

/** A document ready for the index. */
export type Prepared = {
  readonly terms: readonly string[];
  readonly body: string;
  readonly folded: string | null;
};

export function prepare(document: SearchDocument): Prepared {
  const body = bodyOf(document);
  const folded = fold(body);
  const terms = new Set<string>();
  addWords(terms, wordsForIndex(folded));
  addHead(terms, document);
  addFilters(terms, document);
  return { terms: [...terms], body, folded: folded === body ? null : folded };
}

/** Text and published files in one, each file under its name. */
function bodyOf({ body, attachments }: SearchDocument): string {
  const all = [body, ...attachments.map(({ name, text }) => `${name}\n${text}`)].join('\n');
  const whole = all.length <= mostSigns ? all : all.slice(0, mostSigns);
  return whole.toWellFormed().replaceAll('\u0000', ' ');
}

function addWords(terms: Set<string>, words: readonly string[]): void {
  const often = new Map<string, number>();
  for (const word of words) {
    terms.add(word);
    if (word.length > 1) often.set(word, (often.get(word) ?? 0) + 1);
  }
  const about = [...often]
    .filter(([word, times]) => times >= leastOften && !emptyWords.has(word))
    .sort(([a, times], [b, more]) => more * b.length - times * a.length)
    .slice(0, mostAbout);
  for (const [word] of about) terms.add(term.about(word));
}

function addHead(terms: Set<string>, document: SearchDocument): void {
  const title = fold(document.title);
  for (const word of [
    ...wordsForIndex(title),
    ...document.keywords.flatMap((one) => wordsForIndex(fold(one))),
  ]) {
    terms.add(word);
    terms.add(term.title(word));
  }
  for (const word of wordsForIndex(fold(document.unitName))) terms.add(word);
  for (const two of pairsOf(compact(document.unitName))) terms.add(term.unitName(two));
  for (const keyword of [document.title, ...document.keywords]) addLetters(terms, compact(keyword));
  for (const number of [document.documentNumber, document.indexNumber, document.slug]) {
    if (number !== null) addNumber(terms, number);
  }
}

function addLetters(terms: Set<string>, title: string): void {
  for (const two of pairsOf(title)) terms.add(term.pair(two));
  const signs = [...title];
  const sounds = soundsOf(title);
  for (let at = 0; at + 1 < signs.length; at += 1) {
    const [a = '', b = '', c] = sounds.slice(at, at + 3);
    if (!isChinese(signs[at] ?? '') || !isChinese(signs[at + 1] ?? '')) continue;
    terms.add(term.sound(a + b));
    terms.add(term.initials((a[0] ?? '') + (b[0] ?? '')));
    if (c !== undefined && isChinese(signs[at + 2] ?? ''))
      terms.add(term.initials((a[0] ?? '') + (b[0] ?? '') + (c[0] ?? '')));
  }
}

function addNumber(terms: Set<string>, number: string): void {
  const whole = compact(number);
  if (whole !== '') terms.add(term.number(whole.slice(0, 80)));
  for (const piece of fold(number).split(/[^\p{L}\p{N}]+/u))
    if (piece !== '') terms.add(term.number(piece.slice(0, 80)));
}

function addFilters(terms: Set<string>, document: SearchDocument): void {
  const month = monthOf(document.publishedAt);
  for (const id of document.unitPath.split('/')) if (id !== '') terms.add(term.within(id));
  terms.add(term.unit(document.unit));
  terms.add(term.kind(document.affairsKind));
  if (document.category !== '') terms.add(term.category(document.category));
  if (document.line !== null) terms.add(term.line(document.line.id));
  terms.add(term.scope(document.scope));
  terms.add(term.year(month.slice(0, 4)));
  terms.add(term.month(month));
}

const inChina = 8 * 3_600_000;

/** `YYYY-MM` in China's calendar. */
export function monthOf(at: Date): string {
  return new Date(at.getTime() + inChina).toISOString().slice(0, 7);
}

/** Neighbouring signs two by two; one sign alone is its own pair. */
export function pairsOf(text: string): readonly string[] {
  const signs = [...text];
  if (signs.length === 1) return signs;
  return signs.slice(1).map((sign, at) => `${signs[at]}${sign}`);
}
