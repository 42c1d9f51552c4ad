import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { fromMarkdown, normalizeRichText, richText, toText } from '#platform/richtext';
import { screenFolder } from '../screen-folder.ts';
import { maskBody, maskPlain } from './mask-body.ts';
import { screenDocument } from './screen-document.ts';

const corpus = join(resolve(process.env.GONGKAI_SHARED ?? '../shared'), 'domain/corpus');

const list = fromMarkdown(
  [
    '# 补助名单公示',
    '联系人手机：**136**00009942，请核对。',
    '| 姓名 | 身份证号 | 银行账号 | 年龄 | 致贫原因 |',
    '|---|---|---|---|---|',
    '| 赵小禾 | 520325200005019993 | 6228480000017572280 | 9 | 尿毒症 |',
    '| 钱一诺 | 522634360214997 | 6228480000017572281 | 66 | 因病 |',
    '- 某县青山镇白石村3组12号',
  ].join('\n'),
).body;

test('a document is screened block by block, table cells under their headings', () => {
  const findings = screenDocument({ title: '公示 13600009942', body: list, attachments: [] });
  assert.deepEqual(
    findings.map((found) => [
      found.kind,
      found.place.in === 'body' ? found.place.path : found.place.in,
      found.masked,
    ]),
    [
      ['mobile', 'title', '136****9942'],
      ['mobile', '0', '136****9942'],
      ['id_card_18', '1.1.1.0', '**************9993'],
      ['bank_card', '1.1.2.0', '***************2280'],
      ['medical', '1.1.4.0', '(隐去)'],
      ['id_card_15', '1.2.1.0', '***********4997'],
      ['account_suspect', '1.2.2.0', '***************2281'],
      ['home_address', '2.0.0', '某县青山镇白石村'],
      ['minor_name', '1.1.0.0', '赵**'],
    ],
  );
  assert.equal(findings[0]?.fingerprint, findings[1]?.fingerprint);
});

test('an identity number of a child is told apart when the day is known', () => {
  const body = fromMarkdown('# x\n身份证号 520325202005019992').body;
  const classes = (today?: string) =>
    screenDocument({ title: '', body, attachments: [] }, today === undefined ? {} : { today }).map(
      (found) => found.class,
    );
  assert.deepEqual(classes('2026-03-01'), ['sensitiveMinor']);
  assert.deepEqual(classes('2036-03-01'), ['sensitive']);
  assert.deepEqual(classes(), ['sensitive']);
});

test('attachments are screened with lines, columns under the first line', () => {
  const text =
    '某镇补助名单\n姓名\t账号\t出生日期\n某人\t622848000001757228\t1980-05-06\n联系电话：13600009942';
  const sha256 = '0'.repeat(64);
  const findings = screenDocument({
    title: '',
    body: fromMarkdown('').body,
    attachments: [{ name: '名单.csv', sha256, text }],
  });
  assert.deepEqual(
    findings.map((found) => [found.kind, found.place.in === 'attachment' ? found.place.line : 0]),
    [
      ['account_suspect', 3],
      ['birth_date_labelled', 3],
      ['mobile', 4],
    ],
  );
  for (const found of findings) {
    const value = text.slice(found.start, found.end);
    assert.ok(['13600009942', '622848000001757228', '1980-05-06'].includes(value), value);
  }
});

test('masking writes the masks into the text, keeps its form, and leaves nothing to find', () => {
  const content = { title: '公示', body: list, attachments: [] };
  const masked = maskBody(list, screenDocument(content));
  const body = normalizeRichText(masked.body);
  assert.ok(richText.safeParse(body).success);
  assert.equal(masked.masked, 8);
  assert.deepEqual(screenDocument({ ...content, body }), []);
  const text = toText(body);
  assert.match(text, /^联系人手机：136\*\*\*\*9942，请核对。/);
  for (const value of ['520325200005019993', '13600009942', '赵小禾', '3组12号', '尿毒症'])
    assert.ok(!text.includes(value), value);
  const title = 'a 13600009942 b';
  const inTitle = screenDocument({ ...content, title }).filter((found) => found.place.in === 'title');
  assert.equal(maskPlain(title, inTitle), 'a 136****9942 b');
});

test('a folder is screened file by file; what cannot be read is said', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'screen-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'a.md'), '# 公示\n身份证号：520325200005019993');
  await writeFile(join(folder, 'b.csv'), '姓名,手机\n某人,13600009942\n');
  await writeFile(join(folder, 'c.txt'), '通知\n机密★5年\n');
  await writeFile(join(folder, 'd.pdf'), 'no');
  const seen: unknown[] = [];
  for await (const file of screenFolder(folder)) {
    seen.push(
      'unread' in file
        ? [file.file, file.unread.code]
        : [file.file, file.findings.map((found) => found.kind)],
    );
  }
  assert.deepEqual(seen, [
    ['a.md', ['id_card_18']],
    ['b.csv', ['mobile']],
    ['c.txt', ['secret_mark']],
    ['d.pdf', 'file-mislabelled'],
  ]);
});

test('the law corpora: at most one false finding in fifty documents, in every category', async (t) => {
  if (!existsSync(corpus)) return t.skip(`shared data missing: ${corpus}`);
  let documents = 0;
  const found: string[] = [];
  for await (const file of screenFolder(corpus)) {
    documents += 1;
    assert.ok(!('unread' in file), file.file);
    for (const finding of file.findings) found.push(`${file.file}: ${finding.kind} ${finding.masked}`);
  }
  t.diagnostic(
    `${documents} documents, ${found.length} findings, ${((found.length / documents) * 50).toFixed(3)} in 50`,
  );
  assert.ok(documents > 2_000);
  // No corpus text holds personal data: every finding would be false.
  assert.ok(found.length * 50 <= documents, found.slice(0, 20).join('\n'));
});
