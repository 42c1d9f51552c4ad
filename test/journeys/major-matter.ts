import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type Deciders, passThrough, saved, seatDeciders, submit, townOrder, untilPublic } from './cases.ts';
import type { Journey, Visitor } from './journey.ts';
import { settle } from './look.ts';
import { confirm, goTo, openOptions, workFor } from './office.ts';
import { setTerms } from './terms.ts';

const stages = ['事前', '决策', '结果'] as const;
const inside = '党内（内部）';
const outside = '向社会';

type Out = {
  readonly stage: string;
  readonly audience: string;
  readonly words: string;
  readonly title: string;
};

/** K3: a major matter before, decided and done, each inside first and then outside; the public sees what is for it. */
export async function majorMatterJourney(journey: Journey): Promise<void> {
  const title = `镇区道路改造资金安排${journey.mark}`;
  await setTerms(await journey.enter('district.office'), '2-terms', [
    ['先党内后党外的间隔', 0, '天'],
    ['事前公开（党内）天数', 0, '天'],
    ['事前公开（社会）天数', 0, '天'],
  ]);
  const clerk = await journey.enter('town.handler');
  await workFor(clerk.page, /镇委员会$/);
  await openMatter(clerk, title);
  const address = clerk.page.url();
  await mustWaitForInside(clerk.page);
  const deciders = await seatDeciders(journey, townOrder);
  const out: Out[] = [];
  for (const stage of stages)
    for (const audience of [inside, outside]) {
      await clerk.page.goto(address);
      out.push(await carryOut(clerk, deciders, stage, audience, out.length === 0));
    }
  await clerk.page.goto(address);
  for (const stage of stages)
    for (const audience of [inside, outside])
      await place(clerk.page, stage, audience).getByText('已公开', { exact: true }).waitFor();
  await clerk.look('7-all-out');
  await publicSeesItsOwn(journey, title, out);
}

async function openMatter({ page, look }: Visitor, title: string): Promise<void> {
  await goTo(page, '三重一大');
  await look('1-matters');
  await page.getByRole('button', { name: '新立事项' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('事项名称').fill(title);
  for (const label of ['对应的目录事项（党内）', '对应的目录事项（社会）']) {
    await dialog.getByRole('combobox', { name: label }).click();
    await openOptions(page).first().click();
  }
  await settle(page);
  await look('3-new-matter');
  await confirm(page, '建立');
  await page.waitForURL(/\/matters\/[0-9a-f-]{36}$/);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await settle(page);
  await look('4-matter-empty');
}

/** One of the six places of a matter. */
function place(page: Page, stage: string, audience: string) {
  return page
    .locator('main .section')
    .filter({ has: page.getByRole('heading', { level: 2, name: stage, exact: true }) })
    .locator('.side-block')
    .filter({ has: page.getByRole('heading', { level: 3, name: audience }) });
}

/** Inside first (条例 art. 4): what stands in the way of the outside stage is said where it would begin. */
async function mustWaitForInside(page: Page): Promise<void> {
  await place(page, '事前', outside)
    .getByText(/先.*党内/)
    .waitFor();
}

/** Begins a stage on its day, writes it, takes it through the order and waits until it is out. */
async function carryOut(
  { page, look }: Visitor,
  deciders: Deciders,
  stage: string,
  audience: string,
  first: boolean,
): Promise<Out> {
  const words = `${stage}阶段向${audience === inside ? '党员' : '群众'}公开的内容如下，请监督。`;
  await place(page, stage, audience).getByRole('button', { name: '开始办理' }).click();
  await settle(page);
  if (first) await look('5-begin-stage');
  await confirm(page, '开始办理');
  await page.waitForURL('**/revisions/**');
  const box = page.getByRole('textbox', { name: '标题' });
  await box.waitFor();
  await settle(page);
  const title = await box.inputValue();
  // The outside text begins as the inside one; what goes to everybody is written anew.
  const begun = (await page.locator('.editor .ProseMirror').textContent()) ?? '';
  assert.equal(begun.includes(`${stage}阶段向党员公开`), audience === outside);
  await page.locator('.editor .ProseMirror').click();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(words);
  await saved(page);
  if (first) await look('6-stage-draft');
  await submit(page);
  await passThrough(deciders, title);
  await untilPublic(page, page.url());
  await page
    .locator('main')
    .getByRole('link', { name: /三重一大/ })
    .waitFor();
  return { stage, audience, words, title };
}

/** Everybody finds the three outside stages and none of the inside ones. */
async function publicSeesItsOwn(journey: Journey, title: string, out: readonly Out[]): Promise<void> {
  const { page, look } = await journey.enter(null);
  await page.goto(`${journey.url}/`);
  const box = page.locator('form[role=search] input, input[type=search]').first();
  await box.fill(title);
  await box.press('Enter');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await look('8-found');
  const found = await page.locator('main').getByRole('link', { name: title }).allTextContents();
  const open = out.filter((one) => one.audience === outside);
  assert.equal(found.length, open.length, `the public finds ${found.join(' | ')}`);
  const links = await page.locator('main').getByRole('link', { name: title }).all();
  const addresses = await Promise.all(links.map(async (one) => (await one.getAttribute('href')) ?? ''));
  const read: string[] = [];
  for (const address of addresses) {
    await page.goto(new URL(address, journey.url).href);
    read.push((await page.locator('main').textContent()) ?? '');
  }
  for (const { words } of open) assert.equal(read.filter((one) => one.includes(words)).length, 1, words);
  for (const { words } of out.filter((one) => one.audience === inside))
    assert.ok(!read.some((one) => one.includes(words)), `not for the public: ${words}`);
  await look('9-stage-public');
}
