import { v7 } from 'uuid';
import { done, type Result, refuse } from '#kernel';
import { findUnitRef } from '#modules/organisations';
import type { SearchQuery } from '#modules/search';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import type { Locale } from '#platform/i18n';
import { enqueueMail, readMailAddress } from '#platform/mail';
import { seal } from '#platform/sealing';
import { MOST_SUBSCRIPTIONS } from '../domain.ts';
import { addressIndex, type Keys } from '../settings.ts';
import { own } from '../store.ts';
import { writeTarget } from '../target.ts';
import type { Pace } from '../words.ts';
import { isAddressOver, isNetworkOver } from './requests.ts';

export type Wish = {
  readonly address: string;
  readonly target: SearchQuery;
  readonly pace: Pace;
  readonly locale: Locale;
};

/**
 * Keeps a wish and mails the link that confirms it. The answer is the same whether the address is known, confirmed already, or
 * was asked for too often: nobody learns from it who subscribes to what.
 * @param ip counts against its network only; it is not kept
 */
export async function subscribe(
  ctx: CommandContext,
  keys: Keys,
  ip: string,
  wish: Wish,
): Promise<Result<null, 'mail-address-wrong' | 'too-many-requests' | 'no-such-unit'>> {
  const address = readMailAddress(wish.address);
  if (address === null) return refuse('mail-address-wrong', 400, {}, 'address');
  const { unit } = wish.target;
  if (unit !== null && (await findUnitRef(ctx.tx, unit)) === undefined) return refuse('no-such-unit', 404);
  await recordAudit(ctx, { action: 'subscriptions.ask' });
  // A refused one is rolled back with its count: the network stays at its limit, and is free again when the hour is over.
  if (await isNetworkOver(ctx.tx, keys, ip, ctx.now)) return refuse('too-many-requests', 429);
  const index = addressIndex(keys, address);
  if (await isAddressOver(ctx.tx, index, ctx.now)) return done(null);
  const subscriber = await keepSubscriber(ctx, keys, address, index, wish.locale);
  const kept = await keepSubscription(ctx, subscriber, wish);
  if (kept === null) return done(null);
  const mail = { to: address, locale: wish.locale };
  await (kept.state === 'pending'
    ? enqueueMail(ctx, keys.mail, { ...mail, kind: 'subscriptions.confirm', ref: kept.id, owner: kept.id })
    : enqueueMail(ctx, keys.mail, {
        ...mail,
        kind: 'subscriptions.manage',
        ref: subscriber,
        owner: subscriber,
      }));
  return done(null);
}

async function keepSubscriber(
  ctx: CommandContext,
  keys: Keys,
  address: string,
  index: string,
  locale: Locale,
): Promise<string> {
  const { id } = await own(ctx.tx)
    .insertInto('subscriptions.subscriber')
    .values({
      id: v7(),
      address_index: index,
      sealed_address: seal(keys.mail, address),
      locale,
      created_at: ctx.now,
    })
    // Locks the row: two requests for one address follow one another.
    .onConflict((conflict) => conflict.column('address_index').doUpdateSet({ locale }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

type Kept = { readonly id: string; readonly state: 'pending' | 'active' };

/** @returns the subscription, or null when the address has as many as it may have */
async function keepSubscription(ctx: CommandContext, subscriber: string, wish: Wish): Promise<Kept | null> {
  const target = writeTarget(wish.target);
  const all = await own(ctx.tx)
    .selectFrom('subscriptions.subscription')
    .select(['id', 'state', 'target'])
    .where('subscriber', '=', subscriber)
    .execute();
  const known = all.find((one) => one.target === target);
  if (known === undefined && all.length >= MOST_SUBSCRIPTIONS) return null;
  if (known?.state === 'active') return known;
  return await own(ctx.tx)
    .insertInto('subscriptions.subscription')
    .values({ id: v7(), subscriber, target, pace: wish.pace, created_at: ctx.now })
    .onConflict((conflict) =>
      conflict.columns(['subscriber', 'target']).doUpdateSet({ pace: wish.pace, created_at: ctx.now }),
    )
    .returning(['id', 'state'])
    .executeTakeFirstOrThrow();
}

/** Mails a link to one's own subscriptions, if there are any; the answer is the same if not. */
export async function sendManageLink(
  ctx: CommandContext,
  keys: Keys,
  ip: string,
  typed: string,
): Promise<Result<null, 'mail-address-wrong' | 'too-many-requests'>> {
  const address = readMailAddress(typed);
  if (address === null) return refuse('mail-address-wrong', 400, {}, 'address');
  await recordAudit(ctx, { action: 'subscriptions.ask' });
  if (await isNetworkOver(ctx.tx, keys, ip, ctx.now)) return refuse('too-many-requests', 429);
  const index = addressIndex(keys, address);
  if (await isAddressOver(ctx.tx, index, ctx.now)) return done(null);
  const found = await own(ctx.tx)
    .selectFrom('subscriptions.subscriber as p')
    .innerJoin('subscriptions.subscription as s', 's.subscriber', 'p.id')
    .select(['p.id', 'p.locale'])
    .where('p.address_index', '=', index)
    .where('s.state', '=', 'active')
    .executeTakeFirst();
  if (found !== undefined) {
    const mail = { kind: 'subscriptions.manage', ref: found.id, owner: found.id };
    await enqueueMail(ctx, keys.mail, { ...mail, to: address, locale: found.locale });
  }
  return done(null);
}
