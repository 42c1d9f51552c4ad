import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { until } from '#test/process';
import type { GivenFile } from './files.ts';
import type { Journey, Visitor } from './journey.ts';
import { settle } from './look.ts';
import { confirm, openOptions } from './office.ts';

/* The order a text goes through, by hand: submitted, reviewed, checked for secrets, approved, public. */

/** One step after submitting: the printed account that takes it, and the button and words that do. */
export type OrderStep = {
  readonly account: string;
  readonly step: string;
  readonly button: string;
  readonly opinion: string;
};

/** The standard order of a village, whose secrets are reviewed by its town. */
export const order: readonly OrderStep[] = [
  { account: 'village.reviewer', step: 'review', button: '审核通过', opinion: '内容属实，同意。' },
  { account: 'town.secrecy', step: 'secrecy', button: '审核通过', opinion: '不涉及国家秘密，可以公开。' },
  { account: 'village.secretary', step: 'approval', button: '批准', opinion: '同意公开。' },
];

/** The same order of a town, all in its own house. */
export const townOrder: readonly OrderStep[] = [
  { account: 'town.reviewer', step: 'review', button: '审核通过', opinion: '内容属实，同意。' },
  { account: 'town.secrecy', step: 'secrecy', button: '审核通过', opinion: '不涉及国家秘密，可以公开。' },
  { account: 'town.approver', step: 'approval', button: '批准', opinion: '同意公开。' },
];

/** Waits until the draft says that it is saved. */
export async function saved(page: Page): Promise<void> {
  await page.getByText(/^已自动保存/).waitFor();
}

/** Chooses the first open duty of the unit whose name contains these words, or simply the first. */
export async function chooseDuty(page: Page, words?: string): Promise<void> {
  // The likely duties appear above the field once the text is read and move it: a mouse would miss, the keyboard does not.
  await settle(page);
  const box = page.getByLabel('履行哪些公开事项');
  const options = openOptions(page);
  await until(
    async () => {
      if ((await options.count()) > 0) return true;
      // A list that opened before its duties were there has closed itself again.
      await box.focus();
      await box.press('ArrowDown');
      await settle(page);
      return (await options.count()) > 0;
    },
    60_000,
    () => 'the list of duties does not open',
  );
  await (words === undefined ? options : options.filter({ hasText: words })).first().click();
  await page.keyboard.press('Escape');
  await options.first().waitFor({ state: 'hidden' });
}

/** Says where on the portal a text stands that fulfils no duty. */
export async function categorise(page: Page, category: string): Promise<void> {
  const box = page.getByRole('combobox', { name: '栏目' });
  await box.fill(category);
  await box.press('Tab');
  await settle(page);
}

/** Submits the draft on the screen; its text is frozen then. */
export async function submit(page: Page): Promise<void> {
  await page.locator('.decide').getByRole('button', { name: '提交审核', exact: true }).click();
  await confirm(page, '提交审核');
  await page.locator('.decide').getByRole('button', { name: '提交审核' }).waitFor({ state: 'hidden' });
}

/** Drops a file on the text, as from the desktop. */
export async function dropOnText(page: Page, file: GivenFile): Promise<void> {
  const transfer = await page.evaluateHandle(
    `(() => {
      const bytes = Uint8Array.from(atob('${file.buffer.toString('base64')}'), (one) => one.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], '${file.name}', { type: '${file.mimeType}' }));
      return transfer;
    })()`,
  );
  await page.locator('.editor .ProseMirror').dispatchEvent('drop', { dataTransfer: transfer });
}

/** The hash that a decision on this page would sign. */
export async function signedHash(page: Page): Promise<string> {
  const words = (await page.getByRole('dialog').locator('.hash').textContent()) ?? '';
  const hash = /[0-9a-f]{64}/.exec(words)?.[0];
  assert.ok(hash !== undefined, `the dialog shows the hash of the text that is signed: ${words}`);
  return hash;
}

export type Deciders = {
  readonly steps: readonly OrderStep[];
  readonly visitors: ReadonlyMap<string, Visitor>;
};

