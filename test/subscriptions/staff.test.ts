import assert from 'node:assert/strict';
import { test } from 'node:test';
import { done } from '#kernel';
import { recordAudit } from '#platform/audit';
import { inTransaction, systemActor } from '#platform/command';
import { keepDigest, notify } from '#platform/notifications';
import { commandContext, valueOf } from '#test/database';
import { setStaffMail } from '../../src/modules/subscriptions/staff/commands.ts';
import { linkIn, type Town, town } from './world.ts';

/* Reminders of the office by mail: to a confirmed address, numbers only, ended with one click. */

const morning = new Date('2026-03-03T00:05:00Z');

async function keepAndTell(w: Town): Promise<void> {
  const { person } = w.people.handler;
  valueOf(
    await inTransaction(w.db.worker, { actor: systemActor, now: w.at }, async (ctx) => {
      const lines = [
        { kind: 'disclosure.mine', params: { count: 3 }, link: '/inbox?box=mine' },
        { kind: 'disclosure.late', params: { count: 1 }, link: '/inbox?box=late' },
        // Nobody writes such a line today; if somebody does, it stays in the house.
        { kind: 'disclosure.returned', params: { count: 2, title: '机密标题' }, link: '/inbox?box=returned' },
      ];
      await keepDigest(ctx, person, { day: '2026-03-03', pace: 'daily', lines });
      const title = '机密标题';
      await notify(ctx, [
        { person, kind: 'disclosure.after-objected', params: { title }, link: '/revisions/1' },
        { person, kind: 'disclosure.approved', params: { title }, link: '/revisions/2' },
      ]);
      await recordAudit(ctx, { action: 'test' });
      return done(null);
    }),
  );
}

test('reminders go to a confirmed address, say numbers only, each once, and end with one click', async (t) => {
  const w = await town(t);
  w.at = morning;
  const as = commandContext(w.db, w.people.handler, morning);
  const set = (address: string | null, urgent: boolean) =>
    as((ctx) => setStaffMail(ctx, w.keys, { address, urgent, locale: 'zh-CN' }));
  assert.deepEqual((await set(null, true)).ok, false, 'no address yet');
  const wrong = await set('x', true);
  assert.equal(wrong.ok ? '' : wrong.code, 'mail-address-wrong');
  valueOf(await set('first@example.org', true));
  const [old] = await w.mails();
  valueOf(await set('qian@example.org', true));
  const [confirmation] = await w.mails();
  await keepAndTell(w);
  await w.job('subscriptions/remind-staff');
  assert.deepEqual(await w.mails(), [], 'not before the address is confirmed');
  assert.equal((await w.send(linkIn(old, '/office-mail/confirm/'))).status, 404, 'a link to another address');
  assert.equal((await w.send(linkIn(confirmation, '/office-mail/confirm/'))).status, 200);
  await w.job('subscriptions/remind-staff');
  await w.job('subscriptions/remind-staff');
  const mails = await w.mails();
  assert.deepEqual(mails.map((mail) => mail.subject).sort(), ['待办提醒', '急办提醒']);
  const digest = mails.find((mail) => mail.subject === '待办提醒');
  assert.match(digest?.text ?? '', /待您办理：3件[\s\S]*已经逾期：1件/);
  assert.match(digest?.text ?? '', /https:\/\/gongkai\.example\/office\/inbox\?box=mine/);
  for (const mail of mails)
    assert.doesNotMatch(`${mail.subject}${mail.text}${String(mail.html)}`, /机密|标题|退回给您/);
  assert.doesNotMatch(w.server.raw.join('\n'), /revisions/);
  // One click, as a mailbox posts it.
  const stop = linkIn(digest, '/office-mail/stop/');
  assert.match((await w.get(stop)).body, /<button>停用<\/button>/);
  assert.equal((await w.send(stop, { 'List-Unsubscribe': 'One-Click' })).status, 200);
  assert.equal((await w.send(stop)).status, 200, 'again');
  const { rows } = await w.db.owner.pool.query('select * from subscriptions.staff_mail');
  assert.deepEqual(rows, []);
  const audit = await w.db.owner.pool.query('select * from platform.audit');
  assert.doesNotMatch(JSON.stringify(audit.rows), /example\.org/);
  assert.deepEqual(w.faults, []);
});

test('a mailbox that refuses reminders is not written to again until it is confirmed anew', async (t) => {
  const w = await town(t);
  w.at = morning;
  const as = commandContext(w.db, w.people.handler, morning);
  valueOf(
    await as((ctx) =>
      setStaffMail(ctx, w.keys, { address: 'qian@example.org', urgent: false, locale: 'zh-CN' }),
    ),
  );
  const [confirmation] = await w.mails();
  await w.send(linkIn(confirmation, '/office-mail/confirm/'));
  await keepAndTell(w);
  w.server.answer(() => ({ code: 550, text: 'gone' }));
  await w.job('subscriptions/remind-staff');
  assert.deepEqual(await w.mails(), [], 'no urgent one was wished, and the digest is refused');
  const { rows } = await w.db.owner.pool.query('select verified_at from subscriptions.staff_mail');
  assert.deepEqual(rows, [{ verified_at: null }]);
});
