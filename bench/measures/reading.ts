import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReadyWriter } from '#platform/ready-pages';
import { type RunningServer, startServer } from '#test/process';
import { median } from '../frame/alternate.ts';
import { atLeast, atMost, type Bench, type Finding, type Group, type Mark, told } from '../frame/measure.ts';
import type { Load } from '../worlds/load.ts';
import { BENCH_URL, type BenchOffice, openOffice } from '../worlds/office.ts';
import { staticSite } from '../worlds/static-site.ts';
import { type Readers, readersOf } from '../worlds/wrk.ts';

const CONNECTIONS = 32;
const UNITS = 3_000;

type Sample = {
  readonly page: string;
  readonly list: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly slug: string;
};

/** A real page and a real list of twenty, as the portal makes them; what the others are made from. */
async function samplePages(office: BenchOffice, bench: Bench, ends: (() => unknown)[]): Promise<Sample> {
  const matters = await office.bring(25, (done, all) => bench.progress('R1: real pages', done, all));
  const worker = await office.work();
  for (const one of matters) await office.approve(one);
  await office.visible(matters);
  await worker.stop();
  const { rows } = await office.installation.owner.pool.query<{ slug: string; unit: number }>(
    `select slug, unit from publication.item where state = 'live' limit 1`,
  );
  const slug = rows[0]?.slug ?? '';
  const portal = await startPortal(office, ends, { GONGKAI_READY: '0' });
  const answer = await fetch(`${portal.url}/i/${slug}`);
  const passing = new Set([
    'date',
    'connection',
    'keep-alive',
    'content-length',
    'x-request-id',
    'transfer-encoding',
  ]);
  const headers = Object.fromEntries([...answer.headers].filter(([name]) => !passing.has(name)));
  const page = await answer.text();
  const list = await (await fetch(`${portal.url}/items?unit=${rows[0]?.unit}`)).text();
  await portal.stop();
  return { page, list, headers, slug };
}

function startPortal(
  office: BenchOffice,
  ends: (() => unknown)[],
  env: Record<string, string> = {},
): Promise<RunningServer> {
  const after = (end: () => unknown) => void ends.push(end);
  const base = { DATABASE_URL: office.installation.url, GONGKAI_URL: BENCH_URL };
  return startServer({ after }, { data: office.data, args: ['--role', 'portal'], env: { ...base, ...env } });
}

const slugAt = (at: number) =>
  at
    .toString(36)
    .padStart(8, '0')
    .replaceAll(/[ilou]/g, 'z');

type World = {
  readonly pages: readonly string[];
  readonly lists: readonly string[];
  readonly put: (file: string, text: string) => void;
};

/** The same bytes for both: each page and each list with its own address in it, so that none is like another. */
function fillBoth(
  office: BenchOffice,
  { page, list, headers, slug }: Sample,
  count: number,
  bench: Bench,
  put: World['put'],
): World {
  const writer = openReadyWriter(join(office.data, 'ready'));
  const pages: string[] = [];
  const lists: string[] = [];
  const making = { madeAt: 1_000, tick: 0, now: Date.now() };
  const keep = (address: string, file: string, text: string) => {
    writer.put(
      address,
      { status: 200, headers: { ...headers, etag: `"${file}"` }, body: Buffer.from(text) },
      making,
    );
    put(file, text);
  };
  for (let at = 0; at < count; at += 1) {
    const own = `${slugAt(Math.floor(at / 36 ** 2))}${slugAt(at)}`.slice(-8);
    const address = `/i/${own}`;
    keep(address, `${address}.html`, page.replaceAll(slug, own).replace('号收支公示', `号收支公示 ${at}`));
    pages.push(address);
    if (at % 500 === 0) bench.progress('R1: pages', at, count);
  }
  for (let unit = 1; unit <= Math.min(UNITS, count); unit += 1) {
    const address = `/items?unit=${unit}`;
    keep(address, `${address}.html`, list.replaceAll(/\bunit=\d+/g, `unit=${unit}`));
    lists.push(address);
  }
  // No keeper runs here: what stands is true until the bench is over.
  writer.goodUntil(Number.MAX_SAFE_INTEGER);
  writer.close();
  return { pages, lists, put };
}

type Pairs = { readonly ours: Load[]; readonly reference: Load[] };

