import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { connectStaff } from '#modules/disclosure';
import { roleUrl } from '#platform/database';
import { findStoredFile } from '#platform/files';
import { valueOf } from '#test/database';
import {
  afterwards,
  attach,
  confirm,
  erasers,
  hours,
  isSaid,
  itemOf,
  erasedName as name,
  propose,
  rowsWith,
  words,
} from '../testing/erasing.ts';
import { type Site, site } from '../testing/site.ts';
import { checkProof, trustOf, wrongParts } from '../testing/verifying.ts';
import { approved, body, publish, register, revised } from '../testing/world.ts';
import { type ErasableItem, previewErasure } from './find.ts';
import { cancelErasure, proposeErasure } from './propose.ts';

async function open(t: TestContext): Promise<Site> {
  const s = await site(t, () => hours(9));
  connectStaff({ list: async () => [], find: async () => [] });
  return s;
}

async function erase(s: Site, item: ErasableItem, removes: readonly number[] = []): Promise<void> {
  const { first, second } = erasers(s);
  valueOf(await confirm(s, second, item, await propose(s, first, item, removes)));
}

async function statesOf(s: Site): Promise<readonly string[]> {
  const { rows } = await s.db.owner.pool.query<{ state: string }>(
    'select state from publication.erasure order by proposed_at, state',
  );
  return rows.map((row) => row.state);
}

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

test('a picture goes whole, with a line in its place; a file that another live item shows is refused', async (t) => {
  const s = await open(t);
  const first = await approved(s, { title: '甲', body: body('正文。') }, attach(s, { '现场.png': png }));
  valueOf(await publish(s, first));
  const item = await itemOf(s, first);
  const { rows } = await s.db.owner.pool.query<{ sha256: string }>(
    'select sha256 from publication.item_attachment',
  );
  const sha256 = rows[0]?.sha256 ?? '';
  const shown = await revised(s, first, 'correct', {
    changeNote: '配图',
    body: {
      type: 'doc',
      content: [
        { type: 'paragraph', content: [{ type: 'text', text: '正文。' }] },
        { type: 'image', attrs: { sha256, alt: '' } },
      ],
    },
  });
  valueOf(await publish(s, shown, hours(1)));
  const other = await approved(s, { title: '乙' }, attach(s, { '同一张.png': png }));
  valueOf(await publish(s, other, hours(2)));
  const { first: asks } = erasers(s);
  const wanted = { words: [], removes: [1], ground: 'order' } as const;
  const refused = await s.as(asks, (ctx) => proposeErasure(ctx, item, wanted));
  const otherItem = await itemOf(s, other);
  assert.deepEqual(refused.ok ? null : [refused.code, refused.params], [
    'erasure-file-shared',
    { items: otherItem.slug },
  ]);
  assert.deepEqual((await previewErasure(s.db.office.reader, item, wanted)).shared, [otherItem.slug]);
  valueOf(await publish(s, await revised(s, other, 'withdraw', { reason: '撤' }), hours(3)));
  const id = valueOf(await s.as(asks, (ctx) => proposeErasure(ctx, item, wanted)));
  valueOf(await confirm(s, erasers(s).second, item, id, []));
  assert.equal((await s.get(`/i/${item.slug}/files/1/x`)).statusCode, 200, 'until the log says so');
  await s.log.seal(hours(5));
  const page = (await s.get(`/i/${item.slug}`)).body;
  assert.match(page, /〔此处图片含应予保护的个人信息，已依法删除〕/);
  assert.match(page, /另有 1 个附件因含个人信息已移除/);
  const key = await trustOf(s.db);
  assert.deepEqual(wrongParts(page, checkProof((await s.get(`/i/${item.slug}.tlog-proof`)).body, key)), []);
  assert.equal((await s.get(`/i/${item.slug}/files/1/x`)).statusCode, 404);
  assert.equal((await s.get(`/i/${item.slug}/v/1/files/1/x`)).statusCode, 410);
  // The withdrawn item keeps it as evidence: named, so not dropped.
  await afterwards(s);
  assert.ok((await findStoredFile(s.files, sha256)) !== undefined);
  valueOf(await s.as(asks, (ctx) => proposeErasure(ctx, otherItem, wanted)));
  const their = await s.db.owner.pool.query<{ id: string }>(
    `select id from publication.erasure where state = 'proposed'`,
  );
  valueOf(await confirm(s, erasers(s).second, otherItem, their.rows[0]?.id ?? '', []));
  await s.log.seal(hours(6));
  await afterwards(s);
  assert.equal(await findStoredFile(s.files, sha256), undefined);
  assert.deepEqual(s.faults, []);
});

