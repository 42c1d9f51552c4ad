import type { Reader } from '#platform/database';
import { compact, fold } from './engine/fold.ts';
import { findLetters, markLetters } from './engine/letters.ts';
import type { Parsed } from './engine/parse.ts';
import { piecesOf, tidySnippet } from './engine/pieces.ts';
import { type Candidate, type Measure, measureOf, phraseBonus, scoreOf } from './engine/score.ts';
import {
  type Bounds,
  endsWithin,
  type Found,
  type IndexAnswer,
  readLabels,
  readRows,
  startOf,
} from './store.ts';
import type { SearchPage, SearchQuery, SearchRow } from './types.ts';

/** Rows of a page. */
export const pageRows = 20;
/** How many of the best titles are also looked into for the query as it is. */
const lookedInto = 24;

/** What the index answered, with what it was asked. */
export type Ranked = {
  readonly answer: IndexAnswer;
  readonly parsed: Parsed;
  readonly newest: boolean;
  /** The query is read as pinyin. */
  readonly letters: string | null;
};

/** Days and the place of a list that goes on. */
export function boundsOf({ from, to, after }: SearchQuery): Bounds {
  const spot = /^n([0-9a-z]{1,10})\.([0-9a-z]{1,10})$/.exec(after ?? '');
  const at = spot === null ? Number.NaN : Number.parseInt(spot[1] ?? '', 36);
  const number = Number.parseInt(spot?.[2] ?? '', 36);
  const isSpot = Math.abs(at) < 8e15 && Number.isSafeInteger(number);
  return {
    since: from === null ? null : new Date(`${from}T00:00:00+08:00`),
    until: to === null ? null : new Date(new Date(`${to}T00:00:00+08:00`).getTime() + 86_400_000),
    before: isSpot ? { at: new Date(at), number } : null,
  };
}

type Labels = { readonly unit: ReadonlyMap<string, string>; readonly line: ReadonlyMap<string, string> };

/** Orders what was found and reads the rows of the page asked for. */
export async function pageOf(
  db: Reader,
  query: SearchQuery,
  ranked: Ranked,
): Promise<Pick<SearchPage, 'rows' | 'next'> & { readonly labels: Labels; readonly asTyped: boolean }> {
  const { answer, newest } = ranked;
  const needles = needlesOf(ranked.parsed);
  const phrase = phraseOf(ranked.parsed);
  const samples = answer.facets.flatMap(([name, , , sample]) =>
    name === 'unit' || name === 'line' ? [sample] : [],
  );
  const begin = newest ? 0 : offsetOf(query.after);
  const ordered = newest ? answer.candidates.map((one) => ({ one, score: 0 })) : order(ranked);
  const looked = newest || phrase === '' ? 0 : Math.min(lookedInto, ordered.length);
  const numbers = ordered
    .slice(0, looked)
    .concat(ordered.slice(Math.max(begin, looked), begin + pageRows + 1));
  const rows =
    numbers.length === 0
      ? []
      : await readRows(
          db,
          numbers.map(({ one }) => one.number),
          needles,
          phrase,
        );
  const labels = samples.length === 0 ? [] : await readLabels(db, samples);
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  const final = looked === 0 ? ordered : raise(ordered, byNumber, looked);
  const shown = final.slice(begin, begin + pageRows).flatMap(({ one }) => byNumber.get(one.number) ?? []);
  const hasMore = final.length > begin + pageRows;
  const last = shown.at(-1);
  const spot =
    last === undefined ? null : `n${last.published_at.getTime().toString(36)}.${last.number.toString(36)}`;
  return {
    asTyped: rows.some((row) => row.phrase) || ordered.some(({ one }) => (one.looks & 12) > 0),
    rows: shown.map((row) => rowOf(row, needles, ranked.letters)),
    next: !hasMore ? null : newest ? spot : `b${begin + pageRows}`,
    labels: {
      unit: new Map(labels.map((one) => [String(one.unit), one.unit_name])),
      line: new Map(
        labels.flatMap((one) => (one.line_name === null ? [] : [[String(one.line), one.line_name] as const])),
      ),
    },
  };
}

function offsetOf(after: string | null): number {
  const found = /^b(\d{1,3})$/.exec(after ?? '');
  return found === null ? 0 : Number(found[1]);
}

/** Reading titles aloud takes time: the shortest, which fit best. */
const mostRead = 40;

type Scored = { readonly one: Candidate; readonly score: number };

function order({ answer, parsed, letters }: Ranked): readonly Scored[] {
  const measure = measureOf(parsed);
  const newest = Math.max(0, ...answer.candidates.map((one) => one.publishedAt));
  const read = letters === null ? new Map<number, Measure>() : readAloud(answer.candidates, letters);
  return answer.candidates
    .map((one) => ({ one, score: scoreOf(read.get(one.number) ?? measure, one, newest) }))
    .sort((a, b) => b.score - a.score);
}

/** What each title would have been asked for by name, where it is read as these letters. */
function readAloud(candidates: readonly Candidate[], letters: string): Map<number, Measure> {
  const titles = candidates
    .filter((one) => (one.looks & 4) > 0)
    .toSorted((a, b) => a.title.length - b.title.length)
    .slice(0, mostRead);
  return new Map(
    titles.flatMap(({ number, title }) => {
      const found = findLetters(title, letters);
      const whole = found === null ? '' : compact(title.slice(found.start, found.end));
      return whole === '' ? [] : [[number, { wholes: [whole], words: [], weight: 0 }] as const];
    }),
  );
}

/** Among the best, texts in which the query stands as it is come before others. */
function raise(
  ordered: readonly Scored[],
  rows: ReadonlyMap<number, Found>,
  looked: number,
): readonly Scored[] {
  const bonus = ({ one }: Scored) => (rows.get(one.number)?.phrase === true ? phraseBonus : 0);
  const head = ordered.slice(0, looked).toSorted((a, b) => b.score + bonus(b) - a.score - bonus(a));
  return [...head, ...ordered.slice(looked)];
}

/** What is looked for in texts as one piece: the only clause, or the first phrase. */
function phraseOf({ clauses }: Parsed): string {
  const sought = clauses.filter((one) => !one.excluded && one.field === 'any');
  const phrase = sought.find((one) => one.phrase) ?? (sought.length === 1 ? sought[0] : undefined);
  return phrase === undefined ? '' : fold(phrase.text);
}

/** Marked in titles and texts: the longest first, so that a word does not hide the phrase it is part of. */
function needlesOf(parsed: Parsed): readonly string[] {
  const sought = parsed.clauses.filter((one) => !one.excluded && one.field !== 'unit');
  const needles = sought.flatMap((one) => [fold(one.text), ...one.words]);
  return [...new Set([...needles, ...parsed.alternatives])]
    .filter(Boolean)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, 16);
}

function rowOf(row: Found, needles: readonly string[], letters: string | null): SearchRow {
  const title = letters === null ? piecesOf(row.title, needles) : markLetters(row.title, letters);
  return {
    item: row.item,
    slug: row.slug,
    title,
    snippet: piecesOf(tidySnippet(row.around, startOf(row), endsWithin(row)), needles),
    documentNumber: row.document_number,
    indexNumber: row.index_number,
    unit: row.unit,
    unitName: row.unit_name,
    affairsKind: row.affairs_kind,
    category: row.category,
    scope: row.scope,
    publishedAt: row.published_at,
    changedAt: row.changed_at,
  };
}
