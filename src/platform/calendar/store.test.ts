import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandContext, freshDatabase, testActor, unitRef, valueOf } from '#test/database';
import { dueDate } from './due-date.ts';
import { loadCalendar, uploadCalendarYear } from './store.ts';

const administrator = testActor('管理员', ['systemAdministrator'], unitRef(1, '/1/'));
const now = new Date('2026-11-10T02:00:00Z');
const notice = 'year,from,to,kind,name,source\n2027,2027-01-01,2027-01-03,holiday,元旦,某通知\n';

test('an uploaded year takes the place of the warning and is told once', async (t) => {
  const db = await freshDatabase(t);
  const run = commandContext(db, administrator, now);
  const term = { received: '2026-12-10', amount: 20, unit: 'working_day' } as const;
  const before = dueDate(await loadCalendar(db.office.reader), term);
  assert.deepEqual([before.due, before.warnings.length], ['2027-01-07', 1]);

  const first = valueOf(await run((ctx) => uploadCalendarYear(ctx, notice)));
  assert.deepEqual(first, { years: [2027], changed: [2027] });
  const after = dueDate(await loadCalendar(db.office.reader), term);
  assert.deepEqual([after.due, after.warnings.length], ['2027-01-08', 0]);

  const second = valueOf(await run((ctx) => uploadCalendarYear(ctx, notice)));
  assert.deepEqual(second.changed, []);
  const facts = await db.owner.pool.query(`select data from platform.fact where kind = 'calendar.changed'`);
  assert.deepEqual(facts.rows, [{ data: { years: [2027] } }]);
});

test('a wrong file changes nothing', async (t) => {
  const db = await freshDatabase(t);
  const run = commandContext(db, administrator, now);
  const refused = await run((ctx) =>
    uploadCalendarYear(ctx, `${notice}2027,2027-02-30,2027-03-01,holiday,某,x\n`),
  );
  assert.equal(!refused.ok && refused.code, 'calendar-row-wrong');
  assert.equal((await db.owner.pool.query('select 1 from platform.calendar_year')).rowCount, 0);
});
