import type { AffairsKind, Period, Retention, Scope, TextFamily, TimeKind, WorldRow } from '../types.ts';

/** The time limits used here, as a catalogue prints them, and what they come to. */
const limits = {
  standing: { time: 'standing', phrase: '长期公开', period: null, days: 20, workingDays: true },
  monthly: { time: 'periodic', phrase: '每月公开一次', period: 'month', days: 10, workingDays: false },
  quarterly: {
    time: 'periodic',
    phrase: '每季度的首个月20日',
    period: 'quarter',
    days: 20,
    workingDays: false,
  },
  halfYearly: {
    time: 'periodic',
    phrase: '一般每半年公开一次',
    period: 'halfYear',
    days: 30,
    workingDays: false,
  },
  january: { time: 'periodic', phrase: '每年1月31日前', period: 'year', days: 31, workingDays: false },
  march: { time: 'periodic', phrase: '每年3月31日前', period: 'year', days: 90, workingDays: false },
  staged: {
    time: 'staged',
    phrase: '按事前、事中、事后实施分段公布',
    period: null,
    days: 10,
    workingDays: true,
  },
  prompt20: {
    time: 'prompt',
    phrase: '信息形成或变更之日起20个工作日内',
    period: null,
    days: 20,
    workingDays: true,
  },
  prompt7: {
    time: 'prompt',
    phrase: '自信息形成或者变更之日起7个工作日内予以公开',
    period: null,
    days: 7,
    workingDays: true,
  },
  prompt5: {
    time: 'prompt',
    phrase: '信息形成或变更之日起5个工作日内',
    period: null,
    days: 5,
    workingDays: true,
  },
  prompt3: {
    time: 'prompt',
    phrase: '信息形成或变更之日起3个工作日内',
    period: null,
    days: 3,
    workingDays: true,
  },
  decision7: {
    time: 'prompt',
    phrase: '自作出行政决定之日起7个工作日内',
    period: null,
    days: 7,
    workingDays: true,
  },
  budget: {
    time: 'prompt',
    phrase: '本级人民代表大会或其常务委员会批准后20日内',
    period: null,
    days: 20,
    workingDays: false,
  },
} as const satisfies Record<
  string,
  { time: TimeKind; phrase: string; period: Period | null; days: number; workingDays: boolean }
>;

export type LimitName = keyof typeof limits;

/** What the rows of one table share. */
export type Shared = {
  readonly affairs: AffairsKind;
  readonly basis: string;
  readonly department: string;
  readonly carriers: readonly string[];
};

/** One row, as short as it can be written: key, first level, second level, elements, scope, limit, text, and the rest. */
export type Short = readonly [
  key: string,
  matter: string,
  item: string,
  content: string,
  scope: Scope,
  limit: LimitName,
  text: TextFamily,
  more?: Partial<Pick<WorldRow, 'basis' | 'department' | 'mode' | 'stages' | 'retention'>>,
];

const permanentTexts: readonly TextFamily[] = [
  'budget',
  'finalAccounts',
  'election',
  'catalogueNotice',
  'cases',
];

export function rowsOf(shared: Shared, short: readonly Short[]): WorldRow[] {
  return short.map(([key, matter, item, content, scope, limit, text, more]) => ({
    key,
    matter,
    item,
    content,
    scope,
    text,
    mode: 'proactive',
    stages: false,
    retention: retentionOf(text),
    ...shared,
    ...limits[limit],
    ...more,
  }));
}

function retentionOf(text: TextFamily): Retention {
  if (permanentTexts.includes(text)) return 'permanent';
  return text === 'emergency' || text === 'guide' ? 'years10' : 'years30';
}
