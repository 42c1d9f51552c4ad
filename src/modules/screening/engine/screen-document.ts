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
  return [
    ...screenText(content.title, { ...context, isStart: true }, { in: 'title' }),
    ...screenPassages(passagesOfBody(blocksOf(content.body)), context),
    ...content.attachments.flatMap((file) => screenPassages(passagesOfFile(file), context)),
  ];
}

function screenPassages(passages: readonly Passage[], context: ScreeningContext): Finding[] {
  const found = passages.flatMap((passage) => screenPassage(passage, context));
  if (context.marksOnly === true) return found;
  return [
    ...found,
    ...childrenInRows(passages, context.today, (kind, name) => fingerprintOf(kind, name, context.key)),
  ];
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
