import { type Html, html } from '#platform/html';
import { day, indexNumber, metadata, page } from '#ui/portal';
import type { Tombstone } from '../queries/item.ts';
import { type Proven, proofPanel } from './proof-panel.ts';
import type { Shown } from './shared.ts';

/** What stands where a withdrawn item stood: what it was, when it went, why, and what a reader can do. */
export type TombstoneInput = Shown & { readonly stone: Tombstone; readonly proven: Proven | null };

export function tombstonePage({ chrome, stone, proven }: TombstoneInput): Html {
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
      // Narrowed to an inner scope: what the change says of itself is not for society.
      value:
        stone.reason === ''
          ? t('publication.gone.narrowed')
          : html`<span lang="zh-CN">${stone.reason}</span>`,
    },
  ],
  true,
)}
<p><a href="/units/${stone.unit}">${t('publication.gone.unit')}</a></p>
${
  proven !== null &&
  proofPanel(chrome, {
    proven,
    state: 'withdrawn',
    unaltered: null,
    proofHref: `/i/${stone.slug}.tlog-proof`,
    partsHref: null,
    codeHref: null,
    source: null,
  })
}</div>`,
  });
}
