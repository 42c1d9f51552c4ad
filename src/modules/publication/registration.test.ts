import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import fc from 'fast-check';
import { valueOf } from '#test/database';
import { registerOld } from './commands/register-old.ts';
import type { ItemDetailView } from './forms.ts';
import { listItems } from './queries/items.ts';
import { getItemDetail } from './queries/office.ts';
import { commitOf } from './registration/parts.ts';
import { attaching, type ReaderName, type Site, site } from './testing/site.ts';
import { checkProof, trustOf, wrongParts } from './testing/verifying.ts';
import { type Approved, approved, body, monday, publish, register, revised } from './testing/world.ts';

const hours = (n: number) => new Date(monday.getTime() + n * 3_600_000);
const open = (t: TestContext) => site(t, () => hours(1));
const readers: readonly (ReaderName | undefined)[] = [undefined, 'elsewhere', 'staff', 'member'];

async function statusOf(s: Site, path: string, reader?: ReaderName): Promise<number> {
  return (await s.get(path, reader)).statusCode;
}

/** Every address that could tell of an item. */
const addressesOf = (slug: string, version: number) => [
  `/i/${slug}`,
  `/i/${slug}/v/${version}`,
  `/i/${slug}.tlog-proof`,
  `/i/${slug}/v/${version}.tlog-proof`,
  `/i/${slug}.parts.json`,
  `/i/${slug}/v/${version}.parts.json`,
  `/i/${slug}.proof.png`,
  `/i/${slug}/v/${version}.proof.png`,
  `/i/${slug}/files/1/x`,
  `/i/${slug}/v/${version}/files/1/x`,
];

async function office(s: Site, item: string): Promise<Pick<ItemDetailView, 'state' | 'waiting' | 'version'>> {
  const { state, waiting, version } = await getItemDetail(s.db.office.reader, item);
  return { state, waiting, version };
}

test('what is registered is nowhere for anybody until the checkpoint over it is published', async (t) => {
  const s = await open(t);
  const first = await approved(s, { title: '登记暗号' }, attaching(s, '表.txt', '文件内容'));
  const made = valueOf(await register(s, first));
  for (const reader of readers) {
    for (const path of addressesOf(made.slug, 1)) assert.equal(await statusOf(s, path, reader), 404, path);
    for (const path of ['/', '/items', '/units/3', '/members', '/items?q=%E6%9A%97'])
      assert.ok(!(await s.get(path, reader)).body.includes('登记暗号'), path);
  }
  for (const table of ['item', 'item_version', 'item_attachment', 'part', 'manifest', 'registration'])
    assert.equal((await s.db.portal.pool.query(`select from publication.${table}`)).rowCount, 0, table);
  assert.deepEqual(await office(s, made.item), { state: 'registered', waiting: true, version: 1 });
  const listed = await listItems(s.db.office.reader, { withRegistered: true }, { limit: 5 });
  assert.deepEqual(
    listed.rows.map((row) => [row.title, row.registered]),
    [['登记暗号', true]],
  );
  await s.log.seal(hours(1));
  for (const path of addressesOf(made.slug, 1)) assert.equal(await statusOf(s, path), 200, path);
  assert.deepEqual(await office(s, made.item), { state: 'live', waiting: false, version: 1 });
  const second = valueOf(
    await register(s, await revised(s, first, 'correct', { title: '更正暗号', changeNote: '改' }), hours(2)),
  );
  assert.equal(second.version, 2);
  const third = valueOf(
    await register(
      s,
      await revised(s, await newest(s, first), 'clarify', { title: '澄清暗号', changeNote: '说明' }),
      hours(3),
    ),
  );
  assert.equal(third.version, 3);
  for (const version of [2, 3])
    for (const path of addressesOf(made.slug, version).filter((one) => one.includes('/v/')))
      assert.equal(await statusOf(s, path, 'member'), 404, path);
  assert.doesNotMatch((await s.get(`/i/${made.slug}`)).body, /更正暗号|澄清暗号|\/v\/2/);
  assert.deepEqual(await office(s, made.item), { state: 'live', waiting: true, version: 1 });
  await s.log.seal(hours(4));
  assert.match((await s.get(`/i/${made.slug}`)).body, /澄清暗号/);
  assert.match((await s.get(`/i/${made.slug}/v/2`)).body, /更正暗号/);
  assert.equal(await statusOf(s, `/i/${made.slug}/v/2/files/1/x`), 200);
  assert.deepEqual(s.faults, []);
});

