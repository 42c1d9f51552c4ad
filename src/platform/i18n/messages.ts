export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];

/** The messages of one room or piece: every key in both languages, or it does not compile. */
export type Messages<Key extends string = string> = Readonly<Record<Locale, Readonly<Record<Key, string>>>>;

export type Translate = (key: string, params?: Readonly<Record<string, string | number>>) => string;

/** Declares messages; the English keys must be exactly the Chinese ones. */
export function defineMessages<Key extends string>(messages: {
  'zh-CN': Record<Key, string>;
  en: Record<NoInfer<Key>, string>;
}): Messages<Key> {
  return messages;
}

/**
 * Gathers the messages of all rooms into one function of language and key.
 * @throws when two rooms declare the same key: a message has one owner.
 */
export function createTranslator(rooms: readonly Messages[]): (locale: Locale) => Translate {
  const tables: Record<Locale, Map<string, string>> = { 'zh-CN': new Map(), en: new Map() };
  for (const room of rooms) {
    for (const locale of locales) {
      for (const [key, text] of Object.entries(room[locale])) {
        if (tables[locale].has(key)) throw new Error(`message ${key} (${locale}) is declared twice`);
        tables[locale].set(key, text);
      }
    }
  }
  return (locale) => (key, params) => fill(tables[locale].get(key) ?? missing(key), params);
}

/** A missing key shows as itself, so that it is seen and reported, and never breaks a page. */
function missing(key: string): string {
  return key;
}

function fill(text: string, params: Readonly<Record<string, string | number>> = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name];
    return value === undefined ? whole : String(value);
  });
}

/** Parameters that are themselves message keys (`state: 'draft'` and the message `state.draft`) are put into words. */
export function wordedParams(
  t: Translate,
  params: Readonly<Record<string, string | number>>,
): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => {
      if (typeof value !== 'string') return [name, value];
      const key = `${name}.${value}`;
      const words = t(key);
      return [name, words === key ? value : words];
    }),
  );
}
