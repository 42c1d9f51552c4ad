import type { Channel } from '#platform/module';
import { own } from '../store.ts';

/**
 * Asked after a withdrawal: does a digest that has not left still name the item? What was sent cannot be called back; the next
 * digest says that it is gone.
 */
export const digestChannel: Channel = {
  name: 'mail-digests',
  shows: async ({ db }, { item }) => {
    const found = await own(db)
      .selectFrom('subscriptions.digest_item')
      .select('item')
      .where('item', '=', item)
      .where('state', '=', 'waiting')
      .limit(1)
      .executeTakeFirst();
    return found !== undefined;
  },
};
