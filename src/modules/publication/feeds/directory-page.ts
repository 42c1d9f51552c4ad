import { type Html, html } from '#platform/html';
import { page, table } from '#ui/portal';
import type { Shown } from '../pages/shared.ts';
import type { UnitEntry } from '../units.ts';
import { affairsKinds } from '../words.ts';
import { type FeedFormat, feedFormats } from './feed.ts';

const formatNames: Readonly<Record<FeedFormat, string>> = { atom: 'Atom', rss: 'RSS', json: 'JSON' };

type Row = { readonly label: string; readonly stem: string; readonly lang?: 'zh-CN' };

/** 订阅: which feeds there are, in which formats, and what stands in them. */
export function directoryPage(
  input: Shown & { readonly units: readonly UnitEntry[]; readonly categories: readonly string[] },
): Html {
  const { chrome, units, categories } = input;
  const { t } = chrome;
  const section = (key: string, rows: readonly Row[]) =>
    rows.length > 0 &&
    html`<section aria-label="${t(key)}"><h2>${t(key)}</h2>${feedTable(input, rows)}</section>`;
  return page(chrome, {
    title: t('publication.feed.title'),
    place: null,
    crumbs: [{ label: t('publication.feed.title'), href: null }],
    feeds: [{ title: chrome.site.name, stem: '/feeds/site' }],
    canonical: '/feeds',
    body: html`<h1>${t('publication.feed.title')}</h1>
<div class="prose"><p>${t('publication.feed.about')}</p><p>${t('publication.feed.what')}</p><p>${t('publication.feed.formats')}</p><p>${t('publication.feed.more')}</p></div>
${section('publication.feed.whole', [{ label: chrome.site.name, stem: '/feeds/site', lang: 'zh-CN' }])}
${section(
  'publication.feed.kinds',
  affairsKinds.map((kind) => ({ label: t(`publication.affairs.${kind}`), stem: `/feeds/kinds/${kind}` })),
)}
${section(
  'publication.feed.categories',
  categories.map((one) => ({
    label: one,
    stem: `/feeds/categories/${encodeURIComponent(one)}`,
    lang: 'zh-CN',
  })),
)}
${section(
  'publication.feed.units',
  units.map((unit) => ({ label: unit.name, stem: `/feeds/units/${unit.id}`, lang: 'zh-CN' })),
)}`,
  });
}

function feedTable({ chrome: { t } }: Shown, rows: readonly Row[]): Html {
  return table<Row>(
    t('publication.feed.caption'),
    [
      {
        head: t('publication.feed.name'),
        heads: true,
        cell: (row) =>
          row.lang === undefined ? row.label : html`<span lang="${row.lang}">${row.label}</span>`,
      },
      ...feedFormats.map((format) => ({
        head: formatNames[format],
        cell: (row: Row) => html`<a href="${row.stem}.${format}">${formatNames[format]}</a>`,
      })),
    ],
    rows,
    { stacks: true, hideCaption: true },
  );
}
