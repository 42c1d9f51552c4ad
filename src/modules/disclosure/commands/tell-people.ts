import type { PersonId } from '#kernel';
import type { CommandContext } from '#platform/command';
import { type Notice, notify } from '#platform/notifications';
import { type CaseState, currentPlace, currentStep } from '../domain/index.ts';
import { type Holder, people } from '../people.ts';
import type { LoadedCase } from '../store/load-case.ts';
import type { Applied } from './apply-move.ts';

/**
 * Leaves notices: whoever can decide next is told that it waits for them, the writers what became of their text.
 * When nobody can decide next, the writers are told that: nothing waits for nobody.
 */
export async function tellPeople(
  ctx: CommandContext,
  before: LoadedCase,
  applied: Applied,
  after: CaseState,
): Promise<void> {
  const notices = [
    ...(applied.next.entersStep ? await toNextPeople(ctx, before, after) : []),
    ...toWriters(before, applied),
    ...toClaimant(before, applied),
  ];
  await notify(
    ctx,
    notices.filter((notice) => notice.person !== ctx.actor.person || notice.kind === 'disclosure.no-holder'),
  );
}

async function toNextPeople(
  ctx: CommandContext,
  before: LoadedCase,
  after: CaseState,
): Promise<readonly Notice[]> {
  const step = currentStep(after);
  const place = currentPlace(after);
  if (step === undefined || place === null) return [];
  const hands = new Set(
    [...after.hands, { person: ctx.actor.person, principal: null }].flatMap((hand) => [
      hand.person,
      ...(hand.principal === null ? [] : [hand.principal]),
    ]),
  );
  const isFree = (holder: Holder) =>
    !hands.has(holder.person) && (holder.principal === null || !hands.has(holder.principal));
  const holders = await people().findHolders(ctx.tx, step.role, place, ctx.now);
  const free = [...new Set(holders.filter(isFree).map((holder) => holder.person))];
  if (free.length === 0) {
    return writersOf(before, ctx).map((person) =>
      notice(before, person, 'disclosure.no-holder', { stepKind: step.kind }),
    );
  }
  return free.map((person) => notice(before, person, 'disclosure.awaits-you', { stepKind: step.kind }));
}

const toldToWriters: Partial<Record<Applied['next']['state'], string>> = {
  returned: 'disclosure.returned',
  approved: 'disclosure.approved',
  escalated: 'disclosure.escalated',
  published: 'disclosure.published',
  cancelled: 'disclosure.cancelled',
};

function toWriters(before: LoadedCase, { move, next }: Applied): readonly Notice[] {
  const kind = move === 'reschedule' ? 'disclosure.rescheduled' : toldToWriters[next.state];
  if (kind === undefined || (next.state === before.case.state && !next.entersStep && move !== 'reschedule'))
    return [];
  return writersOf(before).map((person) => notice(before, person, kind));
}

/** Whoever had taken the case on learns that it was taken back. */
function toClaimant(before: LoadedCase, { move }: Applied): readonly Notice[] {
  const claimant = before.case.claimedBy?.person;
  return move === 'recall' && claimant !== undefined ? [notice(before, claimant, 'disclosure.recalled')] : [];
}

/** Those who wrote or proposed it, delegates and principals alike. */
function writersOf(before: LoadedCase, ctx?: CommandContext): readonly PersonId[] {
  const writers = before.case.hands
    .filter((hand) => hand.kind !== 'decider')
    .flatMap((hand) => [hand.person, hand.principal]);
  return [...new Set([...writers, ctx?.actor.person ?? null])].filter((one) => one !== null);
}

function notice(
  { revision, dossier }: LoadedCase,
  person: PersonId,
  kind: string,
  params: Readonly<Record<string, string>> = {},
): Notice {
  return {
    person,
    kind,
    params: { title: revision.title, number: dossier.number, ...params },
    link: `/revisions/${revision.id}`,
  };
}
