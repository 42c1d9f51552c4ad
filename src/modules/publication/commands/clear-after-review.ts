import type { Fact, UnitId } from '#kernel';
import type { DisclosureFacts } from '#modules/disclosure';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { own } from '../store.ts';

/**
 * Hears `disclosure.after-reviewed`: the flag 应急发布·待补审 goes when all have passed it, and says so when somebody objected.
 * Harmless when repeated, and when a later version is out by now: that one has its own flag.
 */
export async function clearAfterReview(ctx: CommandContext, fact: Fact): Promise<void> {
  const { disclosure, revision, outcome } = fact.data as DisclosureFacts['disclosure.after-reviewed'];
  const flag = outcome === 'passed' ? null : 'objected';
  // Reviewed before it was revealed: it will be revealed with what the review said.
  await own(ctx.tx)
    .updateTable('publication.registration')
    .set({ after_review: flag })
    .where('revision', '=', revision)
    .where('after_review', 'is not', null)
    .execute();
  const changed = await own(ctx.tx)
    .updateTable('publication.item')
    .set({ after_review: flag })
    .where('disclosure', '=', disclosure)
    .where('after_review', 'is not', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('publication.item_version as v')
          .select('v.revision')
          .whereRef('v.item', '=', 'publication.item.id')
          .whereRef('v.version', '=', 'publication.item.version')
          .where('v.revision', '=', revision),
      ),
    )
    .returning(['id', 'unit'])
    .executeTakeFirst();
  if (changed === undefined) return;
  await recordAudit(ctx, {
    action: 'publication.after-review',
    subjectKind: 'item',
    subject: changed.id,
    unit: changed.unit as UnitId,
    data: { revision, outcome },
  });
}
