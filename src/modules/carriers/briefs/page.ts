import { type Html, html } from '#platform/html';
import { type Chrome, day, empty, page } from '#ui/portal';
import type { BriefEntry } from './queries.ts';
import type { RenderedBrief } from './render.ts';

/** 手机报: one column, no script, light enough for a poor connection. */
export function briefPage(chrome: Chrome, brief: RenderedBrief, slug: string): Html {
  const { t } = chrome;
  return page(chrome, {
    title: brief.title,
    place: null,
    crumbs: [
      { label: t('carriers.brief.title'), href: '/briefs' },
      { label: brief.title, href: null },
    ],
    description: `${brief.unitName} ${brief.issued}`,
    canonical: `/briefs/${slug}`,
    body: html`<article class="prose" lang="zh-CN"><h1>${brief.name}</h1>
<p class="soft">${brief.number}　${brief.unitName}　${brief.issued}</p>
${brief.foreword.map((line) => html`<p>${line}</p>\n`)}
${brief.sections.map(
  ({ heading, items }) => html`<section><h2>${heading}</h2>
${items.map((item) =>
  item.gone !== null
    ? html`<p class="soft">${item.gone}</p>\n`
    : html`<h3><a href="${item.url}">${item.title}</a></h3>\n<p class="small soft">${item.meta}</p>\n${item.begins !== '' && html`<p>${item.begins}</p>\n`}`,
)}</section>\n`,
)}</article>
<p class="small"><a href="/briefs/${slug}.pdf">${t('carriers.brief.pdf')}</a>　<a href="/briefs/${slug}.txt">${t('carriers.brief.text')}</a></p>`,
  });
}

/** Issues that are out. */
export function briefsPage(chrome: Chrome, rows: readonly BriefEntry[], next: string | null): Html {
  const { t } = chrome;
  const title = t('carriers.brief.title');
  return page(chrome, {
    title,
    place: null,
    crumbs: [{ label: title, href: null }],
    description: t('carriers.brief.lead'),
    canonical: '/briefs',
    body: html`<h1>${title}</h1><p>${t('carriers.brief.lead')}</p>
${rows.length === 0 ? empty(t('carriers.brief.none'), null) : html`<ul class="rows">${rows.map((row) => html`<li><span class="when">${day(row.issuedAt)}</span><span class="what"><a href="/briefs/${row.slug}" lang="zh-CN">${row.name} ${t('carriers.brief.number', { year: row.year, number: row.number })}</a></span><span class="who"><a href="/units/${row.unit}" lang="zh-CN">${row.unitName}</a></span></li>\n`)}</ul>`}
${next !== null && html`<p><a href="/briefs?after=${next}">${t('carriers.brief.more')}</a></p>`}`,
  });
}
