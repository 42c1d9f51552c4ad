import type { Actor, PersonId } from '#kernel';
import type { CommandContext } from '#platform/command';
import type { Reader, Tx } from '#platform/database';
import type { DraftContent } from '../content.ts';
import type { Authority } from '../domain/index.ts';
import type { Purpose } from '../words.ts';
import { type AttachmentRow, rows } from './rows.ts';

export type NewRevision = {
  readonly dossier: string;
  readonly number: number;
  readonly purpose: Purpose;
  readonly basedOn: string | null;
  readonly content: DraftContent;
};

/** Begins a revision as a draft. @returns its id */
export async function insertDraft(ctx: CommandContext, given: NewRevision): Promise<string> {
  const { id } = await rows(ctx.tx)
    .insertInto('disclosure.revision')
    .values({
      disclosure_id: given.dossier,
      number: given.number,
      purpose: given.purpose,
      state: 'draft',
      based_on: given.basedOn,
      content: JSON.stringify(given.content),
      created_by: ctx.actor.person,
      created_by_name: ctx.actor.name,
      created_at: ctx.now,
      updated_by: ctx.actor.person,
      updated_by_name: ctx.actor.name,
      updated_at: ctx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Writes down that somebody wrote in the draft: from now on they decide no step of it. */
export async function recordEditor(
  ctx: CommandContext,
  revision: string,
  editor: Pick<Actor, 'person' | 'name'>,
  authority: Authority,
): Promise<void> {
  await rows(ctx.tx)
    .insertInto('disclosure.revision_editor')
    .values({
      revision_id: revision,
      person: editor.person,
      person_name: editor.name,
      principal: authority.principal,
      first_at: ctx.now,
      last_saved_at: ctx.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['revision_id', 'person', 'principal']).doUpdateSet({ last_saved_at: ctx.now }),
    )
    .execute();
}

/**
 * Carries the authors of a text that was sent back over to the draft made of it: their words are still in it, so they still
 * decide nothing about it.
 */
export async function carryAuthors(ctx: CommandContext, from: string, to: string): Promise<void> {
  const authors = await rows(ctx.tx)
    .selectFrom('disclosure.revision_editor')
    .select(['person', 'person_name', 'principal'])
    .where('revision_id', '=', from)
    .union(
      rows(ctx.tx)
        .selectFrom('disclosure.signature')
        .select(['person', 'person_name', 'principal'])
        .where('revision_id', '=', from)
        .where('move', 'in', ['propose', 'proposeUrgently']),
    )
    .execute();
  const seen = new Set<string>();
  for (const author of authors) {
    const key = `${author.person} ${author.principal ?? ''}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const person = { person: author.person as PersonId, name: author.person_name };
    await recordEditor(ctx, to, person, { principal: author.principal as PersonId | null });
  }
}

export async function listAttachments(db: Reader, revision: string): Promise<AttachmentRow[]> {
  return rows(db)
    .selectFrom('disclosure.attachment')
    .selectAll()
    .where('revision_id', '=', revision)
    .orderBy('position')
    .orderBy('id')
    .execute();
}

/** The new draft begins with the same files. */
export async function copyAttachments(tx: Tx, from: string, to: string): Promise<void> {
  for (const { id: _, revision_id: __, notes, ...file } of await listAttachments(tx, from)) {
    await rows(tx)
      .insertInto('disclosure.attachment')
      .values({ ...file, revision_id: to, notes: JSON.stringify(notes) })
      .execute();
  }
}

/** The next number of the unit's dossiers this year, e.g. `2026-0012`. Taken under the row's lock: no two are the same. */
export async function nextNumber(tx: Tx, unit: number, year: number): Promise<string> {
  const { last } = await rows(tx)
    .insertInto('disclosure.serial')
    .values({ unit_id: unit, year, last: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['unit_id', 'year'])
        .doUpdateSet((eb) => ({ last: eb('disclosure.serial.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return `${year}-${String(last).padStart(4, '0')}`;
}
