import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { confirmPairing, createCarrier, moveCarrier, revokeDevice } from '#modules/carriers';
import { valueOf } from '#test/database';
import { carrierFields } from '../../src/modules/carriers/forms.ts';
import { approved, body, publish, revised } from '../../src/modules/publication/testing/world.ts';
import { type CarriersSite, carriersSite } from './site.ts';
import { monday, village } from './support.ts';

/*
 * Screens and kiosks as they hang on a wall, in a real browser: the network cut for a day, the server killed, the key revoked,
 * the clock wrong. What is shown has to be right each time.
 */

const HOUR = 3_600_000;
let browser: Browser;

before(async () => {
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
});
after(() => browser.close());

/** Pictures for whoever wants to look: a folder, or nothing. */
const pictures = process.env['GONGKAI_PICTURES'];
async function picture(page: Page, name: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
}

type Wall = CarriersSite & {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly carrier: string;
  readonly item: Awaited<ReturnType<typeof approved>>;
  /** Time passes for server and screen. */
  readonly pass: (ms: number) => Promise<void>;
};

async function registered(s: CarriersSite, kind: 'screen' | 'kiosk'): Promise<string> {
  const fields = carrierFields.parse({ kind, name: '村民中心一楼大屏', place: '村民中心', post: '村文书' });
  const id = valueOf(await s.as(s.people.handler, (ctx) => createCarrier(ctx, village.id, fields)));
  valueOf(await s.as(s.people.handler, (ctx) => moveCarrier(ctx, id, 'file', '')));
  valueOf(await s.as(s.office, (ctx) => moveCarrier(ctx, id, 'register', '')));
  return id;
}

const text =
  '本季度集体收入十二万元，其中发包收入九万元、其他收入三万元；支出八万元，用于道路维修和老年食堂。'.repeat(
    4,
  );

/** A screen paired as people do it: it shows a code, the office types it in. */
async function wall(
  t: TestContext,
  kind: 'screen' | 'kiosk' = 'screen',
  size = { width: 1920, height: 1080 },
): Promise<Wall> {
  const s = await carriersSite(t);
  const item = await approved(s, { body: body(text) });
  valueOf(await publish(s, item));
  await s.hear();
  const carrier = await registered(s, kind);
  const context = await browser.newContext({ viewport: size });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.clock.install({ time: monday });
  await page.goto(`${s.url}/${kind}`);
  await page.getByText(/^\d{4} \d{4}$/).waitFor();
  const code = (await page.locator('#code').textContent()) ?? '';
  await picture(page, `${kind}-pairing`);
  valueOf(await s.as(s.people.handler, (ctx) => confirmPairing(ctx, carrier, code)));
  const pass = async (ms: number) => {
    s.clock.now = new Date(s.clock.now.getTime() + ms);
    await page.clock.fastForward(ms);
  };
  await pass(3_100);
  await page.waitForURL(new RegExp(`/${kind}/[0-9a-f-]{36}$`));
  return { ...s, page, context, carrier, item, pass };
}

const state = (w: Wall, name: string) =>
  w.page.waitForSelector(`body[data-state="${name}"]`, { timeout: 10_000 });
const shown = (w: Wall) => w.page.locator('#screen').innerText();

async function one<T>(w: Wall, query: string): Promise<T> {
  const found = await w.db.owner.pool.query(query);
  return found.rows[0] as T;
}

test('a paired screen shows what is open and says so; a withdrawn item is gone within a minute, with a receipt', async (t) => {
  const w = await wall(t);
  await state(w, 'fresh');
  assert.match(await shown(w), /云溪村第一季度收支公示/);
  assert.match(await shown(w), /扫码看全文/);
  await picture(w.page, 'screen-landscape');
  await w.page.setViewportSize({ width: 1080, height: 1920 });
  await picture(w.page, 'screen-portrait');
  const contact = () =>
    one<{ last_shown: string[]; same: boolean; skew: number }>(
      w,
      'select last_shown, last_hash = expected_hash as same, last_skew_seconds as skew from carriers.device',
    );
  await waitFor(async () => (await contact()).same === true);
  assert.equal((await contact()).last_shown.length, 1);
  assert.ok(Math.abs((await contact()).skew) <= 10);
  valueOf(
    await publish(w, await revised(w, w.item, 'withdraw', { reason: '事实有误，予以撤回' }), w.clock.now),
  );
  await w.hear();
  assert.equal(
    (await one<{ state: string }>(w, `select state from carriers.delivery where what = 'withdraw'`)).state,
    'waiting',
  );
  await w.pass(61_000);
  await w.page.getByText('暂无公开内容').waitFor();
  assert.doesNotMatch(await shown(w), /云溪村第一季度/);
  await waitFor(async () => {
    const row = await one<{ state: string }>(
      w,
      `select state from carriers.delivery where what = 'withdraw'`,
    );
    return row.state === 'delivered';
  });
  assert.deepEqual(w.faults, []);
});