test('of an inner scope the log says nothing, members see and verify; what is withdrawn stays withdrawn', async (t) => {
  const s = await open(t);
  const inner = await approved(s, { title: `党内 ${name}`, scope: 'wholeParty' });
  valueOf(await publish(s, inner));
  const gone = await approved(s, { title: '要撤下', body: body(`${name}的事。`) });
  valueOf(await publish(s, gone, hours(1)));
  valueOf(await publish(s, await revised(s, gone, 'withdraw', { reason: `含${name}的信息` }), hours(2)));
  const [innerItem, goneItem] = [await itemOf(s, inner), await itemOf(s, gone)];
  assert.match((await s.get(`/i/${goneItem.slug}`)).body, new RegExp(name));
  await erase(s, innerItem);
  await erase(s, goneItem);
  await s.log.seal(hours(5));
  await afterwards(s);
  assert.deepEqual(await rowsWith(s, isSaid), []);
  const trust = await trustOf(s.db);
  assert.equal((await s.get(`/i/${innerItem.slug}`)).statusCode, 404);
  const page = (await s.get(`/i/${innerItem.slug}`, 'member')).body;
  const proven = checkProof((await s.get(`/i/${innerItem.slug}.tlog-proof`, 'member')).body, trust);
  assert.deepEqual([proven.entry.type, proven.entry.ver], ['redact', 2]);
  assert.deepEqual(wrongParts(page, proven), []);
  assert.match(page, /党内 ××××/);
  assert.match((await s.get(`/i/${innerItem.slug}/v/1`, 'member')).body, /<h1 lang="zh-CN">〔本段含/);
  const leaves = await s.db.owner.pool.query<{ type: string; entry: Buffer }>(
    'select type, entry from transparency_log.leaf order by idx',
  );
  assert.deepEqual(
    leaves.rows.map((row) => row.type),
    ['inner', 'publish', 'withdraw', 'inner', 'redact'],
  );
  assert.deepEqual(JSON.parse(leaves.rows[4]?.entry.toString() ?? '').reason, 'wrongDisclosure');
  const stone = await s.get(`/i/${goneItem.slug}`);
  assert.equal(stone.statusCode, 410);
  assert.match(stone.body, /含××××的信息/);
  assert.equal(
    checkProof((await s.get(`/i/${goneItem.slug}.tlog-proof`)).body, trust).entry.type,
    'withdraw',
  );
  for (const path of ['/v/1', '/v/2', '/v/2.tlog-proof', '.parts.json'])
    assert.equal((await s.get(`/i/${goneItem.slug}${path}`)).statusCode, 410, path);
  assert.deepEqual(s.faults, []);
});

test('a correction under way goes on without the words; what was registered before is revealed in its order', async (t) => {
  const s = await open(t);
  const first = await approved(s, { title: '甲', body: body(`${name}领取。`) });
  valueOf(await publish(s, first));
  const second = await revised(s, first, 'correct', { title: '乙', changeNote: '改' });
  valueOf(await register(s, second, hours(1)));
  const third = await revised(s, second, 'correct', { title: '丙', changeNote: `再改${name}` });
  const item = await itemOf(s, first);
  await erase(s, item);
  const { rows } = await s.db.owner.pool.query<{ content: string; erased: boolean; hash: string }>(
    `select content::text, erased_at is not null as erased, content_sha256 as hash from disclosure.revision order by number`,
  );
  assert.deepEqual(
    rows.map((row) => [row.erased, isSaid(row.content)]),
    [
      [true, false],
      [true, false],
      [true, false],
    ],
  );
  valueOf(await register(s, third, hours(7)));
  assert.match((await s.get(`/i/${item.slug}`)).body, new RegExp(name));
  await s.log.seal(hours(8));
  await afterwards(s);
  assert.deepEqual(await rowsWith(s, isSaid), []);
  const trust = await trustOf(s.db);
  for (const [version, type, title] of [
    [1, 'publish', '甲'],
    [2, 'correct', '乙'],
    [3, 'redact', '乙'],
    [4, 'correct', '丙'],
  ] as const) {
    const page = (await s.get(`/i/${item.slug}/v/${version}`)).body;
    const proven = checkProof((await s.get(`/i/${item.slug}/v/${version}.tlog-proof`)).body, trust);
    assert.deepEqual([proven.entry.type, proven.entry.ver], [type, version]);
    const erased = (proven.extra.salts ?? []).flatMap((salt, place) => (salt === null ? [place] : []));
    assert.deepEqual(wrongParts(page, proven), erased);
    assert.equal(erased.length, version < 3 ? 1 : 0);
    assert.ok(page.includes(title));
  }
  assert.deepEqual(s.faults, []);
});

