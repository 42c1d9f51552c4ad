import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { encodeBase64, encodeUtf8 } from '../../tlog/src/index.ts';
import { buildPage } from '../build.ts';
import { rotationStatement } from './log/rotations.ts';
import { launch, madeUpHost, openPage } from './testing/browser.ts';
import { folder } from './testing/run.ts';
import { serve } from './testing/serve.ts';
import {
  codeOf,
  heartbeat,
  makeKey,
  makeLog,
  pageOf,
  partsOf,
  proofOf,
  publish,
  siteFiles,
  type TestItem,
  type TestKey,
  type TestLog,
} from './testing/world.ts';

/*
 * The page as readers meet it, in the browser: on a plain http host that is not localhost, on https, and from a file.
 */

let browser: Browser;
let built = '';
let html = '';
let file = '';

const origin = `${madeUpHost}/log`;

type World = {
  readonly log: TestLog;
  readonly vkey: string;
  readonly item: TestItem;
  readonly files: Map<string, Uint8Array>;
};

async function world(): Promise<World> {
  const key = makeKey(origin);
  const log = makeLog(origin, key);
  heartbeat(log, '2026-03-02T00:00:00.000Z');
  const items = Array.from({ length: 6 }, (_, at) =>
    publish(log, `aaaa000${at}`, { attachment: Buffer.from(`附件 ${at}`) }),
  );
  const files = await siteFiles(
    log,
    items.map((item) => [item]),
  );
  for (const path of ['/verify', '/v']) files.set(path, encodeUtf8(html));
  const item = items[3] ?? assert.fail();
  return { log, vkey: key.vkey, item, files };
}

