import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Actor, Role } from '#kernel';
import { uploadCalendarYear } from '#platform/calendar';
import { deliverFact } from '#platform/outbox';
import { canonicalJson, sha256Hex } from '#platform/richtext';
import {
  commandContext,
  freshDatabase,
  type TestDatabase,
  testActor,
  unitRef,
  valueOf as value,
} from '#test/database';
import { changeDefaults } from './commands/change-defaults.ts';
import { createCatalogue } from './commands/create-catalogue.ts';
import { addItem, editItem, removeItem } from './commands/edit-catalogue.ts';
import { fulfilDuties } from './commands/fulfil-duties.ts';
import { importCatalogue, planImport, readCatalogueFile } from './commands/import-catalogue.ts';
import { moveCatalogue } from './commands/move-catalogue.ts';
import { recordTriggerEvent } from './commands/record-trigger-event.ts';
import { cancelDuty, withholdDuty } from './commands/settle-duty.ts';
import { createTemplate, decideProposal, editTemplate } from './commands/templates.ts';
import type { PersonalMove } from './domain.ts';
import { standingOf } from './duties/index.ts';
import type { DraftSource, ItemFields } from './forms/catalogue.ts';
import { type AffairsKind, dutyStates } from './forms/vocabulary.ts';
import { exportCatalogue } from './import/export.ts';
import { hears, jobs } from './jobs.ts';
import { listCatalogues } from './queries/catalogues.ts';
import { listDuties, listOpenDuties, readCalendarMonth } from './queries/duties.ts';
import { readOverview } from './queries/overview.ts';
import { listPublicCatalogues, listPublicRows } from './queries/public.ts';
import { findRowInForce } from './queries/row-in-force.ts';
import { findTemplateView, listProposals } from './queries/templates.ts';
import { fieldsOf, findCatalogue, listItems } from './store/catalogues.ts';
import { loadDefaults } from './store/duties.ts';
import { findUnitRow } from './store/query.ts';

const now = new Date('2026-01-05T02:00:00Z');
const today = '2026-01-05';
const district = unitRef(1, '/1/');
const town = unitRef(2, '/1/2/');
const everywhere = { paths: ['/1/'], units: [], lines: [] };

const who = (name: string, role: Role, unit = town, reach: 'own' | 'below' = 'own') =>
  testActor(name, [role], unit, { reach });
const handler = who('经办甲', 'handler');
const approver = who('书记乙', 'approver');
const office = who('党委办丙', 'committeeOffice', district, 'below');

async function world(t: TestContext): Promise<TestDatabase> {
  const db = await freshDatabase(t);
  await db.owner.pool.query(`insert into organisations.unit (id, code, name, level, kind, superior_id, path, created_at) values
    (1, 'D', '青禾区', 'district', 'localPartyCommittee', null, '/1/', now()),
    (2, 'T', '柳溪镇', 'town', 'grassrootsPartyCommittee', 1, '/1/2/', now()),
    (3, 'V', '石桥村', 'village', 'partyBranch', 2, '/1/2/3/', now())`);
  return db;
}

const fields = (extra: Partial<ItemFields> = {}): ItemFields => ({
  matter1: '党的建设',
  matter2: '党费收缴使用',
  content: '收缴、使用和管理情况',
  basis: '《条例》第十一条',
  scope: 'unit',
  audience: '',
  mode: 'proactive',
  carriers: ['公开栏'],
  timeKind: 'periodic',
  timeLimit: '每季度公布一次',
  clauses: [],
  stages: [],
  responsible: '组织委员',
  adminLevel: '',
  retention: 'years10',
  note: '',
  ...extra,
});

const as = (db: TestDatabase, actor: Actor, at = now) => commandContext(db, actor, at);

