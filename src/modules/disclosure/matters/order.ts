import { type Refusal, refuse } from '#kernel';
import { loadCalendar, localDateAt } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import type { LoadedCase } from '../store/load-case.ts';
import { termOf } from '../terms/store.ts';
import { problemOfStage, type StageProblem } from './rules.ts';
import { findMatter, findStageOf, loadStages } from './store.ts';

export type StageRefusal = StageProblem['code'];

/**
 * Does the order of the stages stand in the way of this revision (DIS-4)? Asked when it is proposed and again when it goes
 * out. Only a first publication is held: corrections and withdrawals of a stage that is out are free.
 * @param move how it is proposed, or was: urgently waives the intervals
 */
export async function stageProblem(
  ctx: Pick<CommandContext, 'tx' | 'now'>,
  { dossier, revision, unit }: Pick<LoadedCase, 'dossier' | 'revision' | 'unit'>,
  move: 'propose' | 'proposeUrgently',
): Promise<Refusal<StageRefusal> | null> {
  const own = revision.purpose === 'publish' ? await findStageOf(ctx.tx, dossier.id) : undefined;
  const matter = own === undefined ? undefined : await findMatter(ctx.tx, own.matter_id);
  if (own === undefined || matter === undefined) return null;
  const today = localDateAt(ctx.now);
  const cases = (await loadStages(ctx.tx, [matter.id], today)).get(matter.id) ?? [];
  const wanted = revision.content.publishAt;
  const planned = wanted === null ? ctx.now : new Date(wanted);
  const problem = problemOfStage({
    matter,
    stage: own.stage,
    audience: own.audience,
    cases,
    goesOutAt: planned > ctx.now ? planned : ctx.now,
    urgent: move === 'proposeUrgently',
    terms: {
      insideFirst: await termOf(ctx.tx, unit, 'insideFirst'),
      insideBefore: await termOf(ctx.tx, unit, 'insideBefore'),
      outsideBefore: await termOf(ctx.tx, unit, 'outsideBefore'),
    },
    calendar: await loadCalendar(ctx.tx),
  });
  if (problem === null) return null;
  return refuse(problem.code, 409, 'day' in problem ? { day: problem.day } : {});
}
