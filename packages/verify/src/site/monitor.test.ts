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
  const told = [
    'key-first-seen',
    'log-holds',
    'no-cosignatures',
    'corrected',
    'withdrawn',
    'no-sitemap',
    'no-feed',
    'site-checked',
  ];
  assert.deepEqual(
    told.filter((code) => !online.codes.includes(code)),
    [],
  );
  assert.deepEqual(online.lines.find((line) => line.code === 'site-checked')?.values, { shown: 4, items: 5 });
  assert.ok(site.asked.includes('/i/aaaa0001/v/1.tlog-proof') && site.asked.includes(attachment));
  // Once more, now with the memory: the key is known, the checkpoint is compared.
  const again = await run([site.url, '--json', '--memory', memory]);
  assert.ok(!again.codes.includes('key-first-seen'));
  assert.equal(again.lines.find((line) => line.code === 'log-holds')?.values['kept'], 1);
  await writeFolder(written, made.files);
  for (const place of [copy, written]) {
    const offline = await run([place, '--json', '--memory', memory]);
    assert.deepEqual([offline.code, findings(offline)], [0, []], place);
    assert.ok(offline.codes.includes('site-checked'));
  }
});

test('the monitor finds what is hidden, changed, added, or shown though withdrawn, each with its address', async (t) => {
  const change = async (alter: (files: Map<string, Uint8Array>, made: World) => void | Promise<void>) => {
    const made = await world();
    await alter(made.files, made);
    return findings(await check(t, made));
  };
  const edit = (files: Map<string, Uint8Array>, path: string, from: string, to: string) => {
    const text = Buffer.from(files.get(path) ?? assert.fail(path)).toString();
    assert.ok(text.includes(from), `${path} holds ${from}`);
    files.set(path, encodeUtf8(text.replace(from, to)));
  };
  const row = (slug: string) => `<li><a href="/i/${slug}">关于 ${slug} 的公示 &lt;试行&gt;</a></li>`;
  const cases: readonly (readonly [
    string,
    (files: Map<string, Uint8Array>, made: World) => void,
    readonly unknown[],
  ])[] = [
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
      'a sitemap with a hole',
      (f) =>
        f.set(
          '/sitemap.xml',
          encodeUtf8(
            '<urlset><url><loc>http://notice.example/i/aaaa0001</loc></url><url><loc>http://notice.example/i/aaaa0002</loc></url><url><loc>http://notice.example/i/aaaa0004</loc></url></urlset>',
          ),
        ),
      [['not-in-sitemap', '/sitemap.xml']],
    ],
    [
      'a feed with a hole',
      (f) => {
        edit(f, '/', '<main>', '<link rel="alternate" type="application/atom+xml" href="/feed.atom"><main>');
        f.set(
          '/feed.atom',
          encodeUtf8(
            '<feed><entry><link href="http://notice.example/i/aaaa0002"/></entry><entry><link href="http://notice.example/i/aaaa0005"/></entry></feed>',
          ),
        );
      },
      [['not-in-feed', '/feed.atom']],
    ],
  ];
  for (const [title, alter, expected] of cases) {
    const found = await change(alter);
    const wanted = expected.filter((one) => Array.isArray(one) && one[1] !== undefined);
    for (const one of wanted)
      assert.ok(
        found.some((seen) => JSON.stringify(seen) === JSON.stringify(one)),
        `${title}: ${JSON.stringify(found)}`,
      );
    // Nothing is blamed that is in order: everything found is about what was altered.
    assert.ok(
      found.every(([code]) => expected.some((one) => Array.isArray(one) && one[0] === code)),
      `${title}: ${JSON.stringify(found)}`,
    );
  }
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
