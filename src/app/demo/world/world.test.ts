import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Body, makeWorld, type World, type WorldDossier } from './index.ts';
import { placeStems } from './names.ts';
import { handsOf } from './steps.ts';
import { isUscc, makeUscc } from './uscc.ts';

const today = '2026-08-07';

/** One hash over everything a world says, attachments included. */
function fingerprint(world: World): string {
  const hash = createHash('sha256');
  for (const body of world.bodies()) {
    const { units } = body;
    const catalogues = units.map((unit) => world.catalogue(unit));
    hash.update(JSON.stringify([units, world.people(body), world.groups(body), catalogues]));
    for (const { attachments, ...dossier } of world.dossiers(body)) {
      hash.update(JSON.stringify(dossier));
      for (const file of attachments) hash.update(file.name).update(file.bytes);
    }
  }
  return hash.update(JSON.stringify([...world.lines(), world.accounts()])).digest('hex');
}

function allDossiers(world: World): { body: Body; dossier: WorldDossier }[] {
  return [...world.bodies()].flatMap((body) => world.dossiers(body).map((dossier) => ({ body, dossier })));
}

test('the same seed gives the same bytes, another seed another world', () => {
  const first = fingerprint(makeWorld('demo', 7, today));
  assert.equal(fingerprint(makeWorld('demo', 7, today)), first);
  assert.notEqual(fingerprint(makeWorld('demo', 8, today)), first);
});

test('a part made on its own is the same as in the whole', () => {
  const world = makeWorld('demo', 7, today);
  const bodies = [...world.bodies()];
  const one = bodies[40];
  assert.ok(one);
  const inOrder = bodies.map((body) => world.dossiers(body))[40];
  assert.deepEqual(makeWorld('demo', 7, today).dossiers(one), inOrder);
});

test('every superior and line exists before it is named, codes are unique, levels never rise', () => {
  const ranks = ['province', 'city', 'district', 'town', 'village'];
  for (const [scale, least] of [
    ['small', 100],
    ['demo', 450],
    ['county', 3000],
    ['city', 30_000],
  ] as const) {
    const world = makeWorld(scale, 3, today);
    const lines = new Set([...world.lines()].map((line) => line.code));
    const levels = new Map<string, number>();
    let roots = 0;
    for (const unit of world.units()) {
      const rank = ranks.indexOf(unit.level);
      assert.ok(!levels.has(unit.code), `${unit.code} twice`);
      if (unit.superior === null) roots += 1;
      else assert.ok((levels.get(unit.superior) ?? 99) <= rank, `${unit.code} under ${unit.superior}`);
      if (unit.line !== null) assert.ok(lines.has(unit.line), unit.line);
      levels.set(unit.code, rank);
    }
    for (const line of world.lines()) assert.ok(levels.has(line.lead), `${line.code} is led by ${line.lead}`);
    assert.equal(roots, 1);
    assert.ok(levels.size >= least, `${scale} has ${levels.size} units`);
  }
});

test('the district is as promised: 12 lines, 36 bureaus with Party groups, 9 towns, 4 streets, a farm, about 160 villages', () => {
  const world = makeWorld('demo', 7, today);
  const count = new Map<string, number>();
  for (const unit of world.units()) count.set(unit.family, (count.get(unit.family) ?? 0) + 1);
  assert.equal([...world.lines()].length, 12);
  assert.equal(count.get('department'), 36);
  assert.equal(count.get('partyGroup'), 37);
  assert.equal(count.get('townGovernment'), 9);
  assert.equal(count.get('streetOffice'), 4);
  assert.equal(count.get('farm'), 1);
  const villages = (count.get('villageCommittee') ?? 0) + (count.get('communityCommittee') ?? 0);
  assert.ok(villages >= 145 && villages <= 175, `${villages} villages and communities`);
  for (const family of ['school', 'hospital', 'enterprise', 'association'] as const)
    assert.ok((count.get(family) ?? 0) >= 4);
});

