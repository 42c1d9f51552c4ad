import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { categorise, openFromInbox, saved, seatDeciders, submit, townOrder, write } from './cases.ts';
import type { Journey, Visitor } from './journey.ts';
import { tabTo } from './keyboard.ts';
import { settle } from './look.ts';
import { choose, confirm, decide, goTo, openOptions, reads, workFor } from './office.ts';

const town = /镇委员会$/;
const newOrder = ['审核', '会签', '保密审查', '审批'];

/** K5: an administrator gives a town its own process by mouse and changes it by keyboard; what is under way keeps its own. */
export async function processDesignJourney(journey: Journey): Promise<void> {
  const clerk = await journey.enter('town.handler');
  const unit = await workForTown(clerk.page);
  const first = await proposeCase(clerk.page, `关于镇机关值班安排的公示（一）${journey.mark}`);
  const oldOrder = await chainOf(clerk.page);
  if (journey.mark === '') assert.deepEqual(oldOrder, ['审核', '保密审查', '审批']);

  const administrator = await journey.enter('system.admin');
  await designByMouse(administrator, unit);
  await moveByKeyboard(administrator, unit);

  await clerk.page.goto(first.address);
  await clerk.page.locator('.decide').waitFor();
  assert.deepEqual(await chainOf(clerk.page), oldOrder, 'a case under way keeps its process');
  const second = await proposeCase(clerk.page, `关于镇机关值班安排的公示（二）${journey.mark}`);
  assert.deepEqual(await chainOf(clerk.page), newOrder, 'a new case goes the new way');
  await clerk.look('9-new-way');
  await bothReachTheirOwn(journey, first.title, second.title, oldOrder[1] ?? '');
  await clerk.page.goto(second.address);
  await reads(clerk.page, '保密审查中');
  await settle(clerk.page);
  await clerk.look('12-countersigned');
}

async function workForTown(page: Page): Promise<string> {
  await workFor(page, town);
  return ((await page.locator('header .top-unit').textContent()) ?? '').trim();
}

async function proposeCase(
  page: Page,
  title: string,
): Promise<{ readonly title: string; readonly address: string }> {
  await goTo(page, '拟制公开');
  await page.getByRole('textbox', { name: '标题' }).fill(title);
  await write(page, '镇机关值班安排公示如下，请干部群众监督。');
  await categorise(page, '机关事务');
  await saved(page);
  await submit(page);
  await reads(page, '审核中');
  return { title, address: page.url() };
}

/** The steps of the case on the screen between proposal and publication, without their units. */
async function chainOf(page: Page): Promise<readonly string[]> {
  await page.locator('ol.chain li').first().waitFor();
  const words = await page.locator('ol.chain li').allTextContents();
  return words.slice(1, -1).map((one) => one.replace('✓ ', '').replace(/（.*$/, '').trim());
}

/** The order of the steps in the editor. */
async function orderOf(page: Page): Promise<readonly string[]> {
  const words = await page
    .locator('main h3')
    .filter({ hasText: /^\d+\. / })
    .allTextContents();
  return words.map((one) =>
    one
      .replace(/^\d+\. /, '')
      .replace(/（.*$/, '')
      .trim(),
  );
}

async function openProcesses(page: Page, unit: string): Promise<void> {
  await goTo(page, '公开流程');
  const box = page.locator('main').getByRole('combobox', { name: '单位' });
  await box.click();
  await box.fill(unit);
  await openOptions(page).filter({ hasText: unit }).first().click();
  await page.locator('main').getByText('流程', { exact: false }).first().waitFor();
  await settle(page);
}

