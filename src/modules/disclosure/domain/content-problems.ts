import type { UnitRef } from '#kernel';
import { type Block, toText } from '#platform/richtext';
import type { RevisionContent } from '../content.ts';
import { type WithholdGround, type WithholdingProblem, withholdingProblems } from '../withholding/rules.ts';
import type { Purpose } from '../words.ts';

/** One thing the text lacks. `code` names the message `problem.<code>`; `field` is a field of the content. */
export type Problem = {
  readonly code: ProblemCode;
  readonly field: keyof RevisionContent;
  readonly params: Readonly<Record<string, string | number>>;
};

export type ProblemCode =
  | 'title-missing'
  | 'body-missing'
  | 'category-missing'
  | 'audience-missing'
  | 'audience-unexpected'
  | 'scope-unit-foreign'
  | 'document-date-future'
  | 'publish-at-past'
  | 'expires-too-early'
  | 'duty-unknown'
  | 'attachment-name-twice'
  | 'image-not-attached'
  | 'change-note-missing'
  | 'reason-missing'
  | 'validity-unchanged'
  | 'content-changed'
  | WithholdingProblem;

/** What the rules look at besides the text. */
export type Surroundings = {
  readonly unit: UnitRef;
  readonly purpose: Purpose;
  readonly now: Date;
  /** The installation's date, `YYYY-MM-DD`. */
  readonly today: string;
  /** Duties of the unit that may still be fulfilled. */
  readonly openDuties: ReadonlySet<string>;
  /** Grounds on which something may be withheld. */
  readonly grounds: readonly WithholdGround[];
  /** The content that this revision would replace on the page, if any. */
  readonly live: RevisionContent | null;
};

/**
 * Everything that keeps a text from being proposed (方案: 内容、范围、时间、方式, 条例 art. 15), all at once: a writer mends
 * a list, not a guessing game.
 */
export function contentProblems(content: RevisionContent, around: Surroundings): readonly Problem[] {
  return [
    ...textProblems(content),
    ...scopeProblems(content, around),
    ...dateProblems(content, around),
    ...dutyProblems(content, around),
    ...fileProblems(content),
    ...purposeProblems(content, around),
    ...withholdingProblems(content, around),
  ];
}

function problem(
  code: ProblemCode,
  field: keyof RevisionContent,
  params: Problem['params'] = {},
): readonly Problem[] {
  return [{ code, field, params }];
}

const isBlank = (text: string | null) => text === null || text.trim() === '';

function textProblems(content: RevisionContent): readonly Problem[] {
  // What is withheld whole has no text: its notice stands in its place.
  const isEmpty =
    content.withholding?.extent !== 'whole' &&
    isBlank(toText(content.body)) &&
    content.attachments.length === 0;
  return [
    ...(isBlank(content.title) ? problem('title-missing', 'title') : []),
    ...(isEmpty ? problem('body-missing', 'body') : []),
    ...(isBlank(content.category) ? problem('category-missing', 'category') : []),
  ];
}

/** A unit opens to its own people or to those of a unit it belongs to, never to another branch of the tree (art. 8). */
function scopeProblems(content: RevisionContent, { unit }: Surroundings): readonly Problem[] {
  const chain = unit.path.split('/').map(Number);
  const isSpecific = content.scope === 'specific';
  const names = content.audience !== null && content.audience.units.length > 0;
  return [
    ...(isSpecific && !names ? problem('audience-missing', 'audience') : []),
    ...(!isSpecific && content.audience !== null ? problem('audience-unexpected', 'audience') : []),
    ...(chain.includes(content.scopeUnit) ? [] : problem('scope-unit-foreign', 'scopeUnit')),
  ];
}

function dateProblems(content: RevisionContent, { now, today }: Surroundings): readonly Problem[] {
  const { documentDate, publishAt, expiresOn } = content;
  const out = publishAt === null || new Date(publishAt) < now ? now : new Date(publishAt);
  const firstDay = publishAt === null ? today : publishAt.slice(0, 10);
  return [
    ...(documentDate !== null && documentDate > today ? problem('document-date-future', 'documentDate') : []),
    ...(publishAt !== null && new Date(publishAt) < now ? problem('publish-at-past', 'publishAt') : []),
    ...(expiresOn !== null && (expiresOn <= firstDay || new Date(expiresOn) <= out)
      ? problem('expires-too-early', 'expiresOn')
      : []),
  ];
}

function dutyProblems(content: RevisionContent, { openDuties, live }: Surroundings): readonly Problem[] {
  const known = new Set([...openDuties, ...(live?.duties ?? [])]);
  const unknown = content.duties.filter((duty) => !known.has(duty));
  return unknown.length === 0 ? [] : problem('duty-unknown', 'duties', { count: unknown.length });
}

function fileProblems(content: RevisionContent): readonly Problem[] {
  const names = content.attachments.map((file) => file.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  const hashes = new Set(content.attachments.map((file) => file.sha256));
  const missing = imagesOf(content.body.content).filter((sha256) => !hashes.has(sha256));
  return [
    ...(twice === undefined ? [] : problem('attachment-name-twice', 'attachments', { name: twice })),
    ...(missing.length === 0 ? [] : problem('image-not-attached', 'body', { count: missing.length })),
  ];
}

/** Content hashes of the pictures in a text. */
function imagesOf(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap((block) => {
    switch (block.type) {
      case 'image':
        return [block.attrs.sha256];
      case 'bulletList':
      case 'orderedList':
        return block.content.flatMap((item) => imagesOf(item.content));
      case 'blockquote':
        return imagesOf(block.content);
      case 'table':
        return block.content.flatMap((row) => row.content.flatMap((cell) => imagesOf(cell.content)));
      default:
        return [];
    }
  });
}

/** Fields that a withdrawal or a change of validity may differ in: under those names no text may slip through. */
const mayDiffer: Partial<Record<Purpose, ReadonlySet<keyof RevisionContent>>> = {
  withdraw: new Set(['reason', 'changeNote', 'publishAt']),
  changeValidity: new Set(['validity', 'expiresOn', 'reason', 'changeNote', 'publishAt']),
};

function purposeProblems(content: RevisionContent, { purpose, live }: Surroundings): readonly Problem[] {
  const changed = live === null ? [] : changedFields(live, content);
  const foreign = changed.filter((field) => mayDiffer[purpose]?.has(field) === false);
  const needsNote = purpose === 'correct' || purpose === 'clarify';
  return [
    ...(needsNote && isBlank(content.changeNote) ? problem('change-note-missing', 'changeNote') : []),
    ...(purpose === 'withdraw' && isBlank(content.reason) ? problem('reason-missing', 'reason') : []),
    ...(purpose === 'changeValidity' && isBlank(content.reason) ? problem('reason-missing', 'reason') : []),
    ...(purpose === 'changeValidity' &&
    !changed.some((field) => field === 'validity' || field === 'expiresOn')
      ? problem('validity-unchanged', 'validity')
      : []),
    ...foreign.slice(0, 1).flatMap((field) => problem('content-changed', field, { contentField: field })),
  ];
}

/** The fields in which two contents differ. */
export function changedFields(a: RevisionContent, b: RevisionContent): readonly (keyof RevisionContent)[] {
  // The fields of both: one may be absent.
  const fields = [...new Set([...Object.keys(a), ...Object.keys(b)])] as (keyof RevisionContent)[];
  return fields.filter((field) => !isEqual(a[field], b[field]));
}

/** Sameness of two JSON values, whatever the order of their keys and whether absent keys are written as undefined. */
function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return Array.isArray(a) === Array.isArray(b) && [...keys].every((key) => isEqual(left[key], right[key]));
}
