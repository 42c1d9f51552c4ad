import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { allPlans, listLiveSlugs } from '#modules/publication';
import { findLastCheckpoint } from '#modules/transparency-log';
import { findStoredFile } from '#platform/files';
import { valueOf } from '#test/database';
import { until } from '#test/process';
import { attaching, type Site, site } from '../../modules/publication/testing/site.ts';
import { approved, body, monday, publish, revised } from '../../modules/publication/testing/world.ts';
import { renderPage } from '../ready/render.ts';
import { furtherAddresses } from './addresses.ts';
import { type ExportSource, exportSite, isCovered } from './export-site.ts';
import { fileOf } from './file-names.ts';
import { openExportStore } from './store.ts';

/* A site with everything in it, exported, served by a real nginx that knows nothing of the database, and verified from outside. */

const root = join(import.meta.dirname, '..', '..', '..');
const hours = (n: number) => new Date(monday.getTime() + n * 3_600_000);

function scratch(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-export-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function sourceOf(s: Site): ExportSource {
  return {
    render: (plan) => renderPage(s.http, plan),
    absentPage: async () => Buffer.from('<!doctype html><title>404</title>'),
    readStored: async (sha256) => {
      const stored = await findStoredFile(s.files, sha256);
      return Buffer.concat((await stored?.open().toArray()) ?? []);
    },
    plans: () => allPlans({ portal: s.db.portal, now: () => hours(1), assets: [] }),
    liveSlugs: () => listLiveSlugs(s.db.portal.reader),
    visibleSize: async () => (await findLastCheckpoint(s.db.portal.reader))?.size ?? 0,
    logFolder: s.log.settings.folder,
  };
}

const quiet = () => undefined;

/** Every file of a folder with its text, without our notes. */
function filesOf(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  return new Map(
    names
      .filter((name) => !name.startsWith('.export'))
      .map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  );
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** The web server of the operator, with the configuration that the export wrote. */
async function startNginx(t: TestContext, folder: string): Promise<string> {
  const port = await freePort();
  const place = scratch(t);
  const served = readFileSync(join(folder, '.export', 'nginx-server.conf'), 'utf8').replace(
    'listen 80;',
    `listen 127.0.0.1:${port};`,
  );
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${place}/${name};`,
  );
  writeFileSync(join(place, 'server.conf'), served);
  writeFileSync(
    join(place, 'nginx.conf'),
    `daemon off; ${process.getuid?.() === 0 ? 'user root;' : ''} worker_processes 1; pid ${place}/pid; error_log ${place}/error.log;
events { worker_connections 256; }
http { include /etc/nginx/mime.types; access_log off; ${paths.join(' ')}
include ${folder}/.export/nginx-http.conf; include ${place}/server.conf; }`,
  );
  const server: ChildProcess = spawn('/usr/sbin/nginx', ['-c', join(place, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  server.stderr?.on('data', (text) => {
    said += String(text);
  });
  t.after(async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    if (server.exitCode === null && server.kill('SIGTERM')) await ended;
  });
  const url = `http://127.0.0.1:${port}`;
  await until(
    async () => (await fetch(url)).status === 200,
    20_000,
    () => `nginx: ${said}`,
  );
  return url;
}

function verify(place: string): { readonly findings: readonly string[]; readonly lines: string } {
  const ran = spawnSync(
    process.execPath,
    ['packages/verify/src/command.ts', place, '--json', '--no-memory'],
    {
      cwd: root,
      encoding: 'utf8',
      timeout: 120_000,
    },
  );
  const lines = ran.stdout.split('\n').filter((line) => line.startsWith('{'));
  assert.ok(lines.length > 0, ran.stderr);
  return { findings: lines.filter((line) => line.includes('"weight":"finding"')), lines: ran.stdout };
}

test('exported, served by nginx, the site itself stopped: same bytes, same checks, and only what changed is written again', async (t) => {
  if (!existsSync('/usr/sbin/nginx')) {
    console.log('SKIPPED: nginx is not installed (the suite installs it: npm test)');
    return t.skip('no nginx');
  }
  const s = await site(t, () => hours(1));
  const first = await approved(s, { title: '第一件 <甲> & “乙”' }, attaching(s, '收支 表.txt', '收入 100'));
  const one = valueOf(await publish(s, first));
  valueOf(
    await publish(
      s,
      await revised(s, first, 'correct', { body: body('更正后的正文。'), changeNote: '有误' }),
      hours(1),
    ),
  );
  const second = await approved(s, { title: '要撤回的一件', category: '村级工程' });
  const two = valueOf(await publish(s, second));
  const secret = valueOf(await publish(s, await approved(s, { title: '仅党员可见', scope: 'wholeParty' })));
  const folder = join(scratch(t), 'www');
  const done = await exportSite(folder, sourceOf(s), quiet);
  assert.ok(done.written > 40 && done.kept === 0);
  const again = await exportSite(folder, sourceOf(s), quiet);
  // Proofs and the checkpoint are the same while nothing is added; the notes of the folder count as files too.
  assert.deepEqual([again.written, again.removed], [0, 0]);

  const kept = filesOf(folder);
  const summed = spawnSync('sha256sum', ['--check', '--quiet', '.export/SHA256SUMS'], {
    cwd: folder,
    encoding: 'utf8',
  });
  assert.equal(summed.status, 0, summed.stdout + summed.stderr);
  for (const [name, text] of kept)
    assert.ok(
      !name.includes(secret.slug) && !text.includes(Buffer.from('仅党员可见').toString('latin1')),
      name,
    );

  const url = await startNginx(t, folder);
  const pages = [
    `/i/${one.slug}`,
    `/i/${one.slug}/v/1`,
    '/items?unit=3',
    `/items?${new URLSearchParams({ category: '村级工程' })}`,
    '/',
    '/units/3',
  ];
  for (const address of [
    ...pages,
    `/i/${one.slug}.parts.json`,
    `/i/${one.slug}/files/1/${encodeURIComponent('收支 表.txt')}`,
    '/log/checkpoint',
    '/log/vkey/history',
  ]) {
    const [ours, theirs] = [await s.get(address), await fetch(`${url}${address}`)];
    assert.equal(theirs.status, 200, address);
    const policy = theirs.headers.get('content-security-policy') ?? '';
    if (pages.includes(address)) assert.equal(policy, ours.headers['content-security-policy']);
    assert.ok(Buffer.from(await theirs.arrayBuffer()).equals(ours.rawPayload), address);
  }
  // Feeds by their kinds, later pages of them too: those have a question in their names.
  writeFileSync(join(folder, 'feeds', 'site.atom?after=x'), 'later');
  for (const [address, type] of [
    ['/feeds/site.atom', 'application/atom+xml; charset=utf-8'],
    ['/feeds/site.atom?after=x', 'application/atom+xml; charset=utf-8'],
    ['/feeds/units/3.rss', 'application/rss+xml; charset=utf-8'],
    ['/feeds/site.json', 'application/feed+json; charset=utf-8'],
  ] as const) {
    const answer = await fetch(`${url}${address}`);
    assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, type], address);
    assert.equal(answer.headers.get('access-control-allow-origin'), '*', address);
  }
  assert.equal((await fetch(`${url}/feeds/site.atom?after=y`)).status, 404);
  rmSync(join(folder, 'feeds', 'site.atom?after=x'));
  // Through http.request: fetch would hide the encoding.
  const coded = spawnSync(
    'curl',
    ['-s', '-D', '-', '-o', '/dev/null', '-H', 'accept-encoding: gzip', `${url}/i/${one.slug}`],
    { encoding: 'utf8' },
  );
  if (coded.status === 0) assert.match(coded.stdout, /content-encoding: gzip/i);
  assert.equal((await fetch(`${url}/items?q=x`)).status, 404);
  assert.equal((await fetch(`${url}/.export/state`)).status, 404);
  assert.deepEqual(verify(url).findings, []);

  // Withdrawn: the tombstone takes its place in what nginx serves, with status and proof.
  valueOf(await publish(s, await revised(s, second, 'withdraw', { reason: '含个人信息' }), hours(1)));
  const changed = await exportSite(folder, sourceOf(s), quiet);
  assert.ok(changed.written > 0 && changed.kept > 5 && changed.removed > 0);
  const gone = await fetch(`${url}/i/${two.slug}`);
  assert.deepEqual([gone.status, (await gone.text()).includes('含个人信息')], [410, true]);
  assert.match(await (await fetch(`${url}/revoked.txt`)).text(), new RegExp(`/i/${two.slug}\n`));
  assert.ok(
    [...filesOf(folder)].every(([, text]) => !text.includes(Buffer.from('要撤回的一件').toString('latin1'))),
  );
  await s.http.close();
  const checked = verify(url);
  assert.deepEqual(checked.findings, []);
  assert.match(checked.lines, /site-checked/);
  assert.deepEqual(verify(folder).findings, []);
});

