/** Addresses a text links to, each once; mail and telephone are no pages. */
export function linksOf(content: unknown): readonly string[] {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const inner of node) walk(inner);
    if (Array.isArray(node)) return;
    if (typeof node !== 'object' || node === null) return;
    if ('type' in node && node.type === 'link' && 'attrs' in node) {
      const href =
        typeof node.attrs === 'object' && node.attrs !== null && 'href' in node.attrs
          ? node.attrs.href
          : null;
      const url = typeof href === 'string' ? URL.parse(href) : null;
      if (url !== null && /^https?:$/.test(url.protocol)) {
        // A place within a page is the page's own matter.
        url.hash = '';
        if (url.href.length <= 2048) found.add(url.href);
      }
    }
    for (const inner of Object.values(node)) walk(inner);
  };
  walk(content);
  return [...found];
}
