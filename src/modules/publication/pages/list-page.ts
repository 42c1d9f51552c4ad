import { type Html, type HtmlValue, html } from '#platform/html';
import {
  count,
  empty,
  type FacetGroup,
  facets,
  itemRows,
  jsonLdBlock,
  type PageContent,
  page,
  pages,
} from '#ui/portal';
import { listData } from '../open-data/json-ld.ts';
import type { FacetCounts, ItemFilter, ItemPage } from '../queries/items.ts';
import type { PublicUnit } from '../units.ts';
import { address, itemRow, type Shown } from './shared.ts';

export type ListPageInput = Shown & {
  /** `items`: the open list. `members`: inner scopes after sign-in. */
  readonly place: 'items' | 'members';
  readonly filter: ItemFilter;
  readonly after: string | undefined;
  readonly list: ItemPage;
  readonly counts: FacetCounts;
  readonly total: number;
  readonly unit: PublicUnit | undefined;
};

/** Items newest first, with ways to narrow down. */
export function listPage(input: ListPageInput): Html {
  const { chrome, filter, list, place, total } = input;
  const { t } = chrome;
  const title = titleOf(input);
  return page(chrome, {
    title,
    place,
    crumbs: [
      ...(input.unit === undefined ? [] : [{ label: input.unit.name, href: `/units/${input.unit.id}` }]),
      { label: t(`portal.place.${place}`), href: null },
    ],
    noIndex: place === 'members' || input.after !== undefined,
    query: filter.text ?? '',
    ...forPrograms(input, title),
    body: html`<h1>${title}</h1>
${place === 'members' && html`<p class="soft">${t('publication.members.about')}</p>`}
<p class="soft">${t('publication.list.total', { count: count(total, chrome.locale) })}${filter.text !== undefined && filter.text !== '' && html` · <a href="${link(input, { text: undefined })}">${t('publication.list.clearText')}</a>`}${place === 'items' && html` · <a href="${subscribeLink(filter)}">${t('portal.subscribe')}</a>`}</p>
<div class="columns left">${facets(chrome, facetGroups(input))}
<div>${list.rows.length === 0 ? nothing(input) : itemRows(list.rows.map((item) => itemRow(input, item)))}
${pages(chrome, {
  first: input.after === undefined ? null : link(input, {}),
  next: list.next === null ? null : link(input, {}, list.next),
})}</div></div>`,
  });
}

/** Feeds of what the list is narrowed to, and its rows as data; nothing of what stands inside. */
function forPrograms(input: ListPageInput, title: string): Pick<PageContent, 'feeds' | 'canonical' | 'data'> {
  const { filter, place } = input;
  if (place === 'members') return {};
  const own = feedOf(filter);
  const isOpen = input.list.rows.every((one) => one.scope === 'society');
  return {
    feeds: [
      ...(own === null ? [] : [{ title, stem: own }]),
      { title: input.chrome.site.name, stem: '/feeds/site' },
    ],
    ...(input.after === undefined ? { canonical: link(input, {}) } : {}),
    ...(isOpen ? { data: jsonLdBlock(listData(input, title, link(input, {}))) } : {}),
  };
}

/** Where a list is narrowed by one thing that has a feed of its own. */
function feedOf(filter: ItemFilter): string | null {
  if (filter.unit !== undefined) return `/feeds/units/${filter.unit}`;
  if (filter.category !== undefined) return `/feeds/categories/${encodeURIComponent(filter.category)}`;
  return filter.affairsKind === undefined ? null : `/feeds/kinds/${filter.affairsKind}`;
}

/** To be told by mail of what this list would show. Its units are these units alone. */
function subscribeLink({ text, unit, affairsKind, category }: ItemFilter): string {
  const within = unit === undefined ? undefined : '0';
  return address('/subscribe', { q: text, unit, within, kind: affairsKind, category });
}

function titleOf({ chrome, filter, place, unit }: ListPageInput): string {
  const { t } = chrome;
  if (filter.text !== undefined && filter.text !== '')
    return t('publication.list.found', { text: filter.text });
  if (unit !== undefined) return t('publication.list.ofUnit', { unit: unit.name });
  if (filter.affairsKind !== undefined) return t(`publication.affairs.${filter.affairsKind}`);
  return t(place === 'members' ? 'publication.members.title' : 'publication.list.title');
}

/** An empty list says what that means and what to do. */
function nothing(input: ListPageInput): Html {
  const { t } = input.chrome;
  const next: HtmlValue = html`<ul><li><a href="/${input.place}">${t('publication.list.showAll')}</a></li><li><a href="/catalogue">${t('publication.list.tryCatalogue')}</a></li><li><a href="/help/finding">${t('publication.list.tryHelp')}</a></li></ul>`;
  return empty(t(input.place === 'members' ? 'publication.members.none' : 'publication.list.none'), next);
}

function facetGroups(input: ListPageInput): readonly FacetGroup[] {
  const { chrome, counts, filter } = input;
  const { t } = chrome;
  const option = (
    label: string,
    many: number,
    chosen: boolean,
    change: Partial<ItemFilter>,
    cleared: Partial<ItemFilter>,
  ) => ({
    label,
    count: many,
    chosen,
    href: link(input, chosen ? cleared : change),
  });
  return [
    {
      label: t('publication.meta.affairsKind'),
      options: counts.kinds.map((one) =>
        option(
          t(`publication.affairs.${one.value}`),
          one.count,
          one.value === filter.affairsKind,
          { affairsKind: one.value },
          { affairsKind: undefined },
        ),
      ),
    },
    {
      label: t('publication.meta.category'),
      options: counts.categories.map((one) =>
        option(
          one.value,
          one.count,
          one.value === filter.category,
          { category: one.value },
          { category: undefined },
        ),
      ),
    },
    {
      label: t('publication.list.year'),
      options: counts.years.map((one) =>
        option(
          String(one.value),
          one.count,
          one.value === filter.year,
          { year: one.value },
          { year: undefined },
        ),
      ),
    },
  ];
}

function link({ filter, place }: ListPageInput, change: Partial<ItemFilter>, after?: string): string {
  const next = { ...filter, ...change };
  return address(`/${place}`, {
    q: next.text,
    unit: next.unit,
    kind: next.affairsKind,
    category: next.category,
    year: next.year,
    after,
  });
}
