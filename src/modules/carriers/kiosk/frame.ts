import { attrs, type Html, type HtmlValue, html, toDocument } from '#platform/html';
import type { Translate } from '#platform/i18n';
import { favicon } from '#ui/portal';
import { appVersion } from '../devices/app-files.ts';

export type Kiosk = {
  readonly t: Translate;
  readonly device: string;
  readonly siteName: string;
  readonly baseUrl: string;
};

/** The first page of a kiosk: everything begins and ends there. */
export const startOf = ({ device }: Pick<Kiosk, 'device'>): string => `/kiosk/${device}`;

type PageOptions = {
  readonly isStart?: boolean;
  /** Words of the page that stands in when there is no network; its program draws with them. */
  readonly offline?: Readonly<Record<string, string>> | null;
};

/** A page of a kiosk: big, alone, with no way out. Without a script the page goes back to its beginning by itself. */
export function kioskPage(
  kiosk: Kiosk,
  title: string,
  content: HtmlValue,
  { isStart = false, offline = null }: PageOptions = {},
): string {
  const { t } = kiosk;
  const start = startOf(kiosk);
  return toDocument(html`<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<noscript>${!isStart && html`<meta http-equiv="refresh" content="90; url=${start}">`}</noscript>
<title>${title}</title>
<link rel="stylesheet" href="/screen/app/kiosk.css">
<link rel="icon" href="${favicon.path}" type="image/svg+xml">
<script type="module" src="/screen/app/kiosk.ts"></script>
${offline !== null && html`<script type="module" src="/screen/app/kiosk-offline.ts"></script>`}
</head>
<body data-start="${start}" data-device="${kiosk.device}" data-version="${appVersion()}" ${attrs({ 'data-words': offline === null ? null : JSON.stringify(offline) })}>
<header class="top"><p class="name">${kiosk.siteName}</p>${!isStart && html`<nav aria-label="${t('carriers.kiosk.nav')}"><button class="go" type="button" id="before" hidden>${t('carriers.kiosk.before')}</button><a class="go main" href="${start}">${t('carriers.kiosk.home')}</a></nav>`}</header>
<main>
${content}
</main>
</body>
</html>`);
}

export type Row = {
  readonly href: string;
  readonly title: HtmlValue;
  readonly note: string;
  /** Words around what was found. */
  readonly text?: HtmlValue;
};

export function rows(list: readonly Row[], none: string): Html {
  if (list.length === 0) return html`<p class="note">${none}</p>`;
  return html`<ul class="rows">${list.map(({ href, title, note, text }) => html`<li><a href="${href}">${title}${text !== undefined && text !== null && html`<span class="around">${text}</span>`}${note !== '' && html`<small>${note}</small>`}</a></li>\n`)}</ul>`;
}
