/** Names of the cookies that hold what a reader prefers. Nothing else is remembered of a reader. */
export const localeCookie = 'gongkai_locale';
export const elderCookie = 'gongkai_elder';

const localeValues: Readonly<Record<string, string>> = { zh: 'zh-CN', 'zh-CN': 'zh-CN', en: 'en' };
const elderValues: Readonly<Record<string, string>> = { elder: '1', standard: '0' };

/** Elder mode (长者版): asked for in the address (`?mode=elder`, to be sent to somebody), else by the cookie. */
export function isElderWanted(path: string, byCookie: boolean): boolean {
  const asked = new URLSearchParams(path.split('?')[1] ?? '').get('mode');
  return asked === 'elder' || (byCookie && asked !== 'standard');
}

export type PreferenceChange = { readonly lang: 'zh' | 'en' } | { readonly mode: 'standard' | 'elder' };

/** Address that sets a preference and comes back; works without JavaScript. */
export function preferenceLink(change: PreferenceChange, here: string): string {
  const query = new URLSearchParams(change);
  query.set('back', safeReturn(here));
  return `/preferences?${query}`;
}

/**
 * The cookie that a preference link sets, as name and value; null when it names none. One link changes one thing.
 */
export function preferenceCookie(query: {
  readonly lang?: unknown;
  readonly mode?: unknown;
}): readonly [string, string] | null {
  const locale = pick(localeValues, query.lang);
  if (locale !== undefined) return [localeCookie, locale];
  const elder = pick(elderValues, query.mode);
  return elder === undefined ? null : [elderCookie, elder];
}

function pick(table: Readonly<Record<string, string>>, name: unknown): string | undefined {
  return typeof name === 'string' && Object.hasOwn(table, name) ? table[name] : undefined;
}

/**
 * Where to go back to: a path of this site, never another host (`//evil.test`, `/\evil.test`, `https:`), never the
 * preference address itself; without a mode in its query, which would win over the cookie just set.
 */
export function safeReturn(back: unknown): string {
  if (typeof back !== 'string' || back.length > 2000 || !/^\/(?![/\\])[!-[\]-~]*$/.test(back)) return '/';
  return back.startsWith('/preferences') ? '/' : withoutMode(back);
}

function withoutMode(path: string): string {
  const [before = '/', query = ''] = path.split('?', 2);
  const kept = new URLSearchParams(query.split('#')[0]);
  kept.delete('mode');
  const rest = kept.toString();
  return rest === '' ? before : `${before}?${rest}`;
}
