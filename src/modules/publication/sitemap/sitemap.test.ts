import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { valueOf } from '#test/database';
import { outsideTools } from '#test/outside-tools';
import { site } from '../testing/site.ts';
import { approved, monday, publish, revised } from '../testing/world.ts';
import { MOST_IN_PART, prefixesFor } from './parts.ts';

const hours = (n: number) => new Date(monday.getTime() + n * 3_600_000);
const schema = join(import.meta.dirname, '..', '..', '..', '..', 'test', 'judges', 'sitemap.xsd');
const base = 'http://gongkai.example';

test('site map: every open page and nothing else, valid by the schema, led to by robots.txt', async (t) => {
  const s = await site(t, () => hours(100));
  const one = async (title: string, changes = {}) => {
    const made = await approved(s, { title, ...changes });
    return { ...made, ...valueOf(await publish(s, made)) };
  };
  const open = await one('公开');
  const inner = await one('党内', { scope: 'wholeParty' });
  const gone = await one('撤下');
  valueOf(await publish(s, await revised(s, gone, 'withdraw', { reason: '有误' }), hours(2)));
  const tools = outsideTools(t);
  const robots = await s.get('/robots.txt');
  const index = /^Sitemap: (\S+)$/m.exec(robots.body)?.[1];
  assert.equal(index, `${base}/sitemap.xml`);
  for (const reader of [undefined, 'member'] as const) {
    const first = await s.get('/sitemap.xml', reader);
    assert.equal(
      first.headers['cache-control'],
      reader === undefined ? 'public, no-cache' : 'private, no-store',
    );
    const named: string[] = [];
    const texts = [first.body];
    for (const [, part = ''] of first.body.matchAll(/<loc>http:\/\/gongkai\.example([^<]+)<\/loc>/g)) {
      const answer = await s.get(part, reader);
      assert.equal(answer.statusCode, 200, part);
      texts.push(answer.body);
      named.push(
        ...[...answer.body.matchAll(/<loc>http:\/\/gongkai\.example([^<]+)/g)].map((found) => found[1] ?? ''),
      );
    }
    assert.deepEqual(
      named.filter((path) => path.startsWith('/i/')),
      [`/i/${open.slug}`],
    );
    assert.ok(!named.includes(`/i/${inner.slug}`));
    assert.deepEqual(
      named.filter((path) => path.startsWith('/units/')),
      ['/units/1', '/units/2', '/units/3'],
    );
    // The site's own help pages belong to no room and are not served here.
    for (const path of named.filter((one) => !/^\/(help|accessibility|about|open-data)/.test(one)))
      assert.equal((await s.get(path, reader)).statusCode, 200, path);
    if (reader !== undefined) continue;
    for (const [at, text] of texts.entries())
      tools.run('xmllint', '--noout', '--nonet', '--schema', schema, tools.put(`sitemap-${at}.xml`, text));
    const bad = tools.put(
      'bad.xml',
      (texts[0] ?? '').replace('</sitemapindex>', '<sitemap/></sitemapindex>'),
    );
    assert.throws(
      () => tools.run('xmllint', '--noout', '--nonet', '--schema', schema, bad),
      'the schema judges',
    );
  }
  for (const path of ['/sitemap/units-2.xml', '/sitemap/none.xml', '/sitemap/items-u.xml'])
    assert.equal((await s.get(path)).statusCode, 404, path);
  const { headers } = await s.get('/sitemap.xml');
  assert.equal(
    (await s.get('/sitemap.xml', undefined, { 'if-none-match': String(headers.etag) })).statusCode,
    304,
  );
  assert.deepEqual(s.faults, []);
});

test('parts of the site map stay below what the protocol allows, up to a hundred million items', () => {
  for (const items of [0, 1, 30_000, 30_001, 1_000_000, 30_000_000, 100_000_000]) {
    const prefixes = prefixesFor(items);
    assert.equal(new Set(prefixes).size, prefixes.length);
    // Items fall into parts by chance: six deviations above the mean is more than will ever be met.
    const mean = items / prefixes.length;
    assert.ok(mean + 6 * Math.sqrt(mean) < MOST_IN_PART, `${items}`);
  }
});
