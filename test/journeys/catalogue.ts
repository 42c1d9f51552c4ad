import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { clickWhenAtRest } from './cases.ts';
import { type CatalogueRow, catalogueWorkbook, type GivenFile, ownTownRows, readTownRows } from './files.ts';
import type { Journey, Visitor } from './journey.ts';
import { settle } from './look.ts';
import { choose, decide, giveFile, goTo, reads, reasonOf, workFor } from './office.ts';

const unclearLimit = '条件成熟时';
const clearLimit = '信息形成或变更之日起20个工作日内';

/** The town's printed catalogue, with what real ones have: 同上 without a row above, an overlong cell, a limit nobody can read. */
function townCatalogue(tell: (words: string) => void): { file: GivenFile; rows: readonly CatalogueRow[] } {
  const real = readTownRows();
  if (real === null)
    tell(
      'shared data missing (GONGKAI_SHARED): the journey imports its own small table instead of a real town’s',
    );
  const rows: readonly CatalogueRow[] = [
    ['1', '通知公告', '会议通知', '召开公开会议的通知', '同上', '及时公开', '党政办'],
    ...(real ?? ownTownRows),
    ['20', '财务公开', '财政收支', '镇级财政收支执行情况', '镇公告栏、门户', '次月10日前', '财政所'],
    ['21', '', '年度报告', '政府信息公开工作年度报告', '门户', '每年1月31日前', '党政办'],
    ['22', '联系群众', '接待安排', '领导接待群众安排', '镇公告栏', unclearLimit, '党政办'],
    ['23', '长'.repeat(201), '长标题', '一级事项写了整段文字', '门户', '及时公开', '党政办'],
  ];
  return {
    file: catalogueWorkbook('镇政务公开基本目录.xlsx', '某镇政务公开基本目录（征求意见稿）', rows),
    rows,
  };
}

/** J1: a town brings its catalogue from a spreadsheet into force, past the approver and the district office. */
export async function catalogueJourney(journey: Journey, tell: (words: string) => void): Promise<void> {
  const title = `镇政务公开基本目录（修订稿${journey.mark}）`;
  const handler = await journey.enter('town.handler');
  await handler.look('1-home');
  await beginCatalogue(handler, title);
  const address = handler.page.url();
  const { file, rows } = townCatalogue(tell);
  await importTable(handler, file, rows.length);
  await importAgain(handler, file);
  await mendUnclearLimit(handler, address);
  await decide(handler.page, '提交审批');

  const approver = await journey.enter('town.approver');
  await workFor(approver.page, /人民政府/);
  await decideCatalogue(approver, title, '审批同意');
  await decideCatalogue(handler, title, '报备', '1-approved');
  const office = await journey.enter('district.office');
  await office.look('5-district-home');
  const reason = `“财政收支”请写明责任单位全称${journey.mark}`;
  await decideCatalogue(office, title, '退回报备', undefined, reason);

  await correctReturned(handler, address, reason);
  await decide(handler.page, '提交审批');
  await decideCatalogue(approver, title, '审批同意');
  await decideCatalogue(handler, title, '报备');
  await openCatalogue(office, title);
  await office.look('7-filed');
  await decide(office.page, '备案登记', '同意登记');
  await office.page.getByText('有效', { exact: true }).first().waitFor();
  await office.look('8-in-force');
  await dutyExplainsItself(handler, address);
}

