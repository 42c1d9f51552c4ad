import assert from 'node:assert/strict';
import { decideBecause } from './cases.ts';
import type { Journey } from './journey.ts';
import { settle } from './look.ts';
import { goTo, reasonOf } from './office.ts';

/** K4: a decision to withhold whose day of review is today: on the home page, taken up again; the public reads why. */
export async function withheldJourney(journey: Journey): Promise<void> {
  const { page, look, allow } = await journey.enter('town.handler');
  await page.locator('main').getByText('项不予公开到了复核日期').waitFor();
  await look('1-home-review-due');
  await goTo(page, '不予公开');
  await look('2-withholdings');
  await page.getByRole('tab', { name: '应复核' }).click();
  await settle(page);
  await look('3-review-due');
  const row = page.locator('main tbody tr.ant-table-row').first();
  const title = ((await row.getByRole('link').first().textContent()) ?? '').trim();
  const reason = await row
    .locator('td')
    .filter({ has: page.getByText(/第.+条$/) })
    .first()
    .innerText();
  await row.getByRole('button', { name: '继续不予公开' }).click();
  await page.waitForURL('**/revisions/**');
  await page.getByRole('textbox', { name: '说明文字' }).waitFor();
  const notice = await page.getByRole('textbox', { name: '说明文字' }).inputValue();
  assert.match(notice, /第.+条/, 'the notice names the article it stands on');
  await settle(page);
  await look('4-continue');
  assert.match((await reasonOf(page, /提交审核/)) ?? '', /依据/, 'going on needs its basis anew');

  // The findings beside the text are asked for once more while the draft is given up; after that they are not for its writer.
  allow(403, '/api/screening/revisions');
  await decideBecause(page, '作废草稿', '复核意见另行研究。');
  await goTo(page, '不予公开');
  await page.getByRole('tab', { name: '应复核' }).click();
  await row.getByRole('button', { name: '继续不予公开' }).waitFor();
  await publicReadsWhy(journey, title, reason.split('\n'));
}

/** The notice of this decision, among those of the same name: the ground of the list in words, its code, and the day. */
async function publicReadsWhy(journey: Journey, title: string, reason: readonly string[]): Promise<void> {
  const { page, look } = await journey.enter(null);
  await page.goto(`${journey.url}/`);
  const box = page.locator('form[role=search] input, input[type=search]').first();
  await box.fill(title.slice(0, 20));
  await box.press('Enter');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const links = await page.locator('main').getByRole('link', { name: title, exact: true }).all();
  const addresses = await Promise.all(links.map(async (one) => (await one.getAttribute('href')) ?? ''));
  const today = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' }).format(new Date());
  const read: string[] = [];
  for (const address of addresses) {
    await page.goto(new URL(address, journey.url).href);
    const words = await page.locator('main').innerText();
    const tells = [...reason, '本项不予公开', today].every((one) => words.includes(one.trim()));
    if (tells && /art\d+-\d+/.test(words)) return look('5-notice');
    read.push(words);
  }
  assert.fail(`no notice tells ${reason.join(' ')} and ${today}: ${read.join('\n---\n')}`);
}
