import type { Translate } from '#platform/i18n';
import { dayOf } from '#ui/portal';
import { type Enclosure, type Feed, type FeedEntry, tagOf } from './feed.ts';
import type { Change, ChangeFile } from './read-changes.ts';

const SUMMARY = 280;

/** What a feed is of, before anything was read. */
export type FeedPlace = {
  /** Path without format, from the root: `/feeds/units/3`. */
  readonly path: string;
  /** The page for people. */
  readonly home: string;
  readonly title: string;
  readonly subtitle: string;
};

export type FeedContext = { readonly t: Translate; readonly baseUrl: string; readonly host: string };

type Page = {
  readonly place: FeedPlace;
  readonly query: string;
  readonly isFirst: boolean;
  readonly next: string | null;
  readonly entries: readonly FeedEntry[];
  readonly gone: readonly { readonly slug: string; readonly when: Date }[];
};

/** Puts a page of a feed together. Withdrawals are told on its first page. */
export function makeFeed({ baseUrl, host }: FeedContext, page: Page): Feed {
  const { place, entries, gone } = page;
  const moments = [...entries.map((one) => one.updated), ...gone.map((one) => one.when)];
  return {
    id: tagOf(baseUrl, place.path.slice(1)),
    title: place.title,
    subtitle: place.subtitle,
    author: host,
    stem: `${baseUrl}${place.path}`,
    query: page.query,
    home: `${baseUrl}${place.home}`,
    updated: moments.length === 0 ? null : new Date(Math.max(...moments.map(Number))),
    entries,
    gone: gone.map(({ slug, when }) => ({ id: itemTag(baseUrl, slug), when })),
    first: page.isFirst ? null : firstQuery(page.query),
    next: page.next,
  };
}

/** The query of the first page: the same question without the place where to go on. */
function firstQuery(query: string): string {
  const search = new URLSearchParams(query);
  search.delete('after');
  return queryOf(search);
}

export function queryOf(search: URLSearchParams): string {
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

export const itemTag = (baseUrl: string, slug: string): string => tagOf(baseUrl, `i/${slug}`);

/** An item as an entry: what changed first, then how it begins. */
export function entryOfChange({ t, baseUrl }: FeedContext, change: Change): FeedEntry {
  const url = `${baseUrl}/i/${change.slug}`;
  return {
    id: itemTag(baseUrl, change.slug),
    url,
    title: change.title,
    author: change.unitName,
    published: change.publishedAt,
    updated: change.changedAt,
    categories: [t(`publication.affairs.${change.affairsKind}`), change.category].filter((one) => one !== ''),
    summary: [whatChanged(t, change), cut(change.text, SUMMARY)].filter((one) => one !== '').join('\n'),
    enclosures: change.files.map((file) => enclosureOf(`${url}/files`, file)),
  };
}

function whatChanged(t: Translate, { lastPurpose, erased, changedAt, note, validity }: Change): string {
  const day = dayOf(changedAt);
  if (erased) return t('publication.feed.changed.redact', { day });
  if (lastPurpose === 'correct' || lastPurpose === 'clarify') {
    const what = t(`publication.feed.changed.${lastPurpose}`, { day });
    return note === null ? what : `${what}${t('publication.feed.note', { note })}`;
  }
  return validity === 'valid' ? '' : t(`publication.feed.changed.${validity}`);
}

export function enclosureOf(base: string, { position, name, media, size }: ChangeFile): Enclosure {
  return { url: `${base}/${position}/${encodeURIComponent(name)}`, name, media, size };
}

/** The beginning of a text in whole characters, blanks and line ends run together. */
export function cut(text: string, most: number): string {
  const plain = [...text.replace(/\s+/gu, ' ').trim()];
  return plain.length <= most ? plain.join('') : `${plain.slice(0, most).join('')}…`;
}