test('every unified social credit code has its right check character, and no two are alike', () => {
  assert.ok(isUscc('91350100M000100Y43'), 'a published valid example');
  assert.ok(!isUscc('91350100M000100Y44'));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9_999_999 }), (serial) => isUscc(makeUscc('54', '990101', serial))),
  );
  const codes = [...makeWorld('county', 5, today).units()].flatMap((unit) => unit.uscc ?? []);
  assert.ok(codes.every(isUscc));
  assert.equal(new Set(codes).size, codes.length);
});

test('every house has four different hands, each a person with the role where it is needed', () => {
  const world = makeWorld('demo', 7, today);
  const bodies = [...world.bodies()];
  const people = new Map(
    bodies.flatMap((body) => world.people(body).map((person) => [person.key, person] as const)),
  );
  const above = new Map<string, string | null>([...world.units()].map((unit) => [unit.code, unit.superior]));
  const isBelow = (unit: string | null | undefined, top: string): boolean =>
    unit === top || (typeof unit === 'string' && isBelow(above.get(unit), top));
  for (const body of bodies) {
    const hands = handsOf(7, body);
    const four = [hands.handler, hands.reviewer, hands.secrecyReviewer, hands.approver];
    assert.equal(new Set(four).size, 4, body.code);
    const roles = ['handler', 'reviewer', 'secrecyReviewer', 'approver'] as const;
    for (const unit of body.units) {
      for (const [i, key] of four.entries()) {
        const held = people
          .get(key)
          ?.grants.some(
            (grant) =>
              grant.role === roles[i] &&
              (grant.unit === unit.code || (grant.reach === 'below' && isBelow(unit.code, grant.unit))),
          );
        assert.ok(held, `${key} is not ${roles[i]} of ${unit.code}`);
      }
    }
  }
});

test('no one holds two of the three administrators, and their accounts are three persons', () => {
  const world = makeWorld('demo', 7, today);
  const administrators = [...world.bodies()]
    .flatMap((body) => world.people(body))
    .filter((person) => person.grants.some((grant) => /Administrator$/.test(grant.role)));
  assert.equal(administrators.length, 3);
  for (const person of administrators) assert.equal(person.grants.length, 1, person.key);
});

test('printed accounts are unique and belong to people of the world', () => {
  const world = makeWorld('demo', 7, today);
  const keys = new Set([...world.bodies()].flatMap((body) => world.people(body).map((person) => person.key)));
  const accounts = world.accounts();
  assert.ok(accounts.length >= 14);
  for (const field of ['account', 'password', 'person'] as const) {
    assert.equal(new Set(accounts.map((one) => one[field])).size, accounts.length, field);
  }
  for (const one of accounts) assert.ok(keys.has(one.person), one.person);
  assert.equal(makeWorld('province', 7, today).accounts().length, accounts.length);
});

test('people have unique keys', () => {
  const keys = [...makeWorld('county', 7, today).bodies()].flatMap((body) =>
    makeWorld('county', 7, today)
      .people(body)
      .map((person) => person.key),
  );
  assert.equal(new Set(keys).size, keys.length);
});

test('every kind of ending is there, steps are in order of time, by the right people, and none after today', () => {
  const world = makeWorld('demo', 7, today);
  const end = Date.parse(`${today}T00:00:00+08:00`);
  const fates = new Map<string, number>();
  for (const { body, dossier } of allDossiers(world)) {
    fates.set(dossier.fate, (fates.get(dossier.fate) ?? 0) + 1);
    const hands = new Set(Object.values(handsOf(7, body)));
    let before = 0;
    for (const step of dossier.steps) {
      assert.ok(step.at.getTime() >= before && step.at.getTime() < end, `${dossier.key} ${step.act}`);
      assert.ok(hands.has(step.by), `${dossier.key}: ${step.by}`);
      before = step.at.getTime();
    }
  }
  for (const fate of [
    'published',
    'publishedLate',
    'corrected',
    'withdrawn',
    'repealed',
    'withheld',
    'draft',
    'inReview',
    'inSecrecyReview',
    'inApproval',
    'returned',
    'scheduled',
    'escalated',
  ])
    assert.ok((fates.get(fate) ?? 0) > 0, fate);
});