/** What the portal sends with the page: its own script and style by their hashes, this site, nothing else. */
function policy(): string {
  const hash = (element: string) =>
    [...html.matchAll(new RegExp(`<${element}(?:\\s[^>]*)?>([\\s\\S]*?)</${element}>`, 'g'))]
      .map(([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
      .join(' ');
  return `default-src 'none'; script-src ${hash('script')}; style-src ${hash('style')}; img-src 'self' data: blob:; connect-src 'self'; form-action 'none'; base-uri 'none'`;
}

type Given = { readonly name: string; readonly text: string | Uint8Array };

async function give(page: Page, ...files: readonly Given[]): Promise<void> {
  await page.setInputFiles(
    '#files',
    files.map(({ name, text }) => ({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(text),
    })),
  );
}

async function expectOutcome(page: Page, words: string): Promise<void> {
  await page.locator('#outcome', { hasText: words }).waitFor({ timeout: 10_000 });
}

async function context(
  t: TestContext,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<BrowserContext> {
  const made = await browser.newContext({ locale: 'zh-CN', ignoreHTTPSErrors: true, ...options });
  t.after(() => made.close());
  return made;
}

/** A certificate by nobody, for the made-up host. */
function certificate(path: string): { readonly key: string; readonly cert: string } {
  const [key, cert] = [join(path, 'key.pem'), join(path, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
      '-subj',
      `/CN=${madeUpHost}`,
      '-keyout',
      key,
      '-out',
      cert,
    ],
    { stdio: 'ignore' },
  );
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

before(async () => {
  built = await mkdtemp(join(tmpdir(), 'gongkai-verify-page-'));
  await buildPage(built);
  file = join(built, 'verify.html');
  html = readFileSync(file, 'utf8');
  browser = await launch();
});
after(async () => {
  await browser.close();
  await rm(built, { recursive: true, force: true });
});

test('the page is one file of less than 150 kB that names no other', () => {
  assert.ok(Buffer.byteLength(html) < 150_000, `${Buffer.byteLength(html)} bytes`);
  const outside = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, address]) => address);
  assert.deepEqual(
    outside.filter((address) => address !== 'data:,'),
    [],
  );
});

/** Good, altered, mixed up, forged: the same answers wherever the page came from. */
async function judgeAll(page: Page, made: World): Promise<void> {
  const { log, item, vkey } = made;
  const shown = pageOf(item);
  const proof = { name: 'a.tlog-proof', text: await proofOf(log, item) };
  await give(page, { name: 'a.html', text: shown }, proof);
  await expectOutcome(page, '内容一致');
  assert.equal(await page.locator('.path.holds circle.sibling').count(), 3);
  await give(page, { name: 'a.html', text: shown.replace('共 3 项', '共 4 项') });
  await expectOutcome(page, '内容与登记不符');
  await page.getByText('第 4 部分').waitFor();
  await give(page, { name: 'a.pdf', text: item.attachment ?? '' });
  await expectOutcome(page, '内容一致');
  await give(page, { name: 'a.pdf', text: '附件 9' });
  await expectOutcome(page, '不是这份证明所指的文件');
  await give(page, { name: 'a.parts.json', text: partsOf(item) });
  await expectOutcome(page, '内容一致');
  const other = (await proofOf(log, item)).split('\n');
  const sibling = other.findIndex((line) => line.startsWith('index ')) + 1;
  other[sibling] = Buffer.from(createHash('sha256').update('x').digest()).toString('base64');
  await give(page, { name: 'b.tlog-proof', text: other.join('\n') });
  await expectOutcome(page, '证明不成立');
  assert.equal(await page.locator('.path.broken').count(), 1);
  await give(page, { name: 'c.tlog-proof', text: proof.text.slice(0, 300) });
  await expectOutcome(page, '证明不成立');
  // The same entries under the same name, by somebody else's key.
  const forged = await proofOf(log, item, [makeKey(origin).signer]);
  await give(page, { name: 'd.tlog-proof', text: forged }, { name: 'a.html', text: shown });
  await expectOutcome(page, '不是您信任的公钥签署的');
  // A signature that says it is by the trusted key, and is not.
  const line = proof.text.trimEnd().split(' ').at(-1) ?? '';
  const wrong = Buffer.from(line, 'base64');
  wrong[20] = (wrong[20] ?? 0) ^ 1;
  await give(page, { name: 'e.tlog-proof', text: proof.text.replace(line, wrong.toString('base64')) });
  await expectOutcome(page, '证明不成立');
  await give(page, proof);
  await expectOutcome(page, '内容一致');
  assert.ok((await page.locator('#keys').textContent())?.includes(vkey));
}

test('on a plain http host, where browsers have no crypto.subtle, under the policy the portal sends', async (t) => {
  const made = await world();
  const site = await serve((path) => made.files.get(path), { policy: policy() });
  t.after(site.close);
  const opened = await context(t);
  const { page, errors } = await openPage(opened);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).host));
  await page.goto(`http://${madeUpHost}:${site.port}/verify`);
  assert.deepEqual(await page.evaluate('[isSecureContext, typeof crypto.subtle]'), [false, 'undefined']);
  await page.locator('#served-text', { hasText: '首次见到' }).waitFor();
  await judgeAll(page, made);
  assert.deepEqual(errors, []);
  assert.deepEqual([...new Set(asked)], [`${madeUpHost}:${site.port}`]);
});

test('on https', async (t) => {
  const made = await world();
  const tls = certificate(await folder(t));
  const site = await serve((path) => made.files.get(path), { tls, policy: policy() });
  t.after(site.close);
  const { page, errors } = await openPage(await context(t));
  await page.goto(`https://${madeUpHost}:${site.port}/verify`);
  await judgeAll(page, made);
  assert.deepEqual(errors, []);
});

test('from a file without any network, the key given by hand; without a key it says so', async (t) => {
  const made = await world();
  const opened = await context(t, { offline: true });
  const { page, errors } = await openPage(opened);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  await give(page, { name: 'a.tlog-proof', text: await proofOf(made.log, made.item) });
  await expectOutcome(page, '尚不能确认是谁的日志');
  await page.locator('#key').fill('not a key');
  await page.locator('#use-key').click();
  await page.getByText('没有读到公钥').waitFor();
  await page.locator('#key').fill(made.vkey);
  await page.locator('#use-key').click();
  await expectOutcome(page, '已登记');
  await judgeAll(page, made);
  assert.deepEqual(errors, []);
  assert.deepEqual(
    asked.filter((url) => !url.startsWith('data:')),
    [pathToFileURL(file).href],
  );
});

