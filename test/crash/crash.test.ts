import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  freshDataFolder,
  killPid,
  type RunningServer,
  readPostgresPid,
  startServer,
  until,
} from '#test/process';
import { buildOffice, isOfficeStale } from '../../src/app/build-office.ts';
import { allModules } from '../../src/app/compose.ts';
import { type Chance, chanceOf } from './chance.ts';
import { type Acknowledged, Interrupted, type Kind, type Life } from './driver.ts';
import { type CatalogueImports, importCatalogues, importUnits, type UnitImports } from './import-lane.ts';
import { checkInvariants } from './invariants.ts';
import { type VillageLane, workInVillage } from './village-lane.ts';
import { type CrashWorld, makeWorld, withOwner } from './world.ts';

/*
 * kill -9 of the server, of its database, and of both, twenty times, while people work: no acknowledged action is lost,
 * nothing is half done, what was left is finished. GONGKAI_CRASH_SEED repeats a run's choices (not its timing).
 */

const KILLS = 20;
const VILLAGES = 4;
const focuses: readonly Kind[] = ['import', 'submit', 'approve', 'publish'];
const victims = ['server', 'database', 'both'] as const;
type Victim = (typeof victims)[number];

type Lanes = {
  readonly world: CrashWorld;
  readonly villages: readonly VillageLane[];
  readonly units: UnitImports;
  readonly catalogues: CatalogueImports;
};

/** Everybody works until the server is gone; whatever else goes wrong fails the test. */
async function work(life: Life, lanes: Lanes): Promise<void> {
  const all = [
    ...lanes.villages.map((lane) => workInVillage(life, lane)),
    importUnits(life, lanes.world, lanes.units),
    importCatalogues(life, lanes.catalogues),
  ];
  const ends = await Promise.allSettled(
    all.map((one) =>
      one.finally(() => {
        life.isOver = true;
      }),
    ),
  );
  const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []));
  const fault = reasons.find((reason) => !(reason instanceof Interrupted));
  if (fault !== undefined) throw fault;
  if (!life.isKilled()) throw new Error('the server failed before anybody killed it', { cause: reasons[0] });
}

/** Kills at a random moment in the middle of the `nth` piece of work of one kind. */
function killInTheMiddle(focus: Kind, chance: Chance, kill: () => Promise<void>) {
  let isKilled = false;
  let left = 1 + chance.upTo(4);
  const delay = chance.upTo(focus === 'publish' ? 80 : 35);
  let resolve: (killed: Promise<void>) => void = () => undefined;
  const killed = new Promise<void>((given) => {
    resolve = given;
  });
  return {
    killed,
    begun: (kind: Kind) => {
      if (kind !== focus) return;
      left -= 1;
      if (left !== 0) return;
      setTimeout(() => {
        isKilled = true;
        resolve(kill());
      }, delay);
    },
    isKilled: () => isKilled,
  };
}

async function killVictim(server: RunningServer, victim: Victim): Promise<void> {
  const postgres = server.postgresPid();
  assert.ok(postgres !== null, 'no database to kill');
  if (victim === 'server') return server.kill9();
  if (victim === 'database') return killPid(postgres);
  await Promise.all([server.kill9(), killPid(postgres)]);
}

async function bringBack(t: TestContext, server: RunningServer, victim: Victim): Promise<RunningServer> {
  if (victim !== 'database') return startServer(t, { data: server.data });
  await until(
    async () => (await fetch(`${server.url}/healthz`)).status === 200,
    60_000,
    () => `the server did not get over the loss of its database:\n${server.output()}`,
  );
  return server;
}

/** The worker finishes what was left: no job waits, not even for another attempt, but those asked for later. */
async function finishLeftovers(server: RunningServer): Promise<void> {
  const left = (what: string) =>
    withOwner(
      server.data,
      async (client) =>
        (
          await client.query(
            `select ${what} from graphile_worker.jobs where not (attempts = 0 and run_at > now())`,
          )
        ).rows,
    );
  await until(
    async () => (await left('1')).length === 0,
    90_000,
    () => `jobs are left:\n${server.output()}`,
  ).catch(async (error: unknown) => {
    throw new Error(`jobs are left: ${JSON.stringify(await left('*'))}`, { cause: error });
  });
}

