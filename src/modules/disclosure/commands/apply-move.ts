import type { Updateable } from 'kysely';
import type { PersonId, UnitId, UnitRef } from '#kernel';
import { recordAudit } from '#platform/audit';
import { dueDate, loadCalendar, localDateAt } from '#platform/calendar';
import { type CommandContext, systemActor } from '#platform/command';
import { kept, later } from '#platform/database';
import {
  type CaseState,
  currentPlace,
  currentStep,
  handLeftBy,
  type Lane,
  type NextState,
  ruleOf,
} from '../domain/index.ts';
import { freeHolders, people } from '../people.ts';
import type { ProcessStep } from '../process.ts';
import { similarityStanding } from '../similar/standing.ts';
import type { LoadedCase } from '../store/load-case.ts';
import { rows } from '../store/rows.ts';
import { getUnitNaming } from '../store/units.ts';
import type { DisclosureTables } from '../tables.ts';
import type { Move } from '../words.ts';
import { announceMove } from './announce-move.ts';
import { tellPeople } from './tell-people.ts';

export type Applied = {
  readonly move: Move;
  readonly next: NextState;
  readonly opinion: string;
  /** The hash a signature of this move names. */
  readonly contentSha256: string;
  /** The step a signature is for, when it is not the one the case stands in: a review afterwards. */
  readonly signedStep?: { readonly key: string; readonly lane: number; readonly place: UnitId };
};

type RevisionPatch = Updateable<DisclosureTables['disclosure.revision']>;

/**
 * Writes what a lawful move makes of a case: its state, the step it leaves and the one it enters, the signature, the
 * timeline, the facts, the audit row and the notices. The caller holds the dossier's lock and has asked `decide`.
 */
export async function applyMove(
  ctx: CommandContext,
  before: LoadedCase,
  applied: Applied,
  patch: RevisionPatch = {},
): Promise<void> {
  const { move, next } = applied;
  const { state, step, escalatedTo, lanes, requests } = next;
  const left = handLeftBy(before.case, move, ctx.actor, next.authority);
  const hands = left === null ? before.case.hands : [...before.case.hands, left];
  const after: CaseState = { ...before.case, state, step, escalatedTo, lanes, requests, hands };
  const principal = await principalOf(ctx, next.authority.principal);
  const update = async () => {
    const change = rows(ctx.tx)
      .updateTable('disclosure.revision')
      .set({ state, step_index: step, ...editedBy(ctx), ...patch })
      .where('id', '=', before.revision.id);
    await later(ctx.tx, change);
  };
  // The database takes a signature only on the revision's own bytes, and an approval only when it is signed.
  const freezes = patch.content_sha256 !== undefined;
  if (freezes) await update();
  if (ruleOf(move).signed) await sign(ctx, before, applied, principal);
  if (!freezes) await update();
  await endRequests(ctx, before, applied);
  await endLanes(ctx, before, applied);
  await openLanes(ctx, before, after, next.entersStep);
  await recordEvent(ctx, before, move, applied.opinion, principal);
  await announceMove(ctx, before, applied, patch.publish_at);
  await tellPeople(ctx, before, applied, after);
  await recordAudit(ctx, {
    action: `disclosure.${move}`,
    subjectKind: 'revision',
    subject: before.revision.id,
    unit: before.unit.id,
    principal: next.authority.principal,
    data: {
      disclosure: before.dossier.id,
      from: before.case.state,
      to: next.state,
      contentSha256: applied.contentSha256 === '' ? null : applied.contentSha256,
      ...(ruleOf(move).signed ? { similar: await similarityStanding(ctx.tx, before.revision.id) } : {}),
    },
  });
}

/** Who last touched the row; the worker is nobody's hand. */
export function editedBy(ctx: CommandContext) {
  return { updated_by: ctx.actor.person, updated_by_name: ctx.actor.name, updated_at: ctx.now };
}

/** Which row of the step a lane is. */
type Row = { readonly lane: number; readonly request_id: string | null };

function isOf(lane: Lane, row: Row): boolean {
  return lane.lane === row.lane && lane.request === row.request_id;
}

/** Ends what is not awaited any more. A step that is entered anew ends all of the one before. */
async function endLanes(ctx: CommandContext, before: LoadedCase, { move, next }: Applied): Promise<void> {
  const over = before.openSteps.filter(
    (row) => next.entersStep || !next.lanes.some((lane) => isOf(lane, row)),
  );
  if (over.length === 0) return;
  const ids = over.map((row) => row.id);
  await later(
    ctx.tx,
    rows(ctx.tx)
      .updateTable('disclosure.step_state')
      .set({ ended_at: ctx.now, outcome: move })
      .where('id', 'in', ids),
  );
}

/** How a move ends the very request it is about. */
const endings: Partial<Record<Move, 'given' | 'takenBack'>> = {
  giveOpinion: 'given',
  withdrawSigner: 'takenBack',
};

/** Ends the requests for an opinion that are answered, taken back, or that the case has left behind. */
async function endRequests(ctx: CommandContext, before: LoadedCase, { move, next }: Applied): Promise<void> {
  for (const one of before.requests) {
    if (next.requests.some((request) => request.id === one.id)) continue;
    const outcome = one.id === next.request?.id ? (endings[move] ?? 'caseMoved') : 'caseMoved';
    await rows(ctx.tx)
      .updateTable('disclosure.opinion_request')
      .set({ ended_at: ctx.now, outcome })
      .where('id', '=', one.id)
      .execute();
  }
}

