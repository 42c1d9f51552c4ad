import type { AffairsKind } from '#kernel';
import {
  addDays,
  addWorkingDays,
  type Calendar,
  dueDate,
  type LocalDate,
  type Step,
} from '#platform/calendar';
import type { PostingDayKind, PostingRuleCode } from '../words.ts';

/** Why an item hangs on a board; `null`: nothing says that it has to. */
export type PostingReasons = {
  readonly affairsKind: AffairsKind;
  /** Kind of the unit whose board it is. */
  readonly unitKind: string;
  readonly title: string;
  readonly category: string;
  /** Carriers named by the rows of the catalogues whose duties the item fulfils (公开渠道和载体). */
  readonly carriers: readonly string[];
};

const boardName = /公开栏|公示栏|公告栏|宣传栏|橱窗/;

/**
 * By which rules an item hangs on a board: the law for village and community affairs (村民委员会组织法 art. 35,
 * 城市居民委员会组织法 art. 34), 任前公示, and whatever names a board in its catalogue. Pure; days and sources are data
 * (`carriers.posting_rule`).
 */
export function rulesFor({
  affairsKind,
  unitKind,
  title,
  category,
  carriers,
}: PostingReasons): readonly PostingRuleCode[] {
  const codes: PostingRuleCode[] = [];
  if (affairsKind === 'village')
    codes.push(unitKind === 'residentsCommittee' ? 'communityAffairs' : 'villageAffairs');
  if (!carriers.some((name) => boardName.test(name))) return codes;
  if (/任前公示/.test(`${title} ${category}`)) codes.push('preAppointment');
  if (affairsKind === 'party') codes.push('partyNotice');
  if (affairsKind === 'school') codes.push('schoolNotice');
  return codes.length === 0 ? ['board'] : codes;
}

export type PostingRule = {
  readonly code: PostingRuleCode;
  readonly days: number;
  readonly dayKind: PostingDayKind;
  readonly withinDays: number;
  readonly source: string;
};

/** What a catalogue row itself prints of a posting time (公示7个工作日): as long as the rules of its kind or longer. */
export function printedRules(
  clauses: readonly {
    readonly operator: string;
    readonly amount?: unknown;
    readonly unit?: string | null | undefined;
  }[],
): readonly PostingRule[] {
  return clauses.flatMap(({ operator, amount, unit }) => {
    if (operator !== 'posting_period' && operator !== 'posting_at_least') return [];
    if (typeof amount !== 'number' || (unit !== 'working_day' && unit !== 'calendar_day')) return [];
    const dayKind = unit === 'working_day' ? 'working' : 'calendar';
    return [{ code: 'board', days: amount, dayKind, withinDays: 2, source: '' } as const];
  });
}

/** Of several rules the one that keeps it longest; seven calendar days are taken as five working days. */
export function strictest(rules: readonly PostingRule[]): PostingRule | undefined {
  const length = (rule: PostingRule) => (rule.dayKind === 'working' ? (rule.days * 7) / 5 : rule.days);
  return rules.toSorted((a, b) => length(b) - length(a))[0];
}

/** By when it has to hang, with its reasons. */
export function dueOnBoard(calendar: Calendar, published: LocalDate, rule: Pick<PostingRule, 'withinDays'>) {
  return dueDate(calendar, { received: published, amount: rule.withinDays, unit: 'working_day' });
}

export type Until = { readonly until: LocalDate; readonly why: readonly Step[] };

/**
 * The first day on which it may come down: `days` whole days after the day it was hung, which itself is not counted
 * (民法典 art. 201). Unlike a term for acting it is not moved by a rest day: the law asks for no fewer days, and whoever takes it
 * down later is within it.
 */
export function mayComeDown(
  calendar: Calendar,
  posted: LocalDate,
  rule: Pick<PostingRule, 'days' | 'dayKind'>,
): Until {
  const last =
    rule.dayKind === 'working' ? addWorkingDays(calendar, posted, rule.days) : addDays(posted, rule.days);
  const until = addDays(last, 1);
  return {
    until,
    why: [
      { code: 'notCounted', params: { date: posted } },
      { code: 'countedFrom', params: { date: addDays(posted, 1) } },
      { code: `carriers.step.hung.${rule.dayKind}`, params: { days: rule.days, last } },
      { code: 'carriers.step.until', params: { date: until } },
    ],
  };
}
