/**
 * The closed words in which a printed time limit (公开时限) is understood.
 * Source: the annotated phrases of real catalogues; RULES §3 “Time phrases met in real rows”.
 */

/** What starts the clock. `null` in a clause: the phrase names no event (同上, 从其规定). */
export const triggers = [
  'INFO_FORMED',
  'INFO_FORMED_OR_CHANGED',
  'INFO_OBTAINED',
  'INFO_OBTAINED_FORMED_OR_CHANGED',
  'POLICY_OBTAINED',
  'ADMIN_DECISION',
  'DECISION_MADE',
  'DECISION_DATE',
  'NPC_APPROVAL',
  'DEPT_BUDGET_APPROVED',
  'ALLOCATION_FIXED',
  'SURVEY_DONE',
  'REQUEST_RECEIVED',
  'CONSULTATION_RECEIVED',
  'OBJECTION_RECEIVED',
  'NOTICE',
  'EXTENSION',
  'MEETING_DAY',
  'ELECTION_DAY',
  'SCHOOL_TERM_START',
  'PROGRESS',
  'STAGE',
  'EVENT',
  'BEFORE_EVENT',
  'ON_CHANGE',
  'PUBLISHED',
  'CALENDAR',
  'UNSPECIFIED',
] as const;
export type Trigger = (typeof triggers)[number];

export const operators = [
  'within',
  'promptly',
  'every',
  'by_date',
  'on_day_of_quarter_month1',
  'by_day_of_quarter_month1',
  'on_day_of_month',
  'by_day_of_next_month',
  'by_day_of_next_quarter',
  'before',
  'per_stage',
  'keep',
  'posting_period',
  'posting_at_least',
  'comment_period_at_least',
  'extend_at_most',
  'extend_to',
  'overdue_after',
  'same_as_above',
  'subject_to_law',
  'manual',
] as const;
export type Operator = (typeof operators)[number];

export const limitUnits = [
  'working_day',
  'calendar_day',
  'month',
  'day_of_month',
  'date',
  'stage',
  'realtime',
] as const;
export type LimitUnit = (typeof limitUnits)[number];

export const limitKinds = [
  'prompt',
  'periodic',
  'staged',
  'standing',
  'on_request',
  'reference',
  'exception',
] as const;
export type LimitKind = (typeof limitKinds)[number];

/** One understood part of a printed limit. `amount` is a number, `MM-DD` for `date`, or null when the phrase gives none. */
export type Clause = {
  readonly clause: string;
  readonly trigger: Trigger | null;
  readonly operator: Operator;
  readonly amount: number | string | null;
  readonly unit: LimitUnit | null;
  readonly kind: LimitKind;
};

/** `flagged` holds what was read and not understood: shown to a person, never guessed. */
export type ParsedTimeLimit = {
  readonly clauses: readonly Clause[];
  readonly flagged: readonly string[];
};