/** Adds a step signed by two above the town, sees what is wrong while it is, tries it, and puts it in force. */
async function designByMouse({ page, look }: Visitor, unit: string): Promise<void> {
  await openProcesses(page, unit);
  await look('1-in-force');
  await page
    .getByRole('button', { name: /^(为本单位另设流程|修改流程)$/ })
    .first()
    .click();
  const name = page.getByRole('textbox', { name: '流程名称' });
  await name.fill('');
  await page.getByText('请写流程名称').waitFor();
  await name.fill('镇党委公开流程');
  if (!(await orderOf(page)).includes('会签')) await addCountersigning(page, look);
  assert.deepEqual([...(await orderOf(page))].sort(), [...newOrder].sort());
  await page.getByText('流程完整，可以启用').first().waitFor();
  await settle(page);
  await look('4-designed');
  await page.getByRole('button', { name: '启用这一版' }).click();
  await page
    .getByRole('dialog')
    .getByText(/在办 \d+ 件不受影响/)
    .waitFor();
  await settle(page);
  await look('5-activate');
  await confirm(page, '启用这一版');
  await reads(page, /本单位自设，第 \d+ 版/);
}

async function addCountersigning(page: Page, look: Visitor['look']): Promise<void> {
  await page.getByRole('button', { name: '添加环节' }).click();
  await page.getByRole('menuitem', { name: '会签' }).click();
  const card = page.locator('main li.section').filter({ has: page.getByRole('heading', { name: /会签/ }) });
  await choose(card.locator('.two-fields').nth(1), '办理职责', '党委办公室');
  await choose(card.locator('.two-fields').nth(1), '办理单位', '指定单位');
  await page
    .getByText(/还有 \d+ 处要改/)
    .first()
    .waitFor();
  await card.getByRole('alert').waitFor();
  await settle(page);
  await look('2-fault');
  await choose(card.locator('.two-fields').nth(1), '办理单位', '上级单位');
  await page.getByRole('img', { name: /流程图：.*会签/ }).waitFor();
  await page.locator('main').getByRole('heading', { name: '这类办件会走：' }).waitFor();
  await page.getByText('流程完整，可以启用').first().waitFor();
  await settle(page);
  await look('3-tried');
}

/** Countersigning before the secrecy review instead of after it: all of it without a mouse. */
async function moveByKeyboard({ page, look }: Visitor, unit: string): Promise<void> {
  await openProcesses(page, unit);
  await tabTo(page, /^button 修改流程$/);
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: '流程名称' }).waitFor();
  const before = await orderOf(page);
  const up = before.indexOf('会签') > before.indexOf('保密审查');
  await tabTo(page, /^button 上移“会签”/);
  if (up) await page.keyboard.press('Alt+ArrowUp');
  await page
    .locator('main h3')
    .filter({ hasText: /^2\. 会签/ })
    .waitFor();
  assert.deepEqual(await orderOf(page), newOrder);
  await page.getByText('流程完整，可以启用').first().waitFor();
  await settle(page);
  await look('6-moved');
  await tabTo(page, /^button 启用这一版$/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await settle(page);
  await look('7-compared');
  await tabTo(page, /^button 启用这一版$/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await reads(page, /本单位自设，第 \d+ 版/);
  await settle(page);
  await look('8-versions');
}

/** The old case goes from its review to the secrecy review; the new one to both who countersign, in either order. */
async function bothReachTheirOwn(
  journey: Journey,
  first: string,
  second: string,
  oldNext: string,
): Promise<void> {
  const { visitors } = await seatDeciders(journey, townOrder.slice(0, 1));
  const reviewer = visitors.get('town.reviewer');
  assert.ok(reviewer !== undefined);
  for (const title of [first, second]) {
    await openFromInbox(reviewer.page, title);
    await decide(reviewer.page, '审核通过', '同意。');
    await reads(reviewer.page, `${title === first ? oldNext : '会签'}中`);
  }
  for (const account of ['district.approver', 'district.office']) {
    const { page, look } = await journey.enter(account);
    await openFromInbox(page, second);
    if (account === 'district.approver') await look('10-countersign');
    const opinion = `${account === 'district.office' ? '党委办公室' : '区委'}会签同意。`;
    await decide(page, '会签同意', opinion);
    await page.locator('ol.signatures').getByText(opinion).first().waitFor();
  }
}
