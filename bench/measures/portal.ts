import { join } from 'node:path';
import { openReadyPages } from '#platform/ready-pages';
import { type RunningServer, startServer, until } from '#test/process';
import { median } from '../frame/alternate.ts';
import { atLeast, type Bench, type Finding, type Group, told } from '../frame/measure.ts';
import { type Load, loadSite } from '../worlds/load.ts';
import { BENCH_URL, type BenchOffice, type Matter, openOffice } from '../worlds/office.ts';

const CONNECTIONS = 32;
const PER_SECOND = 20;
const WARM_UP = 1;

/** Publishes everything at once; the pages that are read. */
async function fillSite(office: BenchOffice, pages: number, bench: Bench): Promise<readonly string[]> {
  const matters = await office.bring(pages, (done, all) => bench.progress('R3: pages', done, all));
  for (const one of matters) await office.approve(one);
  await office.visible(matters);
  const { rows } = await office.installation.owner.pool.query<{ slug: string }>(
    `select slug from publication.item where state = 'live'`,
  );
  return rows.map(({ slug }) => `/i/${slug}`);
}

/** Somebody signs twenty times a second, whatever else goes on. @returns how to end it; it answers how many were signed */
function signSteadily(office: BenchOffice, matters: Iterator<Matter>): () => Promise<readonly Matter[]> {
  const signed: Matter[] = [];
  const signing: Promise<void>[] = [];
  const timer = setInterval(() => {
    const next = matters.next();
    if (next.done === true) throw new Error('not enough matters were brought');
    signed.push(next.value);
    signing.push(office.approve(next.value));
  }, 1_000 / PER_SECOND);
  return async () => {
    clearInterval(timer);
    await Promise.all(signing);
    return signed;
  };
}

type Rounds = { readonly quiet: Load[]; readonly busy: Load[]; readonly outPerSecond: number[] };

async function measure(
  bench: Bench,
  office: BenchOffice,
  site: { readonly url: string; readonly paths: readonly string[] },
): Promise<Rounds> {
  const [rounds, ms] = bench.quick ? [5, 2_000] : [15, 5_000];
  const stretch = () => loadSite({ ...site, connections: CONNECTIONS, ms });
  const needed = (rounds + WARM_UP) * (Math.ceil(ms / 1_000) + 1) * PER_SECOND;
  const brought = await office.bring(needed, (done, all) => bench.progress('R3: matters', done, all));
  const matters = brought[Symbol.iterator]();
  const found: Rounds = { quiet: [], busy: [], outPerSecond: [] };
  for (let round = -WARM_UP; round < rounds; round += 1) {
    const quietly = async () => void found.quiet.push(await stretch());
    const busily = async () => {
      const end = signSteadily(office, matters);
      const before = await countOut(office);
      const begun = performance.now();
      found.busy.push(await stretch());
      found.outPerSecond.push(((await countOut(office)) - before) / ((performance.now() - begun) / 1_000));
      // The next stretch is quiet again: nothing is left over.
      await office.visible(await end());
    };
    for (const one of round % 2 === 0 ? [quietly, busily] : [busily, quietly]) await one();
    if (round < 0) for (const list of Object.values(found)) list.length = 0;
    else bench.progress('R3: rounds', round + 1, rounds);
  }
  return found;
}

async function countOut({ installation }: BenchOffice): Promise<number> {
  const { rows } = await installation.owner.pool.query<{ count: number }>(
    `select count(*) as count from publication.registration where revealed_at is not null`,
  );
  return rows[0]?.count ?? 0;
}

function findingsOf({ quiet, busy, outPerSecond }: Rounds): readonly Finding[] {
  const ratioOf = (of: (load: Load) => number) =>
    median(busy.map((load, at) => of(load) / of(quiet[at] ?? { rate: Number.NaN, p99: Number.NaN })));
  const out = median(outPerSecond);
  return [
    {
      id: 'R3',
      what: `random published page, ${CONNECTIONS} connections, while ${PER_SECOND}/s are signed and go out`,
      against: 'the same while nothing goes out',
      unit: '/s',
      ours: median(busy.map(({ rate }) => rate)),
      reference: median(quiet.map(({ rate }) => rate)),
      ratio: ratioOf(({ rate }) => rate),
      mark: atLeast(0.9),
    },
    {
      id: 'R3a',
      what: 'p99 of the same pages',
      against: 'the same while nothing goes out',
      unit: 'ms',
      ours: median(busy.map(({ p99 }) => p99)),
      reference: median(quiet.map(({ p99 }) => p99)),
      ratio: ratioOf(({ p99 }) => p99),
      mark: told,
    },
    {
      id: 'R3b',
      what: 'publications that went out meanwhile',
      against: 'as many as were signed',
      unit: '/s',
      ours: out,
      reference: PER_SECOND,
      ratio: out / PER_SECOND,
      mark: told,
    },
  ];
}

async function run(bench: Bench): Promise<readonly Finding[]> {
  const installation = await bench.freshInstallation();
  const office = await openOffice(installation);
  const ends: (() => unknown)[] = [];
  try {
    // As its operator runs it: the worker is a process of its own, publishes, and keeps the pages ready.
    const worker = await startProcess(office, 'worker', ends);
    const paths = await fillSite(office, bench.quick ? 60 : 2_000, bench);
    await untilReady(office, paths, () => worker.output());
    const portal = await startProcess(office, 'portal', ends);
    return findingsOf(await measure(bench, office, { url: portal.url, paths }));
  } finally {
    for (const end of ends.toReversed()) await end();
    office.close();
  }
}

/** A part of the program in a process of its own. */
function startProcess(
  office: BenchOffice,
  role: 'portal' | 'worker',
  ends: (() => unknown)[],
): Promise<RunningServer> {
  const env = { DATABASE_URL: office.installation.url, GONGKAI_URL: BENCH_URL };
  const after = (end: () => unknown) => void ends.push(end);
  return startServer({ after }, { data: office.data, args: ['--role', role], env });
}

/** Until every page is kept ready: what is measured is reading, not the first making. */
async function untilReady(office: BenchOffice, paths: readonly string[], said: () => string): Promise<void> {
  const pages = openReadyPages(join(office.data, 'ready'), { behind: 'nobody' });
  const plain = { gzip: true, br: false };
  await until(
    async () => paths.every((path) => pages.find(path, plain, Date.now()) !== undefined),
    1_200_000,
    () => `pages are not ready:
${said()}`,
  );
  pages.close();
}

export const portalGroup: Group = {
  name: 'portal',
  summary: 'R3: the portal while twenty publications a second go out',
  run,
};
