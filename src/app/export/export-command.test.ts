import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { filesBelow } from '#test/kept-words';
import { askPlainly, type PlainAnswer, startNginx } from '#test/nginx';
import { approve, correct, draft, withdraw } from '#test/walk-dossiers';
import { jsonOf, startTown, type Town } from '#test/walk-people';

/*
 * The command as an operator runs it, over the site of a running program: killed at each of its places and run again; then
 * program and database are gone, and what nginx serves from the folder is, byte for byte, what the program had said.
 */

const root = join(import.meta.dirname, '..', '..', '..');

function scratch(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-export-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const wordsOf = (title: string) => ({
  title,
  body: title,
  keyword: '收支',
  fileName: `收支 表 100% ${title.length}`,
  file: `${title} 收入 100`,
});

/** A corrected item with files, one that is to be withdrawn, one for members alone. @returns addresses of the first two */
async function fill(town: Town) {
  const first = await approve(town, await draft(town, { words: wordsOf('第一件 <甲> & “乙”') }));
  await correct(town, first, { words: wordsOf('第一件，更正'), note: '有误' });
  const more = { category: '集体学习' };
  const second = await approve(town, await draft(town, { words: wordsOf('要撤回的一件'), more }));
  await approve(town, await draft(town, { words: wordsOf('仅党员可见'), scope: 'wholeParty' }));
  const slugOf = async ({ disclosure }: { disclosure: string }) => {
    const path = `/api/publications/of/${disclosure}`;
    return String(jsonOf(await town.ask(town.people.approver, 'GET', path))['slug']);
  };
  return { first: await slugOf(first), second, gone: await slugOf(second) };
}

type Ran = {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
};

/** `npm run export:site -- <folder>`, beside the running program. Asynchronous: the program goes on answering. */
function exportTo(town: Town, folder: string, failPoint = ''): Promise<Ran> {
  const { data } = town.app.installation.config;
  const env = {
    ...process.env,
    GONGKAI_DATA: data,
    GONGKAI_MODE: 'demo',
    GONGKAI_URL: town.app.url,
    DATABASE_URL: town.app.db.url,
    GONGKAI_FAIL_POINT: failPoint,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['src/app/cli.ts', 'export:site', folder], { cwd: root, env });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text) => {
        output += String(text);
      });
    child.once('error', reject);
    child.once('close', (status, signal) => resolve({ status, signal, output }));
  });
}

async function exportWhole(town: Town, folder: string): Promise<string> {
  const { status, output } = await exportTo(town, folder);
  assert.equal(status, 0, output);
  return output;
}

/** The addresses that lie in an exported folder, by its own list and by what it told the web server of long ones. */
function addressesIn(folder: string): readonly string[] {
  const odd = new Map(
    [
      ...readFileSync(join(folder, '.export', 'nginx-http.conf'), 'utf8').matchAll(
        /^ {2}"(\/.*)" "(\/.*)";$/gm,
      ),
    ].map(([, address = '', file = '']) => [file, address]),
  );
  return readFileSync(join(folder, '.export', 'state'), 'utf8')
    .split('\n')
    .map((line) => line.replace(/^\S+ \d+ /, ''))
    .filter((file) => file !== '' && file !== '/404.html' && !file.startsWith('/.export/'))
    .map((file) => odd.get(file) ?? addressOf(file));
}

function addressOf(file: string): string {
  if (file === '/log/vkey.history') return '/log/vkey/history';
  const named = file.replace(/(?:\.410)?\.html$/, '').replace(/^\/index$/, '/');
  const [path = '', ...query] = named.split('?');
  const steps = path.split('/').map((step) => encodeURIComponent(step));
  return [steps.join('/'), ...query].join('?');
}

/** Headers that decide what a browser does with an answer. */
const told = [
  'content-type',
  'content-security-policy',
  'cache-control',
  'content-disposition',
  'access-control-allow-origin',
  'x-content-type-options',
  'x-frame-options',
  'referrer-policy',
  'cross-origin-opener-policy',
  'permissions-policy',
  'strict-transport-security',
] as const;

/** What of an answer must be the same wherever it comes from. */
function comparable({ status, headers, body }: PlainAnswer): Readonly<Record<string, string>> {
  const said = told.map((name) => [name, headers[name]?.toLowerCase() ?? ''] as const);
  const all: Record<string, string> = Object.fromEntries(said);
  const kept = all['cache-control'] ?? '';
  return {
    ...all,
    // A copy need not know for how long each page of the site may be kept: it is asked again each time.
    'cache-control': /immutable|no-store/.test(kept) ? kept : 'asked again',
    'content-disposition': all['content-disposition']?.split(';')[0] ?? '',
    status: String(status),
    body: body.toString('base64'),
  };
}

/** Each thing in which two answers differ, with both. */
function differences(address: string, ours?: PlainAnswer, theirs?: PlainAnswer): readonly string[] {
  assert.ok(ours !== undefined && theirs !== undefined);
  const [said, copied] = [comparable(ours), comparable(theirs)];
  return Object.keys(said).flatMap((name) =>
    said[name] === copied[name]
      ? []
      : [`${address} ${name}: ${said[name]?.slice(0, 200)} ≠ ${copied[name]?.slice(0, 200)}`],
  );
}

