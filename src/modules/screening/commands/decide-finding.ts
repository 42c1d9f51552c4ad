import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { type DecisionRefusal, decisionRefusal } from '../domain.ts';
import type { Decide } from '../forms.ts';
import { findScreening, readDecisions, readFindings, room } from '../store.ts';

export type DecideRefusal = DecisionRefusal | 'screening-not-found' | 'finding-not-found';

/**
 * Records what a person decided about a value found in a revision: masked, kept for a reason, or nobody's. Decisions are
 * added, never changed; the newest holds. A secret mark cannot be decided away.
 */
export async function decideFinding(
  ctx: CommandContext,
  revision: string,
  form: Decide,
): Promise<Result<string, DecideRefusal>> {
  const screening = await findScreening(ctx.tx, revision);
  if (screening === undefined) return refuse('screening-not-found', 404);
  const findings = await readFindings(ctx.tx, screening.id);
  const found = findings.find((one) => one.fingerprint === form.fingerprint);
  if (found === undefined) return refuse('finding-not-found', 404, {}, 'fingerprint');
  const refusal = decisionRefusal(found, form.decision);
  if (refusal !== undefined) return refuse(refusal, 409);
  await room(ctx.tx)
    .insertInto('screening.decision')
    .values({
      revision,
      unit_id: screening.unit_id,
      fingerprint: form.fingerprint,
      kind: found.kind,
      decision: form.decision,
      reason: form.decision === 'mask' ? '' : form.reason,
      decided_by: ctx.actor.person,
      decided_by_name: ctx.actor.name,
      decided_at: ctx.now,
    })
    .execute();
  await recordAudit(ctx, {
    action: 'screening.decide',
    subjectKind: 'revision',
    subject: revision,
    unit: screening.unit_id as UnitId,
    data: { kind: found.kind, decision: form.decision },
  });
  return done(form.fingerprint);
}

/**
 * Carries the decisions of one revision over to the next of the same dossier: what was decided about a value stays decided
 * while the value is the same. Masking is not carried: the value is gone, or it must be asked again.
 * @returns how many were carried
 */
export async function carryDecisions(
  ctx: CommandContext,
  from: string,
  to: string,
  unit: number,
): Promise<number> {
  const kept = (await readDecisions(ctx.tx, from)).filter((one) => one.decision !== 'mask');
  if (kept.length > 0) {
    await room(ctx.tx)
      .insertInto('screening.decision')
      .values(kept.map(({ id: _id, ordinal: _ordinal, ...one }) => ({ ...one, revision: to, unit_id: unit })))
      .execute();
  }
  await recordAudit(ctx, {
    action: 'screening.carry-decisions',
    subjectKind: 'revision',
    subject: to,
    unit: unit as UnitId,
    data: { from, decisions: kept.length },
  });
  return kept.length;
}
