import type { Tx } from '#platform/database';
import { blindIndex } from '#platform/sealing';
import { MOST_OF_NETWORK, MOST_TO_ADDRESS, networkOf } from '../domain.ts';
import type { Keys } from '../settings.ts';
import { own } from '../store.ts';

const HOUR_MS = 3_600_000;

/**
 * Counts a request of a network, and says whether it is one too many. Kept for a day as a keyed hash; the key of a mark changes with the
 * day, so that marks of two days cannot be put together.
 */
export async function isNetworkOver(tx: Tx, keys: Keys, ip: string, now: Date): Promise<boolean> {
  await forget(tx, now);
  const day = now.toISOString().slice(0, 10);
  const mark = blindIndex(keys.marks, `network ${day} ${networkOf(ip)}`);
  return (await countUp(tx, mark, new Date(now.getTime() - HOUR_MS), now)) > MOST_OF_NETWORK;
}

/** Counts a mail that somebody asked for to this address, and says whether it is one too many. */
export async function isAddressOver(tx: Tx, index: string, now: Date): Promise<boolean> {
  return (await countUp(tx, index, new Date(now.getTime() - 24 * HOUR_MS), now)) > MOST_TO_ADDRESS;
}

async function countUp(tx: Tx, mark: string, since: Date, now: Date): Promise<number> {
  await own(tx).insertInto('subscriptions.request').values({ mark, at: now }).execute();
  const { count } = await own(tx)
    .selectFrom('subscriptions.request')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('mark', '=', mark)
    .where('at', '>', since)
    .executeTakeFirstOrThrow();
  return count;
}

async function forget(tx: Tx, now: Date): Promise<void> {
  await own(tx)
    .deleteFrom('subscriptions.request')
    .where('at', '<', new Date(now.getTime() - 24 * HOUR_MS))
    .execute();
}