test('asked for twice, taken back, confirmed late or by whoever asked: refused, and nothing is erased', async (t) => {
  const s = await open(t);
  const first = await approved(s, { title: '甲', body: body(`${name}领取。`) });
  valueOf(await publish(s, first));
  const item = await itemOf(s, first);
  const { first: asks, second } = erasers(s);
  const codeOf = (result: { readonly ok: boolean; readonly code?: string }) => result.code ?? 'ok';
  const ask = (wanted: readonly string[]) =>
    s.as(asks, (ctx) => proposeErasure(ctx, item, { words: wanted, removes: [], ground: 'unlawful' }));
  assert.equal(codeOf(await ask([])), 'erasure-nothing-named');
  assert.equal(codeOf(await ask(['甲'])), 'erasure-word-short');
  assert.equal(codeOf(await ask(['无此人'])), 'erasure-nothing-found');
  const id = await propose(s, asks, item);
  assert.equal(codeOf(await ask(words)), 'erasure-under-way');
  assert.equal(codeOf(await confirm(s, asks, item, id)), 'erasure-same-person');
  assert.equal(codeOf(await confirm(s, second, item, crypto.randomUUID())), 'not-found');
  valueOf(await s.as(second, (ctx) => cancelErasure(ctx, item, id)));
  assert.equal(codeOf(await confirm(s, second, item, id)), 'erasure-settled');
  assert.deepEqual(await statesOf(s), ['cancelled']);
  // Below the program: without two people, or with other words, the database refuses.
  const again = await propose(s, asks, item);
  const call = `select publication.erase($1, $2, '{}', '{}', now())`;
  await assert.rejects(s.db.office.pool.query(call, [again, words]), { code: '42501' });
  await assert.rejects(
    s.db.office.pool.query('update publication.erasure set confirmed_by = proposed_by where id = $1', [
      again,
    ]),
    { code: '23514' },
  );
  await s.db.office.pool.query(
    'update publication.erasure set confirmed_by = gen_random_uuid() where id = $1',
    [again],
  );
  await assert.rejects(s.db.office.pool.query(call, [again, ['领取']]), { code: '42501' });
  assert.match((await s.get(`/i/${item.slug}`)).body, new RegExp(name));
  assert.deepEqual(s.faults, []);
});

test('killed between the decision and the checkpoint, the next start ends it without the words', async (t) => {
  const s = await open(t);
  const first = await approved(s, { title: '甲', body: body(`${name}领取。`) });
  valueOf(await publish(s, first));
  const item = await itemOf(s, first);
  await erase(s, item);
  const program = join(import.meta.dirname, 'testing-child.ts');
  const { folder, origin } = s.log.settings;
  const seal = (failAt: string) =>
    spawnSync(
      process.execPath,
      [program, roleUrl(s.db.url, s.db.secret, 'worker'), folder, origin ?? '', hours(7).toISOString()],
      { env: { ...process.env, GONGKAI_FAIL_POINT: failAt }, encoding: 'utf8' },
    );
  for (const point of ['after-head-commit', 'before-reveal-commit']) {
    assert.equal(seal(point).signal, 'SIGKILL', point);
    assert.deepEqual(await statesOf(s), ['registered']);
    const page = (await s.get(`/i/${item.slug}`)).body;
    assert.match(page, new RegExp(name));
    const proven = checkProof((await s.get(`/i/${item.slug}.tlog-proof`)).body, await trustOf(s.db));
    assert.deepEqual(wrongParts(page, proven), []);
  }
  const ended = seal('');
  assert.equal(ended.status, 0, ended.stderr);
  assert.deepEqual(await statesOf(s), ['done']);
  await afterwards(s);
  assert.deepEqual(await rowsWith(s, isSaid), []);
  assert.deepEqual(s.faults, []);
});
