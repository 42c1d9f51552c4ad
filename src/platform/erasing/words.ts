import type { Edit } from '#platform/safe-copies';

/*
 * Words that are to be erased, looked for in files. The database looks by the same rule (sql/0001-erasing.sql); a test holds
 * both against each other.
 */

/** What may stand between two signs of a word: somebody wrote an identity number in groups, or a line ended. */
const BETWEEN = '[ \\t\\n\\r\\u00a0\\u200b\\u3000-]';
const BETWEEN_IN_LINE = BETWEEN.replace('\\n\\r', '');

/** Half width and small letters; as many signs as before, so that places stay places. */
export function foldWords(text: string): string {
  return text
    .replace(/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/g, (sign) =>
      String.fromCharCode(sign.charCodeAt(0) - 0xfee0),
    )
    .replace(/[A-Z]/g, (sign) => sign.toLowerCase());
}

/** Words in one form, sorted, each once: what two people wrote is compared so. */
export function normalWords(words: readonly string[]): readonly string[] {
  const between = new RegExp(BETWEEN, 'g');
  const all = words.map((word) => foldWords(word.normalize('NFC')).replace(between, ''));
  return [...new Set(all)].filter((word) => word !== '').sort();
}

function patternOf(word: string, between: string): RegExp {
  const signs = Array.from(word, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`);
  return new RegExp(signs.join(`${between}{0,2}`), 'gu');
}

/**
 * Finds words however they are set: full or half width, capitals, in groups, over the end of a line.
 * @param words as `normalWords` gives them
 * @param within `line`: for masking in a file, whose lines are masked one by one
 * @returns a pure finder for `maskFile`; every sign is replaced by ×
 */
export function wordFinder(
  words: readonly string[],
  within: 'line' | 'text' = 'text',
): (text: string) => readonly Edit[] {
  const between = within === 'line' ? BETWEEN_IN_LINE : BETWEEN;
  const patterns = words.map((word) => patternOf(word, between));
  return (text) => {
    const found: Edit[] = [];
    let folded = foldWords(text);
    for (const pattern of patterns) {
      folded = folded.replace(pattern, (hit, start: number) => {
        found.push({ start, end: start + hit.length, replacement: '×'.repeat([...hit].length) });
        return '\u0000'.repeat(hit.length);
      });
    }
    return found;
  };
}
