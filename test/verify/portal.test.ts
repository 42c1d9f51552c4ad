import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, type TestContext, test } from 'node:test';
import { type Browser, chromium, type Page } from 'playwright-core';
import { connectManifests } from '#modules/publication';
import { encodeEntry, type OpenEntry, rotateKey } from '#modules/transparency-log';
import { systemActor } from '#platform/command';
import { valueOf } from '#test/database';
import { outsideTools } from '#test/outside-tools';
import { parseCheckpoint, parseNote, parseProof } from '#tlog';
import {
  checkItem,
  checkLog,
  checkSite,
  nodeCrypto,
  parseEntry,
  type ReportCode,
  type ReportLine,
  readEvidence,
  readKeys,
  readScanned,
  reportLine,
  type Source,
} from '../../packages/verify/src/index.ts';
import { buildOffice, isOfficeStale } from '../../src/app/build-office.ts';
import { checkpointFragment, proofFragment } from '../../src/modules/publication/proof-qr.ts';
import {
  confirm,
  erasedName,
  erasers,
  itemOf,
  propose,
} from '../../src/modules/publication/testing/erasing.ts';
import { attaching, type Site, site } from '../../src/modules/publication/testing/site.ts';
import { approved, body, monday, publish, revised } from '../../src/modules/publication/testing/world.ts';

/* The outsider's monitor against the real portal: it agrees with an honest site, and finds what was done to a dishonest one. */

/* The page at `/verify` is the built one: a site that has not built it fails here. */
before(async () => {
  if (isOfficeStale()) await buildOffice();
});

const hours = (n: number) => new Date(monday.getTime() + n * 3_600_000);

type Alter = (path: string, text: string) => string;

/** The site as a source; nothing passes but what it answers, altered on the way where that is asked for. */
function sourceOf(s: Site, alter?: Alter): Source {
  return {
    kind: 'http',
    name: 'the site under test',
    read: async (path, atMost) => {
      const { statusCode, rawPayload } = await s.get(path);
      assert.ok(rawPayload.length <= atMost, path);
      const text = rawPayload.toString();
      const altered = alter === undefined ? text : alter(path, text);
      return { status: statusCode, bytes: altered === text ? rawPayload : Buffer.from(altered) };
    },
    close: () => {},
  };
}

async function verify(s: Site, memory: string, alter?: Alter): Promise<readonly ReportLine[]> {
  const lines: ReportLine[] = [];
  const report = (...line: Parameters<typeof reportLine>) => void lines.push(reportLine(...line));
  const source = sourceOf(s, alter);
  const options = { crypto: nodeCrypto, report };
  const log = await checkLog(source, { ...options, memory, now: hours(7).getTime() });
  assert.ok(log?.holds === true, JSON.stringify(lines));
  await checkSite(source, log, options);
  return lines;
}

const findings = (lines: readonly ReportLine[]) =>
  lines
    .filter(({ weight }) => weight === 'finding')
    .map(({ code, address, values }) => [code, address, values['item'] ?? '']);

const has = (lines: readonly ReportLine[], code: ReportCode) => lines.some((line) => line.code === code);

type World = { readonly s: Site; readonly memory: string; readonly slugs: readonly string[] };

function memoryOf(t: TestContext): string {
  const memory = mkdtempSync(join(tmpdir(), 'gongkai-memory-'));
  t.after(() => rmSync(memory, { recursive: true, force: true }));
  return memory;
}

/** Published, corrected with an attachment, withdrawn, and one for members only. */
async function world(t: TestContext): Promise<World> {
  const s = await site(t, () => hours(1));
  const memory = memoryOf(t);
  const first = await approved(s, { title: '第一件 <甲> & “乙”' }, attaching(s, '收支 表.txt', '收入 100'));
  const one = valueOf(await publish(s, first));
  const fixed = await revised(s, first, 'correct', { body: body('更正后的正文。'), changeNote: '数字有误' });
  valueOf(await publish(s, fixed, hours(1)));
  const two = valueOf(await publish(s, await approved(s, { title: '第二件', category: '村级工程' })));
  const third = await approved(s, { title: '第三件' });
  const three = valueOf(await publish(s, third));
  valueOf(await publish(s, await revised(s, third, 'withdraw', { reason: '含个人信息' }), hours(1)));
  valueOf(await publish(s, await approved(s, { title: '党员才看得到', scope: 'wholeParty' })));
  return { s, memory, slugs: [one.slug, two.slug, three.slug] };
}

