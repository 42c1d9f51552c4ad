import { attrs, type Html, type HtmlValue, html } from '#platform/html';
import { favicon, stylesheet } from './assets.ts';
import type { Chrome, Crumb, Place } from './chrome.ts';
import { preferenceLink } from './preferences.ts';

export type PageContent = {
  /** Title of the document, without the site's name. */
  readonly title: string;
  readonly place: Place | null;
  /** Steps from the home page; empty on the home page itself. */
  readonly crumbs: readonly Crumb[];
  readonly body: HtmlValue;
  readonly description?: string;
  /** Pages that no search engine should keep: inner scopes, errors, sign-in. */
  readonly noIndex?: boolean;
  /** Query shown in the search box. */
  readonly query?: string;
  /** The page has a search box of its own: there is none beside the name. */
  readonly hasOwnSearch?: boolean;
  /** The one address of what this page shows, from the root: the same content stands at others as well. */
  readonly canonical?: string;
  /** Feeds of what this page lists: `stem` is their address without the format, `query` what follows it. */
  readonly feeds?: readonly { readonly title: string; readonly stem: string; readonly query?: string }[];
  /** What programs may read of it (`jsonLdBlock`). */
  readonly data?: Html;
};

/** A whole page of the portal: preferences, masthead with the double rule, places, breadcrumb, content, footer. */
export function page(chrome: Chrome, content: PageContent): Html {
  const { t, locale, elder, site } = chrome;
  const title = content.place === 'home' ? site.name : `${content.title} - ${site.name}`;
  return html`<html ${attrs({ lang: locale, class: elder ? 'elder' : null })}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${content.description !== undefined && html`<meta name="description" content="${content.description}">\n`}${content.noIndex === true && html`<meta name="robots" content="noindex">\n`}<meta name="color-scheme" content="light">
<link rel="stylesheet" href="${stylesheet.path}">
<link rel="icon" href="${favicon.path}" type="image/svg+xml">
${forPrograms(content)}</head>
<body>
<a class="skip" href="#content">${t('portal.skip')}</a>
${preferenceBar(chrome)}
${masthead(chrome, content)}
${places(chrome, content.place)}
<main id="content" class="wide" tabindex="-1">
${breadcrumb(chrome, content.crumbs)}
${content.body}
</main>
${footer(chrome)}
</body>
</html>`;
}

const feedTypes = [
  ['atom', 'application/atom+xml', 'Atom'],
  ['rss', 'application/rss+xml', 'RSS'],
  ['json', 'application/feed+json', 'JSON Feed'],
] as const;

/** What newsreaders and search engines look for in the head of a page. */
function forPrograms({ canonical, feeds = [], data }: PageContent): HtmlValue {
  return [
    canonical !== undefined && html`<link rel="canonical" href="${canonical}">\n`,
    feeds.map(({ title, stem, query = '' }) =>
      feedTypes.map(
        ([format, type, name]) =>
          html`<link rel="alternate" type="${type}" title="${title} (${name})" href="${`${stem}.${format}${query}`}">\n`,
      ),
    ),
    data !== undefined && html`${data}\n`,
  ];
}

function preferenceBar({ t, elder, here, reader, demo, locale }: Chrome): Html {
  return html`<nav class="preferences" aria-label="${t('portal.preferences')}"><div class="wide">
${demo && html`<span class="demo">${t('portal.demo')}</span>`}
<a href="${preferenceLink({ mode: elder ? 'standard' : 'elder' }, here)}">${t(elder ? 'portal.mode.standard' : 'portal.mode.elder')}</a>
<a href="/accessibility">${t('portal.accessibility')}</a>
${locale === 'en' ? html`<a href="${preferenceLink({ lang: 'zh' }, here)}" lang="zh-CN" hreflang="zh-CN">中文</a>` : html`<a href="${preferenceLink({ lang: 'en' }, here)}" lang="en" hreflang="en">English</a>`}
${
  reader === null
    ? html`<a href="/signin?back=${encodeURIComponent(here)}">${t('portal.signIn')}</a>`
    : html`<span class="demo">${t('portal.signedInAs', { name: reader.name })}</span><form method="post" action="/signout"><button class="link">${t('portal.signOut')}</button></form>`
}
</div></nav>`;
}

/** Name and host over the double rule. The home page has its search in the middle, all others here. */
function masthead({ t, site }: Chrome, { place, query, hasOwnSearch }: PageContent): Html {
  return html`<header class="masthead"><div class="wide">
<div><a class="name" href="/" lang="zh-CN">${site.name}</a><p class="office">${t('portal.hostedBy', { host: site.host })}</p></div>
${place !== 'home' && hasOwnSearch !== true && html`<form class="search" action="/search" method="get" role="search"><label class="off-screen" for="q">${t('portal.search.label')}</label><input id="q" name="q" type="search" maxlength="200" placeholder="${t('portal.search.hint')}" ${attrs({ value: query ?? null })}><button>${t('portal.search.button')}</button></form>`}
</div><hr class="rule"></header>`;
}

const placeLinks: readonly (readonly [Place, string])[] = [
  ['home', '/'],
  ['items', '/items'],
  ['catalogue', '/catalogue'],
  ['units', '/units'],
  ['members', '/members'],
  ['help', '/help'],
];

function places({ t }: Chrome, current: Place | null): Html {
  return html`<nav class="places" aria-label="${t('portal.places')}"><div class="wide"><ul class="plain">
${placeLinks.map(([place, href]) => html`<li><a href="${href}" ${attrs({ 'aria-current': place === current ? 'page' : null })}>${t(`portal.place.${place}`)}</a></li>\n`)}</ul></div></nav>`;
}

function breadcrumb({ t }: Chrome, crumbs: readonly Crumb[]): HtmlValue {
  if (crumbs.length === 0) return null;
  return html`<nav class="crumbs" aria-label="${t('portal.crumbs')}"><ol>
<li><a href="/">${t('portal.place.home')}</a></li>
${crumbs.map(({ label, href }) => (href === null ? html`<li><span aria-current="page">${label}</span></li>\n` : html`<li><a href="${href}">${label}</a></li>\n`))}</ol></nav>`;
}

function footer({ t, site }: Chrome): Html {
  const facts: readonly (readonly [string, string | null])[] = [
    ['portal.foot.host', site.host],
    ['portal.foot.operator', site.operator],
    ['portal.foot.phone', site.phone],
    ['portal.foot.email', site.email],
    ['portal.foot.address', site.address],
    ['portal.foot.siteCode', site.siteCode],
    ['portal.foot.icp', site.icpNumber],
    ['portal.foot.police', site.policeNumber],
  ];
  const links = [
    'sitemap',
    'carriers',
    'briefs',
    'feeds',
    'openData',
    'help',
    'accessibility',
    'about',
    'verifying',
  ] as const;
  return html`<footer class="foot"><div class="wide">
<ul class="plain">${links.map((name) => html`<li><a href="${footLinks[name]}">${t(`portal.foot.${name}`)}</a></li>`)}</ul>
<dl>${facts.map(([key, value]) => value !== null && html`<div><dt>${t(key)}</dt><dd>${value}</dd></div>\n`)}</dl>
</div></footer>`;
}

const footLinks = {
  sitemap: '/sitemap',
  carriers: '/carriers',
  briefs: '/briefs',
  feeds: '/feeds',
  openData: '/open-data',
  help: '/help',
  accessibility: '/accessibility',
  about: '/about',
  verifying: '/help/verifying',
} as const;
