import { fulfilDuties, withholdDuties } from '#modules/catalogue';
import {
  citationOf,
  decidedIn,
  type FrozenRevision,
  getGround,
  hasUnnoticedDecision,
  type RevisionContent,
} from '#modules/disclosure';
import type { CommandContext } from '#platform/command';

/** A decision to withhold whose very notice would reveal the secret: nothing of it becomes visible. */
export function isUnnoticed({ content, purpose }: Pick<FrozenRevision, 'content' | 'purpose'>): boolean {
  return purpose !== 'withdraw' && decidedIn(content)?.notice === 'none';
}

/** Is this the first thing the public sees of a dossier whose earlier decision had no notice? */
export async function wasUnnoticed(ctx: CommandContext, frozen: FrozenRevision): Promise<boolean> {
  return frozen.purpose === 'correct' && (await hasUnnoticedDecision(ctx.tx, frozen.disclosure));
}

/**
 * What a content does to its duties when it becomes visible: fulfils them, fulfils them in part, or withholds them whole with their coded ground.
 * @param item where it is public; null for a decision without a notice
 */
export async function settleDuties(
  ctx: CommandContext,
  content: Pick<RevisionContent, 'duties' | 'withholding'>,
  item: string | null,
): Promise<void> {
  if (content.duties.length === 0) return;
  const decided = decidedIn(content);
  if (decided?.extent === 'whole') {
    const ground = await getGround(ctx.tx, decided.ground);
    await withholdDuties(ctx, content.duties, {
      reason: ground.category,
      note: `${ground.words}（${citationOf(ground)}）`,
      reviewOn: decided.reviewOn,
      noticePublic: decided.notice === 'public',
      publication: item,
    });
  } else if (item !== null) {
    await fulfilDuties(ctx, content.duties, item, ctx.now, decided !== null);
  }
}
