import { setImmediate as othersTurn } from 'node:timers/promises';
import { blocksOf, type RichText } from '#platform/richtext';
import type { Finding, FindingPlace } from '../forms.ts';
import { childrenInRows } from './children.ts';
import type { ScreeningContext } from './page.ts';
import { type Passage, passagesOfBody, passagesOfFile } from './passages.ts';
import { fingerprintOf, screenText } from './screen-text.ts';

export type AttachmentText = { readonly name: string; readonly sha256: string; readonly text: string };

export type DocumentContent = {
  readonly title: string;
  readonly body: RichText;
  readonly attachments: readonly AttachmentText[];
};

/**
 * Screens a whole disclosure: title, every block of the body with its path, and the texts of its attachments with section
 * and line. A table cell is read under its label, a row as one record. Pure.
 */
export function screenDocument(content: DocumentContent, context: ScreeningContext = {}): Finding[] {
  return [...passageByPassage(content, context)].flat();
}

/** Other requests wait no longer than this, in milliseconds, while a long text is read. */
const SLICE_MS = 20;

/** The same, letting others have their turn: a text of a million characters takes seconds. */
export async function screenDocumentInTurns(
  content: DocumentContent,
  context: ScreeningContext,
): Promise<Finding[]> {
  const found: Finding[] = [];
  let until = performance.now() + SLICE_MS;
  for (const findings of passageByPassage(content, context)) {
    found.push(...findings);
    if (performance.now() < until) continue;
    await othersTurn();
    until = performance.now() + SLICE_MS;
  }
  return found;
}

function* passageByPassage(content: DocumentContent, context: ScreeningContext): Generator<Finding[]> {
  yield screenText(content.title, { ...context, isStart: true }, { in: 'title' });
  yield* screenPassages(passagesOfBody(blocksOf(content.body)), context);
  for (const file of content.attachments) yield* screenPassages(passagesOfFile(file), context);
}

function* screenPassages(passages: readonly Passage[], context: ScreeningContext): Generator<Finding[]> {
  for (const passage of passages) yield screenPassage(passage, context);
  if (context.marksOnly === true) return;
  yield childrenInRows(passages, context.today, (kind, name) => fingerprintOf(kind, name, context.key));
}

function screenPassage(passage: Passage, context: ScreeningContext): Finding[] {
  const label = passage.label === null ? {} : { label: passage.label };
  const here = { ...context, ...label, isStart: passage.isStart };
  return screenText(passage.text, here, passage.place).map((found) => ({
    ...found,
    start: found.start + passage.offset,
    end: found.end + passage.offset,
    place: placeOf(found.place, passage.text, found.start),
  }));
}

/** Lines that run on are one passage: the finding's own line is counted from the first. */
function placeOf(place: FindingPlace, text: string, start: number): FindingPlace {
  if (place.in !== 'attachment') return place;
  let line = place.line;
  for (let at = text.indexOf('\n'); at !== -1 && at < start; at = text.indexOf('\n', at + 1)) line += 1;
  return { ...place, line };
}
