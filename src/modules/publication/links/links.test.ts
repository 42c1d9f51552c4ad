import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type TestContext, test } from 'node:test';
import { askOutside, isOpenAddress } from '#platform/outside';
import type { RichText } from '#platform/richtext';
import { valueOf } from '#test/database';
import { attaching, site } from '../testing/site.ts';
import { approved, body, monday, publish, revised } from '../testing/world.ts';
import { checkLinks } from './check.ts';
import { collectLinks } from './collect.ts';
import { crawlDelay, lookAt } from './look.ts';
import { judge, type Look, readAnswer, type Standing } from './outcome.ts';
import { connectLinks } from './settings.ts';

const asking = { timeoutMs: 500, closedToo: true };

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** An outside server whose pages can be changed while it runs. */
async function outside(t: TestContext) {
  const pages = new Map<string, Answer>();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const page = pages.get(request.url ?? '');
    if (page !== undefined) return page(request, response);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const says = (path: string, status: number, headers: Record<string, string> = {}) =>
    pages.set(path, (_request, response) => response.writeHead(status, headers).end('x'));
  return { base, asked, pages, says };
}

const linking = (...hrefs: readonly string[]): RichText => ({
  type: 'doc',
  content: hrefs.map((href) => ({
    type: 'paragraph',
    content: [{ type: 'text', text: '见此', marks: [{ type: 'link', attrs: { href } }] }],
  })),
});

test('what servers say: there, moved, gone, failing, not for programs; HEAD first, GET where HEAD says nothing good', async (t) => {
  const o = await outside(t);
  o.says('/ok', 200);
  o.says('/moved', 301, { location: '/ok' });
  o.says('/for-now', 302, { location: '/ok' });
  o.says('/to-nothing', 302, { location: '/nothing' });
  o.says('/circle', 301, { location: '/circle' });
  o.says('/fails', 503);
  o.says('/closed', 403);
  o.pages.set('/no-head', (request, response) =>
    response.writeHead(request.method === 'HEAD' ? 405 : 200).end('x'),
  );
  o.pages.set('/hangs', () => undefined);
  const found = async (path: string) => {
    const { found: what, status } = await lookAt(`${o.base}${path}`, asking);
    return `${what} ${status ?? ''}`.trim();
  };
  assert.equal(await found('/ok'), 'ok 200');
  assert.deepEqual(o.asked, ['HEAD /ok'], 'nothing more than needed');
  assert.equal(await found('/moved'), 'moved 301');
  assert.equal((await lookAt(`${o.base}/moved`, asking)).location, `${o.base}/ok`);
  assert.equal(await found('/for-now'), 'ok 200');
  assert.equal(await found('/to-nothing'), 'gone 404');
  assert.equal(await found('/circle'), 'failing');
  assert.equal(await found('/fails'), 'failing 503');
  assert.equal(await found('/closed'), 'unclear 403');
  assert.equal(await found('/no-head'), 'ok 200');
  assert.equal(await found('/hangs'), 'failing');
  assert.equal((await lookAt('http://127.0.0.1:1/', asking)).reason, 'refused');
});

test('only the open internet is asked: no loopback, no own network, no other scheme, by number, by name or by redirect', async (t) => {
  const o = await outside(t);
  o.says('/secret', 200);
  const strict = { userAgent: 'x', timeoutMs: 500, mostBody: 0 };
  const closed = [
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://10.0.0.1/',
    'http://169.254.169.254/latest',
    'http://192.168.1.1/',
    'http://0/',
  ]
    .concat([
      'http://2130706433/',
      'http://0x7f.1/',
      'http://[::ffff:127.0.0.1]/',
      'http://localhost/',
      'file:///etc/passwd',
    ])
    .concat(['ftp://a.example/', 'http://u:p@a.example/', `${o.base}/secret`]);
  for (const address of closed)
    assert.deepEqual(await askOutside('GET', address, strict), { status: null, reason: 'closed' }, address);
  assert.deepEqual(o.asked, []);
  for (const ip of ['8.8.8.8', '2606:4700::1']) assert.equal(isOpenAddress(ip), true, ip);
  for (const ip of ['::1', 'fc00::1', 'fe80::1', '::ffff:10.0.0.1', '100.64.0.1', 'x'])
    assert.equal(isOpenAddress(ip), false, ip);
});

test('robots.txt says how long to wait', async (t) => {
  const o = await outside(t);
  const says = (text: string) =>
    o.pages.set('/robots.txt', (_request, response) => response.writeHead(200).end(text));
  assert.equal(await crawlDelay(`${o.base}/x`, asking), 0);
  says('User-agent: *\nCrawl-delay: 2\n\nUser-agent: other\nCrawl-delay: 9');
  assert.equal(await crawlDelay(`${o.base}/x`, asking), 2_000);
  says('User-agent: *\nCrawl-delay: 2\n\nUser-agent: Gongkai-Link-Check\nCrawl-delay: 5 # please');
  assert.equal(await crawlDelay(`${o.base}/x`, asking), 5_000);
  says('User-agent: *\nCrawl-delay: 86400');
  assert.equal(await crawlDelay(`${o.base}/x`, asking), 30_000);
});