test('the portal shows what its log says: no findings, and the history is listed', async (t) => {
  const { s, memory, slugs } = await world(t);
  const lines = await verify(s, memory);
  assert.deepEqual(findings(lines), []);
  assert.deepEqual(lines.find(({ code }) => code === 'site-checked')?.values, { shown: 2, items: 3 });
  assert.deepEqual(
    lines
      .filter(({ code }) => code === 'corrected' || code === 'withdrawn')
      .map(({ code, values }) => [code, values['item']]),
    [
      ['corrected', slugs[0]],
      ['withdrawn', slugs[2]],
    ],
  );
  const again = await verify(s, memory);
  assert.ok(has(again, 'log-holds'));
  assert.equal(again.find(({ code }) => code === 'served-compared')?.values['count'], 6);
  // The printed code of the portal is read by the outsider, and leads to the same answer.
  const vkey = (await s.get('/log/vkey')).body;
  const proof = parseProof((await s.get(`/i/${slugs[0]}.tlog-proof`)).body);
  const { text, signatures } = parseNote(proof.checkpoint);
  const shown = { ...parseCheckpoint(text), signatures };
  const index = proof.index;
  const { rows } = await s.db.owner.pool.query<{ leaf: Buffer }>(
    'select leaf from transparency_log.leaf where idx = $1',
    [index],
  );
  const leaf = rows[0]?.leaf ?? assert.fail();
  const keys = readKeys(nodeCrypto, vkey);
  for (const [fragment, note] of [
    [proofFragment({ ...shown, index, leaf, siblings: proof.hashes }), proof.checkpoint],
    [checkpointFragment(shown), proof.checkpoint],
  ] as const) {
    const scanned = readScanned(`#${fragment}`);
    assert.equal(scanned.note, note);
    assert.equal(checkItem({ crypto: nodeCrypto, keys, proof: scanned }).outcome, 'registered');
  }
});

test('an item hidden from a list, a byte changed on a page, a page never logged: each is found, with its address', async (t) => {
  const { s, memory, slugs } = await world(t);
  const [one = '', two = ''] = slugs;
  const sql = (text: string, values: readonly unknown[]) => s.db.owner.pool.query(text, [...values]);
  // Hidden from the list of its category by somebody who may write to the database.
  await sql(`update publication.item set category = '别处' where slug = $1`, [two]);
  assert.deepEqual(findings(await verify(s, memory)), [
    ['not-in-list', `/items?${new URLSearchParams({ category: '村级工程' })}`, two],
    ['feed-missing', `/feeds/categories/${encodeURIComponent('村级工程')}.atom`, ''],
  ]);
  await sql(`update publication.item set category = '村级工程' where slug = $1`, [two]);
  // One byte of what a page shows.
  await sql(
    `update publication.part set bytes = convert_to(replace(convert_from(bytes, 'UTF8'), '更正后', '更正前'), 'UTF8')
     where kind = 'block' and version = 2 and item = (select id from publication.item where slug = $1)`,
    [one],
  );
  assert.deepEqual(findings(await verify(s, memory)), [
    ['part-changed', `/i/${one}`, ''],
    ['part-changed', `/i/${one}.parts.json`, ''],
  ]);
  await sql(
    `update publication.part set bytes = convert_to(replace(convert_from(bytes, 'UTF8'), '更正前', '更正后'), 'UTF8')
     where kind = 'block' and version = 2 and item = (select id from publication.item where slug = $1)`,
    [one],
  );
  assert.deepEqual(findings(await verify(s, memory)), []);
  // A page slipped in beside the log.
  const copied = '22222222';
  await sql(
    `insert into publication.item select (r).* from (select jsonb_populate_record(i, jsonb_build_object('id', gen_random_uuid(),
       'disclosure', gen_random_uuid(), 'slug', $2::text, 'index_number', '假')) as r from publication.item i where slug = $1) x`,
    [two, copied],
  );
  await sql(
    `insert into publication.item_version select (r).* from (select jsonb_populate_record(v, jsonb_build_object('revision',
       gen_random_uuid(), 'item', (select id from publication.item where slug = $2))) as r
     from publication.item_version v where item = (select id from publication.item where slug = $1)) x`,
    [two, copied],
  );
  assert.deepEqual(findings(await verify(s, memory)), [
    ['more-in-list', '/sitemap.xml', copied],
    ...['site.atom', 'site.rss', 'site.json', 'units/3.atom', 'kinds/village.atom'].map((name) => [
      'more-in-list',
      `/feeds/${name}`,
      copied,
    ]),
    ['more-in-list', `/feeds/categories/${encodeURIComponent('村级工程')}.atom`, copied],
    ['unlogged-page', `/i/${copied}`, ''],
  ]);
});