test('kill -9 in the middle of import, submit, approve and publish, twenty times at random points', async (t) => {
  const seed = Number(process.env['GONGKAI_CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`GONGKAI_CRASH_SEED=${seed}`);
  const began = performance.now();
  const chance = chanceOf(seed);
  if (isOfficeStale()) await buildOffice();
  const data = freshDataFolder(t);
  const world = await makeWorld(data, VILLAGES + 1);
  const [clerk, ...others] = world.villages;
  assert.ok(clerk !== undefined);
  const lanes: Lanes = {
    world,
    villages: others.map((village) => ({ village, chance, current: null, published: [], count: 0 })),
    units: { count: 0, open: null },
    catalogues: { village: clerk, catalogue: null, count: 0 },
  };
  const modules = allModules({ data, mode: 'production' });
  const acknowledged: Acknowledged[] = [];
  let server = await startServer(t, { data });
  for (let round = 0; round < KILLS; round += 1) {
    const focus = focuses[round % focuses.length] ?? 'publish';
    const victim = victims[round % victims.length] ?? 'both';
    const doomed = server;
    const { begun, killed, isKilled } = killInTheMiddle(focus, chance, () => killVictim(doomed, victim));
    const life: Life = { url: doomed.url, begun, acknowledged, isKilled, isOver: false };
    await Promise.all([work(life, lanes), killed]);
    server = await bringBack(t, doomed, victim);
    await finishLeftovers(server);
    await withOwner(data, (client) => checkInvariants(client, data, modules, acknowledged)).catch(
      (error: unknown) => {
        throw new Error(`after kill ${round + 1} (${victim} in the middle of ${focus}), seed ${seed}`, {
          cause: error,
        });
      },
    );
  }
  assert.deepEqual(await server.stop(), { code: 0, signal: null });
  assert.equal(readPostgresPid(data), null);
  const last = await startServer(t, { data });
  await withOwner(data, async (client) => {
    await checkInvariants(client, data, modules, acknowledged);
    await checkPages(last, client);
    await requireWork(client, acknowledged, seed, began);
  });
});

/** Everybody sees what was published, and of what was withdrawn only that it was. */
async function checkPages(
  server: RunningServer,
  client: { query: (sql: string) => Promise<{ rows: object[] }> },
) {
  const { rows } = await client.query('select slug, state, title from publication.item');
  for (const row of rows as { slug: string; state: string; title: string }[]) {
    const answer = await fetch(`${server.url}/i/${row.slug}`);
    const isLive = row.state === 'live';
    assert.equal(answer.status, isLive ? 200 : 410, row.slug);
    assert.equal((await answer.text()).includes(row.title), isLive, row.slug);
  }
}

/** A run in which nothing happened proves nothing. */
async function requireWork(
  client: { query: (sql: string) => Promise<{ rows: object[] }> },
  acknowledged: readonly Acknowledged[],
  seed: number,
  began: number,
) {
  const counts = new Map<string, number>();
  for (const { what } of acknowledged) counts.set(what, (counts.get(what) ?? 0) + 1);
  const { rows } =
    await client.query(`select (select count(*)::int from publication.item_version) as versions,
    (select count(*)::int from publication.tombstone) as withdrawn, (select count(*)::int from platform.fact) as facts,
    (select count(*)::int from organisations.unit) as units`);
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(
    `${KILLS} kills, ${acknowledged.length} acknowledged actions in ${seconds} s, seed ${seed}:`,
    JSON.stringify({ ...Object.fromEntries(counts), ...rows[0] }),
  );
  for (const what of [
    'create',
    'attach',
    'propose',
    'pass',
    'approve',
    'import units',
    'import many units',
    'import catalogue',
  ])
    assert.ok((counts.get(what) ?? 0) > 0, `nobody did ${what}`);
}
