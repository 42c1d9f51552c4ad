import type { Channel } from '#platform/module';
import { SHOWN_HOURS } from '../devices/manifest.ts';
import { own } from '../store.ts';

/**
 * Screens: does one still say that it shows the item? One that has not been heard of for longer than it may show what it has
 * shows nothing.
 */
export const screenChannel: Channel = {
  name: 'screens',
  shows: async ({ db, now }, { slug }) => {
    const row = await own(db)
      .selectFrom('carriers.device')
      .select('id')
      .where('kind', '=', 'screen')
      .where('revoked_at', 'is', null)
      .where('last_contact_at', '>', new Date(now.getTime() - SHOWN_HOURS * 3_600_000))
      .where(({ eb, fn, val }) => eb(val(slug), '=', fn.any('last_shown')))
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  },
};
