import type { JobRunner } from '#platform/jobs';
import { alternate, asRate } from '../frame/alternate.ts';
import { atLeast, atMost, type Bench, type Finding, type Group } from '../frame/measure.ts';
import { type BenchOffice, type Matter, openOffice } from '../worlds/office.ts';

const AT_ONCE = 16;
/** As many as each of sixteen clients commits while ours publish. */
const COMMITS_EACH = 20;
/** As `alternate` does before it counts. */
const WARM_UP = 2;

/** The least that a publication can cost: one row, one commit that reaches the disk. */
async function commitRow(office: BenchOffice): Promise<void> {
  await office.installation.owner.pool.query({
    name: 'bench-commit',
    text: 'insert into public.bench_commit (content) values ($1)',
    values: ['approved'],
  });
}

async function commitByMany(office: BenchOffice, each: number): Promise<void> {
  const { pool } = office.installation.worker;
  const clients = await Promise.all(Array.from({ length: AT_ONCE }, () => pool.connect()));
  await Promise.all(
    clients.map(async (client) => {
      for (let at = 0; at < each; at += 1)
        await client.query({
          name: 'bench-commit',
          text: 'insert into public.bench_commit (content) values ($1)',
          values: ['approved'],
        });
      client.release();
    }),
  );
}

/** Hands out what was brought before the clock ran. */
function stock(matters: readonly Matter[]): (count: number) => readonly Matter[] {
  let next = 0;
  return (count) => {
    const some = matters.slice(next, next + count);
    if (some.length < count) throw new Error('not enough matters were brought');
    next += count;
    return some;
  };
}

async function oneByOne(office: BenchOffice, bench: Bench): Promise<Finding> {
  const rounds = bench.quick ? 15 : 101;
  const take = stock(
    await office.bring(rounds + WARM_UP, (done, all) => bench.progress('P1: matters', done, all)),
  );
  let waiting: readonly Matter[] = [];
  const worker = await office.work();
  try {
    return await alternate({
      id: 'P1',
      what: 'approved → visible with log entry, one at a time',
      against: 'one fsynced single-row commit',
      mark: atMost(25),
      before: async () => {
        waiting = take(1);
        for (const one of waiting) await office.approve(one);
      },
      ours: () => office.visible(waiting),
      reference: () => commitRow(office),
      rounds,
      calls: 1,
      referenceCalls: 25,
      onRound: (done, all) => bench.progress('P1: rounds', done, all),
    });
  } finally {
    await worker.stop();
  }
}

async function manyAtOnce(office: BenchOffice, bench: Bench): Promise<Finding> {
  const rounds = bench.quick ? 3 : 11;
  const each = bench.quick ? AT_ONCE : AT_ONCE * 4;
  const needed = (rounds + WARM_UP) * each;
  const take = stock(await office.bring(needed, (done, all) => bench.progress('P2: matters', done, all)));
  let waiting: readonly Matter[] = [];
  let worker: JobRunner | undefined;
  const found = await alternate({
    id: 'P2',
    what: `approved → visible, ${AT_ONCE} at once`,
    against: `single-row commits, ${AT_ONCE} clients`,
    mark: atLeast(0.25),
    // Sixteen people sign while nobody publishes yet; the clock runs from the moment the worker may begin.
    before: async () => {
      await worker?.stop();
      waiting = take(each);
      for (let at = 0; at < each; at += AT_ONCE)
        await Promise.all(waiting.slice(at, at + AT_ONCE).map((one) => office.approve(one)));
    },
    ours: async () => {
      worker = await office.work();
      await office.visible(waiting);
    },
    reference: () => commitByMany(office, COMMITS_EACH),
    rounds,
    calls: 1,
    onRound: (done, all) => bench.progress('P2: rounds', done, all),
  });
  await worker?.stop();
  const perThing = { ours: found.ours / each, reference: found.reference / (AT_ONCE * COMMITS_EACH) };
  const ratio = (found.ratio * AT_ONCE * COMMITS_EACH) / each;
  return asRate({ ...found, ...perThing, ratio }, atLeast(0.25));
}

async function run(bench: Bench): Promise<readonly Finding[]> {
  const installation = await bench.freshInstallation();
  await installation.owner.pool.query(`create table public.bench_commit (id bigint generated always as identity primary key,
    content text not null); grant insert on public.bench_commit to gongkai_worker`);
  const office = await openOffice(installation);
  try {
    return [await oneByOne(office, bench), await manyAtOnce(office, bench)];
  } finally {
    office.close();
  }
}

export const publishingGroup: Group = {
  name: 'publishing',
  summary: 'P1, P2: from the approval to the page everybody can see, with its entry in the log',
  run,
};
