import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { recordFact } from '#platform/outbox';
import { isMark, reportWithinHours } from '../domain.ts';
import type { ScreeningFacts } from '../facts.ts';
import type { Finding } from '../forms.ts';
import type { IncidentStep, ScreeningStage } from '../kinds.ts';
import { room } from '../store.ts';

export type SecretMark = {
  /** null while nothing was saved yet (the composer's check) */
  readonly revision: string | null;
  readonly unit: number;
  readonly stage: ScreeningStage;
  readonly findings: readonly Pick<Finding, 'kind' | 'class' | 'place'>[];
};

/**
 * Records that a mark of secrecy was found (保守国家秘密法 art. 31): that, when, where, by whom; nothing of the text. Tells
 * it as a fact, so that those who answer for secrecy are alerted. Doing it again for a revision whose incident is still
 * open changes nothing.
 * @returns the incident's id
 */
export async function recordSecretMark(ctx: CommandContext, mark: SecretMark): Promise<string> {
  const open = mark.revision === null ? undefined : await findOpenIncident(ctx, mark.revision);
  const marks = mark.findings.filter(isMark);
  const kinds = [...new Set(marks.map((one) => one.kind))].sort();
  const reportDueAt = new Date(ctx.now.getTime() + reportWithinHours * 3_600_000);
  const id = open ?? (await insertIncident(ctx, mark, kinds, marks[0]?.place.in ?? 'body', reportDueAt));
  await recordAudit(ctx, {
    action: 'screening.secret-mark',
    subjectKind: 'incident',
    subject: id,
    unit: mark.unit as UnitId,
    data: { stage: mark.stage, kinds, isNew: open === undefined },
  });
  if (open !== undefined) return id;
  const data: ScreeningFacts['screening.secret-mark-found']['data'] = {
    incident: id,
    revision: mark.revision,
    unit: mark.unit,
    stage: mark.stage,
    kinds,
    reportDueAt: reportDueAt.toISOString(),
  };
  await recordFact(ctx, {
    kind: 'screening.secret-mark-found',
    version: 1,
    unit: mark.unit as UnitId,
    subject: id,
    data,
  });
  return id;
}

async function insertIncident(
  ctx: CommandContext,
  mark: SecretMark,
  kinds: Finding['kind'][],
  foundIn: Finding['place']['in'],
  reportDueAt: Date,
): Promise<string> {
  const row = await room(ctx.tx)
    .insertInto('screening.incident')
    .values({
      revision: mark.revision,
      unit_id: mark.unit,
      stage: mark.stage,
      kinds,
      found_in: foundIn,
      found_by: ctx.actor.person,
      found_by_name: ctx.actor.name,
      found_at: ctx.now,
      report_due_at: reportDueAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

async function findOpenIncident(ctx: CommandContext, revision: string): Promise<string | undefined> {
  const row = await room(ctx.tx)
    .selectFrom('screening.incident as i')
    .select('i.id')
    .where('i.revision', '=', revision)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('screening.incident_step as s')
            .select('s.step')
            .whereRef('s.incident_id', '=', 'i.id')
            .where('s.step', '=', 'closed'),
        ),
      ),
    )
    .executeTakeFirst();
  return row?.id;
}

export type IncidentRefusal = 'incident-not-found' | 'incident-step-done' | 'incident-not-purged';

/** Records what was done about an incident: purged, reported, closed. Closing needs the purge first. */
export async function recordIncidentStep(
  ctx: CommandContext,
  id: string,
  step: IncidentStep,
  note: string,
): Promise<Result<string, IncidentRefusal>> {
  const incident = await room(ctx.tx)
    .selectFrom('screening.incident')
    .select(['id', 'unit_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (incident === undefined) return refuse('incident-not-found', 404);
  const taken = await room(ctx.tx)
    .selectFrom('screening.incident_step')
    .select('step')
    .where('incident_id', '=', id)
    .execute();
  if (taken.some((one) => one.step === step)) return refuse('incident-step-done', 409);
  if (step === 'closed' && !taken.some((one) => one.step === 'purged'))
    return refuse('incident-not-purged', 409);
  const inserted = await room(ctx.tx)
    .insertInto('screening.incident_step')
    .values({
      incident_id: id,
      step,
      note,
      done_by: ctx.actor.person,
      done_by_name: ctx.actor.name,
      done_at: ctx.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('step')
    .executeTakeFirst();
  if (inserted === undefined) return refuse('incident-step-done', 409);
  await recordAudit(ctx, {
    action: `screening.incident-${step}`,
    subjectKind: 'incident',
    subject: id,
    unit: incident.unit_id as UnitId,
  });
  return done(id);
}