test('names of files: as a web server and the verifier look for them, and never outside the folder', () => {
  for (const [address, isHtml, status, expected] of [
    ['/', true, 200, '/index.html'],
    ['/i/abcd0001', true, 200, '/i/abcd0001.html'],
    ['/i/abcd0001', true, 410, '/i/abcd0001.410.html'],
    ['/items?unit=3&after=x', true, 200, '/items?unit=3&after=x.html'],
    ['/items?category=%E6%9D%91', true, 200, '/items?category=%E6%9D%91.html'],
    ['/i/abcd0001/files/1/%E8%A1%A8%20.txt', false, 200, '/i/abcd0001/files/1/表 .txt'],
    ['/i/abcd0001/files/1/..%2F..%2Fx', false, 200, '/i/abcd0001/files/1/..%2F..%2Fx'],
    ['/i/abcd0001/files/1/%2e%2e', false, 200, '/i/abcd0001/files/1/%2e%2e'],
    ['/log/vkey/history', false, 200, '/log/vkey.history'],
  ] as const)
    assert.equal(fileOf(address, isHtml, status), expected);
  assert.ok(Buffer.byteLength(fileOf(`/items?category=${'%E6%9D%91'.repeat(60)}`, true, 200)) < 255);
  for (const [name, size, covered] of [
    ['0/000', 256, true],
    ['0/000', 255, false],
    ['0/000.p/7', 7, true],
    ['0/000.p/7', 6, false],
    ['entries/x001/234.p/1', 256 * 1234 + 1, true],
    ['1/000.p/1', 255, false],
    ['1/000.p/1', 256, true],
    ['../x', 9, false],
  ] as const)
    assert.equal(isCovered(name, size), covered, name);
});