test('the real feeds and the real sitemap, altered on the way: each is found', async (t) => {
  const { s, memory, slugs } = await world(t);
  const [one = '', two = '', gone = ''] = slugs;
  const at = (address: string, from: string | RegExp, to: string): Alter => {
    return (path, text) => {
      if (path !== address) return text;
      const altered = text.replace(from, to);
      assert.notEqual(altered, text, `${address} holds ${from}`);
      return altered;
    };
  };
  const atom = '/feeds/site.atom';
  const entryOf = (slug: string) => new RegExp(`<entry>\n<id>[^<]*i/${slug}</id>[\\s\\S]*?</entry>\n`);
  const unknown = '22222222';
  const map = '/sitemap/items-all.xml';
  const cases: readonly (readonly [Alter, readonly (readonly [ReportCode, string, string])[]])[] = [
    [at(atom, entryOf(one), ''), [['not-in-feed', atom, one]]],
    [
      at(atom, /<entry>[\s\S]*<\/entry>\n/, ''),
      [
        ['not-in-feed', atom, one],
        ['not-in-feed', atom, two],
      ],
    ],
    [at(atom, '第二件', '第三件'), [['old-in-feed', atom, two]]],
    [
      at(
        atom,
        '<entry>',
        `<entry><link rel="alternate" href="http://gongkai.example/i/${unknown}"/></entry><entry>`,
      ),
      [['more-in-list', atom, unknown]],
    ],
    [at(atom, /<at:deleted-entry[^>]*>\n/, ''), [['withdrawal-not-told', atom, gone]]],
    [at('/feeds/site.rss', '第二件', '第三件'), [['old-in-feed', '/feeds/site.rss', two]]],
    [
      at('/feeds/site.json', `/i/${one}"`, `/i/${unknown}"`),
      [
        ['more-in-list', '/feeds/site.json', unknown],
        ['not-in-feed', '/feeds/site.json', one],
      ],
    ],
    [at('/feeds/units/3.atom', entryOf(two), ''), [['not-in-feed', '/feeds/units/3.atom', two]]],
    [
      at(map, new RegExp(`<url><loc>[^<]*/i/${two}</loc>.*?</url>`), ''),
      [['not-in-sitemap', '/sitemap.xml', two]],
    ],
    [
      at(map, `/i/${two}`, `/i/${unknown}`),
      [
        ['not-in-sitemap', '/sitemap.xml', two],
        ['more-in-list', '/sitemap.xml', unknown],
      ],
    ],
  ];
  for (const [alter, expected] of cases) assert.deepEqual(findings(await verify(s, memory, alter)), expected);
});

test('a name is erased: the report lists it as redacted, and everything else is as the log says', async (t) => {
  const s = await site(t, () => hours(7));
  const memory = memoryOf(t);
  const made = await approved(s, { title: `${erasedName}的补助`, body: body(`发给${erasedName}三百元。`) });
  const { slug } = valueOf(await publish(s, made));
  assert.deepEqual(findings(await verify(s, memory)), []);
  const item = await itemOf(s, made);
  const { first, second } = erasers(s);
  valueOf(await confirm(s, second, item, await propose(s, first, item)));
  await s.log.seal(hours(6));
  assert.ok(!(await s.get('/feeds/site.atom')).body.includes(erasedName));
  const lines = await verify(s, memory);
  assert.deepEqual(findings(lines), []);
  assert.deepEqual(
    lines
      .filter(({ code }) => code === 'redacted')
      .map(({ index, values }) => [index, values['item'], values['claimed'], values['why']]),
    [[1, slug, hours(6).toISOString(), 'wrongDisclosure']],
  );
});

/** Chromium, to which the name of the site under test is this machine: plain http, and not localhost. */
async function browserFor(t: TestContext, s: Site): Promise<Browser> {
  const { port } = new URL(await s.http.listen({ port: 0, host: '127.0.0.1' }));
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', `--host-resolver-rules=MAP gongkai.example 127.0.0.1:${port}`],
  });
  t.after(() => browser.close());
  return browser;
}

