import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '#test/process';
import { startTown, type Town } from '#test/walk-people';

/* Mail in the whole program, as a demonstration runs it: the queue drains, the office shows what would be sent. */

type Post = {
  readonly mail: string;
  readonly counts: readonly { readonly kind: string; readonly state: string; readonly count: number }[];
  readonly shown: readonly { readonly to: string; readonly subject: string; readonly body: string }[];
  readonly subscriptions: readonly { readonly state: string; readonly count: number }[];
};

const post = async (town: Town): Promise<Post> =>
  (await town.ask(town.people.system, 'GET', '/api/mail')).json() as Post;

/** A form of the portal, as a browser sends it. */
const send = (town: Town, path: string, fields: Record<string, string>) =>
  town.app.fetch(path, { method: 'POST', body: new URLSearchParams(fields) });

test('a demonstration shows mails to the system administrator and to nobody else, and their links work', async (t) => {
  const town = await startTown(t);
  const asked = await send(town, '/subscribe', { address: 'reader@example.org', target: '', pace: 'daily' });
  assert.equal(asked.status, 200);
  await until(async () => (await post(town)).shown.length === 1, 20_000);
  const seen = await post(town);
  assert.deepEqual(seen.counts, [{ kind: 'subscriptions.confirm', state: 'shown', count: 1 }]);
  assert.equal(seen.shown[0]?.to, 'r***@example.org');
  const link = /(\/subscribe\/confirm\/\S+)/.exec(seen.shown[0]?.body ?? '')?.[1] ?? '';
  assert.equal((await town.app.fetch(link)).status, 200);
  assert.equal((await send(town, link, {})).status, 200);
  assert.deepEqual(
    (await post(town)).subscriptions.map(({ state, count }) => [state, count]),
    [['active', 1]],
  );
  for (const [name, who] of Object.entries(town.people))
    if (name !== 'system') assert.equal((await town.ask(who, 'GET', '/api/mail')).status, 403, name);
  assert.equal((await town.ask(null, 'GET', '/api/mail')).status, 401);
  // One’s own reminders.
  const { author } = town.people;
  const set = await town.ask(author, 'PUT', '/api/me/mail', { address: 'author@example.org', urgent: true });
  assert.deepEqual(set.json(), {
    mail: 'demo',
    maskedAddress: 'a***@example.org',
    state: 'unconfirmed',
    urgent: true,
  });
  const wrong = await town.ask(author, 'PUT', '/api/me/mail', { address: 'a@b', urgent: true });
  assert.equal(wrong.status, 400);
  const stranger = await town.ask(town.people.reviewer, 'GET', '/api/me/mail');
  assert.deepEqual(stranger.json(), { mail: 'demo', maskedAddress: null, state: 'none', urgent: false });
  await until(async () => (await post(town)).shown.length === 2, 20_000);
  assert.equal((await town.ask(author, 'DELETE', '/api/me/mail', {})).status, 200);
  assert.deepEqual(town.app.faults, []);
});

test('in production without a server nothing is kept and nothing is offered', async (t) => {
  const town = await startTown(t, { mode: 'production' });
  assert.match(await (await town.app.fetch('/subscribe')).text(), /本站尚未开通邮件订阅/);
  assert.equal(
    (await send(town, '/subscribe', { address: 'a@b.cn', target: '', pace: 'daily' })).status,
    409,
  );
  const set = await town.ask(town.people.author, 'PUT', '/api/me/mail', { address: 'a@b.cn', urgent: false });
  assert.equal(set.status, 409);
  const { rows } = await town.app.db.owner.pool.query('select * from platform.mail');
  assert.deepEqual(rows, []);
});
