import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import { scopes } from '#kernel';
import { type Database, type Reader, tables } from '#platform/database';
import { freshDatabase, type TestDatabase } from '#test/database';
import { dropDocuments, emptyQuery, indexDocuments, parseSearchQuery, search, suggest } from './index.ts';
import { sampleDocument } from './testing/shelf.ts';
import type { SearchDocument, SearchPage, SearchQuery } from './types.ts';

const plain = (pieces: SearchPage['rows'][number]['title']) => pieces.map((piece) => piece.text).join('');
const marked = (pieces: SearchPage['rows'][number]['title']) =>
  pieces.flatMap((piece) => (piece.hit ? [piece.text] : []));

async function shelf(
  t: Parameters<typeof freshDatabase>[0],
  documents: readonly SearchDocument[],
): Promise<TestDatabase> {
  const db = await freshDatabase(t);
  await db.worker.transaction((tx) => indexDocuments(tx, documents));
  return db;
}

const affairs = [
  sampleDocument({
    title: '云溪村2025年财务收支公示',
    body: '全年收入十二万元，支出九万元，结余三万元。',
    category: '财务收支',
  }),
  sampleDocument({
    title: '云溪村水渠修缮结果公示',
    body: '水渠修缮工程已经完工，财务部门核定支出三千元。',
    category: '工程建设',
    attachments: [{ name: '闸门明细.txt', text: '更换闸门两处，ＡＢＣ型。' }],
  }),
  sampleDocument({
    title: '青禾区保密审查工作规定',
    body: '机关、单位公开信息应当先审查后公开，坚持一事一审。',
    category: '规章制度',
    unit: 1,
    unitPath: '/1/',
    unitName: '青禾区委办公室',
    affairsKind: 'party',
    documentNumber: '青办发〔2026〕7号',
    line: { id: 5, name: '组织线' },
  }),
  sampleDocument({
    title: '云溪村低保名单调整公示',
    body: '经村民代表会议评议，调整三户。',
    category: '民生保障',
  }),
  sampleDocument({
    title: '关于防汛值班的通知',
    body: '汛期实行二十四小时值班。',
    category: '应急',
    unit: 2,
    unitPath: '/1/2/',
    unitName: '云溪镇人民政府',
    affairsKind: 'government',
  }),
] as const;

test('words, phrases, exclusions, fields, numbers, pinyin, other writing, and what was meant', async (t) => {
  const db = await shelf(t, affairs);
  const find = (text: string, more: Partial<SearchQuery> = {}) =>
    search(db.portal.reader, { ...emptyQuery, text, ...more });
  const titles = async (text: string, more: Partial<SearchQuery> = {}) =>
    (await find(text, more)).rows.map((row) => plain(row.title));

  const [money, canal, secrecy, , flood] = affairs.map((one) => one.title);
  assert.deepEqual(await titles('财务 支出'), [money, canal], 'in the title before in the text');
  assert.deepEqual(await titles('“支出三千元”'), [canal]);
  assert.deepEqual(await titles('"支出 三千元"'), [], 'a phrase stands as it is');
  assert.deepEqual(await titles('支出 -水渠'), [money]);
  assert.deepEqual(await titles('标题:水渠'), [canal]);
  assert.deepEqual(await titles('title:工程'), [], 'only in the text');
  assert.deepEqual(await titles('单位：云溪镇'), [flood]);
  assert.deepEqual(await titles('文号:青办发'), [secrecy]);
  for (const number of ['青办发[2026]7号', '青办发〔２０２６〕7号', affairs[2].slug, affairs[2].indexNumber])
    assert.equal((await titles(number))[0], secrecy, number);
  assert.deepEqual(await titles('保密審查'), [secrecy], 'traditional signs');
  assert.deepEqual(await titles('abc型'), [canal], 'full width, in an attachment');
  for (const letters of ['bmsc', 'baomishencha', 'BaoMi ShenCha']) {
    const page = await find(letters);
    assert.deepEqual(
      page.rows.map((row) => plain(row.title)),
      [secrecy],
      letters,
    );
    assert.deepEqual(marked(page.rows[0]?.title ?? []), ['保密审查']);
    assert.ok(page.notes.includes('pinyin'));
  }
  assert.equal(
    (await find('cmdbhy')).didYouMean,
    '村民代表会议',
    'a word of the trade that stands in texts only',
  );
  assert.equal((await find('bwgk')).didYouMean, null, 'in no text');
  assert.equal((await find('保密审察')).didYouMean, '保密审查', 'sounds the same');
  assert.equal((await find('水渠修蒙结果')).didYouMean, '水渠修缮结果', 'one sign off');
  assert.equal((await find('保密审查')).didYouMean, null);
  const some = await find('水渠 值班 安排');
  assert.ok(some.notes.includes('someWords') && some.rows.length === 2);
  const page = await find('闸门');
  assert.deepEqual(marked(page.rows[0]?.snippet ?? []), ['闸门', '闸门'], 'the snippet shows the attachment');
  assert.deepEqual(
    await suggest(db.portal.reader, '云溪村'),
    [affairs[3].title, canal, money].toSorted((a, b) => (a ?? '').length - (b ?? '').length),
  );
  assert.deepEqual(await suggest(db.portal.reader, 'fxzb'), [flood]);
});

