import type { Selectable } from 'kysely';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import type { ItemFields } from '../forms/catalogue.ts';
import type { CatalogueTables } from '../tables.ts';
import { findUnitRow, query, type UnitRow } from './query.ts';

export type TemplateRecord = Selectable<CatalogueTables['catalogue.template']>;
export type ProposalRecord = Selectable<CatalogueTables['catalogue.template_proposal']>;

export async function findTemplate(db: Reader, id: string): Promise<TemplateRecord | undefined> {
  return query(db).selectFrom('catalogue.template').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function lockTemplate(ctx: CommandContext, id: string): Promise<TemplateRecord | undefined> {
  return query(ctx.tx)
    .selectFrom('catalogue.template')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function listTemplateItems(db: Reader, id: string) {
  return query(db)
    .selectFrom('catalogue.template_item')
    .selectAll()
    .where('template_id', '=', id)
    .orderBy('position')
    .orderBy('item_key')
    .execute();
}

/** A template serves units of its kinds that stand below its owner, are its owner, or share the owner's line. */
export async function isSuitable(db: Reader, template: TemplateRecord, unit: UnitRow): Promise<boolean> {
  if (!template.unit_kinds.includes(unit.kind)) return false;
  const owner = await findUnitRow(db, template.unit_id);
  if (owner === undefined) return false;
  return unit.path.startsWith(owner.path) || (owner.line !== null && owner.line === unit.line);
}

export type TemplateItem = {
  readonly itemKey: string;
  readonly position: number;
  readonly fields: ItemFields;
};

export async function replaceTemplateItems(
  ctx: CommandContext,
  template: string,
  items: readonly TemplateItem[],
): Promise<void> {
  await query(ctx.tx).deleteFrom('catalogue.template_item').where('template_id', '=', template).execute();
  if (items.length === 0) return;
  await query(ctx.tx)
    .insertInto('catalogue.template_item')
    .values(
      items.map((item) => ({
        template_id: template,
        item_key: item.itemKey,
        position: item.position,
        fields: JSON.stringify(item.fields),
      })),
    )
    .execute();
}

/** Units whose catalogue in force or under way came from this template. */
export async function listAdopters(db: Reader, template: string): Promise<number[]> {
  const rows = await query(db)
    .selectFrom('catalogue.catalogue')
    .select('unit_id')
    .distinct()
    .where('template_id', '=', template)
    .where('state', 'not in', ['superseded', 'discarded'])
    .orderBy('unit_id')
    .execute();
  return rows.map(({ unit_id }) => unit_id);
}

export async function lockProposal(ctx: CommandContext, id: string): Promise<ProposalRecord | undefined> {
  return query(ctx.tx)
    .selectFrom('catalogue.template_proposal')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}
