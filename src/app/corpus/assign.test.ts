import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { makeWorld } from '../demo/world/index.ts';
import { assign, documentDateOf } from './assign.ts';
import { type CorpusEntry, readCorpusIndex } from './index-file.ts';

const entry = (more: Partial<CorpusEntry>): CorpusEntry => ({
  id: 'x-1',
  file: 'law-current/0001.md',
  title: '中华人民共和国统计法',
  category: 'law-current',
  region: '全国',
  last_date: '2024-09-13',
  file_version_date: '',
  ...more,
});

test('a law goes to the bureau it is about, kinds with one keeper to that one', () => {
  assert.equal(assign(entry({})).topic, 'statistics');
  assert.equal(
    assign(entry({ title: '某市生活垃圾管理条例', category: 'local-regulation' })).topic,
    'cityManagement',
  );
  assert.equal(assign(entry({ category: 'law-versions' })).topic, 'archives');
  assert.equal(assign(entry({ category: 'judicial-interp' })).topic, 'justice');
  assert.equal(assign(entry({ title: '中华人民共和国立法法' })).topic, 'justice');
});

test('the date is the last of the text, else that of the file, else none', () => {
  assert.equal(documentDateOf(entry({})), '2024-09-13');
  assert.equal(documentDateOf(entry({ last_date: '', file_version_date: '2020-01-02' })), '2020-01-02');
  assert.equal(documentDateOf(entry({ last_date: '' })), null);
});

test('every document of the corpus has a keeper in the district', async (t) => {
  const shared = process.env.GONGKAI_SHARED ?? resolve(import.meta.dirname, '../../../../shared');
  const folder = resolve(shared, 'domain/corpus');
  if (!existsSync(folder)) {
    t.skip(`shared data missing: ${folder}`);
    return;
  }
  const { entries, bad } = await readCorpusIndex(folder);
  const topics = new Set([...makeWorld('demo', 1, '2026-08-07').units()].map((unit) => unit.topic));
  assert.deepEqual(bad, []);
  assert.ok(entries.length > 2000);
  for (const one of entries) assert.ok(topics.has(assign(one).topic), `${one.title}: ${assign(one).topic}`);
  const keepers = new Set(entries.map((one) => assign(one).topic));
  assert.ok(keepers.size >= 25, `spread over ${keepers.size} bureaus`);
});
