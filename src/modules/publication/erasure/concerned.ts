import { wordFinder } from '#platform/erasing';
import type { PartKind } from '../words.ts';

/** Pieces of HTML that do not end a word: those of running text, and line breaks in it. */
const inline = /<\/?(?:strong|em|u|a|s|sub|sup|span|b|i|br)(?:\s[^>]*)?>/g;
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
const unescape = (text: string) =>
  text.replace(/&(lt|gt|quot|#39|amp);/g, (all, name) => entities[name] ?? all);

/** All a block says, tags and markup taken off: its text as it is read, then the values of its attributes. */
export function wordsOfHtml(markup: string): string {
  const attributes = [...markup.matchAll(/="([^"]*)"/g)].map((one) => one[1] ?? '');
  const text = markup.replace(inline, '').replace(/<[^>]*>/g, '\n');
  return unescape([text, ...attributes].join('\n'));
}

function wordsOfJson(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object') return '';
  return Object.values(value).map(wordsOfJson).join('\n');
}

export type FrozenPart = {
  readonly kind: PartKind;
  readonly bytes: Buffer | null;
  readonly sha256: string | null;
};

/**
 * Does a frozen part say one of the words, or is it one of the files that go?
 * @param words as `normalWords` gives them
 */
export function concerns(
  words: readonly string[],
  files: ReadonlySet<string>,
): (part: FrozenPart) => boolean {
  const find = wordFinder(words);
  return ({ kind, bytes, sha256 }) => {
    if (kind === 'attachment') return sha256 !== null && files.has(sha256);
    if (bytes === null) return false;
    const text = bytes.toString();
    switch (kind) {
      case 'title':
        return find(text).length > 0;
      case 'meta':
        return find(wordsOfJson(JSON.parse(text))).length > 0;
      case 'block':
        return find(wordsOfHtml(text)).length > 0;
    }
  };
}
