import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyRichText } from '#platform/richtext';
import type { RevisionContent } from '../content.ts';
import { units } from '../testing/cases.ts';
import { sampleContent } from '../testing/content.ts';
import { contentProblems, type ProblemCode, type Surroundings } from './content-problems.ts';

const around: Surroundings = {
  unit: units.village,
  purpose: 'publish',
  now: new Date('2026-03-02T10:00:00+08:00'),
  today: '2026-03-02',
  openDuties: new Set(['00000000-0000-4000-8000-0000000000aa']),
  grounds: [],
  live: null,
};

function codes(
  changes: Partial<RevisionContent>,
  surroundings: Partial<Surroundings> = {},
): readonly ProblemCode[] {
  return contentProblems(sampleContent(changes), { ...around, ...surroundings }).map((one) => one.code);
}

test('a complete text lacks nothing', () => {
  assert.deepEqual(codes({}), []);
  assert.deepEqual(codes({ duties: ['00000000-0000-4000-8000-0000000000aa'] }), []);
  assert.deepEqual(codes({ publishAt: '2026-03-03T09:00:00+08:00', expiresOn: '2026-04-01' }), []);
});

const file = { name: '收支明细.xlsx', sha256: 'a'.repeat(64), size: 10, media: 'text/csv' };
const picture = { type: 'image' as const, attrs: { sha256: 'b'.repeat(64), alt: '现场照片' } };

const lacking: readonly [ProblemCode, Partial<RevisionContent>, Partial<Surroundings>?][] = [
  ['title-missing', { title: '  ' }],
  ['body-missing', { body: emptyRichText }],
  ['category-missing', { category: '' }],
  ['audience-missing', { scope: 'specific' }],
  ['audience-missing', { scope: 'specific', audience: { units: [] } }],
  ['audience-unexpected', { audience: { units: [2] } }],
  ['scope-unit-foreign', { scopeUnit: 4 }],
  ['document-date-future', { documentDate: '2026-03-03' }],
  ['publish-at-past', { publishAt: '2026-03-02T09:59:59+08:00' }],
  ['expires-too-early', { expiresOn: '2026-03-02' }],
  ['expires-too-early', { publishAt: '2026-03-05T09:00:00+08:00', expiresOn: '2026-03-05' }],
  ['duty-unknown', { duties: ['00000000-0000-4000-8000-0000000000bb'] }],
  ['attachment-name-twice', { attachments: [file, { ...file, sha256: 'c'.repeat(64) }] }],
  ['image-not-attached', { body: { type: 'doc', content: [...sampleContent().body.content, picture] } }],
  ['change-note-missing', {}, { purpose: 'correct', live: sampleContent() }],
  ['change-note-missing', {}, { purpose: 'clarify', live: sampleContent() }],
  ['reason-missing', {}, { purpose: 'withdraw', live: sampleContent() }],
  ['validity-unchanged', { reason: '到期' }, { purpose: 'changeValidity', live: sampleContent() }],
];

for (const [code, changes, surroundings] of lacking) {
  test(`what is missing is named: ${code} (${Object.keys(changes).join(', ') || surroundings?.purpose})`, () => {
    assert.deepEqual(codes(changes, surroundings), [code]);
  });
}

test('the text alone, or a file alone, is enough', () => {
  assert.deepEqual(codes({ body: emptyRichText, attachments: [file] }), []);
});

test('under the name of a withdrawal or change of validity no text slips through', () => {
  const live = sampleContent();
  const reason = { reason: '内容已过时' };
  assert.deepEqual(codes(reason, { purpose: 'withdraw', live }), []);
  assert.deepEqual(codes({ ...reason, validity: 'repealed' }, { purpose: 'changeValidity', live }), []);
  for (const purpose of ['withdraw', 'changeValidity'] as const) {
    for (const changed of [
      { title: '另一个标题' },
      { scope: 'unit' as const },
      { body: emptyRichText },
      { attachments: [file] },
      { keywords: ['村务'] },
    ]) {
      const found = codes(
        { ...reason, validity: purpose === 'withdraw' ? 'valid' : 'invalid', ...changed },
        { purpose, live },
      );
      assert.ok(found.includes('content-changed'), `${purpose} with another ${Object.keys(changed).join()}`);
    }
  }
});

test('everything missing is told at once', () => {
  assert.deepEqual(codes({ title: '', category: '', scope: 'specific' }), [
    'title-missing',
    'category-missing',
    'audience-missing',
  ]);
});
