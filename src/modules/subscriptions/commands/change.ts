import { done, type Result, refuse } from '#kernel';
import { newsHead } from '#modules/publication';
import { recordAudit } from '#platform/audit';
import { localDateAt } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import { cancelMailsOf } from '#platform/mail';
import { own } from '../store.ts';
import type { Pace } from '../words.ts';

/** Begins a subscription that its reader has confirmed: told is what becomes public from now on. Again: nothing changes. */
export async function confirmSubscription(
  ctx: CommandContext,
  id: string,
): Promise<Result<{ readonly target: string; readonly pace: Pace }, 'subscription-link-over'>> {
  const row = await own(ctx.tx)
    .selectFrom('subscriptions.subscription')
    .select(['state', 'target', 'pace'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return refuse('subscription-link-over', 404);
  await recordAudit(ctx, { action: 'subscriptions.confirm', subjectKind: 'subscription', subject: id });
  if (row.state === 'active') return done(row);
  await own(ctx.tx)
    .updateTable('subscriptions.subscription')
    .set({
      state: 'active',
      confirmed_at: ctx.now,
      told_up_to: await newsHead(ctx.tx),
      looked_on: localDateAt(ctx.now),
    })
    .where('id', '=', id)
    .execute();
  return done(row);
}

/**
 * Ends one subscription; with the last one the address goes as well. What waits to be sent is taken back; a mail that is being
 * handed over at this moment may still arrive. Again: nothing is left to be done, which is no error.
 */
export async function endSubscription(ctx: CommandContext, id: string): Promise<Result<null>> {
  const row = await own(ctx.tx)
    .deleteFrom('subscriptions.subscription')
    .where('id', '=', id)
    .returning('subscriber')
    .executeTakeFirst();
  await recordAudit(ctx, { action: 'subscriptions.end', subjectKind: 'subscription', subject: id });
  await cancelMailsOf(ctx, id);
  if (row !== undefined) await dropSubscriberWithout(ctx, row.subscriber);
  return done(null);
}

/** Ends all subscriptions of an address and forgets it. */
export async function endAll(ctx: CommandContext, subscriber: string): Promise<Result<null>> {
  const rows = await own(ctx.tx)
    .selectFrom('subscriptions.subscription')
    .select('id')
    .where('subscriber', '=', subscriber)
    .execute();
  for (const { id } of rows) await endSubscription(ctx, id);
  await recordAudit(ctx, { action: 'subscriptions.end', subjectKind: 'subscriber', subject: subscriber });
  return done(null);
}

async function dropSubscriberWithout(
  ctx: Pick<CommandContext, 'tx' | 'now'>,
  subscriber: string,
): Promise<void> {
  const gone = await own(ctx.tx)
    .deleteFrom('subscriptions.subscriber as p')
    .where('p.id', '=', subscriber)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('subscriptions.subscription as s').select('s.id').where('s.subscriber', '=', subscriber),
        ),
      ),
    )
    .returning('p.id')
    .executeTakeFirst();
  if (gone !== undefined) await cancelMailsOf(ctx, subscriber);
}

/** Another pace for one of the subscriber's own subscriptions. */
export async function changePace(
  ctx: CommandContext,
  subscriber: string,
  subscription: string,
  pace: Pace,
): Promise<Result<null, 'subscription-link-over'>> {
  const changed = await own(ctx.tx)
    .updateTable('subscriptions.subscription')
    .set({ pace })
    .where('id', '=', subscription)
    .where('subscriber', '=', subscriber)
    .where('state', '=', 'active')
    .returning('id')
    .executeTakeFirst();
  if (changed === undefined) return refuse('subscription-link-over', 404);
  await recordAudit(ctx, {
    action: 'subscriptions.change',
    subjectKind: 'subscription',
    subject: subscription,
    data: { pace },
  });
  return done(null);
}

/** Ends one of the subscriber's own. */
export async function endOwn(
  ctx: CommandContext,
  subscriber: string,
  subscription: string,
): Promise<Result<null, 'subscription-link-over'>> {
  const found = await own(ctx.tx)
    .selectFrom('subscriptions.subscription')
    .select('id')
    .where('id', '=', subscription)
    .where('subscriber', '=', subscriber)
    .executeTakeFirst();
  if (found === undefined) return refuse('subscription-link-over', 404);
  return (await endSubscription(ctx, subscription)) as Result<null, never>;
}
