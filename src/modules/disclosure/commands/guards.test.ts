import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valueOf } from '#test/database';
import { fullSteps } from '../testing/cases.ts';
import { putInForce } from '../testing/processes.ts';
import { approved, draft, hashNow, proposeNow, toApproval, type World, world } from '../testing/world.ts';

/*
 * What the database itself refuses, whatever code runs: raw SQL as the office's own role.
 */

async function refused(
  w: World,
  role: 'office' | 'worker' | 'portal',
  statement: string,
  values: unknown[] = [],
) {
  return w.db[role].pool.query(statement, values).then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

test('frozen content cannot be altered, nor its files and editors', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision));
  const set = (what: string) =>
    refused(w, 'office', `update disclosure.revision set ${what} where id = $1`, [revision]);
  for (const what of [
    `content = content || '{"title": "另一标题"}'`,
    `content_sha256 = repeat('0', 64)`,
    `frozen_at = null, content_sha256 = null, state = 'draft'`,
    'lock_version = lock_version + 1',
  ]) {
    assert.match(await set(what), /frozen revision cannot change/, what);
  }
  assert.match(await set(`purpose = 'withdraw'`), /cannot change/);
  assert.match(await set('process_id = gen_random_uuid()'), /cannot change/);
  const editor = `insert into disclosure.revision_editor values ($1, gen_random_uuid(), '某', null, now(), now())`;
  assert.match(await refused(w, 'office', editor, [revision]), /frozen/);
  const editors = 'update disclosure.revision_editor set person = gen_random_uuid() where revision_id = $1';
  assert.match(await refused(w, 'office', editors, [revision]), /frozen/);
});

test('signatures, events and processes are added and never changed, even by the owner', async (t) => {
  const w = await world(t);
  await toApproval(w);
  for (const table of ['signature', 'event', 'process_definition']) {
    for (const statement of [`update disclosure.${table} set id = id`, `delete from disclosure.${table}`]) {
      const answer = await w.db.owner.pool.query(statement).then(
        () => 'accepted',
        (error: Error) => error.message,
      );
      assert.match(answer, /never changed|can only be updated to DEFAULT/, statement);
      assert.match(
        await refused(w, 'office', statement),
        /permission denied|can only be updated to DEFAULT/,
        statement,
      );
    }
  }
});

const signature = `insert into disclosure.signature
  (revision_id, move, step_key, person, person_name, principal, principal_name, opinion, content_sha256, at)
  values ($1, 'approve', 'approval', $2, '某', $3, $4, '', $5, now())`;

test('a second hand is refused below the program, in person and by delegation', async (t) => {
  const w = await world(t);
  const revision = await toApproval(w);
  const hash = await hashNow(w, revision);
  const outsider = crypto.randomUUID();
  for (const hand of [w.people.handler, w.people.reviewer, w.people.secrecy]) {
    const own = [revision, hand.person, null, null, hash];
    assert.match(await refused(w, 'office', signature, own), /two hands/, hand.name);
    const delegated = [revision, outsider, hand.person, hand.name, hash];
    assert.match(await refused(w, 'office', signature, delegated), /two hands/, `for ${hand.name}`);
  }
  assert.match(
    await refused(w, 'office', signature, [revision, outsider, null, null, 'f'.repeat(64)]),
    /other bytes/,
  );
  assert.equal(await refused(w, 'office', signature, [revision, outsider, null, null, hash]), 'accepted');
});

test('one revision of a dossier is under way, and one is live', async (t) => {
  const w = await world(t);
  const revision = await approved(w);
  const copy = `insert into disclosure.revision (disclosure_id, number, purpose, state, content, process_id, step_index,
      content_sha256, frozen_at, created_by, created_by_name, created_at, updated_by, updated_by_name, updated_at)
    select disclosure_id, number + $2, purpose, $3, content, process_id, step_index, content_sha256, frozen_at,
      created_by, created_by_name, created_at, updated_by, updated_by_name, updated_at
    from disclosure.revision where id = $1`;
  assert.match(await refused(w, 'office', copy, [revision, 1, 'inReview']), /revision_under_way/);
  assert.equal(await refused(w, 'office', copy, [revision, 2, 'published']), 'accepted');
  assert.match(await refused(w, 'office', copy, [revision, 3, 'published']), /revision_live/);
});

