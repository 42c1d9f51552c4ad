import { emptyQuery, search } from '#modules/search';
import type { Channel } from '#platform/module';

/**
 * Asks search as anybody would: for the slug, which is a term of each document. The worker has no session, so the answer is
 * what society finds.
 */
export const searchChannel: Channel = {
  name: 'search',
  shows: async ({ db }, { slug }) => {
    const { rows } = await search(db, { ...emptyQuery, text: `文号:${slug}` });
    return rows.some((row) => row.slug === slug);
  },
};
