import type { Channel } from '#platform/module';
import { listChanges } from '../feeds/read-changes.ts';
import { findItem } from '../queries/item.ts';
import { exportShows } from './export-shows.ts';
import { listExports } from './exports.ts';
import { findShownAt, listing, someReady } from './where-shown.ts';

/**
 * The ways out that are bytes of ours, and the rows they are made from where none are kept: pages, lists, and folders the site
 * was exported to. Each looks at what a reader would be sent at this moment, at every address that could show the item.
 */
export const readyChannels: readonly Channel[] = [
  {
    name: 'pages',
    shows: async ({ db, now }, { item, slug }) => {
      const answer = await findItem(db, slug);
      if (answer.kind === 'item' && answer.view.item.scope === 'society') return true;
      const { pages } = await findShownAt(db, item, now);
      return someReady(pages, now, ({ status }) => status === 200);
    },
  },
  {
    name: 'lists',
    shows: async ({ db, now }, { item, slug }) => {
      if ((await listChanges(db, { slugs: [slug] }, { limit: 1 })).rows.length > 0) return true;
      const { lists } = await findShownAt(db, item, now);
      return someReady(lists, now, listing(slug));
    },
  },
  {
    name: 'export',
    shows: async (_ctx, { slug }) => {
      for (const folder of listExports()) if (await exportShows(folder, slug)) return true;
      return false;
    },
  },
];
