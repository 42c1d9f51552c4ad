import type { Actor, LineId, UnitId, UnitRef } from '#kernel';
import { hashPassword } from '#modules/identity';
import { changeLine, createLine, findUnitByCode, organisations } from '#modules/organisations';
import { systemActor } from '#platform/command';
import { createTranslator } from '#platform/i18n';
import { loadCatalogues } from './bulk/catalogues.ts';
import { fillDuties } from './bulk/duties.ts';
import { insertPeople, personIdOf, type SignIn } from './bulk/people.ts';
import { importUnits, makeRoot } from './bulk/units.ts';
import type { Loaded } from './load.ts';
import { loadTemplates } from './loading/catalogues.ts';
import { type Ledger, openLedger } from './loading/ledger.ts';
import { liveThrough } from './loading/live.ts';
import { actorOf } from './loading/people.ts';
import { inBatch, type LoadTarget, must, pieces } from './loading/target.ts';
import { noProgress, type OnProgress } from './progress.ts';
import { addDays, at } from './world/dates.ts';
import { makeWorld, type Scale, type World } from './world/index.ts';

export type WorldOptions = {
  readonly scale: Exclude<Scale, 'demo' | 'small'>;
  readonly seed: number;
  /** `YYYY-MM-DD` */
  readonly today: string;
  readonly onProgress?: OnProgress;
};

const UNITS_AT_ONCE = 6_000;
const BODIES_AT_ONCE = 400;
/** What the SPEED measures ask for. */
const BENCH_DUTIES = 300_000;

/**
 * Loads a large world into an empty installation for scale work: units by the room's own import, people in bulk. A county
 * also gets its catalogues and a share of its documents, by the commands; `bench` gets catalogues and 300,000 duties; a
 * city or province gets the catalogue of each sort of unit by the commands and of the others as copies.
 * Goes on where it was stopped. Memory does not grow with the number of units, except for county and bench (3,000).
 */
export async function loadWorld(target: LoadTarget, options: WorldOptions): Promise<Loaded> {
  const tell = options.onProgress ?? noProgress;
  const world = makeWorld(options.scale, options.seed, options.today);
  const ledger = await openLedger(target.office, `world-${options.scale}-${options.seed}`);
  const units = await loadUnitsInBulk(target, world, ledger, tell);
  await nameLeads(target, world, ledger);
  const people = await loadPeopleInBulk(target, world, ledger, tell);
  const small = options.scale === 'county' || options.scale === 'bench';
  const documents = small ? await loadLife(target, world, ledger, tell) : 0;
  if (!small) await loadCatalogues(target, world, ledger, tell);
  if (options.scale === 'bench') {
    const duties = await fillDuties(target, BENCH_DUTIES, at(world.today, 0, 0));
    tell('duties', duties, duties);
  }
  return { fresh: true, units, people, documents, accounts: world.accounts() };
}

async function loadUnitsInBulk(
  target: LoadTarget,
  world: World,
  ledger: Ledger,
  tell: OnProgress,
): Promise<number> {
  const now = at(addDays(world.today, -400), 8, 0);
  const words = createTranslator(organisations.messages)('zh-CN');
  await makeLines(target, world, ledger, now);
  let total = 0;
  for (const _ of world.units()) total += 1;
  // Files of equal size: the import plans a small one badly when large ones went before it.
  const size = Math.ceil(total / Math.ceil(total / UNITS_AT_ONCE));
  let root = '';
  let done = 0;
  let index = 0;
  for (const piece of pieces(world.units(), size)) {
    const first = piece[0];
    if (index === 0 && first !== undefined) root = await makeRoot(target, ledger, first, now);
    const rest = index === 0 ? piece.slice(1) : piece;
    if (ledger.find(`units/${index}`) === undefined) {
      await importUnits(target, rest, { root, name: `units-${index}`, now, words });
      await noteOne(target, ledger, `units/${index}`, String(rest.length));
    }
    index += 1;
    done += piece.length;
    tell('units', done, total);
  }
  return total;
}

async function noteOne(target: LoadTarget, ledger: Ledger, key: string, value: string): Promise<void> {
  await inBatch(target.office, (_as, tx) => ledger.note(tx, [[key, value]]));
}

async function makeLines(target: LoadTarget, world: World, ledger: Ledger, now: Date): Promise<void> {
  await inBatch(target.office, async (as, tx) => {
    for (const { code, name } of world.lines()) {
      if (ledger.find(`line/${code}`) !== undefined) continue;
      const id = must(await createLine(as(systemActor, now), { code, name, leadUnitId: null }), code);
      await ledger.note(tx, [[`line/${code}`, String(id)]]);
    }
  });
}

/** Leads are units, so lines get them when the units are there. */
async function nameLeads(target: LoadTarget, world: World, ledger: Ledger): Promise<void> {
  const now = at(addDays(world.today, -399), 8, 0);
  await inBatch(target.office, async (as, tx) => {
    for (const { code, name, lead } of world.lines()) {
      const id = Number(ledger.find(`line/${code}`));
      if (ledger.find(`line-lead/${code}`) !== undefined) continue;
      const unit = await findUnitByCode(tx, lead);
      must(
        await changeLine(as(systemActor, now), id, { name, leadUnitId: unit?.id ?? null, version: 1 }),
        code,
      );
      await ledger.note(tx, [[`line-lead/${code}`, String(id)]]);
    }
  });
}

async function loadPeopleInBulk(
  target: LoadTarget,
  world: World,
  ledger: Ledger,
  tell: OnProgress,
): Promise<number> {
  const signIns = new Map<string, SignIn>();
  for (const { person, account, password } of world.accounts()) {
    signIns.set(person, { account, hash: await hashPassword(password) });
  }
  let bodies = 0;
  for (const _ of world.bodies()) bodies += 1;
  let done = 0;
  let index = 0;
  let people = 0;
  for (const piece of pieces(world.bodies(), BODIES_AT_ONCE)) {
    const batch = piece.map((body) => ({ body, people: world.people(body) }));
    if (ledger.find(`people/${index}`) === undefined) {
      await insertPeople(target, batch, { seed: world.seed, today: world.today, signIns });
      await noteOne(target, ledger, `people/${index}`, String(batch.length));
    }
    people += batch.reduce((sum, one) => sum + one.people.length, 0);
    index += 1;
    done += piece.length;
    tell('people', done, bodies);
  }
  return people;
}

/** Catalogues and documents, lived through day by day as in the demonstration district. */
async function loadLife(target: LoadTarget, world: World, ledger: Ledger, tell: OnProgress): Promise<number> {
  const units = new Map<string, UnitRef>();
  for (const unit of world.units()) {
    const found = await findUnitByCode(target.office.reader, unit.code);
    if (found === undefined) throw new Error(`unit ${unit.code} was not imported`);
    units.set(unit.code, { id: found.id as UnitId, path: found.path, line: found.line_id as LineId | null });
  }
  const people = new Map<string, Actor>();
  let documents = 0;
  for (const body of world.bodies()) {
    for (const person of world.people(body))
      people.set(person.key, actorOf(person, personIdOf(world.seed, person.key), units));
    documents += world.dossiers(body).length;
  }
  await loadTemplates(target, world, ledger, units, people);
  await liveThrough({ target, world, ledger, units, people }, tell);
  return documents;
}
