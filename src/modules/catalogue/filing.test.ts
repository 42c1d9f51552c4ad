import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson, sha256Hex } from '#platform/richtext';
import { testActor, valueOf as value } from '#test/database';
import { createCatalogue } from './commands/create-catalogue.ts';
import { editItem, removeItem } from './commands/edit-catalogue.ts';
import { jobs } from './jobs.ts';
import { listOpenDuties } from './queries/duties.ts';
import { findRowInForce } from './queries/row-in-force.ts';
import { findCatalogue, listItems } from './store/catalogues.ts';
import { findUnitRow } from './store/query.ts';

import {
  approver,
  as,
  bringIntoForce,
  draft,
  fields,
  handler,
  now,
  office,
  today,
  town,
  tryMove,
  who,
  world,
} from './testing/world.ts';

test('from draft to force: approved by another, filed with its hash, registered from above, duties in the same moment', async (t) => {
  const db = await world(t);
  const id = await draft(db, [
    fields(),
    fields({ matter2: '组织设置', timeLimit: '长期公开', scope: 'society' }),
  ]);
  await bringIntoForce(db, id);
  const catalogue = await findCatalogue(db.office.reader, id);
  assert.deepEqual([catalogue?.state, catalogue?.in_force_from], ['inForce', today]);
  const filed = await db.owner.pool.query(
    'select sha256, content from catalogue.filed_content where catalogue_id = $1',
    [id],
  );
  assert.equal(filed.rows[0].sha256, catalogue?.content_sha256);
  assert.equal(sha256Hex(filed.rows[0].content), catalogue?.content_sha256);
  assert.equal(canonicalJson(JSON.parse(filed.rows[0].content)), filed.rows[0].content);
  const duties = await listOpenDuties(db.office.reader, 2, today);
  assert.deepEqual(
    duties.map(({ period, due }) => `${period} ${due}`),
    [
      'standing 2026-02-02',
      '2026-Q1 2026-03-31',
      '2026-Q2 2026-06-30',
      '2026-Q3 2026-09-30',
      '2026-Q4 2026-12-31',
    ],
  );
  const facts = await db.owner.pool.query(
    `select kind from platform.fact where kind like 'catalogue.%' order by seq`,
  );
  assert.deepEqual(
    facts.rows.map(({ kind }) => kind),
    ['catalogue.filed', 'catalogue.duty-created', 'catalogue.in-force'],
  );
  const history = await db.owner.pool.query(
    'select move from catalogue.history where catalogue_id = $1 order by id',
    [id],
  );
  assert.deepEqual(
    history.rows.map(({ move }) => move),
    ['create', 'submit', 'approve', 'file', 'register', 'takeEffect'],
  );
});

test('four eyes: who edited may not approve, who approved may not register, the unit may not register itself', async (t) => {
  const db = await world(t);
  const both = testActor('一人两职', ['handler'], town, { person: handler.person });
  const id = await draft(db, [fields()]);
  value(await tryMove(db, id, 'submit', handler));
  const own = await tryMove(db, id, 'approve', { ...approver, person: both.person });
  assert.equal(!own.ok && own.code, 'four-eyes-editor');
  value(await tryMove(db, id, 'approve', approver));
  value(await tryMove(db, id, 'file', handler));
  const inside = await tryMove(db, id, 'register', who('镇党委办', 'committeeOffice', town, 'below'));
  assert.equal(!inside.ok && inside.code, 'only-superior-registers');
  const sameEyes = await tryMove(db, id, 'register', { ...office, person: approver.person });
  assert.equal(!sameEyes.ok && sameEyes.code, 'four-eyes-registrar');
  assert.equal((await findCatalogue(db.office.reader, id))?.state, 'filed');
  // The table refuses as well, whoever writes there.
  await assert.rejects(
    db.owner.pool.query('update catalogue.catalogue set approved_by = submitted_by where id = $1', [id]),
    /check/,
  );
});

test('a return gives the reason, wipes the signatures and opens the text again', async (t) => {
  const db = await world(t);
  const id = await draft(db, [fields()]);
  value(await tryMove(db, id, 'submit', handler));
  const silent = await tryMove(db, id, 'return', approver);
  assert.equal(!silent.ok && silent.code, 'reason-needed');
  value(await tryMove(db, id, 'return', approver, '依据不全'));
  const catalogue = await findCatalogue(db.office.reader, id);
  assert.deepEqual(
    [catalogue?.state, catalogue?.submitted_by, catalogue?.return_reason],
    ['draft', null, '依据不全'],
  );
});

test('rows are frozen once submitted, for every role and the owner', async (t) => {
  const db = await world(t);
  const id = await draft(db, [fields()]);
  value(await tryMove(db, id, 'submit', handler));
  const [item] = await listItems(db.office.reader, id);
  assert.ok(item !== undefined);
  const edit = await as(
    db,
    handler,
  )((ctx) => editItem(ctx, id, item.id, { lock: item.lock, fields: fields() }));
  assert.equal(!edit.ok && edit.code, 'catalogue-not-editable');
  for (const one of [db.office, db.owner]) {
    await assert.rejects(
      one.pool.query(`update catalogue.item set content = 'x' where id = $1`, [item.id]),
      /not changed/,
    );
  }
});

