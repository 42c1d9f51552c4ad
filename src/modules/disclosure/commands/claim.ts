import type { Result } from '#kernel';
import type { CommandContext } from '#platform/command';
import { rows } from '../store/rows.ts';
import { type Moved, type MoveRefusal, makeMove } from './make-move.ts';

/** Takes the step on (签收), or takes it over from whoever had: nothing stays locked by somebody on leave. */
export async function claim(ctx: CommandContext, revision: string): Promise<Result<Moved, MoveRefusal>> {
  const moved = await makeMove(ctx, { revision, move: 'claim' });
  if (moved.ok) await setClaim(ctx, moved.value, { person: ctx.actor.person, name: ctx.actor.name });
  return moved;
}

/** Puts the step back for any holder to take. */
export async function release(ctx: CommandContext, revision: string): Promise<Result<Moved, MoveRefusal>> {
  const moved = await makeMove(ctx, { revision, move: 'release' });
  if (moved.ok) await setClaim(ctx, moved.value, null);
  return moved;
}

/** Says in the lane of the move who has taken it on. */
export async function setClaim(
  ctx: CommandContext,
  { before, next }: Moved,
  by: { readonly person: string; readonly name: string } | null,
): Promise<void> {
  const lane = next.lane?.lane ?? 0;
  await rows(ctx.tx)
    .updateTable('disclosure.step_state')
    .set({ claimed_by: by?.person ?? null, claimed_by_name: by?.name ?? null })
    .where('revision_id', '=', before.revision.id)
    .where('lane', '=', lane)
    .where('request_id', 'is', null)
    .where('ended_at', 'is', null)
    .execute();
}
