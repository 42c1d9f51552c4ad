import assert from 'node:assert/strict';
import { test } from 'node:test';
import { uploadCalendarYear } from '#platform/calendar';
import { deliverFact } from '#platform/outbox';
import { valueOf as value } from '#test/database';
import { changeDefaults } from './commands/change-defaults.ts';
import { fulfilDuties } from './commands/fulfil-duties.ts';
import { recordTriggerEvent } from './commands/record-trigger-event.ts';
import { cancelDuty, withholdDuty } from './commands/settle-duty.ts';
import { standingOf } from './duties/index.ts';
import { dutyStates } from './forms/vocabulary.ts';
import { hears, jobs } from './jobs.ts';
import { listDuties, listOpenDuties } from './queries/duties.ts';
import { readOverview } from './queries/overview.ts';
import { listPublicCatalogues, listPublicRows } from './queries/public.ts';
import { listItems } from './store/catalogues.ts';
import { loadDefaults } from './store/duties.ts';

import {
  approver,
  as,
  bringIntoForce,
  district,
  draft,
  everywhere,
  fields,
  handler,
  now,
  office,
  reveal,
  today,
  town,
  world,
} from './testing/world.ts';

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
  await reveal(db);
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
