import type { Reader } from '#platform/database';
import { mostLetters } from './address.ts';
import { correct } from './did-you-mean.ts';
import { fold } from './engine/fold.ts';
import { lettersOf, type Parsed, parseWords, phrasesOf } from './engine/parse.ts';
import {
  all,
  exclusions,
  filterQuery,
  type Looks,
  letterLooks,
  looseLooks,
  strictLooks,
} from './engine/tsquery.ts';
import { boundsOf, pageOf, type Ranked } from './page.ts';
import { askIndex, type IndexAnswer, mostCandidates } from './store.ts';
import type { FacetName, SearchNote, SearchPage, SearchQuery } from './types.ts';

/** Below this many results somebody may have meant something else. */
const few = 3;

/**
 * Finds documents in the name of this session's reader: without a session, what is open to society, whatever the role of the
 * connection. Never refuses and never throws for anything that was typed: notes say what was done with it.
 */
export async function search(db: Reader, query: SearchQuery): Promise<SearchPage> {
  const notes = new Set<SearchNote>();
  const isCut = [...query.text].length > mostLetters;
  if (isCut) notes.add('cut');
  const parsed = parseWords(isCut ? [...query.text].slice(0, mostLetters).join('') : query.text);
  const filters = filterQuery(query);
  if (query.text.trim() !== '' && parsed.clauses.length === 0) notes.add('nothingSought');
  const looked = await look(db, query, parsed, filters, notes);
  if (looked === null)
    return nothing([...notes, ...(query.text.trim() === '' ? [] : ['nothingSought' as const])]);
  if (!looked.answer.complete) notes.add('looked');
  const { rows, next, labels, asTyped } = await pageOf(db, query, looked);
  // Written like this it stands nowhere: neither in a title nor in the best of the texts.
  const isOdd = looked.answer.total < few || notes.has('someWords') || (!asTyped && query.order === 'best');
  const didYouMean = isOdd && query.after === null ? await correct(db, parsed, filters) : null;
  return {
    rows,
    next,
    total: { count: looked.answer.total, exact: looked.answer.complete },
    facets: facetsOf(looked.answer, labels),
    notes: [...notes],
    didYouMean: didYouMean === fold(query.text) ? null : didYouMean,
  };
}

/** Looks for all words, then for pinyin, then for some of the words. */
async function look(
  db: Reader,
  query: SearchQuery,
  parsed: Parsed,
  filters: string | null,
  notes: Set<SearchNote>,
): Promise<Ranked | null> {
  const bounds = boundsOf(query);
  const newest = query.order === 'newest' || parsed.clauses.every((one) => one.excluded);
  const without = exclusions(parsed);
  const phrases = phrasesOf(parsed);
  const ask = async (looks: Looks): Promise<IndexAnswer | null> => {
    const narrowed = narrow(looks, filters, without);
    return narrowed === null ? null : askIndex(db, narrowed, bounds, newest, mostCandidates, phrases);
  };
  const letters = lettersOf(parsed);
  const strict = letters === null ? strictLooks(parsed) : letterLooks(letters);
  // Only exclusions or filters: everything that is left.
  const sought = parsed.clauses.some((one) => !one.excluded);
  const first = sought
    ? await ask(strict)
    : await ask({ wanted: everything, titled: null, about: null, exact: null });
  if (letters !== null && (first?.total ?? 0) > 0) notes.add('pinyin');
  if (first !== null && (first.total > 0 || first.candidates.length > 0 || !sought || phrases.length > 0))
    return { answer: first, parsed, newest, letters };
  const second = letters === null ? await ask(looseLooks(parsed)) : null;
  if (second === null) return first === null ? null : { answer: first, parsed, newest, letters };
  if (second.total > 0) notes.add('someWords');
  return { answer: second, parsed, newest, letters };
}

/** Each document is of some scope. */
const everything = "('s:society' | 's:wholeParty' | 's:unit' | 's:specific')";

function narrow(
  looks: Looks,
  filters: string | null,
  without: string | null,
): (Looks & { wanted: string }) | null {
  const both = (one: string | null) => (one === null ? null : all([one, filters, without]));
  const wanted = both(looks.wanted);
  if (wanted === null) return null;
  return { wanted, titled: both(looks.titled), about: both(looks.about), exact: both(looks.exact) };
}

function facetsOf(
  { facets }: IndexAnswer,
  labels: { readonly unit: ReadonlyMap<string, string>; readonly line: ReadonlyMap<string, string> },
): SearchPage['facets'] {
  const of = (name: FacetName) =>
    facets
      .filter(([group]) => group === name)
      .map(([, value, count]) => ({
        value,
        label: name === 'unit' || name === 'line' ? (labels[name].get(value) ?? null) : null,
        count,
      }));
  return {
    kind: of('kind'),
    category: of('category'),
    year: of('year').toSorted((a, b) => Number(b.value) - Number(a.value)),
    unit: of('unit'),
    line: of('line'),
    scope: of('scope'),
  };
}

function nothing(notes: readonly SearchNote[]): SearchPage {
  const none = { kind: [], category: [], year: [], unit: [], line: [], scope: [] };
  return {
    rows: [],
    total: { count: 0, exact: true },
    facets: none,
    next: null,
    notes: [...new Set(notes)],
    didYouMean: null,
  };
}