async function beginCatalogue({ page, look }: Visitor, title: string): Promise<void> {
  await workFor(page, /人民政府/);
  await goTo(page, '公开目录');
  await look('2-catalogues');
  await page.getByRole('button', { name: '新建目录' }).click();
  const dialog = page.getByRole('dialog');
  await choose(dialog, '事务类别', '政务');
  await dialog.getByLabel('目录名称').fill(title);
  await settle(page);
  await look('3-new-catalogue');
  await dialog.getByRole('button', { name: '建立草稿' }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await settle(page);
  assert.match(
    (await reasonOf(page, /提交审批/)) ?? '',
    /事项/,
    'an empty catalogue says why it is not submitted',
  );
}

/** The dry run tells sheet, row, column, what was read and what is expected, and changes nothing; then it is written. */
async function importTable({ page, look }: Visitor, file: GivenFile, rows: number): Promise<void> {
  await page.getByRole('link', { name: '导入表格' }).click();
  await page.getByRole('heading', { level: 1, name: '导入目录表格' }).waitFor();
  await look('4-import-choose');
  await giveFile(page, page.getByText('选择或拖入文件'), file);
  await page.getByRole('heading', { name: file.name }).waitFor();
  await settle(page);
  const problems = page.getByRole('table', { name: /^问题/ });
  const carriers = problems.getByRole('row').filter({ hasText: '写“同上”，但上面没有可参照的行' });
  const cells = await carriers.first().getByRole('cell').allInnerTexts();
  assert.deepEqual(
    cells.slice(0, 5),
    ['错误', '基本目录', '3', '公开渠道', '同上'],
    'sheet, row, column, read',
  );
  await problems
    .getByRole('row')
    .filter({ hasText: '内容过长' })
    .filter({ hasText: '一级事项' })
    .first()
    .waitFor();
  await problems.getByRole('row').filter({ hasText: unclearLimit }).first().waitFor();
  await reads(page, new RegExp(`可导入 ${rows - 2} 行`));
  await look('4-import-report');
  const write = page.getByRole('button', { name: '导入到草稿' });
  assert.equal(
    await write.isDisabled(),
    true,
    'nothing is written while rows have errors and nobody said to leave them out',
  );
  await page.getByRole('checkbox', { name: /跳过有错误的 2 行/ }).check();
  await write.click();
  await reads(page, `已导入 ${rows - 2} 行。`);
  await look('4-import-done');
}

async function importAgain({ page, look }: Visitor, file: GivenFile): Promise<void> {
  await page.getByRole('button', { name: '换一个文件' }).click();
  await giveFile(page, page.getByText('选择或拖入文件'), file);
  await reads(page, '与草稿内容完全相同，不需要导入。');
  assert.equal(await page.getByRole('button', { name: '导入到草稿' }).isDisabled(), true);
  await look('4-import-again');
}

async function mendUnclearLimit({ page, look }: Visitor, address: string): Promise<void> {
  await page.goto(address);
  assert.match(
    (await reasonOf(page, /提交审批/)) ?? '',
    /1.*时限/,
    'says how many limits are not understood',
  );
  await page.getByRole('checkbox', { name: /只看时限未读懂的（1）/ }).check();
  await look('4-catalogue-draft');
  await changeRow(page, '接待安排', { limit: clearLimit });
}

type RowChange = { readonly limit?: string; readonly responsible?: string };

async function changeRow(page: Page, matter: string, change: RowChange): Promise<void> {
  await page.getByRole('button', { name: new RegExp(matter) }).click();
  const drawer = page.getByRole('dialog');
  if (change.limit !== undefined) {
    await drawer.getByLabel('公开时限（原文）').fill(change.limit);
    await drawer.locator('.limit-preview').getByText('20').first().waitFor();
  }
  if (change.responsible !== undefined) await drawer.getByLabel('责任部门').fill(change.responsible);
  await drawer.getByRole('button', { name: '保存' }).click();
  await drawer.waitFor({ state: 'hidden' });
  await settle(page);
}

/** From the home page, where what must be done stands; the list is the way when there is too much of it. */
async function openCatalogue({ page }: Visitor, title: string): Promise<void> {
  await page.goto(new URL('/office/', page.url()).href);
  await clickWhenAtRest(page, page.locator('.home-list').getByRole('link', { name: title }).first());
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await settle(page);
}

async function decideCatalogue(
  visitor: Visitor,
  title: string,
  button: string,
  step?: string,
  opinion?: string,
): Promise<void> {
  await openCatalogue(visitor, title);
  if (step !== undefined) await visitor.look(step);
  await decide(visitor.page, button, opinion);
}

async function correctReturned({ page, look }: Visitor, address: string, reason: string): Promise<void> {
  await page.goto(address);
  await reads(page, reason);
  await look('6-returned');
  await changeRow(page, '财政收支', { responsible: '镇财政所（公共服务办公室）' });
}

async function dutyExplainsItself({ page, look }: Visitor, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('tab', { name: '经过' }).click();
  await look('9-history');
  await goTo(page, '公开事项');
  const search = page.getByRole('searchbox', { name: '按事项名称查找' });
  await search.fill('财政收支');
  await search.press('Enter');
  await page.getByRole('row').filter({ hasText: '财政收支' }).first().waitFor();
  await look('10-duties');
  await page.getByRole('row').filter({ hasText: '财政收支' }).first().getByRole('link').first().click();
  await page.getByRole('heading', { name: '这个日期怎么来的' }).waitFor();
  await reads(page, '次月10日前');
  await look('11-duty');
}