test('saved from the site with its keys, it works from a file', async (t) => {
  const made = await world();
  const site = await serve((path) => made.files.get(path), { policy: policy() });
  t.after(site.close);
  const first = await openPage(await context(t));
  await first.page.goto(`http://${madeUpHost}:${site.port}/verify`);
  await first.page.locator('#served-text').waitFor();
  await first.page.locator('#keys summary').click();
  const [download] = await Promise.all([
    first.page.waitForEvent('download'),
    first.page.locator('#save').click(),
  ]);
  const saved = join(await folder(t), 'verify.html');
  await download.saveAs(saved);
  const { page, errors } = await openPage(await context(t, { offline: true }));
  await page.goto(pathToFileURL(saved).href);
  await judgeAll(page, made);
  assert.deepEqual(errors, []);
});

test('a forked log is told loudly: by the checkpoint remembered, on the next visit and by a proof', async (t) => {
  const made = await world();
  let files = made.files;
  const site = await serve((path) => files.get(path), { policy: policy() });
  t.after(site.close);
  const opened = await context(t);
  const { page } = await openPage(opened);
  const address = `http://${madeUpHost}:${site.port}/verify`;
  await page.goto(address);
  await page.locator('#served-text', { hasText: '首次见到' }).waitFor();
  // Honest growth: consistent by the log's own tiles.
  for (let at = 0; at < 300; at++) publish(made.log, `gggg${String(at).padStart(4, '0')}`);
  files = new Map([...(await made.log.files()), ['/verify', encodeUtf8(html)]]);
  await page.reload();
  await page.locator('#served-text', { hasText: '前后一致' }).waitFor();
  // The same key signs another story.
  const [key] = made.log.keys;
  const fork = makeLog(origin, key);
  heartbeat(fork, '2026-03-02T00:00:00.000Z');
  const early = Array.from({ length: 400 }, (_, at) => publish(fork, `ffff${String(at).padStart(4, '0')}`));
  const [told] = early;
  assert.ok(told !== undefined);
  const honest = files;
  files = new Map([...(await fork.files()), ['/verify', encodeUtf8(html)]]);
  await page.reload();
  await page.getByRole('alert').filter({ hasText: '日志分叉' }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '保存两份检查点' }).click(),
  ]);
  const saved = readFileSync(await download.path(), 'utf8');
  assert.ok(saved.includes('\n307\n') && saved.includes('\n401\n'), saved);
  // Back at the honest site, proofs of the other story are caught as well, of the same size and of a smaller one.
  files = honest;
  for (const size of [307, 200]) {
    await page.reload();
    await page.locator('#served-text', { hasText: '前后一致' }).waitFor();
    assert.equal(await page.getByRole('alert').count(), 0);
    await give(page, { name: 'f.tlog-proof', text: await proofOf(fork, told, undefined, size) });
    await page.getByRole('alert').filter({ hasText: '日志分叉' }).waitFor();
  }
  // Gone back: fewer entries than were seen.
  files = new Map([...(await made.log.files(100)), ['/verify', encodeUtf8(html)]]);
  await page.reload();
  await page.locator('#served-text', { hasText: '日志倒退' }).waitFor();
});

test('a change of keys is followed when the known key has signed for the new one; otherwise it is told', async (t) => {
  const made = await world();
  let files = made.files;
  const site = await serve((path) => files.get(path), { policy: policy() });
  t.after(site.close);
  const { log } = made;
  const [old] = log.keys;
  assert.ok(old !== undefined);
  const next = makeKey(origin);
  const rotate = async (by: TestKey) => {
    const statement = encodeUtf8(rotationStatement(origin, old.vkey, next.vkey));
    const sign = async (key: TestKey) => encodeBase64(await key.signer.sign(statement));
    const entry = {
      v: 1,
      type: 'key-rotate',
      claimed_at: '2026-03-03T00:00:00.000Z',
      old: old.vkey,
      new: next.vkey,
    };
    const { idx } = log.append({ ...entry, newSig: await sign(next), oldSig: await sign(by) });
    files = await log.files(undefined, [next.signer]);
    files.set('/log/vkey', encodeUtf8(`${next.vkey}\n`));
    files.set('/log/vkey/history', encodeUtf8(`0 ${old.vkey}\n${idx} ${next.vkey}\n`));
    files.set('/verify', encodeUtf8(html));
  };
  const { page } = await openPage(await context(t));
  await page.goto(`http://${madeUpHost}:${site.port}/verify`);
  await page.locator('#served-text', { hasText: '首次见到' }).waitFor();
  await rotate(next);
  await page.reload();
  await page.getByRole('alert').filter({ hasText: '就可能是冒充' }).waitFor();
  await rotate(old);
  await page.reload();
  await page.locator('#served-text', { hasText: '前后一致' }).waitFor();
  assert.equal(await page.getByRole('alert').count(), 0);
  await give(page, { name: 'a.tlog-proof', text: await proofOf(log, made.item, [next.signer]) });
  await expectOutcome(page, '已登记');
});

