import { done, type Result } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import type { CaseRefusal } from '../domain/index.ts';
import { recordEditor } from '../store/drafts.ts';
import type { LoadedCase } from '../store/load-case.ts';
import { rows } from '../store/rows.ts';
import { principalOf, recordEvent } from './apply-move.ts';
import { lockForMove } from './make-move.ts';

/** A run of saves by one person within this time is one line of the timeline. */
const sameSittingMs = 30 * 60_000;

/**
 * The course of every change of a draft: lock, ask the workflow, note the author, let `change` write.
 * @param kind the line of the timeline: `edited`, `attached`, …
 * @param change writes; its refusal undoes everything
 */
export async function editDraft<T, Code extends string>(
  ctx: CommandContext,
  revision: string,
  kind: string,
  change: (loaded: LoadedCase) => Promise<Result<T, Code>>,
): Promise<Result<T, CaseRefusal | 'not-found' | Code>> {
  const locked = await lockForMove(ctx, { revision, move: 'edit' });
  if (!locked.ok) return locked;
  const { before, next } = locked.value;
  const changed = await change(before);
  if (!changed.ok) return changed;
  await recordEditor(ctx, revision, ctx.actor, next.authority);
  if (kind !== 'edited' || !(await isSameSitting(ctx, revision))) {
    await recordEvent(ctx, before, kind, '', await principalOf(ctx, next.authority.principal));
  }
  await recordAudit(ctx, {
    action: `disclosure.${kind}`,
    subjectKind: 'revision',
    subject: revision,
    unit: before.unit.id,
    principal: next.authority.principal,
    data: { disclosure: before.dossier.id },
  });
  return done(changed.value);
}

async function isSameSitting(ctx: CommandContext, revision: string): Promise<boolean> {
  const last = await rows(ctx.tx)
    .selectFrom('disclosure.event')
    .select(['kind', 'person', 'at'])
    .where('revision_id', '=', revision)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (
    last !== undefined &&
    (last.kind === 'edited' || last.kind === 'created') &&
    last.person === ctx.actor.person &&
    ctx.now.getTime() - last.at.getTime() < sameSittingMs
  );
}