async function draft(
  db: TestDatabase,
  rows: readonly ItemFields[],
  options: { source?: DraftSource; affairsKind?: AffairsKind; at?: Date } = {},
): Promise<string> {
  const unit = await findUnitRow(db.office.reader, 2);
  assert.ok(unit !== undefined);
  const form = {
    unit: 2,
    affairsKind: options.affairsKind ?? ('party' as const),
    year: 2026,
    title: '柳溪镇党务公开目录',
    source: options.source ?? ({ from: 'blank' } as const),
  };
  const id = value(await as(db, handler, options.at)((ctx) => createCatalogue(ctx, unit, form)));
  for (const row of rows.toReversed())
    value(await as(db, handler, options.at)((ctx) => addItem(ctx, id, null, row)));
  return id;
}

async function tryMove(
  db: TestDatabase,
  id: string,
  move: PersonalMove,
  actor: Actor,
  opinion = '',
  at = now,
  inForceFrom?: string,
) {
  const catalogue = await findCatalogue(db.office.reader, id);
  const unit = await findUnitRow(db.office.reader, 2);
  const grant = actor.grants[0];
  assert.ok(catalogue !== undefined && unit !== undefined && grant !== undefined);
  const request = { lock: catalogue.lock, opinion, ...(inForceFrom === undefined ? {} : { inForceFrom }) };
  return as(db, actor, at)((ctx) => moveCatalogue(ctx, id, move, unit, grant, request));
}

async function bringIntoForce(db: TestDatabase, id: string, at = now): Promise<void> {
  for (const [move, actor] of [
    ['submit', handler],
    ['approve', approver],
    ['file', handler],
    ['register', office],
  ] as const) {
    value(await tryMove(db, id, move, actor, '', at));
  }
}

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

test('an event starts the clock; publishing late stays late; one content fulfils duties of two catalogues', async (t) => {
  const db = await world(t);
  const limit = fields({ matter2: '重大决策', timeLimit: '信息形成之日起20个工作日内', timeKind: 'prompt' });
  await bringIntoForce(db, await draft(db, [limit]));
  await bringIntoForce(db, await draft(db, [limit], { affairsKind: 'village' }));
  const items = await db.owner.pool.query(
    'select i.item_key, c.affairs_kind from catalogue.item i join catalogue.catalogue c on c.id = i.catalogue_id order by 2',
  );
  for (const { item_key: itemKey, affairs_kind: affairsKind } of items.rows) {
    const form = {
      unit: 2,
      affairsKind,
      itemKey,
      happenedOn: '2026-02-13',
      title: '某工程',
      stage: null,
    } as const;
    const wrong = await as(
      db,
      handler,
    )((ctx) => recordTriggerEvent(ctx, { ...form, trigger: 'ELECTION_DAY' }));
    assert.equal(!wrong.ok && wrong.code, 'trigger-not-of-row');
    value(await as(db, handler)((ctx) => recordTriggerEvent(ctx, { ...form, trigger: 'INFO_FORMED' })));
  }
  const duties = await listOpenDuties(db.office.reader, 2, today);
  assert.deepEqual(duties.map(({ due, affairsKind }) => `${affairsKind} ${due}`).toSorted(), [
    'party 2026-03-19',
    'village 2026-03-19',
  ]);
  const publication = crypto.randomUUID();
  const ids = duties.map(({ id }) => id);
  // 23:30 UTC on the due day is the next morning in the installation's zone.
  const published = new Date('2026-03-19T23:30:00Z');
  const publish = () =>
    db.worker.transaction(async (tx) =>
      fulfilDuties(
        { tx, actor: handler, now: published, origin: { ip: null, request: null }, audit: { rows: 0 } },
        [...ids, crypto.randomUUID()],
        publication,
        published,
      ),
    );
  assert.deepEqual((await publish()).fulfilled.toSorted(), ids.toSorted());
  assert.deepEqual((await publish()).fulfilled, []);
  const after = await listDuties(db.office.reader, { below: false, limit: 50 }, everywhere, '2026-06-01');
  assert.deepEqual(
    after.rows.map(({ standing, publication: item }) => [standing, item]),
    [
      ['doneLate', publication],
      ['doneLate', publication],
    ],
  );
});

