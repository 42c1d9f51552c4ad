import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { encodeUtf8 } from '../../../tlog/src/index.ts';
import { findings, folder, type Ran, run } from '../testing/run.ts';
import { serve, writeFolder } from '../testing/serve.ts';
import {
  attachmentName,
  heartbeat,
  makeLog,
  publish,
  siteFiles,
  type TestItem,
  type TestLog,
  withdraw,
} from '../testing/world.ts';

const attachment = `/i/aaaa0002/files/1/${attachmentName}`;

type World = {
  readonly log: TestLog;
  readonly live: TestItem[][];
  readonly gone: { readonly slug: string; readonly index: number }[];
  files: Map<string, Uint8Array>;
};

/** Five items: one corrected, one with an attachment, one withdrawn; heartbeats on both days. */
async function world(): Promise<World> {
  const log = makeLog('notice.example/log');
  heartbeat(log, '2026-03-02T00:00:00.000Z');
  const first = publish(log, 'aaaa0001');
  const second = publish(log, 'aaaa0002', {
    unit: 2,
    kind: 'village',
    category: '财务',
    attachment: Buffer.from('%PDF-1.7 …'),
  });
  const third = publish(log, 'aaaa0003');
  const fourth = publish(log, 'aaaa0004', { unit: 2 });
  const fifth = publish(log, 'aaaa0005');
  heartbeat(log, '2026-03-03T00:00:00.000Z');
  const corrected = publish(
    log,
    'aaaa0001',
    { blocks: ['<p>改正后。</p>'], claimedAt: '2026-03-03T02:00:00.000Z' },
    first,
  );
  const live = [[first, corrected], [second], [fourth], [fifth]];
  const gone = [{ slug: 'aaaa0003', index: withdraw(log, third) }];
  return { log, live, gone, files: await siteFiles(log, live, gone) };
}

async function check(t: TestContext, made: World, ...more: readonly string[]): Promise<Ran> {
  const site = await serve(made.files);
  t.after(site.close);
  return run([site.url, '--json', '--no-memory', ...more]);
}

test('a site that shows what its log says has no findings, over http and from a copy of itself', async (t) => {
  const made = await world();
  const [memory, copy, written] = [await folder(t), await folder(t), await folder(t)];
  const site = await serve(made.files);
  t.after(site.close);
  const online = await run([site.url, '--json', '--memory', memory, '--copy', copy]);
  assert.deepEqual(findings(online), []);
  assert.equal(online.code, 0);
  const told = ['key-first-seen', 'log-holds', 'no-cosignatures', 'corrected', 'withdrawn', 'site-checked'];
  assert.deepEqual(
    told.filter((code) => !online.codes.includes(code)),
    [],
  );
  assert.deepEqual(online.lines.find((line) => line.code === 'site-checked')?.values, { shown: 4, items: 5 });
  assert.ok(site.asked.includes('/i/aaaa0001/v/1.tlog-proof') && site.asked.includes(attachment));
  // Feeds are read to their end, the map with its parts.
  for (const path of [
    '/sitemap/items-all.xml',
    ...['atom', 'rss', 'json'].flatMap((format) => [
      `/feeds/site.${format}`,
      `/feeds/site.${format}?after=3`,
    ]),
    '/feeds/units/2.atom',
    '/feeds/kinds/village.atom',
    `/feeds/categories/${encodeURIComponent('财务')}.atom`,
  ])
    assert.ok(site.asked.includes(path), path);
  // Once more, now with the memory: the key is known, the checkpoint is compared.
  const again = await run([site.url, '--json', '--memory', memory]);
  assert.ok(!again.codes.includes('key-first-seen'));
  assert.equal(again.lines.find((line) => line.code === 'log-holds')?.values['kept'], 1);
  await writeFolder(written, made.files);
  for (const place of [copy, written]) {
    const offline = await run([place, '--json', '--memory', memory]);
    assert.deepEqual([offline.code, findings(offline)], [0, []], place);
    assert.ok(offline.codes.includes('site-checked') && !offline.codes.includes('no-feed'));
  }
  // A copy may lack what a site must have; it is told what was not compared, and what is there still is.
  const partly = new Map([...made.files].filter(([path]) => !path.includes('?after=3')));
  edit(partly, '/feeds/site.atom', /<entry>(?:(?!<\/entry>)[\s\S])*aaaa0001[\s\S]*?<\/entry>/, '');
  const lists = [...partly].filter(([path]) => !/^\/(?:feeds|sitemap)/.test(path));
  for (const [files, found, told] of [
    [partly, [['not-in-feed', '/feeds/site.atom']], ['/feeds/site.json?after=3', '/items']],
    [new Map(lists), [], ['/sitemap.xml', undefined, '/items']],
  ] as const) {
    const place = await folder(t);
    await writeFolder(place, files);
    const offline = await run([place, '--json', '--no-memory']);
    assert.deepEqual(findings(offline), found);
    const absent = ['no-sitemap', 'no-feed', 'list-not-copied'];
    const addresses = offline.lines.filter(({ code }) => absent.includes(code)).map(({ address }) => address);
    for (const address of told) assert.ok(addresses.includes(address), `${address}: ${addresses}`);
  }
});

