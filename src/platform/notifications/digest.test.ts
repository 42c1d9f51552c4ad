import assert from 'node:assert/strict';
import { test } from 'node:test';
import { done } from '#kernel';
import { recordAudit } from '#platform/audit';
import { addDays, createCalendar } from '#platform/calendar';
import { inTransaction, systemActor } from '#platform/command';
import { createTranslator, defineMessages } from '#platform/i18n';
import { commandContext, freshDatabase, testActor, unitRef, valueOf } from '#test/database';
import { isDigestDay, keepDigest, listDigests, readDigestPace, setDigestPace } from './digest.ts';
import { listToldPeople, noticeText, notify } from './notifications.ts';

const now = new Date('2026-03-03T00:00:00Z');
/** Made up: Monday 2026-03-02 is off, and Sunday 2026-03-08 is worked for it. */
const calendar = createCalendar({
  days: [
    { date: '2026-03-02', kind: 'holiday', name: '试' },
    { date: '2026-03-08', kind: 'makeupWorkday', name: '试' },
  ],
  loadedYears: [2026],
});
const daysOf = (pace: 'off' | 'daily' | 'weekly') =>
  Array.from({ length: 14 }, (_, index) => addDays('2026-03-01', index)).filter((day) =>
    isDigestDay(pace, day, calendar),
  );

test('a daily digest comes on working days, make-up days included; a weekly one on the first of the week', () => {
  assert.deepEqual(
    daysOf('daily').map((day) => day.slice(8)),
    ['03', '04', '05', '06', '08', '09', '10', '11', '12', '13'],
  );
  assert.deepEqual(daysOf('weekly'), ['2026-03-03', '2026-03-09']);
  assert.deepEqual(daysOf('off'), []);
});

test('a digest is kept once a day, the wish is the person’s own, and neither login may alter what was told', async (t) => {
  const db = await freshDatabase(t);
  const actor = testActor('钱经办', ['handler'], unitRef(1, '/1/'));
  const run = commandContext(db, actor, now);
  assert.equal(await readDigestPace(db.office.reader, actor.person), 'daily');
  const wish = (pace: 'off' | 'weekly') =>
    run(async (ctx) => {
      await setDigestPace(ctx, pace);
      await recordAudit(ctx, { action: 'test' });
      return done(null);
    });
  valueOf(await wish('off'));
  valueOf(await wish('weekly'));
  assert.equal(await readDigestPace(db.worker.reader, actor.person), 'weekly');
  const line = { kind: 'disclosure.mine', params: { count: 3 }, link: '/inbox' };
  const keep = (params: { count: number }) =>
    inTransaction(db.worker, { actor: systemActor, now }, async (ctx) => {
      const digest = { day: '2026-03-03', pace: 'weekly', lines: [{ ...line, params }] } as const;
      const isNew = await keepDigest(ctx, actor.person, digest);
      await recordAudit(ctx, { action: 'test' });
      return done(isNew);
    });
  assert.equal(valueOf(await keep({ count: 3 })), true);
  assert.equal(valueOf(await keep({ count: 9 })), false);
  const [kept, ...more] = await listDigests(db.office.reader, actor.person);
  assert.deepEqual([kept?.lines, kept?.day, more], [[line], '2026-03-03', []]);
  for (const statement of ['update platform.digest set pace = pace', 'delete from platform.digest']) {
    await assert.rejects(db.worker.pool.query(statement), /permission denied/);
    await assert.rejects(db.owner.pool.query(statement), /never changed/);
  }
});

test('a notice is told in words, and who was told at that moment is known', async (t) => {
  const db = await freshDatabase(t);
  const actor = testActor('孙审核', ['reviewer'], unitRef(1, '/1/'));
  const notice = { kind: 'room.waits', params: { stepKind: 'review', title: '某事' }, link: '/revisions/1' };
  valueOf(
    await commandContext(
      db,
      actor,
      now,
    )(async (ctx) => {
      await notify(ctx, [{ ...notice, person: actor.person }]);
      await recordAudit(ctx, { action: 'test' });
      return done(null);
    }),
  );
  const told = await listToldPeople(db.office.reader, notice.link, now);
  assert.deepEqual([...told], [actor.person]);
  assert.equal((await listToldPeople(db.office.reader, notice.link, new Date())).size, 0);
  const words = { 'notice.room.waits': '{stepKind}：《{title}》', 'stepKind.review': '审核' };
  const say = createTranslator([defineMessages({ 'zh-CN': words, en: words })])('zh-CN');
  assert.equal(noticeText(say, notice), '审核：《某事》');
});
