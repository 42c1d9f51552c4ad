import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { z } from 'zod';
import { valueOf } from '#test/database';
import { outsideTools } from '#test/outside-tools';
import { copyItem } from '../testing/copies.ts';
import { attaching, type Site, site } from '../testing/site.ts';
import { approved, body, monday, publish, revised } from '../testing/world.ts';
import type { Feed } from './feed.ts';
import { cut } from './make-feed.ts';
import { writeFeed } from './write-feed.ts';
import { xmlElement } from './xml.ts';

const hours = (n: number) => new Date(monday.getTime() + n * 3_600_000);
const open = (t: TestContext) => site(t, () => hours(100));
const judges = join(import.meta.dirname, '..', '..', '..', '..', 'test', 'judges');
const base = 'http://gongkai.example';

/** Everything a feed can meet: with a file, corrected, hostile, inner, withdrawn, narrowed, widened. */
async function fill(s: Site) {
  let at = 0;
  const one = async (title: string, changes: Parameters<typeof approved>[1] = {}, file?: string) => {
    const made = await approved(
      s,
      { title, ...changes },
      file === undefined ? undefined : attaching(s, file, '附件内容'),
    );
    at += 1;
    return { ...made, ...valueOf(await publish(s, made, hours(at))) };
  };
  const change = async (
    item: Awaited<ReturnType<typeof one>>,
    ...how: Parameters<typeof revised> extends [unknown, unknown, ...infer Rest] ? Rest : never
  ) => {
    at += 1;
    valueOf(await publish(s, await revised(s, item, ...how), hours(at)));
  };
  const first = await one('最早的一件');
  const withFile = await one('带附件的一件', {}, '收支 明细&表.txt');
  const hostile = await one(']]> <script>&amp;"\u{1f600}</title>', {
    category: 'a.b/c&d',
    affairsKind: 'party',
    body: body('第一行 <b>粗</b>'),
  });
  const inner = await one('党内暗号', { scope: 'wholeParty' });
  const gone = await one('撤下暗号', { body: body('撤下暗号正文') });
  const narrowed = await one('收窄暗号');
  const widened = await one('放宽前暗号', { scope: 'unit' });
  await change(gone, 'withdraw', { reason: '含个人信息' });
  await change(narrowed, 'correct', { scope: 'unit', changeNote: '收窄说明暗号' });
  await change(widened, 'correct', { title: '放宽后', scope: 'society', changeNote: '向社会公开' });
  await change(first, 'correct', { title: '最早的一件（更正）', changeNote: '金额有误' });
  return { first, withFile, hostile, inner, gone, narrowed, widened };
}

const secrets = ['党内暗号', '撤下暗号', '收窄暗号', '收窄说明暗号', '放宽前暗号', '含个人信息'];

const address = z.url({ protocol: /^https?$/ });
const moment = z.iso.datetime();
const jsonFeed = z.strictObject({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string().min(1),
  home_page_url: address,
  feed_url: address,
  description: z.string(),
  language: z.literal('zh-CN'),
  authors: z.array(z.strictObject({ name: z.string().min(1) })).min(1),
  next_url: address.optional(),
  _gongkai: z
    .strictObject({ withdrawn: z.array(z.strictObject({ id: z.string(), when: moment })).min(1) })
    .optional(),
  items: z.array(
    z.strictObject({
      id: z.string().regex(/^tag:gongkai\.example,2026:i\/[0-9a-z]{8}(\/v\/\d+)?$/),
      url: address,
      title: z.string(),
      content_text: z.string(),
      date_published: moment,
      date_modified: moment,
      authors: z.array(z.strictObject({ name: z.string().min(1) })).min(1),
      tags: z.array(z.string().min(1)),
      attachments: z
        .array(
          z.strictObject({
            url: address,
            mime_type: z.string().regex(/^[^/]+\/[^/]+$/),
            title: z.string(),
            size_in_bytes: z.int().min(0),
          }),
        )
        .min(1)
        .optional(),
    }),
  ),
});

