import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Reader } from '#platform/database';
import { htmlProblems, toDocument } from '#platform/html';
import type { PageAnswer, PageContext } from '#platform/http';
import { createTranslator, type Locale, locales } from '#platform/i18n';
import { type Chrome, portalMessages, type SiteFacts, stylesheet } from '#ui/portal';
import { errorPage, signInPage, siteMessages, sitePages, totpPage } from './index.ts';

const translate = createTranslator([portalMessages, siteMessages]);
const facts: SiteFacts = {
  name: '样例区公开网',
  host: '样例区委办公室',
  operator: null,
  siteCode: null,
  icpNumber: null,
  policeNumber: null,
  phone: null,
  email: null,
  address: null,
};

function context(path: string, locale: Locale, demo = true): { ctx: PageContext; asked: string[] } {
  const asked: string[] = [];
  const ctx: PageContext = {
    actor: null,
    session: null,
    locale,
    t: translate(locale),
    now: new Date('2026-03-01T00:00:00Z'),
    requestId: 'r-1',
    ip: '::1',
    files: { folder: '/nowhere', bucket: null },
    baseUrl: 'https://gongkai.example',
    demo,
    cookies: {},
    headers: {},
    permit: () => {
      throw new Error('not asked here');
    },
    openTo: (whom) => {
      asked.push(whom);
      return { ok: true, value: null };
    },
    coverage: () => ({ paths: [], units: [], lines: [] }),
    permissions: new Map(),
    // The only thing these pages read are the site's facts, and those come from the function given below.
    read: <T>(work: (db: Reader) => Promise<T>): Promise<T> => work({} as never),
    elder: false,
    path,
  };
  return { ctx, asked };
}

const pages = sitePages(async () => facts);

async function get(path: string, locale: Locale, demo = true, query: object = {}): Promise<PageAnswer> {
  const found = pages.find((one) => one.path === path);
  assert.ok(found !== undefined, path);
  const { ctx, asked } = context(path, locale, demo);
  const answer = await found.handle(ctx, { params: undefined, query });
  assert.deepEqual(asked, ['everyone'], `${path} records who it is open to`);
  return answer;
}

test('help, accessibility and about are whole pages in both languages', async () => {
  for (const locale of locales) {
    for (const path of [
      '/help',
      '/help/reading',
      '/help/finding',
      '/help/verifying',
      '/accessibility',
      '/about',
      '/gallery',
    ]) {
      const answer = await get(path, locale);
      const body = String(answer.body);
      assert.equal(answer.status, 200, path);
      assert.deepEqual(htmlProblems(body), [], `${path} ${locale}`);
      assert.doesNotMatch(body, /(site|portal)\.[a-z]\w+\.?\w*</i, path);
      assert.match(body, new RegExp(`<html lang="${locale}"`));
    }
  }
});

test('the gallery is for demonstrations only', async () => {
  assert.equal((await get('/gallery', 'zh-CN', false)).status, 404);
});

test('a preference link sets one cookie and comes back to this site', async () => {
  const answer = await get('/preferences', 'zh-CN', true, { mode: 'elder', back: '/items?kind=party' });
  assert.deepEqual([answer.status, answer.headers?.location], [303, '/items?kind=party']);
  assert.equal(
    answer.headers?.['set-cookie'],
    'gongkai_elder=1; Path=/; Max-Age=31536000; SameSite=Lax; Secure',
  );
  const hostile = await get('/preferences', 'zh-CN', true, { lang: 'x; Domain=evil', back: '//evil.test' });
  assert.deepEqual([hostile.headers?.location, hostile.headers?.['set-cookie']], ['/', undefined]);
});

test('assets are kept for ever under their content’s name', async () => {
  const answer = await get(stylesheet.path, 'zh-CN');
  assert.equal(answer.headers?.['cache-control'], 'public, max-age=31536000, immutable');
  assert.equal(answer.media, 'text/css; charset=utf-8');
});

test('sign-in pages keep what was typed but never the password, and tie errors to fields', () => {
  for (const locale of locales) {
    const chrome: Chrome = {
      t: translate(locale),
      locale,
      elder: false,
      here: '/signin',
      site: facts,
      reader: null,
      demo: true,
    };
    const account = { account: 'demo.1', password: '演示密码', name: '<甲>', unit: '样例镇', role: '承办人' };
    const form = toDocument(
      signInPage(chrome, {
        back: '/members',
        account: '"><b>',
        wrong: '账号或密码不正确。',
        demoAccounts: [account],
      }),
    );
    assert.deepEqual(htmlProblems(form), []);
    assert.match(form, /<form method="post" action="\/signin">/);
    assert.match(form, /value="&quot;&gt;&lt;b&gt;"/);
    assert.match(form, /role="alert"[\s\S]*账号或密码不正确/);
    assert.doesNotMatch(form, /type="password"[^>]*value=/);
    const plain = toDocument(signInPage(chrome, { back: '/', account: '', wrong: null, demoAccounts: null }));
    assert.doesNotMatch(plain, /demo\.1|演示密码/);
    const second = toDocument(totpPage(chrome, { back: '/', challenge: 'c', wrong: '不正确' }));
    assert.deepEqual(htmlProblems(second), []);
    assert.match(second, /aria-describedby="field-code-wrong" aria-invalid="true"/);
  }
});

test('the page of a refusal or fault says what to do and quotes the number only for faults', () => {
  const { ctx } = context('/x', 'zh-CN');
  const fault = errorPage(ctx, { status: 500, message: '系统出了问题。', requestId: 'r-9' }, facts);
  const absent = errorPage(ctx, { status: 404, message: '没有找到。', requestId: 'r-9' }, facts);
  assert.deepEqual([fault.status, absent.status], [500, 404]);
  assert.match(String(fault.body), /r-9/);
  assert.doesNotMatch(String(absent.body), /r-9/);
  for (const answer of [fault, absent]) assert.deepEqual(htmlProblems(String(answer.body)), []);
});
