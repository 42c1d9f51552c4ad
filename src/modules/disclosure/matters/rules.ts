import { type Calendar, type LocalDate, localDateAt } from '#platform/calendar';
import { dayAfterTerm, type Term } from '../terms/rules.ts';
import { type Audience, audiences, type Stage, stages } from './words.ts';

/** One stage towards one audience (事前·党内 …) and what became of its disclosure. */
export type StageCase = {
  readonly stage: Stage;
  readonly audience: Audience;
  /** Where its newest revision stands: written, on its way, or out; `none` when it was given up or withdrawn. */
  readonly progress: 'none' | 'draft' | 'underWay' | 'out';
  /** Since when it is out, null when it is not. */
  readonly outSince: Date | null;
  /** The day its duty is due, and whether the duty is still open; null when the catalogue demands none. */
  readonly due: LocalDate | null;
};

export type MatterShape = { readonly inside: boolean; readonly outside: boolean };

/** The audiences a matter is disclosed to, inside first. */
export function audiencesOf(matter: MatterShape): readonly Audience[] {
  return audiences.filter((one) => matter[one]);
}

export type StageTerms = Readonly<Record<'insideFirst' | 'insideBefore' | 'outsideBefore', Term>>;

export type StageProblem =
  | { readonly code: 'matter-inside-missing' }
  | { readonly code: 'matter-inside-too-recent'; readonly day: LocalDate }
  | { readonly code: 'matter-before-missing' }
  | { readonly code: 'matter-before-too-recent'; readonly day: LocalDate }
  | { readonly code: 'matter-decision-missing' };

export type StageQuestion = {
  readonly matter: MatterShape;
  readonly stage: Stage;
  readonly audience: Audience;
  /** Stages of the matter that were begun; others are absent. */
  readonly cases: readonly StageCase[];
  /** When it would go out. */
  readonly goesOutAt: Date;
  /** Proposed urgently, with a reason that its releaser approves: order and intervals are waived, but not inside first. */
  readonly urgent: boolean;
  readonly terms: StageTerms;
  readonly calendar: Calendar;
};

/**
 * May this stage go out then (条例 art. 4: 一般先党内后党外; seed 004: 事前—决策—结果)?
 * Outside never before inside is out; after inside has been out for its interval; the decision after what came before it has
 * been out for its days towards every audience; the result after the decision is out.
 * @returns the first thing in the way, or null
 */
export function problemOfStage(question: StageQuestion): StageProblem | null {
  return insideProblem(question) ?? (question.urgent ? null : orderProblemOf(question));
}

function outSince({ cases }: StageQuestion, stage: Stage, audience: Audience): Date | null {
  return cases.find((one) => one.stage === stage && one.audience === audience)?.outSince ?? null;
}

function insideProblem(question: StageQuestion): StageProblem | null {
  if (question.audience === 'inside' || !question.matter.inside) return null;
  const since = outSince(question, question.stage, 'inside');
  if (since === null) return { code: 'matter-inside-missing' };
  if (question.urgent) return null;
  const day = dayAfterTerm(question.calendar, since, question.terms.insideFirst);
  return isTooEarly(question.goesOutAt, day) ? { code: 'matter-inside-too-recent', day } : null;
}

function orderProblemOf(question: StageQuestion): StageProblem | null {
  if (question.stage === 'before') return null;
  const earlier = question.stage === 'decision' ? 'before' : 'decision';
  const since = audiencesOf(question.matter).map((audience) => ({
    audience,
    at: outSince(question, earlier, audience),
  }));
  if (question.stage === 'result') {
    const own = since.find((one) => one.audience === question.audience);
    return own?.at == null ? { code: 'matter-decision-missing' } : null;
  }
  let last: LocalDate | null = null;
  for (const { audience, at } of since) {
    if (at === null) return { code: 'matter-before-missing' };
    const term = question.terms[audience === 'inside' ? 'insideBefore' : 'outsideBefore'];
    const day = dayAfterTerm(question.calendar, at, term);
    if (last === null || day > last) last = day;
  }
  return last !== null && isTooEarly(question.goesOutAt, last)
    ? { code: 'matter-before-too-recent', day: last }
    : null;
}

/** A term of seven days from the 2nd is over on the 9th: from that day on it may go. */
function isTooEarly(at: Date, day: LocalDate): boolean {
  return localDateAt(at) < day;
}

/** How a stage towards an audience stands, in the word the screen shows. */
export const stageStandings = ['ahead', 'draft', 'underWay', 'out', 'late', 'missing'] as const;
export type StageStanding = (typeof stageStandings)[number];

/**
 * late: its duty is past due and it is not out. missing: a later stage is out, or on its way, and this one is not out.
 */
export function standingOf(
  matter: MatterShape,
  cases: readonly StageCase[],
  stage: Stage,
  audience: Audience,
  today: LocalDate,
): StageStanding {
  const own = cases.find((one) => one.stage === stage && one.audience === audience);
  if (own?.progress === 'out') return 'out';
  if (own?.due != null && own.due < today) return 'late';
  const isPassedBy = audiencesOf(matter).some((other) =>
    stages.slice(stages.indexOf(stage) + 1).some((later) => cases.some((one) => isOn(one, later, other))),
  );
  if (isPassedBy) return 'missing';
  return own === undefined || own.progress === 'none' ? 'ahead' : own.progress;
}

function isOn(one: StageCase, stage: Stage, audience: Audience): boolean {
  return one.stage === stage && one.audience === audience && ['underWay', 'out'].includes(one.progress);
}

/** All stages of a matter towards all its audiences, in order. */
export function placesOf(
  matter: MatterShape,
): readonly { readonly stage: Stage; readonly audience: Audience }[] {
  return stages.flatMap((stage) => audiencesOf(matter).map((audience) => ({ stage, audience })));
}
