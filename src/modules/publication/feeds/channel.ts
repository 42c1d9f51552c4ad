import type { Channel } from '#platform/module';
import { findShownAt, listing, someReady } from '../ready/where-shown.ts';
import { listChanges } from './read-changes.ts';

/**
 * Feeds are read from the rows, where an item is in one as long as their query finds it, or kept ready: then their bytes are
 * looked at, in every format.
 */
export const feedChannel: Channel = {
  name: 'feeds',
  shows: async ({ db, now }, { item, slug }) => {
    if ((await listChanges(db, { slugs: [slug] }, { limit: 1 })).rows.length > 0) return true;
    const { feeds } = await findShownAt(db, item, now);
    return someReady(feeds, now, listing(slug));
  },
};
