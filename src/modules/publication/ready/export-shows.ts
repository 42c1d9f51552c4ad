import { createReadStream, existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { hasLine, lineOf } from '../open-data/lines.ts';
import { leadsTo } from './where-shown.ts';

/** Parts of an export that name what is gone, or prove it, and no more; items have their own question. */
const passedOver: ReadonlySet<string> = new Set(['i', 'log', '.export', 'feeds/items']);
const isText = /\.(?:html|atom|rss|json|xml)(?:\.gz)?$/;
const isRevoked = /^revoked\./;
/** What lies at an item's address and below it; a tombstone has an ending of its own. */
const ofItem = ['', '.html', '.html.gz', '.json', '.json.gz', '.parts.json', '.parts.json.gz'];

/**
 * Does a folder the site was exported to still show an item: its page, a version or file of it, a list, a feed, a map, a file of
 * open data? Looks at every file that is no item's own, since which lists there were when it was written is not known.
 */
export async function exportShows(folder: string, slug: string): Promise<boolean> {
  if (ofItem.some((ending) => existsSync(join(folder, 'i', `${slug}${ending}`)))) return true;
  return someFile(folder, '', slug);
}

async function someFile(folder: string, below: string, slug: string): Promise<boolean> {
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const name = join(below, entry.name);
    if (passedOver.has(name) || isRevoked.test(name)) continue;
    const path = join(folder, name);
    if (entry.isDirectory() ? await someFile(folder, name, slug) : await fileShows(path, slug)) return true;
  }
  return false;
}

async function fileShows(path: string, slug: string): Promise<boolean> {
  if (isText.test(path)) {
    const bytes = await readFile(path);
    return leadsTo((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString(), slug);
  }
  const beginning = lineOf(path, slug);
  return beginning !== null && (await hasLine(createReadStream(path), beginning));
}
