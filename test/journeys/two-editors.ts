import assert from 'node:assert/strict';
import { saved } from './cases.ts';
import type { Journey } from './journey.ts';
import { goTo, workFor } from './office.ts';

/** J5: one draft in two browsers: both are told, and nobody's text is lost. */
export async function twoEditorsJourney(journey: Journey): Promise<void> {
  const title = `两人同改的公示${journey.mark}`;
  const first = await journey.enter('village.clerk');
  await workFor(first.page, /村民委员会/);
  await goTo(first.page, '拟制公开');
  await first.page.getByRole('textbox', { name: '标题' }).fill(title);
  await saved(first.page);
  const second = await journey.enter('village.clerk');
  await second.page.goto(first.page.url());
  const text = (page: typeof first.page) => page.locator('.editor .ProseMirror');
  await text(second.page).waitFor();
  await text(first.page).click();
  await first.page.keyboard.type('第一位写的一段。');
  await first.page.waitForResponse((answer) => answer.url().endsWith('/draft') && answer.status() === 200);
  second.allow(409, '/api/revisions/');
  await text(second.page).click();
  await second.page.keyboard.type('第二位写的一段。');
  const dialog = second.page.getByRole('dialog', { name: /他人刚刚保存了不同的内容/ });
  await dialog.getByText('第一位写的一段。').waitFor();
  await dialog.getByText('第二位写的一段。').waitFor();
  await second.look('1-conflict');
  await dialog.getByRole('button', { name: '采用我的' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await saved(second.page);

  first.allow(409, '/api/revisions/');
  await first.page.keyboard.type('又补一句。');
  const told = first.page.getByRole('dialog', { name: /他人刚刚保存了不同的内容/ });
  await told.getByText('第二位写的一段。').waitFor();
  await told.getByText('第一位写的一段。又补一句。').waitFor();
  await first.look('2-other-told');
  await told.getByRole('button', { name: '采用对方的' }).click();
  await told.waitFor({ state: 'hidden' });
  await first.page.reload();
  await text(first.page).getByText('第二位写的一段。').waitFor();
  const kept = first.page.locator('.side-block').filter({ hasText: '未处理的并发修改' });
  await kept.getByRole('button').first().waitFor();
  await first.look('3-kept');
  const opened: string[] = [];
  for (const button of await kept.getByRole('button').all()) {
    await button.click();
    const both = first.page.getByRole('dialog');
    await both.locator('.two-texts').waitFor();
    opened.push((await both.textContent()) ?? '');
    await first.page.keyboard.press('Escape');
    await both.waitFor({ state: 'hidden' });
  }
  assert.ok(
    opened.some((words) => words.includes('又补一句。')),
    'what was not taken is kept word for word',
  );
}
