import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { until } from '#test/process';
import type { GivenFile } from './files.ts';

/** What a person did with mouse and keyboard, as the browser itself saw it: events made by scripts do not count. */
export type Effort = { readonly clicks: number; readonly drops: number; readonly typings: number };

/** Counts in every page this tab loads from now on; going from screen to screen loads none. */
const counter = `
  window.journeyEffort = { clicks: 0, drops: 0, typings: 0 };
  let typedIn = null;
  addEventListener('click', (event) => { if (event.isTrusted) window.journeyEffort.clicks += 1; typedIn = null; }, true);
  addEventListener('drop', (event) => { if (event.isTrusted) window.journeyEffort.drops += 1; }, true);
  addEventListener('keydown', (event) => {
    if (!event.isTrusted || event.target === typedIn) return;
    typedIn = event.target;
    window.journeyEffort.typings += 1;
  }, true);
`;

/** Begins to count on the screen that is open, at zero. */
export async function countEffort(page: Page): Promise<void> {
  await page.addInitScript(counter);
  await page.reload();
}

/** @throws when the page was loaded anew since, and the count with it lost */
export async function effortOf(page: Page): Promise<Effort> {
  const effort = await page.evaluate<Effort | undefined>('window.journeyEffort');
  if (effort === undefined) throw new Error('nobody counts on this page');
  return effort;
}

/** Drags files from the desktop and lets go over the middle of the page: what the browser does, not what a script pretends. */
export async function dropFromDesktop(page: Page, files: readonly GivenFile[]): Promise<void> {
  const desktop = mkdtempSync(join(tmpdir(), 'gongkai-desktop-'));
  const paths = files.map(({ name }) => join(desktop, name));
  for (const [index, { buffer }] of files.entries()) writeFileSync(paths[index] ?? '', buffer);
  const session = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize() ?? { width: 1440, height: 900 };
  const at = { x: width / 2, y: height / 2, data: { items: [], files: paths, dragOperationsMask: 1 } };
  const drag = (type: 'dragEnter' | 'dragOver' | 'dragCancel' | 'drop') =>
    session.send('Input.dispatchDragEvent', { type, ...at });
  // Nobody lets go before the page says what that will do; while it is still being drawn, one tries again.
  const veil = page.locator('.drop-veil');
  await until(
    async () => {
      await drag('dragEnter');
      await drag('dragOver');
      const isSaid = await veil.waitFor({ timeout: 1_000 }).then(
        () => true,
        () => false,
      );
      if (!isSaid) await drag('dragCancel');
      return isSaid;
    },
    30_000,
    () => 'the page does not say that files may be dropped',
  );
  await drag('drop');
  await session.detach();
  desktops.push(desktop);
}

/* A browser reads a dropped file when it is sent, not when it is dropped: they stay until the journey has ended. */
const desktops: string[] = [];

export function clearDesktops(): void {
  for (const folder of desktops.splice(0)) rmSync(folder, { recursive: true, force: true });
}