test('feeds: the same items in three formats, valid by their schemas, read by a newsreader, nothing inner in them', async (t) => {
  const s = await open(t);
  const items = await fill(s);
  const tools = outsideTools(t);
  const places = [
    '/feeds/site',
    '/feeds/units/3',
    '/feeds/units/1',
    '/feeds/kinds/party',
    '/feeds/kinds/village',
    `/feeds/categories/${encodeURIComponent('a.b/c&d')}`,
    ...[items.first, items.widened, items.gone, items.narrowed].map(({ slug }) => `/feeds/items/${slug}`),
  ];
  for (const path of places) {
    for (const reader of [undefined, 'member'] as const) {
      const [atom, rss, json] = await Promise.all(
        ['atom', 'rss', 'json'].map((format) => s.get(`${path}.${format}`, reader)),
      );
      assert.ok(atom !== undefined && rss !== undefined && json !== undefined);
      for (const answer of [atom, rss, json]) {
        assert.equal(answer.statusCode, 200, `${path} ${answer.body}`);
        for (const word of secrets) assert.ok(!answer.body.includes(word), `${path} ${reader}: ${word}`);
      }
      const feed = jsonFeed.parse(json.json());
      assert.equal(feed.feed_url, `${base}${path}.json`);
      // The same ids in the same order, whatever the format.
      assert.deepEqual(
        [...atom.body.matchAll(/<entry>\n<id>([^<]+)/g)].map((one) => one[1]),
        feed.items.map((one) => one.id),
      );
      assert.deepEqual(
        [...rss.body.matchAll(/<guid[^>]*>([^<]+)/g)].map((one) => one[1]),
        feed.items.map((one) => one.id),
      );
      if (reader !== undefined) continue;
      const name = path.replaceAll(/\W/g, '_');
      tools.run(
        'xmllint',
        '--noout',
        '--nonet',
        '--relaxng',
        join(judges, 'atom.rng'),
        tools.put(`${name}.atom`, atom.body),
      );
      tools.run(
        'xmllint',
        '--noout',
        '--nonet',
        '--relaxng',
        join(judges, 'rss.rng'),
        tools.put(`${name}.rss`, rss.body),
      );
    }
  }
  const whole = jsonFeed.parse((await s.get('/feeds/site.json')).json());
  assert.deepEqual(
    whole.items.map((one) => one.title),
    ['最早的一件（更正）', '放宽后', ']]> <script>&amp;"\u{1f600}</title>', '带附件的一件'],
  );
  assert.match(whole.items[0]?.content_text ?? '', /^2026-03-02 更正：金额有误\n/);
  const [file] = whole.items[3]?.attachments ?? [];
  assert.equal(file?.title, '收支 明细&表.txt');
  assert.equal((await s.get(new URL(file?.url ?? '').pathname)).body, '附件内容');
  assert.deepEqual(
    whole._gongkai?.withdrawn.map((one) => one.id),
    [items.narrowed, items.gone].map(({ slug }) => `tag:gongkai.example,2026:i/${slug}`),
  );
  const history = jsonFeed.parse((await s.get(`/feeds/items/${items.first.slug}.json`)).json());
  assert.deepEqual(
    history.items.map((one) => new URL(one.url).pathname),
    [`/i/${items.first.slug}`, `/i/${items.first.slug}/v/1`],
  );
  // The schemas judge: an entry without its id, an item without its date.
  for (const [format, gone] of [
    ['atom', /<id>tag:[^<]*i\/[^<]*<\/id>/],
    ['rss', /<pubDate>[^<]*<\/pubDate>/],
  ] as const) {
    const bad = (await s.get(`/feeds/site.${format}`)).body.replace(gone, '');
    const schema = join(judges, `${format}.rng`);
    assert.throws(() =>
      tools.run('xmllint', '--noout', '--nonet', '--relaxng', schema, tools.put(`bad.${format}`, bad)),
    );
  }
  await readByNewsboat(s, tools);
  assert.deepEqual(s.faults, []);
});