test('a fork of the same size is seen offline too', async (t) => {
  const made = await world();
  const { page } = await openPage(await context(t, { offline: true }));
  await page.goto(pathToFileURL(file).href);
  await page.locator('#key').fill(made.vkey);
  await page.locator('#use-key').click();
  await give(page, { name: 'a.tlog-proof', text: await proofOf(made.log, made.item) });
  await page.getByText('首次见到此日志的检查点').waitFor();
  const fork = makeLog(origin, made.log.keys[0]);
  while (fork.leaves.length < made.log.leaves.length - 1) heartbeat(fork, '2026-03-02T00:00:00.000Z');
  const other = publish(fork, 'ffff0001');
  await give(page, { name: 'b.tlog-proof', text: await proofOf(fork, other) });
  await page.getByRole('alert').filter({ hasText: '日志分叉' }).waitFor();
});

test('a printed code opened on the site: the entry, and the page as it is now; a damaged code says so', async (t) => {
  const made = await world();
  const site = await serve((path) => made.files.get(path), { policy: policy() });
  t.after(site.close);
  const { page, errors } = await openPage(await context(t));
  const code = await codeOf(made.log, made.item.index);
  await page.goto(`http://${madeUpHost}:${site.port}/v#${code}`);
  await expectOutcome(page, '已登记');
  await page.getByText('该网页现在的内容已自动核对：内容一致').waitFor();
  assert.equal(await page.getByRole('link', { name: /aaaa0003/ }).getAttribute('href'), '/i/aaaa0003/v/1');
  made.files.set('/i/aaaa0003/v/1', encodeUtf8(pageOf(made.item, false).replace('第一段', '第壹段')));
  await page.reload();
  await page.getByText('该网页现在的内容已自动核对：内容与登记不符').waitFor();
  await page.goto(`http://${madeUpHost}:${site.port}/v#${code.slice(0, -8)}`);
  await page.reload();
  await page.getByText('二维码内容不完整或已损坏').waitFor();
  assert.deepEqual(errors, []);
  assert.ok(
    site.asked.every((path) => !path.includes('#') && !path.includes(code)),
    'the code never leaves the browser',
  );
});

test('for keyboard, screen reader and narrow screens; in English; by dropping files', async (t) => {
  const made = await world();
  const { page, errors } = await openPage(
    await context(t, { viewport: { width: 390, height: 844 }, offline: true }),
  );
  await page.goto(pathToFileURL(file).href);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Verify what was published' }).waitFor();
  await page.locator('#key').fill(made.vkey);
  await page.locator('#use-key').click();
  const dropped = { page: pageOf(made.item), proof: await proofOf(made.log, made.item) };
  await page.evaluate(`(() => {
    const data = new DataTransfer();
    const given = ${JSON.stringify(dropped)};
    data.items.add(new File([given.page], 'a.html'));
    data.items.add(new File([given.proof], 'a.tlog-proof'));
    dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  })()`);
  await expectOutcome(page, 'Unchanged');
  assert.equal(await page.evaluate('document.activeElement.id'), 'outcome');
  assert.equal(await page.evaluate('document.documentElement.lang'), 'en');
  for (const summary of await page.locator('summary').all()) await summary.click();
  assert.ok((await page.evaluate<number>('document.documentElement.scrollWidth')) <= 390);
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  const found = await page.evaluate<
    readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
  >('axe.run().then((result) => result.violations)');
  assert.deepEqual(
    found.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]),
    [],
  );
  assert.deepEqual(errors, []);
});
