import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Channel } from '#platform/module';
import { valueOf } from '#test/database';
import { nextAttemptAt, retryDelays } from '../../src/modules/carriers/deliveries/deliverer.ts';
import { approved, publish, revised } from '../../src/modules/publication/testing/world.ts';
import { type CarriersWorld, carriersWorld, monday } from './support.ts';

const minutes = (count: number) => new Date(monday.getTime() + count * 60_000);

async function receipts(w: CarriersWorld) {
  const found = await w.db.owner.pool.query<{ channel: string; state: string; asked: number }>(
    'select channel, state, asked from carriers.channel_receipt order by created_at, channel',
  );
  return found.rows.map(({ channel, state, asked }) => `${channel} ${state} ${asked}`);
}

async function findings(w: CarriersWorld) {
  const found = await w.db.owner.pool.query<{ kind: string; evidence: object; open: boolean }>(
    'select kind, evidence, resolved_at is null as open from carriers.finding order by found_at',
  );
  return found.rows;
}

test('after a withdrawal every way out is asked until none shows it; one that still does is a finding', async (t) => {
  const showing = { lists: true, search: true };
  let calls = 0;
  const channels: Channel[] = [
    { name: 'pages', shows: async () => false },
    { name: 'lists', shows: async () => showing.lists },
    {
      name: 'search',
      shows: async () => {
        calls += 1;
        if (calls === 1) throw new Error('the index is being rebuilt');
        return showing.search;
      },
    },
  ];
  const w = await carriersWorld(t, channels);
  const item = await approved(w);
  valueOf(await publish(w, item));
  await w.hear();
  assert.deepEqual(await receipts(w), []);
  valueOf(await publish(w, await revised(w, item, 'withdraw', { reason: '事实有误，予以撤回' })));
  await w.hear();
  assert.deepEqual(await receipts(w), ['lists waiting 0', 'pages waiting 0', 'search waiting 0']);
  const [payload] = await w.waiting('carriers/ask-channels');
  await w.job('carriers/ask-channels', payload as object, minutes(0));
  assert.deepEqual(await receipts(w), ['lists showing 1', 'pages gone 1', 'search waiting 1']);
  assert.deepEqual(await findings(w), []);
  showing.lists = false;
  await w.job('carriers/ask-channels', payload as object, minutes(1));
  assert.deepEqual(await receipts(w), ['lists gone 2', 'pages gone 1', 'search showing 2']);
  const [found, ...more] = await findings(w);
  assert.deepEqual(more, []);
  assert.equal(found?.kind, 'channelStillShowing');
  assert.ok(!JSON.stringify(found).includes('云溪村'), 'not a word of what was withdrawn');
  await w.hear();
  const told = await w.db.owner.pool.query<{ words: string }>(
    `select params ->> 'words' as words from platform.notification where kind = 'carriers.finding'`,
  );
  assert.ok(told.rows.length > 0);
  for (const { words } of told.rows)
    assert.match(words, /^撤回后“检索”仍能看到（[0-9a-z]{8}），已查2次，继续核查$/);
  showing.search = false;
  await w.job('carriers/ask-channels', payload as object, minutes(2));
  assert.equal((await findings(w))[0]?.open, false);
  assert.deepEqual(await receipts(w), ['lists gone 2', 'pages gone 1', 'search gone 3']);
});

test('narrowed to an inner scope it is withdrawn for carriers, and public again nobody asks any more', async (t) => {
  const w = await carriersWorld(t, [{ name: 'pages', shows: async () => true }]);
  const item = await approved(w);
  valueOf(await publish(w, item));
  valueOf(await publish(w, await revised(w, item, 'correct', { scope: 'unit', changeNote: '缩小范围' })));
  await w.hear();
  assert.deepEqual(await receipts(w), ['pages waiting 0']);
  valueOf(await publish(w, await revised(w, item, 'correct', { scope: 'society', changeNote: '恢复公开' })));
  await w.hear();
  assert.deepEqual(await receipts(w), ['pages superseded 0']);
});

test('attempts come further and further apart, a fifth either way, and end', () => {
  fc.assert(
    fc.property(fc.nat({ max: 20 }), fc.double({ min: 0, max: 1, noNaN: true }), (made, chance) => {
      const next = nextAttemptAt(retryDelays, made, monday, chance);
      const seconds = retryDelays[made];
      if (seconds === undefined) return assert.equal(next, undefined);
      const wait = ((next?.getTime() ?? 0) - monday.getTime()) / 1000;
      assert.ok(wait >= seconds * 0.8 - 0.001 && wait <= seconds * 1.2 + 0.001);
    }),
  );
  assert.deepEqual(
    [...retryDelays].sort((a, b) => a - b),
    [...retryDelays],
  );
});

test('a receipt that does not come by its day is a finding, once', async (t) => {
  const w = await carriersWorld(t);
  const item = await approved(w);
  valueOf(await publish(w, item));
  await w.db.owner.pool.query(
    `insert into carriers.delivery (id, kind, carrier, fact, what, item, slug, unit, due_at, created_at)
     select gen_random_uuid(), 'screen', gen_random_uuid(), gen_random_uuid(), 'withdraw', id, slug, unit, $1, $1
     from publication.item`,
    [monday],
  );
  await w.job('carriers/sweep', {}, monday);
  assert.deepEqual(await findings(w), []);
  await w.job('carriers/sweep', {}, minutes(1));
  await w.job('carriers/sweep', {}, minutes(9));
  assert.deepEqual(
    (await findings(w)).map(({ kind }) => kind),
    ['receiptOverdue'],
  );
});
