import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { type TestContext, test } from 'node:test';
import type { LightMyRequestResponse } from 'fastify';
import { htmlProblems, toMarkup } from '#platform/html';
import { valueOf } from '#test/database';
import { qr } from '#ui/portal';
import { attaching, type ReaderName, type Site, site } from '../testing/site.ts';
import { approved, body, monday, publish, register, revised } from '../testing/world.ts';
import { policyOf } from './portal/verifier.ts';

const hours = (n: number) => new Date(monday.getTime() + n * 3_600_000);
const open = (t: TestContext) => site(t, () => hours(100));

/** Pages are valid HTML, name no untranslated key, run nothing inline and carry the strict policy. */
function assertSound(answer: LightMyRequestResponse, what: string): void {
  assert.deepEqual(htmlProblems(answer.body), [], what);
  // A key that has no words; addresses of files (`/feeds/site.atom`) are none.
  assert.doesNotMatch(answer.body, /(?<![/\w])(publication|portal|refusal|site)\.[a-z][\w.]+/i, what);
  assert.match(
    String(answer.headers['content-security-policy']),
    /^default-src 'none'; style-src 'self'/,
    what,
  );
  assert.equal(answer.headers['x-content-type-options'], 'nosniff', what);
}

/** One item of every kind: public with attachment, corrected, inner ones, withdrawn. */
async function fill(s: Site) {
  const one = async (title: string, changes: Parameters<typeof approved>[1], file?: string) => {
    const made = await approved(
      s,
      { title, ...changes },
      file === undefined ? undefined : attaching(s, `${file}.txt`, `${file} 文件内容`),
    );
    return { ...made, ...valueOf(await publish(s, made)) };
  };
  const open1 = await one('公开一号', {}, '公开附件');
  const party = await one('党内暗号', { scope: 'wholeParty' }, '党内暗号附件');
  const unit = await one('本单位暗号', { scope: 'unit' });
  const named = await one('特定暗号', { scope: 'specific', audience: { units: [3] } });
  const gone = await one('撤下暗号', { body: body('撤下暗号正文') }, '撤下暗号附件');
  valueOf(await publish(s, await revised(s, gone, 'withdraw', { reason: '含个人信息' }), hours(2)));
  const fixed = await one('更正前的标题', {});
  valueOf(
    await publish(
      s,
      await revised(s, fixed, 'correct', { title: '更正后的标题', changeNote: '标题有误' }),
      hours(3),
    ),
  );
  return { open: open1, party, unit, named, gone, fixed };
}

test('every page answers in both languages and elder mode, valid and with the strict policy', async (t) => {
  const s = await open(t);
  const { open: item, gone, fixed } = await fill(s);
  const pages: readonly (readonly [string, number])[] = [
    ['/', 200],
    ['/items', 200],
    ['/items?kind=village&category=%E8%B4%A2%E5%8A%A1%E6%94%B6%E6%94%AF&year=2026', 200],
    ['/items?q=%E6%9B%B4%E6%AD%A3&unit=3', 200],
    ['/items?q=%3Cscript%3E%27%25_&unit=&kind=&year=', 200],
    ['/items?after=nonsense', 200],
    ['/catalogue', 200],
    [
      '/catalogue?unit=3&year=2025&kind=party&state=late&after=2025-01-01.00000000-0000-4000-8000-000000000000',
      200,
    ],
    ['/units', 200],
    ['/units?name=%E4%BA%91%E6%BA%AA', 200],
    ['/units?name=%25%5C', 200],
    ['/units/3', 200],
    ['/units/999999', 404],
    ['/members', 200],
    ['/sitemap', 200],
    [`/i/${item.slug}`, 200],
    [`/i/${fixed.slug}/v/1`, 200],
    [`/i/${fixed.slug}/v/99`, 404],
    [`/i/${gone.slug}`, 410],
    [`/i/${gone.slug}/v/1`, 410],
    [`/i/${gone.slug}/files/1/x`, 410],
    ['/i/00000000', 404],
    ['/i/nothing', 404],
    [`/i/${item.slug}/files/9/x`, 404],
  ];
  for (const [path, status] of pages) {
    for (const cookies of ['', 'gongkai_locale=en', 'gongkai_elder=1']) {
      const answer = await s.get(path, undefined, cookies === '' ? {} : { cookie: cookies });
      assert.equal(answer.statusCode, status, path);
      assertSound(answer, `${path} ${cookies}`);
    }
  }
  assert.deepEqual(s.faults, []);
});

test('the verifier runs its own script and style by their hashes, and nothing else', async (t) => {
  const s = await open(t);
  const policy = policyOf('<style>a{}</style><script type="module">run()</script><p>x</p>');
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  assert.match(policy, /^default-src 'none'; /);
  assert.ok(policy.includes(`script-src ${hash('run()')};`) && policy.includes(`style-src ${hash('a{}')};`));
  assert.ok(policyOf('<p>x</p>').includes(`script-src 'none'`));
  for (const path of ['/verify', '/v']) {
    const answer = await s.get(path);
    // Built before the tests are run; where it is not, the answer says what to do.
    assert.equal(answer.statusCode, 200, answer.body);
    assert.equal(answer.headers['content-security-policy'], policyOf(answer.body));
    assert.equal((await s.get(path, 'member')).headers['cache-control']?.includes('public'), false);
  }
  assert.deepEqual(s.faults, []);
});

test('malformed addresses are refused as the reader’s mistake, never as our fault', async (t) => {
  const s = await open(t);
  for (const path of [
    '/items?unit=x',
    '/items?kind=nonsense',
    '/items?year=1',
    '/units/0',
    '/units/99999999999',
    '/i/x/v/0',
    '/catalogue?state=x',
    `/items?q=${'x'.repeat(200)}`,
    '/items?q=%00',
    '/i/%00',
    '/i/%F0%9F%98%80',
  ]) {
    const { statusCode } = await s.get(path);
    assert.ok(statusCode === 400 || statusCode === 404, `${path} ${statusCode}`);
  }
  assert.deepEqual(s.faults, []);
});

