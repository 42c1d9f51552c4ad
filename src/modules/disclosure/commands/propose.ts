import { done, type Refusal, type Result, refuse } from '#kernel';
import { listDutiesById } from '#modules/catalogue';
import { localDateAt } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import type { RevisionContent } from '../content.ts';
import { contentProblems, type Problem } from '../domain/content-problems.ts';
import { freeze, withAttachments } from '../freeze.ts';
import { type ScreeningRefusal, screenForProposal } from '../screening.ts';
import { listAttachments } from '../store/drafts.ts';
import type { LoadedCase } from '../store/load-case.ts';
import { rows } from '../store/rows.ts';
import { applyMove } from './apply-move.ts';
import { lockForMove, type Moved, type MoveRefusal } from './make-move.ts';
import { draftOf } from './save-draft.ts';

export type Propose = { readonly revision: string; readonly lockVersion: number; readonly opinion: string };

export type ProposeRefusal = MoveRefusal | ScreeningRefusal | 'draft-changed' | 'draft-incomplete';

/**
 * Proposes the draft (提出): it must be complete, is screened, and is frozen; from here on these bytes are what everybody
 * signs. The case begins the process that is in force for its unit and kind of matter now, and keeps it.
 */
export async function propose(
  ctx: CommandContext,
  { revision, lockVersion, opinion }: Propose,
): Promise<Result<Moved, ProposeRefusal>> {
  const locked = await lockForMove(ctx, { revision, move: 'propose' });
  if (!locked.ok) return locked;
  const { before, next } = locked.value;
  if (before.revision.lock_version !== lockVersion)
    return refuse('draft-changed', 409, { name: before.revision.updated_by_name });
  const incomplete = incompleteness(await draftProblems(ctx.tx, before, ctx.now));
  if (incomplete !== null) return incomplete;
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
  await applyMove(
    ctx,
    before,
    { move: 'propose', next, opinion, contentSha256 },
    {
      content: JSON.stringify(content),
      content_sha256: contentSha256,
      frozen_at: ctx.now,
      process_id: before.process.id,
      publish_at: content.publishAt === null ? null : new Date(content.publishAt),
    },
  );
  return done({ before, next });
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
