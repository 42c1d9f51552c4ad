import assert from 'node:assert/strict';
import { test } from 'node:test';
import { valueOf } from '#test/database';
import { site } from '../testing/site.ts';
import { approved, body, monday, publish, revised } from '../testing/world.ts';

const hours = (n: number) => new Date(monday.getTime() + n * 3_600_000);

test('any search has a feed: what society finds, newest first, page by page, and 404 where nothing is asked', async (t) => {
  const s = await site(t, () => hours(100));
  const one = async (title: string, at: number, changes = {}) => {
    const made = await approved(s, { title, body: body('关于水库维修的情况。'), ...changes });
    return { ...made, ...valueOf(await publish(s, made, hours(at))) };
  };
  const wanted: string[] = [];
  for (let at = 0; at < 22; at += 1) {
    await one(`水库维修公示之${at}`, at);
    wanted.push(`水库维修公示之${at}`);
  }
  await one('水库维修暗号', 30, { scope: 'wholeParty' });
  await one('道路公示', 31, { body: body('另一件事。') });
  const gone = await one('水库维修撤下', 32);
  valueOf(await publish(s, await revised(s, gone, 'withdraw', { reason: '有误' }), hours(33)));
  const q = encodeURIComponent('水库维修');
  for (const reader of [undefined, 'member'] as const) {
    const read: string[] = [];
    for (let next: string | undefined = `/feeds/search.json?q=${q}`; next !== undefined; ) {
      const answer = await s.get(next, reader);
      assert.equal(answer.statusCode, 200);
      const feed = answer.json() as { items: { title: string }[]; next_url?: string; home_page_url: string };
      read.push(...feed.items.map((item) => item.title));
      assert.equal(feed.home_page_url, `http://gongkai.example/search?q=${q}`);
      next = feed.next_url?.replace('http://gongkai.example', '');
    }
    assert.deepEqual(read, wanted.toReversed());
  }
  // Two questions are two feeds, with the same entries by the same ids.
  const ids = await Promise.all(
    [q, encodeURIComponent('道路')].map(async (text) =>
      [...(await s.get(`/feeds/search.atom?q=${text}`)).body.matchAll(/<id>([^<]+)/g)].map(
        (found) => found[1],
      ),
    ),
  );
  assert.notEqual(ids[0]?.[0], ids[1]?.[0]);
  for (const path of ['/feeds/search.atom', '/feeds/search.atom?q=', '/feeds/search.rss?kind=x'])
    assert.equal((await s.get(path)).statusCode, 404, path);
  for (const text of ['"', '- &|!()', "a' or 1=1 --", '😀', 'x'.repeat(3_000), ':*'])
    assert.ok(
      [200, 404].includes((await s.get(`/feeds/search.atom?q=${encodeURIComponent(text)}`)).statusCode),
      text,
    );
  const { body: page } = await s.get(`/search?q=${q}&order=newest`);
  assert.ok(page.includes(`<a href="/feeds/search.atom?q=${q}">`));
  assert.match(
    page,
    new RegExp(
      `<link rel="alternate" type="application/atom\\+xml"[^>]*href="/feeds/search\\.atom\\?q=${q}"`,
    ),
  );
  assert.deepEqual(s.faults, []);
});
