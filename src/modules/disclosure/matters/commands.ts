import { done, type Grant, type Result, refuse, type UnitId, type UnitRef } from '#kernel';
import { findRowInForce, listOpenDuties, recordTriggerEvent, type TriggerRefusal } from '#modules/catalogue';
import { recordAudit } from '#platform/audit';
import { localDateAt } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import { emptyRichText } from '#platform/richtext';
import { type Created, createDisclosure } from '../commands/create-disclosure.ts';
import type { DraftContent, RevisionContent } from '../content.ts';
import { secretProblem } from '../screening.ts';
import { rows } from '../store/rows.ts';
import type { AffairsKind, Scope } from '../words.ts';
import { loadStages, type MatterRow } from './store.ts';
import type { Audience, MatterKind, Stage } from './words.ts';

export type CreateMatter = {
  readonly unit: UnitRef;
  readonly kind: MatterKind;
  readonly title: string;
  readonly affairsKind: AffairsKind;
  readonly inside: boolean;
  readonly outside: boolean;
  readonly insideRow: string | null;
  readonly outsideRow: string | null;
};

export type CreateMatterRefusal = 'matter-no-audience' | 'matter-row-unknown' | 'screening-secret';

/** Opens a major matter (三重一大) of a unit. The caller has asked `disclosure.draft` there. @returns its id */
export async function createMatter(
  ctx: CommandContext,
  given: CreateMatter,
): Promise<Result<string, CreateMatterRefusal>> {
  const { unit, kind, title, affairsKind, inside, outside } = given;
  if (!inside && !outside) return refuse('matter-no-audience', 400, {}, 'inside');
  const secret = secretProblem({ title, body: emptyRichText, attachments: [] });
  if (secret !== null) return secret;
  const insideRow = inside ? given.insideRow : null;
  const outsideRow = outside ? given.outsideRow : null;
  for (const [row, field] of [
    [insideRow, 'insideRow'],
    [outsideRow, 'outsideRow'],
  ] as const) {
    if (row !== null && !(await isStaged(ctx, unit, row)))
      return refuse('matter-row-unknown', 409, {}, field);
  }
  const { id } = await rows(ctx.tx)
    .insertInto('disclosure.matter')
    .values({
      unit_id: unit.id,
      unit_path: unit.path,
      line_id: unit.line,
      kind,
      title,
      affairs_kind: affairsKind,
      inside,
      outside,
      inside_row: insideRow,
      outside_row: outsideRow,
      created_by: ctx.actor.person,
      created_by_name: ctx.actor.name,
      created_at: ctx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await record(ctx, 'disclosure.create-matter', id, unit.id, { kind });
  return done(id);
}

/** A row of the catalogue in force whose duties come stage by stage. */
async function isStaged(ctx: CommandContext, unit: UnitRef, itemKey: string): Promise<boolean> {
  const row = await findRowInForce(ctx.tx, unit.id, itemKey);
  return (
    row !== undefined && (row.stages.length > 0 || row.clauses.some((one) => one.operator === 'per_stage'))
  );
}

async function record(
  ctx: CommandContext,
  action: string,
  subject: string,
  unit: UnitId,
  data: Readonly<Record<string, string>>,
): Promise<void> {
  await recordAudit(ctx, { action, subjectKind: 'matter', subject, unit, data });
}

export type StartStage = {
  readonly matter: MatterRow;
  readonly unit: UnitRef;
  readonly stage: Stage;
  readonly audience: Audience;
  /** `YYYY-MM-DD` */
  readonly happenedOn: string;
};

export type StartStageRefusal =
  | 'matter-closed'
  | 'matter-audience-unexpected'
  | 'matter-stage-begun'
  | 'screening-secret'
  | TriggerRefusal;

/**
 * Begins a stage towards one audience: a draft of its own dossier, filled in from the matter and from what was disclosed
 * inside, with the duty that the catalogue makes for it. Stages may be begun in any order; when they may be proposed is
 * `problemOfStage`'s to say.
 */
export async function startStage(
  ctx: CommandContext,
  given: StartStage,
  by: Pick<Grant, 'principal'> = { principal: null },
): Promise<Result<Created, StartStageRefusal>> {
  const { matter: seen, unit, stage, audience, happenedOn } = given;
  const matter = await rows(ctx.tx)
    .selectFrom('disclosure.matter')
    .selectAll()
    .where('id', '=', seen.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (matter.closed_at !== null) return refuse('matter-closed', 409);
  if (!matter[audience]) return refuse('matter-audience-unexpected', 409, {}, 'audience');
  const today = localDateAt(ctx.now);
  const begun = (await loadStages(ctx.tx, [matter.id], today)).get(matter.id) ?? [];
  if (begun.some((one) => one.stage === stage && one.audience === audience))
    return refuse('matter-stage-begun', 409);
  const duty = await dutyFor(ctx, matter, given, today);
  if (!duty.ok) return duty;
  const inside = begun.find((one) => one.stage === stage && one.audience === 'inside');
  const content = await contentFor(ctx, matter, given, duty.value, inside?.revision ?? null);
  const created = await createDisclosure(ctx, unit, content, by);
  if (!created.ok) return created;
  await rows(ctx.tx)
    .insertInto('disclosure.matter_stage')
    .values({
      matter_id: matter.id,
      stage,
      audience,
      disclosure_id: created.value.disclosure,
      happened_on: happenedOn,
      duty_id: duty.value,
      started_by: ctx.actor.person,
      started_by_name: ctx.actor.name,
      started_at: ctx.now,
    })
    .execute();
  await record(ctx, 'disclosure.start-stage', matter.id, unit.id, {
    stage,
    audience,
    disclosure: created.value.disclosure,
  });
  return created;
}

/** Tells the catalogue that the stage came about; the duty it makes is this stage's. Null where no row demands it. */
async function dutyFor(
  ctx: CommandContext,
  matter: MatterRow,
  { unit, stage, audience, happenedOn }: StartStage,
  today: string,
): Promise<Result<string | null, TriggerRefusal>> {
  const itemKey = audience === 'inside' ? matter.inside_row : matter.outside_row;
  if (itemKey === null) return done(null);
  const event = await recordTriggerEvent(ctx, {
    unit: unit.id,
    affairsKind: matter.affairs_kind,
    itemKey,
    trigger: 'STAGE',
    happenedOn,
    title: matter.title,
    stage,
  });
  if (!event.ok) return event;
  const open = await listOpenDuties(ctx.tx, unit.id, today);
  return done(open.find((duty) => duty.period.split('#')[0] === `event:${event.value}`)?.id ?? null);
}

/** Words of a document, so in Chinese. */
const stageNames: Readonly<Record<Stage, string>> = {
  before: '事前公开',
  decision: '决策公开',
  result: '结果公开',
};
const kindNames: Readonly<Record<MatterKind, string>> = {
  majorDecision: '重大决策',
  majorAppointment: '重要人事任免',
  majorProject: '重大项目安排',
  majorFunds: '大额度资金运作',
};

async function contentFor(
  ctx: CommandContext,
  matter: MatterRow,
  { unit, stage, audience }: StartStage,
  duty: string | null,
  inside: string | null,
): Promise<Partial<DraftContent>> {
  const body = audience === 'outside' && inside !== null ? await bodyOf(ctx, inside) : null;
  return {
    title: `${matter.title.slice(0, 190)}（${stageNames[stage]}）`,
    scope: audience === 'outside' ? 'society' : await insideScope(ctx, matter, unit),
    affairsKind: matter.affairs_kind,
    category: kindNames[matter.kind],
    keywords: ['三重一大', kindNames[matter.kind]],
    duties: duty === null ? [] : [duty],
    ...(body === null ? {} : { body }),
  };
}

/** As wide as the row says; at least inside. */
async function insideScope(ctx: CommandContext, matter: MatterRow, unit: UnitRef): Promise<Scope> {
  const row =
    matter.inside_row === null ? undefined : await findRowInForce(ctx.tx, unit.id, matter.inside_row);
  return row?.scope === 'wholeParty' ? 'wholeParty' : 'unit';
}

/** What was written for inside is where the text for outside begins; the writer takes out what is not for everybody. */
async function bodyOf(ctx: CommandContext, revision: string): Promise<RevisionContent['body']> {
  const { content } = await rows(ctx.tx)
    .selectFrom('disclosure.revision')
    .select('content')
    .where('id', '=', revision)
    .executeTakeFirstOrThrow();
  // Pictures are files of the other dossier; without them the text would name files it does not have.
  return { ...content.body, content: content.body.content.filter((block) => block.type !== 'image') };
}

/** Ends a matter that is done with, or that came to nothing; what was disclosed stays. */
export async function closeMatter(
  ctx: CommandContext,
  matter: Pick<MatterRow, 'id' | 'unit_id'>,
  reason: string,
): Promise<Result<null, 'matter-closed'>> {
  const closed = await rows(ctx.tx)
    .updateTable('disclosure.matter')
    .set({
      closed_at: ctx.now,
      closed_by: ctx.actor.person,
      closed_by_name: ctx.actor.name,
      closed_reason: reason,
    })
    .where('id', '=', matter.id)
    .where('closed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (closed === undefined) return refuse('matter-closed', 409);
  await record(ctx, 'disclosure.close-matter', matter.id, matter.unit_id as UnitId, {});
  return done(null);
}
