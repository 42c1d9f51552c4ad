import assert from 'node:assert/strict';
import type { Journey, Visitor } from './journey.ts';
import { goTo } from './office.ts';

/** J6: the portal read by everybody: every kind of page, larger print, on paper, in English; the office in English. */
export async function preferencesJourney(journey: Journey): Promise<void> {
  await withoutScripts(journey);
  const reader = await journey.enter(null);
  await everyPage(journey, reader);
  await largerPrint(journey, reader);
  await onPaper(journey, reader);
  await inEnglish(journey, reader);
}

/** The portal is complete where scripts are switched off. (No pictures here: axe-core itself is a script.) */
async function withoutScripts({ enter, url }: Journey): Promise<void> {
  const { page } = await enter(null, { scripts: false });
  await page.goto(`${url}/`);
  const box = page.locator('form[role=search] input, input[type=search]').first();
  await box.fill('公示');
  await box.press('Enter');
  await page.locator('main a[href^="/i/"]').first().click();
  await page.locator('.official').waitFor();
}

async function everyPage({ url }: Journey, visitor: Visitor): Promise<void> {
  const { page, look } = visitor;
  await page.goto(`${url}/`);
  await page.locator('main a[href^="/units/"]').first().click();
  await look('1-unit');
  for (const [step, path] of [
    ['2-units', '/units'],
    ['3-catalogue', '/catalogue'],
    ['4-items', '/items'],
    ['5-party', '/items?kind=party'],
    ['6-help', '/help'],
    ['7-accessibility', '/accessibility'],
    ['8-sign-in', '/signin'],
  ] as const) {
    await page.goto(`${url}${path}`);
    await look(step);
  }
  visitor.allow(404, '/nothing-here');
  await page.goto(`${url}/nothing-here`);
  await look('9-absent');
}

async function largerPrint({ url }: Journey, { page, look }: Visitor): Promise<void> {
  await page.goto(`${url}/items`);
  const before = await fontSize(page);
  await page.getByRole('link', { name: '长者版' }).first().click();
  const after = await fontSize(page);
  assert.ok(after >= 22 && after > before, `${before} px became ${after} px`);
  await look('10-elder');
  await page.goto(`${url}/`);
  await look('11-elder-home');
  await page.getByRole('link', { name: '标准版' }).first().click();
  assert.equal(await fontSize(page), before);
}

const fontSize = async (page: Visitor['page']) =>
  Number.parseFloat(await page.evaluate<string>('getComputedStyle(document.body).fontSize'));

/** On paper: no navigation, but the address and its QR code. */
async function onPaper({ url }: Journey, { page, look }: Visitor): Promise<void> {
  await page.goto(`${url}/items`);
  await page.locator('main a[href^="/i/"]').first().click();
  await page.emulateMedia({ media: 'print' });
  assert.equal(
    await page.locator('nav.places, nav.preferences').filter({ visible: true }).count(),
    0,
    'no navigation on paper',
  );
  assert.equal(await page.locator('.print-only svg').first().isVisible(), true, 'the QR code leads back');
  await look('12-print');
  await page.emulateMedia({ media: 'screen' });
}

async function inEnglish(journey: Journey, { page, look }: Visitor): Promise<void> {
  await page.goto(`${journey.url}/`);
  await page.getByRole('link', { name: 'English' }).first().click();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await look('13-english');
  const office = await journey.enter('district.office');
  await office.page.getByRole('button', { name: 'English' }).click();
  await goTo(office.page, 'Overview');
  await office.look('14-office-english');
}
