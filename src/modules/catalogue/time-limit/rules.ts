import { durationSource, readDuration, readNumber } from './normalise.ts';
import { triggerOf } from './trigger-words.ts';
import type { Clause, LimitKind, Trigger } from './vocabulary.ts';

/** What a rule makes of a sentence: the clauses without their text. Undefined: these words, but not understood. */
export type Reading = Omit<Clause, 'clause'>;

export type Rule = {
  readonly name: string;
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray, sentence: string) => readonly Reading[] | undefined;
};

const D = durationSource;
const N = '(\\d{1,2}|[一二三四五六七八九十]+)';
const shown = '(?:公开|公布|公示|更新|发布|通报|公告)';
const pattern = (source: string) => new RegExp(source, 'u');

const one = (
  trigger: Trigger | null,
  operator: Reading['operator'],
  amount: Reading['amount'],
  unit: Reading['unit'],
  kind: LimitKind,
): readonly Reading[] => [{ trigger, operator, amount, unit, kind }];

/** A rule whose only number is a duration in the first group that took part. */
function withDuration(
  name: string,
  source: string,
  make: (
    duration: { amount: number; unit: 'working_day' | 'calendar_day' | 'month' },
    sentence: string,
  ) => readonly Reading[] | undefined,
): Rule {
  return {
    name,
    pattern: pattern(source),
    read: (match, sentence) => {
      const duration = readDuration(match.slice(1).find((group) => group !== undefined) ?? '');
      return duration === undefined ? undefined : make(duration, sentence);
    },
  };
}

const twoDigits = (number: number) => String(number).padStart(2, '0');

const lastDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A month and day of every year as `MM-DD`; undefined for the 31st of April. */
function monthDay(month: number | undefined, day: number | undefined): string | undefined {
  if (month === undefined || month < 1 || month > 12) return undefined;
  const last = lastDays[month - 1] ?? 0;
  const chosen = day ?? last;
  return chosen >= 1 && chosen <= last ? `${twoDigits(month)}-${twoDigits(chosen)}` : undefined;
}

/** Months per printed period word. */
const periodMonths: Readonly<Record<string, number>> = {
  月: 1,
  月度: 1,
  季: 3,
  季度: 3,
  半年: 6,
  半年度: 6,
  年: 12,
  年度: 12,
};
const period = '(半年度|半年|年度|年|季度|季|月度|月)';

const everyMonths = (words: readonly string[]): readonly Reading[] | undefined => {
  const months = words.map((word) => periodMonths[word]);
  return months.every((amount) => amount !== undefined)
    ? months.flatMap((amount) => one('CALENDAR', 'every', amount, 'month', 'periodic'))
    : undefined;
};

/** References, exceptions and procedure: sentences that give no date of their own. */
const referenceRules: readonly Rule[] = [
  {
    name: 'same as above',
    pattern: /^同上$/u,
    read: () => one(null, 'same_as_above', null, null, 'reference'),
  },
  {
    name: 'law may say otherwise',
    pattern: /.*(?:另有规定|从其规定).*/u,
    read: () => one(null, 'subject_to_law', null, null, 'exception'),
  },
  {
    name: 'as another organ demands',
    pattern: /^按.{1,20}(?:要求|规定)(?:单独)?公开$/u,
    read: () => one(null, 'manual', null, null, 'reference'),
  },
  withDuration('extension to', `延长至${D}`, ({ amount, unit }) =>
    one('EXTENSION', 'extend_to', amount, unit, 'on_request'),
  ),
  withDuration('extension at most', `延长.*?(?:不得超过|不超过)${D}`, ({ amount, unit }) =>
    one('EXTENSION', 'extend_at_most', amount, unit, 'on_request'),
  ),
  withDuration('overdue after', `超过${D}未`, ({ amount, unit }, sentence) =>
    one(triggerOf(sentence) ?? 'UNSPECIFIED', 'overdue_after', amount, unit, 'prompt'),
  ),
];

/** How long it stays up or opinions are taken. */
const postingRules: readonly Rule[] = [
  withDuration(
    'comment period',
    `(?:征求意见|预公开).*?(?:不得少于|不少于|不低于|至少)${D}`,
    ({ amount, unit }) => one('PUBLISHED', 'comment_period_at_least', amount, unit, 'staged'),
  ),
  withDuration(
    'posted at least',
    `(?:${shown}.*?)?(?:不得少于|不少于|不低于|至少保留|保留不少于)${D}|保留${D}以上`,
    ({ amount, unit }) => one('PUBLISHED', 'posting_at_least', amount, unit, 'staged'),
  ),
  withDuration('posted for', `(?:公示|公告)(?:期|期限|时间)?(?:为|:)?${D}$`, ({ amount, unit }) =>
    one('PUBLISHED', 'posting_period', amount, unit, 'staged'),
  ),
];

