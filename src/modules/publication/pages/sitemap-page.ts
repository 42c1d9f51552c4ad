import { type Html, html } from '#platform/html';
import { page } from '#ui/portal';
import type { UnitEntry } from '../units.ts';
import { affairsKinds } from '../words.ts';
import { address, type Shown } from './shared.ts';

const mainPages = [
  ['portal.place.home', '/'],
  ['portal.place.items', '/items'],
  ['portal.place.catalogue', '/catalogue'],
  ['portal.place.units', '/units'],
  ['portal.place.members', '/members'],
  ['portal.foot.briefs', '/briefs'],
  ['portal.foot.help', '/help'],
  ['portal.foot.verifying', '/help/verifying'],
  ['portal.foot.accessibility', '/accessibility'],
  ['portal.foot.about', '/about'],
] as const;

/** 网站地图 for people. */
export function sitemapPage({ chrome, units }: Shown & { readonly units: readonly UnitEntry[] }): Html {
  const { t } = chrome;
  return page(chrome, {
    title: t('publication.sitemap.title'),
    place: null,
    crumbs: [{ label: t('publication.sitemap.title'), href: null }],
    body: html`<h1>${t('publication.sitemap.title')}</h1>
<h2>${t('publication.sitemap.pages')}</h2><ul class="index">${mainPages.map(([key, href]) => html`<li><a href="${href}">${t(key)}</a></li>`)}</ul>
<h2>${t('publication.sitemap.kinds')}</h2><ul class="index">${affairsKinds.map((kind) => html`<li><a href="${address('/items', { kind })}">${t(`publication.affairs.${kind}`)}</a></li>`)}</ul>
<h2>${t('publication.sitemap.units')}</h2><ul class="index" lang="zh-CN">${units.map((unit) => html`<li><a href="/units/${unit.id}">${unit.name}</a></li>`)}</ul>`,
  });
}