test('with the server killed it goes on, after a restart too, says of when it is, and stops after a day', async (t) => {
  const w = await wall(t);
  await state(w, 'fresh');
  await waitFor(
    async () =>
      (await one<{ last_contact_at: Date | null }>(w, 'select last_contact_at from carriers.device'))
        .last_contact_at !== null,
  );
  // The second time the program comes from what the worker keeps.
  await w.page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  await w.page.reload();
  await state(w, 'fresh');
  await w.kill();
  await w.pass(20 * 60_000);
  await state(w, 'dated');
  assert.match(await shown(w), /截至 2026-03-02 10:0\d/);
  assert.match(await shown(w), /云溪村第一季度收支公示/);
  await w.page.reload();
  await state(w, 'dated');
  assert.match(await shown(w), /云溪村第一季度收支公示/);
  await picture(w.page, 'screen-dated');
  await w.pass(23 * HOUR);
  await state(w, 'dated');
  await w.pass(HOUR);
  await state(w, 'paused');
  assert.match(await shown(w), /暂停更新/);
  assert.doesNotMatch(await shown(w), /云溪村第一季度/);
  await picture(w.page, 'screen-paused');
  await w.page.reload();
  await state(w, 'paused');
  // Meanwhile it was withdrawn: what comes back is what is open now.
  valueOf(
    await publish(w, await revised(w, w.item, 'withdraw', { reason: '事实有误，予以撤回' }), w.clock.now),
  );
  await w.hear();
  await w.start();
  await w.pass(61_000);
  await w.page.getByText('暂无公开内容').waitFor();
  await state(w, 'fresh');
});

/** What the browser keeps for the screen: signs of values, and answers kept by its worker. */
const kept = (w: Wall) =>
  w.page.evaluate<{ signs: number; answers: number }>(`(async () => {
    const boxes = await Promise.all((await caches.keys()).map(async (one) => (await (await caches.open(one)).keys()).length));
    return { signs: JSON.stringify(localStorage).length, answers: boxes.reduce((sum, one) => sum + one, 0) };
  })()`);

test('a month on the wall, a day of it without network: right every day, and no more is kept than at first', async (t) => {
  const w = await wall(t);
  await state(w, 'fresh');
  const day = () => new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Shanghai' }).format(w.clock.now);
  const showsToday = async (items: number) => {
    await state(w, 'fresh');
    await w.page.locator('#screen').getByText(day()).first().waitFor();
    await waitFor(async () => {
      const { count, same, at } = await one<{ count: number; same: boolean; at: Date }>(
        w,
        `select cardinality(last_shown) as count, last_hash = expected_hash as same, last_contact_at as at from carriers.device`,
      );
      return count === items && same && w.clock.now.getTime() - at.getTime() < 2 * 60_000;
    });
  };
  const opened: Awaited<ReturnType<typeof approved>>[] = [];
  let atFirst = { signs: 0, answers: 0 };
  for (let date = 1; date <= 30; date += 1) {
    await w.pass(23 * HOUR + 58 * 60_000);
    if (date === 5) {
      const more = await approved(w, { title: '三月份低保名单公示', body: body(text) });
      valueOf(await publish(w, more, w.clock.now));
      await w.hear();
      opened.push(more);
    }
    if (date === 12) {
      await w.pass(61_000);
      await showsToday(2);
      await w.kill();
      await w.pass(20 * 60_000);
      await state(w, 'dated');
      await w.pass(24 * HOUR);
      await state(w, 'paused');
      assert.doesNotMatch(await shown(w), /公示/);
      for (const gone of opened)
        valueOf(
          await publish(w, await revised(w, gone, 'withdraw', { reason: '公示期满，予以撤回' }), w.clock.now),
        );
      await w.hear();
      await w.start();
    }
    await w.pass(61_000);
    await showsToday(date >= 5 && date < 12 ? 2 : 1);
    if (date === 2) atFirst = await kept(w);
  }
  assert.match(await shown(w), /云溪村第一季度收支公示/);
  const now = await kept(w);
  assert.ok(atFirst.signs > 0, 'something is kept');
  // Times and hashes have the same length every day; a few signs are left to numbers that grow.
  assert.ok(Math.abs(now.signs - atFirst.signs) < 64, JSON.stringify([atFirst, now]));
  assert.equal(now.answers, atFirst.answers);
  assert.deepEqual(w.faults, []);
});

