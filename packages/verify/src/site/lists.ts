import { itemsIn, linksIn, type Site } from './site.ts';

/** What a list of the site shows, all its pages together. */
export type ListRead = {
  readonly address: string;
  /** Status of its first page that is not 200, or 200. */
  readonly status: number;
  readonly slugs: ReadonlySet<string>;
};

const mostPages = 200_000;

/**
 * Reads a list to its end, following the link that goes on from each page.
 * @param address first page: `/items`, `/items?unit=3`
 */
export async function readList(site: Site, address: string, onPage?: () => void): Promise<ListRead> {
  const slugs = new Set<string>();
  const visited = new Set<string>();
  for (let next: string | undefined = address; next !== undefined && visited.size < mostPages; ) {
    visited.add(next);
    const { status, text } = await site.page(next);
    if (status !== 200) return { address, status, slugs };
    for (const slug of itemsIn(mainOf(text))) slugs.add(slug);
    onPage?.();
    next = linksIn(text).find((link) => !visited.has(link) && goesOn(address, link));
  }
  return { address, status: 200, slugs };
}

/** The part of a page that is its own, without the frame around it. */
function mainOf(text: string): string {
  const [from, to] = [text.indexOf('<main'), text.lastIndexOf('</main>')];
  return from < 0 || to < from ? text : text.slice(from, to);
}

/** Is this the same list from a later place on: the same question, and `after`? */
export function goesOn(address: string, link: string): boolean {
  const [first, later] = [new URL(address, 'http://site'), new URL(link, 'http://site')];
  if (first.pathname !== later.pathname || !later.searchParams.has('after')) return false;
  later.searchParams.delete('after');
  first.searchParams.delete('after');
  first.searchParams.sort();
  later.searchParams.sort();
  return first.searchParams.toString() === later.searchParams.toString();
}
