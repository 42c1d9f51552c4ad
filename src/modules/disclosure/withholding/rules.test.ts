import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { emptyRichText } from '#platform/richtext';
import { freshDatabase } from '#test/database';
import type { RevisionContent, Withholding } from '../content.ts';
import { changedFields } from '../domain/content-problems.ts';
import { freeze, hashOf } from '../freeze.ts';
import { sampleContent } from '../testing/content.ts';
import { groundMessages, groundWords } from './ground-words.ts';
import { citationOf, noticeOf, type WithholdGround, withholdingProblems } from './rules.ts';
import { listGrounds } from './store.ts';

const privacy: WithholdGround = {
  code: 'art15-2',
  norm: 'order711',
  article: '第十五条',
  words: '涉及个人隐私，公开会对第三方合法权益造成损害',
  effect: 'unlessConsent',
  affairs: ['government', 'village'],
};
const secret: WithholdGround = {
  ...privacy,
  code: 'art14-1',
  article: '第十四条',
  words: '依法确定为国家秘密',
  effect: 'never',
};
const partyOnly: WithholdGround = {
  ...secret,
  code: 'SECRET',
  norm: 'partyRegulation',
  article: '第七条',
  affairs: ['party'],
};

const complete: Withholding = {
  extent: 'whole',
  ground: 'art15-2',
  basis: '名单涉及家庭病情',
  reviewOn: '2027-03-02',
  notice: 'public',
  noticeText: '本项不予公开。',
};
const duty = '00000000-0000-4000-8000-0000000000aa';

function codes(
  changes: Partial<Withholding>,
  content: Partial<RevisionContent> = {},
  purpose: 'publish' | 'correct' | 'withdraw' = 'publish',
  live: Pick<RevisionContent, 'withholding'> | null = null,
): readonly string[] {
  const whole = sampleContent({
    body: emptyRichText,
    duties: [duty],
    withholding: { ...complete, ...changes },
    ...content,
  });
  const around = { purpose, today: '2026-03-02', grounds: [privacy, secret, partyOnly], live };
  return withholdingProblems(whole, around).map((one) => one.code);
}

const lacking: readonly [string, Partial<Withholding>, Partial<RevisionContent>?][] = [
  ['withholding-ground-missing', { ground: '' }],
  ['withholding-ground-missing', { ground: 'art99' }],
  ['withholding-ground-foreign', { ground: 'SECRET' }],
  ['withholding-basis-missing', { basis: '  ' }],
  ['withholding-review-missing', { reviewOn: null }],
  ['withholding-review-past', { reviewOn: '2026-03-02' }],
  ['withholding-notice-missing', { noticeText: ' ' }],
  ['withholding-notice-required', { notice: 'none' }],
  [
    'withholding-notice-required',
    { notice: 'none', ground: 'art14-1', extent: 'part' },
    { body: sampleContent().body },
  ],
  ['withholding-text-present', {}, { body: sampleContent().body }],
  [
    'withholding-text-present',
    {},
    { attachments: [{ name: 'a', sha256: 'a'.repeat(64), size: 1, media: 'text/csv' }] },
  ],
  ['withholding-duty-missing', {}, { duties: [] }],
];

for (const [code, changes, content] of lacking) {
  test(`a decision to withhold lacks: ${code} ${JSON.stringify(changes)}`, () => {
    assert.deepEqual(codes(changes, content), [code]);
  });
}

test('a complete decision lacks nothing; without a notice only whole, on a ground that forbids, and never over a public one', () => {
  assert.deepEqual(codes({}), []);
  assert.deepEqual(codes({ extent: 'part' }, { body: sampleContent().body }), []);
  const silent = { notice: 'none', ground: 'art14-1', noticeText: '' } as const;
  assert.deepEqual(codes(silent), []);
  assert.deepEqual(codes(silent, {}, 'correct', { withholding: { ...complete, ...silent } }), []);
  assert.deepEqual(codes(silent, {}, 'correct', { withholding: complete }), ['withholding-notice-required']);
  assert.deepEqual(codes(silent, {}, 'correct', {}), ['withholding-notice-required']);
});

