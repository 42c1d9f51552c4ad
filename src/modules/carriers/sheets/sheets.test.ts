import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fromMarkdown, paragraph, toText } from '#platform/richtext';
import { endTypesetting } from '#platform/typesetting';
import { outsideTools } from '#test/outside-tools';
import { type SheetInput, type SheetItem, shortened, typesetSheet } from './compose.ts';
import { sheetWords } from './words.ts';

after(() => endTypesetting());

const long = fromMarkdown(
  `根据《中华人民共和国村民委员会组织法》第三十五条，现将本村第一季度财务收支情况公布如下。

## 一、收入

${'本季度收入合计12,345.00元，其中集体经营收入8,000.00元。'.repeat(6)}

| 项目 | 金额（元） | 说明 |
|---|---|---|
| 集体经营 | 8,000.00 | 土地流转 |

${Array.from({ length: 12 }, (_, at) => `第${at + 1}项支出一百元，均按规定程序审批，有村民代表签字。`).join('\n\n')}`,
).body;

const proofUrl = `https://gongkai.example/v#1.${'Ab3_'.repeat(200)}`;
const item = (title: string, body = long, slug = '0123abcd'): SheetItem => ({
  title,
  documentNumber: '云村〔2026〕3号',
  indexNumber: '91350100M000100Y43/2026-00001',
  unitName: '云溪村',
  publishedOn: '2026年3月1日',
  body,
  url: `https://gongkai.example/i/${slug}`,
  period: sheetWords.period('2026年3月2日', '2026年3月18日', sheetWords.days(15, false)),
  proof: { line: sheetWords.proof(12, 345, 'ab'.repeat(32), '2026年3月1日'), url: proofUrl },
});
const sheet = (changes: Partial<SheetInput>): SheetInput => ({
  paper: 'A4',
  unitName: '青禾区云溪镇云溪村',
  items: [item('云溪村财务收支公示')],
  pages: 1,
  phones: ['0000-1234'],
  printedOn: '2026年3月2日',
  pictures: new Map(),
  ...changes,
});
const squeezed = (text: string) => text.normalize('NFKC').replace(/\s/g, '');

test('an A4 sheet: one page, cut after a whole paragraph, says so; both codes are read from the paper', async (t) => {
  const outside = outsideTools(t);
  const made = await typesetSheet(sheet({}));
  assert.deepEqual([made.pages, made.cut, made.missing], [1, true, []]);
  const path = outside.put('a4.pdf', made.pdf);
  assert.match(outside.run('qpdf', '--check', path), /No syntax/);
  assert.match(outside.run('pdfinfo', path), /\(A4\)/);
  const text = squeezed(outside.run('pdftotext', '-raw', path, '-'));
  for (const words of [
    '青禾区云溪镇云溪村',
    '云溪村财务收支公示',
    '公布时间：2026年3月2日起，2026年3月18日前不得取下（不少于15日）',
    '监督电话：0000-1234',
    '公开登记第12号',
    'abababab',
    'https://gongkai.example/i/0123abcd',
    sheetWords.cut,
  ])
    assert.ok(text.includes(squeezed(words)), `${words} in ${text}`);
  assert.ok(!text.includes('第12项支出'));
  outside.run('pdftoppm', '-r', '200', '-png', '-singlefile', path, path.replace('.pdf', ''));
  const codes = outside
    .run('zbarimg', '-Sdisable', '-Sqrcode.enable', '-q', '--raw', path.replace('.pdf', '.png'))
    .trim()
    .split('\n')
    .sort();
  assert.deepEqual(codes, ['https://gongkai.example/i/0123abcd', proofUrl].sort());
});

test('A3: one item large, or several in columns each with its own code; the whole text where pages are no matter', async (t) => {
  const outside = outsideTools(t);
  const large = outside.put('a3.pdf', (await typesetSheet(sheet({ paper: 'A3' }))).pdf);
  assert.match(outside.run('pdfinfo', large), /Page size: +841\.\d+ x 1190\.\d+ pts/);
  const items = ['甲村务公开', '乙村务公开', '丙村务公开', '丁村务公开'].map((title, at) =>
    item(title, long, `0123abc${at}`),
  );
  const many = await typesetSheet(sheet({ paper: 'A3', items }));
  assert.equal(many.pages, 1);
  const path = outside.put('many.pdf', many.pdf);
  assert.match(outside.run('pdfinfo', path), /Page size: +1190\.\d+ x 841\.\d+ pts/);
  const text = squeezed(outside.run('pdftotext', '-raw', path, '-'));
  for (const { title, url } of items) assert.ok(text.includes(title) && text.includes(url), title);
  outside.run('pdftoppm', '-r', '200', '-png', '-singlefile', path, path.replace('.pdf', ''));
  const codes = outside
    .run('zbarimg', '-Sdisable', '-Sqrcode.enable', '-q', '--raw', path.replace('.pdf', '.png'))
    .trim()
    .split('\n');
  assert.deepEqual(codes.sort(), items.map((one) => one.url).sort());
  const whole = await typesetSheet(sheet({ pages: 'whole', items: items.slice(0, 2) }));
  assert.deepEqual([whole.cut, whole.pages >= 2], [false, true]);
  const all = squeezed(outside.run('pdftotext', '-raw', outside.put('whole.pdf', whole.pdf), '-'));
  assert.equal(all.split('第12项支出').length, 3);
});

test('a body is cut after whole blocks and sentences, never in a word; what fits is left alone', () => {
  assert.deepEqual(shortened(long, 100_000), { body: long, cut: false });
  const one = {
    type: 'doc' as const,
    content: [
      paragraph('一句话说完整件事情，共二十来个字，要到这里才结束。第二句话也说了一件事情。'.repeat(20)),
    ],
  };
  const { body, cut } = shortened(one, 200);
  assert.ok(cut && toText(body).endsWith('。') && toText(body).length <= 200);
  for (const most of [0, 10, 50, 300]) {
    const short = shortened(long, most);
    assert.ok(toText(long).startsWith(toText(short.body).split('\t')[0] ?? ''), String(most));
  }
});
