import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadCalendar } from '#platform/calendar';
import { valueOf } from '#test/database';
import { units } from '../testing/cases.ts';
import { monday, world } from '../testing/world.ts';
import { dayAfterTerm, endOfTerm } from './rules.ts';
import { listTerms, setTerm, termOf } from './store.ts';

test('terms hold from the nearest unit that set one; the installation has them all', async (t) => {
  const w = await world(t);
  const office = w.hire('赵办公室', 'committeeOffice', units.town);
  const db = w.db.office.reader;
  assert.deepEqual(await termOf(db, units.village, 'afterReview'), {
    key: 'afterReview',
    amount: 1,
    unit: 'working_day',
    setBy: null,
  });
  valueOf(await w.as(office, (ctx) => setTerm(ctx, units.town, 'afterReview', { amount: 4, unit: 'hour' })));
  const village = (await listTerms(db, units.village)).find((one) => one.key === 'afterReview');
  assert.deepEqual([village?.amount, village?.unit, village?.setBy], [4, 'hour', 2]);
  assert.equal((await termOf(db, units.otherTown, 'afterReview')).amount, 1);
  const refused = await w.as(office, (ctx) =>
    setTerm(ctx, units.town, 'withholdingReview', { amount: 3, unit: 'hour' }),
  );
  assert.deepEqual(refused.ok ? null : refused.code, 'term-unit');
});

test('a term ends with its last working day, hours to the minute', async (t) => {
  const w = await world(t);
  const calendar = await loadCalendar(w.db.office.reader);
  const friday = new Date('2026-03-06T17:00:00+08:00');
  const day = endOfTerm(calendar, friday, { amount: 1, unit: 'working_day' });
  assert.equal(day.at.toISOString(), new Date('2026-03-10T00:00:00+08:00').toISOString());
  assert.ok(day.steps.length > 0);
  const hours = endOfTerm(calendar, monday, { amount: 3, unit: 'hour' });
  assert.deepEqual(hours, { at: new Date(monday.getTime() + 3 * 3_600_000), steps: [] });
  assert.equal(dayAfterTerm(calendar, monday, { amount: 7, unit: 'calendar_day' }), '2026-03-09');
  assert.equal(dayAfterTerm(calendar, monday, { amount: 12, unit: 'month' }), '2027-03-02');
});