test('its clock may be wrong: set back it goes on, set ahead without network it shows nothing it cannot confirm', async (t) => {
  const w = await wall(t);
  await state(w, 'fresh');
  await w.page.clock.setSystemTime(new Date('1999-12-31T16:00:00Z'));
  await w.pass(61_000);
  await state(w, 'fresh');
  assert.match(await shown(w), /2026-03-02 10:0\d/);
  await waitFor(
    async () =>
      (await one<{ skew: number }>(w, 'select last_skew_seconds as skew from carriers.device')).skew <
      -20 * 365 * 86_400,
  );
  await w.kill();
  await w.page.clock.setSystemTime(new Date('2026-09-01T00:00:00Z'));
  await w.pass(2_000);
  await state(w, 'paused');
  await w.start();
  await w.pass(61_000);
  await state(w, 'fresh');
  assert.match(await shown(w), /云溪村第一季度收支公示/);
});

test('a revoked or unknown key gets nothing, and the screen forgets what it had; a page in between does not make it', async (t) => {
  const w = await wall(t);
  await state(w, 'fresh');
  const device = w.page.url().split('/').at(-1) ?? '';
  const ask = (id: string, key: string) =>
    fetch(`${w.url}/screen/${id}/manifest`, { headers: { 'x-device-key': key } });
  const stranger = await ask('01890000-0000-7000-8000-000000000000', 'x');
  const wrong = await ask(device, 'x'.repeat(43));
  for (const answer of [stranger, wrong]) {
    assert.deepEqual([answer.status, await answer.text()], [404, '']);
    assert.equal(answer.headers.get('etag'), null);
  }
  // Some network's own page instead of ours.
  await w.context.route('**/manifest', (route) =>
    route.fulfill({ status: 404, body: 'sign in to the network' }),
  );
  await w.pass(61_000);
  await state(w, 'fresh');
  await w.context.unroute('**/manifest');
  valueOf(await w.as(w.people.handler, (ctx) => revokeDevice(ctx, w.carrier)));
  await w.pass(61_000);
  await state(w, 'blank');
  assert.doesNotMatch(await shown(w), /云溪村/);
  assert.equal(await w.page.evaluate('localStorage.length'), 0);
  await w.page.reload();
  await state(w, 'blank');
  await picture(w.page, 'screen-blank');
});

test('a kiosk is the portal without ways out; left alone it goes back to its beginning and forgets', async (t) => {
  const w = await wall(t, 'kiosk');
  await w.page.getByRole('heading', { level: 1 }).waitFor();
  await picture(w.page, 'kiosk-home');
  await w.page.setViewportSize({ width: 390, height: 844 });
  await picture(w.page, 'kiosk-home-390');
  assert.equal(await w.page.evaluate('document.documentElement.scrollWidth > innerWidth'), false);
  const small = await w.page.evaluate(
    `[...document.querySelectorAll('a, button, input')].filter( (one) => one.getBoundingClientRect().height < 48, ).length`,
  );
  assert.equal(small, 0);
  await w.page.getByRole('link', { name: /云溪村第一季度收支公示/ }).click();
  await w.page.getByText('本季度集体收入十二万元').first().waitFor();
  await w.page.setViewportSize({ width: 1080, height: 1920 });
  await picture(w.page, 'kiosk-item');
  const out = await w.page.evaluate(
    `[...document.querySelectorAll('a')].filter((one) => !one.pathname.startsWith('/kiosk/')).length`,
  );
  assert.equal(out, 0);
  await w.page.goBack();
  await w.page.getByRole('link', { name: '查找', exact: true }).click();
  await picture(w.page, 'kiosk-search');
  // By the keys on the screen alone: first letters, then the word they stand for.
  for (const key of ['S', 'Z']) await w.page.getByRole('button', { name: key, exact: true }).click();
  await w.pass(300);
  await w.page.locator('#answer mark').getByText('收支').first().waitFor();
  await picture(w.page, 'kiosk-letters');
  await w.page.getByRole('navigation', { name: '您要找的是：' }).getByRole('link', { name: '收支' }).click();
  await w.page.waitForURL(/search\?q=%E6%94%B6%E6%94%AF/);
  await w.page.getByRole('link', { name: /云溪村第一季度收支公示/ }).waitFor();
  await w.pass(60_000);
  await w.page.getByRole('searchbox').pressSequentially('x');
  await w.pass(60_000);
  assert.match(w.page.url(), /search/);
  await w.pass(91_000);
  await w.page.waitForURL(/\/kiosk\/[0-9a-f-]{36}$/);
  await w.page.getByRole('heading', { level: 1 }).waitFor();
  assert.doesNotMatch(await w.page.content(), /x收支|收支x/);
  const [cookie] = await w.context.cookies();
  assert.deepEqual([cookie?.httpOnly, cookie?.sameSite], [true, 'Strict']);
  const bare = await fetch(w.page.url());
  assert.deepEqual([bare.status, await bare.text()], [404, '']);
  assert.deepEqual(w.faults, []);
});

