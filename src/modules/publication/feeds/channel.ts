import type { Channel } from '#platform/module';
import { listChanges } from './read-changes.ts';

/** Feeds are read from the rows themselves: an item is in one as long as their query finds it. */
export const feedChannel: Channel = {
  name: 'feeds',
  shows: async ({ db }, { slug }) => (await listChanges(db, { slugs: [slug] }, { limit: 1 })).rows.length > 0,
};
