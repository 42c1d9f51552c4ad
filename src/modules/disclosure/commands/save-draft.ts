import { isDeepStrictEqual } from 'node:util';
import { done, type PersonId, type Result } from '#kernel';
import type { CommandContext } from '#platform/command';
import { notify } from '#platform/notifications';
import { type DraftContent, draftContent } from '../content.ts';
import type { CaseRefusal } from '../domain/index.ts';
import { goesOut, secretProblem } from '../screening.ts';
import type { LoadedCase } from '../store/load-case.ts';
import { rows } from '../store/rows.ts';
import { recordEvent } from './apply-move.ts';
import { editDraft } from './edit-draft.ts';

export type SaveDraft = {
  readonly revision: string;
  /** The version of the draft on which the writer's text was built. */
  readonly lockVersion: number;
  readonly content: DraftContent;
  /** After a lost race: the writer went on from the text that won, so that text needs no copy. */
  readonly tookTheirs?: boolean;
  /** A kept copy put in the place of the draft's text. */
  readonly tookCopy?: string | null;
};

export type Saved =
  | { readonly outcome: 'saved'; readonly lockVersion: number }
  | {
      readonly outcome: 'conflict';
      /** The copy that was kept of the text sent. */
      readonly conflict: string;
      readonly lockVersion: number;
      readonly current: DraftContent;
      readonly savedBy: { readonly id: PersonId; readonly name: string };
      readonly savedAt: Date;
    };

/**
 * Saves a draft (also by itself, every few seconds). When somebody saved in between, the draft stays as it is, the text sent
 * is kept as a copy, and both writers are told. When the loser then saves over the winner, the winner's text is kept as a
 * copy under its author's name: nobody's text is lost, whoever overwrites whom (DIS-1).
 */
export async function saveDraft(
  ctx: CommandContext,
  given: SaveDraft,
): Promise<Result<Saved, CaseRefusal | 'not-found' | 'screening-secret'>> {
  return editDraft(
    ctx,
    given.revision,
    'edited',
    async (loaded): Promise<Result<Saved, 'screening-secret'>> => {
      const secret = secretProblem(goesOut(loaded.revision.purpose, given.content));
      if (secret !== null) return secret;
      const isCurrent = given.lockVersion === loaded.revision.lock_version;
      if (!isCurrent) return done(await keepCopy(ctx, given, loaded));
      if (given.tookTheirs !== true) await keepOverwritten(ctx, given, loaded);
      return done(await write(ctx, given));
    },
  );
}

/**
 * The text about to be overwritten, when the writer lost a race against it or puts a kept copy in its place: kept under its
 * author's name. What becomes the draft does not wait any more.
 */
async function keepOverwritten(ctx: CommandContext, given: SaveDraft, loaded: LoadedCase): Promise<void> {
  const { revision } = loaded;
  const lost = await rows(ctx.tx)
    .updateTable('disclosure.draft_conflict')
    .set({ settled_at: ctx.now, settled_by: ctx.actor.person })
    .where('revision_id', '=', revision.id)
    .where('settled_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('id', '=', given.tookCopy ?? null),
        eb.and([eb('person', '=', ctx.actor.person), eb('at', '>=', revision.updated_at)]),
      ]),
    )
    .returning('id')
    .execute();
  const current = draftOf(loaded);
  if (lost.length === 0 || isDeepStrictEqual(current, given.content)) return;
  await rows(ctx.tx)
    .insertInto('disclosure.draft_conflict')
    .values({
      revision_id: revision.id,
      person: revision.updated_by,
      person_name: revision.updated_by_name,
      base_lock_version: revision.lock_version,
      content: JSON.stringify(current),
      at: revision.updated_at,
    })
    .execute();
  await recordEvent(ctx, loaded, 'conflict', '');
}

async function write(ctx: CommandContext, { revision, content, lockVersion }: SaveDraft): Promise<Saved> {
  await rows(ctx.tx)
    .updateTable('disclosure.revision')
    .set({
      content: JSON.stringify(content),
      lock_version: lockVersion + 1,
      updated_by: ctx.actor.person,
      updated_by_name: ctx.actor.name,
      updated_at: ctx.now,
    })
    .where('id', '=', revision)
    .execute();
  return { outcome: 'saved', lockVersion: lockVersion + 1 };
}

async function keepCopy(ctx: CommandContext, given: SaveDraft, loaded: LoadedCase): Promise<Saved> {
  const { revision } = loaded;
  const { id } = await rows(ctx.tx)
    .insertInto('disclosure.draft_conflict')
    .values({
      revision_id: revision.id,
      person: ctx.actor.person,
      person_name: ctx.actor.name,
      base_lock_version: given.lockVersion,
      content: JSON.stringify(given.content),
      // Never before the save it lost against, also when it was begun before: `keepOverwritten` goes by this.
      at: new Date(Math.max(revision.updated_at.getTime(), ctx.now.getTime())),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await recordEvent(ctx, loaded, 'conflict', '');
  await tellOther(ctx, loaded);
  return {
    outcome: 'conflict',
    conflict: id,
    lockVersion: revision.lock_version,
    current: draftOf(loaded),
    savedBy: { id: revision.updated_by as PersonId, name: revision.updated_by_name },
    savedAt: revision.updated_at,
  };
}

async function tellOther(ctx: CommandContext, { revision, dossier }: LoadedCase): Promise<void> {
  if (revision.updated_by === ctx.actor.person) return;
  await notify(ctx, [
    {
      person: revision.updated_by as PersonId,
      kind: 'disclosure.edited-at-once',
      params: { title: revision.title, number: dossier.number, name: ctx.actor.name },
      link: `/revisions/${revision.id}`,
    },
  ]);
}

/** The draft's own fields: what is frozen carries attachments too. */
export function draftOf({ revision }: Pick<LoadedCase, 'revision'>): DraftContent {
  const { attachments: _, ...fields } = { attachments: [], ...revision.content };
  return draftContent.parse(fields);
}

/** Marks the copy of a lost race as merged or put aside. The copy itself stays. */
export async function settleConflict(
  ctx: CommandContext,
  revision: string,
  conflict: string,
): Promise<Result<null, CaseRefusal | 'not-found'>> {
  return editDraft(ctx, revision, 'conflictSettled', async () => {
    await rows(ctx.tx)
      .updateTable('disclosure.draft_conflict')
      .set({ settled_at: ctx.now, settled_by: ctx.actor.person })
      .where('id', '=', conflict)
      .where('revision_id', '=', revision)
      .where('settled_at', 'is', null)
      .execute();
    return done(null);
  });
}
