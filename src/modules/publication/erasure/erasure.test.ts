import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { connectStaff, createTextTemplate, startCorrection } from '#modules/disclosure';
import { normalWords } from '#platform/erasing';
import type { RichText } from '#platform/richtext';
import { valueOf } from '#test/database';
import { parseVerifierKey } from '#tlog';
import { checkItem, nodeCrypto } from '../../../../packages/verify/src/index.ts';
import {
  officeOf,
  para,
  pdfFont,
  pdfOf,
  pdfStream,
  pdfTextAt,
  table,
  wordPart,
} from '../../../platform/extraction/testing/samples.ts';
import {
  afterwards,
  attach,
  backup,
  confirm,
  erasers,
  filesWith,
  find,
  hours,
  isSaid,
  itemOf,
  erasedName as name,
  erasedNumber as number,
  propose,
  rowsWith,
  words,
} from '../testing/erasing.ts';
import { type Site, site } from '../testing/site.ts';
import { checkProof, sha256, trustOf, wrongParts } from '../testing/verifying.ts';
import { type Approved, approved, body, publish, revised, village } from '../testing/world.ts';
import { type ErasableItem, previewErasure } from './find.ts';
import { proposeErasure } from './propose.ts';

const plain = (text: string) => ({ type: 'text', text }) as const;
const cellOf = (text: string) => ({
  type: 'tableCell' as const,
  attrs: { colspan: 1, rowspan: 1 },
  content: [{ type: 'paragraph' as const, content: [plain(text)] }],
});

/** The name in two pieces of a run and in a cell, the number in groups and in full width. */
const personal = (last: string): RichText => ({
  type: 'doc',
  content: [
    { type: 'paragraph', content: [plain('本季度补助发放情况如下。')] },
    {
      type: 'paragraph',
      content: [
        plain('领取人覃砚'),
        { ...plain('舟'), marks: [{ type: 'bold' }] },
        { type: 'hardBreak' },
        plain('珂，证号110101 19000101 7791。'),
      ],
    },
    {
      type: 'table',
      content: [
        { type: 'tableRow', content: [cellOf('姓名'), cellOf('金额')] },
        { type: 'tableRow', content: [cellOf(name), cellOf('300')] },
      ],
    },
    { type: 'paragraph', content: [plain(last)] },
  ],
});

const docx = () =>
  officeOf('docx', {
    'word/document.xml': wordPart(
      'document',
      `<w:body>${para('补助名册')}${table(['姓名', '证号'], [name, number])}</w:body>`,
    ),
  });
const pdf = () =>
  pdfOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    pdfStream(pdfTextAt([40, 120, `领取人${name}`], [40, 80, '其他文字不变'])),
    ...pdfFont(5),
  ]);

const addresses = (slug: string, versions: number) =>
  Array.from({ length: versions }, (_, at) => `/i/${slug}/v/${at + 1}`).flatMap((one) => [
    one,
    `${one}.parts.json`,
    `${one}.tlog-proof`,
    ...[1, 2, 3, 4].map((position) => `${one}/files/${position}/x`),
  ]);

async function everyPage(s: Site, slug: string): Promise<string> {
  const paths = [
    '/',
    '/items',
    '/units/3',
    '/members',
    `/items?q=${encodeURIComponent(name)}`,
    `/search?q=${encodeURIComponent(name)}`,
    '/sitemap.xml',
    `/i/${slug}`,
  ];
  const bodies: string[] = [];
  for (const path of [...paths, ...addresses(slug, 4)]) {
    const { body: text } = await s.get(path, 'member');
    // The list repeats what was searched for.
    bodies.push(path.includes('q=') ? text.replaceAll(name, '') : text, decoded(text));
  }
  return bodies.join('\n');
}

/** Bytes that a JSON answer carries as base64. */
const decoded = (text: string): string =>
  [...text.matchAll(/"([A-Za-z0-9+/]{8,}={0,2})"/g)]
    .map((one) => Buffer.from(one[1] ?? '', 'base64').toString())
    .join('\n');

