import type { Updateable } from 'kysely';
import type { PersonId, UnitId, UnitRef } from '#kernel';
import { recordAudit } from '#platform/audit';
import { dueDate, loadCalendar, localDateAt } from '#platform/calendar';
import { type CommandContext, systemActor } from '#platform/command';
import { type CaseState, currentPlace, currentStep, type NextState, ruleOf } from '../domain/index.ts';
import { people } from '../people.ts';
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
  const after: CaseState = {
    ...before.case,
    state: next.state,
    step: next.step,
    escalatedTo: next.escalatedTo,
  };
  await rows(ctx.tx)
    .updateTable('disclosure.revision')
    .set({ state: next.state, step_index: next.step, ...editedBy(ctx), ...patch })
    .where('id', '=', before.revision.id)
    .execute();
  const leavesStep = next.state !== before.case.state || next.entersStep;
  if (before.openStep !== null && leavesStep) await endStep(ctx, before.openStep.id, move);
  if (next.entersStep) await enterStep(ctx, before.revision.id, after);
  const principal = await principalOf(ctx, next.authority.principal);
  if (ruleOf(move).signed) await sign(ctx, before, applied, principal);
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
    },
  });
}

/** Who last touched the row; the worker is nobody's hand. */
export function editedBy(ctx: CommandContext) {
  return { updated_by: ctx.actor.person, updated_by_name: ctx.actor.name, updated_at: ctx.now };
}

async function endStep(ctx: CommandContext, step: number, outcome: Move): Promise<void> {
  await rows(ctx.tx)
    .updateTable('disclosure.step_state')
    .set({ ended_at: ctx.now, outcome })
    .where('id', '=', step)
    .execute();
}

/** Opens the step a case has come to and says until when it should be decided. */
async function enterStep(ctx: CommandContext, revision: string, after: CaseState): Promise<void> {
  const step = currentStep(after);
  const place = currentPlace(after);
  if (step === undefined || place === null)
    throw new Error(`revision ${revision} enters a step that is nowhere`);
  const due = await dueDateOfStep(ctx, ctx.now, step.limitWorkingDays);
  await rows(ctx.tx)
    .insertInto('disclosure.step_state')
    .values({
      revision_id: revision,
      step_key: step.key,
      kind: step.kind,
      role: step.role,
      ...copyOf(place),
      escalated: after.escalatedTo !== null,
      started_at: ctx.now,
      ...due,
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
  const place: UnitId = currentPlace(before.case)?.id ?? before.unit.id;
  await rows(ctx.tx)
    .insertInto('disclosure.signature')
    .values({
      revision_id: before.revision.id,
      move: applied.move,
      step_key: step?.key ?? null,
      person: ctx.actor.person,
      person_name: ctx.actor.name,
      principal: principal?.id ?? null,
      principal_name: principal?.name ?? null,
      unit_id: place,
      unit_name: (await getUnitNaming(ctx.tx, place)).name,
      opinion: applied.opinion,
      content_sha256: applied.contentSha256,
      at: ctx.now,
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
  await rows(ctx.tx)
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
    })
    .execute();
}
