import type { Actor, Affiliation, Grant, PersonId, UnitRef } from '#kernel';
import { createPerson, grantRole, hashPassword, verifyAffiliation } from '#modules/identity';
import { systemActor } from '#platform/command';
import type { OnProgress } from '../progress.ts';
import { addDays, at, type Day } from '../world/dates.ts';
import type { Body, World, WorldGrant, WorldPerson } from '../world/index.ts';
import { handKey } from '../world/people.ts';
import type { Ledger } from './ledger.ts';
import { type As, inBatch, type LoadTarget, must, pieces } from './target.ts';
import { newestFact, tellRooms } from './tell-rooms.ts';
import type { Units } from './units.ts';

/** Everybody of the world as an actor, by key: who they are and what they hold. */
export type People = ReadonlyMap<string, Actor>;

const BATCH = 40;

type Entry = { readonly person: WorldPerson; readonly body: Body };

/**
 * Makes accounts, gives roles and verifies ties, each by the hand that may: the system administrator makes accounts, the
 * security administrator gives roles, the branch verifies its members. Only printed accounts can sign in.
 */
export async function loadPeople(
  target: LoadTarget,
  world: World,
  ledger: Ledger,
  units: Units,
  tell: OnProgress,
): Promise<People> {
  const accounts = await signIns(world);
  const people = new Map<string, Actor>();
  const begun = addDays(world.today, -370);
  const all: Entry[] = [...world.bodies()].flatMap((body) =>
    world.people(body).map((person) => ({ person, body })),
  );
  // The three administrators come first: whoever comes later is made and granted by them.
  all.sort((a, b) => Number(isAdministrator(b.person)) - Number(isAdministrator(a.person)));
  for (const piece of pieces(all, BATCH)) {
    await inBatch(target.office, async (as, tx) => {
      const since = await newestFact(tx);
      const made: [string, string][] = [];
      for (const entry of piece) {
        const key = `person/${entry.person.key}`;
        const known = ledger.find(key);
        const actor = actorOf(entry.person, known ?? null, units);
        const ready =
          known === undefined
            ? await makePerson(as, entry, actor, { accounts, people, units, begun })
            : actor;
        if (known === undefined) made.push([key, ready.person]);
        people.set(entry.person.key, ready);
      }
      await tellRooms(tx, target.rooms, since);
      await ledger.note(tx, made);
    });
    tell('people', people.size, all.length);
  }
  return people;
}

function isAdministrator(person: WorldPerson): boolean {
  return person.grants.some((grant) => /Administrator$/.test(grant.role));
}

type SignIn = { readonly account: string; readonly hash: string };

async function signIns(world: World): Promise<ReadonlyMap<string, SignIn>> {
  const made = new Map<string, SignIn>();
  for (const { person, account, password } of world.accounts()) {
    made.set(person, { account, hash: await hashPassword(password) });
  }
  return made;
}

type Surroundings = {
  readonly accounts: ReadonlyMap<string, SignIn>;
  readonly people: People;
  readonly units: Units;
  readonly begun: Day;
};

async function makePerson(as: As, entry: Entry, planned: Actor, around: Surroundings): Promise<Actor> {
  const { person, body } = entry;
  const { accounts, units, begun } = around;
  const administrator = (key: string): Actor =>
    around.people.get(`${body.district.toLowerCase()}-qwb.${key}`) ?? systemActor;
  const signIn = accounts.get(person.key);
  const input = {
    // Accounts begin with a letter; keys begin with the code of the district.
    account: signIn?.account ?? `p${person.key}`,
    name: person.name,
    homeUnit: unitOf(units, body.units[body.units.length - 1]?.code ?? '').id,
    passwordHash: signIn?.hash ?? null,
    mustChangePassword: false,
  };
  const id = must(await createPerson(as(administrator('sysadmin'), at(begun, 9, 0)), input), person.key);
  const actor: Actor = { ...planned, person: id };
  for (const grant of person.grants) {
    const given = await grantRole(as(administrator('secadmin'), at(begun, 10, 0)), id, {
      ...grantOf(grant, units),
      startsOn: begun,
      endsOn: null,
      reason: '按任职文件授予',
    });
    must(given, `${person.key} ${grant.role}`);
  }
  // The house's own approver vouches; for the approver, the system itself.
  const voucher = around.people.get(handKey(body.code, 'approver')) ?? systemActor;
  for (const tie of person.affiliations) {
    const verified = await verifyAffiliation(as(voucher, at(begun, 11, 0)), id, {
      unit: unitOf(units, tie.unit).id,
      kind: tie.kind,
    });
    must(verified, `${person.key} ${tie.kind}`);
  }
  return actor;
}

function unitOf(units: Units, code: string): UnitRef {
  const unit = units.get(code);
  if (unit === undefined) throw new Error(`the world names a unit ${code} that it did not make`);
  return unit;
}

function grantOf(grant: WorldGrant, units: Units) {
  const unit = unitOf(units, grant.unit);
  return {
    role: grant.role,
    unit: unit.id,
    reach: grant.reach,
    line: grant.reach === 'line' ? unit.line : null,
  };
}

/** The person as the commands know an actor. */
export function actorOf(person: WorldPerson, id: string | null, units: Units): Actor {
  const grants = person.grants.map((grant): Grant => {
    const { role, unit, reach, line } = grantOf(grant, units);
    return { role, unit, unitPath: unitOf(units, grant.unit).path, reach, line, principal: null };
  });
  const affiliations = person.affiliations.map((tie): Affiliation => {
    const { id: unit, path } = unitOf(units, tie.unit);
    return { unit, unitPath: path, kind: tie.kind };
  });
  return { person: (id ?? '') as PersonId, name: person.name, grants, affiliations };
}
