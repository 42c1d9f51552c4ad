import type { z } from 'zod';
import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import type { termForm } from '../forms.ts';
import { room } from '../store.ts';

/** More terms than this would make every keystroke's check slow. */
export const mostTerms = 2_000;

export type TermRefusal = 'term-known' | 'term-too-many' | 'term-not-found';

/** Adds a term to a unit's own list (SCR-5). */
export async function addTerm(
  ctx: CommandContext,
  unit: number,
  form: z.output<typeof termForm>,
): Promise<Result<string, TermRefusal>> {
  const { count } = await room(ctx.tx)
    .selectFrom('screening.term')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('unit_id', '=', unit)
    .executeTakeFirstOrThrow();
  if (count >= mostTerms) return refuse('term-too-many', 409, { most: mostTerms });
  const row = await room(ctx.tx)
    .insertInto('screening.term')
    .values({
      unit_id: unit,
      kind: form.kind,
      term: form.term,
      replacement: form.kind === 'wrong_word' ? form.replacement : null,
      note: form.note,
      created_by: ctx.actor.person,
      created_by_name: ctx.actor.name,
      created_at: ctx.now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) return refuse('term-known', 409, { term: form.term }, 'term');
  await recordAudit(ctx, {
    action: 'screening.add-term',
    subjectKind: 'term',
    subject: row.id,
    unit: unit as UnitId,
  });
  return done(row.id);
}

/** Takes a term off a unit's list; findings made by it stay as they were recorded. */
export async function removeTerm(
  ctx: CommandContext,
  unit: number,
  id: string,
): Promise<Result<string, TermRefusal>> {
  const row = await room(ctx.tx)
    .deleteFrom('screening.term')
    .where('id', '=', id)
    .where('unit_id', '=', unit)
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) return refuse('term-not-found', 404);
  await recordAudit(ctx, {
    action: 'screening.remove-term',
    subjectKind: 'term',
    subject: id,
    unit: unit as UnitId,
  });
  return done(id);
}
