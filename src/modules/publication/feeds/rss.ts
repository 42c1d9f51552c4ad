import { deletedEntry } from './atom.ts';
import { addressOf, type Feed, type FeedEntry, updatedOf } from './feed.ts';
import { xmlDeclaration, xmlElement } from './xml.ts';

const namespaces = [
  'xmlns:atom="http://www.w3.org/2005/Atom"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'xmlns:at="http://purl.org/atompub/tombstones/1.0"',
].join(' ');

/** RSS 2.0 (RSS Advisory Board), with the links and tombstones of Atom as the specification allows. */
export function writeRss(feed: Feed): string {
  const page = (rel: string, query: string | null) =>
    query === null
      ? []
      : [
          xmlElement('atom:link', null, {
            rel,
            href: addressOf(feed, 'rss', query),
            type: 'application/rss+xml',
          }),
        ];
  return [
    `${xmlDeclaration}<rss version="2.0" ${namespaces}>\n<channel>`,
    xmlElement('title', feed.title),
    xmlElement('link', feed.home),
    xmlElement('description', feed.subtitle),
    xmlElement('language', 'zh-cn'),
    xmlElement('lastBuildDate', updatedOf(feed).toUTCString()),
    xmlElement('generator', 'Gongkai'),
    ...page('self', feed.query),
    ...page('first', feed.first),
    ...page('next', feed.next),
    ...feed.entries.map(item),
    ...feed.gone.map(deletedEntry),
    '</channel>\n</rss>\n',
  ].join('\n');
}

/** The format knows one date and one file: the date is that of the last change, the file is the first. */
function item(one: FeedEntry): string {
  const [file] = one.enclosures;
  return [
    '<item>',
    xmlElement('title', one.title),
    xmlElement('link', one.url),
    xmlElement('guid', one.id, { isPermaLink: 'false' }),
    xmlElement('pubDate', one.updated.toUTCString()),
    xmlElement('dc:creator', one.author),
    ...one.categories.map((term) => xmlElement('category', term)),
    // A description is read as HTML: the plain text is escaped for it first.
    xmlElement(
      'description',
      one.summary.replace(/[&<>]/g, (sign) => escapes[sign] ?? sign),
    ),
    ...(file === undefined
      ? []
      : [xmlElement('enclosure', null, { url: file.url, length: file.size, type: file.media })]),
    '</item>',
  ].join('\n');
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
