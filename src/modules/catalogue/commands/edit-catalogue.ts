import { v7 } from 'uuid';
import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { flaggedOf, withClauses } from '../content.ts';
import { decideEdit } from '../domain.ts';
import type { ItemFields } from '../forms/catalogue.ts';
import {
  type CatalogueRecord,
  findItem,
  insertItems,
  listItems,
  lockCatalogue,
  markEdited,
  updateCatalogue,
  updateItem,
} from '../store/catalogues.ts';
import { query } from '../store/query.ts';

export type EditRefusal =
  | 'catalogue-unknown'
  | 'catalogue-not-editable'
  | 'catalogue-item-unknown'
  | 'edited-meanwhile';

/** Locks a draft for a change of its text. */
export async function openDraft(
  ctx: CommandContext,
  id: string,
): Promise<Result<CatalogueRecord, EditRefusal>> {
  const catalogue = await lockCatalogue(ctx, id);
  if (catalogue === undefined) return refuse('catalogue-unknown', 404);
  const allowed = decideEdit(catalogue.state);
  return allowed.ok ? done(catalogue) : allowed;
}

/** Adds a row behind another (or first). @returns its id */
export async function addItem(
  ctx: CommandContext,
  catalogue: string,
  after: string | null,
  fields: ItemFields,
): Promise<Result<string, EditRefusal>> {
  const draft = await openDraft(ctx, catalogue);
  if (!draft.ok) return draft;
  const items = await listItems(ctx.tx, catalogue);
  const index = after === null ? -1 : items.findIndex(({ id }) => id === after);
  if (after !== null && index === -1) return refuse('catalogue-item-unknown', 404, {}, 'after');
  const position = await makeRoom(ctx, catalogue, items[index]?.position ?? 0);
  const written = withClauses(fields);
  const id = v7();
  await insertItems(ctx, catalogue, [
    { id, itemKey: v7(), position, fields: written, flagged: flaggedOf(written) },
  ]);
  await finishEdit(ctx, draft.value, 'catalogue.item.add', id);
  return done(id);
}

/** Moves the rows behind `position` on by one and answers the free place. */
async function makeRoom(ctx: CommandContext, catalogue: string, position: number): Promise<number> {
  await query(ctx.tx)
    .updateTable('catalogue.item')
    .set((e) => ({ position: e('position', '+', 1) }))
    .where('catalogue_id', '=', catalogue)
    .where('position', '>', position)
    .execute();
  return position + 1;
}

/**
 * Changes a row. `lock` is the state the editor saw: when someone was quicker, nothing is written and both learn of it.
 */
export async function editItem(
  ctx: CommandContext,
  catalogue: string,
  item: string,
  edit: { readonly lock: number; readonly fields: ItemFields },
): Promise<Result<string, EditRefusal>> {
  const draft = await openDraft(ctx, catalogue);
  if (!draft.ok) return draft;
  const before = await findItem(ctx.tx, catalogue, item);
  if (before === undefined) return refuse('catalogue-item-unknown', 404);
  if (before.lock !== edit.lock) return refuse('edited-meanwhile', 409, { name: before.updated_name });
  const fields = withClauses(edit.fields);
  await updateItem(ctx, item, { fields, flagged: flaggedOf(fields) });
  await finishEdit(ctx, draft.value, 'catalogue.item.edit', item);
  return done(item);
}

export async function removeItem(
  ctx: CommandContext,
  catalogue: string,
  item: string,
  lock: number,
): Promise<Result<string, EditRefusal>> {
  const draft = await openDraft(ctx, catalogue);
  if (!draft.ok) return draft;
  const before = await findItem(ctx.tx, catalogue, item);
  if (before === undefined) return refuse('catalogue-item-unknown', 404);
  if (before.lock !== lock) return refuse('edited-meanwhile', 409, { name: before.updated_name });
  await query(ctx.tx).deleteFrom('catalogue.item').where('id', '=', item).execute();
  await finishEdit(ctx, draft.value, 'catalogue.item.remove', item);
  return done(item);
}

export async function renameCatalogue(
  ctx: CommandContext,
  id: string,
  edit: { readonly lock: number; readonly title: string },
): Promise<Result<string, EditRefusal>> {
  const draft = await openDraft(ctx, id);
  if (!draft.ok) return draft;
  if (draft.value.lock !== edit.lock)
    return refuse('edited-meanwhile', 409, { name: draft.value.updated_name });
  await updateCatalogue(ctx, id, { title: edit.title });
  await finishEdit(ctx, draft.value, 'catalogue.rename', id);
  return done(id);
}

async function finishEdit(
  ctx: CommandContext,
  draft: CatalogueRecord,
  action: string,
  subject: string,
): Promise<void> {
  await markEdited(ctx, draft.id);
  await recordAudit(ctx, {
    action,
    subjectKind: 'catalogue',
    subject: draft.id,
    unit: draft.unit_id as UnitId,
    data: { item: subject },
  });
}