test('what was registered is changed by nobody; only the bytes and salt of a part may go', async (t) => {
  const s = await open(t);
  valueOf(await publish(s, await approved(s, { title: '不变' })));
  const refused = [
    'delete from publication.registration',
    'delete from publication.manifest',
    'delete from publication.part',
    'update publication.registration set log_index = log_index + 1',
    `update publication.registration set claimed_at = now()`,
    `update publication.manifest set bytes = ''`,
    `update publication.part set commit = repeat('0', 64)`,
  ];
  for (const statement of refused)
    for (const role of [s.db.owner, s.db.office, s.db.worker])
      await assert.rejects(role.pool.query(statement), { code: '42501' }, statement);
  // And they go together, with the hour at which they went.
  await assert.rejects(s.db.owner.pool.query('update publication.part set salt = null'), { code: '23514' });
});

/** The dossier with its newest revision. */
async function newest(s: Site, { disclosure }: Approved): Promise<Approved> {
  const { rows } = await s.db.owner.pool.query<{ id: string }>(
    'select id from disclosure.revision where disclosure_id = $1 order by number desc limit 1',
    [disclosure],
  );
  return { disclosure, revision: rows[0]?.id ?? '' };
}

test('a saved page, its files and its proof are checked against one another without the site', async (t) => {
  const s = await open(t);
  const text = body('含 <标签> & “引号” 的一段。');
  const first = await approved(
    s,
    { title: '甲 <乙> & 丙', body: text },
    attaching(s, '某某.txt', '文件内容'),
  );
  const made = valueOf(await publish(s, first));
  const trust = await trustOf(s.db);
  const proof = await s.get(`/i/${made.slug}.tlog-proof`);
  const page = (await s.get(`/i/${made.slug}`)).body;
  const checked = checkProof(proof.body, trust);
  assert.deepEqual([checked.entry.type, checked.entry.item, checked.entry.ver], ['publish', made.slug, 1]);
  assert.equal(checked.opened.index, made.logIndex);
  assert.deepEqual(
    checked.manifest?.parts.map((part) => part.kind),
    ['title', 'meta', 'block', 'attachment'],
  );
  assert.deepEqual(wrongParts(page, checked), []);
  for (const [from, to, place] of [
    ['甲 &lt;乙&gt;', '甲 &lt;戊&gt;', 0],
    ['"category":&quot;', '', -1],
    ['“引号” 的一段', '“引号” 的二段', 2],
  ] as const) {
    const altered = page.replace(from, to).replace(`<!--part 0-->${from}`, `<!--part 0-->${to}`);
    assert.deepEqual(wrongParts(altered, checked), place === -1 ? [] : [place]);
  }
  const file = await s.get(`/i/${made.slug}/files/1/x`);
  const salt = Buffer.from(checked.extra.salts?.[3] ?? '', 'base64');
  assert.equal(commitOf(salt, file.rawPayload), checked.manifest?.parts[3]?.commit);
  const parts = JSON.parse((await s.get(`/i/${made.slug}.parts.json`)).body) as {
    manifest: string;
    parts: { kind: string; bytes: string | null; salt: string }[];
  };
  assert.equal(parts.manifest, checked.extra.manifest);
  for (const [place, part] of parts.parts.entries()) {
    assert.equal(part.bytes === null, part.kind === 'attachment');
    if (part.bytes === null) continue;
    const hash = commitOf(Buffer.from(part.salt, 'base64'), Buffer.from(part.bytes, 'base64'));
    assert.equal(hash, checked.manifest?.parts[place]?.commit);
  }
  assert.doesNotMatch(JSON.stringify(checked.entry), /甲|某某|云溪/);
  assert.doesNotMatch(JSON.stringify(checked.manifest), /甲|某某|云溪/);
  const withdrawal = await revised(s, first, 'withdraw', { reason: '含个人信息' });
  valueOf(await publish(s, withdrawal, hours(2)));
  const gone = checkProof((await s.get(`/i/${made.slug}.tlog-proof`)).body, trust);
  assert.deepEqual([gone.entry.type, gone.entry.prev?.idx, gone.manifest], ['withdraw', made.logIndex, null]);
  for (const path of [
    `/i/${made.slug}/v/1.tlog-proof`,
    `/i/${made.slug}.parts.json`,
    `/i/${made.slug}.proof.png`,
  ])
    assert.equal(await statusOf(s, path), 410, path);
  assert.deepEqual(s.faults, []);
});

