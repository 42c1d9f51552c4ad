import type { Locale } from './locale.ts';

type Say = (year: string, part: string) => string;

const words: Readonly<
  Record<
    Locale,
    Readonly<Record<'year' | 'half' | 'quarter' | 'month' | 'stretch', Say>> & {
      standing: string;
      review: Say;
      event: string;
    }
  >
> = {
  'zh-CN': {
    year: (year) => `${year}年`,
    half: (year, part) => `${year}年${part === '1' ? '上' : '下'}半年`,
    quarter: (year, part) => `${year}年第${part}季度`,
    month: (year, part) => `${year}年${Number(part)}月`,
    stretch: (year, part) => `${year}年第${part}期`,
    standing: '长期',
    review: (year, part) => `${year}年${Number(part)}月核对`,
    event: '按事件',
  },
  en: {
    year: (year) => year,
    half: (year, part) => `${year}, half ${part}`,
    quarter: (year, part) => `${year}, quarter ${part}`,
    month: (year, part) => `${year}-${part}`,
    stretch: (year, part) => `${year}, no. ${part}`,
    standing: 'Standing',
    review: (year, part) => `Review ${year}-${part}`,
    event: 'By event',
  },
};

/** The period of a duty in words: `2026-Q1` is 2026年第1季度. A label of another kind shows as it is. */
export function periodWords(label: string, locale: Locale): string {
  const say = words[locale];
  if (label === 'standing') return say.standing;
  if (label.startsWith('event:')) return say.event;
  const review = /^review:(\d{4})-(\d{2})$/.exec(label);
  if (review !== null) return say.review(review[1] ?? '', review[2] ?? '');
  const [, year = '', rest = ''] = /^(\d{4})(?:-(.+))?$/.exec(label) ?? [];
  if (year === '') return label;
  if (rest === '') return say.year(year, '');
  if (/^Q[1-4]$/.test(rest)) return say.quarter(year, rest.slice(1));
  if (/^H[12]$/.test(rest)) return say.half(year, rest.slice(1));
  if (/^\d{2}$/.test(rest)) return say.month(year, rest);
  const stretch = /^D\d+-(\d+)$/.exec(rest);
  return stretch === null ? label : say.stretch(year, stretch[1] ?? '');
}
