import { z } from 'zod';
import type { Actor } from '#kernel';
import { carryOutPlan } from '#modules/publication';
import type { OnProgress } from '../progress.ts';
import { at } from '../world/dates.ts';
import type { World } from '../world/index.ts';
import { makeVersion } from './catalogues.ts';
import { act, type Story } from './documents.ts';
import type { Ledger } from './ledger.ts';
import type { People } from './people.ts';
import { type Day, daysOf, type Happening } from './simulation.ts';
import { getJob, inBatch, type LoadTarget, must } from './target.ts';
import { dropPublishJob, dropUnheardJobs, newestFact, tellOutstanding, tellRooms } from './tell-rooms.ts';
import type { Units } from './units.ts';

/** Lanes work at the same time, each on houses of its own; more than this only makes two cores wait for each other. */
const LANES = 6;

const story = z.strictObject({ disclosure: z.string(), revision: z.string(), sha256: z.string() });
/** Where a lane stands: the last day it has lived, and the dossiers it has open. */
const laneState = z.strictObject({ day: z.string(), open: z.record(z.string(), story) });
type LaneState = z.infer<typeof laneState>;

export type District = {
  readonly target: LoadTarget;
  readonly world: World;
  readonly ledger: Ledger;
  readonly units: Units;
  readonly people: People;
};

/** Lives through the history of the world day by day, as the people of the district would have. */
export async function liveThrough(district: District, tell: OnProgress): Promise<void> {
  const days = daysOf(district.world, LANES);
  const total = days.reduce((sum, day) => sum + day.lanes.flat().length, 0);
  const states = Array.from({ length: LANES }, (_, lane) => readLane(district.ledger, lane));
  let done = 0;
  let month = '';
  for (const day of days) {
    if (states.some((state) => state.day < day.day)) {
      // Duties are planned to the end of the year, from December on through the next: one run there tops them up.
      if (month !== day.day.slice(0, 7) && day.day.slice(5, 7) === '12')
        await runJobs(district.target, 'daily', at(day.day, 0, 30));
      await Promise.all(
        day.lanes.map((happenings, lane) => {
          const state = states[lane];
          return state === undefined || state.day >= day.day
            ? undefined
            : liveDay(district, lane, state, day, happenings);
        }),
      );
      await runJobs(district.target, 'sweep', at(day.day, 23, 0));
      // Many are registered and made public once, in the evening: a seal a day, not one for each document.
      await runJobs(district.target, 'catalogues', at(day.day, 23, 0));
      await runJobs(district.target, 'seal', at(day.day, 23, 0));
      await tellOutstanding(district.target.worker, district.target.rooms);
      await dropUnheardJobs(district.target.office, district.target.rooms);
    }
    month = day.day.slice(0, 7);
    done += day.lanes.flat().length;
    tell('documents', done, total);
  }
}

function readLane(ledger: Ledger, lane: number): LaneState {
  const found = laneState.safeParse(ledger.read(`lane/${lane}`));
  return found.success ? found.data : { day: '', open: {} };
}

/** One day of one lane is one transaction: it has been lived, or it has not. */
async function liveDay(
  district: District,
  lane: number,
  state: LaneState,
  day: Day,
  happenings: readonly Happening[],
): Promise<void> {
  const { target, ledger } = district;
  const open = new Map(Object.entries(state.open));
  const due: Due[] = [];
  await inBatch(target.office, async (as, tx) => {
    let told = await newestFact(tx);
    for (const happening of happenings) {
      if (happening.kind === 'catalogue') {
        await makeVersion({ ...district, as, tx }, happening.unit, happening.body, happening.version);
      } else {
        const after = await act({
          as,
          tx,
          files: target.files,
          world: district.world,
          unit: happening.unit,
          ref: refOf(district, happening.unit.code),
          dossier: happening.dossier,
          step: happening.step,
          actor: personOf(district, happening.step.by),
          before: open.get(happening.dossier.key),
          rowKeys: rowKeysOf(district, happening.unit.code),
        });
        keep(open, happening, after);
        if (happening.step.act === 'approve' && after !== undefined && happening.dossier.publishAt === null) {
          told = await tellRooms(tx, target.rooms, told);
          await dropPublishJob(tx, after.revision);
        }
        if (happening.step.act === 'publish' && after !== undefined)
          due.push({ revision: after.revision, at: happening.at });
      }
    }
    await tellRooms(tx, target.rooms, told);
    await ledger.write(tx, `lane/${lane}`, { day: day.day, open: Object.fromEntries(open) });
  });
  for (const one of due) await publish(target, one);
  state.day = day.day;
  state.open = Object.fromEntries(open);
}

type Due = { readonly revision: string; readonly at: Date };

/** Carries a plan out at its moment, as the worker would have. Killed before it, the evening's sweep publishes it. */
async function publish({ worker }: LoadTarget, { revision, at: moment }: Due): Promise<void> {
  must(await carryOutPlan(worker, revision, moment), `publish ${revision}`);
}

function keep(
  open: Map<string, Story>,
  happening: Extract<Happening, { kind: 'step' }>,
  after: Story | undefined,
): void {
  if (happening.last || after === undefined) open.delete(happening.dossier.key);
  else open.set(happening.dossier.key, after);
}

const rowKeys = z.record(z.string(), z.string());

function rowKeysOf({ ledger }: District, unit: string): Readonly<Record<string, string>> {
  return rowKeys.parse(JSON.parse(ledger.find(`rows/${unit}`) ?? '{}'));
}

function refOf({ units }: District, code: string) {
  const ref = units.get(code);
  if (ref === undefined) throw new Error(`no unit ${code}`);
  return ref;
}

function personOf({ people }: District, key: string): Actor {
  const actor = people.get(key);
  if (actor === undefined) throw new Error(`nobody is ${key}`);
  return actor;
}

/** What the worker would have run by the clock: duties topped up at the turn of the year, due plans settled every day. */
async function runJobs(target: LoadTarget, which: keyof typeof jobNames, now: Date): Promise<void> {
  const [room, job] = jobNames[which];
  await getJob(target, room, job).run({}, { database: target.worker, now: () => now });
}

const jobNames = {
  daily: ['catalogue', 'day'],
  sweep: ['publication', 'sweep-plans'],
  catalogues: ['catalogue', 'register'],
  seal: ['log', 'seal'],
} as const;