/** What a reader takes home of an item: the page as it came, the proof by its link, the printed code as a scanner reads it. */
async function takeHome(page: Page, tools: ReturnType<typeof outsideTools>, slug: string) {
  const answer = await page.goto(`http://gongkai.example/i/${slug}`);
  const html = (await answer?.body()) ?? assert.fail();
  await page.locator('.proof summary').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: '下载登记证明' }).click(),
  ]);
  assert.ok(download.suggestedFilename().endsWith('.tlog-proof'), download.suggestedFilename());
  const proof = readFileSync(await download.path());
  // On paper: the picture is loaded only when somebody prints.
  await page.emulateMedia({ media: 'print' });
  const code = page.locator('.proof-code');
  await code.scrollIntoViewIfNeeded();
  await page.waitForFunction(`document.querySelector('.proof-code').naturalWidth > 0`);
  const path = tools.put('code.png', await code.screenshot());
  await page.emulateMedia({ media: 'screen' });
  return {
    html,
    proof,
    code: tools.run('zbarimg', '-Sdisable', '-Sqrcode.enable', '-q', '--raw', path).trim(),
  };
}

test('a reader in the browser: page, proof and printed code of the real portal on its own /verify, honest and altered', async (t) => {
  t.after(() => connectManifests({ sm3: false }));
  connectManifests({ sm3: true });
  const { s, slugs } = await world(t);
  const [one = '', two = ''] = slugs;
  await s.db.owner.pool.query(
    `update publication.part set bytes = bytes || convert_to('改', 'UTF8')
     where kind = 'block' and item = (select id from publication.item where slug = $1)`,
    [two],
  );
  const tools = outsideTools(t);
  const browser = await browserFor(t, s);
  const page = await browser.newPage({ locale: 'zh-CN', deviceScaleFactor: 3 });
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  // The room alone has no style sheets to serve; what the pages' own policies refuse would be a fault.
  page.on('console', (line) => line.text().includes('Content Security Policy') && errors.push(line.text()));
  for (const [slug, panel, outcome] of [
    [one, '内容一致', '内容一致'],
    [two, '内容与登记不一致', '内容与登记不符'],
  ] as const) {
    const { html, proof, code } = await takeHome(page, tools, slug);
    assert.ok((await page.locator('.proof').textContent())?.includes(panel), slug);
    const [opened] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith('/verify')),
      page.getByRole('link', { name: '打开核对页' }).click(),
    ]);
    assert.equal(opened.status(), 200, await opened.text());
    await page.setInputFiles('#files', [
      { name: `${slug}.html`, mimeType: 'text/html', buffer: html },
      { name: `${slug}.tlog-proof`, mimeType: 'text/plain', buffer: proof },
    ]);
    await page.locator('#outcome', { hasText: outcome }).waitFor({ timeout: 20_000 });
    await page.getByText('登记另有国密 SM3 散列：').waitFor({ timeout: 20_000 });
    assert.match(code, /^http:\/\/gongkai\.example\/v#1\./);
    await page.goto(code);
    await page.locator('#outcome', { hasText: '已登记' }).waitFor({ timeout: 20_000 });
    await page.getByText(`该网页现在的内容已自动核对：${outcome}`).waitFor({ timeout: 20_000 });
  }
  assert.deepEqual(errors, []);
  assert.deepEqual(s.faults, []);
});

