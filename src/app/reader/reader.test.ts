import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { connectReadyPages } from '#modules/publication';
import { readRange } from '#platform/ready-pages';
import { valueOf } from '#test/database';
import { openKeeper } from '../../modules/publication/ready/keeper.ts';
import { attaching, site } from '../../modules/publication/testing/site.ts';
import { approved, monday, publish } from '../../modules/publication/testing/world.ts';
import { renderPage } from '../ready/render.ts';
import { serveReader } from './serve-reader.ts';

/* A node with a copied folder and no database: what it serves is what the portal serves, byte for byte. */

function scratch(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-reader-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('from a copied folder: pages, proofs, files in part and whole, the log; the rest says where to go', async (t) => {
  let clock = monday.getTime() + 3_600_000;
  const now = () => new Date(clock);
  const s = await site(t, now);
  const ready = join(scratch(t), 'ready');
  connectReadyPages(ready);
  const keeper = await openKeeper({
    folder: ready,
    worker: s.db.worker,
    portal: s.db.portal,
    render: (plan) => renderPage(s.http, plan),
    assets: [],
    madeWith: 'test',
    now,
    onFailure: (error) => assert.fail(String(error)),
  });
  const { slug } = valueOf(await publish(s, await approved(s, {}, attaching(s, '附表.txt', '收入 100'))));
  const inner = valueOf(await publish(s, await approved(s, { title: '仅党员可见', scope: 'wholeParty' })));
  for (let idle = 0; idle < 3; clock += 2_000) idle = (await keeper.step()) ? 0 : idle + 1;
  keeper.close();

  const data = scratch(t);
  cpSync(ready, join(data, 'ready'), { recursive: true });
  cpSync(s.files.folder, join(data, 'files'), { recursive: true });
  cpSync(s.log.settings.folder, join(data, 'log'), { recursive: true });
  const reader = await serveReader({ data, port: 0, host: '127.0.0.1', mainSite: 'https://main.example' });
  t.after(() => reader.close());
  const get = (path: string, init: RequestInit = {}) => fetch(`${reader.address}${path}`, init);

  const file = `/i/${slug}/files/1/${encodeURIComponent('附表.txt')}`;
  for (const path of [
    `/i/${slug}`,
    `/i/${slug}.tlog-proof`,
    `/i/${slug}.parts.json`,
    '/',
    '/items?unit=3',
    '/feeds/site.atom',
    '/log/checkpoint',
    '/log/vkey',
    file,
  ]) {
    const answer = await get(path, { headers: { cookie: 'gongkai_elder=1' } });
    assert.equal(answer.status, 200, path);
    assert.ok(Buffer.from(await answer.arrayBuffer()).equals((await s.get(path)).rawPayload), path);
  }
  const part = await get(file, { headers: { range: 'bytes=2-5' } });
  assert.deepEqual(
    [part.status, part.headers.get('content-range'), (await part.arrayBuffer()).byteLength],
    [206, 'bytes 2-5/10', 4],
  );
  assert.equal((await get(file, { headers: { range: 'bytes=99-' } })).status, 416);
  // The portal itself answers parts of files the same.
  const whole = await s.get(file);
  const direct = await s.get(file, undefined, {
    range: 'bytes=2-5',
    'if-range': String(whole.headers['etag']),
  });
  assert.deepEqual([direct.statusCode, direct.headers['content-range']], [206, 'bytes 2-5/10']);
  assert.ok(direct.rawPayload.equals(whole.rawPayload.subarray(2, 6)));
  assert.equal((await s.get(file, undefined, { range: 'bytes=99-' })).statusCode, 416);
  assert.equal((await s.get(file, undefined, { range: 'bytes=2-5', 'if-range': '"old"' })).statusCode, 200);
  const tile = (await (await get('/log/checkpoint')).text()).split('\n')[1];
  assert.equal((await get(`/log/tile/entries/000.p/${tile}`)).status, 200);
  assert.equal((await get(`/log/tile/entries/000.p/${Number(tile) + 1}`)).status, 404);
  assert.equal((await get('/log/tile/..%2f..%2fready/current')).status, 404);
  const search = await get('/search?q=x');
  assert.deepEqual([search.status, (await search.text()).includes('https://main.example')], [503, true]);
  assert.equal((await get('/signin', { method: 'POST', body: 'a=b' })).status, 503);
  for (const path of [`/i/${inner.slug}`, '/i/00000000', '/nothing'])
    assert.equal((await get(path)).status, 404, path);
  const same = await get(`/i/${slug}`, {
    headers: { 'if-none-match': (await get(`/i/${slug}`)).headers.get('etag') ?? '' },
  });
  assert.equal(same.status, 304);
  assert.deepEqual(await (await get('/healthz')).json(), { status: 'ok', roles: ['reader'] });
});

test('ranges: inside the file or not at all', () => {
  assert.deepEqual(readRange('bytes=0-0', 10), { first: 0, last: 0 });
  assert.deepEqual(readRange('bytes=-3', 10), { first: 7, last: 9 });
  assert.equal(readRange('bytes=5-2', 10), 'whole');
  assert.equal(readRange('bytes=0-1,3-4', 10), 'whole');
  assert.equal(readRange('bytes=10-', 10), 'outside');
  fc.assert(
    fc.property(fc.nat(50), fc.option(fc.nat(60)), fc.option(fc.nat(60)), (size, from, to) => {
      const range = readRange(`bytes=${from ?? ''}-${to ?? ''}`, size);
      if (typeof range === 'string') return;
      assert.ok(range.first >= 0 && range.first <= range.last && range.last < size);
    }),
  );
});