test('of an inner scope the log has a commitment; members verify, others learn nothing', async (t) => {
  const s = await open(t);
  const first = await approved(s, { title: '党内暗号', scope: 'wholeParty' }, attaching(s, '表.txt', '内容'));
  const made = valueOf(await publish(s, first));
  for (const reader of [undefined, 'staff'] as const) {
    const nothing = await s.get('/i/zzzzzzzz.tlog-proof', reader);
    for (const path of addressesOf(made.slug, 1)) {
      const answer = await s.get(path, reader);
      assert.equal(answer.statusCode, 404, path);
      assert.ok(!answer.body.includes('暗号'), path);
    }
    const { body: same } = await s.get(`/i/${made.slug}.tlog-proof`, reader);
    assert.equal(same.replaceAll(made.slug, 'zzzzzzzz'), nothing.body);
  }
  const trust = await trustOf(s.db);
  const checked = checkProof((await s.get(`/i/${made.slug}.tlog-proof`, 'member')).body, trust);
  assert.deepEqual([checked.entry.type, checked.entry.item], ['publish', made.slug]);
  assert.deepEqual(wrongParts((await s.get(`/i/${made.slug}`, 'member')).body, checked), []);
  const { rows } = await s.db.portal.pool.query<{ entry: Buffer }>('select entry from transparency_log.leaf');
  for (const { entry } of rows)
    assert.match(entry.toString(), /^\{"commit":"[0-9a-f]{64}","type":"inner","v":1\}$/);
  assert.equal((await s.db.portal.pool.query('select from publication.registration')).rowCount, 0);
  assert.equal((await s.db.portal.pool.query('select from publication.part')).rowCount, 0);
});

test('narrowed, an address tells society of a withdrawal and shows members the item; opened again, it is all there', async (t) => {
  const s = await open(t);
  const first = await approved(s, { title: '起初公开' });
  const made = valueOf(await publish(s, first));
  const second = await revised(s, first, 'correct', {
    title: '改为党内',
    scope: 'wholeParty',
    changeNote: '范围暗号',
  });
  valueOf(await publish(s, second, hours(2)));
  const closed = await s.get(`/i/${made.slug}`);
  assert.equal(closed.statusCode, 410);
  assert.match(closed.body, /公开范围已调整/);
  assert.doesNotMatch(closed.body, /范围暗号|改为党内|起初公开/);
  const trust = await trustOf(s.db);
  assert.equal(checkProof((await s.get(`/i/${made.slug}.tlog-proof`)).body, trust).entry.type, 'withdraw');
  assert.match((await s.get(`/i/${made.slug}`, 'member')).body, /改为党内/);
  const inside = checkProof((await s.get(`/i/${made.slug}.tlog-proof`, 'member')).body, trust);
  assert.deepEqual([inside.entry.type, inside.entry.ver], ['correct', 2]);
  const third = await revised(s, second, 'correct', {
    title: '再次公开',
    scope: 'society',
    changeNote: '改',
  });
  valueOf(await publish(s, third, hours(3)));
  assert.match((await s.get(`/i/${made.slug}`)).body, /再次公开/);
  assert.equal(await statusOf(s, `/i/${made.slug}/v/2`), 404);
  const again = checkProof((await s.get(`/i/${made.slug}.tlog-proof`)).body, trust);
  assert.deepEqual([again.entry.type, again.entry.ver, again.entry.prev?.idx], ['correct', 3, 1]);
  assert.deepEqual(s.faults, []);
});

/** What a member and an outsider see of one item. */
type Model = {
  slug: string;
  last: Approved;
  versions: { scope: string; title: string }[];
  gone: boolean;
  closed: boolean;
};

const aStep = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('publish' as const), inner: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constant('correct' as const), which: fc.nat(), inner: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('withdraw' as const), which: fc.nat() }) },
  { weight: 3, arbitrary: fc.constant({ act: 'seal' as const }) },
);

