import type { PersonId, Result } from '#kernel';
import { refuse } from '#kernel';
import type { CommandContext } from '#platform/command';
import { type Notice, notify } from '#platform/notifications';
import { applyMove } from '../commands/apply-move.ts';
import type { Decision } from '../commands/decide-step.ts';
import { lockForMove, type Moved, type MoveRefusal, seenProblem } from '../commands/make-move.ts';
import { type ProposeRefusal, proposeBy } from '../commands/propose.ts';
import { placesOf, reviewFor, type SkippedSeat } from '../domain/index.ts';
import { announce } from '../facts.ts';
import { people } from '../people.ts';
import type { LoadedCase } from '../store/load-case.ts';
import { closeAfterReviews, listWaitingReviews, placeOfReview } from './store.ts';

export type ProposeUrgently = {
  readonly revision: string;
  readonly lockVersion: number;
  /** Why it cannot wait for the order. Signed, and shown to whoever releases and reviews it. */
  readonly reason: string;
};

export type UrgentProposeRefusal = ProposeRefusal | 'urgent-scheduled' | 'urgent-withholding';

/**
 * Proposes a draft urgently (应急发布; RULES §1, 条例 art. 6 应急处置): it is checked, screened and frozen as always and goes to
 * the last approval at once. Released there, it is out with a flag until others have done what was skipped.
 * @returns refused when it is not to go out at once (`urgent-scheduled`) or withholds something (`urgent-withholding`)
 */
export async function proposeUrgently(
  ctx: CommandContext,
  { revision, lockVersion, reason }: ProposeUrgently,
): Promise<Result<Moved, UrgentProposeRefusal>> {
  if (reason.trim() === '') return refuse('case-reason-required', 400, {}, 'reason');
  return proposeBy<'urgent-scheduled' | 'urgent-withholding'>(
    ctx,
    { revision, lockVersion, opinion: reason },
    'proposeUrgently',
    (content) => {
      if (content.publishAt !== null) return refuse('urgent-scheduled', 409, {}, 'content.publishAt');
      return content.withholding === undefined ? null : refuse('urgent-withholding', 409);
    },
  );
}

/** Passes one skipped step of an urgent publication (补审通过). With the last one the flag goes. */
export async function passAfterwards(
  ctx: CommandContext,
  decision: Decision,
): Promise<Result<Moved, MoveRefusal>> {
  return reviewAfterwards(ctx, decision, 'passAfterwards');
}

/** Objects to an urgent publication (补审提出异议): it must be corrected or withdrawn, and its flag says so until then. */
export async function objectAfterwards(
  ctx: CommandContext,
  decision: Decision,
): Promise<Result<Moved, MoveRefusal>> {
  return reviewAfterwards(ctx, decision, 'objectAfterwards');
}

async function reviewAfterwards(
  ctx: CommandContext,
  decision: Decision,
  move: 'passAfterwards' | 'objectAfterwards',
): Promise<Result<Moved, MoveRefusal>> {
  const locked = await lockForMove(ctx, { revision: decision.revision, move });
  if (!locked.ok) return locked;
  const { before, next } = locked.value;
  const problem = seenProblem(before, { ...decision, move });
  if (problem !== null) return problem;
  const review = reviewFor(before.case, ctx.actor);
  if (review === undefined) throw new Error(`revision ${decision.revision} has no step to review`);
  const { lane, index, step } = review;
  const place = placesOf(before.case, index)[lane]?.id ?? before.unit.id;
  const contentSha256 = before.revision.content_sha256 ?? '';
  await applyMove(ctx, before, {
    move,
    next,
    opinion: decision.opinion,
    contentSha256,
    signedStep: { key: step.key, lane, place },
  });
  await settle(ctx, before, move, { stepKey: step.key, lane });
  return locked;
}

/** Closes what is settled; when nothing waits any more, other rooms hear how it ended. */
async function settle(
  ctx: CommandContext,
  before: LoadedCase,
  move: 'passAfterwards' | 'objectAfterwards',
  seat: SkippedSeat,
): Promise<void> {
  const { revision } = before;
  const outcome = move === 'passAfterwards' ? 'passed' : 'objected';
  await closeAfterReviews(ctx, revision.id, outcome, seat);
  const left = (before.case.urgent?.waiting ?? []).filter((one) => !isSameSeat(one, seat));
  if (outcome === 'passed' && left.length > 0) return;
  await closeAfterReviews(ctx, revision.id, 'dropped');
  const named = { disclosure: before.dossier.id, revision: revision.id, purpose: revision.purpose };
  await announce(ctx, 'disclosure.after-reviewed', before.unit.id, { ...named, outcome });
  await notify(
    ctx,
    toAuthors(before, outcome === 'passed' ? 'disclosure.after-passed' : 'disclosure.after-objected'),
  );
}

function isSameSeat(a: SkippedSeat, b: SkippedSeat): boolean {
  return a.stepKey === b.stepKey && a.lane === b.lane;
}

/** Those who wrote, proposed or released it. */
function toAuthors(before: LoadedCase, kind: string): readonly Notice[] {
  const told = new Set(
    before.case.hands.flatMap((hand) => [hand.person, hand.principal]).filter((one) => one !== null),
  );
  return [...told].map((person) => notice(before, person, kind));
}

function notice({ revision, dossier }: LoadedCase, person: PersonId, kind: string): Notice {
  return {
    person,
    kind,
    params: { title: revision.title, number: dossier.number },
    link: `/revisions/${revision.id}`,
  };
}

/** Tells whoever can review a fresh urgent publication that it waits for them; nothing waits for nobody. */
export async function tellReviewers(ctx: CommandContext, loaded: LoadedCase): Promise<void> {
  const hands = new Set<string>(
    loaded.case.hands.flatMap((hand) => [hand.person, hand.principal]).filter((one) => one !== null),
  );
  const told = new Set<PersonId>();
  for (const review of await listWaitingReviews(ctx.tx, [loaded.revision.id])) {
    const place = await placeOfReview(ctx.tx, review);
    if (place === undefined) continue;
    const holders = await people().findHolders(ctx.tx, review.role, place, ctx.now);
    for (const one of holders) {
      if (!hands.has(one.person) && (one.principal === null || !hands.has(one.principal)))
        told.add(one.person);
    }
  }
  await notify(
    ctx,
    [...told].map((person) => notice(loaded, person, 'disclosure.after-review')),
  );
}
