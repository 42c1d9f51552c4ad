import {
  addMonths,
  type Due,
  dueBefore,
  dueDate,
  dueOn,
  earlierOf,
  type LocalDate,
  laterOf,
  localDate,
  type Step,
  yearOf,
} from '#platform/calendar';
import type { Clause } from '../time-limit/index.ts';
import { afterPeriod, dayInMonth, dayPeriods, monthPeriods, type Period } from './periods.ts';
import type { DutyDefaultKey, HappenedEvent, PlanInput, PlannedDuty, Posting } from './types.ts';

type Dated = {
  readonly period: string;
  readonly event: string | null;
  readonly opensOn: LocalDate;
  readonly due: Due;
};

/**
 * The duties a row yields (CAT-5): periodic ones for every period up to the horizon, prompt and staged ones for every
 * event that happened, standing ones once and then for review. Pure: the same input gives the same duties in the same order.
 */
export function planDuties(input: PlanInput): PlannedDuty[] {
  const dated = datingClauses(input).flatMap(({ clause, why }) =>
    planClause(input, clause).map((one) => ({
      ...one,
      due: { ...one.due, explanation: [...why, ...one.due.explanation] },
    })),
  );
  const posting = postingOf(input.row.clauses);
  return withDistinctPeriods(dated).map(({ period, event, opensOn, due }) => ({
    itemKey: input.row.itemKey,
    period,
    event,
    opensOn,
    due: due.due,
    nominal: due.nominal,
    posting,
    warnings: due.warnings,
    explanation: due.explanation,
  }));
}

const step = (code: string, params: Step['params'] = {}): Step => ({
  code: `catalogue.step.${code}`,
  params,
});

/** Clauses that date something, each with the words it came from; when the row has none, its time kind alone speaks. */
function datingClauses({ row }: PlanInput): { clause: Clause; why: Step[] }[] {
  const dating = row.clauses.filter((clause) => clause.operator in planners && clause.kind !== 'on_request');
  const staged =
    row.stages.length > 0 && !dating.some(({ operator }) => operator === 'per_stage') ? [stageClause] : [];
  if (dating.length + staged.length > 0) {
    return [...dating, ...staged].map((clause) => ({
      clause,
      why: [clause.clause === '' ? step('byStageRule') : step('printed', { clause: clause.clause })],
    }));
  }
  return [{ clause: byTimeKind[row.timeKind], why: [step(`byTimeKind.${row.timeKind}`)] }];
}

const stageClause: Clause = {
  clause: '',
  trigger: 'STAGE',
  operator: 'per_stage',
  amount: null,
  unit: 'stage',
  kind: 'staged',
};

const byTimeKind: Readonly<Record<PlanInput['row']['timeKind'], Clause>> = {
  periodic: {
    clause: '',
    trigger: 'CALENDAR',
    operator: 'every',
    amount: null,
    unit: null,
    kind: 'periodic',
  },
  standing: {
    clause: '',
    trigger: 'PUBLISHED',
    operator: 'keep',
    amount: null,
    unit: null,
    kind: 'standing',
  },
  prompt: {
    clause: '',
    trigger: 'UNSPECIFIED',
    operator: 'promptly',
    amount: null,
    unit: null,
    kind: 'prompt',
  },
  staged: stageClause,
};

type Planner = (input: PlanInput, clause: Clause) => Dated[];

const planners: Readonly<Record<string, Planner>> = {
  every: planEvery,
  by_date: planByDate,
  on_day_of_quarter_month1: (input, clause) => planDayOf(input, clause, 3, (period) => period.from),
  by_day_of_quarter_month1: (input, clause) => planDayOf(input, clause, 3, (period) => period.from),
  on_day_of_month: (input, clause) => planDayOf(input, clause, 1, (period) => period.from),
  by_day_of_next_month: (input, clause) => planDayOf(input, clause, 1, afterPeriod),
  by_day_of_next_quarter: (input, clause) => planDayOf(input, clause, 3, afterPeriod),
  within: planAfterEvents,
  promptly: planAfterEvents,
  before: planBeforeEvents,
  per_stage: planStages,
  keep: planStanding,
};

