import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { until } from '#test/process';
import type { Journey, Visitor } from './journey.ts';
import { settle } from './look.ts';
import { confirm, giveFile, goTo, reads } from './office.ts';
import { boardPhoto, type SmallTown } from './small-town.ts';

/** C1: a board filed and registered; a sheet printed, hung, photographed, due and taken down. */
export async function boardJourney(journey: Journey, small: SmallTown): Promise<void> {
  const author = await journey.enter('author');
  const office = await journey.enter('office');
  await registers(author, office, { kind: '公开栏', name: '村口公开栏', place: '村委会院内' });
  const title = await small.publish('村道硬化工程进展', true);
  const { page, look } = author;
  await goTo(page, '张贴');
  const row = rowOf(page, title);
  await row.getByText('请张贴').waitFor();
  await look('1-to-post');
  const sheet = await bytesAt(page, (await row.getByRole('link', { name: 'A4' }).getAttribute('href')) ?? '');
  const printed = execFileSync('pdftotext', ['-', '-'], { input: sheet, encoding: 'utf8' });
  assert.ok(printed.replaceAll(/\s/g, '').includes(title), printed);

  await row.getByRole('button', { name: '上传张贴照片' }).click();
  const dialog = page.getByRole('dialog');
  await giveFile(
    page,
    dialog.getByRole('button', { name: '拍照或者选择照片' }),
    boardPhoto('posted.png', '#7a4f2a'),
  );
  await dialog.locator('img').waitFor();
  await dialog.getByLabel('张贴在登记的地点：村委会院内').check();
  await look('2-to-be-recorded');
  await dialog.getByRole('button', { name: '记录并上传' }).click();
  await page.getByText('已记录张贴').waitFor();
  await page.getByText('正在张贴', { exact: true }).click();
  await row.getByText('继续张贴').waitFor();
  await row.getByText('张贴地点：村委会院内').waitFor();
  await look('3-hangs');
  const proof = (await row.getByRole('link', { name: '张贴照片' }).getAttribute('href')) ?? '';
  assert.equal((await bytesAt(page, proof)).subarray(1, 4).toString(), 'PNG');

  await small.daysLater(60);
  await page.reload();
  await page.getByText('今天要办', { exact: true }).click();
  await row.getByText('可以取下').waitFor();
  await row.getByRole('button', { name: '上传取下照片' }).click();
  await giveFile(
    page,
    dialog.getByRole('button', { name: '拍照或者选择照片' }),
    boardPhoto('taken.png', '#2a4f7a'),
  );
  await dialog.getByRole('button', { name: '记录并上传' }).click();
  await page.getByText('已记录取下').waitFor();
  await page.getByText('没有要办的').waitFor();
  await page.locator('.filters').getByText('全部', { exact: true }).click();
  await row.getByText('已办结').waitFor();
  for (const which of ['张贴照片', '取下照片']) await row.getByRole('link', { name: which }).waitFor();
  await look('4-taken');
}

type Carrier = { readonly kind: string; readonly name: string; readonly place: string };

/** Filed by the unit, registered by the district. */
async function registers(author: Visitor, office: Visitor, { kind, name, place }: Carrier): Promise<void> {
  const { page } = author;
  await goTo(page, '公开载体');
  await page.getByRole('button', { name: '登记载体' }).click();
  const dialog = page.getByRole('dialog');
  if (kind !== '公开栏') {
    await dialog.getByRole('combobox', { name: '类别' }).click();
    await page.locator('.ant-select-item-option').filter({ hasText: kind }).first().click();
  }
  await dialog.getByLabel('名称').fill(name);
  await dialog.getByLabel('地点').fill(place);
  await dialog.getByLabel('责任岗位').fill('村务监督委员会主任');
  await confirm(page, '保存');
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByRole('button', { name: '报备', exact: true }).click();
  await reads(page, '已报备，待备案');

  await goTo(office.page, '公开载体');
  await office.page.getByRole('link', { name }).click();
  await office.page.getByRole('heading', { level: 1, name }).waitFor();
  await office.page.getByRole('button', { name: '备案', exact: true }).click();
  await reads(office.page, '已备案');
}

const rowOf = (page: Page, words: string) => page.locator('main tbody tr').filter({ hasText: words });