test('SM3 in manifests from a day on: old entries as before, new ones by both hashes, the rest by both after an erasure', async (t) => {
  t.after(() => connectManifests({ sm3: false }));
  const s = await site(t, () => hours(7));
  const memory = memoryOf(t);
  const old = valueOf(await publish(s, await approved(s, { title: '从前的一件' })));
  connectManifests({ sm3: true });
  const made = await approved(
    s,
    {
      title: `${erasedName}的补助`,
      body: {
        type: 'doc',
        content: [...body('第一段。').content, ...body(`发给${erasedName}三百元。`).content],
      },
    },
    attaching(s, '收支 表.txt', '收入 100'),
  );
  const { slug } = valueOf(await publish(s, made));
  assert.deepEqual(findings(await verify(s, memory)), []);
  const keys = readKeys(nodeCrypto, (await s.get('/log/vkey')).body);
  const judge = async (address: string, document: string) => {
    const [proof, shown] = [await s.get(`${address}.tlog-proof`), await s.get(document)];
    const { extra } = parseProof(proof.body);
    const held = readEvidence(nodeCrypto.sha256, extra);
    const verdict = checkItem({
      crypto: nodeCrypto,
      keys,
      proof: proof.rawPayload,
      document: shown.rawPayload,
    });
    const steps = verdict.steps
      .filter(({ code }) => code === 'sm3')
      .map(({ say, values }) => [say, values['same']]);
    return { held, said: [verdict.outcome, ...steps.flat()], parts: shown };
  };
  const one = `/i/${slug}/v/1`;
  const before = await judge(one, `${one}.parts.json`);
  // An outside program hashes what the site gives out.
  const { parts } = before.parts.json() as {
    readonly parts: readonly { readonly bytes: string | null; readonly salt: string }[];
  };
  const byOpenssl = parts.map(({ bytes, salt }) =>
    execFileSync('openssl', ['dgst', '-sm3', '-r'], {
      input: Buffer.concat([
        Uint8Array.of(2),
        Buffer.from(salt, 'base64'),
        bytes === null ? Buffer.from('收入 100') : Buffer.from(bytes, 'base64'),
      ]),
      encoding: 'utf8',
    }).slice(0, 64),
  );
  assert.ok(byOpenssl.length >= 5);
  assert.deepEqual(
    before.held.manifest?.parts.map(({ sm3 }) => sm3),
    byOpenssl,
  );
  assert.deepEqual(before.said, ['intact', 'sm3.yes', byOpenssl.length - 1]);
  const earlier = await judge(`/i/${old.slug}`, `/i/${old.slug}`);
  assert.deepEqual(earlier.said, ['intact']);
  assert.ok(earlier.held.manifest?.parts.every((part) => !('sm3' in part)));
  // A name goes; hash and hash stay, and of the bytes that stay both hold.
  const { first, second } = erasers(s);
  const item = await itemOf(s, made);
  valueOf(await confirm(s, second, item, await propose(s, first, item)));
  await s.log.seal(hours(6));
  const after = await judge(one, `${one}.parts.json`);
  assert.deepEqual(after.held.manifest, before.held.manifest);
  assert.deepEqual(
    after.held.salts.map((salt) => salt === null),
    [true, false, false, true, false],
  );
  assert.deepEqual(after.said, ['intact', 'sm3.yes', 2]);
  const newest = await judge(`/i/${slug}`, `/i/${slug}`);
  assert.deepEqual(newest.said.slice(0, 2), ['intact', 'sm3.yes']);
  assert.deepEqual(findings(await verify(s, memory)), []);
  assert.deepEqual(s.faults, []);
});

test('a change of keys in the office is followed by the outsider who knows the old one', async (t) => {
  const s = await site(t, () => hours(1));
  const memory = memoryOf(t);
  valueOf(await publish(s, await approved(s)));
  assert.deepEqual(findings(await verify(s, memory)), []);
  const context = { database: s.db.worker, settings: s.log.settings, now: () => hours(1) };
  const rotated = await rotateKey(
    context,
    { actor: systemActor, now: hours(1) },
    { kind: 'ed25519', lost: false },
  );
  assert.ok(rotated.ok);
  await s.log.seal(hours(1));
  valueOf(await publish(s, await approved(s, { title: '换钥之后' }), hours(1)));
  const lines = await verify(s, memory);
  assert.deepEqual(findings(lines), []);
  assert.ok(has(lines, 'key-rotated') && !has(lines, 'key-first-seen'));
});

test('every kind of entry the server can write is one the verifier reads', () => {
  const base = { v: 1, claimed_at: hours(0).toISOString() } as const;
  const item = {
    ...base,
    unit: '青禾-001',
    item: 'aaaa0001',
    ver: 3,
    manifest: { commit: 'a'.repeat(64) },
  } as const;
  const others: readonly OpenEntry[] = [
    { ...item, type: 'redact', reason: 'personal-information', prev: { idx: 1, leaf: 'b'.repeat(64) } },
    { ...item, type: 'withhold', basis: 'personal-privacy', duty: ['d-1'] },
    { ...base, type: 'catalogue', unit: '青禾-001', catalogue: 'c', ver: 1, sha256: 'a'.repeat(64) },
    { ...base, type: 'heartbeat' },
    { ...base, type: 'key-rotate', old: 'a', new: 'b', newSig: 'c', reason: 'lost' },
    { ...base, type: 'anchor', kind: 'rfc3161', size: 1, root: 'AA==', tokenSha256: 'a'.repeat(64) },
    {
      ...base,
      type: 'anchor',
      kind: 'peer',
      size: 1,
      root: 'AA==',
      checkpoint: 'peer\n1\nAA==\n\n— peer AA==\n',
    },
    { ...base, type: 'accept-restore', from: 1, to: 2, reason: 'disk-lost' },
  ];
  const types = others.map((entry) => parseEntry(encodeEntry(entry)).type);
  assert.deepEqual(
    types,
    others.map(({ type }) => type),
  );
});
