import { type Html, html } from '#platform/html';
import { day, indexNumber, metadata, page } from '#ui/portal';
import type { Tombstone } from '../queries/item.ts';
import type { Shown } from './shared.ts';

/** What stands where a withdrawn item stood: what it was, when it went, why, and what a reader can do. */
export function tombstonePage({ chrome, stone }: Shown & { readonly stone: Tombstone }): Html {
  const { t } = chrome;
  return page(chrome, {
    title: t('publication.gone.title'),
    place: 'items',
    crumbs: [
      { label: t('portal.place.items'), href: '/items' },
      { label: t('publication.gone.title'), href: null },
    ],
    noIndex: true,
    body: html`<h1>${t('publication.gone.title')}</h1>
<div class="tombstone"><p>${t('publication.gone.text')}</p>
${metadata(
  t('publication.meta.label'),
  [
    { label: t('publication.meta.indexNumber'), value: indexNumber(stone.indexNumber) },
    {
      label: t('publication.meta.unit'),
      value: html`<a href="/units/${stone.unit}" lang="zh-CN">${stone.unitName}</a>`,
    },
    { label: t('publication.meta.affairsKind'), value: t(`publication.affairs.${stone.affairsKind}`) },
    { label: t('publication.meta.publishedAt'), value: day(stone.publishedAt) },
    { label: t('publication.gone.withdrawnAt'), value: day(stone.withdrawnAt) },
    {
      label: t('publication.gone.reason'),
      value: stone.reason === '' ? null : html`<span lang="zh-CN">${stone.reason}</span>`,
    },
  ],
  true,
)}
<p><a href="/units/${stone.unit}">${t('publication.gone.unit')}</a></p></div>`,
  });
}
