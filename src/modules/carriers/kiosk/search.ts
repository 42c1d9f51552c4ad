import { z } from 'zod';
import { parseSearchQuery, type SearchPage, type SearchQuery, search, searchAddress } from '#modules/search';
import { localDateAt } from '#platform/calendar';
import { type Html, type HtmlValue, html } from '#platform/html';
import { definePage, type Page } from '#platform/http';
import { typed } from '../devices/browser/typed.ts';
import { answer, byKiosk } from './answer.ts';
import { type Kiosk, type Row, rows, startOf } from './frame.ts';
import { searchForm } from './pad.ts';

/** Whatever stands in the address is some query: a kiosk never shows an error page. */
const anything = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .catch(undefined);
const asked = z.object({ q: anything, key: anything, kind: anything, after: anything });

type Asked = z.output<typeof asked>;

/** What is sought among what is open to society, whoever may be signed in in this browser. */
function queryOf(params: Asked): SearchQuery {
  const key = typeof params.key === 'string' ? params.key : '';
  const given = parseSearchQuery({ q: params.q, kind: params.kind, after: params.after });
  const text = typed([...given.text].slice(0, 60).join(''), key);
  // A key changes what is sought: a place in the list of before means nothing any more.
  return { ...given, text, scope: 'society', after: key === '' ? given.after : null };
}

const finds = definePage({
  path: '/kiosk/:device/search',
  params: byKiosk,
  query: asked,
  handle: (ctx, { params, query: given }) =>
    answer(ctx, params.device, async (db, kiosk) => {
      const { t } = kiosk;
      const query = queryOf(given);
      const found = await search(db, query);
      return {
        title: t('carriers.kiosk.search'),
        body: html`<h1>${t('carriers.kiosk.search')}</h1>
${searchForm(kiosk, query.text, true)}
<div id="answer">${found.rows.length === 0 ? nothing(kiosk, query, found) : results(kiosk, query, found)}</div>`,
      };
    }),
});

const address = (kiosk: Kiosk, query: SearchQuery, change: Partial<SearchQuery>): string =>
  searchAddress({ ...query, after: null, ...change, scope: null }, `${startOf(kiosk)}/search`);

function results(kiosk: Kiosk, query: SearchQuery, found: SearchPage): Html {
  const { t } = kiosk;
  const count = t(`carriers.kiosk.${found.total.exact ? 'total' : 'atLeast'}`, { count: found.total.count });
  const isIdle = query.text === '' && query.kind === null;
  return html`${choices(kiosk, meant(query, found), query)}
${kinds(kiosk, query, found)}
<p class="note" role="status">${isIdle ? t('carriers.kiosk.type') : count}${found.notes.includes('someWords') && html` ${t('carriers.kiosk.someWords')}`}</p>
${rows(found.rows.map(rowOfFound(kiosk)), '')}
${found.next !== null && html`<p class="note"><a class="go" href="${address(kiosk, query, { after: found.next })}">${t('carriers.kiosk.further')}</a></p>`}`;
}

function nothing(kiosk: Kiosk, query: SearchQuery, found: SearchPage): Html {
  const { t } = kiosk;
  const isShort = /^[a-z]$/i.test(query.text);
  return html`${choices(kiosk, meant(query, found), query)}
<p class="note" role="status">${isShort ? t('carriers.kiosk.oneMore') : t('carriers.kiosk.notFound', { text: query.text })}</p>
${query.kind !== null && html`<p class="note"><a class="go" href="${address(kiosk, query, { kind: null })}">${t('carriers.kiosk.allKinds')}</a></p>`}`;
}

const rowOfFound =
  (kiosk: Kiosk) =>
  (row: SearchPage['rows'][number]): Row => ({
    href: `${startOf(kiosk)}/i/${row.slug}`,
    title: marked(row.title),
    note: `${row.unitName}　${localDateAt(row.publishedAt)}`,
    text: row.snippet.length === 0 ? null : marked(row.snippet),
  });

/** Every piece is escaped as the text it is. */
const marked = (pieces: SearchPage['rows'][number]['title']): HtmlValue =>
  pieces.map(({ text, hit }) => (hit ? html`<mark>${text}</mark>` : text));

const mostWords = 6;

/** Words that the letters may stand for, taken from the titles found, the most frequent first; or what was meant instead. */
function meant(query: SearchQuery, found: SearchPage): readonly string[] {
  const hits = found.notes.includes('pinyin')
    ? found.rows.flatMap(({ title }) => title.filter(({ hit }) => hit).map(({ text }) => text))
    : [];
  const counted = [...Map.groupBy(hits, (word) => word)].toSorted(([, a], [, b]) => b.length - a.length);
  const words = [...(found.didYouMean === null ? [] : [found.didYouMean]), ...counted.map(([word]) => word)];
  return [...new Set(words)].filter((word) => word !== query.text).slice(0, mostWords);
}

function choices(kiosk: Kiosk, words: readonly string[], query: SearchQuery): HtmlValue {
  if (words.length === 0) return null;
  return html`<nav class="choices" aria-label="${kiosk.t('carriers.kiosk.meant')}"><p>${kiosk.t('carriers.kiosk.meant')}</p>${words.map((text) => html`<a class="go" href="${address(kiosk, query, { text })}">${text}</a>`)}</nav>`;
}

/** 党务 政务 村务 … with how many each has; the one chosen is taken back by the same key. */
function kinds(kiosk: Kiosk, query: SearchQuery, found: SearchPage): HtmlValue {
  const options = found.facets.kind;
  if (options.length < 2 && query.kind === null) return null;
  return html`<nav class="choices" aria-label="${kiosk.t('carriers.kiosk.kinds')}">${options.map(
    ({ value, count }) => {
      const isChosen = value === query.kind;
      const kind = isChosen ? null : (value as SearchQuery['kind']);
      return html`<a class="go${isChosen ? ' main' : ''}" href="${address(kiosk, query, { kind })}">${kiosk.t(`carriers.kiosk.kind.${value}`)}${!isChosen && html` <small>${count}</small>`}</a>`;
    },
  )}</nav>`;
}

export const kioskSearchPages: readonly Page[] = [finds];
