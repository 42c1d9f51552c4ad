import { z } from 'zod';
import { loadCarriers } from './loading/carriers.ts';
import { loadTemplates } from './loading/catalogues.ts';
import { loadLeadership } from './loading/leadership.ts';
import { type Ledger, openLedger } from './loading/ledger.ts';
import { type District, liveThrough } from './loading/live.ts';
import { loadMatters } from './loading/matters.ts';
import { readOldNotices } from './loading/notices.ts';
import { loadPeople } from './loading/people.ts';
import { loadSite } from './loading/site.ts';
import type { LoadTarget } from './loading/target.ts';
import { inBatch } from './loading/target.ts';
import { dropUnheardJobs, tellOutstanding } from './loading/tell-rooms.ts';
import { loadTextTemplates } from './loading/text-templates.ts';
import { loadUnits } from './loading/units.ts';
import { noProgress, type OnProgress } from './progress.ts';
import { type DemoAccount, makeWorld, type World } from './world/index.ts';

export type { LoadTarget } from './loading/target.ts';

export const DEMO_SEED = 20_260_701;

export type LoadOptions = {
  readonly seed?: number;
  /** `YYYY-MM-DD`: the history ends the day before. Only the first load decides; later ones go on with the first one's. */
  readonly today: string;
  readonly onProgress?: OnProgress;
  /** `small` for a first look, `tiny` for tests. Only the first load decides, as for the day. */
  readonly scale?: 'demo' | 'small' | 'tiny';
  /** Major matters, an urgent item, withheld duties besides; the small world of the tests is counted without them. */
  readonly stories?: boolean;
};

export type Loaded = {
  /** False when everything had been loaded before. */
  readonly fresh: boolean;
  readonly units: number;
  readonly people: number;
  readonly documents: number;
  readonly accounts: readonly DemoAccount[];
};

const beginning = z.strictObject({
  scale: z.enum(['demo', 'small', 'tiny']),
  seed: z.int(),
  today: z.iso.date(),
});
const ending = z.strictObject({ units: z.int(), people: z.int(), documents: z.int() });

/**
 * Loads the demonstration district into an empty installation, through the rooms' own commands. Killed at any point, the
 * next call goes on where it was; called again, it does nothing. Demonstration mode only: the caller asks the mode.
 */
export async function loadDemoDistrict(target: LoadTarget, options: LoadOptions): Promise<Loaded> {
  const ledger = await openLedger(target.office, 'demo');
  const world = await beginWorld(target, ledger, options);
  const before = ending.safeParse(ledger.read('end'));
  if (before.success) return { fresh: false, ...before.data, accounts: world.accounts() };
  const tell = options.onProgress ?? noProgress;
  const district = await openDistrict(target, world, ledger, tell);
  await loadTemplates(target, world, ledger, district.units, district.people);
  await liveThrough(district, tell);
  if (options.stories ?? world.scale !== 'tiny') await loadMatters(district);
  await tellOutstanding(target.worker, target.rooms);
  await loadCarriers(district);
  await tellOutstanding(target.worker, target.rooms);
  await dropUnheardJobs(target.office, target.rooms);
  await readOldNotices(district);
  const documents = [...world.bodies()].reduce((sum, body) => sum + world.dossiers(body).length, 0);
  const counts = { units: district.units.size, people: district.people.size, documents };
  await inBatch(target.office, (_as, tx) => ledger.write(tx, 'end', counts));
  return { fresh: true, ...counts, accounts: world.accounts() };
}

/** The world of this installation: what the first load chose stays, also when it is killed and goes on another day. */
async function beginWorld(target: LoadTarget, ledger: Ledger, options: LoadOptions): Promise<World> {
  const found = beginning.safeParse(ledger.read('begin'));
  const { scale = 'demo', seed = DEMO_SEED, today } = options;
  const chosen = found.success ? found.data : { scale, seed, today };
  if (!found.success) await inBatch(target.office, (_as, tx) => ledger.write(tx, 'begin', chosen));
  return makeWorld(chosen.scale, chosen.seed, chosen.today);
}

/** Units and people; those already there are only looked up. */
async function openDistrict(
  target: LoadTarget,
  world: World,
  ledger: Ledger,
  tell: OnProgress,
): Promise<District> {
  const units = await loadUnits(target, world, ledger, tell);
  const people = await loadPeople(target, world, ledger, units, tell);
  await loadLeadership(target, world, ledger, units, people, tell);
  await loadSite(target, world, ledger, people);
  await loadTextTemplates(target, world, ledger, units, people);
  return { target, world, ledger, units, people };
}

/** @returns the demonstration district that was loaded before, or undefined when this installation has none */
export async function findDistrict(target: LoadTarget): Promise<District | undefined> {
  const ledger = await openLedger(target.office, 'demo');
  const found = beginning.safeParse(ledger.read('begin'));
  if (!found.success || !ending.safeParse(ledger.read('end')).success) return undefined;
  return openDistrict(
    target,
    makeWorld(found.data.scale, found.data.seed, found.data.today),
    ledger,
    noProgress,
  );
}