async function collect(url: string, addresses: readonly string[]) {
  const found = new Map<string, PlainAnswer>();
  for (const address of addresses)
    found.set(address, await askPlainly(url, address, { 'accept-language': 'zh-CN' }));
  return found;
}

function verify(place: string): { readonly findings: readonly string[]; readonly lines: string } {
  const args = ['packages/verify/src/command.ts', place, '--json', '--no-memory'];
  const ran = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', timeout: 120_000 });
  const lines = ran.stdout.split('\n').filter((line) => line.startsWith('{'));
  assert.ok(lines.length > 0, ran.stderr);
  return { findings: lines.filter((line) => line.includes('"weight":"finding"')), lines: ran.stdout };
}

/** In the order in which a run comes by them; each run takes up what the one before left. */
const points = [
  'export-taken-away:1',
  'export-file-written:1',
  'export-before-rename:9',
  'export-before-removing',
  'export-file-removed:1',
  'export-before-journal-removed',
];

/** Every file of the folder with its hash; the configuration that names the folder, and what follows from it, without. */
const filesOf = (folder: string) =>
  [...filesBelow(folder)]
    .map(([name, bytes]) => {
      const text = /^\.export\/(?:nginx-server\.conf|SHA256SUMS|state)$/.test(name)
        ? bytes
            .toString()
            .replaceAll(folder, '')
            .replace(/^.*nginx-server\.conf$/m, '')
        : bytes;
      return `${createHash('sha256').update(text).digest('hex')} ${name}`;
    })
    .sort();

test('exported by the command, killed at each of its places, served by nginx when program and database are gone', async (t) => {
  const ends: (() => unknown)[] = [];
  let isOver = false;
  const stop = async () => {
    if (isOver) return;
    isOver = true;
    for (const end of ends) await end();
  };
  t.after(stop);
  const town = await startTown({
    after: (end) => {
      if (end !== undefined) ends.push(() => end(t, () => undefined));
    },
  });
  const { first, second, gone } = await fill(town);
  const place = scratch(t);
  const [www, killed] = [join(place, 'www'), join(place, 'killed')];
  await exportWhole(town, www);
  assert.ok(existsSync(join(www, 'i', `${gone}.html`)));
  writeFileSync(join(www, 'robots-of-others.txt'), 'somebody else’s');
  cpSync(www, killed, { recursive: true });
  await withdraw(town, second, '含个人信息');
  await exportWhole(town, www);

  let isBegun = false;
  for (const point of points) {
    const { signal, output } = await exportTo(town, killed, point);
    assert.equal(signal, 'SIGKILL', `${point}: ${output}`);
    // What stands under its name is whole; the first thing to go is what was withdrawn.
    assert.ok(!isBegun || !existsSync(join(killed, 'i', `${gone}.html`)), point);
    isBegun = true;
    for (const [name, bytes] of filesBelow(killed))
      if (name.endsWith('.html.gz'))
        assert.match(gunzipSync(bytes).toString(), /<\/html>\s*$/, `${point} ${name}`);
  }
  await exportWhole(town, killed);
  assert.deepEqual(filesOf(killed), filesOf(www));
  const summed = spawnSync('sha256sum', ['--check', '--quiet', '.export/SHA256SUMS'], {
    cwd: killed,
    encoding: 'utf8',
  });
  assert.equal(summed.status, 0, summed.stdout + summed.stderr);

  const addresses = addressesIn(www);
  const before = await collect(town.app.url, addresses);
  for (const address of [
    `/i/${first}`,
    `/i/${first}/v/1`,
    `/i/${gone}`,
    '/',
    '/items',
    '/feeds/site.atom',
    '/log/checkpoint',
  ])
    assert.ok(before.has(address), address);
  assert.equal(before.get(`/i/${gone}`)?.status, 410);
  await stop();
  await assert.rejects(fetch(town.app.url));

  const url = await startNginx(t, www);
  const after = await collect(url, addresses);
  const wrong = addresses.flatMap((address) => differences(address, before.get(address), after.get(address)));
  assert.deepEqual(wrong, []);
  let packed = 0;
  for (const address of addresses) {
    if (!existsSync(join(www, `${decodeURIComponent(address === '/' ? '/index' : address)}.html.gz`)))
      continue;
    const { headers, body, status } = await askPlainly(url, address, { 'accept-encoding': 'gzip' });
    assert.deepEqual([status, headers['content-encoding']], [200, 'gzip'], address);
    assert.ok(gunzipSync(body).equals(before.get(address)?.body ?? Buffer.alloc(0)), address);
    packed += 1;
  }
  assert.ok(packed > 10);
  const checked = verify(url);
  assert.deepEqual(checked.findings, []);
  assert.match(checked.lines, /site-checked/);
  assert.deepEqual(verify(www).findings, []);
});
