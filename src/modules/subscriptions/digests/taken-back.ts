import type { Fact } from '#kernel';
import type { CommandContext } from '#platform/command';
import { addJob } from '#platform/jobs';
import type { Hears } from '#platform/outbox';
import { own } from '../store.ts';

/** Tells those who wish to know at once; one job, however many facts there are. */
export const AT_ONCE = 'subscriptions/at-once';

const wake = (ctx: CommandContext): Promise<void> => addJob(ctx.tx, AT_ONCE, {}, { key: AT_ONCE });

/**
 * An item left society: it goes from digests that have not left, and whoever may have been told of it is owed a line that it
 * is gone. Rows are locked, so that a digest being written at this moment comes before or after, never in between.
 */
async function takeBack(ctx: CommandContext, item: string): Promise<void> {
  const rows = await own(ctx.tx)
    .selectFrom('subscriptions.digest_item as i')
    .innerJoin('subscriptions.digest as d', 'd.id', 'i.digest')
    .select(['i.state', 'd.subscription'])
    .where('i.item', '=', item)
    .forUpdate('i')
    .execute();
  await own(ctx.tx)
    .updateTable('subscriptions.digest_item')
    .set({ state: 'dropped' })
    .where('item', '=', item)
    .where('state', '=', 'waiting')
    .execute();
  const told = [...new Set(rows.filter((row) => row.state === 'told').map((row) => row.subscription))];
  if (told.length === 0) return;
  await own(ctx.tx)
    .insertInto('subscriptions.taken_back')
    .values(told.map((subscription) => ({ subscription, item, withdrawn_at: ctx.now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await wake(ctx);
}

async function hearWithdrawn(ctx: CommandContext, fact: Fact): Promise<void> {
  await takeBack(ctx, (fact.data as { readonly item: string }).item);
}

/** A version with a narrower scope takes the item from society as well. */
async function hearPublished(ctx: CommandContext, fact: Fact): Promise<void> {
  const { item, scope } = fact.data as { readonly item: string; readonly scope: string };
  if (scope === 'society') await wake(ctx);
  else await takeBack(ctx, item);
}

/** What this room does when something becomes public or is taken away. Each is harmless when repeated. */
export const hears: Hears = {
  'publication.published': hearPublished,
  'publication.withdrawn': hearWithdrawn,
};
