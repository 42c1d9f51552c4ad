import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { htmlProblems } from '#platform/html';
import { pdfFile, wordFile } from '../testing/files.ts';
import { attaching, type Site, site } from '../testing/site.ts';
import { approved, body, monday, publish } from '../testing/world.ts';

const later = (hours: number) => new Date(monday.getTime() + hours * 3_600_000);

async function filled(t: Parameters<typeof site>[0]): Promise<Site> {
  const s = await site(t, () => later(30));
  const texts = [
    { title: '云溪村水渠修缮公示', body: body('水渠<b>修缮</b>用款三千元。'), category: '工程建设' },
    { title: '云溪村财务收支公示', body: body('收支见附件。'), category: '财务收支' },
    {
      title: '云溪村党员会议纪要',
      body: body('水渠修缮由党员会议通过。'),
      category: '会议',
      scope: 'unit' as const,
      scopeUnit: 3,
    },
  ];
  for (const [at, one] of texts.entries())
    await publish(
      s,
      await approved(s, one, at === 1 ? attaching(s, '明细.txt', '更换闸门两处。') : undefined),
      later(at),
    );
  return s;
}

const at = (params: Readonly<Record<string, string>>) => `/search?${new URLSearchParams(params)}`;

test('the page says what was found, why, and how to go on; in the reader’s scopes, valid in every state', async (t) => {
  const s = await filled(t);
  const outside = await s.get(at({ q: '水渠' }));
  assert.match(outside.body, /共 1 条/);
  assert.match(outside.body, /云溪村<mark>水渠<\/mark>修缮公示/);
  assert.match(outside.body, /<mark>水渠<\/mark>&lt;b&gt;修缮/, 'the text is text, not markup');
  assert.ok(
    !outside.body.includes('纪要') && !outside.body.includes('会议'),
    'nothing inner, not even a category',
  );
  const member = await s.get(at({ q: '水渠' }), 'member');
  assert.match(member.body, /共 2 条/);
  assert.match(member.body, /纪要/);
  assert.equal(member.headers['cache-control'], 'private, no-store');
  assert.match((await s.get(at({ q: '闸门' }))).body, /更换<mark>闸门<\/mark>两处/);

  const meant = await s.get(at({ q: '水渠秀缮' }));
  assert.match(meant.body, /您是不是要找：<a href="\/search\?q=%E6%B0%B4%E6%B8%A0%E4%BF%AE%E7%BC%AE"/);
  const narrowed = await s.get(at({ q: '公示', unit: '3', category: '财务收支' }));
  assert.match(narrowed.body, /限于 云溪村 及其下级单位/);
  assert.match(narrowed.body, /class="chosen"[^>]*><span>财务收支/);
  assert.match((await s.get('/search')).body, /查找方法/);

  const states = [
    '/search',
    at({ q: '水渠' }),
    at({ q: '没有这样的内容' }),
    at({ q: '"<script>&amp;\'' }),
    at({ q: '☃' }),
    at({ q: '公示', year: '2026', order: 'newest', unit: '3', within: '0' }),
    at({ unit: '3' }),
    at({ q: '长'.repeat(900) }),
  ];
  for (const path of states)
    for (const cookie of ['', 'gongkai_locale=en', 'gongkai_elder=1']) {
      const answer = await s.get(path, undefined, cookie === '' ? {} : { cookie });
      assert.equal(answer.statusCode, 200, path);
      assert.deepEqual(htmlProblems(answer.body), [], `${path} ${cookie}`);
      assert.ok(!answer.body.includes('publication.search.'), `a word is missing: ${path} ${cookie}`);
      assert.match(answer.body, /<meta name="robots" content="noindex">/);
    }
  const home = await s.get('/');
  assert.match(home.body, /<form class="search" action="\/search"/);
  assert.match((await s.get('/items')).body, /<form class="search" action="\/search"/);
  assert.deepEqual(s.faults, []);
});

