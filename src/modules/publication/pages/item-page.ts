import { type Html, type HtmlValue, html } from '#platform/html';
import {
  callout,
  day,
  dayOf,
  fileRows,
  indexNumber,
  jsonLdBlock,
  type MetadataRow,
  metadata,
  number,
  type PageContent,
  page,
  qr,
  type TimelineEntry,
  timeline,
} from '#ui/portal';
import { validityOn } from '../domain.ts';
import { itemData } from '../open-data/json-ld.ts';
import type { HistoryEntry, ItemVersion, ItemView, Related } from '../queries/item.ts';
import type { Meta } from '../registration/meta.ts';
import type { PublicUnit } from '../units.ts';
import { bodyHtml, isUnaltered, metaShown, metaSource, titleHtml, titleText } from './frozen.ts';
import { matterStages } from './matter-stages.ts';
import { type Proven, proofPanel } from './proof-panel.ts';
import type { Shown } from './shared.ts';
import { withheldBox } from './withheld.ts';

export type ItemPageInput = Shown & {
  readonly view: ItemView;
  /** The publishing unit as it is today, for the breadcrumb; its name on the page is that of the day of publication. */
  readonly unit: PublicUnit | undefined;
  /** 所属事项: catalogue rows that this item fulfils. */
  readonly matters: readonly string[];
  /** Null for what was public before the log began and is not registered yet. */
  readonly proven: Proven | null;
};

/** The page of a published item: title, official metadata, text, attachments, history, related items. */
export function itemPage(input: ItemPageInput): Html {
  const { chrome, view, unit } = input;
  const { item, shown } = view;
  const meta = metaShown(item, shown);
  return page(chrome, {
    title: titleText(chrome, shown),
    place: 'items',
    crumbs: [
      ...(unit === undefined
        ? []
        : unit.ancestors.map(({ id, name }) => ({ label: name, href: `/units/${id}` }))),
      ...(unit === undefined ? [] : [{ label: unit.name, href: `/units/${unit.id}` }]),
      { label: chrome.t('publication.item.text'), href: null },
    ],
    description: `${shown.unitName} ${dayOf(item.publishedAt)} ${item.indexNumber}`,
    noIndex: item.scope !== 'society' || shown.version !== item.version,
    canonical: `/i/${item.slug}`,
    ...forPrograms(input, meta),
    body: html`<div class="columns"><article class="item">
<header><h1 lang="zh-CN">${titleHtml(chrome, shown)}</h1>${meta.documentNumber !== null && html`<p class="under-title" lang="zh-CN">${number(meta.documentNumber)}</p>`}</header>
${notices(input, meta)}
${metadata(chrome.t('publication.meta.label'), metadataRows(input, meta))}
${withheldBox(input, meta)}
${meta.withholding?.extent !== 'whole' && html`<div class="official" lang="zh-CN">${bodyHtml(chrome, item.slug, shown)}</div>`}
${attachments(input)}
${officialFiles(input, meta)}
</article>
<div class="aside">${aside(input)}</div></div>`,
  });
}

/** Feed and data of what society reads, at its newest version; of anything else programs are told nothing. */
function forPrograms(input: ItemPageInput, meta: Meta): Pick<PageContent, 'feeds' | 'data'> {
  const { chrome, view } = input;
  if (view.item.scope !== 'society' || view.shown.version !== view.item.version) return {};
  const title = chrome.t('publication.feed.item.title', { title: titleText(chrome, view.shown) });
  return {
    feeds: [{ title, stem: `/feeds/items/${view.item.slug}` }],
    data: jsonLdBlock(itemData(input, meta)),
  };
}