test('not publishing needs a ground of these affairs and a review date, and is told to the public unless that tells the secret', async (t) => {
  const db = await world(t);
  await bringIntoForce(db, await draft(db, [fields({ scope: 'society' })]));
  const [first, second, third] = await listOpenDuties(db.office.reader, 2, today);
  assert.ok(first !== undefined && second !== undefined && third !== undefined);
  const request = { reason: 'SECRET', note: '涉密', reviewOn: '2027-01-05', noticePublic: false } as const;
  const run = as(db, approver);
  const wrong = await run((ctx) =>
    withholdDuty(ctx, first.id, { ...request, reason: 'TRADE_SECRET_OR_PRIVACY' }),
  );
  assert.equal(!wrong.ok && wrong.code, 'withhold-reason-not-for-affairs');
  const past = await run((ctx) => withholdDuty(ctx, first.id, { ...request, reviewOn: today }));
  assert.equal(!past.ok && past.code, 'review-date-in-past');
  value(await run((ctx) => withholdDuty(ctx, first.id, request)));
  value(
    await run((ctx) =>
      withholdDuty(ctx, second.id, { ...request, reason: 'UNSUITABLE_BY_RULE', noticePublic: true }),
    ),
  );
  value(await run((ctx) => cancelDuty(ctx, third.id, '项目取消')));
  const again = await run((ctx) => cancelDuty(ctx, first.id, 'x'));
  assert.equal(!again.ok && again.code, 'duty-not-open');
  const [shown] = await listPublicCatalogues(db.portal.reader, 2);
  assert.ok(shown !== undefined);
  const [row] = await listPublicRows(db.portal.reader, shown.id, '2026-12-31');
  assert.deepEqual(
    row?.duties.map(({ period, standing, withholdReason }) => [period, standing, withholdReason]),
    [
      ['2026-Q4', 'dueSoon', null],
      ['2026-Q2', 'withheld', 'UNSUITABLE_BY_RULE'],
    ],
  );
});

test('the portal’s role sees rows in force of its scope and nothing else, even by raw SQL', async (t) => {
  const db = await world(t);
  const inner = await draft(db, [
    fields({ matter2: '内部事项', scope: 'unit' }),
    fields({ matter2: '公开事项', scope: 'society' }),
  ]);
  await bringIntoForce(db, inner);
  await draft(db, [fields({ matter2: '草稿事项', scope: 'society' })], { source: { from: 'blank' } });
  const seen = await db.portal.pool.query('select matter2 from catalogue.public_item');
  assert.deepEqual(seen.rows, [{ matter2: '公开事项' }]);
  assert.equal((await db.portal.pool.query('select 1 from catalogue.public_duty')).rowCount, 4);
  for (const table of [
    'catalogue',
    'item',
    'duty',
    'history',
    'trigger_event',
    'filed_content',
    'unit_ref',
    'template',
  ]) {
    await assert.rejects(db.portal.pool.query(`select * from catalogue.${table}`), /permission denied/);
  }
});

type Tie = { readonly unit: number; readonly path: string; readonly kind: 'member' | 'staff' | 'resident' };

/** Raw SQL as the portal's role, for a reader who comes from a setting instead of a session. */
async function portalAs(db: TestDatabase) {
  await db.owner.pool.query(`create or replace function platform.current_reader() returns jsonb language sql stable
    as $$ select nullif(current_setting('test.reader', true), '')::jsonb $$`);
  return async (ties: readonly Tie[] | null, statement: string, values: readonly unknown[] = []) => {
    const client = await db.portal.pool.connect();
    const reader = ties === null ? '' : JSON.stringify({ person: crypto.randomUUID(), affiliations: ties });
    try {
      await client.query(`select set_config('test.reader', $1, false)`, [reader]);
      return (await client.query(statement, [...values])).rows;
    } finally {
      client.release();
    }
  };
}

