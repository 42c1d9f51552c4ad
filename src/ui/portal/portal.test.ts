import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { htmlProblems, toDocument } from '#platform/html';
import { createTranslator, type Locale, locales } from '#platform/i18n';
import {
  assets,
  type Chrome,
  dayOf,
  fileSize,
  galleryPage,
  isElderWanted,
  page,
  pageHeaders,
  percent,
  portalMessages,
  preferenceCookie,
  preferenceLink,
  problemPage,
  safeReturn,
  stylesheet,
} from './index.ts';

const translate = createTranslator([portalMessages]);

function chrome(locale: Locale, mode: 'standard' | 'elder', here = '/gallery'): Chrome {
  return {
    t: translate(locale),
    locale,
    elder: mode === 'elder',
    here,
    site: {
      name: '样例区公开网',
      host: '样例区委办公室',
      operator: null,
      siteCode: '0000000000',
      icpNumber: null,
      policeNumber: null,
      phone: '0000-0000000',
      email: null,
      address: null,
    },
    reader: mode === 'elder' ? { name: '<b>甲</b>' } : null,
    demo: locale === 'en',
  };
}

test('the gallery is valid in both languages and both modes, and every word is translated', () => {
  for (const locale of locales) {
    for (const mode of ['standard', 'elder'] as const) {
      const markup = toDocument(galleryPage(chrome(locale, mode)));
      assert.deepEqual(htmlProblems(markup), [], `${locale} ${mode}`);
      assert.doesNotMatch(markup, /portal\.[a-z]+/);
      assert.match(
        markup,
        new RegExp(`<html lang="${locale}"${mode === 'elder' ? ' class="elder"' : '\\s*>'}`),
      );
    }
  }
});

test('a page escapes whatever title, query, crumb and address it is given', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const made = page(chrome('zh-CN', 'standard', `/items?q=${encodeURIComponent(text)}`), {
        title: text,
        place: 'items',
        crumbs: [{ label: text, href: `/${text}` }],
        query: text,
        description: text,
        body: [text],
      });
      assert.deepEqual(
        htmlProblems(toDocument(made).replace('</nav>\n', '</nav>\n<h1>t</h1>')).filter(
          (one) => !one.includes('h1'),
        ),
        [],
      );
    }),
    { numRuns: 60 },
  );
});

test('a preference link comes back to this site and nowhere else', () => {
  const hostile = fc.oneof(
    fc.webUrl(),
    fc.string(),
    fc.constantFrom(
      '//evil.test',
      '/\\evil.test',
      '/%0d%0aset-cookie:x',
      '\t//evil.test',
      '/ok\r\nx: y',
      'javascript:1',
      '/preferences?back=/preferences',
      '///x',
      '/\t/evil.test',
    ),
  );
  fc.assert(
    fc.property(hostile, (back) => {
      const path = safeReturn(back);
      assert.equal(new URL(path, 'https://this.test').origin, 'https://this.test');
      assert.match(path, /^\/[!-~]*$/);
    }),
    { numRuns: 2000 },
  );
  assert.equal(safeReturn('/items?kind=party&mode=elder'), '/items?kind=party');
  assert.equal(safeReturn(['/a', '/b']), '/');
  assert.equal(preferenceLink({ lang: 'en' }, '/i/abc?mode=elder'), '/preferences?lang=en&back=%2Fi%2Fabc');
});

test('elder mode: the address before the cookie; unknown values set no cookie', () => {
  assert.equal(isElderWanted('/items?mode=elder', false), true);
  assert.equal(isElderWanted('/items?mode=standard', true), false);
  assert.equal(isElderWanted('/items?mode=x', true), true);
  assert.equal(isElderWanted('/items', false), false);
  assert.deepEqual(preferenceCookie({ mode: 'elder' }), ['gongkai_elder', '1']);
  assert.deepEqual(preferenceCookie({ lang: 'zh' }), ['gongkai_locale', 'zh-CN']);
  for (const query of [{}, { lang: 'fr' }, { mode: 'constructor' }, { lang: ['en'] }])
    assert.equal(preferenceCookie(query), null);
});

test('a problem page says what happened and what to do, in both languages', () => {
  for (const locale of locales) {
    for (const status of [400, 401, 403, 404, 409, 410, 413, 415, 429, 500]) {
      const made = problemPage(chrome(locale, 'standard'), { status, message: '<x>', requestId: 'r1' });
      assert.deepEqual(htmlProblems(toDocument(made)), [], String(status));
      assert.doesNotMatch(toDocument(made), /portal\.[a-z]+/);
    }
  }
});

test('assets are named by their content, and nothing in them reaches outside', () => {
  for (const asset of assets) assert.match(asset.path, /^\/assets\/[a-z]+-[0-9a-f]{16}\.(css|svg)$/);
  assert.doesNotMatch(stylesheet.body.toString(), /@import|url\(|https?:/);
  assert.match(
    pageHeaders['content-security-policy'] ?? '',
    /^default-src 'none'; style-src 'self'; img-src 'self';/,
  );
});

/** Relative luminance and contrast ratio of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, bl = 0] = [1, 3, 5]
      .map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
      .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl;
  };
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

test('text colours reach AA on paper and tint, and AAA in elder mode', () => {
  const css = stylesheet.body.toString();
  const colour = (block: string, name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(block)?.[1];
  const normal = css.slice(css.indexOf(':root'), css.indexOf('}'));
  const elder = css.slice(css.indexOf('html.elder {'));
  for (const name of ['ink', 'ink-soft', 'seal', 'link', 'link-visited', 'good']) {
    for (const ground of ['#ffffff', '#f7f5f2']) {
      const plain = colour(normal, name);
      const large = colour(elder, name) ?? plain;
      assert.ok(plain !== undefined && large !== undefined, name);
      assert.ok(contrast(plain, ground) >= 4.5, `${name} ${plain} on ${ground}`);
      assert.ok(contrast(large, ground) >= 7, `elder ${name} ${large} on ${ground}`);
    }
  }
});

test('sizes, shares and days read as people write them', () => {
  assert.deepEqual([0, 1023, 1024, 34_816, 10 * 1024 * 1024].map(fileSize), [
    '0 B',
    '1023 B',
    '1.0 KB',
    '34 KB',
    '10 MB',
  ]);
  assert.deepEqual([percent(0, 0), percent(9999, 10_000), percent(10, 10)], ['—', '99.9%', '100%']);
  assert.equal(dayOf(new Date('2026-02-28T16:00:00Z')), '2026-03-01');
});