/** Days of the calendar. */
const fixedDayRules: readonly Rule[] = [
  {
    name: 'by a day of each year',
    pattern: pattern(`每年(?:的)?${N}月(?:${N}[日号]|底)(?:之?前)?`),
    read: (match) => {
      const date = monthDay(
        readNumber(match[1] ?? ''),
        match[2] === undefined ? undefined : readNumber(match[2]),
      );
      return date === undefined ? undefined : one('CALENDAR', 'by_date', date, 'date', 'periodic');
    },
  },
  dayRule(
    'day of the first month of each quarter',
    `每季度?(?:的)?(?:首个?月|第一个月)的?${N}[日号]`,
    'on_day_of_quarter_month1',
  ),
  dayRule(
    'first days of each quarter',
    `每季度?(?:的)?(?:首个?月|第一个月)的?前${N}[日天]`,
    'by_day_of_quarter_month1',
  ),
  dayRule(
    'by a day after the quarter',
    `(?:按季度?公[布开]的)?在?(?:下一?个?季度?|次季度?)的?(?:首个?月|第一个月)的?${N}[日号]之?前`,
    'by_day_of_next_quarter',
  ),
  dayRule(
    'by a day after the month',
    `(?:按月公[布开]的)?在?(?:下个?月|次月)的?${N}[日号]之?前`,
    'by_day_of_next_month',
  ),
  dayRule('day of each month', `每月(?:的)?${N}[日号](?:之?前)?`, 'on_day_of_month'),
];

function dayRule(name: string, source: string, operator: Reading['operator']): Rule {
  return {
    name,
    pattern: pattern(source),
    read: (match) => {
      const day = readNumber(match[1] ?? '');
      return day === undefined || day < 1 || day > 31
        ? undefined
        : one('CALENDAR', operator, day, 'day_of_month', 'periodic');
    },
  };
}

/** Again and again. */
const periodicRules: readonly Rule[] = [
  {
    name: 'by these periods',
    pattern: pattern(`按${period}(?:[、和或]${period})+(?:进行)?${shown}`),
    read: (match) => everyMonths([...match[0].matchAll(new RegExp(period, 'gu'))].map(([word]) => word)),
  },
  {
    name: 'n times in each period',
    pattern: pattern(`每个?${period}(?:至少)?(?:${shown})?(?:不少于)?${N}次`),
    read: (match) => {
      const months = periodMonths[match[1] ?? ''];
      const times = readNumber(match[2] ?? '');
      // Four times a year is every quarter; five times a year is nothing a calendar can say.
      if (months === undefined || times === undefined || times === 0 || months % times !== 0)
        return undefined;
      return one('CALENDAR', 'every', months / times, 'month', 'periodic');
    },
  },
  {
    name: 'each day',
    pattern: /每(?:日|天)(?:公开|公布|更新)/u,
    read: () => one('CALENDAR', 'every', 1, 'calendar_day', 'periodic'),
  },
  {
    name: 'each week',
    pattern: /每(?:周|个?星期)/u,
    read: () => one('CALENDAR', 'every', 7, 'calendar_day', 'periodic'),
  },
  withDuration('each length of time', `每隔?${D}`, ({ amount, unit }) =>
    one('CALENDAR', 'every', amount, unit, 'periodic'),
  ),
  { name: 'each period', pattern: pattern(`每个?${period}`), read: (match) => everyMonths([match[1] ?? '']) },
  withDuration(
    'at least once in',
    `至少${D}${shown}[一1]?次?|${D}至少${shown}[一1]次|${D}${shown}[一1]次`,
    ({ amount, unit }) => one('CALENDAR', 'every', amount, unit, 'periodic'),
  ),
  {
    name: 'by the period',
    pattern: pattern(`按${period}(?:度)?(?:进行)?${shown}`),
    read: (match) => everyMonths([match[1] ?? '']),
  },
  {
    name: 'period publication',
    pattern: pattern(`(?:^|[^全])(半年度?|年度|季度|月度)${shown}|^(半年度?|年度|季度?|月度)$`),
    read: (match) => everyMonths([match[1] ?? match[2] ?? '']),
  },
  withDuration('no longer than', `^(?:最长|最多|间隔)?(?:不得超过|不超过)${D}$`, ({ amount, unit }) =>
    one('CALENDAR', 'every', amount, unit, 'periodic'),
  ),
  {
    name: 'regularly',
    pattern: /定期公[开布示]/u,
    read: () => one('CALENDAR', 'every', null, null, 'periodic'),
  },
];