const edit: Edit = (files, path, from, to) => {
  const text = Buffer.from(files.get(path) ?? assert.fail(path)).toString();
  const changed = text.replace(from, to);
  assert.notEqual(changed, text, `${path} holds ${from}`);
  files.set(path, encodeUtf8(changed));
};

type Edit = (files: Map<string, Uint8Array>, path: string, from: string | RegExp, to: string) => void;
type Case = readonly [
  string,
  (files: Map<string, Uint8Array>) => void,
  readonly (readonly [string, string | undefined])[],
];

const loc = (slug: string) => `<url><loc>http://notice.example/i/${slug}</loc></url>`;

/** What can be done to the feed of the whole site; its first page has aaaa0001, aaaa0005 and aaaa0004, its second aaaa0002. */
const feedCases = (format: 'atom' | 'rss' | 'json'): readonly Case[] => {
  const feed = `/feeds/site.${format}`;
  const later = `${feed}?after=3`;
  const empty = { atom: '<feed></feed>', rss: '<rss><channel></channel></rss>', json: '{"items":[]}' }[
    format
  ];
  const entry = (slug: string) =>
    format === 'json'
      ? new RegExp(`\\{[^{}]*/i/${slug}"[^{}]*\\},?`)
      : new RegExp(`<(entry|item)>(?:(?!</\\1>)[\\s\\S])*/i/${slug}[\\s\\S]*?</\\1>`);
  const copyOf = (files: Map<string, Uint8Array>, slug: string) =>
    (
      entry(slug).exec(Buffer.from(files.get(feed) ?? assert.fail()).toString())?.[0] ?? assert.fail()
    ).replace(/,$/, '');
  const begin = { atom: '<entry>', rss: '<item>', json: '"items":[' }[format];
  const remove = (files: Map<string, Uint8Array>, slug: string) => {
    edit(files, feed, entry(slug), '');
    if (format !== 'json') return;
    const text = Buffer.from(files.get(feed) ?? assert.fail()).toString();
    files.set(feed, encodeUtf8(text.replace(',]', ']')));
  };
  const add = (files: Map<string, Uint8Array>, text: string) =>
    edit(files, feed, begin, format === 'json' ? `${begin}${text},` : `${text}${begin}`);
  const cases: readonly Case[] = [
    [
      `${format}: an empty feed`,
      (f) => f.set(feed, encodeUtf8(empty)),
      [
        ['not-in-feed', feed],
        ['withdrawal-not-told', feed],
      ],
    ],
    [
      `${format}: a feed cut to its newest entry`,
      (f) => {
        remove(f, 'aaaa0004');
        remove(f, 'aaaa0005');
        edit(f, feed, /\?after=3/, '?after=9');
        f.set(`${feed}?after=9`, encodeUtf8(empty));
      },
      [['not-in-feed', feed]],
    ],
    [
      `${format}: a feed that ends after its first page`,
      (f) => edit(f, feed, format === 'json' ? 'next_url' : 'rel="next"', 'x'),
      [['not-in-feed', feed]],
    ],
    [`${format}: a later page is not there`, (f) => f.delete(later), [['list-unreadable', later]]],
    [`${format}: one in the middle left out`, (f) => remove(f, 'aaaa0005'), [['not-in-feed', feed]]],
    [
      `${format}: one too many, which is nowhere`,
      (f) => add(f, copyOf(f, 'aaaa0001').replaceAll('aaaa0001', 'bbbb0009')),
      [['more-in-list', feed]],
    ],
    [`${format}: one twice`, (f) => add(f, copyOf(f, 'aaaa0001')), [['more-in-list', feed]]],
    [
      `${format}: what was withdrawn`,
      (f) => add(f, copyOf(f, 'aaaa0001').replaceAll('aaaa0001', 'aaaa0003')),
      [['withdrawn-in-list', feed]],
    ],
    [
      `${format}: an old title`,
      (f) => edit(f, feed, '关于 aaaa0001', '关于 aaaa0000'),
      [['old-in-feed', feed]],
    ],
    [
      `${format}: a change that is not told`,
      (f) =>
        edit(f, feed, /2026-03-03T02:00:00.000Z|Tue, 03 Mar 2026 02:00:00 GMT/, '2026-03-02T02:00:00.000Z'),
      [['old-in-feed', feed]],
    ],
    [
      `${format}: the newest at the end, where nobody looks`,
      (f) => {
        const newest = copyOf(f, 'aaaa0001');
        remove(f, 'aaaa0001');
        const end = { atom: '</feed>', rss: '</channel>', json: ']}' }[format];
        edit(f, later, end, format === 'json' ? `,${newest}]}` : `${newest}${end}`);
      },
      [['feed-disordered', feed]],
    ],
    [
      `${format}: a withdrawal not told`,
      (f) => edit(f, feed, 'i/aaaa0003', 'i/aaaa0001'),
      [
        ['withdrawal-not-told', feed],
        ['told-withdrawn', feed],
      ],
    ],
    [`${format}: no feed`, (f) => f.delete(feed), [['feed-missing', feed]]],
    [
      `${format}: a page instead of a feed`,
      (f) => f.set(feed, f.get('/') ?? assert.fail()),
      [['list-unreadable', feed]],
    ],
  ];
  const ofAll = /: (?:an empty|a feed that ends|one in the middle|one twice|an old title|a withdrawal)/;
  return format === 'atom' ? cases : cases.filter(([title]) => ofAll.test(title));
};

