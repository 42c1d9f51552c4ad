import { type Html, html } from '#platform/html';
import { type Choice, empty, page, pages, select } from '#ui/portal';
import { type DutyFigures, type DutyWord, dutyWords, type PublicDuty } from '../duties.ts';
import type { Whereabouts } from '../queries/items.ts';
import type { PublicUnit } from '../units.ts';
import { type AffairsKind, affairsKinds } from '../words.ts';
import { dutyFigures } from './figures.ts';
import { address, type Shown } from './shared.ts';
import { dutyTable } from './unit-page.ts';

export type DutyFilter = {
  readonly unit?: number | undefined;
  readonly year: number;
  readonly kind?: AffairsKind | undefined;
  readonly state?: DutyWord | undefined;
};

export type CataloguePageInput = Shown & {
  readonly filter: DutyFilter;
  readonly after: string | undefined;
  readonly duties: readonly PublicDuty[];
  readonly next: string | null;
  readonly figures: DutyFigures;
  readonly places: ReadonlyMap<string, Whereabouts>;
  readonly unit: PublicUnit | undefined;
  /** Years for which duties exist. */
  readonly years: readonly number[];
};

/** What should be open and what is: duty by duty, with the reason where something is not. */
export function cataloguePage(input: CataloguePageInput): Html {
  const { chrome, filter, unit } = input;
  const { t } = chrome;
  const title =
    unit === undefined
      ? t('publication.catalogue.title')
      : t('publication.catalogue.ofUnit', { unit: unit.name });
  return page(chrome, {
    title,
    place: 'catalogue',
    crumbs: [
      ...(unit === undefined ? [] : [{ label: unit.name, href: `/units/${unit.id}` }]),
      { label: t('portal.place.catalogue'), href: null },
    ],
    noIndex: input.after !== undefined,
    body: html`<h1>${title}</h1>
<p class="soft prose">${t('publication.catalogue.about')}</p>
${filterForm(input)}
${dutyFigures(input, input.figures, { year: filter.year, ...(filter.unit === undefined ? {} : { unit: filter.unit }) }, 'catalogue')}
${
  input.duties.length === 0
    ? empty(
        t('publication.catalogue.none'),
        html`<p><a href="/catalogue">${t('publication.catalogue.all')}</a></p>`,
      )
    : dutyTable(input, input.duties, input.places, { unit: unit === undefined })
}
${pages(
  chrome,
  {
    first: input.after === undefined ? null : link(filter),
    next: input.next === null ? null : link(filter, input.next),
  },
  'plain',
)}`,
  });
}

function filterForm({ chrome, filter, unit, years }: CataloguePageInput): Html {
  const { t } = chrome;
  const kinds: readonly Choice[] = affairsKinds.map((value) => ({
    value,
    label: t(`publication.affairs.${value}`),
  }));
  const states: readonly Choice[] = dutyWords.map((value) => ({
    value,
    label: t(`publication.duty.${value}`),
  }));
  const yearChoices: readonly Choice[] = years.map((year) => ({ value: String(year), label: String(year) }));
  return html`<form class="filters" action="/catalogue" method="get">${unit !== undefined && html`<input type="hidden" name="unit" value="${unit.id}">`}
${select('year', t('publication.list.year'), t('publication.catalogue.thisYear'), yearChoices, String(filter.year))}
${select('kind', t('publication.meta.affairsKind'), t('publication.catalogue.allKinds'), kinds, filter.kind ?? null)}
${select('state', t('publication.duty.state'), t('publication.catalogue.allStates'), states, filter.state ?? null)}
<button>${t('publication.catalogue.filter')}</button></form>`;
}

function link(filter: DutyFilter, after?: string): string {
  return address('/catalogue', {
    unit: filter.unit,
    year: filter.year,
    kind: filter.kind,
    state: filter.state,
    after,
  });
}
