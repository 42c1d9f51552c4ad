import type { Fact } from '#kernel';
import type { CommandContext } from '#platform/command';
import { addJob } from '#platform/jobs';
import type { Channel } from '#platform/module';
import { eventOf } from '../deliveries/plan.ts';
import { own } from '../store.ts';

export const ASK_CHANNELS = 'carriers/ask-channels';

/** Hears of a withdrawal: one row for each derived way out, asked from now on until it no longer shows the item. */
export function planAsking(channels: () => readonly Channel[]) {
  return async (ctx: CommandContext, fact: Fact): Promise<void> => {
    const event = eventOf(fact);
    if (event === null) return;
    // Public again (or told anew): what was asked about an older withdrawal has no answer any more.
    if (event.what !== 'withdraw') return void (await endAsking(ctx, event.item));
    const asked = channels();
    if (asked.length === 0) return;
    const { fact: id, item, slug, unit, at } = event;
    await own(ctx.tx)
      .insertInto('carriers.channel_receipt')
      .values(
        asked.map(({ name }) => ({
          fact: id,
          channel: name,
          item,
          slug,
          unit,
          asked_at: null,
          last_error: null,
          created_at: at,
          gone_at: null,
        })),
      )
      .onConflict((conflict) => conflict.columns(['fact', 'channel']).doNothing())
      .execute();
    await addJob(ctx.tx, ASK_CHANNELS, { fact: id }, { key: `${ASK_CHANNELS}:${id}` });
  };
}

async function endAsking(ctx: CommandContext, item: string): Promise<void> {
  await own(ctx.tx)
    .updateTable('carriers.channel_receipt')
    .set({ state: 'superseded' })
    .where('item', '=', item)
    .where('state', 'in', ['waiting', 'showing'])
    .execute();
}
