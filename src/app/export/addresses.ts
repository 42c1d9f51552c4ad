/** Where pages lead to further pages that belong to an exported site and that no list of ours names: later pages of lists. */
export function furtherAddresses(address: string, text: string): readonly string[] {
  if (address === '/sitemap.xml')
    return [...text.matchAll(/<loc>\s*https?:\/\/[^/<]+[^<]*?(\/sitemap\/[^/<\s]+\.xml)\s*<\/loc>/g)].map(
      ([, path = '']) => path,
    );
  if (address.startsWith('/feeds/')) return olderChanges(text);
  const links = [...text.matchAll(/\s(?:href|src)="(\/[^"]*)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  );
  if (/^\/units\/\d+$/.test(address))
    return links.filter((link) => /^\/catalogue\?unit=\d+(?:&year=\d+)?$/.test(link));
  if (/^\/i\/[0-9a-z]{8}$/.test(address))
    return links.filter(
      (link) => link.startsWith(`${address}.`) || link.startsWith(`/feeds/items/${address.slice(3)}.`),
    );
  if (address === '/feeds') return links.filter((link) => /^\/feeds\/.+\.(?:atom|rss|json)$/.test(link));
  if (address === '/open-data') return links.filter((link) => link.startsWith('/open-data/'));
  if (/^\/briefs(?:\/|$)/.test(address))
    return links.filter((link) => link.startsWith('/briefs/') || goesOn(address, link));
  if (!/^\/(?:items|catalogue|revoked|carriers)(?:\?|$)/.test(address)) return [];
  return links.filter((link) => goesOn(address, link));
}

/** A feed goes on with older changes where it says so (RFC 5005; `next_url` of JSON Feed). */
function olderChanges(text: string): readonly string[] {
  const [link] = /<(?:atom:)?link\s[^>]*rel="next"[^>]*>/.exec(text) ?? [];
  const next = link === undefined ? /"next_url": "([^"]*)"/.exec(text) : /\shref="([^"]*)"/.exec(link);
  return next?.[1] === undefined ? [] : [next[1].replaceAll('&amp;', '&').replace(/^https?:\/\/[^/]+/, '')];
}

/** The same list from a later place on: the same question, and `after`. */
function goesOn(address: string, link: string): boolean {
  const [here, there] = [new URL(address, 'http://site'), new URL(link, 'http://site')];
  if (here.pathname !== there.pathname || !there.searchParams.has('after')) return false;
  for (const one of [here, there]) {
    one.searchParams.delete('after');
    one.searchParams.sort();
  }
  return here.search === there.search;
}