/** A newsreader of the outside world fetches the feeds over the network and keeps what it understood. */
async function readByNewsboat(s: Site, tools: ReturnType<typeof outsideTools>): Promise<void> {
  const root = await s.http.listen({ port: 0, host: '127.0.0.1' });
  const config = tools.put('config', '# nothing\n');
  for (const format of ['atom', 'rss']) {
    const urls = tools.put(`urls-${format}`, `${root}/feeds/site.${format}\n`);
    // One cache each: it knows an entry by its id, and ids are the same in both.
    const cache = join(tools.folder, `${format}.db`);
    const child = spawn('newsboat', ['-x', 'reload', '-u', urls, '-c', cache, '-C', config], {
      env: { ...process.env, HOME: tools.folder, LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (text) => (said += String(text)));
    const [code] = await once(child, 'exit');
    assert.equal(code, 0, said);
    const db = new DatabaseSync(cache, { readOnly: true });
    const rows = db.prepare('select title, url, author from rss_item').all();
    db.close();
    assert.deepEqual(
      new Set(rows.map((row) => row['title'])),
      new Set(['最早的一件（更正）', '放宽后', ']]> <script>&amp;"\u{1f600}</title>', '带附件的一件']),
      format,
    );
    assert.equal(rows.length, 4);
    assert.ok(rows.every((row) => /^http:\/\/gongkai\.example\/i\/[0-9a-z]{8}$/.test(String(row['url']))));
    assert.ok(rows.every((row) => row['author'] === '云溪村'));
  }
}

test('a feed changes with its items and not otherwise: 304, no storing for members, 404 with help', async (t) => {
  const s = await open(t);
  const { withFile } = await fill(s);
  for (const format of ['atom', 'rss', 'json']) {
    const path = `/feeds/site.${format}`;
    const first = await s.get(path);
    assert.equal(first.headers['cache-control'], 'public, no-cache');
    const tag = String(first.headers.etag);
    for (const held of [tag, `W/${tag}`, `"other", ${tag}`, `${tag.slice(0, -1)}-gzip"`, '*'])
      assert.deepEqual(
        [(await s.get(path, undefined, { 'if-none-match': held })).statusCode, held],
        [304, held],
      );
    assert.equal((await s.get(path, undefined, { 'if-none-match': '"other"' })).statusCode, 200);
    assert.equal((await s.get(path, 'member')).headers['cache-control'], 'private, no-store');
  }
  const before = String((await s.get('/feeds/site.atom')).headers.etag);
  valueOf(await publish(s, await revised(s, withFile, 'withdraw', { reason: '不宜公开' }), hours(50)));
  const after = await s.get('/feeds/site.atom', undefined, { 'if-none-match': before });
  assert.equal(after.statusCode, 200);
  assert.ok(
    !after.body.includes('带附件的一件') &&
      after.body.includes(`ref="tag:gongkai.example,2026:i/${withFile.slug}"`),
  );
  for (const path of [
    '/feeds/units/77.atom',
    '/feeds/units/x.atom',
    '/feeds/kinds/none.rss',
    `/feeds/categories/${encodeURIComponent('没有')}.json`,
    '/feeds/items/zzzzzzz9.atom',
    '/feeds/items/%F0%9F%98%80.atom',
  ]) {
    const answer = await s.get(path);
    assert.equal(answer.statusCode, 404, path);
    if (!path.includes('/x.')) assert.match(answer.body, /没有这个订阅源[\s\S]*\/feeds/, path);
  }
  assert.equal((await s.get('/feeds')).statusCode, 200);
  assert.equal((await s.get('/feeds/site.xml')).statusCode, 404);
  assert.deepEqual(s.faults, []);
});

test('a long feed is read on page by page without gaps or repeats', async (t) => {
  const s = await open(t);
  const made = valueOf(await publish(s, await approved(s, { title: '第' })));
  await copyItem(s.db, made.slug, 104);
  const wanted = ['第', ...Array.from({ length: 104 }, (_, at) => `第${at + 1}`)];
  const read: string[] = [];
  let pages = 0;
  for (let next: string | undefined = '/feeds/kinds/village.atom'; next !== undefined; pages += 1) {
    const { body: page }: { body: string } = await s.get(next);
    read.push(...[...page.matchAll(/<entry>[\s\S]*?<title>([^<]+)/g)].map((one) => one[1] ?? ''));
    assert.equal(/rel="first"/.test(page), pages > 0);
    const link = /rel="next" href="http:\/\/gongkai\.example([^"]+)"/.exec(page)?.[1];
    next = link?.replaceAll('&amp;', '&');
  }
  assert.deepEqual([pages, read.length, [...read].sort()], [3, 105, wanted.sort()]);
});

