import type { TestContext } from 'node:test';
import { v7 } from 'uuid';
import { type Affiliation, type Reach, type Role, roles } from '#kernel';
import { createPerson, grantRole, verifyAffiliation } from '#modules/identity';
import { createUnit, type UnitKind, type UnitLevel } from '#modules/organisations';
import { inTransaction, systemActor } from '#platform/command';
import { startTestApp, type TestApp } from './app.ts';
import { valueOf } from './database.ts';

/*
 * A small invented district behind the whole running program, for the walks that visit every route: two towns, two
 * branches and two villages, one person for every hand, members, a resident and the administrators.
 */

export type UnitName = keyof typeof units;
const units = {
  district: ['D', '青禾区委员会', 'district', 'localPartyCommittee', null],
  town: ['T', '云溪镇委员会', 'town', 'grassrootsPartyCommittee', 'district'],
  otherTown: ['O', '石桥镇委员会', 'town', 'grassrootsPartyCommittee', 'district'],
  branchA: ['A', '松坪村党支部', 'village', 'partyBranch', 'town'],
  branchB: ['B', '芦塘村党支部', 'village', 'partyBranch', 'town'],
  village: ['V', '松坪村村民委员会', 'village', 'villageCommittee', 'town'],
  otherVillage: ['W', '白塔村村民委员会', 'village', 'villageCommittee', 'otherTown'],
} as const satisfies Record<string, readonly [string, string, UnitLevel, UnitKind, string | null]>;

type Held = readonly [Role, UnitName, Reach];
type Tie = readonly [Affiliation['kind'], UnitName];

const cast = {
  author: { home: 'branchA', role: ['handler', 'branchA', 'own'] },
  reviewer: { home: 'branchA', role: ['reviewer', 'branchA', 'own'] },
  secrecy: { home: 'branchA', role: ['secrecyReviewer', 'branchA', 'own'] },
  approver: { home: 'branchA', role: ['approver', 'branchA', 'own'] },
  otherHandler: { home: 'otherTown', role: ['handler', 'otherTown', 'below'] },
  office: { home: 'district', role: ['committeeOffice', 'district', 'below'] },
  audit: { home: 'district', role: ['auditAdministrator', 'district', 'below'] },
  system: { home: 'district', role: ['systemAdministrator', 'district', 'below'] },
  memberA: { home: 'branchA', tie: ['member', 'branchA'] },
  memberB: { home: 'branchB', tie: ['member', 'branchB'] },
  resident: { home: 'village', tie: ['resident', 'village'] },
} as const satisfies Record<string, { home: UnitName; role?: Held; tie?: Tie }>;

export type PersonName = keyof typeof cast;
export const personNames = Object.keys(cast) as readonly PersonName[];

export type Person = { readonly id: string; readonly account: string; readonly session: string };

export type Answer = {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** The answer's JSON; throws where the answer is something else. */
  readonly json: () => Record<string, unknown>;
};

export type Town = {
  readonly app: TestApp;
  readonly units: Readonly<Record<UnitName, number>>;
  readonly people: Readonly<Record<PersonName, Person>>;
  /** Somebody with every role over the whole district, which no administrator could grant: for trying doors. */
  readonly everyRole: Person;
  readonly ask: (who: Person | null, method: string, path: string, body?: unknown) => Promise<Answer>;
};

/** @param words what is planted: the reason of each grant, and how accounts begin */
export async function startTown(
  t: Pick<TestContext, 'after'>,
  options: Parameters<typeof startTestApp>[1] & {
    readonly grantReason?: string;
    readonly accountWord?: string;
  } = {},
): Promise<Town> {
  const app = await startTestApp(t, options);
  const ids = await makeUnits(app);
  const people: Partial<Record<PersonName, Person>> = {};
  for (const name of personNames) people[name] = await makePerson(app, ids, name, options);
  return {
    app,
    units: ids,
    people: people as Record<PersonName, Person>,
    everyRole: await makeEveryRole(app, ids.district),
    ask: (who, method, path, body) => ask(app, who, method, path, body),
  };
}

const founded = () => ({ actor: systemActor, now: new Date(Date.now() - 86_400_000) });

async function makeUnits(app: TestApp): Promise<Record<UnitName, number>> {
  const ids: Partial<Record<string, number>> = {};
  for (const [key, [code, name, level, kind, superior]] of Object.entries(units)) {
    const superiorId = superior === null ? null : (ids[superior] ?? null);
    const form = { code, name, level, kind, superiorId };
    ids[key] = valueOf(await inTransaction(app.db.office, founded(), (ctx) => createUnit(ctx, form)));
  }
  return ids as Record<UnitName, number>;
}

async function makePerson(
  app: TestApp,
  ids: Readonly<Record<UnitName, number>>,
  name: PersonName,
  words: { readonly grantReason?: string; readonly accountWord?: string },
): Promise<Person> {
  const part: { home: UnitName; role?: Held; tie?: Tie } = cast[name];
  const account = `${words.accountWord ?? 'p'}${name}`.toLowerCase();
  const run = <T>(work: Parameters<typeof inTransaction<T, string>>[2]) =>
    inTransaction(app.db.office, founded(), work).then(valueOf);
  const id = await run((ctx) =>
    createPerson(ctx, {
      account,
      name: `某${name}`,
      homeUnit: ids[part.home],
      passwordHash: null,
      mustChangePassword: false,
    }),
  );
  if (part.role !== undefined) {
    const [role, unit, reach] = part.role;
    const grant = { role, unit: ids[unit], reach, line: null, startsOn: '2020-01-01', endsOn: null };
    await run((ctx) => grantRole(ctx, id, { ...grant, reason: words.grantReason ?? '任职' }));
  }
  if (part.tie !== undefined) {
    const [kind, unit] = part.tie;
    await run((ctx) => verifyAffiliation(ctx, id, { unit: ids[unit], kind }));
  }
  return { id, account, session: await app.sessionFor(id) };
}

async function makeEveryRole(app: TestApp, district: number): Promise<Person> {
  const id = v7();
  const account = 'every.role';
  const { pool } = app.db.owner;
  await pool.query(
    `insert into identity.person (id, account, name, home_unit, created_at) values ($1, $2, '某全权', $3, now())`,
    [id, account, district],
  );
  for (const role of roles) {
    await pool.query(
      `insert into identity.role_grant (id, person, role, unit, reach, starts_on, granted_at)
       values ($1, $2, $3, $4, 'below', '2020-01-01', now())`,
      [v7(), id, role, district],
    );
  }
  return { id, account, session: await app.sessionFor(id) };
}

async function ask(
  app: TestApp,
  who: Person | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const raw = body instanceof Uint8Array;
  const type = raw ? 'application/octet-stream' : 'application/json';
  const answer = await app.fetch(path, {
    method,
    session: who?.session ?? null,
    ...(body === undefined ? {} : { headers: { 'content-type': type } }),
    ...(body === undefined ? {} : { body: raw ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  const text = Buffer.from(await answer.arrayBuffer()).toString('latin1');
  const utf8 = Buffer.from(text, 'latin1').toString('utf8');
  return { status: answer.status, text: utf8, headers: answer.headers, json: () => JSON.parse(utf8) };
}

/** The JSON of an answer that must have been 200. */
export function jsonOf(answer: Answer): Record<string, unknown> {
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text.slice(0, 600)}`);
  return answer.json();
}
