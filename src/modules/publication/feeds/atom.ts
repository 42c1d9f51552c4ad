import { addressOf, type Feed, type FeedEntry, type Gone, updatedOf } from './feed.ts';
import { xmlDeclaration, xmlElement } from './xml.ts';

/** The tombstone of an entry (RFC 6721): its name and when it went, without a word of what it was. */
export function deletedEntry({ id, when }: Gone): string {
  return xmlElement('at:deleted-entry', null, { ref: id, when: when.toISOString() });
}

/** Atom (RFC 4287) with pages (RFC 5005) and tombstones (RFC 6721). */
export function writeAtom(feed: Feed): string {
  const link = (rel: string, href: string, type: string) => xmlElement('link', null, { rel, href, type });
  const page = (rel: string, query: string | null) =>
    query === null ? [] : [link(rel, addressOf(feed, 'atom', query), 'application/atom+xml')];
  return [
    `${xmlDeclaration}<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="zh-CN">`,
    xmlElement('id', feed.id),
    xmlElement('title', feed.title),
    xmlElement('subtitle', feed.subtitle),
    xmlElement('updated', updatedOf(feed).toISOString()),
    `<author>${xmlElement('name', feed.author)}</author>`,
    ...page('self', feed.query),
    link('alternate', feed.home, 'text/html'),
    ...page('first', feed.first),
    ...page('next', feed.next),
    '<generator>Gongkai</generator>',
    // Extensions stand before the entries (RFC 4287, appendix B).
    ...feed.gone.map(deletedEntry),
    ...feed.entries.map(entry),
    '</feed>\n',
  ].join('\n');
}

function entry(one: FeedEntry): string {
  return [
    '<entry>',
    xmlElement('id', one.id),
    xmlElement('title', one.title),
    xmlElement('link', null, { rel: 'alternate', href: one.url, type: 'text/html' }),
    ...one.enclosures.map(({ url, media, size, name }) =>
      xmlElement('link', null, { rel: 'enclosure', href: url, type: media, length: size, title: name }),
    ),
    xmlElement('published', one.published.toISOString()),
    xmlElement('updated', one.updated.toISOString()),
    `<author>${xmlElement('name', one.author)}</author>`,
    ...one.categories.map((term) => xmlElement('category', null, { term })),
    xmlElement('summary', one.summary),
    '</entry>',
  ].join('\n');
}
