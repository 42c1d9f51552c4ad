import type { DutyOption } from './neighbours.ts';

export type Matched = { readonly title: string; readonly body: string };
export type RankedDuty<Duty> = { readonly duty: Duty; readonly score: number };
type Rankable = Pick<DutyOption, 'matter1' | 'matter2' | 'due' | 'period'>;

export type RankOptions = {
  readonly periodWords: (period: string) => string;
  readonly daysUntil: (date: string) => number;
};

/** Beginning of a text that says what it is about; tables and lists further down only blur that. */
const bodyRead = 2_000;
const weights = { matter2: 4, matter1: 2, inBody: 1.5, period: 1, near: 0.5 } as const;
/** Below this, the words agree by chance: a third of the matter's words in the title, or nearly all of them in the text. */
const leastWords = 1.2;

/**
 * The open duties a text probably fulfils, best first: by the words of the matter in its title and beginning, by the period
 * it names, and, between equals, by the date that is nearest.
 * @param periodWords the period of a duty as people write it
 * @param daysUntil days from today to a date, negative when it is past
 */
export function rankDuties<Duty extends Rankable>(
  duties: readonly Duty[],
  text: Matched,
  { periodWords, daysUntil }: RankOptions,
): readonly RankedDuty<Duty>[] {
  const title = pairsOf(text.title);
  const body = pairsOf(text.body.slice(0, bodyRead));
  if (title.size === 0 && body.size === 0) return [];
  return duties
    .map((duty) => {
      const words =
        weights.matter2 * share(duty.matter2, title) +
        weights.matter1 * share(duty.matter1, title) +
        weights.inBody * Math.max(share(duty.matter2, body), share(duty.matter1, body));
      const names = namesPeriod(`${text.title} ${text.body.slice(0, 300)}`, periodWords(duty.period));
      // A period or a near date alone says nothing: half the duties of a unit are due this month.
      const more = weights.period * names + weights.near * nearness(daysUntil(duty.due));
      return { duty, score: words < leastWords ? 0 : words + more };
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score || a.duty.due.localeCompare(b.duty.due));
}

/** Words that every matter has and none is told apart by. */
const idle = /公开|公示|公布|情况|信息|有关|相关|以及|其他|事项|内容|及其|执行|工作|的|和|与|及|等/g;

/** Pairs of neighbouring characters: how Chinese words are compared without a dictionary. */
function pairsOf(text: string): ReadonlySet<string> {
  const pairs = new Set<string>();
  for (const piece of text.replaceAll(idle, ' ').match(/[\p{Script=Han}A-Za-z]{2,}/gu) ?? []) {
    const letters = [...piece];
    for (let at = 0; at + 1 < letters.length; at += 1) pairs.add(`${letters[at]}${letters[at + 1]}`);
  }
  return pairs;
}

/** Share of the pairs of `words` that stand in `pairs`, 0–1. */
function share(words: string, pairs: ReadonlySet<string>): number {
  const own = [...pairsOf(words)];
  return own.length === 0 ? 0 : own.filter((pair) => pairs.has(pair)).length / own.length;
}

const digits = '〇一二三四五六七八九';

/** 1 when the period stands in the text, 0.5 for its year alone; figures and Chinese numerals are the same. */
function namesPeriod(text: string, period: string): number {
  const plain = inFigures(text);
  const wanted = inFigures(period);
  const year = /\d{4}年/.exec(wanted)?.[0];
  if (year === undefined) return 0;
  if (plain.includes(wanted)) return 1;
  const rest = wanted.slice(wanted.indexOf('年') + 1);
  if (rest !== '' && plain.includes(rest) && !/\d{4}年/.test(plain.replaceAll(year, ''))) return 1;
  return plain.includes(year) ? 0.5 : 0;
}

function inFigures(text: string): string {
  return text
    .replace(/[〇一二三四五六七八九]{4}(?=年)/g, (year) =>
      [...year].map((one) => digits.indexOf(one)).join(''),
    )
    .replace(/(?<=第|年)[一二三四](?=季度)/g, (one) => String(digits.indexOf(one)))
    .replace(/(\d{4})年度/g, '$1年')
    .replace(/(?<=年)0?(\d{1,2})月份?/g, '$1月')
    .replace(/(?<=年)([1-4])季度/g, '第$1季度')
    .replace(/\s/g, '');
}

/** 1 today and for what is late, falling to 0 in two months. */
function nearness(days: number): number {
  return days <= 0 ? 1 : Math.max(0, 1 - days / 60);
}
