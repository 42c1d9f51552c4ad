import { done, type PersonId, type Result, refuse } from '#kernel';
import type { CommandContext } from '#platform/command';
import { notify } from '#platform/notifications';
import { currentStep } from '../domain/index.ts';
import { freeHolders, people } from '../people.ts';
import { setClaim } from './claim.ts';
import { type Moved, type MoveRefusal, makeMove } from './make-move.ts';
import { notice } from './tell-people.ts';

export type Transfer = { readonly revision: string; readonly to: string; readonly reason: string };

/**
 * Passes the step to another who holds the same seat (转办) and may decide it. It is theirs as if they had claimed it, so others
 * who hold the seat can still take it over: nothing is locked by somebody on leave.
 * @returns refused with `transfer-not-eligible` for somebody who does not hold the seat or has had a hand
 */
export async function transfer(
  ctx: CommandContext,
  { revision, to, reason }: Transfer,
): Promise<Result<Moved, MoveRefusal | 'transfer-not-eligible' | 'transfer-self'>> {
  const moved = await makeMove<'transfer-not-eligible' | 'transfer-self'>(
    ctx,
    { revision, move: 'transfer', opinion: reason },
    async ({ case: c }, { lane }) => {
      if (to === ctx.actor.person) return refuse('transfer-self', 409, {}, 'to');
      const free = lane === null ? [] : await freeHolders(ctx.tx, lane, c.hands, ctx.now);
      return free.some((one) => one.person === to) ? null : refuse('transfer-not-eligible', 409, {}, 'to');
    },
  );
  if (!moved.ok) return moved;
  const name = (await people().findName(ctx.tx, to as PersonId)) ?? '—';
  await setClaim(ctx, moved.value, { person: to, name });
  const { before } = moved.value;
  const stepKind = currentStep(before.case)?.kind ?? 'review';
  await notify(ctx, [
    notice(before, to as PersonId, 'disclosure.transferred', { stepKind, name: ctx.actor.name }),
  ]);
  return done(moved.value);
}
