import type { Visitor } from './journey.ts';
import { settle } from './look.ts';
import { choose, goTo } from './office.ts';

export type TermSet = readonly [name: string, amount: number, per: string];

/** The committee office sets terms of its units, each by the words the screen shows. */
export async function setTerms(
  { page, look }: Visitor,
  picture: string,
  terms: readonly TermSet[],
): Promise<void> {
  await goTo(page, '期限设置');
  for (const [name, amount, per] of terms) {
    const row = page.locator('main form').filter({ has: page.getByRole('spinbutton', { name }) });
    await row.getByRole('spinbutton').fill(String(amount));
    await choose(row, name, per);
    const kept = page.waitForResponse(
      (answer) => answer.request().method() === 'PUT' && answer.url().endsWith('/api/disclosures/terms'),
    );
    await row.getByRole('button', { name: '保存' }).click();
    await kept;
    await settle(page);
  }
  await look(picture);
}
