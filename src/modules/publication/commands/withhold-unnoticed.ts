import { confirmPublished, type Publishable } from '#modules/disclosure';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { settleDuties } from './settle-duties.ts';

/**
 * Carries out an approved decision to withhold without a notice (DIS-8): the duties are withheld and counted by the office;
 * no item, no fact with words, nothing the public could see. Asked the same questions as a publication.
 */
export async function withholdUnnoticed(ctx: CommandContext, frozen: Publishable): Promise<void> {
  const { revision, unit, content, contentSha256 } = frozen;
  await settleDuties(ctx, content, null);
  await confirmPublished(ctx, frozen, ctx.now);
  await recordAudit(ctx, {
    action: 'publication.withhold-unnoticed',
    subjectKind: 'revision',
    subject: revision,
    unit,
    data: { contentSha256 },
  });
}