async function bytesAt(page: Page, path: string): Promise<Buffer> {
  const answer = await page.context().request.get(new URL(path, page.url()).href);
  assert.equal(answer.status(), 200, path);
  return answer.body();
}

/** C2: a screen shows a code, the office types it in, the screen shows what is open and the office sees that it does. */
export async function screenJourney(journey: Journey, title: string): Promise<void> {
  const author = await journey.enter('author');
  const office = await journey.enter('office');
  await registers(author, office, { kind: '电子屏', name: '便民大厅屏', place: '一楼大厅' });
  const wall = await journey.enter(null);
  await wall.page.goto(`${journey.url}/screen`);
  await wall.page.getByText(/^\d{4} \d{4}$/).waitFor();
  const code = (await wall.page.locator('#code').textContent()) ?? '';
  const { page } = author;
  await page.reload();
  await page.getByLabel('屏幕上的八位数字').fill(code);
  await page.getByRole('button', { name: '配对' }).click();
  await page.getByText('已配对，屏幕稍后自动显示').waitFor();
  await wall.page.getByText(title).first().waitFor();
  await wall.page.screenshot({ path: 'test-results/shots/C2-1-wall-1440.png' });
  await until(async () => {
    await page.goto(`${journey.url}/office/screens`);
    await page.getByRole('heading', { level: 1, name: '电子屏和触摸屏' }).waitFor();
    await settle(page);
    return (await rowOf(page, '便民大厅屏').getByText('正常').count()) > 0;
  }, 60_000);
  await rowOf(page, '便民大厅屏').getByText('1 件').waitFor();
  await author.look('2-screens');
}

