import type { CommandContext } from '#platform/command';
import { currentStep } from '../domain/index.ts';
import { announce } from '../facts.ts';
import type { LoadedCase } from '../store/load-case.ts';
import type { Applied } from './apply-move.ts';

/**
 * Tells other rooms what a move made of a case. Claims and edits concern nobody outside.
 * @param publishAt the time now set, where the move set one; else the one that stands
 */
export async function announceMove(
  ctx: CommandContext,
  before: LoadedCase,
  { move, next, contentSha256 }: Applied,
  publishAt: Date | string | null | undefined,
): Promise<void> {
  const { revision, dossier, unit } = before;
  const named = { disclosure: dossier.id, revision: revision.id, purpose: revision.purpose };
  const due = publishAt === undefined ? revision.publish_at : publishAt;
  const plan = { ...named, contentSha256, publishAt: due === null ? null : new Date(due).toISOString() };
  if (move === 'reschedule') return announce(ctx, 'disclosure.rescheduled', unit.id, plan);
  if (next.state === before.case.state && !next.entersStep) return;
  const moved = { ...named, move, from: before.case.state, to: next.state };
  await announce(ctx, 'disclosure.moved', unit.id, moved);
  if (move === 'propose') await announce(ctx, 'disclosure.proposed', unit.id, { ...named, contentSha256 });
  if (next.state === 'approved') await announce(ctx, 'disclosure.approved', unit.id, plan);
  if (next.state === 'returned') {
    const stepKey = currentStep(before.case)?.key ?? '';
    await announce(ctx, 'disclosure.returned', unit.id, { ...named, stepKey });
  }
  if (next.state === 'cancelled') {
    await announce(ctx, 'disclosure.withdrawn', unit.id, { ...named, from: before.case.state });
  }
}