/** Words that people of the house wrote around a dossier. */
async function writeAround(s: Site, { disclosure, revision }: Approved): Promise<void> {
  const { pool } = s.db.owner;
  const person = s.people.handler.person;
  const said = `请核对${name}（${number}）`;
  await pool.query(
    `insert into disclosure.comment (disclosure_id, revision_id, person, person_name, text, mentions, at)
     values ($1, $2, $3, '钱经办', $4, '[]', now())`,
    [disclosure, revision, person, said],
  );
  await pool.query(
    `insert into disclosure.draft_conflict (revision_id, person, person_name, base_lock_version, content, at)
     values ($1, $2, '钱经办', 0, $3, now())`,
    [revision, person, JSON.stringify({ title: said, body: personal('冲突') })],
  );
  await pool.query(
    `insert into disclosure.event (disclosure_id, revision_id, kind, note, at) values ($1, $2, 'returned', $3, now())`,
    [disclosure, revision, said],
  );
  await pool.query(
    `insert into platform.notification (person, kind, params, link, created_at) values ($1, 'x', $2, $3, now())`,
    [person, JSON.stringify({ title: said }), `/disclosures/${disclosure}`],
  );
  await pool.query(
    `insert into platform.digest (person, for_day, pace, lines, created_at) values ($1, '2026-03-03', 'daily', $2, now())`,
    [person, JSON.stringify([{ kind: 'x', params: { title: said }, link: `/revisions/${revision}` }])],
  );
  await pool.query(
    `insert into platform.audit (at, actor_name, action, outcome, subject, data) values (now(), '钱经办', 'x.y', 'done', $1, $2)`,
    [revision, JSON.stringify({ title: said })],
  );
  await pool.query(
    `insert into platform.fact (id, kind, version, at, subject, data) values (gen_random_uuid(), 'x.y', 1, now(), $1, $2)`,
    [`disclosure:${disclosure}`, JSON.stringify({ note: said })],
  );
  valueOf(
    await s.as(s.people.handler, (ctx) =>
      createTextTemplate(ctx, village, {
        unit: village.id,
        kind: 'sample',
        name: '补助公示',
        unitKind: null,
        affairsKind: null,
        title: '',
        body: personal('范文'),
        note: said,
      }),
    ),
  );
}

/** What the published verifier says of a saved page and its proof. */
async function verdictOf(s: Site, address: string, page: string): Promise<string> {
  const { rows } = await s.db.owner.pool.query<{ vkey: string }>(
    'select vkey from transparency_log.signer_key',
  );
  const proof = Buffer.from((await s.get(`/i/${address}.tlog-proof`)).body);
  const keys = rows.map(({ vkey }) => parseVerifierKey(sha256, vkey));
  return checkItem({ crypto: nodeCrypto, keys, proof, document: Buffer.from(page) }).outcome;
}

type Scene = {
  readonly s: Site;
  readonly item: ErasableItem;
  readonly second: Approved;
  readonly other: ErasableItem;
};

/** Two public versions with files, a draft of a third, words all around; another dossier quotes the same name. */
async function scene(t: TestContext): Promise<Scene> {
  const s = await site(t, () => hours(8));
  connectStaff({ list: async () => [], find: async () => [] });
  const picture = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const files = {
    [`${name}名册.docx`]: docx(),
    '发放表.csv': Buffer.from(`姓名,金额\n${name},300\n甲,200\n`),
    '签收.pdf': pdf(),
    '现场.png': picture,
  };
  const first = await approved(s, { body: personal('第一版。'), keywords: ['补助', name] }, attach(s, files));
  valueOf(await publish(s, first));
  const second = await revised(s, first, 'correct', {
    body: personal('第二版。'),
    changeNote: `更正${name}的金额`,
  });
  valueOf(await publish(s, second, hours(2)));
  const draft = valueOf(
    await s.as(s.people.handler, (ctx) => startCorrection(ctx, first.disclosure), hours(3)),
  );
  await writeAround(s, { disclosure: first.disclosure, revision: draft.revision });
  const quoting = await approved(s, { title: '另一事项', body: body(`转引：${name}领取补助。`) });
  valueOf(await publish(s, quoting, hours(4)));
  return { s, item: await itemOf(s, first), second, other: await itemOf(s, quoting) };
}