test('whatever is registered in whatever order, what is visible is what the log says and nothing else', async (t) => {
  const s = await open(t);
  const registered: Model[] = [];
  let revealed: Model[] = [];
  let at = 0;
  const steps = fc.sample(fc.array(aStep, { minLength: 9, maxLength: 9 }), { seed: 20_261_122, numRuns: 2 });
  for (const step of steps.flatMap((one) => [...one, { act: 'seal' as const }])) {
    at += 1;
    const scope = 'inner' in step && step.inner ? ('wholeParty' as const) : ('society' as const);
    const live = registered.filter((one) => !one.gone);
    const chosen = 'which' in step ? live[step.which % Math.max(1, live.length)] : undefined;
    const title = `第${at}步`;
    if (step.act === 'publish') {
      const last = await approved(s, { title, scope });
      const { slug } = valueOf(await register(s, last, hours(at)));
      registered.push({ slug, last, versions: [{ scope, title }], gone: false, closed: false });
    } else if (step.act === 'correct' && chosen !== undefined) {
      const last = await revised(s, chosen.last, 'correct', { title, scope, changeNote: '改' });
      valueOf(await register(s, last, hours(at)));
      chosen.closed ||= chosen.versions.at(-1)?.scope === 'society' && scope !== 'society';
      chosen.versions.push({ scope, title });
      chosen.last = last;
    } else if (step.act === 'withdraw' && chosen !== undefined) {
      chosen.last = await revised(s, chosen.last, 'withdraw', { reason: '撤' });
      valueOf(await register(s, chosen.last, hours(at)));
      chosen.gone = true;
      chosen.closed ||= chosen.versions.at(-1)?.scope === 'society';
    } else if (step.act === 'seal') {
      await s.log.seal(hours(at));
      revealed = structuredClone(registered);
      await assertLogSays(s);
    }
    if (step.act === 'seal' || at % 5 === 0) await assertVisible(s, revealed, registered);
  }
  assert.ok(registered.some((one) => one.gone) && registered.some((one) => one.versions.length > 1));
  assert.deepEqual(s.faults, []);
});

async function assertVisible(
  s: Site,
  revealed: readonly Model[],
  registered: readonly Model[],
): Promise<void> {
  for (const reader of [undefined, 'elsewhere'] as const) {
    const sees = (scope: string | undefined) => scope === 'society' || reader !== undefined;
    const shown = revealed.filter((one) => !one.gone && sees(one.versions.at(-1)?.scope));
    const list = (await s.get('/items', reader)).body;
    const titles = [...list.matchAll(/<a href="\/i\/\w+" lang="zh-CN">([^<]+)<\/a>/g)].map(([, one]) => one);
    assert.deepEqual(titles.sort(), shown.map((one) => one.versions.at(-1)?.title).sort());
    for (const { slug } of registered) {
      const one = revealed.find((known) => known.slug === slug);
      const isShown = one !== undefined && shown.includes(one);
      const hasStone = one?.closed === true || (one?.gone === true && reader !== undefined);
      const page = await s.get(`/i/${slug}`, reader);
      assert.equal(page.statusCode, isShown ? 200 : hasStone ? 410 : 404, slug);
      assert.equal(
        await statusOf(s, `/i/${slug}.tlog-proof`, reader),
        page.statusCode === 410 ? 200 : page.statusCode,
      );
      if (isShown) assert.ok(page.body.includes(one.versions.at(-1)?.title ?? '?'));
      const beyond = (one?.versions.length ?? 0) + 1;
      assert.notEqual(await statusOf(s, `/i/${slug}/v/${beyond}`, reader), 200);
    }
  }
}

/** An outsider who reads the entries alone knows which addresses show an item, which a tombstone. */
async function assertLogSays(s: Site): Promise<void> {
  const { rows } = await s.db.portal.pool.query<{ entry: Buffer }>(
    'select entry from transparency_log.leaf order by idx',
  );
  const last = new Map<string, { type: string; ver: number }>();
  for (const { entry } of rows) {
    const read = JSON.parse(entry.toString()) as { type: string; item?: string; ver: number };
    if (read.item !== undefined) last.set(read.item, read);
  }
  for (const [slug, { type, ver }] of last) {
    const page = await s.get(`/i/${slug}`);
    assert.equal(page.statusCode, type === 'withdraw' ? 410 : 200, slug);
    if (type !== 'withdraw') assert.match(page.body, new RegExp(`第 ?${ver} ?版`));
  }
}

