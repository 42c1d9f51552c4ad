import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { allPlans, listLiveSlugs } from '#modules/publication';
import { findLastCheckpoint } from '#modules/transparency-log';
import { findStoredFile } from '#platform/files';
import { valueOf } from '#test/database';
import { attaching, type Site, site } from '../../modules/publication/testing/site.ts';
import { approved, body, monday, publish, revised } from '../../modules/publication/testing/world.ts';
import { renderPage } from '../ready/render.ts';
import { furtherAddresses } from './addresses.ts';
import { type ExportSource, exportSite, isCovered } from './export-site.ts';
import { fileOf } from './file-names.ts';
import { openExportStore } from './store.ts';

/* A site with everything in it, exported by the function itself; export-command.test.ts runs the command and serves the folder. */

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

test('exported again, only what changed is written; what is withdrawn gives way to its tombstone', async (t) => {
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

  assert.ok(kept.has(`i/${one.slug}/v/1.html`) && kept.has(`i/${one.slug}/files/1/收支 表.txt`));

  valueOf(await publish(s, await revised(s, second, 'withdraw', { reason: '含个人信息' }), hours(1)));
  const changed = await exportSite(folder, sourceOf(s), quiet);
  assert.ok(changed.written > 0 && changed.kept > 5 && changed.removed > 0);
  const after = filesOf(folder);
  const stone = Buffer.from(after.get(`i/${two.slug}.410.html`) ?? '', 'latin1').toString();
  assert.ok(stone.includes('含个人信息') && !after.has(`i/${two.slug}.html`));
  assert.match(after.get('revoked.txt') ?? '', new RegExp(`/i/${two.slug}\n`));
  assert.ok([...after].every(([, text]) => !text.includes(Buffer.from('要撤回的一件').toString('latin1'))));
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
