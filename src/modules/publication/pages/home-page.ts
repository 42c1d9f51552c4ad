import { type Html, type HtmlValue, html } from '#platform/html';
import { count, empty, itemRows, jsonLdBlock, page, sectionHead } from '#ui/portal';
import type { DutyFigures } from '../duties.ts';
import { siteData } from '../open-data/json-ld.ts';
import type { FacetCounts, ItemPage } from '../queries/items.ts';
import { dutyFigures } from './figures.ts';
import { address, itemRow, type Shown } from './shared.ts';

export type HomePageInput = Shown & {
  readonly latest: ItemPage;
  readonly counts: FacetCounts;
  readonly figures: DutyFigures;
  readonly year: number;
  /** What is being asked of readers (consultations, notices, hearings); rooms above fill it. Null: nothing is asked now. */
  readonly asked: HtmlValue;
};

/** The first page: find, what was opened lately, what is asked, the district in figures. */
export function homePage(input: HomePageInput): Html {
  const { chrome } = input;
  const { t } = chrome;
  return page(chrome, {
    title: chrome.site.name,
    place: 'home',
    crumbs: [],
    description: t('publication.home.description', { site: chrome.site.name }),
    canonical: '/',
    feeds: [{ title: chrome.site.name, stem: '/feeds/site' }],
    data: jsonLdBlock(siteData(input)),
    body: html`<h1 class="off-screen">${chrome.site.name}</h1>
<div class="finder"><form class="search" action="/search" method="get" role="search"><label class="off-screen" for="find">${t('portal.search.label')}</label><input id="find" name="q" type="search" maxlength="200" placeholder="${t('publication.home.find')}"><button>${t('portal.search.button')}</button></form>
<p>${t('publication.home.or')} <a href="/catalogue">${t('publication.home.byCatalogue')}</a> · <a href="/units">${t('publication.home.byUnit')}</a> · <a href="/help/finding">${t('publication.home.howToFind')}</a></p></div>
<section aria-labelledby="figures">${sectionHead(t('publication.home.figures', { year: input.year }), 'figures', { href: address('/catalogue', { year: input.year }), label: t('publication.home.allDuties') })}
${dutyFigures(input, input.figures, { year: input.year }, 'home')}</section>
<div class="columns"><section aria-labelledby="latest">${sectionHead(t('publication.home.latest'), 'latest', { href: '/items', label: t('publication.home.allItems') })}
${input.latest.rows.length === 0 ? empty(t('publication.home.nothingYet'), null) : itemRows(input.latest.rows.map((item) => itemRow(input, item)))}</section>
<div>${asked(input)}${kinds(input)}</div></div>`,
  });
}

function asked({ chrome, asked: content }: HomePageInput): HtmlValue {
  if (content === null) return null;
  return html`<section aria-labelledby="asked">${sectionHead(chrome.t('publication.home.asked'), 'asked')}${content}</section>`;
}

function kinds({ chrome, counts }: HomePageInput): Html {
  const { t, locale } = chrome;
  const row = (href: string, label: string, many: number, lang: string | null) =>
    html`<li><a href="${href}">${lang === null ? label : html`<span lang="zh-CN">${label}</span>`}</a><span class="soft">${count(many, locale)}</span></li>\n`;
  return html`<section aria-labelledby="kinds">${sectionHead(t('publication.home.kinds'), 'kinds')}<ul class="index single">${counts.kinds.map(
    (one) =>
      row(address('/items', { kind: one.value }), t(`publication.affairs.${one.value}`), one.count, null),
  )}</ul></section>
<section aria-labelledby="categories">${sectionHead(t('publication.home.categories'), 'categories')}<ul class="index single">${counts.categories
    .slice(0, 8)
    .map((one) =>
      row(address('/items', { category: one.value }), one.value, one.count, 'zh-CN'),
    )}</ul></section>`;
}
