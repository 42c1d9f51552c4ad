import type { PersonId } from '#kernel';
import type { CommandContext } from '#platform/command';
import { type Notice, notify } from '#platform/notifications';
import { type CaseState, currentStep, type Hand, type Lane } from '../domain/index.ts';
import { freeHolders, people } from '../people.ts';
import type { LoadedCase } from '../store/load-case.ts';
import { getUnitNaming } from '../store/units.ts';
import type { StepKind } from '../words.ts';
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
    ...(await toNextPeople(ctx, before, after, applied.next.entersStep)),
    ...toWriters(before, applied),
    ...toClaimant(before, applied),
  ];
  await notify(
    ctx,
    notices.filter((notice) => notice.person !== ctx.actor.person || notice.kind === 'disclosure.no-holder'),
  );
}

/** Whoever can act in a lane that has just opened; for a lane in which nobody can, those who can do something about it. */
async function toNextPeople(
  ctx: CommandContext,
  before: LoadedCase,
  after: CaseState,
  entersStep: boolean,
): Promise<readonly Notice[]> {
  const step = currentStep(after);
  if (step === undefined) return [];
  const known = entersStep ? [] : before.case.lanes;
  const fresh = after.lanes.filter(
    (lane) => !known.some((one) => one.lane === lane.lane && one.request === lane.request),
  );
  const notices: Notice[] = [];
  for (const lane of fresh) {
    notices.push(...(await toHoldersOf(ctx, before, { lane, hands: after.hands, stepKind: step.kind })));
  }
  return notices;
}

export type Waiting = { readonly lane: Lane; readonly hands: readonly Hand[]; readonly stepKind: StepKind };

/** Tells whoever can act in a lane that it waits; when nobody can, those who can do something about it. */
export async function tellHolders(ctx: CommandContext, of: LoadedCase, waiting: Waiting): Promise<void> {
  await notify(ctx, await toHoldersOf(ctx, of, waiting));
}

/** Tells the free holders of a lane that it waits for them. Nobody there: writers and administrators hear that instead. */
async function toHoldersOf(
  ctx: CommandContext,
  before: LoadedCase,
  { lane, hands, stepKind }: Waiting,
): Promise<readonly Notice[]> {
  const free = await freeHolders(ctx.tx, lane, hands, ctx.now);
  const kind = lane.request === null ? 'disclosure.awaits-you' : 'disclosure.opinion-asked';
  if (free.length > 0) {
    const persons = [...new Set(free.map((holder) => holder.person))];
    return persons.map((person) => notice(before, person, kind, { stepKind }));
  }
  return [
    ...writersOf(before, ctx).map((person) => notice(before, person, 'disclosure.no-holder', { stepKind })),
    ...(await toAdministrators(ctx, lane, stepKind)),
  ];
}

/**
 * Those who keep the unit's accounts and give its roles hear that one is missing. They are not told what it is about: what is
 * on its way is not theirs to read.
 */
async function toAdministrators(
  ctx: CommandContext,
  lane: Pick<Lane, 'role' | 'place'>,
  stepKind: StepKind,
): Promise<readonly Notice[]> {
  const found = [
    ...(await people().findHolders(ctx.tx, 'systemAdministrator', lane.place, ctx.now)),
    ...(await people().findHolders(ctx.tx, 'securityAdministrator', lane.place, ctx.now)),
  ];
  const { name } = await getUnitNaming(ctx.tx, lane.place.id);
  const params = { unit: name, stepKind, stepRole: lane.role };
  return [...new Set(found.map((one) => one.person))].map((person) => ({
    person,
    kind: 'disclosure.role-missing',
    params,
    link: '/people',
  }));
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
  if (move !== 'recall') return [];
  const claimants = before.case.lanes.flatMap(({ claimedBy }) =>
    claimedBy === null ? [] : [claimedBy.person],
  );
  return [...new Set(claimants)].map((person) => notice(before, person, 'disclosure.recalled'));
}

/** Those who wrote or proposed it, delegates and principals alike. */
function writersOf(before: LoadedCase, ctx?: CommandContext): readonly PersonId[] {
  const writers = before.case.hands
    .filter((hand) => hand.kind !== 'decider')
    .flatMap((hand) => [hand.person, hand.principal]);
  return [...new Set([...writers, ctx?.actor.person ?? null])].filter((one) => one !== null);
}

/** A notice about a case, with its title and address. */
export function notice(
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
