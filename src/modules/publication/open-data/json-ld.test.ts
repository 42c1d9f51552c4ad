import assert from 'node:assert/strict';
import { test } from 'node:test';
import { htmlProblems, toMarkup } from '#platform/html';
import { valueOf } from '#test/database';
import { jsonLdBlock } from '#ui/portal';
import { attaching, site } from '../testing/site.ts';
import { approved, monday, publish, revised } from '../testing/world.ts';

const hours = (n: number) => new Date(monday.getTime() + n * 3_600_000);

const blocksOf = (body: string): readonly Record<string, unknown>[] =>
  [...body.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)].map(
    (found) => JSON.parse(found[1] ?? '') as Record<string, unknown>,
  );

test('pages carry what they say as schema.org data, for society alone', async (t) => {
  const s = await site(t, () => hours(100));
  const hostile = '</script><script>alert(1)</script><!--part 9-->';
  const made = await approved(s, { title: hostile }, attaching(s, '明细.txt', '内容'));
  const item = { ...made, ...valueOf(await publish(s, made)) };
  const innerMade = await approved(s, { title: '党内暗号', scope: 'wholeParty' });
  const inner = valueOf(await publish(s, innerMade, hours(1)));
  const page = await s.get(`/i/${item.slug}`);
  assert.deepEqual(htmlProblems(page.body), []);
  const [data, ...more] = blocksOf(page.body);
  assert.equal(more.length, 0);
  assert.equal(data?.['@type'], 'DigitalDocument');
  assert.equal(data?.['name'], hostile);
  assert.equal(data?.['url'], `http://gongkai.example/i/${item.slug}`);
  assert.deepEqual(
    ((data?.['encoding'] ?? []) as { name: string }[]).map((one) => one.name),
    ['明细.txt'],
  );
  assert.ok(page.body.includes(`<link rel="canonical" href="/i/${item.slug}">`));
  const types = await Promise.all(
    ['/', '/items', '/units/3'].map(async (path) =>
      blocksOf((await s.get(path)).body).map((one) => one['@type']),
    ),
  );
  assert.deepEqual(types, [['WebSite'], ['CollectionPage'], ['Organization']]);
  // Somebody inside reads inner items on their pages; programs are given nothing of them.
  for (const path of [`/i/${inner.slug}`, '/members', '/items'])
    assert.deepEqual(blocksOf((await s.get(path, 'member')).body), [], path);
  valueOf(await publish(s, await revised(s, item, 'withdraw', { reason: '有误' }), hours(5)));
  assert.deepEqual(blocksOf((await s.get(`/i/${item.slug}`)).body), []);
  assert.deepEqual(s.faults, []);
});

test('no text ends the block it stands in', () => {
  const texts = ['</script>', '<!--', ']]>', '&lt;', '\u2028'];
  const block = toMarkup(jsonLdBlock({ texts }));
  assert.equal(block.match(/</g)?.length, 2);
  assert.deepEqual(blocksOf(block), [{ texts }]);
});