/** C3: a partner that refuses is tried again, stopped in the end, a finding on the office's screen, and started again. */
export async function partnerJourney(journey: Journey, small: SmallTown): Promise<void> {
  const { page, look } = await journey.enter('office');
  const { partner } = small;
  await goTo(page, '对接系统');
  await page.getByRole('button', { name: '登记对接系统' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('名称').fill('便民服务平台');
  await dialog.getByLabel('接收地址').fill(partner.url);
  await dialog.getByRole('button', { name: '保存' }).click();
  const secret = dialog.getByRole('textbox', { name: '密钥' });
  assert.match(await secret.inputValue(), /^whsec_/);
  await confirm(page, '我已保存');
  await rowOf(page, '便民服务平台').getByText('正常').waitFor();

  await small.publish('集体资产出租结果', false);
  await until(async () => partner.asked() > 0, 60_000);
  const again = async (words: string) => {
    await page.reload();
    await page.getByRole('heading', { level: 1, name: '对接系统' }).waitFor();
    await rowOf(page, '便民服务平台').getByText(words).waitFor();
    await rowOf(page, '便民服务平台').getByRole('button', { name: '投递记录' }).click();
    await page.getByRole('heading', { level: 2, name: '便民服务平台 投递记录' }).waitFor();
    await settle(page);
  };
  await until(async () => (await again('连续失败').then(() => page.getByText('503').count())) > 0, 60_000);
  await small.retryAfter(1);
  await again('连续失败');
  assert.ok(partner.asked() >= 2, 'it was asked again');
  const tries = rowOf(page, '待投递').locator('td').nth(4);
  assert.equal(Number(await tries.textContent()), partner.asked(), 'the screen says how often');
  await look('1-refused');

  await small.retryAfter(3);
  await again('连续失败三天');
  await rowOf(page, '投递失败').first().waitFor();
  await goTo(page, '载体问题');
  await reads(page, '对接地址连续失败，已停用：便民服务平台');
  await reads(page, /对接系统投递失败：公开（.+），已试\d+次，请核实后重新投递/);
  await look('2-findings');

  partner.status = 204;
  await goTo(page, '对接系统');
  await rowOf(page, '便民服务平台').getByRole('button', { name: '恢复' }).click();
  await again('正常');
  await page.getByRole('button', { name: '重新投递' }).click();
  await page.getByText('已重新排入投递').waitFor();
  await until(async () => (await again('正常').then(() => page.getByText('已送达').count())) > 0, 60_000);
  await goTo(page, '载体问题');
  await page.getByText('没有问题').waitFor();
}

/** C4: how the log runs, who witnesses it, what it is anchored in. */
export async function logJourney(journey: Journey): Promise<void> {
  const { page, look } = await journey.enter('office');
  await goTo(page, '公开登记');
  await reads(page, '运行正常');
  await page
    .locator('dd')
    .filter({ hasText: /^第 \d+ 条，\d{4}-\d\d-\d\d \d\d:\d\d/ })
    .nth(1)
    .waitFor();
  const witnesses = page.getByRole('table', { name: '见证单位' });
  const archive = witnesses.getByRole('row').filter({ hasText: '县档案馆' });
  await archive.getByText(/^第 \d+ 条/).waitFor();
  await witnesses.getByRole('row').filter({ hasText: '公证处' }).getByText('还没有签过').waitFor();
  await reads(page, '见证规则：县档案馆、公证处中任一签名即可。');
  const anchors = page.getByRole('table', { name: '锚定' });
  await anchors.getByRole('row').filter({ hasText: '纸质存照' }).waitFor();
  const stamp = anchors.getByRole('row').filter({ hasText: '时间戳' });
  const token = await stamp.getByRole('link', { name: '下载' }).getAttribute('href');
  assert.ok((await bytesAt(page, token ?? '')).length > 500);
  await look('1-log');
}

/** C5: how often one is told what waits, and by mail to an address that one confirms. */
export async function mailJourney(journey: Journey): Promise<void> {
  const { page, look } = await journey.enter('reviewer');
  await goTo(page, '邮件提醒');
  await page.locator('main').getByRole('link', { name: '提醒设置' }).click();
  await page.getByRole('heading', { level: 1, name: '提醒设置' }).waitFor();
  await page.getByText('每周第一个工作日').click();
  await page.getByText('已保存').waitFor();
  await page.reload();
  assert.ok(await page.getByRole('radio', { name: '每周第一个工作日' }).isChecked(), 'it is kept');
  await look('1-pace');
  await page.getByRole('link', { name: '寄到邮箱' }).click();
  await page.getByLabel('邮箱地址').fill('reviewer@example.org');
  await page.getByRole('button', { name: '保存' }).click();
  await reads(page, '待确认：请点开邮件中的链接');
  const system = await journey.enter('system');
  const link = await confirmationLink(system.page);
  await page.goto(link);
  await page.getByRole('main').getByRole('button').first().click();
  await page.goto(`${journey.url}/office/my-mail`);
  await reads(page, '已确认');
  await look('2-confirmed');
}

/** What a demonstration shows instead of mailing it. */
async function confirmationLink(page: Page): Promise<string> {
  let link: string | undefined;
  await until(async () => {
    await page.goto(new URL('/office/post', page.url()).href);
    await page.getByRole('heading', { level: 1, name: '邮件发送' }).waitFor();
    await settle(page);
    const mails = (await page.locator('main').innerText()).match(/http:\S+\/office-mail\/confirm\S*/);
    link = mails?.[0];
    return link !== undefined;
  }, 60_000);
  assert.ok(link !== undefined);
  return link;
}

/** C6: the month's brief is made, proposed, issued by somebody else, and read on a telephone. */
export async function briefJourney(journey: Journey, title: string): Promise<void> {
  const author = await journey.enter('author');
  await goTo(author.page, '简报、手机报');
  await author.page.getByRole('button', { name: '编本月简报' }).click();
  await author.page.getByText('已编好，请核对后送审').waitFor();
  await author.page.locator('main').getByRole('link', { name: title }).waitFor();
  const address = author.page.url();
  await author.look('1-brief');
  await author.page.getByRole('button', { name: '送审' }).click();
  await reads(author.page, '待签发');
  assert.equal(await author.page.getByRole('button', { name: '签发' }).count(), 0, 'not one’s own');
  const { page } = await journey.enter('approver');
  await page.goto(address);
  await page.getByRole('button', { name: '签发' }).click();
  await reads(page, '已签发');
  const paper = (await page.getByRole('link', { name: '手机报', exact: true }).getAttribute('href')) ?? '';
  const reader = await journey.enter(null);
  await reader.page.goto(new URL(paper, journey.url).href);
  await reader.page.getByText(title).first().waitFor();
  await reader.look('2-mobile-paper');
}
