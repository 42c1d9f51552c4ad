import { createHmac } from 'node:crypto';
import type { Finding, FindingPlace } from '../forms.ts';
import type { FindingClass, FindingKind } from '../kinds.ts';
import { classOfKind } from '../kinds.ts';
import { ageOn } from './checksum.ts';
import { detectCodes } from './codes.ts';
import { fold, unfold } from './fold.ts';
import { detectMarks, detectTerms } from './marks.ts';
import { maskValue } from './mask.ts';
import { detectNumbers } from './numbers.ts';
import type { Candidate, Page, ScreeningContext } from './page.ts';
import { detectWords } from './words.ts';

/** Changes whenever rules change: a screening says by which engine it was made. */
export const engineVersion = 'screening-2';

const detectors = [detectMarks, detectNumbers, detectCodes, detectWords, detectTerms];

/** Recognised and let pass (an organ's own phone, a company's code) as well as flagged. For tests and measurement. */
export type Recognition = Omit<Finding, 'place'> & { readonly isFlagged: boolean };

/**
 * Recognises personal identifiers and marks in one text. Pure and linear in the length of the text: every pattern has
 * bounded repetitions. Offsets count UTF-16 units of the text given.
 */
export function recognizeText(text: string, context: ScreeningContext = {}): Recognition[] {
  const folded = fold(text);
  const label = context.label === undefined ? {} : { label: fold(context.label).text };
  const page: Page = { text: folded.text, context: { ...context, ...label } };
  const asked = context.marksOnly === true ? [detectMarks] : detectors;
  const candidates = asked.flatMap((detect) => [...detect(page)]);
  return withoutOverlaps(candidates).map((found) => ({
    kind: found.kind,
    label: `screening.kind.${found.kind}`,
    ...unfold(folded, found.start, found.end),
    masked: shownAs(found),
    ...(found.replacement === undefined ? {} : { replacement: found.replacement }),
    reason: found.reason,
    confidence: found.confidence,
    class: classOf(found, context),
    fingerprint: fingerprintOf(found.kind, found.value, context.key),
    isFlagged: found.isFlagged,
  }));
}

/** A wrong word is shown with the right one. */
function shownAs({ kind, value, replacement }: Candidate): string {
  const masked = maskValue(kind, value);
  return replacement === undefined ? masked : `${masked} → ${replacement}`;
}

/** The findings of one text: what a person has to decide about. The value found is in none of them. */
export function screenText(
  text: string,
  context: ScreeningContext = {},
  place: FindingPlace = { in: 'title' },
): Finding[] {
  return recognizeText(text, context)
    .filter((found) => found.isFlagged)
    .map(({ isFlagged: _isFlagged, ...found }) => ({ ...found, place }));
}

/** Same kind and value, same fingerprint; keyed, so that it cannot be turned back by trying all numbers. */
export function fingerprintOf(kind: FindingKind, value: string, key = ''): string {
  return createHmac('sha256', `gongkai.screening.1 ${key}`).update(`${kind}\n${value}`).digest('hex');
}

/** Numbers of children under fourteen are sensitive by themselves (个人信息保护法 art. 28). */
function classOf(found: Candidate, context: ScreeningContext): FindingClass {
  const isIdentity = found.kind === 'id_card_18' || found.kind === 'hmt_residence_permit';
  if (isIdentity && context.today !== undefined && ageOn(context.today, found.value.slice(6, 14)) < 14)
    return 'sensitiveMinor';
  return found.kind === 'uscc' && found.isFlagged ? 'personal' : classOfKind[found.kind];
}

/** Where two things are seen in one place, the one that was checked harder stays. Marks and terms never give way. */
const rank: Readonly<Partial<Record<FindingKind, number>>> = {
  secret_mark: 0,
  internal_mark: 0,
  copy_number: 0,
  unit_term: 0,
  wrong_word: 0,
  disability_cert: 1,
  student_id: 1,
  id_card_18: 2,
  hmt_residence_permit: 2,
  foreigner_pr_card: 2,
  uscc: 3,
  bank_card: 4,
  id_card_15: 5,
  mobile: 6,
  wechat_qq: 9,
  id_suspect: 10,
  account_suspect: 10,
};
const rankOf = (found: Candidate) => rank[found.kind] ?? 7;

function withoutOverlaps(candidates: readonly Candidate[]): Candidate[] {
  const unranked = candidates.filter((found) => rankOf(found) === 0);
  const chosen = clusters(candidates.filter((found) => rankOf(found) !== 0)).flatMap(bestOf);
  return dedupe([...unranked, ...chosen].sort((a, b) => a.start - b.start || a.end - b.end));
}

/** Groups of candidates that touch one another; choosing inside each keeps the whole linear. */
function clusters(candidates: readonly Candidate[]): Candidate[][] {
  const groups: Candidate[][] = [];
  let end = -1;
  for (const found of candidates.toSorted((a, b) => a.start - b.start)) {
    const group = groups.at(-1);
    if (group === undefined || found.start >= end) groups.push([found]);
    else group.push(found);
    end = Math.max(found.start >= end ? 0 : end, found.end);
  }
  return groups;
}

function bestOf(cluster: readonly Candidate[]): Candidate[] {
  const taken: Candidate[] = [];
  for (const found of cluster.toSorted(
    (a, b) => rankOf(a) - rankOf(b) || a.start - b.start || b.end - a.end,
  )) {
    if (!overlapsAny(taken, found)) taken.splice(placeIn(taken, found.start), 0, found);
  }
  return taken;
}

/** `taken` is sorted and free of overlaps, so only the neighbours matter. */
function overlapsAny(taken: readonly Candidate[], found: Candidate): boolean {
  const at = placeIn(taken, found.start);
  const before = taken[at - 1];
  const after = taken[at];
  return (
    (before !== undefined && before.end > found.start) || (after !== undefined && after.start < found.end)
  );
}

function placeIn(taken: readonly Candidate[], start: number): number {
  let low = 0;
  let high = taken.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((taken[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function dedupe(sorted: readonly Candidate[]): Candidate[] {
  return sorted.filter((found, at) => {
    const before = sorted[at - 1];
    return before === undefined || before.start !== found.start || before.kind !== found.kind;
  });
}
