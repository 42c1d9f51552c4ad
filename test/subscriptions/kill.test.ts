import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { digestFailPoints } from '#modules/subscriptions';
import { roleUrl } from '#platform/database';
import { mailFailPoints } from '#platform/mail';
import { valueOf } from '#test/database';
import { approved, publish } from '../../src/modules/publication/testing/world.ts';
import { subscribed, type Town, town } from './world.ts';

/*
 * Kill -9 in the middle of a digest run, with a real SMTP server at the other end: each reader gets each item exactly once, as
 * a mailbox counts (by Message-ID), however often and wherever the run dies.
 */

const readers = ['a', 'b', 'c', 'd'].map((name) => `${name}@example.org`);

async function runChild(w: Town, failPoint: string): Promise<NodeJS.Signals | null> {
  const order = {
    url: roleUrl(w.db.url, w.db.secret, 'worker'),
    key: w.settings.key.toString('base64'),
    mail: w.server.settings,
    at: w.at.toISOString(),
  };
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'testing-child.ts'), JSON.stringify(order)],
    {
      env: { ...process.env, GONGKAI_FAIL_POINT: failPoint },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  assert.ok(code === 0 || signal === 'SIGKILL', said);
  return signal;
}

test('a digest run killed at every point, again and again: every reader has every item once', async (t) => {
  const w = await town(t);
  for (const reader of readers) await subscribed(w, reader, '', 'daily');
  const before = w.server.raw.length;
  const titles: string[] = [];
  let deaths = 0;
  // Between two readers' digests; before the server has the second mail; after it has the first, and the third.
  const [made = ''] = digestFailPoints;
  const [leased = '', handedOver = ''] = mailFailPoints;
  const points = [`${made}:2`, `${leased}:2`, `${handedOver}:1`, `${handedOver}:3`];
  for (const [day, point] of points.entries()) {
    const title = `第${day}日的事`;
    titles.push(title);
    valueOf(await publish(w, await approved(w, { title }), w.at));
    w.at = new Date(w.at.getTime() + 24 * 3_600_000);
    assert.equal(await runChild(w, point), 'SIGKILL', point);
    deaths += 1;
    // Another worker, at once: what the dead one held is left alone until its lease is over.
    await w.day({ hours: 0 });
    w.at = new Date(w.at.getTime() + 4 * 60_000);
    await w.mails();
  }
  assert.equal(deaths, points.length);
  const mails = (await w.server.mails()).slice(before);
  const byId = new Map(mails.map((mail) => [mail.messageId, mail]));
  const repeated = mails.length - byId.size;
  t.diagnostic(
    `${mails.length} mails over the line, ${byId.size} in the mailboxes, ${repeated} repeated after a death`,
  );
  // Only the deaths between the server’s answer and our record repeat a mail.
  assert.equal(repeated, 2);
  for (const reader of readers) {
    const text = [...byId.values()]
      .filter((mail) => JSON.stringify(mail.to).includes(reader))
      .map((mail) => mail.text)
      .join('\n');
    for (const title of titles) assert.equal(text.split(title).length - 1, 1, `${reader} ${title}`);
  }
  const open = await w.db.owner.pool.query(
    `select * from platform.mail where state in ('waiting', 'sending')`,
  );
  assert.equal(open.rows.length, 0);
});