test('pages name their feeds, and a member’s own list names none', async (t) => {
  const s = await open(t);
  const { first, inner, gone } = await fill(s);
  const feedsOf = async (path: string, reader?: 'member') => {
    const { body: page } = await s.get(path, reader);
    return [...page.matchAll(/<link rel="alternate" type="application\/atom\+xml"[^>]* href="([^"]+)"/g)].map(
      (one) => one[1],
    );
  };
  assert.deepEqual(await feedsOf('/'), ['/feeds/site.atom']);
  assert.deepEqual(await feedsOf('/items'), ['/feeds/site.atom']);
  assert.deepEqual(await feedsOf('/items?kind=village'), ['/feeds/kinds/village.atom', '/feeds/site.atom']);
  assert.deepEqual(await feedsOf('/units/3'), ['/feeds/units/3.atom']);
  assert.deepEqual(await feedsOf(`/i/${first.slug}`), [`/feeds/items/${first.slug}.atom`]);
  assert.deepEqual(await feedsOf(`/i/${first.slug}/v/1`), []);
  for (const path of [`/i/${inner.slug}`, `/i/${gone.slug}`, '/members'])
    assert.deepEqual(await feedsOf(path, 'member'), [], path);
});

test('whatever the texts say, all three formats stay what they are', () => {
  const text = fc.string({ unit: 'binary', maxLength: 30 });
  fc.assert(
    fc.property(text, text, (title, summary) => {
      const feed: Feed = {
        id: 'tag:x,2026:f',
        title,
        subtitle: summary,
        author: title,
        stem: `${base}/feeds/site`,
        query: '',
        home: base,
        updated: null,
        entries: [
          {
            id: 'tag:x,2026:i/1',
            url: `${base}/i/1`,
            title,
            author: title,
            published: monday,
            updated: monday,
            categories: [summary],
            summary,
            enclosures: [{ url: `${base}/f`, name: title, media: 'text/plain', size: 0 }],
          },
        ],
        gone: [],
        first: null,
        next: null,
      };
      for (const format of ['atom', 'rss'] as const) {
        const { body: made } = writeFeed(feed, format);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold
        assert.doesNotMatch(made, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u);
        // Nothing of the texts is markup: the elements are always the same.
        assert.equal(made.replaceAll(/[^<]*(<\/?[\w:]+)[^<]*/g, '$1').length, shape[format]);
      }
      assert.doesNotThrow(() => JSON.parse(writeFeed(feed, 'json').body));
    }),
  );
});

const shape = { atom: 0, rss: 0 };
for (const format of ['atom', 'rss'] as const) {
  const plain: Feed = {
    id: 'x',
    title: '',
    subtitle: '',
    author: '',
    stem: base,
    query: '',
    home: base,
    updated: null,
    gone: [],
    first: null,
    next: null,
    entries: [
      {
        id: '',
        url: '',
        title: '',
        author: '',
        published: monday,
        updated: monday,
        categories: [''],
        summary: '',
        enclosures: [{ url: '', name: '', media: '', size: 0 }],
      },
    ],
  };
  shape[format] = writeFeed(plain, format).body.replaceAll(/[^<]*(<\/?[\w:]+)[^<]*/g, '$1').length;
}

test('a summary is cut between characters, and blanks in attributes stay blanks', () => {
  assert.equal(cut('甲\u{20000}乙', 2), '甲\u{20000}…');
  assert.equal(cut(' 甲\n\n乙 ', 9), '甲 乙');
  assert.equal(xmlElement('a', null, { b: '1\n"2"' }), '<a b="1&#10;&quot;2&quot;"/>');
});