/** What changes how the page must be read stands before everything else. */
function notices({ chrome, view, now }: ItemPageInput, meta: Meta): HtmlValue {
  const { t } = chrome;
  const { item, shown } = view;
  const validity = validityOn(dayOf(now), meta.validity, meta.expiresOn);
  const superseder = view.related.find((one) => one.kind === 'supersedes' && one.direction === 'from');
  const isOld = shown.version !== item.version;
  return [
    !isOld &&
      item.afterReview !== null &&
      callout(
        t(`publication.notice.afterReview.${item.afterReview}`),
        html`<p>${t(`publication.notice.afterReview.${item.afterReview}.text`)}</p>`,
        'warn',
      ),
    isOld &&
      callout(
        t('publication.notice.oldVersion', { version: shown.version }),
        html`<p><a href="/i/${item.slug}">${t('publication.notice.newest', { version: item.version })}</a></p>`,
        'warn',
      ),
    validity !== 'valid' && callout(t(`publication.notice.${validity}`), validityDay(chrome.t, meta), 'warn'),
    superseder !== undefined &&
      callout(
        t('publication.notice.superseded'),
        html`<p><a href="/i/${superseder.item.slug}" lang="zh-CN">${superseder.item.title}</a></p>`,
        'warn',
      ),
    !isOld &&
      // Its day would be that of the erasure; the history tells of the change before.
      shown.erasure === null &&
      shown.purpose !== 'publish' &&
      shown.purpose !== 'changeValidity' &&
      changeNotice(chrome.t, shown, meta),
    !isOld && shown.erasure !== null && erasureNotice(chrome.t, shown, shown.erasure),
    item.scope !== 'society' && callout(null, html`<p>${t(`publication.notice.inner.${item.scope}`)}</p>`),
  ];
}

function validityDay(t: Shown['chrome']['t'], { expiresOn }: Meta): HtmlValue {
  return expiresOn === null ? null : html`<p>${t('publication.notice.expiresOn', { day: expiresOn })}</p>`;
}

function changeNotice(t: Shown['chrome']['t'], shown: ItemVersion, { changeNote, reason }: Meta): Html {
  return callout(t(`publication.notice.${shown.purpose}`, { day: dayOf(shown.publishedAt) }), [
    changeNote !== null && html`<p lang="zh-CN">${changeNote}</p>`,
    reason !== null && html`<p>${t('publication.notice.reason')}<span lang="zh-CN">${reason}</span></p>`,
  ]);
}

function erasureNotice(
  t: Shown['chrome']['t'],
  { publishedAt }: ItemVersion,
  { removed }: NonNullable<ItemVersion['erasure']>,
): Html {
  const title = t('publication.notice.redact', { day: dayOf(publishedAt) });
  return callout(
    title,
    html`<p>${t('publication.notice.redact.text')}${removed > 0 && t('publication.notice.redact.files', { count: removed })}</p>`,
  );
}

function metadataRows({ chrome, view, matters, now }: ItemPageInput, meta: Meta): readonly MetadataRow[] {
  const { t } = chrome;
  const { item, shown } = view;
  const validity = validityOn(dayOf(now), meta.validity, meta.expiresOn);
  return [
    { label: t('publication.meta.indexNumber'), value: indexNumber(item.indexNumber) },
    {
      label: t('publication.meta.unit'),
      value: html`<a href="/units/${item.unit}" lang="zh-CN">${item.unitName}</a>`,
    },
    {
      label: t('publication.meta.documentDate'),
      value: meta.documentDate === null ? null : day(meta.documentDate),
    },
    { label: t('publication.meta.publishedAt'), value: day(item.publishedAt) },
    {
      label: t('publication.meta.documentNumber'),
      value: meta.documentNumber === null ? null : number(meta.documentNumber),
    },
    { label: t('publication.meta.validity'), value: t(`publication.validity.${validity}`) },
    { label: t('publication.meta.scope'), value: t(`publication.scope.${meta.scope}`) },
    { label: t('publication.meta.version'), value: t('publication.version', { version: shown.version }) },
    { label: t('publication.meta.affairsKind'), value: t(`publication.affairs.${meta.affairsKind}`) },
    {
      label: t('publication.meta.category'),
      value: meta.category === '' ? null : html`<span lang="zh-CN">${meta.category}</span>`,
    },
    { label: t('publication.meta.matter'), value: matterList(matters), whole: true },
    {
      label: t('publication.meta.keywords'),
      value: meta.keywords.length === 0 ? null : html`<span lang="zh-CN">${meta.keywords.join(' ')}</span>`,
      whole: true,
    },
  ];
}

function matterList(matters: readonly string[]): HtmlValue {
  if (matters.length === 0) return null;
  return matters.map((matter, index) => html`${index > 0 && html`<br>`}<span lang="zh-CN">${matter}</span>`);
}

function filesBase(slug: string, version: number, newest: number): string {
  return version === newest ? `/i/${slug}/files` : `/i/${slug}/v/${version}/files`;
}