test('texts are 200 to 2,500 characters, differ from one another, and fulfil rows of their unit', () => {
  const world = makeWorld('demo', 7, today);
  const rows = new Map(
    [...world.units()].map((unit) => [unit.code, new Set(world.catalogue(unit).rows.map((row) => row.key))]),
  );
  const bodies = new Set<string>();
  const keys = new Set<string>();
  const dossiers = allDossiers(world);
  for (const { dossier } of dossiers) {
    const length = [...dossier.body].length;
    assert.ok(length >= 200 && length <= 2500, `${dossier.key}: ${length}`);
    assert.doesNotMatch(dossier.title + dossier.body, /undefined|NaN|null/);
    for (const row of dossier.rows) assert.ok(rows.get(dossier.unit)?.has(row), `${dossier.key}: ${row}`);
    bodies.add(dossier.body);
    keys.add(dossier.key);
  }
  assert.equal(keys.size, dossiers.length);
  assert.ok(bodies.size > dossiers.length * 0.98, `${bodies.size} different texts of ${dossiers.length}`);
});

test('catalogues hold every time kind and have unique row keys', () => {
  const kinds = new Set<string>();
  for (const unit of makeWorld('demo', 7, today).units()) {
    const { rows } = makeWorld('demo', 7, today).catalogue(unit);
    assert.equal(new Set(rows.map((row) => row.key)).size, rows.length, unit.code);
    for (const row of rows) kinds.add(row.time);
  }
  assert.deepEqual([...kinds].sort(), ['periodic', 'prompt', 'staged', 'standing']);
});

test('catalogues begin with the unit, are renewed at the new year, and some are on every desk of the filing', () => {
  const world = makeWorld('demo', 7, today);
  const ends = new Set<string>();
  for (const unit of world.units()) {
    const { versions } = world.catalogue(unit);
    assert.deepEqual(versions[0]?.day, unit.joined);
    for (const [i, version] of versions.entries()) {
      assert.ok(
        version.day < today && version.day >= (versions[i - 1]?.day ?? ''),
        `${unit.code} ${version.title}`,
      );
      assert.equal(version.from, i === 0 ? 'template' : 'version');
      ends.add(version.end);
    }
  }
  assert.deepEqual([...ends].sort(), ['approve', 'draft', 'file', 'register', 'returnFiling', 'submit']);
});

test('no district, town or street has the name of a real one', (t) => {
  const shared = process.env.GONGKAI_SHARED ?? resolve(import.meta.dirname, '../../../../../shared');
  const data = join(shared, 'domain/data');
  if (!existsSync(join(data, 'divisions_streets.csv'))) {
    t.skip(`shared data missing: ${data}`);
    return;
  }
  const stem = (name: string): string => name.replace(/(街道办事处|街道|地区|镇|乡|区|县|市|旗|农场)$/, '');
  const real = new Set<string>();
  for (const file of ['provinces', 'cities', 'areas', 'streets']) {
    for (const line of readFileSync(join(data, `divisions_${file}.csv`), 'utf8')
      .split('\n')
      .slice(1)) {
      const name = line.split(',')[1] ?? '';
      real.add(name).add(stem(name));
    }
  }
  assert.ok(real.size > 30_000, 'the list of divisions was read');
  assert.deepEqual(
    placeStems.filter((one) => real.has(one)),
    [],
  );
  for (const unit of makeWorld('province', 11, today).units())
    assert.ok(!real.has(unit.name) && !real.has(unit.shortName), unit.name);
});