test('a word inside a Word file or a PDF is found, named by its file, with its item everywhere the search goes', async (t) => {
  const s = await site(t, () => later(30));
  const files = {
    '水渠预算.docx': wordFile('水渠预算说明', '石料采购一百二十方。'),
    '水渠验收.pdf': pdfFile('水渠验收记录', '渗漏检测合格。'),
  };
  for (const [name, bytes] of Object.entries(files))
    await publish(
      s,
      await approved(
        s,
        { title: `附件是${name.slice(-4)}`, body: body('详见附件。') },
        attaching(s, name, bytes),
      ),
    );
  const inner = { title: '内部附件', scope: 'unit', scopeUnit: 3 } as const;
  await publish(s, await approved(s, inner, attaching(s, '内部.docx', wordFile('石料采购底价。'))));
  for (const [word, title, file] of [
    ['石料采购', '附件是docx', '水渠预算.docx'],
    ['渗漏检测', '附件是.pdf', '水渠验收.pdf'],
  ] as const) {
    const found = (await s.get(at({ q: word }))).body;
    assert.match(found, /共 1 条/, word);
    assert.ok(found.includes(title), word);
    const [, snippet = ''] = /<p class="snippet"[^>]*>(.*?)<\/p>/.exec(found) ?? [];
    assert.ok(
      snippet.includes(`<mark>${word}</mark>`) && snippet.replace(/<[^>]*>/g, '').includes(file),
      snippet,
    );
    for (const format of ['atom', 'rss', 'json']) {
      const feed = await s.get(`/feeds/search.${format}?${new URLSearchParams({ q: word })}`);
      assert.equal(feed.statusCode, 200);
      assert.ok(feed.body.includes(title), `${word} ${format}`);
      // Beside the entry lies the file itself, as it was attached.
      const [address = ''] = /\/i\/[0-9a-z]{8}\/files\/[^"<&]+/.exec(feed.body) ?? [];
      assert.deepEqual((await s.get(address)).rawPayload.length > 0, true, `${format} ${address}`);
    }
  }
  assert.doesNotMatch((await s.get(at({ q: '采购底价' }))).body, /内部/);
  assert.deepEqual(s.faults, []);
});

test('what completes a query comes from what society may read, whoever types', async (t) => {
  const s = await filled(t);
  for (const reader of [undefined, 'member'] as const) {
    const answer = await s.get('/search/suggest?q=%E4%BA%91%E6%BA%AA%E6%9D%91', reader);
    assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8');
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.deepEqual(answer.json(), {
      query: '云溪村',
      suggestions: ['云溪村财务收支公示', '云溪村水渠修缮公示'],
    });
  }
  assert.deepEqual((await s.get('/search/suggest?q=sqxs')).json().suggestions, ['云溪村水渠修缮公示']);
  assert.deepEqual((await s.get('/search/suggest')).json(), { query: '', suggestions: [] });
});

test('whatever stands in the address, there is an answer and nobody’s fault', async (t) => {
  const s = await filled(t);
  const names = [
    'q',
    'unit',
    'within',
    'kind',
    'category',
    'scope',
    'line',
    'year',
    'from',
    'to',
    'order',
    'after',
    'nonsense',
  ];
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      "'",
      '"',
      ':*',
      '& | !',
      '2026',
      '3',
      'b20',
      'n0.1',
      '水渠',
      '“水渠',
      '标题:',
      '\u0000',
      '😀'.repeat(300),
    ),
  );
  const pair = fc.tuple(fc.constantFrom(...names), value);
  await fc.assert(
    fc.asyncProperty(
      fc.array(pair, { maxLength: 6 }),
      fc.constantFrom('/search', '/search/suggest'),
      async (pairs, path) => {
        const query = pairs
          .map(([name, text]) => `${name}=${encodeURIComponent(text.toWellFormed())}`)
          .join('&');
        const answer = await s.get(`${path}?${query}`);
        // NUL is no text: the house refuses it in every address, with a page that says so.
        assert.equal(answer.statusCode, query.includes('%00') ? 400 : 200, query);
        if (answer.statusCode === 400) return;
        if (path === '/search') assert.deepEqual(htmlProblems(answer.body), [], query);
      },
    ),
    { numRuns: 60, seed: 13 },
  );
  for (const query of ['q=%', 'q=%ff', 'q[]=1', 'q=1&q=2', 'q'])
    assert.ok([200, 400].includes((await s.get(`/search?${query}`)).statusCode), query);
  assert.deepEqual(s.faults, []);
});
