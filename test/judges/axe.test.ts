import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chromium, type Page } from 'playwright-core';
import { startTown, type Town } from '#test/walk-people';
import { axeFaults, layoutFaults, narrow, wide } from '../journeys/look.ts';
import { type Look, publishSome, readPages } from './pages.ts';

/* Every kind of page in Chromium before axe-core: as it comes, on a telephone in the elder mode, and for a member. */

type Screen = Look & { readonly size: typeof wide | typeof narrow };

const HOST = 'http://portal.example';
/** What must be found, so that a judge that has gone blind is noticed. */
const WRONG = '/wrong';
const wrong =
  '<!doctype html><html lang="zh"><title>x</title><main><h1>x</h1><img src="/x"><p style="width:3000px">x</p></main>';

/** The pages as they were read, with the styles and pictures that they ask for. */
async function serve(page: Page, town: Town, pages: ReadonlyMap<string, string>): Promise<void> {
  await page.route('**/*', async (route) => {
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

test('pages of every kind hold before axe-core, wide, on a telephone in the elder mode, and signed in', async (t) => {
  const town = await startTown(t);
  await publishSome(town);
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
  });
  t.after(() => browser.close());
  const elder = 'gongkai_elder=1';
  const screens: readonly Screen[] = [
    { name: 'wide', session: null, cookies: '', ofEach: 1, size: wide },
    { name: 'elder telephone', session: null, cookies: elder, ofEach: 1, size: narrow },
    { name: 'member', session: town.people.memberA.session, cookies: '', ofEach: 1, size: narrow },
  ];
  const faults: string[] = [];
  let looked = 0;
  for (const { size, ...look } of screens) {
    const pages = new Map([...(await readPages(town, look)), [WRONG, wrong]]);
    const page = await browser.newPage({ viewport: size });
    await serve(page, town, pages);
    for (const path of pages.keys()) {
      await page.goto(`${HOST}${path}`, { waitUntil: 'load' });
      for (const fault of [...(await axeFaults(page)), ...(await layoutFaults(page))])
        faults.push(`${look.name} ${path}: ${fault}`);
      looked += 1;
    }
    await page.close();
  }
  t.diagnostic(`${looked} pages`);
  assert.ok(looked > 100, `${looked} pages`);
  const isPlanted = (fault: string) => fault.includes(` ${WRONG}: `);
  for (const what of ['image-alt', 'wider than the screen'])
    assert.ok(
      faults.some((one) => isPlanted(one) && one.includes(what)),
      what,
    );
  assert.deepEqual(
    faults.filter((one) => !isPlanted(one)),
    [],
  );
});