/** Before something is done or held. Without a number: any time before. */
const beforeRules: readonly Rule[] = [
  before('election', '选举日?', 'ELECTION_DAY'),
  before('meeting', '(?:会议?|大会)?召开', 'MEETING_DAY'),
  before('decision', '(?:作出)?决策', 'DECISION_DATE'),
  before('school term', '开学', 'SCHOOL_TERM_START'),
  {
    name: 'beforehand',
    pattern: /(?:需事前公开的事项)?(?:必须)?在?事前公开|^事前公开/u,
    read: () => one('BEFORE_EVENT', 'before', null, null, 'staged'),
  },
];

function before(name: string, event: string, trigger: Trigger): Rule {
  return {
    name: `before ${name}`,
    pattern: pattern(`${event}(?:之?前)${D}|${event}的?${D}之?前|${event}(?:之?前)`),
    read: (match) => {
      const text = match[1] ?? match[2];
      if (text === undefined) return one(trigger, 'before', null, null, 'staged');
      const duration = readDuration(text);
      return duration && one(trigger, 'before', duration.amount, duration.unit, 'staged');
    },
  };
}

const stageWords = ['事前', '事中', '事后'] as const;

/** Part by part, as the work goes on. */
const stagedRules: readonly Rule[] = [
  {
    name: 'named stages',
    pattern: /事前、?事中、?事后.*?分(?:段|阶段|步)[实施]*公[布开]/u,
    read: () => one('STAGE', 'per_stage', stageWords.length, 'stage', 'staged'),
  },
  {
    name: 'by progress',
    pattern: /(?:进展.*)?(?:逐段|分段|分阶段)公[开布]|每完成一个阶段公[开布]/u,
    read: () => one('PROGRESS', 'per_stage', null, 'stage', 'staged'),
  },
];

/** Kinds that follow from who starts the clock. */
const kindOfTrigger: Readonly<Partial<Record<Trigger, LimitKind>>> = {
  REQUEST_RECEIVED: 'on_request',
  CONSULTATION_RECEIVED: 'on_request',
  NOTICE: 'on_request',
  SURVEY_DONE: 'staged',
  PROGRESS: 'staged',
};

const bare = pattern(`^(?:在|应当?在?)?${D}(?:之?内)?(?:予以|及时|向社会)?(?:公开|公布|公示)?$`);

/** After something happened. A number with an event nobody named is understood only when nothing else was said. */
const promptRules: readonly Rule[] = [
  withDuration('within', `(?:之日起?|之?后的?)?(?:${D}之?内|${D}$)`, ({ amount, unit }, sentence) => {
    const trigger = triggerOf(sentence) ?? (bare.test(sentence) ? 'UNSPECIFIED' : undefined);
    return trigger && one(trigger, 'within', amount, unit, kindOfTrigger[trigger] ?? 'prompt');
  }),
  {
    name: 'in real time',
    pattern: /实时(?:公[开布示]|更新)|^实时$/u,
    read: () => one('INFO_FORMED', 'within', 0, 'realtime', 'prompt'),
  },
  {
    name: 'promptly',
    pattern:
      /(?:及时|随时|即时|立即)[、和]?(?:真实|准确)?(?:公[开布示]|更新|发布)(?:并公[开布])?|^(?:及时|随时)$/u,
    read: (_match, sentence) => {
      const trigger = triggerOf(sentence) ?? 'INFO_FORMED';
      return one(trigger, 'promptly', null, null, kindOfTrigger[trigger] ?? 'prompt');
    },
  },
];

const standingRules: readonly Rule[] = [
  {
    name: 'kept up and changed when things change',
    pattern: /(?:长期|永久|常年|固定)公开\(?动态(?:调整|更新)\)?/u,
    read: () => one('ON_CHANGE', 'keep', null, null, 'standing'),
  },
  {
    name: 'kept up',
    pattern: /(?:长期|永久|常年|固定)公开|^(?:长期|永久|常年)$/u,
    read: () => one('PUBLISHED', 'keep', null, null, 'standing'),
  },
];

/** Tried in this order on every sentence; the first that matches reads it. */
export const rules: readonly Rule[] = [
  ...referenceRules,
  ...postingRules,
  ...fixedDayRules,
  ...stagedRules,
  ...beforeRules,
  ...periodicRules,
  ...standingRules,
  ...promptRules,
];
