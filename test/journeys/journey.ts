import type { TestContext } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { lookAt, wide } from './look.ts';
import type { DemoServer } from './server.ts';
import { type Watch, watch } from './watch.ts';

/** Somebody at a browser of their own. */
export type Visitor = {
  readonly page: Page;
  readonly allow: Watch['allow'];
  /** Takes the pictures of the screen as it is now and checks it; see `lookAt`. */
  readonly look: (step: string) => Promise<void>;
};

/** One journey under way. */
export type Journey = {
  readonly url: string;
  /** What this run adds to the names of what it makes: nothing on a fresh server. */
  readonly mark: string;
  /** Opens a browser as a signed-in person (the office's home page), or as the public with `null`. */
  readonly enter: (account: string | null, options?: VisitorOptions) => Promise<Visitor>;
  readonly passwordOf: DemoServer['passwordOf'];
};

export type VisitorOptions = {
  /** The portal must be complete without scripts. */
  readonly scripts?: boolean;
  /** Where to go after signing in; the office by default. */
  readonly back?: string;
};

export type JourneyWorld = {
  readonly server: DemoServer;
  readonly browser: Browser;
  readonly mark: string;
  /** Where people have no passwords: the session of an account, as its sign-in would have opened it. */
  readonly sessionOf?: (account: string) => string;
};

const PATIENCE_MS = 60_000;

/** Runs a journey and fails it for everything that its visitors met and no user should meet. */
export async function runJourney(
  t: Pick<TestContext, 'diagnostic'>,
  { server, browser, mark, sessionOf }: JourneyWorld,
  name: string,
  steps: (journey: Journey) => Promise<void>,
): Promise<void> {
  const watches: Watch[] = [];
  const pages: Page[] = [];
  const found: string[] = [];
  const enter: Journey['enter'] = async (account, options = {}) => {
    const context = await browser.newContext({
      viewport: wide,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      acceptDownloads: true,
      javaScriptEnabled: options.scripts ?? true,
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const watched = watch(context, account ?? 'the public');
    watches.push(watched);
    const page = await context.newPage();
    pages.push(page);
    const back = options.back ?? '/office/';
    if (account !== null && sessionOf === undefined) await signIn(page, server, account, back);
    if (account !== null && sessionOf !== undefined) {
      await context.addCookies([{ name: 'gongkai_session', value: sessionOf(account), url: server.url }]);
      await page.goto(server.url + back);
    }
    const look = async (step: string) => void found.push(...(await lookAt(page, `${name}-${step}`)));
    return { page, allow: watched.allow, look };
  };
  const began = performance.now();
  const faults = () => [...watches.flatMap((one) => one.faults), ...found];
  try {
    await steps({ url: server.url, mark, enter, passwordOf: server.passwordOf });
  } catch (error) {
    for (const [index, page] of pages.entries()) {
      const path = `test-results/shots/failed-${name}-${index}.png`;
      await page.screenshot({ path, timeout: 5000 }).catch(() => undefined);
    }
    const where = pages.map((page) => page.url()).join(' ');
    throw new Error(`${String(error)}\nat ${where}\n${faults().join('\n')}`, { cause: error });
  } finally {
    for (const page of pages) await page.context().close();
  }
  t.diagnostic(`${name}: ${Math.round((performance.now() - began) / 1000)} s`);
  if (faults().length > 0) throw new Error(`${faults().length} faults:\n${faults().join('\n')}`);
}

/** Signs in by the form, as a person does. */
export async function signIn(page: Page, server: DemoServer, account: string, back: string): Promise<void> {
  await page.goto(`${server.url}/signin?back=${encodeURIComponent(back)}`);
  await page.locator('input[name=account]').fill(account);
  await page.locator('input[name=password]').fill(server.passwordOf(account));
  await page.locator('main form button').click();
  await page.waitForURL(`**${back}`);
}
