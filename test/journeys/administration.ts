import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openFromInbox } from './cases.ts';
import { csvFile } from './files.ts';
import type { Journey, Visitor } from './journey.ts';
import { tabTo } from './keyboard.ts';
import { settle } from './look.ts';
import { choose, confirm, decide, giveFile, goTo, reads } from './office.ts';

/** J4: the district sees how every unit stands; the three administrators do their work; nobody needs a mouse. */
export async function administrationJourney(journey: Journey): Promise<void> {
  await overview(await journey.enter('district.office'));
  await importUnits(journey, await journey.enter('system.admin'));
  await grantRole(journey, await journey.enter('security.admin'));
  await filterAudit(journey);
  const title = await reviewByKeyboard(journey);
  await delegate(journey, title);
}

/** Done, due, late and missing of every unit, down to one duty and why it is due when it is. */
async function overview({ page, look }: Visitor): Promise<void> {
  await goTo(page, '全域情况');
  const bars = page.getByRole('list', { name: '全域情况' });
  await bars.getByRole('listitem').nth(3).waitFor();
  await look('1-overview');
  await page.locator('main summary').click();
  const figures = page.getByRole('table', { name: '全域情况' });
  const headings = await figures.getByRole('columnheader').allTextContents();
  for (const words of ['按时公开', '逾期公开', '未到期', '逾期', '漏公开', '不予公开'])
    assert.ok(headings.includes(words), `the figures say ${words}`);
  const rows = figures.locator('tbody tr').filter({ hasText: '镇' });
  await rows.first().getByRole('link').last().click();
  await page.waitForURL('**/office/duties?**');
  await page.locator('main tbody tr.ant-table-row').first().waitFor();
  await look('2-duties-of-unit');
  await page.locator('main tbody tr.ant-table-row').first().getByRole('link').first().click();
  await page.getByRole('heading', { name: '这个日期怎么来的' }).waitFor();
  await look('3-duty');
}

async function importUnits(journey: Journey, { page, look }: Visitor): Promise<void> {
  await goTo(page, '导入单位');
  await look('4-imports');
  const code = `990199${journey.mark.toUpperCase()}`;
  const units = Array.from({ length: 60 }, (_, index) =>
    [
      `${code}-${index + 1}`,
      `筠岸镇第${index + 1}工作站${journey.mark}`,
      '镇街级',
      '事业单位',
      '990101101',
    ].join(','),
  );
  const broken = `${code}-X,,镇街级,事业单位,990101101`;
  const heading = '单位编码,单位名称,层级,单位类别,上级单位编码';
  await giveFile(
    page,
    page.getByText('选择或拖入文件'),
    csvFile(`单位${journey.mark}-有误.csv`, [heading, broken]),
  );
  await page.getByText('待确认').waitFor();
  await reads(page, /有误 1/);
  await look('5-import-broken');
  await goTo(page, '导入单位');
  await giveFile(
    page,
    page.getByText('选择或拖入文件'),
    csvFile(`单位${journey.mark}.csv`, [heading, ...units]),
  );
  await reads(page, /新增 60/);
  await look('6-import-checked');
  await page.getByRole('button', { name: '确认导入' }).click();
  await page.getByText('已导入', { exact: true }).waitFor();
  await look('7-import-done');
}

async function grantRole(journey: Journey, { page, look }: Visitor): Promise<void> {
  await openPerson(page, 'town.reviewer');
  await look('8-person');
  await page.getByRole('button', { name: '授予角色' }).click();
  const dialog = page.getByRole('dialog');
  await choose(dialog, '角色', '考核员');
  await choose(dialog, '范围', '本单位');
  await dialog.getByLabel('理由').fill(`参加年度考核${journey.mark}`);
  await settle(page);
  await look('9-grant');
  await confirm(page, '授予角色');
  await page
    .getByRole('table', { name: '角色与范围' })
    .getByRole('row')
    .filter({ hasText: '考核员' })
    .first()
    .waitFor();
  await goTo(page, '权限一览');
  await look('10-permissions');
}

