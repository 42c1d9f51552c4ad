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

async function timed({ portal }: Installation, query: SearchQuery): Promise<number> {
  const begun = performance.now();
  await search(portal.reader, query);
  return performance.now() - begun;
}

async function manyAtOnce(installation: Installation, queries: readonly SearchQuery[]) {
  const busy: number[] = [];
  const queue = queries[Symbol.iterator]();
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const query of queue) busy.push(await timed(installation, query));
    }),
  );
  return { busy, seconds: (performance.now() - begun) / 1_000 };
}

type World = { readonly installation: Installation; readonly queries: readonly SearchQuery[] };

async function build(bench: Bench, documents: number, name: string): Promise<World> {
  const installation = await bench.freshInstallation();
  const library = await layOut(installation);
  await fillLibrary(installation, documents, (done, all) => bench.progress(`${name}: documents`, done, all));
  return { installation, queries: readersQueries(library, bench.quick ? 240 : 1_200) };
}

const SLICES = 6;

/** Asks libraries in turn, a slice of the same queries each, once what they keep in memory is there. */
async function measure<Worlds extends readonly World[]>(
  bench: Bench,
  step: string,
  ...worlds: Worlds
): Promise<{ readonly [At in keyof Worlds]: Times }> {
  const found = worlds.map((world) => ({ world, one: [] as number[], busy: [] as number[], seconds: 0 }));
  for (const { installation, queries } of worlds)
    for (const query of queries.slice(0, 120)) await timed(installation, query);
  for (let slice = 0; slice < SLICES; slice += 1) {
    for (const into of slice % 2 === 0 ? found : found.toReversed()) {
      const { installation, queries } = into.world;
      const length = Math.ceil(queries.length / SLICES);
      const part = queries.slice(slice * length, (slice + 1) * length);
      for (const query of part) into.one.push(await timed(installation, query));
      const { busy, seconds } = await manyAtOnce(installation, [...part, ...part]);
      into.busy.push(...busy);
      into.seconds += seconds;
    }
    bench.progress(step, slice + 1, SLICES);
  }
  const times = found.map(({ one, busy, seconds }): Times => ({ one, busy, rate: busy.length / seconds }));
  return times as { [At in keyof Worlds]: Times };
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
  const world = await build(bench, small, 'S1');
  // By itself, as an installation of that size is; then beside the larger one.
  const [first] = await measure(bench, 'S1: slices', world);
  const key = await againstKey(bench, world.installation, world.queries, small);
  const [again, second] = await measure(bench, 'S2: slices', world, await build(bench, large, 'S2'));
  const [ours, theirs] = [p95(second.one), p95(again.one)];
  const among = (documents: number) => `among ${documents.toLocaleString('en')} documents`;
  return [
    {
      id: 'S1a',
      what: `p95 of a search ${among(small)}, one at a time`,
      against: `${P95_MS} ms`,
      unit: 'ms',
      ours: p95(first.one),
      reference: P95_MS,
      ratio: p95(first.one) / P95_MS,
      mark: atMost(1),
    },
    {
      id: 'S1b',
      what: `searches a second ${among(small)}, ${AT_ONCE} at once`,
      against: `${PER_SECOND}/s`,
      unit: '/s',
      ours: first.rate,
      reference: PER_SECOND,
      ratio: first.rate / PER_SECOND,
      mark: atLeast(1),
    },
    key,
    {
      id: 'S1d',
      what: `median of a search ${among(small)} with ${AT_ONCE} at once`,
      against: 'one at a time',
      unit: 'ms',
      ours: median(first.busy),
      reference: median(first.one),
      ratio: median(first.busy) / median(first.one),
      mark: told,
    },
    {
      id: 'S2',
      what: `p95 of a search ${among(large)}`,
      against: `the same ${among(small)}, asked in turn`,
      unit: 'ms',
      ours,
      reference: theirs,
      ratio: ours / theirs,
      mark: atMost(2),
    },
    {
      id: 'S2b',
      what: `searches a second ${among(large)}, ${AT_ONCE} at once`,
      against: `the same ${among(small)}, asked in turn`,
      unit: '/s',
      ours: second.rate,
      reference: again.rate,
      ratio: second.rate / again.rate,
      mark: told,
    },
  ];
}

export const searchGroup: Group = {
  name: 'search',
  summary: 'S1, S2: full-text search among a hundred thousand and a million documents',
  run,
};
