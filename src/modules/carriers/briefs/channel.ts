import type { Channel } from '#platform/module';
import { isInBrief } from './queries.ts';

/** Briefs read their items from the rows themselves: one that is withdrawn is in none of their outputs. */
export const briefChannel: Channel = {
  name: 'briefs',
  shows: ({ db }, { item }) => isInBrief(db, item),
};