/** Opens the lanes a case has come to and says until when each should be decided. */
async function openLanes(
  ctx: CommandContext,
  before: LoadedCase,
  after: CaseState,
  entersStep: boolean,
): Promise<void> {
  const fresh = after.lanes.filter((lane) => entersStep || !before.openSteps.some((row) => isOf(lane, row)));
  if (entersStep && fresh.length === 0)
    throw new Error(`revision ${before.revision.id} enters a step that is nowhere`);
  const step = currentStep(after);
  if (step === undefined || fresh.length === 0) return;
  const due = await dueDateOfStep(ctx, ctx.now, step.limitWorkingDays);
  for (const lane of fresh) {
    const name = after.requests.find((one) => one.id === lane.request)?.name ?? null;
    await openLane(ctx, before.revision.id, {
      step,
      lane,
      name,
      escalated: after.escalatedTo !== null,
      due,
      isNobodys: (await freeHolders(ctx.tx, lane, after.hands, ctx.now)).length === 0,
    });
  }
}

export type NewLane = {
  readonly step: Pick<ProcessStep, 'key' | 'kind'>;
  readonly lane: Lane;
  /** Name of the only person who may act in it. */
  readonly name: string | null;
  readonly escalated: boolean;
  readonly due: { readonly due_on: string | null; readonly due_steps: string };
  /** Nobody may act in it: shown as such from the first moment. */
  readonly isNobodys: boolean;
};

/** One more place where somebody must act now. */
export async function openLane(ctx: CommandContext, revision: string, given: NewLane): Promise<void> {
  const { step, lane, name, escalated, due, isNobodys } = given;
  await rows(ctx.tx)
    .insertInto('disclosure.step_state')
    .values({
      revision_id: revision,
      step_key: step.key,
      kind: step.kind,
      role: lane.role,
      ...copyOf(lane.place),
      escalated,
      started_at: ctx.now,
      ...due,
      lane: lane.lane,
      request_id: lane.request,
      person: lane.person,
      person_name: lane.person === null ? null : (name ?? '—'),
      nobody_since: isNobodys ? ctx.now : null,
    })
    .execute();
}

function copyOf(place: UnitRef) {
  return { unit_id: place.id, unit_path: place.path, line_id: place.line };
}

/**
 * The last day of a step that began at `startedAt`.
 * @param limit working days; null means no limit and so no date
 */
export async function dueDateOfStep(
  ctx: Pick<CommandContext, 'tx'>,
  startedAt: Date,
  limit: number | null,
): Promise<{ due_on: string | null; due_steps: string }> {
  if (limit === null) return { due_on: null, due_steps: '[]' };
  const calendar = await loadCalendar(ctx.tx);
  const term = { received: localDateAt(startedAt), amount: limit, unit: 'working_day' } as const;
  const { due, explanation } = dueDate(calendar, term);
  return { due_on: due, due_steps: JSON.stringify(explanation) };
}

/** The person acted for, with the name they have now; null for whoever acts in their own right. */
export type Principal = { readonly id: PersonId; readonly name: string } | null;

export async function principalOf(ctx: CommandContext, id: PersonId | null): Promise<Principal> {
  return id === null ? null : { id, name: (await people().findName(ctx.tx, id)) ?? '—' };
}

async function sign(
  ctx: CommandContext,
  before: LoadedCase,
  applied: Applied,
  principal: Principal,
): Promise<void> {
  const step = currentStep(before.case);
  const { lane, request } = applied.next;
  const place: UnitId = (lane?.place ?? currentPlace(before.case))?.id ?? before.unit.id;
  await rows(ctx.tx)
    .insertInto('disclosure.signature')
    .values({
      revision_id: before.revision.id,
      move: applied.move,
      step_key: applied.signedStep?.key ?? step?.key ?? null,
      person: ctx.actor.person,
      person_name: ctx.actor.name,
      principal: principal?.id ?? null,
      principal_name: principal?.name ?? null,
      unit_id: applied.signedStep?.place ?? place,
      unit_name: (await getUnitNaming(ctx.tx, applied.signedStep?.place ?? place)).name,
      opinion: applied.opinion,
      content_sha256: applied.contentSha256,
      at: ctx.now,
      lane: applied.signedStep?.lane ?? lane?.lane ?? null,
      request_id: request?.id ?? null,
    })
    .execute();
}

/** One line of the timeline. */
export async function recordEvent(
  ctx: CommandContext,
  at: { readonly dossier: { readonly id: string }; readonly revision: { readonly id: string } },
  kind: string,
  note: string,
  principal: Principal = null,
): Promise<void> {
  const isSystem = ctx.actor === systemActor;
  const event = rows(ctx.tx)
    .insertInto('disclosure.event')
    .values({
      disclosure_id: at.dossier.id,
      revision_id: at.revision.id,
      kind,
      person: isSystem ? null : ctx.actor.person,
      person_name: isSystem ? null : ctx.actor.name,
      principal: principal?.id ?? null,
      principal_name: principal?.name ?? null,
      note,
      at: ctx.now,
    });
  await later(ctx.tx, kept(event));
}