test('a kiosk without network finds in what it keeps, says of when that is, and stops after a day', async (t) => {
  const w = await wall(t, 'kiosk');
  await w.page.getByRole('heading', { level: 1 }).waitFor();
  const device = () =>
    one<{ last_hash: string | null; last_shown: string[]; same: boolean }>(
      w,
      'select last_hash, last_shown, last_hash = expected_hash as same from carriers.device',
    );
  // It says what it keeps, as a screen says what it shows.
  await w.pass(61_000);
  await waitFor(async () => ((await device()).last_hash ?? '') !== '');
  assert.deepEqual([(await device()).last_shown.length, (await device()).same], [1, true]);
  // The worker holds the page that stands in with its program, and the mark that it is whole.
  const kept = `caches.open('gongkai-kiosk-app').then((one) => one.keys()).then((all) => all.length >= 8)`;
  await waitFor(async () => w.page.evaluate<boolean>(kept).catch(() => false));
  await w.kill();
  await w.page.getByRole('link', { name: '查找', exact: true }).click();
  await w.page.getByText(/网络中断。以下是截至 2026-03-02 10:0\d 收到的 1 件/).waitFor();
  for (const key of ['S', 'Z']) await w.page.getByRole('button', { name: key, exact: true }).click();
  await picture(w.page, 'kiosk-offline');
  await w.page.getByRole('link', { name: /云溪村第一季度收支公示/ }).click();
  await w.page.getByText('本季度集体收入十二万元').first().waitFor();
  await picture(w.page, 'kiosk-offline-item');
  await w.page.goBack();
  await w.page.getByRole('button', { name: '全部清除' }).click();
  await w.page.getByRole('button', { name: 'V', exact: true }).click();
  await w.page.getByText(/在已收到的内容中没有找到/).waitFor();
  // Nobody touches it: back to the beginning, and after a day nothing is shown that cannot be confirmed.
  await w.pass(24 * HOUR);
  await w.page.getByText(/网络中断已久/).waitFor();
  assert.doesNotMatch(await w.page.locator('body').innerText(), /云溪村/);
  valueOf(
    await publish(w, await revised(w, w.item, 'withdraw', { reason: '事实有误，予以撤回' }), w.clock.now),
  );
  await w.hear();
  await w.start();
  await w.pass(20_000);
  await w.page.getByRole('heading', { name: '青禾区党务公开' }).waitFor();
  assert.doesNotMatch(await w.page.locator('body').innerText(), /云溪村第一季度/);
  // The world's worker runs by today's clock: the receipt asks for two minutes on the clock of this test.
  await w.db.owner.pool.query(`update carriers.delivery set created_at = $1 where what = 'withdraw'`, [
    new Date(w.clock.now.getTime() - 10 * 60_000),
  ]);
  await w.pass(61_000);
  const withdrawal = `select state from carriers.delivery where what = 'withdraw'`;
  await waitFor(async () => (await one<{ state: string }>(w, withdrawal)).state === 'delivered');
  assert.deepEqual((await device()).last_shown, []);
  // A key that is gone takes what was kept along.
  valueOf(await w.as(w.people.handler, (ctx) => revokeDevice(ctx, w.carrier)));
  await w.pass(61_000);
  await waitFor(async () => (await w.page.evaluate('localStorage.length').catch(() => 1)) === 0);
});

async function waitFor(isTrue: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 800; tries += 1) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  assert.fail('it did not come about');
}
