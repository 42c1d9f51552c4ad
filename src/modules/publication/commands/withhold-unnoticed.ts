import type { Result } from '#kernel';
import { done } from '#kernel';
import { checkPublishable, confirmPublished, findFrozenRevision } from '#modules/disclosure';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { isUnnoticed, settleDuties } from './settle-duties.ts';

/**
 * Carries out an approved decision to withhold without a notice (DIS-8): the duties are withheld and counted by the office;
 * no item, no fact with words, nothing the public could see. Asked the same questions as a publication.
 * @returns undefined for a revision that is something else
 */
export async function withholdUnnoticed(
  ctx: CommandContext,
  revision: string,
): Promise<Result<{ readonly at: Date }> | undefined> {
  const seen = await findFrozenRevision(ctx.tx, revision);
  if (seen === undefined || !isUnnoticed(seen)) return undefined;
  const allowed = await checkPublishable(ctx, revision);
  if (!allowed.ok) return allowed;
  await settleDuties(ctx, allowed.value.content, null);
  await confirmPublished(ctx, revision, ctx.now);
  await recordAudit(ctx, {
    action: 'publication.withhold-unnoticed',
    subjectKind: 'revision',
    subject: revision,
    unit: allowed.value.unit,
    data: { contentSha256: allowed.value.contentSha256 },
  });
  return done({ at: ctx.now });
}
