import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { browserPath } from '#test/browser';
import { startTown, type Town } from '#test/walk-people';
import { findKnown } from '#test/walk-places';
import { axeFaults, layoutFaults, narrow, resize, settle, wide } from '../journeys/look.ts';
import { watch } from '../journeys/watch.ts';
import { addressOfScreen, furnishOffice, listScreens } from './office-screens.ts';
import { type Look, publishSome, readPages } from './pages.ts';
import { publishStates, type StatePage } from './states.ts';

/*
 * Every kind of page, an item in every state, and every screen of the office in Chromium before axe-core: wide and on a
 * telephone, as it comes and in the elder mode, for anybody and for a member. What is moderate counts as well.
 */

type Size = typeof wide | typeof narrow;
type Screen = Look & { readonly sizes: readonly Size[] };

const PATIENCE_MS = 90_000;
const HOST = 'http://portal.example';
const weights = ['moderate', 'serious', 'critical'] as const;
/** What must be found, so that a judge that has gone blind is noticed. */
const WRONG = '/wrong';
const wrongBody = '<h1>x</h1><h4>y</h4><img src="data:,x"><p style="width:3000px">x</p>';
const wrong = `<!doctype html><html lang="zh"><title>x</title><main>${wrongBody}</main>`;
const planted = ['axe moderate heading-order', 'axe critical image-alt', 'wider than the screen'];

/** The pages as they were read, with the styles and pictures that they ask for. */
async function serve(context: BrowserContext, town: Town, pages: ReadonlyMap<string, string>): Promise<void> {
  await context.route('**/*', async (route) => {
    const path = route.request().url().slice(HOST.length);
    const kept = pages.get(path);
    if (kept !== undefined) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: kept });
    const answer = await town.app.fetch(path);
    return route.fulfill({
      status: answer.status,
      contentType: answer.headers.get('content-type') ?? 'text/plain',
      body: Buffer.from(await answer.arrayBuffer()),
    });
  });
}

/** What is wrong with a page that is open, at each size. */
async function judge(page: Page, sizes: readonly Size[], name: string): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const size of sizes) {
    await resize(page, size);
    for (const fault of [...(await axeFaults(page, weights)), ...(await layoutFaults(page))])
      faults.push(`${name} at ${size.width} px: ${fault}`);
  }
  return faults;
}

/** Two tabs share the addresses between them. */
async function inTabs(
  context: BrowserContext,
  paths: readonly string[],
  look: (page: Page, path: string) => Promise<void>,
): Promise<void> {
  const wanted = [...paths];
  const tab = async () => {
    const page = await context.newPage();
    for (let path = wanted.shift(); path !== undefined; path = wanted.shift()) await look(page, path);
  };
  await Promise.all([tab(), tab()]);
}

function onlyPlanted(faults: readonly string[]): void {
  const isPlanted = (fault: string) => fault.includes(` ${WRONG} `);
  for (const what of planted)
    assert.ok(
      faults.some((one) => isPlanted(one) && one.includes(what)),
      `the planted fault is found: ${what}`,
    );
  // The rule of index numbers is written with these names.
  const isRule = (fault: string) =>
    /\/index-rule .*: untranslated: \{authority\} \{year\} \{serial\}$/.test(fault);
  assert.deepEqual(
    faults.filter((one) => !isPlanted(one) && !isRule(one)),
    [],
  );
}

const looks: readonly Screen[] = [
  { name: 'anybody', session: null, cookies: '', ofEach: 1, sizes: [wide, narrow] },
  { name: 'elder', session: null, cookies: 'gongkai_elder=1', ofEach: 1, sizes: [wide, narrow] },
];

async function judgePortal(
  town: Town,
  browser: Browser,
  states: readonly StatePage[],
): Promise<readonly string[]> {
  const faults: string[] = [];
  const member = { name: 'member', session: town.people.memberA.session, cookies: '', ofEach: 1 };
  for (const look of [...looks, { ...member, sizes: [narrow] }]) {
    const more = states.map(({ path }) => path);
    const pages = new Map([...(await readPages(town, look, more)), [WRONG, wrong]]);
    for (const { path, words } of states) assert.ok(pages.get(path)?.includes(words), `${path}: ${words}`);
    assert.ok(pages.size > 40, `${pages.size} pages`);
    const context = await browser.newContext();
    await serve(context, town, pages);
    await inTabs(context, [...pages.keys()], async (page, path) => {
      await page.goto(`${HOST}${path}`, { waitUntil: 'load' });
      faults.push(...(await judge(page, look.sizes, `${look.name} ${path}`)));
    });
    await context.close();
  }
  return faults;
}

async function judgeOffice(
  town: Town,
  browser: Browser,
  addresses: readonly string[],
): Promise<readonly string[]> {
  const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', viewport: wide });
  const cookie = { name: 'gongkai_session', value: town.everyRole.session, url: town.app.url };
  await context.addCookies([cookie]);
  const { faults } = watch(context, 'office');
  await inTabs(context, [...addresses, WRONG], async (page, path) => {
    await page.goto(`${town.app.url}/office${path === WRONG ? '/account' : path}`);
    // A screen that was refused what it reads says so without a heading.
    await page.locator('main h1, main .state-failed').first().waitFor({ timeout: PATIENCE_MS });
    await settle(page);
    const told = await page.locator('main .state-failed').allTextContents();
    const heading = (await page.locator('main h1').allTextContents()).join(' | ');
    if (told.length > 0 || ['', '没有这个页面', '本页没能打开'].includes(heading))
      faults.push(`office ${path} does not open: ${heading} ${told.join(' ')}`);
    if (path === WRONG) await page.locator('main').evaluate(plant, wrongBody);
    faults.push(...(await judge(page, [wide, narrow], `office ${path}`)));
  });
  await context.close();
  return faults;
}

const plant = (main: { insertAdjacentHTML: (where: 'beforeend', text: string) => void }, body: string) =>
  main.insertAdjacentHTML('beforeend', body);

test('axe-core has nothing to say', async (t) => {
  const town = await startTown(t);
  const furnished = await furnishOffice(town);
  const states = await publishStates(town, await publishSome(town));
  const browser = await chromium.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
  });
  t.after(() => browser.close());

  await t.test('on pages of every kind and items in every state', async () => {
    for (const { path, status } of Object.values(states))
      assert.equal((await town.app.fetch(path)).status, status, path);
    onlyPlanted(await judgePortal(town, browser, Object.values(states)));
  });

  await t.test('on every screen of the office, also on one that nobody thought of', async (s) => {
    const screens = listScreens();
    s.diagnostic(`${screens.length} screens`);
    const vocabulary = { ...furnished, known: await findKnown(town.app.db) };
    assert.throws(() => addressOfScreen('/new-things/$id', vocabulary), /nobody taught/);
    const addresses = screens.map((screen) => addressOfScreen(screen, vocabulary));
    onlyPlanted(await judgeOffice(town, browser, addresses));
  });
});
