import { attrs, type Html, type HtmlValue, html } from '#platform/html';
import type { Chrome } from '../chrome.ts';
import { count, day, fileSize, number } from '../format.ts';

export type ItemRow = {
  readonly href: string;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly publishedAt: Date;
  /** Null on the unit's own page. */
  readonly unit: { readonly name: string; readonly href: string } | null;
  /** Tags after the title: scope, validity, correction. */
  readonly marks: readonly Html[];
};

/** Published items: date on the left, unit on the right. */
export function itemRows(rows: readonly ItemRow[], narrow = false): Html {
  return html`<ul class="${narrow ? 'rows narrow' : 'rows'}">
${rows.map(
  (row) =>
    html`<li><span class="when">${day(row.publishedAt)}</span><span class="what"><a href="${row.href}" lang="zh-CN">${row.title}</a>${row.documentNumber !== null && html` ${number(row.documentNumber)}`}${row.marks.length > 0 && html`<span class="marks">${row.marks}</span>`}</span>${row.unit !== null && html`<span class="who"><a href="${row.unit.href}" lang="zh-CN">${row.unit.name}</a></span>`}</li>\n`,
)}</ul>`;
}

export type FileRow = {
  readonly href: string;
  readonly name: string;
  readonly media: string;
  readonly size: number;
};

/** Attachments with type and size, said before they are loaded. */
export function fileRows({ t }: Chrome, files: readonly FileRow[]): Html {
  return html`<ul class="files">${files.map(
    (file) =>
      html`<li><a href="${file.href}" lang="zh-CN" download>${file.name}</a><span class="soft small">${t(mediaKey(file.media))} · <span class="number">${fileSize(file.size)}</span></span></li>\n`,
  )}</ul>`;
}

const mediaKeys: Readonly<Record<string, string>> = {
  'application/pdf': 'portal.media.pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'portal.media.docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'portal.media.xlsx',
  'application/zip': 'portal.media.zip',
  'text/csv': 'portal.media.csv',
  'text/plain': 'portal.media.text',
};

function mediaKey(media: string): string {
  if (media.startsWith('image/')) return 'portal.media.image';
  return mediaKeys[media] ?? 'portal.media.other';
}

/** Ways on and back to the beginning of a list that is read by cursor; `newestFirst` lists go on to what is older. */
export function pages(
  { t }: Chrome,
  links: { readonly first: string | null; readonly next: string | null },
  order: 'newestFirst' | 'plain' = 'newestFirst',
): HtmlValue {
  if (links.first === null && links.next === null) return null;
  return html`<nav class="pages" aria-label="${t('portal.pages')}"><span>${links.first !== null && html`<a href="${links.first}">${t(`portal.pages.first.${order}`)}</a>`}</span><span>${links.next !== null && html`<a href="${links.next}" rel="next">${t(`portal.pages.next.${order}`)}</a>`}</span></nav>`;
}

export type FacetGroup = {
  readonly label: string;
  readonly options: readonly {
    readonly label: string;
    readonly count: number;
    /** Address with this choice added, or taken away when it is chosen. */
    readonly href: string;
    readonly chosen: boolean;
  }[];
};

/** Ways to narrow a list, each saying how many there are. */
export function facets({ t, locale }: Chrome, groups: readonly FacetGroup[]): Html {
  return html`<nav class="facets" aria-label="${t('portal.facets')}">${groups
    .filter((group) => group.options.length > 0)
    .map(
      (group) =>
        html`<section><h2>${group.label}</h2><ul>${group.options.map(
          (option) =>
            html`<li><a ${attrs({ href: option.href, class: option.chosen ? 'chosen' : null, 'aria-current': option.chosen ? 'true' : null })}><span>${option.label}${option.chosen && html`<span class="off-screen">${t('portal.facets.remove')}</span>`}</span><span class="count">${count(option.count, locale)}</span></a></li>\n`,
        )}</ul></section>\n`,
    )}</nav>`;
}

export type TimelineEntry = {
  readonly at: Date;
  readonly title: HtmlValue;
  readonly note: HtmlValue;
  readonly tone: 'plain' | 'current' | 'warn';
};

/** What happened to an item, newest first. */
export function timeline(entries: readonly TimelineEntry[]): Html {
  return html`<ol class="timeline" reversed>${entries.map(
    (entry) =>
      html`<li ${attrs({ class: entry.tone === 'plain' ? null : entry.tone })}><p>${day(entry.at)} ${entry.title}</p>${entry.note !== null && entry.note !== '' && html`<p class="soft">${entry.note}</p>`}</li>\n`,
  )}</ol>`;
}

/** Section title on a hairline with an optional way to everything. */
export function sectionHead(
  title: string,
  id: string,
  more?: { readonly href: string; readonly label: string },
): Html {
  return html`<div class="section-head"><h2 id="${id}">${title}</h2>${more !== undefined && html`<a href="${more.href}">${more.label}</a>`}</div>`;
}

/** Something the reader should know; `warn` only for what changes how the page must be read. */
export function callout(title: string | null, body: HtmlValue, tone: 'plain' | 'warn' = 'plain'): Html {
  return html`<div class="${tone === 'warn' ? 'callout warn' : 'callout'}">${title !== null && html`<h2>${title}</h2>`}${body}</div>`;
}

/** An empty list: what that means, and what to do next. */
export function empty(message: string, next: HtmlValue): Html {
  return html`<div class="callout"><p>${message}</p>${next}</div>`;
}
