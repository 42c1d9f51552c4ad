import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** Name no resolver knows; the browser is told that it is this machine. It is not localhost, so pages have no `crypto.subtle`. */
export const madeUpHost = 'notice.example';

/** Chromium of the system. */
export function launch(): Promise<Browser> {
  const rules = `MAP ${madeUpHost} 127.0.0.1`;
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', `--host-resolver-rules=${rules}`],
  });
}

/** A page that keeps every error it meets, to be looked at when all is done. */
export async function openPage(
  context: BrowserContext,
): Promise<{ readonly page: Page; readonly errors: string[] }> {
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // An address that answers 404 is not an error of the page.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      errors.push(message.text());
  });
  return { page, errors };
}
