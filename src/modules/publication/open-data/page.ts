import { type Html, html } from '#platform/html';
import { count, empty, fileSize, minute, page, table } from '#ui/portal';
import type { Shown } from '../pages/shared.ts';
import type { OpenFile } from './files.ts';
import { itemFields } from './records.ts';
import { openTables } from './tables.ts';

export type OpenDataPageInput = Shown & {
  readonly files: readonly OpenFile[];
  /** 使用条款; null until the installation has said so. */
  readonly terms: string | null;
};

/** 开放数据: which files there are, what stands in them, under which terms, and how to check them. */
export function openDataPage(input: OpenDataPageInput): Html {
  const { chrome, terms } = input;
  const { t } = chrome;
  const title = t('publication.openData.title');
  return page(chrome, {
    title,
    place: null,
    crumbs: [{ label: title, href: null }],
    canonical: '/open-data',
    body: html`<h1>${title}</h1><div class="prose"><p>${t('publication.openData.about')}</p></div>
<section aria-labelledby="files"><h2 id="files">${t('publication.openData.files')}</h2>${fileTable(input)}
<p>${t('publication.openData.one', { example: '/i/7k2m9q4x.json' })}</p></section>
<section aria-labelledby="tables"><h2 id="tables">${t('publication.openData.tables')}</h2><p>${t('publication.openData.tables.about')}</p>
<ul>${openTables.map(({ name }) => html`<li><a href="/open-data/${name}.csv">${t(`publication.openData.table.${name}`)}</a> <span class="soft small">CSV</span></li>`)}</ul></section>
<section aria-labelledby="dcat"><h2 id="dcat">${t('publication.openData.catalog')}</h2><p>${t('publication.openData.catalog.about')} <a href="/dcat.ttl">/dcat.ttl</a> <a href="/dcat.jsonld">/dcat.jsonld</a></p></section>
<section aria-labelledby="rhythm"><h2 id="rhythm">${t('publication.openData.rhythm')}</h2><div class="prose"><p>${t('publication.openData.rhythm.text')}</p></div></section>
<section aria-labelledby="terms"><h2 id="terms">${t('publication.openData.terms')}</h2><div class="prose"><p>${terms === null ? t('publication.openData.terms.none') : html`<span lang="zh-CN">${terms}</span>`}</p></div></section>
<section aria-labelledby="verify"><h2 id="verify">${t('publication.openData.verify')}</h2><div class="prose"><p>${t('publication.openData.verify.text')} <a href="/help/verifying">${t('portal.foot.verifying')}</a></p></div></section>
<section aria-labelledby="fields"><h2 id="fields">${t('publication.openData.fields')}</h2><div class="prose"><p>${t('publication.openData.fields.about')}</p></div>${fieldTable(input)}</section>`,
  });
}

function fileTable({ chrome, files }: OpenDataPageInput): Html {
  const { t, locale } = chrome;
  if (files.length === 0) return empty(t('publication.openData.none'), null);
  return table<OpenFile>(
    t('publication.openData.files'),
    [
      {
        head: t('publication.openData.file'),
        heads: true,
        cell: ({ name, isFresh }) =>
          isFresh
            ? html`<a href="/open-data/${name}">${name}</a>`
            : html`${name} <span class="soft">${t('publication.openData.remaking')}</span>`,
      },
      { head: t('publication.openData.rows'), cell: (file) => count(file.rows, locale) },
      { head: t('publication.openData.size'), cell: (file) => fileSize(file.size) },
      { head: t('publication.openData.made'), cell: (file) => minute(file.madeAt) },
      {
        head: t('publication.openData.hash'),
        cell: (file) => html`<code>${file.sha256}</code><br><code>${file.contentSha256}</code>`,
      },
    ],
    files,
    { stacks: true, hideCaption: true },
  );
}

function fieldTable({ chrome: { t } }: Shown): Html {
  return table<string>(
    t('publication.openData.fields'),
    [
      { head: t('publication.openData.field'), heads: true, cell: (field) => html`<code>${field}</code>` },
      {
        head: t('publication.openData.meaning'),
        cell: (field) => t(`publication.openData.field.${field}`),
      },
    ],
    [...itemFields, 'text'],
    { stacks: true, hideCaption: true },
  );
}
