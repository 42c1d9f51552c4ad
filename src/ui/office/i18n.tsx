import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { type Locale, readLocale, writeLocale } from './locale.ts';

export type { Locale } from './locale.ts';

/** Texts of one room: every key in both languages, or it does not compile. */
export type Texts<Key extends string = string> = Readonly<Record<Locale, Readonly<Record<Key, string>>>>;

/** A text in both languages, where a table of keys would be too much. */
export type TwoTexts = Readonly<Record<Locale, string>>;

export type TextParams = Readonly<Record<string, string | number>>;
export type Say<Key extends string> = (key: Key, params?: TextParams) => string;

/** Declares texts; the English keys must be exactly the Chinese ones. */
export function defineTexts<Key extends string>(texts: {
  'zh-CN': Record<Key, string>;
  en: Record<NoInfer<Key>, string>;
}): Texts<Key> {
  return texts;
}

type LocaleState = { readonly locale: Locale; readonly setLocale: (locale: Locale) => void };

const LocaleContext = createContext<LocaleState>({ locale: 'zh-CN', setLocale: () => undefined });

/** Keeps the language of the whole office. */
export function LocaleProvider({ children }: { children: ReactNode }) {
  const [locale, keep] = useState<Locale>(readLocale);
  const setLocale = useCallback((next: Locale) => {
    writeLocale(next);
    keep(next);
  }, []);
  const state = useMemo(() => ({ locale, setLocale }), [locale, setLocale]);
  return <LocaleContext.Provider value={state}>{children}</LocaleContext.Provider>;
}

export function useLocale(): LocaleState {
  return useContext(LocaleContext);
}

/** @returns the function that says a text of these tables in the current language */
export function useText<Key extends string>(texts: Texts<Key>): Say<Key> {
  const { locale } = useLocale();
  return useCallback((key, params) => fillText(texts[locale][key], params), [texts, locale]);
}

/** Puts values in place of `{name}`; an unknown name stays visible so that it is noticed. */
export function fillText(text: string, params: TextParams = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