test('inner scopes on the portal: whoever has a tie to the unit or below it, members for the whole Party, nobody else', async (t) => {
  const db = await world(t);
  const scopes = ['society', 'wholeParty', 'unit', 'specific'] as const;
  await bringIntoForce(
    db,
    await draft(
      db,
      scopes.map((scope) => fields({ matter2: scope, scope })),
    ),
  );
  const read = await portalAs(db);
  const readers: readonly (readonly [string, readonly Tie[] | null, readonly string[]])[] = [
    ['outsider', null, ['society']],
    ['signed in without a tie', [], ['society']],
    ['staff of the unit', [{ unit: 2, path: '/1/2/', kind: 'staff' }], ['society', 'specific', 'unit']],
    ['resident below', [{ unit: 3, path: '/1/2/3/', kind: 'resident' }], ['society', 'specific', 'unit']],
    ['staff above', [{ unit: 1, path: '/1/', kind: 'staff' }], ['society']],
    ['staff beside', [{ unit: 20, path: '/1/20/', kind: 'staff' }], ['society']],
    ['member elsewhere', [{ unit: 20, path: '/1/20/', kind: 'member' }], ['society', 'wholeParty']],
    ['member here', [{ unit: 2, path: '/1/2/', kind: 'member' }], scopes.toSorted()],
  ];
  for (const [who, ties, wanted] of readers) {
    const items = await read(ties, 'select matter2 from catalogue.public_item order by matter2 collate "C"');
    assert.deepEqual(
      items.map(({ matter2 }) => matter2),
      wanted,
      who,
    );
    const duties = await read(ties, 'select count(*)::int n from catalogue.public_duty');
    assert.equal(duties[0]?.n, 4 * wanted.length, who);
    // The same rule as for items, where an item's audience is the unit's own tree.
    const rule = `select s from unnest($1::text[]) s where publication.may_see(platform.current_reader(), s, 2, '{2, 3}') order by s collate "C"`;
    assert.deepEqual(
      (await read(ties, rule, [scopes])).map(({ s }) => s),
      wanted,
      who,
    );
  }
});

test('where the notice itself would tell the secret nothing of the duty is seen, and of a matter with no other duty not even the row', async (t) => {
  const db = await world(t);
  const yearly = { timeLimit: '每年1月31日前', scope: 'society' } as const;
  const texts = [
    fields({ matter2: '只此一项', ...yearly }),
    fields({ matter2: '另有各期', scope: 'society' }),
  ];
  await bringIntoForce(db, await draft(db, texts));
  const read = await portalAs(db);
  const matters = async () =>
    (
      await read(
        [{ unit: 2, path: '/1/2/', kind: 'member' }],
        'select matter2 from catalogue.public_item order by position',
      )
    ).map(({ matter2 }) => matter2);
  const periods = async () =>
    (
      await read(
        [{ unit: 2, path: '/1/2/', kind: 'member' }],
        'select period from catalogue.public_duty order by due_on',
      )
    ).map(({ period }) => period);
  const duties = await listOpenDuties(db.office.reader, 2, today);
  const withhold = async (matter: string, noticePublic: boolean) => {
    const duty = duties.find(({ matter2 }) => matter2 === matter);
    assert.ok(duty !== undefined);
    const request = { reason: 'SECRET', note: '涉密', reviewOn: '2027-01-05', noticePublic } as const;
    value(await as(db, approver)((ctx) => withholdDuty(ctx, duty.id, request)));
  };
  assert.deepEqual(await matters(), ['只此一项', '另有各期']);
  await withhold('只此一项', false);
  await withhold('另有各期', false);
  assert.deepEqual(await matters(), ['另有各期']);
  assert.deepEqual(await periods(), ['2026-Q2', '2026-Q3', '2026-Q4']);
  await assert.rejects(read(null, 'select 1 from catalogue.duty'), /permission denied/);
  const [shown] = await listPublicCatalogues(db.portal.reader, 2);
  assert.deepEqual(
    (await listPublicRows(db.portal.reader, shown?.id ?? '', '2026-12-31')).map(({ matter2 }) => matter2),
    ['另有各期'],
  );
});