test('what was public before the log began is registered late, says so, and is checked like all else', async (t) => {
  const s = await open(t);
  const first = await approved(s, { title: '旧件' }, attaching(s, '表.txt', '内容'));
  const made = valueOf(await publish(s, first));
  const other = await approved(s, { title: '旧件二' });
  const two = valueOf(await publish(s, other));
  const gone = await approved(s, { title: '旧撤' });
  const three = valueOf(await publish(s, gone));
  valueOf(await publish(s, await revised(s, gone, 'withdraw', { reason: '撤' }), hours(1)));
  // As if there had been no log: the owner takes away what came with it.
  for (const table of ['registration', 'part', 'manifest'])
    await s.db.owner.pool.query(`alter table publication.${table} disable trigger user; delete from publication.${table};
      alter table publication.${table} enable trigger user`);
  assert.match((await s.get(`/i/${made.slug}`)).body, /旧件[\s\S]*正在补登/);
  assert.equal(await statusOf(s, `/i/${three.slug}`), 410);
  const facts = async () =>
    (await s.db.owner.pool.query(`select from platform.fact where kind like 'publication.%'`)).rowCount;
  const before = await facts();
  // Its turn has not come yet, and it is corrected: its past goes into the log first.
  const corrected = valueOf(
    await register(s, await revised(s, other, 'correct', { title: '旧件二改', changeNote: '改' }), hours(50)),
  );
  assert.equal(await registerOld(s.db.worker, hours(50)), 2);
  assert.equal(await registerOld(s.db.worker, hours(51)), 0);
  await s.log.seal(hours(52));
  assert.equal(await facts(), (before ?? 0) + 1);
  const page = (await s.get(`/i/${made.slug}`)).body;
  assert.match(page, /登记所称的时间早于进入登记簿 24 小时以上/);
  const trust = await trustOf(s.db);
  const proofOf = async (path: string) => checkProof((await s.get(path)).body, trust);
  assert.deepEqual(wrongParts(page, await proofOf(`/i/${made.slug}.tlog-proof`)), []);
  const [was, now] = [
    await proofOf(`/i/${two.slug}/v/1.tlog-proof`),
    await proofOf(`/i/${two.slug}.tlog-proof`),
  ];
  assert.deepEqual([now.entry.type, now.entry.prev?.idx], ['correct', was.opened.index]);
  assert.equal(now.opened.index, corrected.logIndex);
  assert.equal((await proofOf(`/i/${three.slug}.tlog-proof`)).entry.type, 'withdraw');
  assert.deepEqual(s.faults, []);
});

test('the panel says what is known, and when a page is not what was registered', async (t) => {
  const s = await open(t);
  const first = await approved(s, { title: '面板' });
  const made = valueOf(await publish(s, first));
  const page = (await s.get(`/i/${made.slug}`)).body;
  assert.match(page, /登记与核对[\s\S]*已登记[\s\S]*内容一致[\s\S]*登记号[\s\S]*尚未见证[\s\S]*尚无见证单位/);
  assert.doesNotMatch(page, /24 小时/);
  const code = await s.get(`/i/${made.slug}.proof.png`);
  assert.deepEqual([...code.rawPayload.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  assert.ok(code.rawPayload.length < 6000, `${code.rawPayload.length} bytes`);
  valueOf(
    await publish(s, await revised(s, first, 'correct', { title: '面板改', changeNote: '改' }), hours(2)),
  );
  assert.match((await s.get(`/i/${made.slug}/v/1`)).body, /已登记，后已更正/);
  await s.db.owner.pool.query(
    `update publication.part set bytes = '面板假' where version = 2 and kind = 'title'`,
  );
  assert.match((await s.get(`/i/${made.slug}`)).body, /内容与登记不一致/);
  await s.db.owner.pool.query(
    `update publication.part set bytes = null, salt = null, erased_at = now() where version = 2 and kind = 'block'`,
  );
  assert.match(
    (await s.get(`/i/${made.slug}`)).body,
    /<div class="official"[^>]*><p class="soft">〔本段含应予保护的个人信息，已依法删除〕/,
  );
});
