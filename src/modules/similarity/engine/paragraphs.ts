import type { Passage, Span } from './compare.ts';

type Same = Passage['same'][number];

/**
 * Cuts a passage where a paragraph of ours ends, so that what belongs together stands side by side. Nothing is left out of
 * what is the same but the breaks between paragraphs.
 */
export function byParagraph(passage: Passage, ours: string, theirs: string): readonly Passage[] {
  const rows: Same[][] = [];
  let end: number | undefined;
  for (const same of passage.same.flatMap((one) => cut(one, ours, theirs))) {
    const isBroken = end === undefined || ours.slice(end, same.ours.start).includes('\n');
    if (isBroken) rows.push([same]);
    else rows.at(-1)?.push(same);
    end = same.ours.end;
  }
  return rows.map((same) => ({ ours: around(same, 'ours'), theirs: around(same, 'theirs'), same }));
}

/** A piece that goes over the end of a paragraph, in its parts; whole where the two texts break in different places. */
function cut(same: Same, ours: string, theirs: string): readonly Same[] {
  const mine = linesOf(ours, same.ours);
  const other = linesOf(theirs, same.theirs);
  if (mine.length !== other.length) return [same];
  return mine.map((span, index) => ({ ours: span, theirs: other[index] ?? span }));
}

function linesOf(text: string, { start, end }: Span): readonly Span[] {
  return [...text.slice(start, end).matchAll(/[^\n]+/g)].map((line) => ({
    start: start + line.index,
    end: start + line.index + line[0].length,
  }));
}

function around(same: readonly Same[], side: 'ours' | 'theirs'): Span {
  return { start: same[0]?.[side].start ?? 0, end: same.at(-1)?.[side].end ?? 0 };
}