test('inner scopes, old states and withdrawn content are nowhere for those they are not for', async (t) => {
  const s = await open(t);
  const items = await fill(s);
  const slugs = Object.values(items).map((one) => one.slug);
  const paths = [
    '/',
    '/items',
    '/items?q=%E6%9A%97%E5%8F%B7',
    '/members',
    '/units/3',
    '/catalogue',
    '/sitemap',
    ...slugs.flatMap((slug) => [
      `/i/${slug}`,
      `/i/${slug}/v/1`,
      `/i/${slug}/files/1/x`,
      `/i/${slug}/v/1/files/1/x`,
    ]),
  ];
  const seen = async (reader: ReaderName | undefined) => {
    const answers = await Promise.all(paths.map((path) => s.get(path, reader)));
    const all = answers.map((answer) => answer.body).join('\n');
    return ['党内暗号', '党内暗号附件 文件内容', '本单位暗号', '特定暗号', '撤下暗号'].filter((word) =>
      all.includes(word),
    );
  };
  assert.deepEqual(await seen(undefined), []);
  assert.deepEqual(await seen('elsewhere'), ['党内暗号', '党内暗号附件 文件内容']);
  assert.deepEqual(await seen('staff'), []);
  assert.deepEqual(await seen('member'), ['党内暗号', '党内暗号附件 文件内容', '本单位暗号', '特定暗号']);
  assert.deepEqual(s.faults, []);
});

test('what a signed-in person or nobody at all sees is kept as long as it may be', async (t) => {
  const s = await open(t);
  const { open: item, party } = await fill(s);
  const page = await s.get(`/i/${item.slug}`);
  assert.equal(page.headers['cache-control'], 'public, no-cache');
  assert.equal(page.headers.vary, 'cookie, accept-language');
  const tag = String(page.headers.etag);
  const again = await s.get(`/i/${item.slug}`, undefined, { 'if-none-match': tag });
  assert.deepEqual([again.statusCode, again.body], [304, '']);
  const correction = await revised(s, item, 'correct', { title: '公开一号改', changeNote: '改' });
  valueOf(await publish(s, correction, hours(9)));
  assert.equal((await s.get(`/i/${item.slug}`, undefined, { 'if-none-match': tag })).statusCode, 200);
  for (const path of [
    '/',
    '/items',
    '/members',
    `/i/${item.slug}`,
    `/i/${party.slug}`,
    `/i/${party.slug}/files/1/x`,
  ]) {
    assert.equal((await s.get(path, 'member')).headers['cache-control'], 'private, no-store', path);
  }
  assert.equal((await s.get(`/i/${party.slug}`)).headers['cache-control'], 'private, no-store');
});

test('attachments are downloads that cannot act as pages', async (t) => {
  const s = await open(t);
  const { open: item } = await fill(s);
  const answer = await s.get(`/i/${item.slug}/files/1/${encodeURIComponent('公开附件.txt')}`);
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.body, '公开附件 文件内容');
  assert.equal(answer.headers['content-length'], String(Buffer.byteLength(answer.body)));
  assert.equal(
    answer.headers['content-disposition'],
    `attachment; filename*=UTF-8''${encodeURIComponent('公开附件.txt')}`,
  );
  assert.equal(answer.headers['content-security-policy'], "default-src 'none'; sandbox");
  assert.equal(answer.headers['x-content-type-options'], 'nosniff');
  assert.match((await s.get(`/i/${item.slug}`)).body, new RegExp(`href="/i/${item.slug}/files/1/`));
});

test('a printed page carries its full address and the QR code of it', async (t) => {
  const s = await open(t);
  const { open: item } = await fill(s);
  const { body: page } = await s.get(`/i/${item.slug}`);
  const address = `http://gongkai.example/i/${item.slug}`;
  assert.ok(page.includes(`aria-label="二维码：${address}"`));
  assert.ok(page.includes(toMarkup(qr(address, `二维码：${address}`))));
});

test('an address typed from paper leads to the item', async (t) => {
  const s = await open(t);
  const { open: item } = await fill(s);
  const answer = await s.get(`/i/${item.slug.toUpperCase().replaceAll('0', 'O')}`);
  const isSame = item.slug === item.slug.toUpperCase().replaceAll('0', 'O');
  assert.deepEqual(
    [answer.statusCode, answer.headers.location],
    isSame ? [200, undefined] : [301, `/i/${item.slug}`],
  );
});

test('lists read on by cursor without gaps or repeats, newest first', async (t) => {
  const s = await open(t);
  const titles: string[] = [];
  for (let i = 0; i < 23; i++) {
    const made = await approved(s, { title: `第${String(i).padStart(2, '0')}号文` });
    valueOf(await register(s, made, hours(i % 5)));
    titles.push(`第${String(i).padStart(2, '0')}号文`);
  }
  await s.log.seal(hours(6));
  const read: string[] = [];
  let path: string | undefined = '/items?kind=village';
  while (path !== undefined) {
    const { body: page }: { body: string } = await s.get(path);
    read.push(
      ...[...page.matchAll(/<a href="\/i\/\w+" lang="zh-CN">([^<]+)<\/a>/g)].map((found) => found[1] ?? ''),
    );
    path = /<a href="([^"]+)" rel="next">/.exec(page)?.[1]?.replaceAll('&amp;', '&');
  }
  assert.equal(read.length, 23);
  assert.deepEqual([...read].sort(), titles);
});
