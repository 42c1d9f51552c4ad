import assert from 'node:assert/strict';
import { chooseDuty, dropOnText, passThrough, saved, seatDeciders, submit, untilPublic } from './cases.ts';
import { type GivenFile, pdfDocument, wordDocument } from './files.ts';
import type { Journey, Visitor } from './journey.ts';
import { settle } from './look.ts';
import { giveFile, goTo, reads, reasonOf, workFor } from './office.ts';

/** What the later journeys need to know of the text that was published. */
export type PublishedText = {
  readonly title: string;
  /** Address of its case in the office. */
  readonly caseAddress: string;
  readonly attachment: GivenFile;
};

/** The example number of GB 11643 with its check character: nobody's. */
const identityNumber = '11010519491231002X';
const telephone = '13800000000';

/** J2: a village clerk brings a Word file with personal data in it; masked, it goes through the whole order and is public. */
export async function publishingJourney(journey: Journey): Promise<PublishedText> {
  const title = `关于村道硬化工程资金使用情况的公示${journey.mark}`;
  const clerk = await journey.enter('village.clerk');
  await clerk.look('1-home');
  await workFor(clerk.page, /村民委员会/);
  await goTo(clerk.page, '拟制公开');
  await clerk.page.getByRole('textbox', { name: '标题' }).waitFor();
  await clerk.look('2-composer-empty');
  assert.match(
    (await reasonOf(clerk.page, /提交审核/)) ?? '',
    /提交前还缺/,
    'an empty text says what is missing',
  );
  await importText(clerk, title);
  const attachment = pdfDocument('资金使用明细表.pdf', 'Road works account 2026');
  await giveFile(clerk.page, clerk.page.getByText('添加附件'), attachment);
  await clerk.page.getByRole('link', { name: attachment.name }).waitFor();
  await maskFindings(clerk);
  await chooseDuty(clerk.page);
  await saved(clerk.page);
  await clerk.look('3-composer-ready');
  await submit(clerk.page);
  await reads(clerk.page, '审核中');
  await clerk.look('4-submitted');
  const caseAddress = clerk.page.url();
  await nobodyApprovesTheirOwn(clerk);

  const deciders = await seatDeciders(journey);
  for (const [account, { look }] of deciders.visitors) await look(`5-home-${account}`);
  await passThrough(deciders, title, '6');
  await untilPublic(clerk.page, caseAddress);
  await clerk.look('7-published');
  return { title, caseAddress, attachment };
}

async function importText({ page }: Visitor, title: string): Promise<void> {
  const file = wordDocument(
    '公示稿.docx',
    title,
    [
      '村道硬化工程已经竣工验收，现将资金使用情况公示如下，公示期七日。',
      `施工负责人身份证号码：${identityNumber}，联系电话：${telephone}。`,
      '村民对公示内容有意见的，请在公示期内向村务监督委员会反映。',
    ],
    [
      ['项目', '金额（元）'],
      ['水泥、砂石', '86400.00'],
      ['人工', '42000.00'],
    ],
  );
  await dropOnText(page, file);
  await page.locator('.editor .ProseMirror').getByText('村道硬化工程已经竣工验收').waitFor();
  await page
    .locator('.editor .ProseMirror td, .editor .ProseMirror th')
    .filter({ hasText: '86400.00' })
    .waitFor();
  const box = page.getByRole('textbox', { name: '标题' });
  if ((await box.inputValue()) !== title) await box.fill(title);
  await settle(page);
}

async function maskFindings({ page, look }: Visitor): Promise<void> {
  const findings = page.locator('.side-block').filter({ hasText: '保密与隐私审查' });
  await findings
    .getByText(/身份证|公民身份号码/)
    .first()
    .waitFor();
  await look('3-findings');
  await findings.getByRole('button', { name: /全部遮盖/ }).click();
  await findings.getByText('正文未发现需要处理的内容').waitFor();
  const text = (await page.locator('.editor .ProseMirror').textContent()) ?? '';
  assert.ok(
    !text.includes(identityNumber) && !text.includes(telephone),
    'what was found is masked in the text',
  );
}

/** Four eyes: the clerk who wrote it reads why the decisions are not theirs. */
async function nobodyApprovesTheirOwn({ page }: Visitor): Promise<void> {
  for (const button of [/审核通过/, /退回/])
    assert.match(
      (await reasonOf(page, button)) ?? '',
      /\p{Script=Han}{4}/u,
      `the clerk reads why not: ${button}`,
    );
}