test('a decision not to publish comes up for review on its date: told once, listed until decided anew, told again at the next date', async (t) => {
  const db = await world(t);
  await bringIntoForce(db, await draft(db, [fields()]));
  const [first, second] = await listOpenDuties(db.office.reader, 2, today);
  assert.ok(first !== undefined && second !== undefined);
  const request = { reason: 'SECRET', note: '涉密', noticePublic: true } as const;
  const withhold = (duty: string, reviewOn: string, at = now) =>
    as(db, approver, at)((ctx) => withholdDuty(ctx, duty, { ...request, reviewOn }));
  value(await withhold(first.id, '2026-07-01'));
  value(await withhold(second.id, '2026-07-15'));
  const day = async (at: string) => {
    await jobs['catalogue/day']?.run({}, { database: db.worker, now: () => new Date(at) });
    const facts = await db.owner.pool.query(
      `select data from platform.fact where kind = 'catalogue.review-due' order by seq`,
    );
    return facts.rows.map(({ data }) => data.duties);
  };
  const listed = async (on: string) => {
    const page = await listDuties(
      db.office.reader,
      { below: false, limit: 50, reviewDue: true },
      everywhere,
      on,
    );
    return page.rows.map(({ id }) => id);
  };
  const told = (duty: string, reviewOn: string) => [{ duty, reviewOn }];
  // The job runs five past midnight in the installation's zone: 16:05 UTC of the day before.
  assert.deepEqual(await day('2026-06-29T16:05:00Z'), []);
  assert.deepEqual(await listed('2026-06-30'), []);
  assert.deepEqual(await day('2026-06-30T16:05:00Z'), [told(first.id, '2026-07-01')]);
  assert.deepEqual(await day('2026-07-01T16:05:00Z'), [told(first.id, '2026-07-01')]);
  assert.deepEqual(await listed('2026-07-02'), [first.id]);
  value(await withhold(first.id, '2026-08-01', new Date('2026-07-02T02:00:00Z')));
  assert.deepEqual(await listed('2026-07-02'), []);
  const facts = await day('2026-07-31T16:05:00Z');
  assert.deepEqual(facts[0], told(first.id, '2026-07-01'));
  assert.deepEqual(
    facts
      .slice(1)
      .flat()
      .toSorted((a: { reviewOn: string }, b: { reviewOn: string }) => (a.reviewOn < b.reviewOn ? -1 : 1)),
    [...told(second.id, '2026-07-15'), ...told(first.id, '2026-08-01')],
  );
  const causes = await db.owner.pool.query(
    'select cause, note from catalogue.duty_change where duty_id = $1 order by id',
    [first.id],
  );
  assert.deepEqual(
    causes.rows.map(({ cause, note }) => `${cause} ${note}`.trim()),
    ['withheld', 'reviewDue 2026-07-01', 'withheld', 'reviewDue 2026-08-01'],
  );
});

test('what “promptly” means comes from the nearest superior that says it; a change dates the duties of units below again', async (t) => {
  const db = await world(t);
  const limit = fields({ matter2: '重大决策', timeLimit: '及时公开', timeKind: 'prompt' });
  const id = await draft(db, [limit]);
  await bringIntoForce(db, id);
  const [item] = await listItems(db.office.reader, id);
  assert.ok(item !== undefined);
  const trigger = 'INFO_FORMED';
  const event = {
    unit: 2,
    affairsKind: 'party',
    itemKey: item.item_key,
    trigger,
    happenedOn: '2026-03-02',
    title: '某决策',
    stage: null,
  } as const;
  value(await as(db, handler)((ctx) => recordTriggerEvent(ctx, event)));
  const set = async (unit: 1 | 2, amount: number) => {
    const rows = [{ key: 'promptly', amount, unit: 'working_day' } as const];
    value(await as(db, office)((ctx) => changeDefaults(ctx, (unit === 1 ? district : town).id, rows)));
    const waiting = await db.owner.pool.query(
      `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks k
       where k.id = j.task_id and k.identifier = 'catalogue/replan-below' returning j.payload`,
    );
    assert.equal(waiting.rowCount, 1);
    for (const { payload } of waiting.rows)
      await jobs['catalogue/replan-below']?.run(payload, { database: db.worker, now: () => now });
  };
  const means = async (unit: number) => (await loadDefaults(db.office.reader, unit)).promptly.amount;
  const due = async () => (await listOpenDuties(db.office.reader, 2, today)).map((duty) => duty.due);
  const own = async () =>
    (await db.owner.pool.query('select unit_id, amount from catalogue.duty_default order by 1')).rows.map(
      ({ unit_id, amount }) => `${unit_id} ${amount}`,
    );
  await set(1, 10);
  assert.deepEqual([await means(1), await means(2), await means(3)], [10, 10, 10]);
  assert.deepEqual(await due(), ['2026-03-16']);
  await set(2, 3);
  assert.deepEqual([await means(1), await means(2), await means(3)], [10, 3, 3]);
  assert.deepEqual(await due(), ['2026-03-05']);
  await set(1, 5);
  assert.deepEqual([await means(1), await means(2), await means(3)], [5, 3, 3]);
  assert.deepEqual(await due(), ['2026-03-05']);
  // The superior's own number: the unit follows again.
  await set(2, 5);
  assert.deepEqual(await own(), ['1 5']);
  await set(1, 8);
  assert.deepEqual([await means(2), await means(3)], [8, 8]);
  assert.deepEqual(await due(), ['2026-03-12']);
  const causes = await db.owner.pool.query('select distinct cause from catalogue.duty_change');
  assert.deepEqual(causes.rows, [{ cause: 'defaults' }]);
});

