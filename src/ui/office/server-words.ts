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
    (key, params) => {
      const text = tables.map((table) => table[locale][key]).find((found) => found !== undefined);
      return text === undefined ? key : fillText(text, params);
    },
    [locale, tables],
  );
}