test('the portal reads nothing of this room, and the worker can neither draft nor sign', async (t) => {
  const w = await world(t);
  const revision = await toApproval(w);
  const tables = await w.db.owner.pool.query(
    `select tablename from pg_tables where schemaname = 'disclosure'`,
  );
  assert.ok(tables.rows.length >= 10);
  for (const { tablename } of tables.rows) {
    assert.match(
      await refused(w, 'portal', `select from disclosure.${tablename}`),
      /permission denied/,
      tablename,
    );
  }
  const sign = [revision, crypto.randomUUID(), null, null, await hashNow(w, revision)];
  assert.match(await refused(w, 'worker', signature, sign), /permission denied/);
});

test('nothing is approved or published below the program before its whole order is signed on the very bytes', async (t) => {
  const w = await world(t);
  const revision = await toApproval(w);
  const to = (state: string) =>
    refused(w, 'office', 'update disclosure.revision set state = $2 where id = $1', [revision, state]);
  assert.match(await to('approved'), /before its whole order is signed/);
  assert.match(await to('published'), /before its whole order is signed/);
  const hash = await hashNow(w, revision);
  const approver = crypto.randomUUID();
  assert.equal(await refused(w, 'office', signature, [revision, approver, null, null, hash]), 'accepted');
  assert.equal(await to('approved'), 'accepted');
});

test('a countersigned step is signed by every seat before the database lets it be approved', async (t) => {
  const w = await world(t);
  await putInForce(
    w,
    fullSteps.filter((step) => step.kind !== 'riskAssessment' && step.kind !== 'legality'),
  );
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision));
  const hash = await hashNow(w, revision);
  const sign = (move: string, stepKey: string, lane: number) =>
    refused(
      w,
      'office',
      `insert into disclosure.signature (revision_id, move, step_key, person, person_name, opinion, content_sha256, at, lane)
       values ($1, $2, $3, gen_random_uuid(), '某', '', $4, now(), $5)`,
      [revision, move, stepKey, hash, lane],
    );
  for (const [move, stepKey, lane] of [
    ['pass', 'review', 0],
    ['pass', 'secrecyReview', 0],
    ['countersign', 'countersign', 0],
    ['approve', 'approval', 0],
  ] as const) {
    assert.equal(await sign(move, stepKey, lane), 'accepted');
  }
  const approve = () =>
    refused(w, 'office', `update disclosure.revision set state = 'approved' where id = $1`, [revision]);
  assert.match(await approve(), /whole order/);
  assert.equal(await sign('pass', 'countersign', 1), 'accepted');
  assert.match(await approve(), /whole order/);
  assert.equal(await sign('countersign', 'countersign', 1), 'accepted');
  assert.equal(await approve(), 'accepted');
});

test('an opinion and a countersignature are hands: the database refuses a second one', async (t) => {
  const w = await world(t);
  const revision = await toApproval(w);
  const hash = await hashNow(w, revision);
  for (const move of ['giveOpinion', 'countersign', 'pass', 'return', 'escalate']) {
    for (const hand of [w.people.handler, w.people.secrecy]) {
      const statement = signature.replace("'approve', 'approval'", `'${move}', 'approval'`);
      assert.match(
        await refused(w, 'office', statement, [revision, hand.person, null, null, hash]),
        /two hands/,
      );
    }
  }
});

test('the steps a case began with cannot be changed', async (t) => {
  const w = await world(t);
  const revision = await draft(w);
  valueOf(await proposeNow(w, revision));
  const change = `update disclosure.revision set steps = steps - 0 where id = $1`;
  assert.match(await refused(w, 'office', change, [revision]), /cannot change/);
  assert.match(await refused(w, 'worker', change, [revision]), /cannot change/);
});
