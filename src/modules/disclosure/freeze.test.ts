import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { freeze, hashOf } from './freeze.ts';
import { sampleContent } from './testing/content.ts';

const { attachments: _, ...draft } = sampleContent();

test('the same text has the same bytes, whatever the order of its keys', () => {
  const shuffled = Object.fromEntries(Object.entries(draft).toReversed()) as typeof draft;
  assert.equal(freeze(shuffled, []).contentSha256, freeze(draft, []).contentSha256);
});

test('the hash is SHA-256 over JSON with sorted keys, so anybody can compute it', () => {
  const { content, contentSha256 } = freeze(draft, []);
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
  };
  const expected = createHash('sha256')
    .update(JSON.stringify(sorted(content)), 'utf8')
    .digest('hex');
  assert.equal(contentSha256, expected);
});

test('what came back from the database as parsed JSON hashes as before', () => {
  const { content, contentSha256 } = freeze(draft, []);
  assert.equal(hashOf(JSON.parse(JSON.stringify(content))), contentSha256);
});

test('every field and every file counts', () => {
  const base = freeze(draft, []).contentSha256;
  const file = { name: '明细.csv', sha256: 'a'.repeat(64), size: 3, media: 'text/csv' };
  const others = [
    freeze({ ...draft, title: `${draft.title}。` }, []),
    freeze({ ...draft, scope: 'unit' }, []),
    freeze({ ...draft, publishAt: '2026-03-05T09:00:00+08:00' }, []),
    freeze(draft, [file]),
    freeze(draft, [{ ...file, name: '另一名.csv' }]),
  ].map((one) => one.contentSha256);
  assert.equal(new Set([base, ...others]).size, others.length + 1);
});

test('fields that the format does not know are refused, never frozen', () => {
  assert.throws(() => freeze({ ...draft, secret: 'x' } as typeof draft, []));
});
