import type { Actor, LineId, UnitId, UnitRef } from '#kernel';
import { findUnitByCode } from '#modules/organisations';
import type { Reader } from '#platform/database';
import { unitKindOf } from '../kinds.ts';
import { beginCatalogue, loadTemplates } from '../loading/catalogues.ts';
import type { Ledger } from '../loading/ledger.ts';
import { actorOf } from '../loading/people.ts';
import { getJob, inBatch, type LoadTarget } from '../loading/target.ts';
import { at } from '../world/dates.ts';
import type { Body, World, WorldPerson, WorldUnit } from '../world/index.ts';
import { districtOf, personKey } from '../world/people.ts';
import { personIdOf } from './people.ts';

/** A unit whose catalogue went the whole way by the commands; all units of its sort have the same rows and dates. */
export type Model = { readonly unit: WorldUnit; readonly body: Body };

/** Units of one sort: kind, level, rows and first day are the same, so their catalogues differ in name and unit only. */
export function sortOf(world: World, unit: WorldUnit): string {
  const { template, shared, rows, inForce } = world.catalogue(unit);
  const own = rows.slice(shared).map((row) => row.key);
  return [template, unitKindOf[unit.family], unit.level, inForce, ...own].join(' ');
}

/** The first unit of every sort, and how many units there are. */
export function chooseModels(world: World): {
  readonly models: ReadonlyMap<string, Model>;
  readonly units: number;
} {
  const models = new Map<string, Model>();
  let units = 0;
  for (const body of world.bodies()) {
    for (const unit of body.units) {
      units += 1;
      const sort = sortOf(world, unit);
      if (!models.has(sort)) models.set(sort, { unit, body });
    }
  }
  return { models, units };
}

/** The committee office that registers the catalogue of a unit: its district's, or for a committee the one above. */
export function registeringDistrict({ unit, body }: Model): string {
  return unit.family === 'committee' && unit.superior !== null ? districtOf(unit.superior) : body.district;
}

/**
 * Takes the catalogue of every model through the commands — template, submission, approval, filing, registration — and
 * lets the room plan its duties up to today's horizon.
 */
export async function loadModels(
  target: LoadTarget,
  world: World,
  ledger: Ledger,
  models: ReadonlyMap<string, Model>,
  tell: (done: number) => void,
): Promise<void> {
  const reader = target.office.reader;
  const offices = await readOffices(reader, world, models);
  await loadRootTemplates(target, world, ledger, models, offices);
  let done = 0;
  for (const model of models.values()) {
    const { unit, body } = model;
    if (ledger.find(`rows/${unit.code}`) === undefined) {
      const units = await readUnits(reader, [...body.units.map((one) => one.code), `${body.district}-QW`]);
      const people = new Map<string, Actor>();
      for (const person of world.people(body).filter((one) => grantedIn(one, units)))
        people.set(person.key, actorOf(person, personIdOf(world.seed, person.key), units));
      const office = offices.get(registeringDistrict(model));
      if (office !== undefined) people.set(personKey(`${body.district}-QWB`, 'office1'), office);
      await inBatch(target.office, (as, tx) =>
        beginCatalogue({ as, tx, world, ledger, units, people }, unit, body),
      );
    }
    done += 1;
    tell(done);
  }
  if (ledger.find('planned') === undefined) {
    const tools = { database: target.worker, now: () => at(world.today, 0, 30) };
    await getJob(target, 'catalogue', 'day').run({}, tools);
    await inBatch(target.office, (_as, tx) => ledger.note(tx, [['planned', world.today]]));
  }
}

function grantedIn(person: WorldPerson, units: ReadonlyMap<string, UnitRef>): boolean {
  return [...person.grants, ...person.affiliations].every(({ unit }) => units.has(unit));
}

async function readUnits(reader: Reader, codes: readonly string[]): Promise<ReadonlyMap<string, UnitRef>> {
  const units = new Map<string, UnitRef>();
  for (const code of new Set(codes)) {
    const found = await findUnitByCode(reader, code);
    if (found !== undefined)
      units.set(code, { id: found.id as UnitId, path: found.path, line: found.line_id as LineId | null });
  }
  return units;
}

/** Who registers for each district that the models need. */
async function readOffices(
  reader: Reader,
  world: World,
  models: ReadonlyMap<string, Model>,
): Promise<ReadonlyMap<string, Actor>> {
  const wanted = new Set([...models.values()].map(registeringDistrict));
  const offices = new Map<string, Actor>();
  for (const body of world.bodies()) {
    if (!wanted.has(body.district) || body.units[0]?.family !== 'committee') continue;
    const key = personKey(`${body.district}-QWB`, 'office1');
    const person = world.people(body).find((one) => one.key === key);
    const units = await readUnits(reader, [`${body.district}-QW`]);
    if (person !== undefined && grantedIn({ ...person, affiliations: [] }, units))
      offices.set(
        body.district,
        actorOf({ ...person, affiliations: [] }, personIdOf(world.seed, key), units),
      );
    if (offices.size === wanted.size) break;
  }
  return offices;
}

/** One template for each sort of rows, kept by the topmost committee, so that units of every district may take it over. */
async function loadRootTemplates(
  target: LoadTarget,
  world: World,
  ledger: Ledger,
  models: ReadonlyMap<string, Model>,
  offices: ReadonlyMap<string, Actor>,
): Promise<void> {
  const root = [...models.values()].find(({ unit }) => unit.superior === null);
  if (root === undefined) throw new Error('the world has no root');
  const ref = (await readUnits(target.office.reader, [root.unit.code])).get(root.unit.code);
  const office = offices.get(root.body.district);
  if (ref === undefined || office === undefined) throw new Error('the root has no committee office');
  const units = new Map<string, UnitRef>();
  const people = new Map<string, Actor>();
  for (const { unit } of models.values()) {
    const district = unit.code.slice(0, 6);
    units.set(`${district}-QW`, ref);
    people.set(personKey(`${district}-QWB`, 'office1'), office);
  }
  const sample = { ...world, units: () => [...models.values()].map(({ unit }) => unit) };
  await loadTemplates(target, sample, ledger, units, people);
}