test('erased, a name is found nowhere, and everything else verifies', async (t) => {
  const { s, item, other } = await scene(t);
  const { first, second } = erasers(s);
  await afterwards(s);
  const trust = await trustOf(s.db);
  const oldPages = [1, 2].map((version) => `/i/${item.slug}/v/${version}`);
  const preview = await previewErasure(s.db.office.reader, item, { words, removes: [] });
  assert.deepEqual(preview.elsewhere, [{ slug: other.slug, unitName: '云溪村' }]);
  assert.deepEqual(preview.shared, []);
  assert.deepEqual(preview.unread, ['现场.png']);
  assert.deepEqual(
    preview.files.map((one) => one.becomes),
    ['copy', 'copy', 'copy'],
  );
  for (const place of [
    'disclosure.attachment',
    'disclosure.comment',
    'disclosure.draft_conflict',
    'disclosure.event',
    'disclosure.revision',
    'disclosure.text_template_version',
    'platform.audit',
    'platform.digest',
    'platform.fact',
    'platform.notification',
    'publication.item_version',
  ])
    assert.ok(
      preview.places.some((one) => one.place === place),
      place,
    );
  assert.ok(!isSaid(JSON.stringify(preview.places)), 'samples are masked');
  const id = await propose(s, first, item);
  assert.deepEqual(
    (await s.as(first, (ctx) => proposeErasure(ctx, item, { words, removes: [], ground: 'order' }))).ok,
    false,
  );
  for (const [by, written, code] of [
    [first, words, 'erasure-same-person'],
    [second, normalWords([name]), 'erasure-words-differ'],
  ] as const) {
    const refused = await confirm(s, by, item, id, written);
    assert.deepEqual(refused.ok ? '' : refused.code, code);
  }
  const before = (await s.get(`/i/${item.slug}`)).body;
  valueOf(await confirm(s, second, item, id));
  // Registered and not yet public: what is served is still what the log says.
  const between = checkProof((await s.get(`/i/${item.slug}.tlog-proof`)).body, trust);
  assert.equal(between.entry.ver, 2);
  assert.deepEqual(wrongParts((await s.get(`/i/${item.slug}`)).body, between), []);
  assert.match((await s.get(`/i/${item.slug}`)).body, /覃砚<strong>舟/);
  // Nobody is left who knows the words: the checkpoint alone ends it.
  await s.log.seal(hours(7));
  await afterwards(s);
  const isElsewhere = (row: string) => row.includes(other.id) || row.includes(other.disclosure);
  const left = await rowsWith(s, isSaid);
  const ours: string[] = [];
  const theirs = await s.db.owner.pool.query<{ id: string }>(
    'select id from disclosure.revision where disclosure_id = $1',
    [other.disclosure],
  );
  for (const row of left)
    if (!isElsewhere(row) && !theirs.rows.some((one) => row.includes(one.id))) ours.push(row);
  assert.deepEqual(ours, []);
  assert.ok(left.length > 0, 'the search finds what is there');
  assert.deepEqual(await filesWith(s, isSaid), []);
  const pages = await everyPage(s, item.slug);
  assert.doesNotMatch(pages, new RegExp(name));
  // Asked for by the very name, it is not found.
  const found = await s.get(`/search?q=${encodeURIComponent(`“${name}”`)}`, 'member');
  assert.ok(!found.body.includes(`/i/${item.slug}`));
  assert.equal(find(pages.replace(/<\/?(?:strong|br)>/g, '')).length, 0);
  // The newest version: masked, as registered, with files that open.
  const proven = checkProof((await s.get(`/i/${item.slug}.tlog-proof`)).body, trust);
  assert.deepEqual([proven.entry.type, proven.entry.ver], ['redact', 3]);
  const page = (await s.get(`/i/${item.slug}`)).body;
  assert.deepEqual(wrongParts(page, proven), []);
  assert.match(page, /领取人××<strong>×<\/strong><br>×，证号/);
  assert.match(page, /本文于 .* 依法删除了个人信息/);
  assert.notEqual(page, before);
  assert.equal(await verdictOf(s, item.slug, page), 'intact');
  assert.equal(await verdictOf(s, item.slug, page.replace('本季度', '下季度')), 'altered');
  // Older versions: the parts concerned are gone in place, every other one verifies.
  for (const path of oldPages) {
    const old = checkProof((await s.get(`${path}.tlog-proof`)).body, trust);
    const shown = (await s.get(path)).body;
    const erased = (old.extra.salts ?? []).flatMap((salt, place) => (salt === null ? [place] : []));
    const kinds = erased.map((place) => old.manifest?.parts[place]?.kind);
    assert.deepEqual(kinds, ['meta', 'block', 'block', 'attachment', 'attachment', 'attachment']);
    assert.deepEqual(
      wrongParts(shown, old).filter((place) => old.manifest?.parts[place]?.kind !== 'attachment'),
      erased.filter((place) => old.manifest?.parts[place]?.kind !== 'attachment'),
    );
    assert.equal(await verdictOf(s, path.slice(3), shown), 'intact');
    assert.equal(shown.match(/〔本段含应予保护的个人信息，已依法删除〕/g)?.length, 2);
    assert.match(shown, /〔附件 1 含应予保护的个人信息，已依法删除〕/);
    assert.match(shown, /本季度补助发放情况如下/);
    assert.equal((await s.get(`${path}/files/1/x`)).statusCode, 410);
    assert.equal((await s.get(`${path}/files/4/x`)).statusCode, 200);
  }
  // What the decision left behind: who, on what ground, how many; and in the log a code.
  const kept =
    await s.db.owner.pool.query(`select state, words_hash, words_salt, masked, removed, proposed_by_name,
    confirmed_by_name from publication.erasure`);
  assert.deepEqual(kept.rows, [
    {
      state: 'done',
      words_hash: null,
      words_salt: null,
      masked: 3,
      removed: 0,
      proposed_by_name: '周书记',
      confirmed_by_name: '吴办公',
    },
  ]);
  // The quotation is its own decision; then a backup holds the words nowhere.
  const theirId = await propose(s, first, other);
  valueOf(await confirm(s, second, other, theirId));
  await s.log.seal(hours(9));
  await afterwards(s);
  assert.deepEqual(await rowsWith(s, isSaid), []);
  const dump = await backup(s);
  if (dump === null)
    t.diagnostic('pg_dump is of PostgreSQL 15: the backup is looked into in the second pass');
  else {
    assert.match(dump, /COPY publication\.part /);
    assert.ok(!isSaid(dump), 'the backup');
  }
  assert.deepEqual(
    s.faults.filter((one) => isSaid(JSON.stringify(one))),
    [],
  );
  assert.deepEqual(s.faults, []);
});
