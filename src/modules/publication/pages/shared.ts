import { type Html, type HtmlValue, html, join } from '#platform/html';
import type { Translate } from '#platform/i18n';
import { badge, type Chrome, dayOf, type ItemRow, type Shape, type Tone, tag } from '#ui/portal';
import { validityOn } from '../domain.ts';
import type { DutyWord, PublicDuty } from '../duties.ts';
import type { ItemSummary, Whereabouts } from '../queries/items.ts';

/** A page as the room makes it: content and its place; the frame is put around it by the web shell. */
export type Shown = {
  readonly chrome: Chrome;
  readonly now: Date;
  /** The installation's public address, without trailing slash. */
  readonly baseUrl: string;
};

/** A row of a list, with tags for what a reader should know before opening it. */
export function itemRow({ chrome, now }: Shown, item: ItemSummary, withUnit = true): ItemRow {
  return {
    href: `/i/${item.slug}`,
    title: item.title,
    documentNumber: item.documentNumber,
    publishedAt: item.publishedAt,
    unit: withUnit ? { name: item.unitName, href: `/units/${item.unit}` } : null,
    marks: itemMarks(chrome.t, item, dayOf(now)),
  };
}

function itemMarks(t: Translate, item: ItemSummary, today: string): readonly Html[] {
  const validity = validityOn(today, item.validity, item.expiresOn);
  return [
    item.afterReview !== null && tag(t(`publication.afterReview.${item.afterReview}`), 'warn'),
    item.withheld !== null && tag(t(`publication.withheld.${item.withheld}`)),
    item.scope !== 'society' && tag(t(`publication.scope.short.${item.scope}`)),
    item.lastPurpose === 'correct' && tag(t('publication.purpose.correct')),
    item.lastPurpose === 'clarify' && tag(t('publication.purpose.clarify')),
    validity !== 'valid' && tag(t(`publication.validity.${validity}`), 'warn'),
  ].filter((one) => one !== false);
}

const dutyLooks: Readonly<Record<DutyWord, readonly [Shape, Tone]>> = {
  done: ['disc', 'good'],
  doneLate: ['disc', 'plain'],
  inPart: ['half', 'good'],
  withheld: ['diamond', 'plain'],
  late: ['triangle', 'warn'],
  ahead: ['ring', 'quiet'],
};

/**
 * State of a duty in word and shape; a published one leads to its item, one published and later withdrawn to the tombstone,
 * a withheld one says why.
 */
export function dutyState(
  t: Translate,
  duty: PublicDuty,
  places: ReadonlyMap<string, Whereabouts>,
): HtmlValue {
  const [shape, tone] = dutyLooks[duty.word];
  const place = duty.item === null ? undefined : places.get(duty.item);
  if (place?.withdrawn === true) {
    return [
      badge(t('publication.duty.withdrawn'), 'cross', 'warn'),
      html` <a href="/i/${place.slug}">${t('publication.duty.why')}</a>`,
    ];
  }
  const why = duty.withheld;
  return [
    badge(t(`publication.duty.${duty.word}`), shape, tone),
    place !== undefined && html` <a href="/i/${place.slug}">${t('publication.duty.see')}</a>`,
    why !== null &&
      html`<br><span class="small">${t(`publication.withhold.${why.reason}`)}${t('publication.duty.reviewOn', { day: why.reviewOn })}</span>`,
  ];
}

/** 一级 / 二级 of a matter, and the stretch of the calendar it is owed for; the second level is often empty. */
export function matterOf(t: Translate, duty: Pick<PublicDuty, 'matter1' | 'matter2' | 'period'>): Html {
  const period = periodWords(t, duty.period);
  return html`<span lang="zh-CN">${join([duty.matter1, duty.matter2], ' / ')}</span>${period !== null && html` <span class="soft number">${period}</span>`}`;
}

/** Labels of periods as the catalogue room makes them: year, half, quarter, month. Others name no stretch a reader knows. */
const periodForms: readonly (readonly [RegExp, string])[] = [
  [/^(\d{4})$/, 'publication.period.year'],
  [/^(\d{4})-H1$/, 'publication.period.firstHalf'],
  [/^(\d{4})-H2$/, 'publication.period.secondHalf'],
  [/^(\d{4})-Q([1-4])$/, 'publication.period.quarter'],
  [/^(\d{4})-(\d{2})$/, 'publication.period.month'],
];

function periodWords(t: Translate, label: string): string | null {
  for (const [form, key] of periodForms) {
    const found = form.exec(label);
    if (found !== null) return t(key, { year: found[1] ?? '', part: Number(found[2] ?? 0) });
  }
  return null;
}

/** Query of a list address; empty values are left out so that addresses stay short and equal. */
export function address(
  path: string,
  query: Readonly<Record<string, string | number | null | undefined>>,
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}
