import type { UnitRef } from '#kernel';
import type { Reader } from '#platform/database';
import { listProcessFaults } from '../commands/define-process.ts';
import { placesOf, underWayStates } from '../domain/index.ts';
import { diffProcesses } from '../domain/process-diff.ts';
import type { ProcessCheck, ProcessTrial, ProcessView } from '../forms.ts';
import { people } from '../people.ts';
import { type CaseFacts, type ProcessStep, readSteps, stepsFor } from '../process.ts';
import { placesOfSteps } from '../store/load-case.ts';
import { type ProcessRow, rows } from '../store/rows.ts';
import { chainOf, loadLineLeads } from '../store/units.ts';
import type { AffairsKind } from '../words.ts';
import { seatsOf } from '../words.ts';
import { namedUnit, unitNames } from './heads.ts';

/** All versions of the definitions that hold for a unit: its own, those of units above it, and the installation's. */
export async function listProcesses(db: Reader, unit: UnitRef): Promise<ProcessView[]> {
  const found = await rows(db)
    .selectFrom('disclosure.process_definition')
    .selectAll()
    .where((eb) => eb.or([eb('unit_id', 'is', null), eb('unit_id', 'in', [...chainOf(unit)])]))
    .orderBy('created_at', 'desc')
    .orderBy('version', 'desc')
    .execute();
  return found.map((one) => viewProcess(one, found));
}

/** In force: the newest of its unit, kind of unit and kind of matter. */
export function viewProcess(row: ProcessRow, all: readonly ProcessRow[]): ProcessView {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    unit: row.unit_id,
    unitKind: row.unit_kind,
    affairsKind: row.affairs_kind,
    steps: [...readSteps(row.steps)],
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by_name,
    inForce: !all.some((one) => isSameKey(one, row) && one.version > row.version),
  };
}

function isSameKey(a: ProcessRow, b: ProcessRow): boolean {
  return a.unit_id === b.unit_id && a.unit_kind === b.unit_kind && a.affairs_kind === b.affairs_kind;
}

export type Definition = {
  readonly unit: UnitRef;
  readonly unitKind: string | null;
  readonly affairsKind: AffairsKind | null;
  readonly steps: readonly ProcessStep[];
};

/** What putting this version in force would do. Nothing is kept. */
export async function checkProcess(db: Reader, given: Definition): Promise<ProcessCheck> {
  const faults = await listProcessFaults(db, given.steps);
  const inForce = await versionInForce(db, given);
  return {
    faults: faults.map((one) => ({ code: one.code, stepKey: one.stepKey, params: { ...one.params } })),
    inForce,
    changes: inForce === null ? [] : [...diffProcesses(inForce.steps, given.steps)],
    running: await runningUnder(db, given),
  };
}

/** The newest version for the very same cases; else the one of the nearest unit above that holds for them now. */
async function versionInForce(db: Reader, given: Definition): Promise<ProcessView | null> {
  const all = (await listProcesses(db, given.unit)).filter((one) => one.inForce);
  const own = all.find(
    (one) =>
      one.unit === given.unit.id && one.unitKind === given.unitKind && one.affairsKind === given.affairsKind,
  );
  if (own !== undefined) return own;
  const fits = all.filter(
    (one) =>
      (one.unitKind === null || one.unitKind === given.unitKind) &&
      (one.affairsKind === null || one.affairsKind === given.affairsKind),
  );
  const chain = chainOf(given.unit);
  const rank = (one: ProcessView) => (one.unit === null ? chain.length : chain.indexOf(one.unit));
  return fits.toSorted((a, b) => rank(a) - rank(b))[0] ?? null;
}

/** Cases of this unit and those below it, of that kind of matter, that are on their way and keep the steps they began with. */
async function runningUnder(db: Reader, { unit, affairsKind }: Definition): Promise<ProcessCheck['running']> {
  const begun = underWayStates.filter((state) => state !== 'draft');
  const all = rows(db)
    .selectFrom('disclosure.revision as r')
    .innerJoin('disclosure.disclosure as d', 'd.id', 'r.disclosure_id')
    .where('r.state', 'in', begun)
    .where('d.unit_path', '>=', unit.path)
    .where('d.unit_path', '<', `${unit.path.slice(0, -1)}0`);
  const running = affairsKind === null ? all : all.where('r.affairs_kind', '=', affairsKind);
  const { count } = await running
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  // Numbers, not titles: an administrator sets the order of work and does not read what is on its way.
  const first = await running.select('d.number').orderBy('r.updated_at', 'desc').limit(10).execute();
  return { count, numbers: first.map((one) => one.number) };
}

/** How a case of such a kind of this unit would go under these steps. Nothing is kept. */
export async function tryProcess(
  db: Reader,
  given: {
    readonly unit: UnitRef;
    readonly steps: readonly ProcessStep[];
    readonly facts: CaseFacts;
    readonly now: Date;
  },
): Promise<ProcessTrial> {
  const { unit, facts, now } = given;
  const steps = stepsFor(given.steps, facts);
  const places = await placesOfSteps(db, steps, unit, await loadLineLeads(db));
  const names = await unitNames(
    db,
    steps.flatMap((_, index) =>
      placesOf(places, index).flatMap((place) => (place === null ? [] : [place.id])),
    ),
  );
  const tried: ProcessTrial['steps'] = [];
  for (const [index, step] of steps.entries()) {
    const seats: ProcessTrial['steps'][number]['seats'] = [];
    for (const [lane, { role }] of seatsOf(step).entries()) {
      const place = placesOf(places, index)[lane] ?? null;
      const named = place === null ? null : namedUnit(names, place.id);
      seats.push({ role, unit: named, holders: place === null ? [] : await namesOf(db, role, place, now) });
    }
    tried.push({ key: step.key, seats });
  }
  return { steps: tried };
}

async function namesOf(db: Reader, role: ProcessStep['role'], place: UnitRef, now: Date): Promise<string[]> {
  const holders = await people().findHolders(db, role, place, now);
  const own = holders.filter((one) => one.principal === null).slice(0, 12);
  const names: string[] = [];
  for (const { person } of own) names.push((await people().findName(db, person)) ?? '—');
  return names;
}
