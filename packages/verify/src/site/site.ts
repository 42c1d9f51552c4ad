import { type Source, SourceError } from '../source/types.ts';

/** A page of the site: its status, and its text when it is one. */
export type SitePage = { readonly status: number; readonly text: string; readonly bytes: Uint8Array };

/** The site as the monitor reads it. */
export type Site = {
  readonly source: Source;
  /** Every `/i/<slug>` any page led to, and the first page that did. */
  readonly seen: ReadonlyMap<string, string>;
  /**
   * Reads a page; remembers which items it leads to.
   * @param path from the root of the site
   */
  readonly page: (path: string) => Promise<SitePage>;
};

const pageLimit = 20_000_000;

/** A site whose pages are read for their links. */
export function openSite(source: Source, onFailure: (path: string, reason: string) => void): Site {
  const seen = new Map<string, string>();
  return {
    source,
    seen,
    page: async (path) => {
      try {
        const { status, bytes } = await source.read(path, pageLimit);
        const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
        if (status === 200) for (const slug of itemsIn(text)) if (!seen.has(slug)) seen.set(slug, path);
        return { status, text, bytes };
      } catch (error) {
        if (!(error instanceof SourceError) || error.reason === 'gone') throw error;
        onFailure(path, error.reason);
        return { status: 0, text: '', bytes: new Uint8Array() };
      }
    },
  };
}

/** Addresses in `href` attributes, as the site wrote them, within this site. */
export function linksIn(text: string): readonly string[] {
  return [...text.matchAll(/\shref="(\/[^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
}

/** Items (not their files or versions) a text leads to, also by full address as feeds and sitemaps do. */
export function itemsIn(text: string): readonly string[] {
  const found = text.matchAll(
    /(?:\shref="|<loc>\s*|"url":\s*"|<link>\s*)(?:https?:\/\/[^/"<\s]+)?\/i\/([0-9a-z]{4,32})(?=["<\s])/g,
  );
  return [...new Set([...found].map(([, slug = '']) => slug))];
}