test('a feed leads the export to its older changes, in each format; to itself and to pages it does not', () => {
  const older = '/feeds/site.x?after=a_b&q=1';
  const at = `http://gongkai.example${older.replaceAll('&', '&amp;')}`;
  for (const text of [
    `<feed><link rel="self" href="http://gongkai.example/feeds/site.x"/><link rel="next" href="${at}" type="x"/>`,
    `<rss><atom:link rel="self" href="x"/>\n<atom:link rel="next" href="${at}" type="x"/>`,
    `{\n "next_url": "http://gongkai.example${older}",\n "items": []}`,
  ])
    assert.deepEqual(furtherAddresses('/feeds/site.x', text), [older]);
  assert.deepEqual(
    furtherAddresses('/feeds/site.atom', '<feed><link rel="self" href="/feeds/x"/></feed>'),
    [],
  );
});

test('killed anywhere: the next run leaves nothing half, nothing missing and nothing too many', async (t) => {
  const wanted = new Map(Array.from({ length: 12 }, (_, at) => [`/i/${at}.html`, `第 ${at} 页`.repeat(50)]));
  const place = (folder: string, files: ReadonlyMap<string, string>) => {
    const store = openExportStore(folder);
    for (const [file, text] of files) store.put(file, Buffer.from(text), true);
    store.finish();
    return store.counts;
  };
  const clean = scratch(t);
  place(clean, wanted);
  const points = [
    'export-file-written:1',
    'export-file-written:7',
    'export-before-rename:20',
    'export-file-removed:1',
    'export-before-removing',
    'export-before-journal-removed',
  ];
  for (const point of points) {
    const folder = scratch(t);
    writeFileSync(join(folder, 'robots.txt'), 'somebody else’s');
    place(folder, new Map([...[...wanted].slice(0, 3), ['/i/old.html', '旧的'], ['/x/y/z.html', '旧的']]));
    const script = `import { openExportStore } from ${JSON.stringify(join(import.meta.dirname, 'store.ts'))};
      const store = openExportStore(${JSON.stringify(folder)});
      for (const [file, text] of ${JSON.stringify([...wanted])}) store.put(file, Buffer.from(text), true);
      store.finish();`;
    const killed = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: root,
      env: { ...process.env, GONGKAI_FAIL_POINT: point },
    });
    assert.equal(killed.signal, 'SIGKILL', `${point}: ${killed.stderr}`);
    place(folder, wanted);
    const found = new Map([...filesOf(folder)].filter(([name]) => name !== 'robots.txt'));
    assert.deepEqual([...found].sort(), [...filesOf(clean)].sort(), point);
    assert.ok(existsSync(join(folder, 'robots.txt')) && !existsSync(join(folder, 'x')), point);
    assert.deepEqual(place(folder, wanted), { written: 0, kept: 12, removed: 0 }, point);
  }
});
