import type { Coverage } from './sfnt.ts';

/** 缺字: what printers set where a type is missing. */
const GETA = '〓';

/**
 * Puts 〓 with the code point in place of each character that no font has, so that a reader sees that something stands there
 * and which it is. Works on JSON text: names and syntax are ASCII, which every font has.
 * @param json JSON text; strings unescaped beyond what JSON demands
 */
export function markMissing(
  json: string,
  has: Coverage,
): { readonly text: string; readonly missing: readonly string[] } {
  const missing = new Map<string, string>();
  for (const char of new Set(json.normalize('NFC'))) {
    const codePoint = char.codePointAt(0) ?? 0;
    if (codePoint < 0x80 || isUnseen(char) || has(codePoint)) continue;
    missing.set(char, `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`);
  }
  if (missing.size === 0) return { text: json.normalize('NFC'), missing: [] };
  const text = [...json.normalize('NFC')]
    .map((char) => (missing.has(char) ? `${GETA}(${missing.get(char)})` : char))
    .join('');
  return { text, missing: [...missing.values()].sort() };
}

/** Spaces, joiners and selectors need no glyph. */
function isUnseen(char: string): boolean {
  return /\p{Zs}|\p{Cf}|\p{Variation_Selector}|[\t\n]/u.test(char);
}
