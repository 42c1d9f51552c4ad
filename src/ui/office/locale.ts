export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];

/** The server reads the same cookie for its own pages, so that sign-in and office speak one language. */
const cookieName = 'gongkai_locale';

/** Language chosen last; Chinese when none was. */
export function readLocale(): Locale {
  const found = document.cookie.split('; ').find((pair) => pair.startsWith(`${cookieName}=`));
  return found?.slice(cookieName.length + 1) === 'en' ? 'en' : 'zh-CN';
}

/** Keeps the choice for a year on this device. */
export function writeLocale(locale: Locale): void {
  document.cookie = `${cookieName}=${locale}; path=/; max-age=31536000; samesite=lax`;
  document.documentElement.lang = locale;
}