async function openPerson(page: Page, account: string): Promise<void> {
  await goTo(page, '人员与角色');
  const search = page.getByRole('searchbox', { name: '按姓名或账号查找' });
  await search.fill(account);
  await search.press('Enter');
  const row = page.getByRole('row').filter({ hasText: account });
  await row.getByRole('link').first().click();
  await page.getByRole('heading', { name: '角色与范围' }).waitFor();
  await settle(page);
}

/** What was refused is on record too: here a wrong password, told to the stranger and found by the audit administrator. */
async function filterAudit(journey: Journey): Promise<void> {
  const stranger = await journey.enter(null);
  stranger.allow(401, '/signin');
  await stranger.page.goto(`${journey.url}/signin`);
  await stranger.page.locator('input[name=account]').fill('village.clerk');
  await stranger.page.locator('input[name=password]').fill('not-the-password-1');
  await stranger.page.locator('main form button').click();
  await stranger.page.getByRole('alert').waitFor();
  await stranger.look('11-wrong-password');

  const { page, look } = await journey.enter('audit.admin');
  await goTo(page, '审计记录');
  const rows = page.locator('main tbody tr.ant-table-row');
  await rows.first().waitFor();
  await look('11-audit');
  await choose(page, '结果', '拒绝');
  await page.waitForURL('**outcome=refused**');
  await rows.filter({ hasText: '拒绝' }).first().waitFor();
  await rows.filter({ hasNotText: '拒绝' }).first().waitFor({ state: 'detached' });
  await look('12-audit-refused');
}

/** Signs in, finds the case in the inbox and decides, without touching a mouse. */
async function reviewByKeyboard(journey: Journey): Promise<string> {
  const { page, look } = await journey.enter(null);
  await page.goto(`${journey.url}/signin?back=/office/`);
  await tabTo(page, /^input account/);
  await page.keyboard.type('village.reviewer');
  await tabTo(page, /^input password/);
  await page.keyboard.type(journey.passwordOf('village.reviewer'));
  await page.keyboard.press('Enter');
  await page.waitForURL('**/office/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await tabTo(page, /^a 办件箱$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '办件箱' }).waitFor();
  const first = page.locator('main tbody tr.ant-table-row').first().getByRole('link').first();
  await first.waitFor();
  const title = (await first.textContent()) ?? '';
  await look('13-inbox');
  await tabTo(page, new RegExp(`^a ${title.slice(0, 8)}`));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await settle(page);
  await tabTo(page, /^button 审核通过$/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await settle(page);
  await page.keyboard.type('经核对，同意。');
  await tabTo(page, /^button 审核通过$/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await reads(page, '保密审查中');
  return title;
}

/** A role lent for a time: the deputy finds the work, and the signature says for whom. */
async function delegate(journey: Journey, title: string): Promise<void> {
  const principal = await journey.enter('town.secrecy');
  const { page } = principal;
  const name = (await page.locator('header button').last().textContent())?.trim() ?? '';
  await page.goto(`${journey.url}/office/account`);
  await page.getByRole('button', { name: '委托代理' }).click();
  const dialog = page.getByRole('dialog');
  await choose(dialog, '代行的角色', '镇委员会');
  await choose(dialog, '代理人', 'town.reviewer', 'town.reviewer');
  await dialog.getByLabel('理由').fill('外出开会');
  await settle(page);
  await principal.look('14-delegation');
  await confirm(page, '委托代理');
  await reads(page, '代理中');
  await principal.look('15-account');
  const deputy = await journey.enter('town.reviewer');
  await openFromInbox(deputy.page, title);
  await deputy.look('16-deputy');
  await decide(deputy.page, '审核通过', '代为审查，不涉密。');
  await reads(deputy.page, `代 ${name}`);
  await deputy.look('17-signed-for');
}
