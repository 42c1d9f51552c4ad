import assert from 'node:assert/strict';
import { test } from 'node:test';
import { htmlProblems, toMarkup } from '#platform/html';
import { createTranslator } from '#platform/i18n';
import { valueOf } from '#test/database';
import { publicationMessages } from '../messages.ts';
import { matterOf } from '../pages/shared.ts';
import { plantDuties } from '../testing/duties.ts';
import { site } from '../testing/site.ts';
import { approved, monday, publish, revised } from '../testing/world.ts';

/** The cells of the table of duties: matter → state, as a reader hears them. */
function statesOf(page: string): Readonly<Record<string, string>> {
  const rows = [...page.matchAll(/<tr><th scope="row">([\s\S]*?)<\/th>([\s\S]*?)<\/tr>/g)];
  const words = (markup: string | undefined) =>
    (markup ?? '')
      .replace(/<br>/g, ' ')
      .replace(/<[^>]*>/g, '')
      .trim();
  return Object.fromEntries(
    rows.map(([, head, cells]) => [
      words(head),
      words(
        (cells ?? '')
          .split('<td')
          .at(-1)
          ?.replace(/^[^>]*>/, ''),
      ),
    ]),
  );
}

test('the catalogue says duty by duty: open, late, done, withheld with its reason, withdrawn since', async (t) => {
  const s = await site(t, () => monday);
  const made = await approved(s, { title: '已经公开的' });
  const shown = valueOf(await publish(s, made));
  const other = await approved(s, { title: '后来撤下的' });
  const gone = valueOf(await publish(s, other));
  valueOf(await publish(s, await revised(s, other, 'withdraw', { reason: '含个人信息' })));
  await plantDuties(s.db, [
    {
      matter: '按时',
      scope: 'society',
      due: '2026-03-02',
      state: 'fulfilled',
      fulfilledOn: '2026-03-02',
      item: shown.item,
    },
    {
      matter: '迟到',
      scope: 'society',
      due: '2026-02-27',
      state: 'fulfilled',
      fulfilledOn: '2026-03-02',
      item: shown.item,
    },
    {
      matter: '撤下',
      scope: 'society',
      due: '2026-03-02',
      state: 'fulfilled',
      fulfilledOn: '2026-03-02',
      item: gone.item,
    },
    { matter: '逾期', scope: 'society', due: '2026-03-01', state: 'open' },
    { matter: '今天到期', scope: 'society', due: '2026-03-02', state: 'open' },
    { matter: '不予公开', scope: 'society', due: '2026-02-01', state: 'withheld' },
    { matter: '连告知也不宜', scope: 'society', due: '2026-02-01', state: 'withheld', noticePublic: false },
    { matter: '党内事项', scope: 'wholeParty', due: '2026-02-01', state: 'open' },
    { matter: '去年的', scope: 'society', due: '2025-12-31', state: 'open' },
  ]);
  const page = await s.get('/catalogue');
  assert.deepEqual(htmlProblems(page.body), []);
  assert.deepEqual(statesOf(page.body), {
    按时: '已公开 查看',
    迟到: '已公开（逾期） 查看',
    撤下: '已公开，后撤下 理由',
    逾期: '逾期未公开',
    今天到期: '未到期',
    不予公开: '未公开及理由 涉及商业秘密或者个人隐私（2027-01-31 前重新审查）',
  });
  assert.doesNotMatch(page.body, /只给内部看的说明|连告知也不宜|党内事项/);
  assert.ok(Object.hasOwn(statesOf((await s.get('/catalogue', 'member')).body), '党内事项'));
  assert.deepEqual(Object.keys(statesOf((await s.get('/catalogue?state=late')).body)), ['逾期']);
  assert.deepEqual(Object.keys(statesOf((await s.get('/catalogue?year=2025&kind=village&unit=3')).body)), [
    '去年的',
  ]);
  const figures = [...page.body.matchAll(/<strong>(\d+)<\/strong><span class="label">([^<]+)</g)].map(
    ([, n, label]) => [label, n],
  );
  assert.deepEqual(figures, [
    ['应公开', '5'],
    ['已公开', '3'],
    ['逾期未公开', '1'],
    ['不予公开', '1'],
  ]);
  assert.match((await s.get(`/i/${shown.slug}`)).body, /<dt>所属事项<\/dt><dd>[\s\S]*?按时/);
  assert.deepEqual(statesOf((await s.get('/units/3')).body), statesOf(page.body));
  assert.match((await s.get('/')).body, /<strong>5<\/strong><span class="label">应公开/);
});

test('a duty says the stretch of the calendar it is owed for, where it has one', () => {
  const t = createTranslator([publicationMessages])('zh-CN');
  const words = (period: string) =>
    toMarkup(matterOf(t, { matter1: '财务', matter2: '', period })).replace(/<[^>]*>/g, '');
  const labels = ['2026', '2026-H1', '2026-H2', '2026-Q3', '2026-03', 'standing', 'event:1', '2026-D15-4'];
  const read = ['2026年', '2026年上半年', '2026年下半年', '2026年第3季度', '2026年3月'].map(
    (one) => `财务 ${one}`,
  );
  assert.deepEqual(labels.map(words), [...read, '财务', '财务', '财务']);
});
