import { xmlDeclaration, xmlElement } from '../feeds/xml.ts';
import type { Part, Place } from './parts.ts';

/* sitemaps.org 0.9. Addresses are absolute; moments are W3C date-times. */

const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

const lastmod = (moment: Date | null) => (moment === null ? '' : xmlElement('lastmod', moment.toISOString()));

/** The index: where the parts stand. */
export function writeIndex(baseUrl: string, parts: readonly Part[]): string {
  const rows = parts.map(
    ({ name, changed }) =>
      `<sitemap>${xmlElement('loc', `${baseUrl}/sitemap/${name}.xml`)}${lastmod(changed)}</sitemap>`,
  );
  return `${xmlDeclaration}<sitemapindex ${namespace}>\n${rows.join('\n')}\n</sitemapindex>\n`;
}

/** A part: addresses of pages. */
export function writePart(baseUrl: string, places: readonly Place[]): string {
  const rows = places.map(
    ({ path, changed }) => `<url>${xmlElement('loc', baseUrl + path)}${lastmod(changed)}</url>`,
  );
  return `${xmlDeclaration}<urlset ${namespace}>\n${rows.join('\n')}\n</urlset>\n`;
}

/** What crawlers are asked: everything open may be read, the office and forms are of no use to them. */
export function writeRobots(baseUrl: string): string {
  const closed = ['/api/', '/office', '/preferences', '/signin', '/members'];
  return `User-agent: *\n${closed.map((path) => `Disallow: ${path}\n`).join('')}\nSitemap: ${baseUrl}/sitemap.xml\n`;
}
