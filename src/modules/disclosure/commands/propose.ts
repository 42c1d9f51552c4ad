import { done, type Refusal, type Result, refuse } from '#kernel';
import { listDutiesById } from '#modules/catalogue';
import { localDateAt } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import type { DraftContent, RevisionContent } from '../content.ts';
import { contentProblems, type Problem } from '../domain/content-problems.ts';
import { decide } from '../domain/index.ts';
import { freeze, withAttachments } from '../freeze.ts';
import { type StageRefusal, stageProblem } from '../matters/order.ts';
import { readSteps, stepsFor } from '../process.ts';
import { hasPersonalDataInFiles, type ScreeningRefusal, screenForProposal } from '../screening.ts';
import { listAttachments } from '../store/drafts.ts';
import { type LoadedCase, placesOfSteps } from '../store/load-case.ts';
import { rows } from '../store/rows.ts';
import { loadLineLeads } from '../store/units.ts';
import { listGrounds } from '../withholding/store.ts';
import { applyMove } from './apply-move.ts';
import { lockForMove, type Moved, type MoveRefusal } from './make-move.ts';
import { draftOf } from './save-draft.ts';

export type Propose = {
  readonly revision: string;
  readonly lockVersion: number;
  readonly opinion: string;
};

export type ProposeRefusal =
  | MoveRefusal
  | ScreeningRefusal
  | StageRefusal
  | 'draft-changed'
  | 'draft-incomplete';

/**
 * Proposes the draft (提出): it must be complete, is screened, and is frozen; from here on these bytes are what everybody
 * signs. The case begins the process that is in force for its unit and kind of matter now, with the steps whose conditions
 * it meets now, and keeps them.
 */
export async function propose(ctx: CommandContext, given: Propose): Promise<Result<Moved, ProposeRefusal>> {
  return proposeBy(ctx, given, 'propose');
}

/**
 * The course of a proposal, ordinary or urgent (应急处置): which way it goes from there is the workflow's to say.
 * @param check what else this way of proposing asks of the draft
 */
export async function proposeBy<Code extends string = never>(
  ctx: CommandContext,
  { revision, lockVersion, opinion }: Propose,
  move: 'propose' | 'proposeUrgently',
  check: (content: DraftContent) => Refusal<Code> | null = () => null,
): Promise<Result<Moved, ProposeRefusal | Code>> {
  const locked = await lockForMove(ctx, { revision, move });
  if (!locked.ok) return locked;
  const { before } = locked.value;
  if (before.revision.lock_version !== lockVersion)
    return refuse('draft-changed', 409, { name: before.revision.updated_by_name });
  const incomplete = incompleteness(await draftProblems(ctx.tx, before, ctx.now));
  if (incomplete !== null) return incomplete;
  const unfit = check(draftOf(before)) ?? (await stageProblem(ctx, before, move));
  if (unfit !== null) return unfit;
  const files = await listAttachments(ctx.tx, revision);
  const frozen = freeze(draftOf(before), files);
  const texts = files.map(({ name, sha256, text }) => ({ name, sha256, text }));
  const blocked = await screenForProposal(ctx, {
    revision,
    unit: before.unit,
    purpose: before.revision.purpose,
    ...frozen,
    texts,
  });
  if (blocked !== null) return blocked;
  const { content, contentSha256 } = frozen;
  const begun = await beginCase(ctx, before, content, move === 'proposeUrgently');
  // Asked again: other steps may stand in places where there is no unit.
  const decision = decide(begun.case, move, ctx.actor);
  if (!decision.ok) return decision;
  const next = decision.value;
  await applyMove(
    ctx,
    begun,
    { move, next, opinion, contentSha256 },
    {
      content: JSON.stringify(content),
      content_sha256: contentSha256,
      frozen_at: ctx.now,
      process_id: before.process.id,
      steps: JSON.stringify(begun.case.steps),
      publish_at: content.publishAt === null ? null : new Date(content.publishAt),
    },
  );
  return done({ before: begun, next });
}

/** The case with the steps it will go through, now that all that their conditions ask is known. */
async function beginCase(
  ctx: CommandContext,
  before: LoadedCase,
  content: RevisionContent,
  urgent: boolean,
): Promise<LoadedCase> {
  const { purpose, id } = before.revision;
  const personalDataInFiles = await hasPersonalDataInFiles(ctx.tx, id);
  const steps = stepsFor(readSteps(before.process.steps), {
    ...content,
    purpose,
    personalDataInFiles,
    urgent,
  });
  const places = await placesOfSteps(ctx.tx, steps, before.unit, await loadLineLeads(ctx.tx));
  return { ...before, case: { ...before.case, steps, ...places } };
}

/** Names the first thing missing and how many more there are; the composer shows the whole list. */
function incompleteness(problems: readonly Problem[]): Refusal<'draft-incomplete'> | null {
  const [first] = problems;
  if (first === undefined) return null;
  return refuse(
    'draft-incomplete',
    400,
    { problem: first.code, count: problems.length },
    `content.${first.field}`,
  );
}

/** Everything that keeps this draft from being proposed now. */
export async function draftProblems(db: Reader, loaded: LoadedCase, now: Date): Promise<readonly Problem[]> {
  const content = withAttachments(draftOf(loaded), await listAttachments(db, loaded.revision.id));
  const today = localDateAt(now);
  const duties = await listDutiesById(db, content.duties, today);
  const open = duties.filter((duty) => duty.unit === loaded.unit.id && duty.state === 'open');
  return contentProblems(content, {
    unit: loaded.unit,
    purpose: loaded.revision.purpose,
    now,
    today,
    openDuties: new Set(open.map((duty) => duty.id)),
    grounds: content.withholding === undefined ? [] : await listGrounds(db),
    live: await liveContent(db, loaded.dossier.id),
  });
}

/** The content that the public page of this dossier shows now. */
export async function liveContent(db: Reader, dossier: string): Promise<RevisionContent | null> {
  const live = await rows(db)
    .selectFrom('disclosure.revision')
    .select('content')
    .where('disclosure_id', '=', dossier)
    .where('state', '=', 'published')
    .executeTakeFirst();
  // Published content is frozen, and what is frozen was parsed as RevisionContent.
  return live === undefined ? null : (live.content as RevisionContent);
}
