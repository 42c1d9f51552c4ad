import { v7 } from 'uuid';
import { done, type Result, refuse } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { flaggedOf } from '../content.ts';
import type { DraftSource, NewCatalogue } from '../forms/catalogue.ts';
import {
  fieldsOf,
  findCatalogue,
  findUnderWay,
  type ItemToWrite,
  insertItems,
  listItems,
  markEdited,
  nextVersion,
  recordMove,
} from '../store/catalogues.ts';
import { query, type UnitRow } from '../store/query.ts';
import { findTemplate, isSuitable, listTemplateItems } from '../store/templates.ts';

export type CreateRefusal = 'open-draft-exists' | 'source-unsuitable';

type Source = {
  readonly items: readonly ItemToWrite[];
  readonly basedOn: string | null;
  readonly template: string | null;
  readonly kind: 'yearly' | 'adjustment';
};

/**
 * Begins a draft: empty, from a template for the kind of unit, or adapted from an earlier version of the same catalogue
 * (a version of the year in force makes it an adjustment within the year). One is under way at a time per unit and kind.
 */
export async function createCatalogue(
  ctx: CommandContext,
  unit: UnitRow,
  form: NewCatalogue,
): Promise<Result<string, CreateRefusal>> {
  const underWay = await findUnderWay(ctx.tx, unit.id, form.affairsKind);
  if (underWay !== undefined) return refuse('open-draft-exists', 409, { catalogueState: underWay.state });
  const source = await readSource(ctx, unit, form, form.source);
  if (source === undefined) return refuse('source-unsuitable', 409, {}, 'source');
  const id = v7();
  await insertCatalogue(ctx, id, form, source);
  await insertItems(ctx, id, source.items);
  await markEdited(ctx, id);
  await recordMove(ctx, id, { move: 'create', from: null, to: 'draft', opinion: '' });
  await recordAudit(ctx, {
    action: 'catalogue.create',
    subjectKind: 'catalogue',
    subject: id,
    unit: unit.id,
    data: {
      source: form.source.from,
      year: form.year,
      affairsKind: form.affairsKind,
      rows: source.items.length,
    },
  });
  return done(id);
}

async function insertCatalogue(
  ctx: CommandContext,
  id: string,
  form: NewCatalogue,
  source: Source,
): Promise<void> {
  await query(ctx.tx)
    .insertInto('catalogue.catalogue')
    .values({
      id,
      unit_id: form.unit,
      affairs_kind: form.affairsKind,
      year: form.year,
      version: await nextVersion(ctx.tx, form.unit, form.affairsKind, form.year),
      title: form.title,
      kind: source.kind,
      state: 'draft',
      based_on: source.basedOn,
      template_id: source.template,
      created_by: ctx.actor.person,
      created_name: ctx.actor.name,
      created_at: ctx.now,
      updated_at: ctx.now,
      updated_name: ctx.actor.name,
    })
    .execute();
}

async function readSource(
  ctx: CommandContext,
  unit: UnitRow,
  form: NewCatalogue,
  from: DraftSource,
): Promise<Source | undefined> {
  switch (from.from) {
    case 'blank':
      return { items: [], basedOn: null, template: null, kind: 'yearly' };
    case 'template':
      return readTemplate(ctx, unit, form, from.template);
    case 'version':
      return readVersion(ctx, form, from.catalogue);
  }
}

async function readTemplate(
  ctx: CommandContext,
  unit: UnitRow,
  form: NewCatalogue,
  id: string,
): Promise<Source | undefined> {
  const template = await findTemplate(ctx.tx, id);
  if (template === undefined || template.affairs_kind !== form.affairsKind) return undefined;
  if (!(await isSuitable(ctx.tx, template, unit))) return undefined;
  const rows = await listTemplateItems(ctx.tx, id);
  const items = rows.map((row) => ({
    id: v7(),
    itemKey: row.item_key,
    position: row.position,
    fields: row.fields,
    flagged: flaggedOf(row.fields),
  }));
  return { items, basedOn: null, template: id, kind: 'yearly' };
}

async function readVersion(ctx: CommandContext, form: NewCatalogue, id: string): Promise<Source | undefined> {
  const version = await findCatalogue(ctx.tx, id);
  const fits = version?.unit_id === form.unit && version.affairs_kind === form.affairsKind;
  if (version === undefined || !fits) return undefined;
  const rows = await listItems(ctx.tx, id);
  const items = rows.map((row) => ({
    id: v7(),
    itemKey: row.item_key,
    position: row.position,
    fields: fieldsOf(row),
    flagged: row.flagged,
  }));
  const kind = version.state === 'inForce' && version.year === form.year ? 'adjustment' : 'yearly';
  return { items, basedOn: id, template: version.template_id, kind };
}
