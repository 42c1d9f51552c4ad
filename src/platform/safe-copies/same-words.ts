import { type SectionKind, sectionsOf } from '#platform/extraction';
import type { Removed, RemovedCode } from './types.ts';

/** Passages that stripping takes out or may thin out; everything else is what a reader reads. */
const besides: ReadonlySet<SectionKind> = new Set(['comment', 'metadata', 'hidden']);

/** Removals that may take words a reader of the file could have seen with their program. */
const takeWords: ReadonlySet<RemovedCode> = new Set([
  'comments',
  'deletions',
  'embedded-objects',
  'building-blocks',
  'annotation-authors',
  'unreferenced',
]);

/**
 * Does a stripped file still say what the file said? Its words must be the same; where words were taken out on purpose, they
 * must be the same with gaps. Both texts are as `#platform/extraction` stores them: read by another reader than the stripper.
 */
export function keepsWords(before: string, after: string, removed: readonly Removed[]): boolean {
  const [had, has] = [visible(before), visible(after)];
  if (had === has) return true;
  return removed.some(({ code }) => takeWords.has(code)) && isThinned(had, has);
}

const visible = (text: string) =>
  sectionsOf(text)
    .filter((section) => !besides.has(section.kind))
    .map((section) => section.text)
    .join('')
    .replaceAll(/\s+/g, '');

/** Are the signs of `thin` signs of `full`, in their order? */
function isThinned(full: string, thin: string): boolean {
  let at = 0;
  for (const sign of thin) {
    at = full.indexOf(sign, at);
    if (at === -1) return false;
    at += sign.length;
  }
  return true;
}
