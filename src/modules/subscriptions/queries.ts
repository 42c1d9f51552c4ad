import type { Reader } from '#platform/database';
import { own } from './store.ts';
import type { Pace } from './words.ts';

export type OwnSubscription = {
  readonly id: string;
  readonly target: string;
  readonly pace: Pace;
  readonly confirmedAt: Date;
};

/** What an address is subscribed to; undefined when the address is not known any more. */
export async function listOwn(
  db: Reader,
  subscriber: string,
): Promise<readonly OwnSubscription[] | undefined> {
  const known = await own(db)
    .selectFrom('subscriptions.subscriber')
    .select('id')
    .where('id', '=', subscriber)
    .executeTakeFirst();
  if (known === undefined) return undefined;
  const rows = await own(db)
    .selectFrom('subscriptions.subscription')
    .select(['id', 'target', 'pace', 'confirmed_at'])
    .where('subscriber', '=', subscriber)
    .where('state', '=', 'active')
    .orderBy('confirmed_at')
    .execute();
  return rows.flatMap(({ confirmed_at, ...row }) =>
    confirmed_at === null ? [] : [{ ...row, confirmedAt: confirmed_at }],
  );
}

/** How many there are, for the system administrator: no address, no wish. */
export async function countSubscriptions(
  db: Reader,
): Promise<readonly { readonly state: 'pending' | 'active'; readonly pace: Pace; readonly count: number }[]> {
  return own(db)
    .selectFrom('subscriptions.subscription')
    .select((eb) => ['state', 'pace', eb.fn.countAll<number>().as('count')])
    .groupBy(['state', 'pace'])
    .orderBy('state')
    .orderBy('pace')
    .execute();
}
