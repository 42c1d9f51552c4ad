import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { TestDatabase } from '#test/database';
import { loadDemoDistrict } from './load.ts';
import { emptyTarget, type Place } from './loading/testing.ts';
import { type Fate, makeWorld, type WorldDossier } from './world/index.ts';

const today = '2026-08-07';

async function count(db: TestDatabase, statement: string): Promise<Record<string, number>> {
  const answer = await db.owner.pool.query<{ key: string; n: number }>(statement);
  return Object.fromEntries(answer.rows.map((row) => [row.key, Number(row.n)]));
}

function dossiersOfWorld(): WorldDossier[] {
  const world = makeWorld('tiny', 20_260_701, today);
  return [...world.bodies()].flatMap((body) => world.dossiers(body));
}

function fates(...which: Fate[]): number {
  return dossiersOfWorld().filter((dossier) => which.includes(dossier.fate)).length;
}

/** What is in the installation must be exactly what the world tells, each thing once. */
async function assertWhole(db: TestDatabase): Promise<void> {
  const world = makeWorld('tiny', 20_260_701, today);
  const units = [...world.units()];
  const people = [...world.bodies()].flatMap((body) => world.people(body));
  const simple = await count(
    db,
    `select 'units' as key, count(*) as n from organisations.unit
     union all select 'people', count(*) from identity.person
     union all select 'grants', count(*) from identity.role_grant
     union all select 'dossiers', count(*) from disclosure.disclosure
     union all select 'attachments', count(distinct (a.sha256, r.disclosure_id)) from disclosure.attachment a
       join disclosure.revision r on r.id = a.revision_id
     union all select 'withheld', count(*) from catalogue.duty where state = 'withheld'
     union all select 'undelivered', count(*) from graphile_worker._private_jobs j
       join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier like '%deliver%'`,
  );
  assert.deepEqual(simple, {
    units: units.length,
    people: people.length,
    grants: people.reduce((sum, person) => sum + person.grants.length, 0),
    dossiers: dossiersOfWorld().length - fates('withheld'),
    attachments: dossiersOfWorld().reduce((sum, dossier) => sum + dossier.attachments.length, 0),
    withheld: fates('withheld'),
    undelivered: 0,
  });
  const states = await count(
    db,
    `select state as key, count(*) as n from (select distinct on (disclosure_id) state from disclosure.revision
     order by disclosure_id, number desc) newest group by 1`,
  );
  const published = fates('published', 'publishedLate', 'corrected', 'withdrawn', 'repealed');
  assert.deepEqual(states, {
    approved: fates('scheduled'),
    draft: fates('draft'),
    escalated: fates('escalated'),
    inApproval: fates('inApproval'),
    inReview: fates('inReview'),
    inSecrecyReview: fates('inSecrecyReview'),
    published,
    returned: fates('returned'),
  });
  const versions = units.flatMap((unit) => world.catalogue(unit).versions);
  const ended = (end: string): number => versions.filter((version) => version.end === end).length;
  assert.deepEqual(
    await count(db, 'select state as key, count(*) as n from catalogue.catalogue group by 1'),
    {
      inForce: units.length,
      superseded: ended('register') - units.length,
      draft: ended('draft'),
      submitted: ended('submit'),
    },
  );
  const items = await count(db, 'select state as key, count(*) as n from publication.item group by 1');
  assert.deepEqual(items, { live: published - fates('withdrawn'), withdrawn: fates('withdrawn') });
  assert.deepEqual(
    await count(db, 'select missed::text as key, count(*) as n from publication.plan group by 1'),
    {
      false: published + fates('corrected', 'withdrawn', 'repealed') + fates('scheduled'),
    },
  );
}

/** Numbers, audit rows and signatures follow one another in time, and nothing lies in the future. */
async function assertInOrder(db: TestDatabase): Promise<void> {
  const wrong = await count(
    db,
    `select 'future' as key, count(*) as n from platform.audit where at > '${today}T00:00:00+08:00'
     union all select 'index numbers', count(*) from (select published_at < lag(published_at) over (partition by unit,
       left(index_number, 23) order by index_number) as back from publication.item) i where back
     union all select 'signatures', count(*) from (select at < lag(at) over (partition by revision_id order by id) as back
       from disclosure.signature) s where back`,
  );
  assert.deepEqual(wrong, { future: 0, 'index numbers': 0, signatures: 0 });
}

/** Runs a loader until it says `line`, then kills it without warning. @returns whether it was killed before its end */
async function killAt(place: Place, stage: string, atLeast: number): Promise<boolean> {
  const child = spawn(
    process.execPath,
    [
      fileURLToPath(import.meta.resolve('./loading/testing-child.ts')),
      place.url,
      place.secret,
      place.folder,
      today,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    for (const line of text.split('\n')) {
      const [name, done] = line.split(' ');
      if (name === stage && Number(done) >= atLeast) child.kill('SIGKILL');
    }
  });
  return new Promise((resolve) =>
    child.once('exit', (code, signal) => resolve(signal === 'SIGKILL' && code === null)),
  );
}

test('the district is loaded through the rooms, as the world tells it, however often it is killed; a second load does nothing', async (t) => {
  const target = await emptyTarget(t);
  for (const [stage, atLeast] of [
    ['units', 60],
    ['people', 200],
    ['leadership', 1],
    ['documents', 150],
    ['documents', 500],
  ] as const) {
    assert.equal(await killAt(target.place, stage, atLeast), true, `${stage} ${atLeast}`);
  }
  const loaded = await loadDemoDistrict(target, { today: '2026-08-09', scale: 'tiny' });
  await assertWhole(target.db);
  await assertInOrder(target.db);
  const trace = `select 'audit' as key, count(*) as n from platform.audit union all select 'facts', count(*) from platform.fact`;
  const before = await count(target.db, trace);
  const again = await loadDemoDistrict(target, { today: '2026-09-01', scale: 'tiny' });
  assert.equal(again.fresh, false);
  assert.deepEqual(again.accounts, loaded.accounts);
  assert.deepEqual(await count(target.db, trace), before);
});