function planClause(input: PlanInput, clause: Clause): Dated[] {
  return planners[clause.operator]?.(input, clause) ?? [];
}

const numberOf = (clause: Clause) => (typeof clause.amount === 'number' ? clause.amount : null);

function planEvery(input: PlanInput, clause: Clause): Dated[] {
  const given = numberOf(clause);
  const { amount, unit, why } =
    given !== null && given > 0 && clause.unit !== null
      ? { amount: given, unit: clause.unit, why: [] }
      : defaulted(input, 'everyWithoutNumber');
  const { inForceFrom, horizon } = input;
  const periods =
    unit === 'month' ? monthPeriods(amount, inForceFrom, horizon) : dayPeriods(amount, inForceFrom, horizon);
  return periods.map((period) => inPeriod(input, period, period.to, why));
}

/** What is owed for a period, by a day in it or after it; nothing that fell due before the row was in force. */
function inPeriod(input: PlanInput, period: Period, by: LocalDate, why: readonly Step[]): Dated {
  const told = step('period', { label: period.label, from: period.from, to: period.to });
  return {
    period: period.label,
    event: null,
    opensOn: period.from,
    due: dueOn(input.calendar, by, [...why, told]),
  };
}

function planByDate(input: PlanInput, clause: Clause): Dated[] {
  const [month, day] = String(clause.amount ?? '')
    .split('-')
    .map(Number);
  if (month === undefined || day === undefined) return [];
  return monthPeriods(12, input.inForceFrom, input.horizon)
    .map((period) => inPeriod(input, period, dayInMonth(localDate(yearOf(period.from), month, 1), day), []))
    .filter(({ due }) => due.nominal >= input.inForceFrom);
}

function planDayOf(
  input: PlanInput,
  clause: Clause,
  months: number,
  monthOfDue: (period: Period) => LocalDate,
): Dated[] {
  const day = numberOf(clause);
  if (day === null) return [];
  // A period that ended before the row was in force may still have its day ahead (次月15日前), but is not owed.
  return monthPeriods(months, input.inForceFrom, input.horizon)
    .map((period) => inPeriod(input, period, dayInMonth(monthOfDue(period), day), []))
    .filter(({ due }) => due.nominal >= input.inForceFrom);
}

/** Does this event start that clause's clock? A clause that names no event takes any. */
function starts(clause: Clause, event: HappenedEvent): boolean {
  return clause.trigger === 'UNSPECIFIED' || clause.trigger === event.trigger;
}

function planAfterEvents(input: PlanInput, clause: Clause): Dated[] {
  return input.events
    .filter((event) => event.stage === null && starts(clause, event))
    .map((event) =>
      afterEvent(input, clause, event, clause.trigger === 'PROGRESS' ? 'onProgress' : 'promptly'),
    );
}

function afterEvent(input: PlanInput, clause: Clause, event: HappenedEvent, fallback: DutyDefaultKey): Dated {
  const given = numberOf(clause);
  const counted = clause.unit === 'working_day' || clause.unit === 'calendar_day' || clause.unit === 'month';
  const term =
    given !== null && counted && clause.unit !== null
      ? { amount: given, unit: clause.unit, why: [] }
      : defaulted(input, clause.unit === 'realtime' ? 'realtime' : fallback);
  const due = dueDate(input.calendar, {
    received: event.happenedOn,
    amount: term.amount,
    unit: term.unit as 'month',
  });
  return datedBy(event, due, term.why, event.happenedOn);
}

function planBeforeEvents(input: PlanInput, clause: Clause): Dated[] {
  return input.events
    .filter((event) => event.stage === null && starts(clause, event))
    .map((event) => beforeEvent(input, clause, event));
}