/** Everybody who decides, each at a browser of their own. */
export async function seatDeciders(journey: Journey, steps = order): Promise<Deciders> {
  const visitors = new Map<string, Visitor>();
  for (const { account } of steps) visitors.set(account, await journey.enter(account));
  return { steps, visitors };
}

/**
 * Takes a submitted text through every decision, each found in the inbox of whoever decides; all sign the same bytes.
 * @param lookAs name of the pictures; none are taken without it
 */
export async function passThrough(
  { steps, visitors }: Deciders,
  title: string,
  lookAs?: string,
): Promise<void> {
  const hashes = new Set<string>();
  for (const { account, step, button, opinion } of steps) {
    const visitor = visitors.get(account);
    assert.ok(visitor !== undefined, account);
    const { page, look } = visitor;
    await openFromInbox(page, title);
    if (lookAs !== undefined) await look(`${lookAs}-${step}`);
    await page.locator('.decide').getByRole('button', { name: button, exact: true }).click();
    await page.getByRole('dialog').locator('textarea').fill(opinion);
    await settle(page);
    if (lookAs !== undefined) await look(`${lookAs}-${step}-sign`);
    hashes.add(await signedHash(page));
    await confirm(page, button);
    await page
      .locator('.decide')
      .getByRole('button', { name: button, exact: true })
      .waitFor({ state: 'hidden' });
  }
  assert.equal(hashes.size, 1, 'reviewer, secrecy reviewer and approver signed the same text');
}

/** Writes at the end of the text. */
export async function write(page: Page, paragraph: string): Promise<void> {
  // A click would put the cursor where it hits, and the browser tells the editor only a moment later.
  await page.locator('.editor .ProseMirror').focus();
  await settle(page);
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText(paragraph);
  await page.locator('.editor .ProseMirror').getByText(paragraph).waitFor();
}

/** Presses a button in the corner that opens a dialog, says why, and sends it. */
export async function decideBecause(page: Page, button: string, reason: string): Promise<void> {
  await page.locator('.decide').getByRole('button', { name: button, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('textarea').last().fill(reason);
  await settle(page);
  await confirm(page, button);
}

/** Opens a case that waits for this person. */
export async function openFromInbox(page: Page, title: string): Promise<void> {
  await page.goto(new URL('/office/inbox', page.url()).href);
  await clickWhenAtRest(page, page.locator('main').getByRole('link', { name: title }).first());
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.locator('.decide').waitFor();
  await settle(page);
}

/** A list that is still filling moves what is being clicked. */
export async function clickWhenAtRest(page: Page, link: Locator): Promise<void> {
  await link.waitFor();
  await settle(page);
  await link.click();
}

/** Until the worker has carried the approved text to the portal (no more than a minute). */
export async function untilPublic(page: Page, address: string): Promise<void> {
  await until(
    async () => {
      await page.goto(address);
      await page.locator('.decide').waitFor();
      // The state of this text itself: the page also tells of the version before it, which is public.
      return (await askRevision(page)).state === 'published';
    },
    60_000,
    () => 'the approved text was not published',
  );
  await until(
    async () => !(await isRegisteredOnly(page)),
    60_000,
    () => 'what is registered did not become visible',
  );
  // As it stands now: what is on the screen may be older than the answer.
  await page.goto(address);
  await page.locator('.decide').waitFor();
  await settle(page);
}

/** The text this page is about, as the office tells it. */
async function askRevision(page: Page): Promise<{ state: string; disclosure: string }> {
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const answer = await page.context().request.get(new URL(`/api/revisions/${id}`, page.url()).href);
  const revision = (await answer.json()) as { state: string; disclosure: string };
  assert.equal(typeof revision.state, 'string', page.url());
  return revision;
}

/** In the log, and not yet under a checkpoint: the office knows it as public a moment before the public does. */
async function isRegisteredOnly(page: Page): Promise<boolean> {
  const { disclosure } = await askRevision(page);
  const address = new URL(`/api/publications/of/${disclosure}`, page.url()).href;
  const item = (await (await page.context().request.get(address)).json()) as {
    state: string;
    waiting: boolean;
  };
  assert.equal(typeof item.waiting, 'boolean', `the item of ${page.url()}`);
  return item.waiting || item.state === 'registered';
}