test('the monitor finds what is hidden, changed, added, or shown though withdrawn, each with its address', async (t) => {
  const made = await world();
  const change = async (alter: Case[1]) => {
    const files = new Map(made.files);
    alter(files);
    return findings(await check(t, { ...made, files }));
  };
  const row = (slug: string) => `<li><a href="/i/${slug}">关于 ${slug} 的公示 &lt;试行&gt;</a></li>`;
  const cases: readonly Case[] = [
    [
      'a page that is gone',
      (f) => f.delete('/i/aaaa0004'),
      [
        ['item-hidden', '/i/aaaa0004'],
        ['not-in-list', undefined],
      ],
    ],
    [
      'a row left out of the list',
      (f) => edit(f, '/items', row('aaaa0004'), ''),
      [['not-in-list', '/items']],
    ],
    [
      'a row left out of a unit’s list',
      (f) => edit(f, '/items?unit=2', row('aaaa0002'), ''),
      [['not-in-list', '/items?unit=2']],
    ],
    [
      'a row left out of a kind',
      (f) => edit(f, '/items?kind=village', row('aaaa0002'), ''),
      [['not-in-list', '/items?kind=village']],
    ],
    [
      'a row left out of a category',
      (f) => edit(f, `/items?${new URLSearchParams({ category: '财务' })}`, row('aaaa0002'), ''),
      [['not-in-list', `/items?${new URLSearchParams({ category: '财务' })}`]],
    ],
    [
      'one byte of a page',
      (f) => edit(f, '/i/aaaa0005', '共 3 项', '共 4 项'),
      [['part-changed', '/i/aaaa0005']],
    ],
    [
      'one byte of a title',
      (f) => edit(f, '/i/aaaa0005', '<!--part 0-->关于', '<!--part 0-->关与'),
      [['part-changed', '/i/aaaa0005']],
    ],
    [
      'one byte of an old version',
      (f) => edit(f, '/i/aaaa0001/v/1', '第一段', '第二段'),
      [['part-changed', '/i/aaaa0001/v/1']],
    ],
    [
      'a paragraph left out',
      (f) => edit(f, '/i/aaaa0005', '<!--part 3--><p>第二段：共 3 项。</p><!--/part 3-->', ''),
      [['part-missing', '/i/aaaa0005']],
    ],
    [
      'a paragraph added as if it were registered',
      (f) => edit(f, '/i/aaaa0005', '<!--/part 3-->', '<!--/part 3--><!--part 4--><p>另</p><!--/part 4-->'),
      [['part-of-more', '/i/aaaa0005']],
    ],
    [
      'a part shown twice',
      (f) => edit(f, '/i/aaaa0005', '<!--part 2-->', '<!--part 2--><p>假</p><!--/part 2--><!--part 2-->'),
      [['part-changed', '/i/aaaa0005']],
    ],
    [
      'another attachment',
      (f) => f.set(attachment, Buffer.from('%PDF-1.7 ,,')),
      [['attachment-changed', attachment]],
    ],
    ['no attachment', (f) => f.delete(attachment), [['attachment-missing', attachment]]],
    [
      'no proof',
      (f) => f.delete('/i/aaaa0005.tlog-proof'),
      [
        ['proof-missing', '/i/aaaa0005.tlog-proof'],
        ['not-in-list', undefined],
      ],
    ],
    [
      'the proof of another item',
      (f) => f.set('/i/aaaa0005.tlog-proof', f.get('/i/aaaa0004.tlog-proof') ?? assert.fail()),
      [['proof-of-other', '/i/aaaa0005.tlog-proof']],
    ],
    [
      'a page the log does not know, in a list',
      (f) => {
        edit(f, '/units/2', '<main>', `<main>${row('bbbb0009')}`);
        f.set('/i/bbbb0009', f.get('/i/aaaa0005') ?? assert.fail());
      },
      [['unlogged-page', '/i/bbbb0009']],
    ],
    [
      'what was withdrawn',
      (f) => f.set('/i/aaaa0003', f.get('/i/aaaa0005') ?? assert.fail()),
      [['withdrawn-shown', '/i/aaaa0003']],
    ],
    [
      'no word of what was withdrawn',
      (f) => f.delete('410 /i/aaaa0003'),
      [['tombstone-missing', '/i/aaaa0003']],
    ],
    [
      'what was withdrawn, in the list',
      (f) => edit(f, '/items', '<ul>', `<ul>${row('aaaa0003')}`),
      [['withdrawn-in-list', '/items']],
    ],
    [
      'a page that pretends to be withdrawn',
      (f) => {
        f.set('410 /i/aaaa0005', f.get('410 /i/aaaa0003') ?? assert.fail());
        f.delete('/i/aaaa0005');
      },
      [['item-gone', '/i/aaaa0005']],
    ],
    [
      'a page the log does not know, in the sitemap only, and it is there',
      (f) => {
        edit(f, '/sitemap/items-all.xml', '</urlset>', `${loc('bbbb0009')}</urlset>`);
        f.set('/i/bbbb0009', f.get('/i/aaaa0005') ?? assert.fail());
      },
      [
        ['more-in-list', '/sitemap.xml'],
        ['unlogged-page', '/i/bbbb0009'],
      ],
    ],
    [
      'a sitemap with a hole',
      (f) => edit(f, '/sitemap/items-all.xml', loc('aaaa0005'), ''),
      [['not-in-sitemap', '/sitemap.xml']],
    ],
    [
      'a sitemap that still has what was withdrawn',
      (f) => edit(f, '/sitemap/items-all.xml', '</urlset>', `${loc('aaaa0003')}</urlset>`),
      [['withdrawn-in-list', '/sitemap.xml']],
    ],
    ['no sitemap', (f) => f.delete('/sitemap.xml'), [['sitemap-missing', '/sitemap.xml']]],
    [
      'a sitemap without one of its parts',
      (f) => f.delete('/sitemap/items-all.xml'),
      [
        ['list-unreadable', '/sitemap/items-all.xml'],
        ['not-in-sitemap', '/sitemap.xml'],
      ],
    ],
    ...(['atom', 'rss', 'json'] as const).flatMap(feedCases),
    [
      'a unit’s feed with a hole',
      (f) => edit(f, '/feeds/units/2.atom', /<entry>(?:(?!<entry>)[\s\S])*?aaaa0004[\s\S]*?<\/entry>/, ''),
      [['not-in-feed', '/feeds/units/2.atom']],
    ],
    [
      'a unit’s feed with an item of another unit',
      (f) => f.set('/feeds/units/2.atom', f.get('/feeds/units/1.atom') ?? assert.fail()),
      [
        ['more-in-list', '/feeds/units/2.atom'],
        ['not-in-feed', '/feeds/units/2.atom'],
      ],
    ],
    [
      'no feed of a kind',
      (f) => f.delete('/feeds/kinds/village.atom'),
      [['feed-missing', '/feeds/kinds/village.atom']],
    ],
    [
      'an empty feed of a category',
      (f) => f.set(`/feeds/categories/${encodeURIComponent('财务')}.atom`, encodeUtf8('<feed></feed>')),
      [['not-in-feed', `/feeds/categories/${encodeURIComponent('财务')}.atom`]],
    ],
    [
      'another feed that pages name, empty',
      (f) => {
        edit(f, '/', '<main>', '<link rel="alternate" type="application/atom+xml" href="/feed.atom"><main>');
        f.set('/feed.atom', encodeUtf8('<feed></feed>'));
      },
      [
        ['not-in-feed', '/feed.atom'],
        ['withdrawal-not-told', '/feed.atom'],
      ],
    ],
  ];
  for (const [title, alter, expected] of cases) {
    const found = await change(alter);
    const wanted = expected.filter(([, address]) => address !== undefined);
    for (const one of wanted)
      assert.ok(
        found.some((seen) => JSON.stringify(seen) === JSON.stringify(one)),
        `${title}: ${JSON.stringify(found)}`,
      );
    // Nothing is blamed that is in order: everything found is about what was altered.
    assert.ok(
      found.every(([code]) => expected.some(([wantedCode]) => wantedCode === code)),
      `${title}: ${JSON.stringify(found)}`,
    );
  }
});

