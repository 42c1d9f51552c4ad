import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { stripMetadata } from '#platform/safe-copies';
import { type Deciders, passThrough, saved, seatDeciders, submit, untilPublic } from './cases.ts';
import type { Journey, Visitor } from './journey.ts';
import { settle } from './look.ts';
import { confirm, reads } from './office.ts';
import type { PublishedText } from './publishing.ts';

/** J3: what was published, as everybody meets it: the page, its correction, its withdrawal; and what only members see. */
export async function portalJourney(journey: Journey, text: PublishedText): Promise<void> {
  const reader = await journey.enter(null);
  const address = await findOnPortal(journey, reader, text.title);
  await readsPage(reader, text);
  await innerScopes(journey, reader);

  const clerk = await journey.enter('village.clerk');
  const deciders = await seatDeciders(journey);
  const corrected = await correct({ clerk, deciders, reader, address }, text);
  await withdraw(journey, { clerk, deciders, reader, address }, corrected, text);
}

/** The newest are on the home page; a reader can also search. */
async function findOnPortal({ url }: Journey, { page, look }: Visitor, title: string): Promise<string> {
  await page.goto(`${url}/`);
  await look('1-home');
  const box = page.locator('form[role=search] input, input[type=search]').first();
  await box.fill(title.slice(0, 12));
  await box.press('Enter');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await look('2-found');
  await page.locator('main').getByRole('link', { name: title }).first().click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  return page.url();
}

async function readsPage({ page, look }: Visitor, { title, attachment }: PublishedText): Promise<void> {
  for (const label of ['索引号', '发布机构', '发布日期', '有效性', '公开范围', '版本', '所属事项'])
    await page.locator('dt', { hasText: label }).first().waitFor();
  await page.locator('.official td, .official th').filter({ hasText: '86400.00' }).waitFor();
  assert.ok(
    !(await page.content()).includes('11010519491231002X'),
    'the masked number is nowhere in the page',
  );
  await look('3-item');
  const link = page.getByRole('link', { name: attachment.name });
  const downloading = page.waitForEvent('download');
  await link.click();
  const bytes: Buffer[] = [];
  for await (const chunk of await (await downloading).createReadStream()) bytes.push(Buffer.from(chunk));
  const clean = await stripMetadata(attachment.buffer, 'pdf');
  assert.ok(
    clean.ok && Buffer.concat(bytes).equals(clean.value.data),
    `${title}: the attached file, cleaned`,
  );
}

/** A member sees what is open within the branch; for others, and for nobody in particular, it does not exist. */
async function innerScopes(journey: Journey, outsider: Visitor): Promise<void> {
  const member = await journey.enter('member.one', { back: '/members' });
  await member.look('4-members');
  const row = member.page
    .locator('main li')
    .filter({ hasText: '本单位' })
    .filter({ hasText: '支部' })
    .first();
  await row.getByRole('link').first().click();
  await member.page.getByText('本文只在本地区、本部门、本单位公开').waitFor();
  await member.look('5-inner-item');
  const title = await member.page.getByRole('heading', { level: 1 }).textContent();
  const inner = member.page.url();
  const other = await journey.enter('member.two', { back: '/members' });
  for (const visitor of [other, outsider]) {
    visitor.allow(404, '/i/');
    await visitor.page.goto(inner);
    assert.ok(
      title !== null && !(await visitor.page.content()).includes(title),
      'not even the title is told',
    );
    assert.deepEqual(
      await answerOf(visitor.page, inner),
      await answerOf(visitor.page, nothingAt(inner)),
      'as if it were not',
    );
  }
  await other.look('6-hidden');
}

/** An address of the same form at which there is nothing. */
function nothingAt(address: string): string {
  const last = address.at(-1) === 'a' ? 'b' : 'a';
  return `${address.slice(0, -4)}${last.repeat(4)}`;
}

async function answerOf(page: Page, address: string): Promise<readonly [number, string]> {
  const answer = await page.context().request.get(address, { failOnStatusCode: false, maxRedirects: 0 });
  const slug = new URL(address).pathname.split('/').at(-1) ?? '';
  const body = (await answer.text()).replaceAll(slug, '…').replace(/nonce[-=]["']?[\w+/=-]+/g, '');
  return [answer.status(), body];
}

type Hands = {
  readonly clerk: Visitor;
  readonly deciders: Deciders;
  readonly reader: Visitor;
  readonly address: string;
};

/** The old page stays up until the correction has passed the same order; then there are two versions. */
async function correct(hands: Hands, text: PublishedText): Promise<string> {
  const { page, look } = hands.clerk;
  const title = `${text.title}（更正）`;
  await begin(page, text.caseAddress, '更正');
  await page.getByRole('textbox', { name: '标题' }).fill(title);
  await page.getByLabel('修改说明').fill('水泥、砂石金额按决算数更正。');
  await page.getByLabel('理由（将公开）').fill('原稿误用预算数。');
  await saved(page);
  await look('7-correction');
  await submit(page);
  const { reader, address } = hands;
  await reader.page.goto(address);
  await reader.page.getByRole('heading', { level: 1, name: text.title, exact: true }).waitFor();
  await passThrough(hands.deciders, title);
  await untilPublic(page, page.url());
  await reader.page.goto(address);
  await reader.page.getByRole('heading', { level: 1, name: title }).waitFor();
  await reads(reader.page, '水泥、砂石金额按决算数更正。');
  await reads(reader.page, '原稿误用预算数。');
  await reader.look('8-corrected');
  await reader.page.getByRole('link', { name: /首次公开.*1/ }).click();
  await reads(reader.page, /这是第 1 版，已被后来的版本代替/);
  assert.equal(reader.page.url(), `${address}/v/1`);
  await reader.look('9-old-version');
  return title;
}

/** What is withdrawn leaves a tombstone; its files are gone with it. */
async function withdraw(journey: Journey, hands: Hands, title: string, text: PublishedText): Promise<void> {
  const { page, look } = hands.clerk;
  const { reader, address } = hands;
  await reader.page.goto(address);
  const file = await reader.page.getByRole('link', { name: text.attachment.name }).getAttribute('href');
  await begin(page, page.url(), '撤下');
  await page.getByLabel('理由（将公开）').fill('公示期满，按规定撤下。');
  await saved(page);
  await look('10-withdrawal');
  await submit(page);
  await passThrough(hands.deciders, title);
  await untilPublic(page, page.url());
  reader.allow(410, '/i/');
  const gone = await reader.page.goto(address);
  assert.equal(gone?.status(), 410);
  await reads(reader.page, '公示期满，按规定撤下。');
  await reader.look('11-tombstone');
  const answer = await reader.page.context().request.get(new URL(file ?? '', journey.url).href);
  assert.ok([404, 410].includes(answer.status()), `the file answers ${answer.status()}`);
  assert.ok(!(await answer.body()).includes(text.attachment.buffer));
}

/** From the case of what is public: begins the next revision and waits for its composer. */
async function begin(page: Page, caseAddress: string, button: string): Promise<void> {
  await page.goto(caseAddress);
  await page.locator('.decide').getByRole('button', { name: button, exact: true }).click();
  const before = page.url();
  await confirm(page, button);
  await page.waitForURL((url) => url.href !== before && url.pathname.includes('/revisions/'));
  await page.getByRole('region', { name: '提交审核' }).waitFor();
  await settle(page);
}
