import assert from 'node:assert/strict';
import { read, utils } from '@e965/xlsx';
import { clearDesktops, countEffort, dropFromDesktop, effortOf } from './effort.ts';
import { type GivenFile, tableFile } from './files.ts';
import type { Journey, Visitor } from './journey.ts';
import { settle } from './look.ts';
import { confirm, reads, workFor } from './office.ts';
import { officialFile } from './official-file.ts';

/** The example number of GB 11643 with its check character, and another made the same way: nobody's. */
const inText = '11010519491231002X';
const inSheet = '440524188001010014';
const mostActs = 5;
const mostMs = 60_000;

/** K1: from a Word file and a table on the desktop to a submitted proposal, every act counted by the browser. */
export async function fiveClicksJourney(journey: Journey, tell: (words: string) => void): Promise<void> {
  const clerk = await journey.enter('village.clerk');
  const { page } = clerk;
  await workFor(page, /村民委员会/);
  const matter = await findOpenMatter(clerk);
  const title = `关于${matter}的公示${journey.mark}`;
  await countEffort(page);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await settle(page);

  const began = performance.now();
  await dropFromDesktop(page, [text(title), sheet]);
  await page.waitForURL('**/office/revisions/**');
  const findings = page.locator('.side-block').filter({ hasText: '保密与隐私审查' });
  await findings.getByText(`附件中另有 1 处可遮盖：${sheet.name}`).waitFor();
  const maskAll = findings.getByRole('button', { name: '全部遮盖（2 处）' });
  await maskAll.waitFor();
  await maskAll.click();
  await findings.getByText('正文未发现需要处理的内容').waitFor();
  await findings.getByText('附件中另有').waitFor({ state: 'hidden' });
  await page.locator('.likely-duties').getByRole('button').filter({ hasText: matter }).first().click();
  const submit = page.locator('.decide').getByRole('button', { name: '提交审核', exact: true });
  await page.locator('.decide').getByText('可以提交审核').waitFor();
  await submit.click();
  await confirm(page, '提交审核');
  await reads(page, '审核中');
  const took = performance.now() - began;
  const effort = await effortOf(page);
  const acts = effort.clicks + effort.drops + effort.typings;
  tell(`from file to proposal: ${acts} acts (${JSON.stringify(effort)}), ${Math.round(took / 100) / 10} s`);
  assert.deepEqual({ drops: effort.drops, typings: effort.typings }, { drops: 1, typings: 0 });
  assert.ok(acts <= mostActs, `${acts} acts, ${mostActs} allowed`);
  assert.ok(took < mostMs, `${took} ms, ${mostMs} allowed`);

  await isKeptAndMasked(clerk, title);
  await clerk.look('4-submitted');
  clearDesktops();
}

/** What the village owes on the day this runs: the matter of an open duty, which the brought text is about. */
async function findOpenMatter({ page }: Visitor): Promise<string> {
  const ask = async <Answer>(path: string): Promise<Answer> =>
    (await page.context().request.get(new URL(path, page.url()).href)).json();
  const { grants } = await ask<{ grants: { unit: number; unitName: string }[] }>('/api/me');
  const unit = grants.find((one) => one.unitName.endsWith('村民委员会'))?.unit;
  const { rows } = await ask<{ rows: { matter1: string; matter2: string }[] }>(
    `/api/duties?unit=${unit}&state=open&limit=10`,
  );
  const [first] = rows;
  assert.ok(first !== undefined, 'the village has an open duty');
  return first.matter2 === '' ? first.matter1 : first.matter2;
}

/** What was submitted: the document's structure is there, both numbers are not, in the text as in the attached table. */
async function isKeptAndMasked({ page }: Visitor, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  const paper = page.locator('.paper');
  for (const words of ['一、收支情况', '（一）收入', '各村民小组：'])
    await paper.getByText(words).first().waitFor();
  await paper.locator('table').getByText('困难群众补助').waitFor();
  const shown = await page.content();
  for (const number of [inText, inSheet]) assert.ok(!shown.includes(number), 'no number on the whole page');
  const link = page.getByRole('link', { name: sheet.name });
  const answer = await page
    .context()
    .request.get(new URL((await link.getAttribute('href')) ?? '', page.url()).href);
  assert.equal(answer.status(), 200);
  const book = read(await answer.body());
  const cells = book.SheetNames.map((name) => utils.sheet_to_csv(book.Sheets[name] ?? {})).join('\n');
  assert.ok(cells.includes('慰问金') && !cells.includes(inSheet), `the attached table is masked: ${cells}`);
}

const sheet: GivenFile = tableFile('困难群众慰问明细.xlsx', [
  ['姓名', '身份证号码', '项目', '金额（元）'],
  ['甲某', inSheet, '慰问金', '600.00'],
  ['乙某', '', '慰问金', '600.00'],
]);

function text(title: string): GivenFile {
  return officialFile('公示稿.docx', {
    title,
    number: '青村发〔2026〕3号',
    addressee: '各村民小组：',
    opening: '现将本村2026年第三季度财务收支情况公示如下，接受全体村民监督。',
    parts: [
      { level: 1, text: '一、收支情况' },
      { level: 2, text: '（一）收入' },
      { text: '本季度上级补助收入120000.00元，租金收入8600.50元。' },
      { level: 2, text: '（二）支出' },
      { text: '本季度支出见下表。' },
    ],
    table: [
      ['项目', '领款人身份证号码', '金额（元）'],
      ['困难群众补助', inText, '1200.00'],
      ['道路养护', '', '36000.00'],
    ],
    attachments: ['附件：困难群众慰问明细'],
    signature: '青山村村民委员会',
    date: '2026年10月8日',
    note: '（此件公开发布）',
  });
}