test('manifests with SM3: what agrees has no findings; what agrees by SHA-256 alone is found, page, parts.json and file', async (t) => {
  const log = makeLog('notice.example/log');
  heartbeat(log, '2026-03-02T00:00:00.000Z');
  const before = publish(log, 'aaaa0001');
  const attached = { attachment: Buffer.from('%PDF-1.7 …') };
  const good = publish(log, 'aaaa0002', { ...attached, sm3: (right) => right });
  const wrong = publish(log, 'aaaa0003', {
    ...attached,
    sm3: (right, place) => (place < 3 ? right : 'a'.repeat(64)),
  });
  const files = await siteFiles(log, [[before], [good], [wrong]]);
  assert.deepEqual(findings(await check(t, { log, live: [], gone: [], files })), [
    ['part-sm3-differs', '/i/aaaa0003'],
    ['part-sm3-differs', '/i/aaaa0003.parts.json'],
    ['part-sm3-differs', `/i/aaaa0003/files/1/${attachmentName}`],
  ]);
});

test('a site that stops answering in the middle ends the run with 2, and not with a thousand lines', async () => {
  const made = await world();
  let answered = 0;
  const site = await serve((path) => {
    answered += 1;
    if (answered === 20) void site.close();
    return made.files.get(path);
  });
  const ran = await run([site.url, '--json', '--no-memory']);
  assert.equal(ran.code, 2, ran.text);
  assert.match(ran.text, /no longer answers/);
});

test('for people: words in their language, parts counted from one, many lines of a kind cut short', async (t) => {
  const made = await world();
  for (let at = 0; at < 30; at++) publish(made.log, `cccc${at}`);
  made.files = new Map([...made.files, ...(await made.log.files())]);
  const text = Buffer.from(made.files.get('/i/aaaa0005') ?? assert.fail()).toString();
  made.files.set('/i/aaaa0005', encodeUtf8(text.replace('共 3 项', '共 4 项')));
  const site = await serve(made.files);
  t.after(site.close);
  const zh = await run([site.url, '--no-memory']);
  assert.match(zh.text, /✖ 不符 {2}第 4 部分（正文）与登记不符 {2}\[#5 \/i\/aaaa0005\]/);
  assert.match(zh.text, /item-hidden: 另有 10 条/);
  const en = await run([site.url, '--no-memory', '--lang', 'en']);
  assert.match(en.text, /✖ finding {2}part 4 \(text\) is not what was registered/);
  assert.match(en.text, /Findings: \d+ findings/);
  assert.equal(zh.code, 1);
});