test('two editors at once: one writes, the other is told by whom, and nothing of the first is lost', async (t) => {
  const db = await world(t);
  const id = await draft(db, [fields()]);
  const [item] = await listItems(db.office.reader, id);
  assert.ok(item !== undefined);
  const colleague = who('经办丁', 'handler');
  const edits = await Promise.all(
    [handler, colleague].map((actor) =>
      as(
        db,
        actor,
      )((ctx) => editItem(ctx, id, item.id, { lock: item.lock, fields: fields({ note: actor.name }) })),
    ),
  );
  assert.deepEqual(edits.map(({ ok }) => ok).toSorted(), [false, true]);
  const refused = edits.find(({ ok }) => !ok);
  const [after] = await listItems(db.office.reader, id);
  assert.ok(refused !== undefined && !refused.ok);
  assert.deepEqual(
    [refused.code, refused.status, refused.params.name],
    ['edited-meanwhile', 409, after?.note],
  );
  const gone = await as(db, handler)((ctx) => removeItem(ctx, id, item.id, item.lock));
  assert.equal(!gone.ok && gone.code, 'edited-meanwhile');
});

test('an unread time limit stops submission until a person has said what it means', async (t) => {
  const db = await world(t);
  const id = await draft(db, [fields({ timeLimit: '收到文件后3个工作日内', timeKind: 'prompt' })]);
  const refused = await tryMove(db, id, 'submit', handler);
  assert.equal(!refused.ok && refused.code, 'catalogue-rows-unclear');
  const [item] = await listItems(db.office.reader, id);
  assert.ok(item !== undefined);
  const clause = {
    clause: '收到文件后3个工作日内',
    trigger: 'NOTICE',
    operator: 'within',
    amount: 3,
    unit: 'working_day',
    kind: 'prompt',
  } as const;
  const edited = fields({ timeLimit: item.time_limit, timeKind: 'prompt', clauses: [clause] });
  value(await as(db, handler)((ctx) => editItem(ctx, id, item.id, { lock: item.lock, fields: edited })));
  value(await tryMove(db, id, 'submit', handler));
});

test('a new version supersedes the old: one in force, kept duties move over, dropped ones are cancelled with the reason', async (t) => {
  const db = await world(t);
  const first = await draft(db, [fields(), fields({ matter2: '换届选举', timeLimit: '每半年公开一次' })]);
  await bringIntoForce(db, first);
  const at = new Date('2026-05-11T02:00:00Z');
  const second = await draft(db, [], { source: { from: 'version', catalogue: first }, at });
  const [quarterly, halfYearly] = await listItems(db.office.reader, second);
  assert.ok(quarterly !== undefined && halfYearly !== undefined);
  value(await as(db, handler, at)((ctx) => removeItem(ctx, second, halfYearly.id, halfYearly.lock)));
  await bringIntoForce(db, second, at);
  const states = await db.owner.pool.query(
    'select state, kind, superseded_on from catalogue.catalogue order by version',
  );
  assert.deepEqual(
    states.rows,
    [
      { state: 'superseded', kind: 'yearly', superseded_on: '2026-05-11' },
      { state: 'inForce', kind: 'adjustment', superseded_on: null },
    ].map((row) => ({ ...row, superseded_on: row.superseded_on })),
  );
  const duties = await db.owner.pool.query(
    `select period, state, cancel_code, catalogue_id = $1 as moved from catalogue.duty order by due_on, period`,
    [second],
  );
  assert.deepEqual(
    duties.rows.map((d) => `${d.period} ${d.state} ${d.moved}`),
    [
      '2026-Q1 open true',
      '2026-H1 cancelled false',
      '2026-Q2 open true',
      '2026-Q3 open true',
      '2026-H2 cancelled false',
      '2026-Q4 open true',
    ],
  );
  assert.ok(
    duties.rows.every((d) => (d.state === 'cancelled') === (d.cancel_code === 'DROPPED_BY_NEW_VERSION')),
  );
});

test('registered for a later day: in force on that day by the daily run, which repeated changes nothing', async (t) => {
  const db = await world(t);
  const id = await draft(db, [fields()]);
  for (const [move, actor] of [
    ['submit', handler],
    ['approve', approver],
    ['file', handler],
  ] as const) {
    value(await tryMove(db, id, move, actor));
  }
  const past = await tryMove(db, id, 'register', office, '', now, '2026-01-04');
  assert.equal(!past.ok && past.code, 'in-force-in-past');
  assert.equal(value(await tryMove(db, id, 'register', office, '', now, '2026-02-01')), 'registered');
  const runDay = async (at: string) =>
    jobs['catalogue/day']?.run({}, { database: db.worker, now: () => new Date(at) });
  await runDay('2026-01-30T16:05:00Z');
  assert.equal((await findCatalogue(db.office.reader, id))?.state, 'registered');
  await runDay('2026-01-31T16:05:00Z');
  assert.equal((await findCatalogue(db.office.reader, id))?.state, 'inForce');
  const count = async () =>
    (await db.owner.pool.query('select count(*)::int n from catalogue.duty')).rows[0].n;
  assert.equal(await count(), 4);
  await runDay('2026-02-01T16:05:00Z');
  assert.equal(await count(), 4);
  await runDay('2026-12-05T16:05:00Z');
  assert.equal(await count(), 8);
});

test('one catalogue is under way at a time; a row in force is found by its key', async (t) => {
  const db = await world(t);
  const id = await draft(db, [fields()]);
  const unit = await findUnitRow(db.office.reader, 2);
  assert.ok(unit !== undefined);
  const form = { unit: 2, affairsKind: 'party', year: 2026, title: 'x', source: { from: 'blank' } } as const;
  const second = await as(db, handler)((ctx) => createCatalogue(ctx, unit, form));
  assert.deepEqual(!second.ok && [second.code, second.status], ['open-draft-exists', 409]);
  const [item] = await listItems(db.office.reader, id);
  assert.ok(item !== undefined);
  assert.equal(await findRowInForce(db.office.reader, 2, item.item_key), undefined);
  await bringIntoForce(db, id);
  assert.equal((await findRowInForce(db.office.reader, 2, item.item_key))?.id, item.id);
});
