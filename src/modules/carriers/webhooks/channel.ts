import { sql } from 'kysely';
import type { Channel } from '#platform/module';
import { own } from '../store.ts';

/** A partner that was told of an item and not yet that it is withdrawn still shows it, as far as anybody here can know. */
export const webhookChannel: Channel = {
  name: 'webhooks',
  shows: async ({ db }, { item }) => {
    const { rows } = await sql`select from carriers.delivery told
      join carriers.webhook w on w.id = told.carrier and w.state = 'active'
      where told.item = ${item} and told.kind = 'webhook' and told.what <> 'withdraw' and told.state = 'delivered'
        and not exists (select from carriers.delivery gone where gone.item = told.item and gone.kind = 'webhook'
          and gone.carrier = told.carrier and gone.what = 'withdraw' and gone.state = 'delivered' and gone.ordinal > told.ordinal)
      limit 1`.execute(own(db));
    return rows.length > 0;
  },
};
