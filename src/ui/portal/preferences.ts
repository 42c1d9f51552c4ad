import type { Locale } from '#platform/i18n';

/** How this reader wants pages: language of the chrome, and elder mode (适老版). Nothing else is remembered of a reader. */
export type Preferences = { readonly locale: Locale; readonly mode: 'standard' | 'elder' };

export const localeCookie = 'gongkai_lang';
export const modeCookie = 'gongkai_mode';

const localeNames: Readonly<Record<string, Locale>> = { zh: 'zh-CN', 'zh-CN': 'zh-CN', en: 'en' };
const modeNames: Readonly<Record<string, Preferences['mode']>> = { standard: 'standard', elder: 'elder' };

/**
 * Reads preferences: the query (`?lang=en&mode=elder`) before the cookies, so that an address can be sent to somebody;
 * Chinese and standard when neither says anything. Unknown values are ignored.
 */
export function readPreferences(
  query: Readonly<Record<string, unknown>>,
  cookies: Readonly<Record<string, string | undefined>>,
): Preferences {
  return {
    locale: pick(localeNames, query.lang) ?? pick(localeNames, cookies[localeCookie]) ?? 'zh-CN',
    mode: pick(modeNames, query.mode) ?? pick(modeNames, cookies[modeCookie]) ?? 'standard',
  };
}

function pick<T>(table: Readonly<Record<string, T>>, name: unknown): T | undefined {
  return typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Address that sets a preference and comes back; works without JavaScript. */
export function preferenceLink(
  change: { lang?: 'zh' | 'en'; mode?: 'standard' | 'elder' },
  here: string,
): string {
  const query = new URLSearchParams(change);
  query.set('back', withoutPreferences(here));
  return `/preferences?${query}`;
}

/** The cookies to set for a preference link, as name and value. */
export function preferenceCookies(
  query: Readonly<Record<string, unknown>>,
): readonly (readonly [string, string])[] {
  const locale = pick(localeNames, query.lang);
  const mode = pick(modeNames, query.mode);
  return [
    ...(locale === undefined ? [] : [[localeCookie, locale] as const]),
    ...(mode === undefined ? [] : [[modeCookie, mode] as const]),
  ];
}

/**
 * Where to go back to: a path of this site, never another host (`//evil.test`, `/\evil.test`, `https:`), never the
 * preference address itself.
 */
export function safeReturn(back: unknown): string {
  if (typeof back !== 'string' || back.length > 2000 || !/^\/(?![/\\])[!-[\]-~]*$/.test(back)) return '/';
  return back.startsWith('/preferences') ? '/' : withoutPreferences(back);
}

/** A query that names a preference would win over the cookie just set. */
function withoutPreferences(path: string): string {
  const [before = '/', query = ''] = path.split('?', 2);
  const kept = new URLSearchParams(query.split('#')[0]);
  kept.delete('lang');
  kept.delete('mode');
  const rest = kept.toString();
  return rest === '' ? before : `${before}?${rest}`;
}