test('choices narrow down, their numbers say how many are left, and newest first goes on page by page', async (t) => {
  const many = Array.from({ length: 45 }, (_, at) =>
    sampleDocument({
      title: `云溪村第${at}次公示`,
      body: '公示如下。',
      category: at % 3 === 0 ? '财务收支' : '民生保障',
      publishedAt: new Date(Date.UTC(2024 + (at % 3), 3, 1, 0, at)),
      ...(at % 5 === 0 ? { unit: 1, unitPath: '/1/', unitName: '青禾区委' } : {}),
    }),
  ).toSorted((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime());
  const db = await shelf(t, many);
  const ask = (params: Record<string, string>) =>
    search(db.portal.reader, parseSearchQuery({ q: '公示', ...params }));
  const all = await ask({});
  assert.deepEqual(all.total, { count: 45, exact: true });
  assert.deepEqual(
    all.facets.category.map((one) => [one.value, one.count]),
    [
      ['民生保障', 30],
      ['财务收支', 15],
    ],
  );
  assert.deepEqual(
    all.facets.unit.map((one) => [one.label, one.count]),
    [
      ['云溪村村民委员会', 36],
      ['青禾区委', 9],
    ],
  );
  for (const [params, facet] of [
    [{ category: '财务收支' }, all.facets.category.find((one) => one.value === '财务收支')],
    [{ year: '2025' }, all.facets.year.find((one) => one.value === '2025')],
    [{ unit: '1', within: '0' }, all.facets.unit.find((one) => one.value === '1')],
    [{ kind: 'village' }, all.facets.kind.find((one) => one.value === 'village')],
  ] as const)
    assert.deepEqual((await ask(params)).total, { count: facet?.count, exact: true }, JSON.stringify(params));
  assert.equal((await ask({ unit: '1' })).total.count, 45, 'a unit and all below it');
  assert.equal((await ask({ unit: '3' })).total.count, 36);
  assert.equal((await ask({ from: '2024-04-01', to: '2024-04-01' })).total.count, 15);
  assert.equal((await ask({ from: '2024-04-02' })).total.count, 30);

  for (const order of ['newest', 'best']) {
    const seen: string[] = [];
    let after: string | null = '';
    for (let turn = 0; after !== null && turn < 5; turn += 1) {
      const page: SearchPage = await ask({ order, after });
      seen.push(...page.rows.map((row) => row.item));
      after = page.next;
    }
    assert.equal(new Set(seen).size, 45, order);
    assert.equal(seen.length, 45, order);
    if (order === 'newest') assert.deepEqual(seen, many.map((one) => one.item).toReversed());
  }
});

test('however many fit, the newest are found and the number is said to be a least', async (t) => {
  const db = await freshDatabase(t);
  const common = Array.from({ length: 1_250 }, (_, at) =>
    sampleDocument({
      title: `公示${at}`,
      body: at === 3 ? '罕见的渡槽' : '村务',
      category: at === 5 ? '罕见类' : '常见类',
    }),
  );
  await db.worker.transaction((tx) => indexDocuments(tx, common));
  // As if nine thousand others lay between the older half and the newer.
  await db.owner.pool.query(`with moved as (select item, number + 9000 as number from search.document where number > 625)
    update search.document d set number = m.number, terms = array_to_tsvector(array(select t from unnest(tsvector_to_array(d.terms)) t
      where not starts_with(t, '@')) || search.places(m.number)) from moved m where m.item = d.item`);
  const find = (text: string, more: Partial<SearchQuery> = {}) =>
    search(db.portal.reader, { ...emptyQuery, text, ...more });
  const all = await find('公示', { order: 'newest' });
  assert.deepEqual([all.total.exact, all.notes], [false, ['looked']]);
  assert.ok(all.total.count >= 400, String(all.total.count));
  assert.equal(all.rows[0]?.item, common.at(-1)?.item);
  const rare = await find('渡槽');
  assert.deepEqual([rare.rows[0]?.item, rare.total], [common[3]?.item, { count: 1, exact: true }]);
  const choice = await find('公示', { category: '罕见类' });
  assert.deepEqual([choice.rows.length, choice.total], [1, { count: 1, exact: true }]);
  let after = all.next;
  const seen = new Set(all.rows.map((row) => row.item));
  while (after !== null) {
    const page: SearchPage = await find('公示', { order: 'newest', after });
    for (const row of page.rows) seen.add(row.item);
    after = page.next;
  }
  assert.equal(seen.size, 1_250, 'newest first reaches the oldest');
});

test('said again an item is indexed once and keeps its place; dropped, nothing of it is left', async (t) => {
  const [one, two] = [sampleDocument({ title: '甲事项' }), sampleDocument({ title: '乙事项' })];
  const db = await shelf(t, [one, two]);
  const numbers = async () =>
    (await db.owner.pool.query('select item, number from search.document order by number')).rows;
  const before = await numbers();
  await db.worker.transaction((tx) => indexDocuments(tx, [{ ...one, version: 2, title: '丙事项' }]));
  assert.deepEqual(await numbers(), before);
  const find = async (text: string) =>
    (await search(db.portal.reader, { ...emptyQuery, text: `“${text}”` })).rows.length;
  assert.deepEqual([await find('甲事项'), await find('丙事项')], [0, 1]);
  // Erasing masks the row at once; what it was found by is gone with the same statement.
  const erase = `begin; select set_config('gongkai.erasing', 'yes', true);
    update search.document set title = '×事项' where title = '乙事项'; commit`;
  await db.owner.pool.query(erase);
  assert.equal(await find('乙事项'), 0);
  const left = await db.owner.pool.query(
    `select title, terms::text from search.document where item = '${two.item}'`,
  );
  assert.deepEqual(left.rows, [{ title: '×事项', terms: '' }]);
  await db.worker.transaction((tx) => dropDocuments(tx, [one.item, two.item]));
  assert.deepEqual(await numbers(), []);
  // The portal's own login may neither write nor read past the rule.
  for (const statement of [
    `update search.document set scope = 'society'`,
    'delete from search.document',
    `select search.find('''a'''::tsquery, null, 1, null, null, null, null, null, 1, 1)`,
    `select search.holding('{}', '{}')`,
  ])
    await assert.rejects(db.portal.pool.query(statement), { code: '42501' }, statement);
});

/** Units 1–9 in a small tree, and readers with ties to them, as `platform.current_reader` tells them. */
const paths = ['/1/', '/1/2/', '/1/2/3/', '/1/4/'];
const unitOf = (path: string) => Number(path.split('/').at(-2));
const aTie = fc
  .record({ path: fc.constantFrom(...paths), kind: fc.constantFrom('member', 'staff', 'resident') })
  .map(({ path, kind }) => ({ path, kind, unit: unitOf(path) }));
type Ties = readonly { readonly path: string; readonly kind: string; readonly unit: number }[];
const aReader: fc.Arbitrary<Ties | null> = fc.option(fc.array(aTie, { maxLength: 3 }));

/** The rule in words of this test: society everyone; the Party its members; a unit whoever is at it or below; some those named. */
function mayFind(reader: Ties | null, one: SearchDocument): boolean {
  if (one.scope === 'society') return true;
  if (reader === null) return false;
  if (one.scope === 'wholeParty') return reader.some((tie) => tie.kind === 'member');
  if (one.scope === 'unit') return reader.some((tie) => tie.path.includes(`/${one.scopeUnit}/`));
  return reader.some((tie) => one.audienceUnits.includes(tie.unit));
}

async function asReader<T>(
  portal: Database,
  reader: Ties | null,
  work: (db: Reader) => Promise<T>,
): Promise<T> {
  return portal.transaction(async (tx) => {
    const told = reader === null ? '' : JSON.stringify({ person: 'x', affiliations: reader });
    await sql`select set_config('test.reader', ${told}, true)`.execute(tables<Record<never, never>>(tx));
    return work(tx);
  });
}

test('rows, totals, every facet, suggestions and corrections hold nothing a reader may not see', async (t) => {
  const documents = fc
    .sample(
      fc.record({
        scope: fc.constantFrom(...scopes),
        path: fc.constantFrom(...paths),
        audience: fc.array(fc.constantFrom(...paths), { maxLength: 2 }),
      }),
      { numRuns: 60, seed: 7 },
    )
    .map(({ scope, path, audience }, at) =>
      sampleDocument({
        title: `渡槽公示${at}`,
        body: `渡槽修缮甲${at}乙`,
        scope,
        scopeUnit: unitOf(path),
        audienceUnits: audience.map(unitOf),
        category: scope === 'society' ? '公开类' : `内部类${at % 4}`,
        unit: at % 2 === 0 ? 3 : 100 + at,
        publishedAt: new Date(Date.UTC(2000 + (at % 20), 5, 1)),
      }),
    );
  const db = await shelf(t, documents);
  await db.owner.pool.query(`create or replace function platform.current_reader() returns jsonb language sql stable
    as $$ select nullif(current_setting('test.reader', true), '')::jsonb $$`);
  const open = documents.filter((one) => one.scope === 'society');
  await fc.assert(
    fc.asyncProperty(
      aReader,
      fc.constantFrom('渡槽', '“渡槽修缮”', 'ducao', '渡槽 没有这个', '-没有'),
      async (reader, text) => {
        const may = documents.filter((one) => mayFind(reader, one));
        const [page, newest, hints, meant] = await asReader(db.portal, reader, async (as) => [
          await search(as, { ...emptyQuery, text }),
          await search(as, { ...emptyQuery, text, order: 'newest' }),
          await suggest(as, '渡槽'),
          await search(as, { ...emptyQuery, text: '渡曹公示' }),
        ]);
        assert.equal(page.total.count, may.length);
        const items = new Set(may.map((one) => one.item));
        for (const row of [...page.rows, ...newest.rows]) assert.ok(items.has(row.item));
        for (const [name, of] of [
          ['category', (one: SearchDocument) => one.category],
          ['scope', (one: SearchDocument) => one.scope],
          ['unit', (one: SearchDocument) => String(one.unit)],
          ['year', (one: SearchDocument) => String(one.publishedAt.getUTCFullYear())],
        ] as const)
          for (const option of page.facets[name])
            assert.equal(option.count, may.filter((one) => of(one) === option.value).length, name);
        const titles = new Set(open.map((one) => one.title));
        for (const hint of hints) assert.ok(titles.has(hint), 'suggested from what is open to society');
        assert.equal(meant.didYouMean, open.length > 0 ? '渡槽公示' : null);
      },
    ),
    { numRuns: 40, seed: 11 },
  );
  // Read straight from the table, the row-level policy says the same.
  for (const reader of fc.sample(aReader, { numRuns: 20, seed: 5 })) {
    const rows = await asReader(db.portal, reader, (as) =>
      tables<{ 'search.document': { item: string } }>(as)
        .selectFrom('search.document')
        .select('item')
        .execute(),
    );
    const may = documents.filter((one) => mayFind(reader, one)).map((one) => one.item);
    assert.deepEqual(rows.map((row) => row.item).toSorted(), may.toSorted());
  }
  // The office's and the worker's logins have no session: search answers them as anybody.
  for (const role of [db.office, db.worker])
    assert.equal((await search(role.reader, { ...emptyQuery, text: '渡槽' })).total.count, open.length);
});

test('anything typed gets an answer: any length, operators, signs of every kind, SQL and tsquery', async (t) => {
  const db = await shelf(t, affairs);
  const nasty = fc.constantFrom(
    "'",
    '"',
    '\\',
    '&',
    '|',
    '!',
    '(',
    ')',
    ':*',
    '<->',
    '<1>',
    "')--",
    "'; drop table search.document; --",
    '“',
    '”',
    '-',
    '标题:',
    '单位：',
    '文号:',
    'title:',
    '财务',
    '公示',
    '的',
    '😀',
    '👨‍👩‍👧',
    '\u0000',
    '\ud800',
    '\u202e',
    '％',
    '*',
    '?',
    'bm',
    'x'.repeat(50),
    '〔2026〕',
    '@0.1',
    's:wholeParty',
    't:财务',
    '\t\n',
  );
  const text = fc.oneof(
    fc.array(nasty, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.array(nasty, { maxLength: 8 }).map((parts) => parts.join(' ')),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 120 }),
  );
  const params = fc.record(
    {
      q: text,
      unit: fc.oneof(text, fc.constantFrom('3', '0', '-1', '99999999999', '1e3')),
      category: text,
      year: fc.oneof(text, fc.constantFrom('2026', '0000')),
      from: fc.constantFrom('2026-02-30', '2026-01-01', 'x'),
      to: fc.constantFrom('1900-01-01', '2199-12-31', ''),
      scope: fc.constantFrom('society', 'wholeParty', 'all'),
      order: fc.constantFrom('best', 'newest', 'worst'),
      after: fc.oneof(text, fc.constantFrom('b20', 'b999', 'nzzzzzzzzzz.zzzzzzzzzz', 'n0.0', 'nabc.1')),
    },
    { requiredKeys: ['q'] },
  );
  await fc.assert(
    fc.asyncProperty(params, async (given) => {
      const query = parseSearchQuery(given);
      const page = await search(db.portal.reader, query);
      assert.ok(page.rows.length <= 20 && page.total.count >= 0);
      // Scopes of others are asked for in vain, and a term in disguise is a word like any other.
      for (const row of page.rows) assert.equal(row.scope, 'society');
      await suggest(db.portal.reader, query.text);
      // The address of a query asks for that query.
    }),
    { numRuns: 250, seed: 3 },
  );
  assert.equal(
    (await search(db.portal.reader, { ...emptyQuery, text: '公示'.repeat(5_000) })).notes.includes('cut'),
    true,
  );
  assert.deepEqual((await search(db.portal.reader, { ...emptyQuery, text: '☃ &|!' })).notes, [
    'nothingSought',
  ]);
});