function beforeEvent(input: PlanInput, clause: Clause, event: HappenedEvent): Dated {
  const given = numberOf(clause);
  const counted = clause.unit === 'working_day' || clause.unit === 'calendar_day' || clause.unit === 'month';
  const term =
    given !== null && counted && clause.operator === 'before'
      ? { amount: given, unit: clause.unit, why: [] }
      : defaulted(input, 'beforeEvent');
  const due = dueBefore(input.calendar, {
    event: event.happenedOn,
    amount: term.amount,
    unit: term.unit as 'month',
  });
  return datedBy(event, due, term.why, earlierOf(input.inForceFrom, due.due));
}

/** 事前—决策—结果: before the decision in time, the decision and the result promptly. */
function planStages(input: PlanInput, clause: Clause): Dated[] {
  return input.events
    .filter((event) => event.stage !== null || starts(clause, event))
    .map((event) =>
      event.stage === 'before'
        ? beforeEvent(input, clause, event)
        : afterEvent(input, { ...clause, amount: null }, event, 'onProgress'),
    );
}

function datedBy(event: HappenedEvent, due: Due, why: readonly Step[], opensOn: LocalDate): Dated {
  const happened = step(event.stage === null ? 'event' : `event.${event.stage}`, {
    title: event.title,
    trigger: event.trigger,
    date: event.happenedOn,
  });
  return {
    period: `event:${event.id}`,
    event: event.id,
    opensOn,
    due: { ...due, explanation: [happened, ...why, ...due.explanation] },
  };
}

/** Up once the row is in force, looked at again at intervals, and renewed when what it shows has changed. */
function planStanding(input: PlanInput, clause: Clause): Dated[] {
  const { since, itemKey } = input.row;
  const first = defaulted(input, 'standingFirst');
  const review = defaulted(input, 'standingReview');
  const up = dueDate(input.calendar, { received: since, amount: first.amount, unit: first.unit });
  const explain = (due: Due, code: string, why: readonly Step[]): Due => ({
    ...due,
    explanation: [step(code, { date: since }), ...why, ...due.explanation],
  });
  const duties: Dated[] = [
    { period: 'standing', event: null, opensOn: since, due: explain(up, 'standing', first.why) },
  ];
  const months = review.unit === 'month' ? Math.max(1, review.amount) : 12;
  for (let number = 1; ; number += 1) {
    const day = addMonths(up.nominal, number * months);
    if (day > input.horizon) break;
    if (day < input.inForceFrom) continue;
    const due = explain(dueOn(input.calendar, day), 'review', review.why);
    duties.push({
      period: `review:${day.slice(0, 7)}`,
      event: null,
      opensOn: laterOf(addMonths(day, -1), since),
      due,
    });
  }
  const changes = input.events.filter(
    (event) => event.itemKey === itemKey && event.trigger === 'ON_CHANGE' && clause.trigger === 'ON_CHANGE',
  );
  return [
    ...duties,
    ...changes.map((event) => afterEvent(input, { ...clause, amount: null, unit: null }, event, 'promptly')),
  ];
}

function defaulted(input: PlanInput, key: DutyDefaultKey) {
  const { amount, unit } = input.defaults[key];
  return { amount, unit, why: [step(`default.${unit}`, { amount })] };
}

/** Two clauses may name the same period (每季度; 首个月20日): the second gets a number, so both are owed. */
function withDistinctPeriods(dated: readonly Dated[]): Dated[] {
  const seen = new Map<string, number>();
  return dated.map((one) => {
    const count = (seen.get(one.period) ?? 0) + 1;
    seen.set(one.period, count);
    return count === 1 ? one : { ...one, period: `${one.period}#${count}` };
  });
}

function postingOf(clauses: readonly Clause[]): Posting[] {
  return clauses.flatMap(({ operator, amount, unit }) => {
    const posting =
      operator === 'posting_period' ||
      operator === 'posting_at_least' ||
      operator === 'comment_period_at_least';
    const counted = unit === 'working_day' || unit === 'calendar_day' || unit === 'month';
    return posting && counted && typeof amount === 'number' ? [{ operator, amount, unit }] : [];
  });
}
