import { emptyQuery, mostLetters, type SearchPage, type SearchQuery, searchAddress } from '#modules/search';
import { attrs, type Html, type HtmlValue, html } from '#platform/html';
import { count, day, empty, facets, number, page, pages, tag } from '#ui/portal';
import { searchFeedLink, searchFeeds } from '../feeds/search-link.ts';
import type { Shown } from '../pages/shared.ts';
import type { PublicUnit } from '../units.ts';
import { facetGroups } from './facets.ts';

export type SearchPageInput = Shown & {
  readonly query: SearchQuery;
  /** Null: nothing was asked yet. */
  readonly found: SearchPage | null;
  readonly unit: PublicUnit | undefined;
  /** Rows that best-first shows at most. */
  readonly mostBest: number;
};

/** What was found, why it fits, and ways to narrow it down; before a query, how to search. */
export function searchPage(input: SearchPageInput): Html {
  const { chrome, query, found } = input;
  const { t } = chrome;
  const title =
    query.text.trim() === ''
      ? t('publication.search.title')
      : t('publication.search.found', { text: short(query.text) });
  return page(chrome, {
    title,
    place: null,
    crumbs: [{ label: t('publication.search.title'), href: null }],
    noIndex: true,
    ...searchFeeds(chrome, query),
    query: query.text,
    hasOwnSearch: true,
    body: html`<h1>${title}</h1>
${form(input)}${narrowed(input)}${found !== null && searchFeedLink(chrome, query)}
${found === null ? begin(input) : results(input, found)}`,
  });
}

const short = (text: string): string =>
  [...text].length > 30 ? `${[...text].slice(0, 30).join('')}…` : text;

/** The query once more, with the choices made kept. */
function form({ chrome, query }: SearchPageInput): Html {
  const { t } = chrome;
  const kept = new URLSearchParams(searchAddress({ ...query, text: '', after: null }).split('?')[1] ?? '');
  return html`<form class="search wide-search" action="/search" method="get" role="search"><label class="off-screen" for="search-for">${t('publication.search.label')}</label><input id="search-for" name="q" type="search" ${attrs({ maxlength: mostLetters, value: query.text })}>${[...kept].map(([name, value]) => html`<input type="hidden" ${attrs({ name, value })}>`)}<button>${t('portal.search.button')}</button></form>
`;
}

/** Choices that no facet shows: a unit with what is below it, days. */
function narrowed({ chrome, query, unit }: SearchPageInput): HtmlValue {
  const { t } = chrome;
  const to = (label: string, change: Partial<SearchQuery>) =>
    html`<a href="${searchAddress({ ...query, after: null, ...change })}">${label}</a>`;
  if (query.unit === null || unit === undefined) return null;
  return html`<p class="soft">${t(`publication.search.${query.within ? 'within' : 'only'}`, { unit: unit.name })} · ${query.within ? to(t('publication.search.orOnly'), { within: false }) : to(t('publication.search.orWithin'), { within: true })} · ${to(t('publication.search.everywhere'), { unit: null, within: true })}</p>`;
}

function results(input: SearchPageInput, found: SearchPage): Html {
  const { chrome, query } = input;
  const { t, locale } = chrome;
  const amount = count(found.total.count, locale);
  return html`<p class="soft" role="status">${t(`publication.search.${found.total.exact ? 'total' : 'atLeast'}`, { count: amount })}${found.total.count > 1 && html` · ${orders(input)}`} · <a href="${searchAddress({ ...query, scope: null, from: null, to: null, order: 'best', after: null }, '/subscribe')}">${t('portal.subscribe')}</a></p>
${guess(input, found)}${notes(input, found)}
<div class="columns left">${facets(chrome, facetGroups(input, found))}
<div>${found.rows.length === 0 ? nothing(input) : rows(input, found)}
${ending(input, found)}${pages(
  chrome,
  {
    first: query.after === null ? null : searchAddress({ ...query, after: null }),
    next: found.next === null ? null : searchAddress({ ...query, after: found.next }),
  },
  'plain',
)}</div></div>`;
}

