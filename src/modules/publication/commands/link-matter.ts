import { findStageOf } from '#modules/disclosure';
import type { CommandContext } from '#platform/command';
import { own } from '../store.ts';

/** Notes of which stage of which major matter an item is, so that the public stages find one another. */
export async function linkMatter(ctx: CommandContext, disclosure: string, item: string): Promise<void> {
  const stage = await findStageOf(ctx.tx, disclosure);
  if (stage === undefined) return;
  await own(ctx.tx)
    .insertInto('publication.item_matter')
    .values({ item, matter: stage.matter_id, stage: stage.stage, audience: stage.audience })
    .onConflict((conflict) => conflict.column('item').doNothing())
    .execute();
}
