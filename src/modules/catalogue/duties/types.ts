import type { Calendar, LocalDate, Step, TermUnit, Warning } from '#platform/calendar';
import type { Stage, TimeKind } from '../forms/vocabulary.ts';
import type { Clause, Trigger } from '../time-limit/index.ts';

/** What the words without a number mean, in days. Data of a unit or of the installation, never of the code. */
export type DutyDefaultKey =
  | 'promptly'
  | 'realtime'
  | 'onProgress'
  | 'everyWithoutNumber'
  | 'standingFirst'
  | 'standingReview'
  | 'beforeEvent';
export type DutyDefaults = Readonly<
  Record<DutyDefaultKey, { readonly amount: number; readonly unit: TermUnit }>
>;

/** The values an installation starts with; no text fixes them (RULES §1: the regulation sets no day count). */
export const initialDefaults: DutyDefaults = {
  promptly: { amount: 10, unit: 'working_day' },
  realtime: { amount: 1, unit: 'working_day' },
  onProgress: { amount: 10, unit: 'working_day' },
  everyWithoutNumber: { amount: 3, unit: 'month' },
  standingFirst: { amount: 20, unit: 'working_day' },
  standingReview: { amount: 12, unit: 'month' },
  beforeEvent: { amount: 7, unit: 'calendar_day' },
};

/** A row of a catalogue in force, as far as its dates go. */
export type DutyRow = {
  readonly itemKey: string;
  readonly timeKind: TimeKind;
  readonly clauses: readonly Clause[];
  readonly stages: readonly Stage[];
  /** First day the matter was in force in any version: a new version does not postpone what was already due. */
  readonly since: LocalDate;
};

/** Something that happened for one row. */
export type HappenedEvent = {
  readonly id: string;
  readonly itemKey: string;
  readonly trigger: Trigger;
  readonly happenedOn: LocalDate;
  readonly title: string;
  readonly stage: Stage | null;
};

export type PlanInput = {
  readonly row: DutyRow;
  readonly calendar: Calendar;
  /** First day this version is in force: nothing due earlier is planned. */
  readonly inForceFrom: LocalDate;
  /** Periods that begin after this day are left for a later run. */
  readonly horizon: LocalDate;
  readonly events: readonly HappenedEvent[];
  readonly defaults: DutyDefaults;
};

/** How long the publication must stay up or take opinions, when the row says so. */
export type Posting = {
  readonly operator: 'posting_period' | 'posting_at_least' | 'comment_period_at_least';
  readonly amount: number;
  readonly unit: TermUnit;
};

/** One dated duty, not yet stored. `itemKey` and `period` are its identity: planning twice gives the same keys. */
export type PlannedDuty = {
  readonly itemKey: string;
  readonly period: string;
  readonly event: string | null;
  readonly opensOn: LocalDate;
  readonly due: LocalDate;
  readonly nominal: LocalDate;
  readonly posting: readonly Posting[];
  readonly warnings: readonly Warning[];
  readonly explanation: readonly Step[];
};
