import type { Texts } from './i18n.tsx';
import type { Locale } from './locale.ts';

/** A table of words as options of a select, in the table's order. */
export function toOptions<Key extends string>(
  texts: Texts<Key>,
  locale: Locale,
): { value: Key; label: string }[] {
  return (Object.entries(texts[locale]) as [Key, string][]).map(([value, label]) => ({ value, label }));
}

/** The word of a value that comes from the server; one we don't know shows as itself. */
export function wordOf(texts: Texts, locale: Locale, value: string): string {
  return texts[locale][value] ?? value;
}