test('a calendar loaded later dates open duties again, once, with the change on record', async (t) => {
  const db = await world(t);
  const at = new Date('2026-12-07T02:00:00Z');
  await bringIntoForce(db, await draft(db, [fields({ timeLimit: '每月公开一次' })], { at }), at);
  const notice = 'year,from,to,kind,name,source\n2027,2027-04-30,2027-05-02,holiday,劳动节,某通知\n';
  value(await as(db, office, at)((ctx) => uploadCalendarYear(ctx, notice)));
  const fact = await db.owner.pool.query(`select id from platform.fact where kind = 'calendar.changed'`);
  await deliverFact(db.worker, new Map([['catalogue', hears]]), fact.rows[0].id);
  const waiting = await db.owner.pool.query(
    `select task_identifier from graphile_worker.jobs where task_identifier = 'catalogue/replan'`,
  );
  assert.equal(waiting.rowCount, 1);
  const replan = async () => jobs['catalogue/replan']?.run({}, { database: db.worker, now: () => at });
  await replan();
  await replan();
  const changes = await db.owner.pool.query('select cause, before_on, after_on from catalogue.duty_change');
  assert.deepEqual(changes.rows, [{ cause: 'calendar', before_on: '2027-04-30', after_on: '2027-05-03' }]);
});