function attachments({ chrome, view }: ItemPageInput): HtmlValue {
  const { item, shown } = view;
  if (shown.attachments.length === 0) return null;
  const base = filesBase(item.slug, shown.version, item.version);
  const files = shown.attachments
    .filter((one) => one.sha256 !== null)
    .map((one) => ({ ...one, href: `${base}/${one.position}/${encodeURIComponent(one.name)}` }));
  const gone = shown.attachments
    .filter((one) => one.sha256 === null)
    .map(
      (one) =>
        html`<p class="soft">${chrome.t('publication.attachment.erased', { number: one.position })}</p>`,
    );
  return html`<section aria-labelledby="attachments"><h2 id="attachments">${chrome.t('publication.item.attachments')}</h2>${files.length > 0 && fileRows(chrome, files)}${gone}</section>`;
}

/** The same text as an official document, for paper and for going on working with it. */
function officialFiles({ chrome: { t }, view }: ItemPageInput, meta: Meta): HtmlValue {
  if (meta.withholding?.extent === 'whole') return null;
  const { item, shown } = view;
  const base = shown.version === item.version ? `/i/${item.slug}` : `/i/${item.slug}/v/${shown.version}`;
  return html`<p class="small">${t('publication.document.title')}　<a href="${base}.pdf">${t('publication.document.pdf')}</a>　<a href="${base}.docx">${t('publication.document.docx')}</a></p>`;
}

function aside(input: ItemPageInput): HtmlValue {
  const { chrome, view } = input;
  return [
    html`<section aria-labelledby="history"><h2 id="history">${chrome.t('publication.item.history')}</h2>${timeline(view.history.map((entry) => historyRow(input, entry)))}</section>`,
    matterStages(input, view.item.id, view.stages),
    view.related.length > 0 &&
      html`<section aria-labelledby="related"><h2 id="related">${chrome.t('publication.item.related')}</h2><ul class="files">${view.related.map((one) => relatedRow(input, one))}</ul></section>`,
    proof(input),
    permanentAddress(input),
  ];
}

function proof({ chrome, view, proven }: ItemPageInput): HtmlValue {
  const { item, shown } = view;
  if (proven === null)
    return html`<section aria-labelledby="proof"><h2 id="proof">${chrome.t('publication.proof.title')}</h2><p class="small">${chrome.t('publication.proof.notYet')}</p></section>`;
  const isOld = shown.version !== item.version;
  const base = isOld ? `/i/${item.slug}/v/${shown.version}` : `/i/${item.slug}`;
  return proofPanel(chrome, {
    proven,
    state: isOld ? 'corrected' : 'registered',
    unaltered: isUnaltered(shown),
    proofHref: `${base}.tlog-proof`,
    partsHref: `${base}.parts.json`,
    codeHref: `${base}.proof.png`,
    source: metaSource(shown),
  });
}

/** The short address that stays; on paper with its QR code, so that a sheet on a board leads back to the page (PUB-5). */
function permanentAddress({ chrome, view, baseUrl }: ItemPageInput): Html {
  const url = `${baseUrl}/i/${view.item.slug}`;
  const { t } = chrome;
  return html`<section aria-labelledby="address"><h2 id="address">${t('publication.item.address')}</h2><p class="small">${url}<br><span class="soft">${t('publication.item.addressNote')}</span></p><div class="print-only">${qr(url, t('publication.item.qr', { url }))}</div></section>`;
}

function historyRow({ chrome, view }: ItemPageInput, entry: HistoryEntry): TimelineEntry {
  const { item, shown } = view;
  const label = `${chrome.t(`publication.history.${entry.purpose}`)} · ${chrome.t('publication.version', { version: entry.version })}`;
  const href = entry.version === item.version ? `/i/${item.slug}` : `/i/${item.slug}/v/${entry.version}`;
  return {
    at: entry.publishedAt,
    title:
      entry.version === shown.version
        ? html`<strong>${label}</strong>`
        : html`<a href="${href}">${label}</a>`,
    note: entry.note === null ? null : html`<span lang="zh-CN">${entry.note}</span>`,
    tone: entry.version === item.version ? 'current' : 'plain',
  };
}

function relatedRow({ chrome }: ItemPageInput, { kind, direction, item }: Related): Html {
  return html`<li><span><span class="soft small">${chrome.t(`publication.relation.${kind}.${direction}`)}</span><br><a href="/i/${item.slug}" lang="zh-CN">${item.title}</a></span></li>`;
}