test('dead is what was gone on three days, or failed on seven; an answer forgets it all', () => {
  const day = (index: number) => `2026-03-${String(index).padStart(2, '0')}`;
  const run = (founds: readonly Look['found'][], days = founds.map((_, index) => index + 1)) =>
    founds.reduce<Standing>(
      (before, found, index) => {
        const look = { found, status: null, reason: null, location: null };
        return judge(before, look, day(days[index] ?? 1), new Date(`${day(days[index] ?? 1)}T00:00:00Z`));
      },
      { state: 'unchecked', failedDays: 0, failedOn: null, failingSince: null },
    ).state;
  assert.equal(run(['gone', 'gone']), 'unreachable');
  assert.equal(run(['gone', 'gone', 'gone']), 'dead');
  assert.equal(run(['gone', 'gone', 'gone'], [1, 1, 1]), 'unreachable', 'three times on one day is one day');
  assert.equal(run(['gone', 'gone', 'ok', 'gone']), 'unreachable');
  assert.equal(run(Array.from({ length: 6 }, () => 'failing' as const)), 'unreachable');
  assert.equal(run(Array.from({ length: 7 }, () => 'failing' as const)), 'dead');
  assert.equal(
    run(Array.from({ length: 20 }, () => 'unclear' as const)),
    'unreachable',
    'a locked door is no dead link',
  );
  assert.equal(run(['gone', 'gone', 'gone', 'unclear']), 'dead');
  assert.equal(run(['gone', 'gone', 'gone', 'moved']), 'redirected');
  assert.equal(readAnswer({ status: null, reason: 'no-name' }).found, 'gone');
  assert.equal(readAnswer({ status: 410, location: null, text: '' }).found, 'gone');
});

test('links of public pages are found, looked at and told; those of inner, corrected and withdrawn ones are not', async (t) => {
  const o = await outside(t);
  o.says('/there', 200);
  let clock = monday;
  const s = await site(t, () => clock);
  const own = 'https://gongkai.example';
  connectLinks({ outside: true, baseUrl: own, pauseMs: 0, timeoutMs: 500, closedToo: true });
  t.after(() =>
    connectLinks({ outside: false, baseUrl: null, pauseMs: 2_000, timeoutMs: 10_000, closedToo: false }),
  );
  const target = await approved(s, { title: '被引用' });
  valueOf(await publish(s, target));
  const slug =
    (await s.db.owner.pool.query<{ slug: string }>('select slug from publication.item')).rows[0]?.slug ?? '';
  const first = await approved(
    s,
    {
      title: '有链接',
      body: linking(
        `${o.base}/there`,
        `${o.base}/gone#part`,
        `${own}/i/${slug}`,
        `${own}/units/999`,
        `${own}/help`,
      ),
    },
    attaching(s, '附件.txt', '附件'),
  );
  valueOf(await publish(s, first));
  const inner = { title: '内部', scope: 'unit' as const, scopeUnit: 3, body: linking(`${o.base}/inner`) };
  valueOf(await publish(s, await approved(s, inner)));
  const look = async (days = 0) => {
    clock = new Date(clock.getTime() + days * 86_400_000);
    await collectLinks(s.db.worker, clock);
    await checkLinks(s.db.worker, () => clock);
    const { rows } = await s.db.owner.pool.query<{ url: string; state: string }>(
      'select url, state from publication.link order by url',
    );
    return new Map(
      rows.map((row) => [row.url.replace(o.base, '').replace(own, 'own').slice(0, 16), row.state]),
    );
  };
  const before = await look();
  assert.equal(before.get('/there'), 'ok');
  assert.equal(before.get('/gone'), 'unreachable');
  assert.equal(before.get(`own/i/${slug}`), 'ok');
  assert.equal(before.get('own/units/999'), 'dead', 'here nothing passes by itself');
  assert.equal(before.get('own/help'), 'ok');
  assert.equal([...before].find(([url]) => url.startsWith('sha256:'))?.[1], 'ok');
  assert.equal(before.has('/inner'), false);
  assert.ok(o.asked.every((line) => !line.includes('inner')));
  const asked = o.asked.length;
  await look();
  assert.equal(o.asked.length, asked, 'not again before its time');
  valueOf(await publish(s, await revised(s, target, 'withdraw', { reason: '有误' }), clock));
  await look(1);
  const after = await look(1);
  assert.equal(after.get('/gone'), 'dead', 'gone on three days');
  const later = await look(6);
  assert.equal(later.get(`own/i/${slug}`), 'dead', 'what it led to was withdrawn');
  const facts = await s.db.owner.pool.query<{ data: { url: string; items: string[] }; unit: number }>(
    `select data, unit from platform.fact where kind = 'publication.dead-link' order by seq`,
  );
  assert.deepEqual(
    facts.rows.map((row) => row.data.url.replace(o.base, '').replace(own, 'own')),
    ['own/units/999', '/gone', `own/i/${slug}`],
  );
  assert.ok(facts.rows.every((row) => row.unit === 3 && row.data.items.length === 1));
  const page = await s.get('/api/publications/links?unit=3', 'staff');
  assert.equal(page.statusCode, 200, page.body);
  const shown = page.json<{ rows: { url: string; pages: { title: string }[] }[] }>();
  assert.equal(shown.rows.length, 3);
  assert.ok(shown.rows.every((row) => row.pages[0]?.title === '有链接'));
  assert.equal((await s.get('/api/publications/links?unit=1', 'staff')).statusCode, 403);
  // Repaired by a correction: the addresses and their history go with the page that named them.
  valueOf(
    await publish(
      s,
      await revised(s, first, 'correct', { body: body('没有链接了'), changeNote: '改' }),
      clock,
    ),
  );
  const repaired = await look();
  assert.deepEqual(
    [...repaired.keys()].filter((url) => !url.startsWith('sha256:')),
    [],
  );
  await collectLinks(s.db.worker, clock, true);
  assert.deepEqual([...(await look()).keys()], [...repaired.keys()], 'made anew it is the same');
  assert.deepEqual(s.faults, []);
});