function orders({ chrome, query }: SearchPageInput): Html {
  const { t } = chrome;
  const link = (order: SearchQuery['order']) =>
    html`<a ${attrs({ href: searchAddress({ ...query, order, after: null }), 'aria-current': query.order === order ? 'true' : null })}>${t(`publication.search.order.${order}`)}</a>`;
  return html`${link('best')} · ${link('newest')}`;
}

function guess({ chrome, query }: SearchPageInput, { didYouMean }: SearchPage): HtmlValue {
  if (didYouMean === null) return null;
  const href = searchAddress({ ...query, text: didYouMean, after: null });
  return html`<p>${chrome.t('publication.search.didYouMean')}<a href="${href}" lang="zh-CN"><strong>${didYouMean}</strong></a></p>`;
}

function notes({ chrome }: SearchPageInput, found: SearchPage): HtmlValue {
  return found.notes.map(
    (note) =>
      html`<p class="soft small">${chrome.t(`publication.search.note.${note}`, { most: mostLetters })}</p>\n`,
  );
}

function rows({ chrome }: SearchPageInput, found: SearchPage): Html {
  return html`<ol class="rows found">
${found.rows.map(
  (row) =>
    html`<li><span class="when">${day(row.publishedAt)}</span><div class="what"><a href="/i/${row.slug}" lang="zh-CN">${marked(row.title)}</a>${row.documentNumber !== null && html` ${number(row.documentNumber)}`}${row.scope !== 'society' && html`<span class="marks">${tag(chrome.t(`publication.scope.short.${row.scope}`))}</span>`}${row.snippet.length > 0 && html`<p class="snippet" lang="zh-CN">${marked(row.snippet)}</p>`}</div><span class="who"><a href="/units/${row.unit}" lang="zh-CN">${row.unitName}</a></span></li>\n`,
)}</ol>`;
}

/** Every piece is escaped as the text it is. */
function marked(pieces: SearchPage['rows'][number]['title']): HtmlValue {
  return pieces.map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text));
}

/** Best first ends with the best: everything is there by time. */
function ending({ chrome, query, mostBest }: SearchPageInput, found: SearchPage): HtmlValue {
  const isEnd = query.order === 'best' && found.next === null && found.total.count > mostBest;
  if (!isEnd) return null;
  const { t } = chrome;
  return html`<p class="soft">${t('publication.search.endOfBest', { most: mostBest })}<a href="${searchAddress({ ...query, order: 'newest', after: null })}">${t('publication.search.allByTime')}</a></p>`;
}

/** Nothing found: what that means and what to do. */
function nothing(input: SearchPageInput): Html {
  const { chrome, query } = input;
  const { t } = chrome;
  const wider = searchAddress({ ...emptyQuery, text: query.text });
  const isNarrow = wider !== searchAddress({ ...query, order: 'best', after: null });
  return html`${empty(
    t('publication.search.none'),
    html`<ul>${isNarrow && html`<li><a href="${wider}">${t('publication.search.tryWider')}</a></li>`}<li>${t('publication.search.tryFewer')}</li><li><a href="/catalogue">${t('publication.list.tryCatalogue')}</a></li><li><a href="/help/finding">${t('publication.list.tryHelp')}</a></li></ul>`,
  )}${howTo(input)}`;
}

function begin(input: SearchPageInput): Html {
  return html`<p>${input.chrome.t('publication.search.begin')}</p>${howTo(input)}`;
}

const ways = ['words', 'phrase', 'without', 'fields', 'letters'] as const;

function howTo({ chrome }: SearchPageInput): Html {
  const { t } = chrome;
  const line = (way: (typeof ways)[number]) => {
    const example = t(`publication.search.example.${way}`);
    const [before = '', after = ''] = t(`publication.search.how.${way}`, { example: '\u0001' }).split(
      '\u0001',
    );
    return html`<li>${before}<a href="${searchAddress({ ...emptyQuery, text: example })}" lang="zh-CN">${example}</a>${after}</li>\n`;
  };
  return html`<section aria-labelledby="how-to"><h2 id="how-to">${t('publication.search.how')}</h2><ul>${ways.map(line)}</ul></section>`;
}