test('counts per unit are those of the pure rule, on every kind of duty', async (t) => {
  const db = await world(t);
  await bringIntoForce(db, await draft(db, [fields()]));
  const day = '2026-06-15';
  await db.owner.pool.query(`insert into catalogue.duty (id, unit_id, affairs_kind, catalogue_id, item_id, item_key, period, opens_on, due_on,
      nominal_on, posting, warnings, explanation, state, fulfilled_at, fulfilled_on, withhold_reason, review_on, notice_public, created_at)
    select gen_random_uuid(), 2 + n % 2, 'party', d.catalogue_id, d.item_id, d.item_key, 'x' || n, '2026-01-01', date '2026-04-01' + n % 130,
      '2026-01-01', '[]', '[]', '[]', s.state, case when s.state like 'fulfilled%' then now() end,
      case when s.state like 'fulfilled%' then date '2026-04-01' + n % 130 + (n % 5) - 2 end,
      case when s.state = 'withheld' then 'SECRET' end, case when s.state = 'withheld' then date '2027-01-01' end,
      case when s.state = 'withheld' then true end, now()
    from (select * from catalogue.duty limit 1) d, generate_series(1, 650) n
    join lateral (select (array['open', 'open', 'fulfilled', 'fulfilledInPart', 'withheld', 'cancelled'])[1 + n % 6] as state) s on true`);
  const all = await db.owner.pool.query('select unit_id, state, due_on, fulfilled_on from catalogue.duty');
  const standings = all.rows.map((d) => ({
    unit: d.unit_id,
    standing: standingOf({ state: d.state, due: d.due_on, fulfilledOn: d.fulfilled_on }, day),
  }));
  const count = (unit: number, ...wanted: string[]) =>
    standings.filter((d) => d.unit === unit && wanted.includes(d.standing)).length;
  const rows = await readOverview(db.office.reader, '/1/', { from: '2026-01-01', to: '2026-12-31' }, day);
  assert.deepEqual(
    rows.map(({ unit, catalogueMissing }) => [unit, catalogueMissing]),
    [
      [1, true],
      [2, false],
      [3, true],
    ],
  );
  for (const row of rows) {
    assert.deepEqual(
      [row.due, row.dueSoon, row.late, row.missed, row.done, row.doneLate, row.withheld],
      [
        count(row.unit, 'upcoming', 'dueSoon'),
        ...['dueSoon', 'late', 'missed', 'doneInTime', 'doneLate', 'withheld'].map((s) => count(row.unit, s)),
      ],
    );
    assert.equal(
      row.total,
      standings.filter((d) => d.unit === row.unit && d.standing !== 'cancelled').length,
    );
  }
  for (const standing of [
    'upcoming',
    'dueSoon',
    'late',
    'missed',
    'doneInTime',
    'doneLate',
    'withheld',
    'cancelled',
  ] as const) {
    const filter = { standing, unit: 2, below: true, limit: 200 };
    let found = 0;
    let cursor: string | undefined;
    do {
      const page = await listDuties(
        db.office.reader,
        cursor === undefined ? filter : { ...filter, cursor },
        everywhere,
        day,
      );
      assert.ok(
        page.rows.every((duty) => duty.standing === standing),
        standing,
      );
      found += page.rows.length;
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    assert.equal(found, count(2, standing) + count(3, standing), standing);
  }
  assert.equal(dutyStates.length, 5);
});

test('lists show the units a reader’s grants reach and no others', async (t) => {
  const db = await world(t);
  await bringIntoForce(db, await draft(db, [fields()]));
  const ask = async (coverage: { paths: string[]; units: number[]; lines: number[] }) => [
    (await listDuties(db.office.reader, { below: false, limit: 50 }, coverage, today)).rows.length,
    (await listCatalogues(db.office.reader, { below: false, limit: 50 }, coverage)).rows.length,
  ];
  assert.deepEqual(await ask({ paths: ['/1/'], units: [], lines: [] }), [4, 1]);
  assert.deepEqual(await ask({ paths: [], units: [2], lines: [] }), [4, 1]);
  assert.deepEqual(await ask({ paths: ['/1/2/3/'], units: [1], lines: [9] }), [0, 0]);
  assert.deepEqual(await ask({ paths: [], units: [], lines: [] }), [0, 0]);
  const month = await readCalendarMonth(db.office.reader, { unit: 1, below: true, month: '2026-03' }, today);
  assert.deepEqual(
    month.days.filter(({ due }) => due > 0).map(({ date, due }) => [date, due]),
    [['2026-03-31', 1]],
  );
});

test('a superior’s changed template reaches its adopters as proposals, taken or declined there', async (t) => {
  const db = await world(t);
  const model = await draft(db, [fields(), fields({ matter2: '民主评议' })]);
  const template = value(
    await as(
      db,
      office,
    )((ctx) =>
      createTemplate(ctx, {
        unit: 1,
        affairsKind: 'party',
        unitKinds: ['grassrootsPartyCommittee'],
        title: '镇级模板',
        catalogue: model,
      }),
    ),
  );
  value(await tryMove(db, model, 'discard', handler, '改用模板'));
  const id = await draft(db, [], { source: { from: 'template', template } });
  const view = await findTemplateView(db.office.reader, template);
  assert.ok(view !== undefined);
  const [keep] = view.rows;
  assert.ok(keep !== undefined);
  const rows = [
    { itemKey: keep.itemKey, fields: { ...keep.fields, basis: '新依据' } },
    { itemKey: null, fields: fields({ matter2: '发展党员' }) },
  ];
  assert.equal(
    value(
      await as(
        db,
        office,
      )((ctx) => editTemplate(ctx, template, { lock: view.lock, title: view.title, rows })),
    ),
    3,
  );
  const stale = await as(
    db,
    office,
  )((ctx) => editTemplate(ctx, template, { lock: view.lock, title: 'x', rows }));
  assert.equal(!stale.ok && stale.code, 'edited-meanwhile');
  const proposals = await listProposals(db.office.reader, { unit: 2 });
  assert.deepEqual(proposals.map(({ change }) => change).toSorted(), ['added', 'changed', 'removed']);
  for (const { id: proposal, change } of proposals) {
    const decision =
      change === 'removed'
        ? ({ decision: 'decline', reason: '本镇仍需公开' } as const)
        : ({ decision: 'accept', catalogue: id } as const);
    value(await as(db, handler)((ctx) => decideProposal(ctx, proposal, decision)));
    const twice = await as(db, handler)((ctx) => decideProposal(ctx, proposal, decision));
    assert.equal(!twice.ok && twice.code, 'proposal-decided');
  }
  const items = await listItems(db.office.reader, id);
  assert.deepEqual(
    items.map(({ matter2, basis }) => `${matter2} ${basis}`),
    ['党费收缴使用 新依据', '民主评议 《条例》第十一条', '发展党员 《条例》第十一条'],
  );
});

test('an import is written whole or not at all, and a second one of the same file changes nothing', async (t) => {
  const db = await world(t);
  const id = await draft(db, []);
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const file = (name: string, bytes: Buffer | string) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return { path, name, size: statSync(path).size, sha256: sha256Hex(String(bytes)) };
  };
  const catalogue = await findCatalogue(db.office.reader, id);
  assert.ok(catalogue !== undefined);
  const options = { merge: 'replace', skipBroken: 'false' } as const;
  const broken = file(
    'a.csv',
    '序号,公开事项,公开内容,公开时限,公开范围\n1,甲,乙,及时公开,向社会公开\n2,丙,丁,及时公开,看情况\n',
  );
  const mapped = value(await readCatalogueFile(broken, catalogue, {}));
  const refused = await as(db, handler)((ctx) => importCatalogue(ctx, id, broken, mapped, options));
  assert.deepEqual(!refused.ok && [refused.code, refused.params], ['import-has-errors', { count: 1 }]);
  assert.equal((await listItems(db.office.reader, id)).length, 0);
  const some = value(
    await as(
      db,
      handler,
    )((ctx) => importCatalogue(ctx, id, broken, mapped, { ...options, skipBroken: 'true' })),
  );
  assert.deepEqual(
    [some.rows.length, some.skipped.map(({ code, row }) => `${code} ${row}`)],
    [1, ['header 1', 'broken 3']],
  );

  const rows = [fields(), fields({ matter2: '民主评议', timeLimit: '每年1月31日前' })];
  const sheet = file('b.xlsx', exportCatalogue('目录', rows, 'xlsx'));
  const read = value(await readCatalogueFile(sheet, catalogue, {}));
  const dry = await planImport(db.office.reader, id, sheet, read, options);
  assert.deepEqual(
    [dry.report.diff.added, dry.report.diff.removed, dry.report.changesNothing],
    [2, 1, false],
  );
  assert.equal((await listItems(db.office.reader, id)).length, 1);
  const first = value(await as(db, handler)((ctx) => importCatalogue(ctx, id, sheet, read, options)));
  assert.equal(first.committed, true);
  const items = await listItems(db.office.reader, id);
  assert.deepEqual(
    items.map(({ matter2 }) => matter2),
    ['党费收缴使用', '民主评议'],
  );
  const before = await findCatalogue(db.office.reader, id);
  const second = value(await as(db, handler)((ctx) => importCatalogue(ctx, id, sheet, read, options)));
  assert.equal(second.changesNothing, true);
  assert.deepEqual(await listItems(db.office.reader, id), items);
  assert.equal((await findCatalogue(db.office.reader, id))?.lock, before?.lock);
  assert.deepEqual(fieldsOf(items[1] ?? assert.fail()).clauses[0]?.amount, '01-31');
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
