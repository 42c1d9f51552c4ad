import { done, type PersonId, type Result, refuse, type UnitId } from '#kernel';
import { findUnitRef } from '#modules/organisations';
import type { CommandContext } from '#platform/command';
import { notify } from '#platform/notifications';
import { currentStep, type Lane, laneOfRequest, type SignerRequest } from '../domain/index.ts';
import { freeHolders, people } from '../people.ts';
import type { StepSigner } from '../process.ts';
import { rows } from '../store/rows.ts';
import type { SignerTiming } from '../words.ts';
import { openLane, principalOf } from './apply-move.ts';
import type { Decision } from './decide-step.ts';
import { type Moved, type MoveRefusal, makeMove } from './make-move.ts';
import { tellHolders } from './tell-people.ts';

export type AddSigner = {
  readonly revision: string;
  readonly timing: SignerTiming;
  readonly unit: number;
  readonly role: StepSigner['role'];
  /** One of those who hold the role there; null: any of them. */
  readonly person: string | null;
  readonly question: string;
};

export type AddSignerRefusal = MoveRefusal | 'signer-unit-missing' | 'signer-nobody' | 'signer-asked-already';

/**
 * Asks one more person, or whoever holds a role in a unit, for an opinion (加签): before deciding oneself, or after it and
 * before the case goes on. The step shows on whom it waits; the request can be taken back at any time.
 * @returns refused with `signer-nobody` when nobody there may give it: nothing is made to wait for nobody
 */
export async function addSigner(
  ctx: CommandContext,
  given: AddSigner,
): Promise<Result<Moved, AddSignerRefusal>> {
  const { revision, question } = given;
  const place = await findUnitRef(ctx.tx, given.unit as UnitId);
  if (place === undefined) return refuse('signer-unit-missing', 400, {}, 'unit');
  const person = given.person as PersonId | null;
  const asked = { role: given.role, place, person };
  const moved = await makeMove<AddSignerRefusal>(
    ctx,
    { revision, move: 'addSigner', opinion: question },
    async ({ case: c }, next) => {
      const isSame = (one: SignerRequest) =>
        one.role === given.role && one.place.id === place.id && one.person === person;
      if (c.requests.some(isSame)) return refuse('signer-asked-already', 409);
      // Whoever asks decides too, so they and whom they act for cannot be the ones asked.
      const { principal } = next.authority;
      const asker = { kind: 'decider', person: ctx.actor.person, principal, stepKey: null } as const;
      const free = await freeHolders(ctx.tx, asked, [...c.hands, asker], ctx.now);
      return free.length > 0 ? null : refuse('signer-nobody', 409, {}, person === null ? 'role' : 'person');
    },
  );
  if (!moved.ok) return moved;
  await keepRequest(ctx, moved.value, given, asked);
  return moved;
}

async function keepRequest(
  ctx: CommandContext,
  { before, next }: Moved,
  { revision, timing, question }: AddSigner,
  asked: Pick<Lane, 'role' | 'place' | 'person'>,
): Promise<void> {
  const step = currentStep(before.case);
  if (step === undefined || next.lane === null) throw new Error(`revision ${revision} stands in no step`);
  const name = asked.person === null ? null : ((await people().findName(ctx.tx, asked.person)) ?? '—');
  const principal = await principalOf(ctx, next.authority.principal);
  const { id } = await rows(ctx.tx)
    .insertInto('disclosure.opinion_request')
    .values({
      revision_id: revision,
      step_key: step.key,
      lane: next.lane.lane,
      timing,
      role: asked.role,
      unit_id: asked.place.id,
      person: asked.person,
      person_name: name,
      question,
      asked_by: ctx.actor.person,
      asked_by_name: ctx.actor.name,
      principal: principal?.id ?? null,
      asked_at: ctx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (timing === 'after') return;
  // They answer within the time of the step they are added to.
  const own = before.openSteps.find((row) => row.lane === next.lane?.lane && row.request_id === null);
  const due = { due_on: own?.due_on ?? null, due_steps: JSON.stringify(own?.due_steps ?? []) };
  const askedBy = { askedBy: ctx.actor.person, askedFor: principal?.id ?? null };
  const lane = laneOfRequest({ id, lane: next.lane.lane, timing, name, ...askedBy, ...asked });
  const escalated = before.case.escalatedTo !== null;
  await openLane(ctx, revision, { step, lane, name, escalated, due, isNobodys: false });
  await tellHolders(ctx, before, { lane, hands: before.case.hands, stepKind: step.kind });
}

/** Takes a request for an opinion back. When it was the last that the step waited for, the case goes on. */
export async function withdrawSigner(
  ctx: CommandContext,
  { revision, request }: { readonly revision: string; readonly request: string },
): Promise<Result<Moved, MoveRefusal>> {
  return makeMove(ctx, { revision, move: 'withdrawSigner', request });
}

/** Gives the opinion one was asked for, signed on the very bytes. Whoever asked decides, or has decided. */
export async function giveOpinion(
  ctx: CommandContext,
  decision: Decision,
): Promise<Result<Moved, MoveRefusal>> {
  const moved = await makeMove(ctx, { ...decision, move: 'giveOpinion' });
  if (!moved.ok) return moved;
  await tellAsker(ctx, moved.value);
  return done(moved.value);
}

/** Whoever asked hears that they can go on. */
async function tellAsker(ctx: CommandContext, { before, next }: Moved): Promise<void> {
  if (next.request === null) return;
  await notify(ctx, [
    {
      person: next.request.askedBy,
      kind: 'disclosure.opinion-given',
      params: { title: before.revision.title, number: before.dossier.number, name: ctx.actor.name },
      link: `/revisions/${before.revision.id}`,
    },
  ]);
}
