import { z } from 'zod';
import { triggers } from '../time-limit/vocabulary.ts';
import {
  affairsKind,
  cursor,
  dueWarning,
  dutyState,
  explanationStep,
  flag,
  heldAs,
  id,
  limit,
  localDate,
  page,
  scope,
  timeKind,
  unitId,
  withholdReason,
} from './vocabulary.ts';

/**
 * How a duty stands on a day: the stored state, or for open ones what the date makes of it.
 * `missed`: open and past due for so long that the period is over (the next one has begun, or 30 days).
 */
export const dutyStandings = [
  'upcoming',
  'dueSoon',
  'late',
  'missed',
  'doneInTime',
  'doneLate',
  'withheld',
  'cancelled',
] as const;
export const dutyStanding = z.enum(dutyStandings);
export type DutyStanding = (typeof dutyStandings)[number];

export const dutyView = z.strictObject({
  id,
  unit: z.number().int(),
  unitName: z.string(),
  catalogue: id,
  item: id,
  itemKey: id,
  affairsKind,
  matter1: z.string(),
  matter2: z.string(),
  scope,
  timeKind,
  period: z.string(),
  due: localDate,
  nominal: localDate,
  state: dutyState,
  standing: dutyStanding,
  fulfilledAt: z.iso.datetime().nullable(),
  publication: id.nullable(),
  withhold: z
    .strictObject({
      reason: withholdReason,
      note: z.string(),
      reviewOn: localDate,
      noticePublic: z.boolean(),
    })
    .nullable(),
  cancelReason: z.string().nullable(),
  warnings: z.array(dueWarning),
});
export type DutyView = z.infer<typeof dutyView>;

export const dutyChangeRow = z.strictObject({
  at: z.iso.datetime(),
  cause: z.string(),
  actor: z.string().nullable(),
  before: localDate.nullable(),
  after: localDate.nullable(),
  note: z.string(),
});

/** With its reasons: every step as data, and the same as one sentence in the reader's language. */
export const dutyDetail = dutyView.extend({
  timeLimit: z.string(),
  content: z.string(),
  basis: z.string(),
  explanation: z.array(explanationStep),
  sentence: z.string(),
  changes: z.array(dutyChangeRow),
});
export type DutyDetail = z.infer<typeof dutyDetail>;

export const dutyQuery = z.strictObject({
  unit: unitId.optional(),
  as: heldAs.optional(),
  below: flag.default(false),
  affairsKind: affairsKind.optional(),
  standing: dutyStanding.optional(),
  state: dutyState.optional(),
  /** `YYYY-MM`: duties due in that month. */
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  /** Withheld ones whose review date has come. */
  reviewDue: flag.optional(),
  text: z.string().max(100).optional(),
  cursor: cursor.optional(),
  limit,
});
export type DutyQuery = z.infer<typeof dutyQuery>;
export const dutyPage = page(dutyView);

export const calendarQuery = z.strictObject({
  unit: unitId,
  below: flag.default(false),
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
});
export const calendarDay = z.strictObject({
  date: localDate,
  kind: z.enum(['workday', 'weekend', 'holiday', 'makeupWorkday']),
  name: z.string(),
  due: z.number().int(),
  done: z.number().int(),
  late: z.number().int(),
});
export const calendarMonth = z.strictObject({
  month: z.string(),
  loaded: z.boolean(),
  days: z.array(calendarDay),
});
export type CalendarMonth = z.infer<typeof calendarMonth>;

export const overviewQuery = z.strictObject({
  unit: unitId,
  from: localDate.optional(),
  to: localDate.optional(),
});
export const overviewRow = z.strictObject({
  unit: z.number().int(),
  unitName: z.string(),
  total: z.number().int(),
  /** Open and not yet due. */
  due: z.number().int(),
  dueSoon: z.number().int(),
  done: z.number().int(),
  doneLate: z.number().int(),
  late: z.number().int(),
  missed: z.number().int(),
  withheld: z.number().int(),
  /** Has no catalogue in force at all: nothing can be due, and that is the finding. */
  catalogueMissing: z.boolean(),
});
export const overview = z.strictObject({
  from: localDate,
  to: localDate,
  today: localDate,
  rows: z.array(overviewRow),
});
export type Overview = z.infer<typeof overview>;
export type OverviewRow = z.infer<typeof overviewRow>;

/** Something happened on which a row's clock starts (触发事件): a decision, a formed document, a stage. */
export const newTriggerEvent = z.strictObject({
  unit: z.number().int().positive().max(2_147_483_647),
  affairsKind,
  itemKey: id,
  trigger: z.enum(triggers),
  happenedOn: localDate,
  title: z.string().min(1).max(300),
  stage: z.enum(['before', 'decision', 'result']).nullable().default(null),
});
export type NewTriggerEvent = z.infer<typeof newTriggerEvent>;
export const triggerEventView = newTriggerEvent.extend({
  id,
  recordedBy: z.string(),
  recordedAt: z.iso.datetime(),
  duties: z.array(dutyView),
});
export type TriggerEventView = z.infer<typeof triggerEventView>;

export const withholdRequest = z.strictObject({
  reason: withholdReason,
  note: z.string().min(1).max(1000),
  reviewOn: localDate,
  /** False only where the notice itself would reveal the secret. */
  noticePublic: z.boolean(),
});
export type WithholdRequest = z.infer<typeof withholdRequest>;
export const cancelRequest = z.strictObject({ reason: z.string().min(1).max(1000) });

/** What “promptly”, “in real time” and the like mean in days where the row gives no number; a unit's own, else its nearest superior's. */
export const dutyDefaultKeys = [
  'promptly',
  'realtime',
  'onProgress',
  'everyWithoutNumber',
  'standingFirst',
  'standingReview',
  'beforeEvent',
] as const;
export const dutyDefault = z.strictObject({
  key: z.enum(dutyDefaultKeys),
  amount: z.number().int().min(0).max(1000),
  unit: z.enum(['working_day', 'calendar_day', 'month']),
});
export const dutyDefaults = z.strictObject({
  unit: z.number().int().nullable(),
  rows: z.array(dutyDefault).max(20),
});
export type DutyDefaultRow = z.infer<typeof dutyDefault>;

export const timeLimitQuestion = z.strictObject({ text: z.string().max(1000) });
