import assert from 'node:assert/strict';
import { chooseDuty, openFromInbox, saved, untilPublic, write } from './cases.ts';
import type { Journey, Visitor } from './journey.ts';
import { settle } from './look.ts';
import { choose, confirm, decide, goTo, reads, workFor } from './office.ts';
import { setTerms } from './terms.ts';

/** A text that went out and may be copied by others. */
export type UrgentText = { readonly title: string; readonly paragraphs: readonly string[] };

const awaited = '应急发布·待补审';

/** K4: out at once with a reason, flagged until others have reviewed it, overdue when they have not. */
export async function urgentJourney(journey: Journey): Promise<void> {
  const office = await journey.enter('district.office');
  await setTerms(office, '1-terms', [['应急发布补审时限', 24, '小时']]);
  const clerk = await journey.enter('town.handler');
  await workFor(clerk.page, /镇委员会$/);
  const approver = await journey.enter('town.approver');
  const text = ofFlood(journey.mark);
  const address = await goesOutUrgently(clerk, approver, text, '2');
  const page = await publicIsTold(journey, text.title);
  await othersReview(journey, clerk, text, address);
  await page.page.reload();
  await page.page.getByRole('heading', { level: 1, name: text.title }).waitFor();
  assert.equal(await page.page.getByText(awaited).count(), 0, 'reviewed by others: the flag is gone');
  await page.look('9-portal-reviewed');

  await setTerms(office, '10-terms-none', [['应急发布补审时限', 0, '小时']]);
  const late = {
    title: `关于启用临时停车场的通告${journey.mark}`,
    paragraphs: ['镇区主干道抢修期间，临时停车场即日起启用。'],
  };
  await goesOutUrgently(clerk, approver, late, null);
  await isLate(clerk, approver, late.title);
  await setTerms(office, '13-terms-back', [['应急发布补审时限', 24, '小时']]);
}

/** What the town publishes urgently; a village copies from it later. */
export function ofFlood(mark: string): UrgentText {
  return {
    title: `关于做好强降雨防范工作的紧急通告${mark}`,
    paragraphs: [
      '受强降雨影响，镇区东侧排水沟水位持续上涨，沿岸十二户低洼住户须在今日十八时前转移到镇中心小学临时安置点。',
      '镇水利站已在老粮站路口设置挡水板和抽水泵四台，过往车辆请改走环镇北路，夜间由值班民兵引导通行。',
      '各村民小组长逐户核对老人、孕妇和行动不便人员名单，每两小时向镇值班室报一次转移进度，直到警报解除。',
      '安置点备有饮水、干粮和常用药品，请住户只带贵重物品和证件，转移期间由派出所安排专人巡查空置房屋。',
    ],
  };
}

/** Drafts it, says why it cannot wait, has it released, and waits until everybody can read it. */
async function goesOutUrgently(
  clerk: Visitor,
  approver: Visitor,
  { title, paragraphs }: UrgentText,
  picture: string | null,
): Promise<string> {
  const { page, look } = clerk;
  await goTo(page, '拟制公开');
  await page.getByRole('textbox', { name: '标题' }).fill(title);
  for (const [index, paragraph] of paragraphs.entries()) {
    if (index > 0) await page.keyboard.press('Enter');
    await write(page, paragraph);
  }
  await chooseDuty(page);
  await choose(page, '公开范围', '社会公开');
  await saved(page);
  await page.locator('.decide').getByRole('button', { name: '应急提出' }).click();
  await page.getByRole('dialog').locator('textarea').fill('汛情紧急，沿岸住户须立即转移。');
  await settle(page);
  if (picture !== null) await look(`${picture}-propose-urgently`);
  await confirm(page, '应急提出');
  await reads(page, '应急发布·待放行');
  const address = page.url();
  await openFromInbox(approver.page, title);
  if (picture !== null) await approver.look(`${picture}-release`);
  await decide(approver.page, '批准', '情况属实，先行发布。');
  await untilPublic(page, address);
  return address;
}

async function publicIsTold(journey: Journey, title: string): Promise<Visitor> {
  const reader = await journey.enter(null);
  const { page, look } = reader;
  await page.goto(`${journey.url}/`);
  await page.locator('main').getByRole('link', { name: title }).first().click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.getByText(awaited).first().waitFor();
  await look('3-portal-flagged');
  return reader;
}

/** Flagged in lists, on the case and on the home page of whoever reviews; neither writer nor releaser does it. */
async function othersReview(
  journey: Journey,
  clerk: Visitor,
  { title }: UrgentText,
  address: string,
): Promise<void> {
  await reads(clerk.page, awaited);
  await clerk.look('4-case-flagged');
  for (const move of [/补审通过/])
    assert.equal(
      await clerk.page.locator('.decide').getByRole('button', { name: move }).count(),
      0,
      'who wrote it does not review it',
    );
  for (const [account, opinion] of [
    ['town.reviewer', '经补审，内容属实。'],
    ['town.secrecy', '经补审，不涉密。'],
  ] as const) {
    const { page, look } = await journey.enter(account);
    await page.locator('main').getByText('件应急发布等您补审').waitFor();
    await goTo(page, '应急发布');
    await page.getByRole('tab', { name: '等我补审' }).click();
    await settle(page);
    await look(`5-urgent-${account}`);
    await page.locator('main').getByRole('link', { name: title }).click();
    await page.locator('.decide').waitFor();
    await decide(page, '补审通过', opinion);
    await page.locator('.decide').getByRole('button', { name: '补审通过' }).waitFor({ state: 'hidden' });
  }
  await clerk.page.goto(address);
  await clerk.page.locator('.decide').waitFor();
  await settle(clerk.page);
  assert.equal(await clerk.page.locator('main').getByText(awaited).count(), 0);
  await clerk.look('8-case-reviewed');
}

/** Not reviewed in its time: red in the list of what is late and on the case. */
async function isLate(clerk: Visitor, approver: Visitor, title: string): Promise<void> {
  await reads(clerk.page, '应急发布·补审逾期');
  await clerk.look('11-case-late');
  for (const { page } of [approver]) {
    await goTo(page, '应急发布');
    await page.getByRole('tab', { name: '补审逾期' }).click();
    await page.locator('main').getByRole('link', { name: title }).waitFor();
    await settle(page);
  }
  await approver.look('12-urgent-late');
}
