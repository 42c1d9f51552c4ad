import assert from 'node:assert/strict';
import { test } from 'node:test';
import { periodWords } from './period.ts';

test('every label the catalogue makes has words; another one stays as it is', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['standing', '长期', 'Standing'],
    ['event:01a2015f-7472-71a4-95c9-9054ca824dba', '按事件', 'By event'],
    ['review:2026-05', '2026年5月核对', 'Review 2026-05'],
    ['2026', '2026年', '2026'],
    ['2026-H2', '2026年下半年', '2026, half 2'],
    ['2026-Q1', '2026年第1季度', '2026, quarter 1'],
    ['2026-03', '2026年3月', '2026-03'],
    ['2026-D10-4', '2026年第4期', '2026, no. 4'],
    ['2026-01+2M', '2026-01+2M', '2026-01+2M'],
  ];
  for (const [label, chinese, english] of cases) {
    assert.equal(periodWords(label, 'zh-CN'), chinese);
    assert.equal(periodWords(label, 'en'), english);
  }
});
