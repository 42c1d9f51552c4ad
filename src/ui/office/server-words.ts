import { useCallback } from 'react';
import { fillText, type TextParams, type Texts, useLocale } from './i18n.tsx';

/**
 * Says a message by a key that the server names (`refusal.<code>`, `disclosure.event.<kind>`): the room's own message
 * file is the one source of the words, so a button says exactly what the refusal would say.
 * @param tables a constant of the calling module
 */
export function useServerWords(tables: readonly Texts[]): (key: string, params?: TextParams) => string {
  const { locale } = useLocale();
  return useCallback(
    (key, params = {}) => {
      const find = (one: string) =>
        tables.map((table) => table[locale][one]).find((found) => found !== undefined);
      const text = find(key);
      if (text === undefined) return key;
      // As the server does: a value that is itself a word of the tables (a state, a role) is said in words.
      const said = Object.entries(params).map(([name, value]) => [name, find(`${name}.${value}`) ?? value]);
      return fillText(text, Object.fromEntries(said));
    },
    [locale, tables],
  );
}
