import { type Html, type HtmlValue, html, toDocument } from '#platform/html';
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

/** A page of a kiosk: big, alone, with no way out. Without a script the page goes back to its beginning by itself. */
export function kioskPage(kiosk: Kiosk, title: string, content: HtmlValue, isStart = false): string {
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
</head>
<body data-start="${start}" data-device="${kiosk.device}" data-version="${appVersion()}">
<header class="top"><p class="name">${kiosk.siteName}</p>${!isStart && html`<nav aria-label="${t('carriers.kiosk.nav')}"><a class="go main" href="${start}">${t('carriers.kiosk.home')}</a></nav>`}</header>
<main>
${content}
</main>
</body>
</html>`);
}

export type Row = { readonly href: string; readonly title: string; readonly note: string };

export function rows(list: readonly Row[], none: string): Html {
  if (list.length === 0) return html`<p class="note">${none}</p>`;
  return html`<ul class="rows">${list.map(({ href, title, note }) => html`<li><a href="${href}">${title}${note !== '' && html`<small>${note}</small>`}</a></li>\n`)}</ul>`;
}
