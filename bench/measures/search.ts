import { emptyQuery, type SearchQuery, search } from '#modules/search';
import { alternate, median } from '../frame/alternate.ts';
import { atLeast, atMost, type Bench, type Finding, type Group, told } from '../frame/measure.ts';
import type { Installation } from '../frame/stage.ts';
import { fillLibrary, type Library, layOut, seeded } from '../worlds/library.ts';

const AT_ONCE = 32;
/** The marks of S1, as what is held against. */
const P95_MS = 15;
const PER_SECOND = 150;

/** One in a hundred longest but five. */
function p95(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? Number.NaN;
}

/**
 * What readers ask: a quarter words of every second text, a quarter words of one text in a hundred, rare words, two words, pieces of
 * sentences in quotation marks, words with a choice made (unit and below, kind, category, year), newest first. The same in
 * every run.
 */
export function readersQueries({ words, sentences }: Library, many: number): readonly SearchQuery[] {
  const random = seeded(7);
  const of = (from: number, to: number) => words.byRank[from + Math.floor(random() * (to - from))] ?? '';
  const piece = () => sentences[Math.floor(random() * sentences.length)]?.slice(4, 10) ?? '';
  const kinds: readonly (() => Partial<SearchQuery>)[] = [
    () => ({ text: of(0, 20) }),
    () => ({ text: of(0, 200) }),
    () => ({ text: of(500, 3_000) }),
    () => ({ text: of(500, 3_000) }),
    () => ({ text: of(10_000, 30_000) }),
    () => ({ text: `${of(0, 200)} ${of(200, 2_000)}` }),
    () => ({ text: `${of(200, 2_000)} ${of(2_000, 6_000)}` }),
    () => ({ text: `“${piece()}”` }),
    () => ({ text: of(0, 200), unit: 2 + Math.floor(random() * 3_000) }),
    () => ({ text: of(0, 500), kind: 'village', category: `类别${Math.floor(random() * 40)}` }),
    () => ({ text: of(0, 500), from: '2017-01-01', to: '2017-12-31' }),
    () => ({ text: of(20, 1_000), order: 'newest' }),
  ];
  return Array.from({ length: many }, (_, at) => ({ ...emptyQuery, ...kinds[at % kinds.length]?.() }));
}

type Times = { readonly one: readonly number[]; readonly rate: number; readonly busy: readonly number[] };

async function timeSearches({ portal }: Installation, queries: readonly SearchQuery[]): Promise<Times> {
  const timed = async (query: SearchQuery): Promise<number> => {
    const begun = performance.now();
    await search(portal.reader, query);
    return performance.now() - begun;
  };
  for (const query of queries.slice(0, 120)) await timed(query);
  const one: number[] = [];
  for (const query of queries) one.push(await timed(query));
  const busy: number[] = [];
  const queue = [...queries, ...queries][Symbol.iterator]();
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const query of queue) busy.push(await timed(query));
    }),
  );
  return { one, busy, rate: busy.length / ((performance.now() - begun) / 1_000) };
}

async function measureLibrary(bench: Bench, documents: number, name: string) {
  const installation = await bench.freshInstallation();
  const library = await layOut(installation);
  await fillLibrary(installation, documents, (done, all) => bench.progress(`${name}: documents`, done, all));
  const queries = readersQueries(library, bench.quick ? 240 : 1_200);
  return { installation, queries, times: await timeSearches(installation, queries) };
}

async function againstKey(
  bench: Bench,
  { portal }: Installation,
  queries: readonly SearchQuery[],
  documents: number,
): Promise<Finding> {
  return alternate({
    id: 'S1c',
    what: `a search among ${documents.toLocaleString('en')}`,
    against: 'primary-key select',
    mark: told,
    rounds: bench.quick ? 7 : 21,
    calls: 24,
    referenceCalls: 240,
    ours: (call) => search(portal.reader, queries[call % queries.length] ?? emptyQuery),
    reference: (call) =>
      portal.pool.query('select title from search.document where number = $1', [
        1 + ((call * 7_919) % documents),
      ]),
    onRound: (done, all) => bench.progress('S1: rounds', done, all),
  });
}

async function run(bench: Bench): Promise<readonly Finding[]> {
  const [small, large] = bench.quick ? [10_000, 100_000] : [100_000, 1_000_000];
  const first = await measureLibrary(bench, small, 'S1');
  const key = await againstKey(bench, first.installation, first.queries, small);
  const second = await measureLibrary(bench, large, 'S2');
  const [ours, theirs] = [p95(second.times.one), p95(first.times.one)];
  const among = (documents: number) => `among ${documents.toLocaleString('en')} documents`;
  return [
    {
      id: 'S1a',
      what: `p95 of a search ${among(small)}, one at a time`,
      against: `${P95_MS} ms`,
      unit: 'ms',
      ours: theirs,
      reference: P95_MS,
      ratio: theirs / P95_MS,
      mark: atMost(1),
    },
    {
      id: 'S1b',
      what: `searches a second ${among(small)}, ${AT_ONCE} at once`,
      against: `${PER_SECOND}/s`,
      unit: '/s',
      ours: first.times.rate,
      reference: PER_SECOND,
      ratio: first.times.rate / PER_SECOND,
      mark: atLeast(1),
    },
    key,
    {
      id: 'S1d',
      what: `median of a search ${among(small)} with ${AT_ONCE} at once`,
      against: 'one at a time',
      unit: 'ms',
      ours: median(first.times.busy),
      reference: median(first.times.one),
      ratio: median(first.times.busy) / median(first.times.one),
      mark: told,
    },
    {
      id: 'S2',
      what: `p95 of a search ${among(large)}`,
      against: 'S1a',
      unit: 'ms',
      ours,
      reference: theirs,
      ratio: ours / theirs,
      mark: atMost(2),
    },
    {
      id: 'S2b',
      what: `searches a second ${among(large)}, ${AT_ONCE} at once`,
      against: 'S1b',
      unit: '/s',
      ours: second.times.rate,
      reference: first.times.rate,
      ratio: second.times.rate / first.times.rate,
      mark: told,
    },
  ];
}

export const searchGroup: Group = {
  name: 'search',
  summary: 'S1, S2: full-text search among a hundred thousand and a million documents',
  run,
};