test('a withdrawal says nothing about withholding, and content without it is not asked', () => {
  assert.deepEqual(codes({ ground: '' }, {}, 'withdraw'), []);
  const around = { purpose: 'publish', today: '2026-03-02', grounds: [], live: null } as const;
  assert.deepEqual(withholdingProblems(sampleContent(), around), []);
});

test('content without withholding has the bytes it always had; withholding is part of what is signed', () => {
  const plain = sampleContent();
  const { attachments: _, ...draft } = plain;
  const before = freeze(draft, []);
  assert.equal('withholding' in before.content, false);
  assert.equal(hashOf({ ...before.content }), before.contentSha256);
  const after = freeze({ ...draft, withholding: complete }, []);
  assert.notEqual(after.contentSha256, before.contentSha256);
  assert.notEqual(
    freeze({ ...draft, withholding: { ...complete, reviewOn: '2027-03-03' } }, []).contentSha256,
    after.contentSha256,
  );
  assert.deepEqual(changedFields(plain, { ...plain, withholding: complete }), ['withholding']);
  assert.deepEqual(changedFields({ ...plain, withholding: complete }, plain), ['withholding']);
});

test('the notice names matter, ground, article, review and whom to ask', () => {
  const text = noticeOf({ extent: 'whole', ground: privacy, reviewOn: '2027-03-02' }, '云溪村', [
    '救助对象名单',
  ]);
  for (const part of [
    '“救助对象名单”',
    privacy.words,
    '《中华人民共和国政府信息公开条例》第十五条',
    '2027-03-02',
    '云溪村',
    '不予公开',
  ])
    assert.ok(text.includes(part), part);
  assert.equal(citationOf(partyOnly), '《中国共产党党务公开条例（试行）》第七条');
  assert.match(
    noticeOf({ extent: 'part', ground: privacy, reviewOn: null }, '云溪村', []),
    /部分内容不予公开/,
  );
});

test('the words of the grounds are those of the table, in both languages', async (t) => {
  const db = await freshDatabase(t);
  const grounds = await listGrounds(db.office.reader);
  assert.deepEqual(grounds.map((one) => one.code).toSorted(), Object.keys(groundWords).toSorted());
  const [zh, en] = [groundMessages('zh'), groundMessages('en')];
  for (const ground of grounds) {
    assert.equal(zh[`withholdGround.${ground.code}`], ground.words);
    assert.equal(zh[`withholdCitation.${ground.code}`], citationOf(ground));
    assert.ok((en[`withholdGround.${ground.code}`] ?? '').length > 5);
    assert.match(en[`withholdCitation.${ground.code}`] ?? '', /Article \d+/);
  }
});

const shared = join(
  process.env['GONGKAI_SHARED'] ?? join(import.meta.dirname, '../../../../../shared'),
  'domain/data',
);

test('the grounds of Order 711 are the 16 of the list of facts, word for word', async (t) => {
  const file = join(shared, 'gov_info_regulation_lists.csv');
  if (!existsSync(file)) {
    const why = `shared data missing: ${file}`;
    console.log(why);
    t.skip(why);
    return;
  }
  const listed = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('non_disclosure,'))
    .map((line) => line.split(','));
  const db = await freshDatabase(t);
  const own = (await listGrounds(db.office.reader)).filter((one) => one.norm === 'order711');
  assert.equal(listed.length, 16);
  assert.deepEqual(
    own.map((one) => [one.code, one.article]),
    listed.map((cells) => [cells[1], cells[2]]),
  );
  for (const [index, cells] of listed.entries()) {
    const words = (cells[4] ?? '').replace(/的政府信息$/, '').replaceAll('、公开会', '，公开会');
    assert.equal(own[index]?.words, words, cells[1] ?? '');
  }
});
