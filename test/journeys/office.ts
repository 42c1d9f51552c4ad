import type { Locator, Page } from 'playwright-core';
import { settle } from './look.ts';

/* What people do in the office, by the words they see. */

/** Goes to a place of the navigation at the side. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.locator('nav.side').getByRole('link', { name: place, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: place }).waitFor();
  await settle(page);
}

/** Chooses the unit worked for, at the top. */
export async function workFor(page: Page, unit: RegExp): Promise<void> {
  await page.locator('header .top-unit').click();
  await page.getByRole('menuitem', { name: unit }).click();
  await page.locator('header .top-unit', { hasText: unit }).waitFor();
  await settle(page);
}

/** Opens a select by its label, types what is looked for, and takes the first option with these words. */
export async function choose(
  within: Page | Locator,
  label: string | RegExp,
  option: string | RegExp,
  typed?: string,
): Promise<void> {
  const box = within.getByRole('combobox', { name: label });
  await box.click();
  if (typed !== undefined) await box.fill(typed);
  await openOptions(pageOf(within)).filter({ hasText: option }).first().click();
}

/** The options of the select that is open. */
export function openOptions(page: Page): Locator {
  return page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option');
}

function pageOf(within: Page | Locator): Page {
  return 'page' in within ? within.page() : within;
}

/** Presses a button in the corner of decisions and answers its dialog, with an opinion or reason where one is given. */
export async function decide(page: Page, button: string, opinion?: string): Promise<void> {
  await page.locator('.decide').getByRole('button', { name: button, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  if (opinion !== undefined) await dialog.locator('textarea').fill(opinion);
  await settle(page);
  await confirm(page, button);
}

/** Presses the dialog's own button and waits until the dialog has gone: the work was done. */
export async function confirm(page: Page, button: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await settle(page);
}

/** Why a button in the corner of decisions can't be used, as it is read out; undefined when it can. */
export async function reasonOf(page: Page, button: RegExp): Promise<string | undefined> {
  const found = page.locator('.decide').getByRole('button', { name: button });
  await found.waitFor();
  if ((await found.getAttribute('aria-disabled')) !== 'true') return undefined;
  return (await found.locator('.visually-hidden').textContent()) ?? '';
}

/** Chooses a file by a control that opens the file dialog. */
export async function giveFile(
  page: Page,
  control: Locator,
  file: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer },
): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await control.click();
  await (await chooser).setFiles(file);
}

/** Waits for words somewhere in the main part of the screen. */
export async function reads(page: Page, words: string | RegExp): Promise<void> {
  await page.locator('main').getByText(words).first().waitFor();
}
