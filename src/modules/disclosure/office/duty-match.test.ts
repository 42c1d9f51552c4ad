import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { daysBetween } from '../../../ui/office/dates.ts';
import { periodWords } from '../../../ui/office/period.ts';
import { rankDuties } from './duty-match.ts';

const duty = (id: string, matter1: string, matter2: string, due: string, period: string) => ({
  id,
  matter1,
  matter2,
  due,
  period,
});

/** What a village has open in spring. */
const duties = [
  duty('finance-q1', '村级财务', '财务收支情况', '2026-04-10', '2026-Q1'),
  duty('finance-q2', '村级财务', '财务收支情况', '2026-07-10', '2026-Q2'),
  duty('relief', '社会救助', '低保、特困人员名单及资金发放', '2026-04-30', '2026-04'),
  duty('works', '工程项目', '工程招标及资金使用情况', '2026-05-15', '2026-H1'),
  duty('members', '组织建设', '党员发展情况', '2026-06-30', '2026-H1'),
  duty('dues', '党费管理', '党费收缴、使用和管理', '2026-12-31', '2026'),
  duty('land', '集体资产', '土地承包及流转情况', '2026-04-05', '2026'),
  duty('seats', '党的组织', '组织设置和委员分工', '2026-04-02', '2026'),
  duty('plans', '年度计划', '年度工作要点', '2026-03-31', '2026'),
];
const options = {
  periodWords: (period: string) => periodWords(period, 'zh-CN'),
  daysUntil: (date: string) => daysBetween('2026-04-01', date),
};
const first = (title: string, body = '') => rankDuties(duties, { title, body }, options)[0]?.duty.id;

const expected: readonly [title: string, body: string, duty: string | undefined][] = [
  ['关于2026年第一季度村级财务收支情况的公示', '', 'finance-q1'],
  ['二〇二六年二季度财务收支公开表', '', 'finance-q2'],
  ['2026年4月份低保资金发放名单公示', '', 'relief'],
  ['关于村道硬化工程资金使用情况的公示', '', 'works'],
  ['关于接收预备党员的公示', '现将2026年上半年党员发展情况公示如下。', 'members'],
  ['2025年度党费收缴使用情况公示', '', 'dues'],
  ['公示', '经村民代表会议讨论，现将土地承包经营权流转情况公示如下。', 'land'],
  ['某某村2026年工作要点', '年度工作要点如下。', 'plans'],
  ['关于开展环境卫生整治的倡议书', '请各户清扫门前。', undefined],
  // The name of the one who publishes is in every title, and is no matter.
  ['云溪村村民委员会关于卫生整治的公告', '请各户清扫门前。', undefined],
  ['', '', undefined],
];

for (const [title, body, wanted] of expected) {
  test(`“${title || body || '(nothing)'}” → ${wanted ?? 'nothing'}`, () => {
    assert.equal(first(title, body), wanted);
  });
}

test('between equals the nearest date stands first; a period named in the text goes before it', () => {
  assert.deepEqual(
    rankDuties(duties, { title: '村级财务收支情况公示', body: '' }, options).map((one) => one.duty.id),
    ['finance-q1', 'finance-q2'],
  );
  assert.equal(first('村级财务收支情况公示（2026年第二季度）'), 'finance-q2');
});

test('whatever the words: never throws, never invents a duty, is ordered and the same whatever the order of the duties', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.string({ maxLength: 200 }),
      (title, body) => {
        const ranked = rankDuties(duties, { title, body }, options);
        const again = rankDuties(duties.toReversed(), { title, body }, options);
        assert.deepEqual(
          ranked.map((one) => one.duty.id).toSorted(),
          again.map((one) => one.duty.id).toSorted(),
        );
        assert.ok(ranked.every((one, at) => at === 0 || (ranked[at - 1]?.score ?? 0) >= one.score));
        assert.ok(ranked.every((one) => duties.includes(one.duty)));
      },
    ),
  );
});