async function alternately(
  readers: Readers,
  ours: string,
  reference: string,
  bench: Bench,
  step: string,
): Promise<Pairs> {
  const [rounds, seconds] = bench.quick ? [3, 3] : [9, 6];
  const found: Pairs = { ours: [], reference: [] };
  for (let round = -1; round < rounds; round += 1) {
    const both = [
      async () => void found.ours.push(await readers.read(ours, seconds)),
      async () => void found.reference.push(await readers.read(reference, seconds)),
    ];
    for (const one of round % 2 === 0 ? both : both.toReversed()) await one();
    if (round < 0) for (const list of [found.ours, found.reference]) list.length = 0;
    else bench.progress(step, round + 1, rounds);
  }
  return found;
}

function findingOf(
  id: string,
  what: string,
  unit: Finding['unit'],
  pairs: Pairs,
  of: (load: Load) => number,
  mark: Mark,
): Finding {
  const { ours, reference } = pairs;
  return {
    id,
    what,
    against: 'nginx, 1 worker, the same bytes as precompressed files',
    unit,
    ours: median(ours.map(of)),
    reference: median(reference.map(of)),
    ratio: median(
      ours.map((load, at) => of(load) / of(reference[at] ?? { rate: Number.NaN, p99: Number.NaN })),
    ),
    mark,
  };
}

async function run(bench: Bench): Promise<readonly Finding[]> {
  const installation = await bench.freshInstallation();
  const office = await openOffice(installation);
  const place = mkdtempSync(join(tmpdir(), 'gongkai-reading-'));
  chmodSync(place, 0o755);
  const ends: (() => unknown)[] = [() => rmSync(place, { recursive: true, force: true })];
  try {
    const sample = await samplePages(office, bench, ends);
    const site = staticSite(place, sample.headers);
    const count = bench.quick ? 5_000 : 100_000;
    const world = fillBoth(office, sample, count, bench, site.put);
    const nginx = await site.start();
    ends.push(nginx.stop);
    const portal = await startPortal(office, ends);
    const pages = readersOf(place, 'pages', world.pages, CONNECTIONS);
    const lists = readersOf(place, 'lists', world.lists, CONNECTIONS);
    const r1 = await alternately(pages, portal.url, nginx.url, bench, 'R1: rounds');
    const r2 = await alternately(lists, portal.url, nginx.url, bench, 'R2: rounds');
    const memory = memoryOf([portal.pid]);
    const all = memory + memoryOf(postgresOf());
    const many = count.toLocaleString('en');
    return [
      findingOf(
        'R1',
        `random published page of ${many}, gzip, ${CONNECTIONS} connections`,
        '/s',
        r1,
        ({ rate }) => rate,
        atLeast(1),
      ),
      findingOf('R1a', 'p99 of the same', 'ms', r1, ({ p99 }) => p99, atMost(1.5)),
      findingOf(
        'R2',
        `newest 20 of a random unit of ${world.lists.length}`,
        '/s',
        r2,
        ({ rate }) => rate,
        atLeast(0.5),
      ),
      {
        id: 'O2',
        what: 'memory after R1: portal and its database, shared parts once',
        against: 'the goal',
        unit: 'MB',
        ours: all,
        reference: 400,
        ratio: all / 400,
        mark: told,
      },
      {
        id: 'O2a',
        what: 'of it the portal',
        against: 'the goal',
        unit: 'MB',
        ours: memory,
        reference: 400,
        ratio: memory / 400,
        mark: told,
      },
    ];
  } finally {
    for (const end of ends.toReversed()) await end();
    office.close();
  }
}

/** Megabytes of processes, memory that several share counted once (PSS). */
function memoryOf(pids: readonly number[]): number {
  const kilobytes = pids.map((pid) => {
    try {
      return Number(/^Pss: +(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
    } catch {
      return 0;
    }
  });
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1_024;
}

/** The processes of the bench's own PostgreSQL: those whose postmaster runs in its folder. */
function postgresOf(): readonly number[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  const parents = new Map(pids.map((pid) => [pid, statusOf(pid)] as const));
  const own = pids.filter((pid) => /gongkai-bench-/.test(parents.get(pid)?.command ?? ''));
  return pids.filter((pid) => own.includes(pid) || own.includes(parents.get(pid)?.parent ?? -1));
}

function statusOf(pid: number): { readonly parent: number; readonly command: string } {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    const parent = Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
    return { parent, command: command.startsWith('/') && command.includes('postgres') ? command : '' };
  } catch {
    return { parent: 0, command: '' };
  }
}

export const readingGroup: Group = {
  name: 'reading',
  summary: 'R1, R2: pages and lists against nginx; O2: memory',
  run,
};
