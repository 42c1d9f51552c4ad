import type { Reader } from '#platform/database';
import type { Coverage } from '#platform/permission';
import { matterOf } from '../content.ts';
import type { ProposalView, TemplateRow, TemplateView } from '../forms/template.ts';
import { findUnitRow, query } from '../store/query.ts';
import { findTemplate, listTemplateItems } from '../store/templates.ts';
import { isCovered } from './coverage.ts';

function templates(db: Reader) {
  return query(db)
    .selectFrom('catalogue.template as t')
    .innerJoin('catalogue.unit_ref as u', 'u.id', 't.unit_id')
    .selectAll('t')
    .select((e) => [
      'u.name as unit_name',
      e
        .selectFrom('catalogue.template_item as i')
        .whereRef('i.template_id', '=', 't.id')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .as('items'),
    ])
    .orderBy('t.title')
    .orderBy('t.id');
}

type Found = Awaited<ReturnType<ReturnType<typeof templates>['execute']>>[number];

function templateRow(row: Found): TemplateRow {
  return {
    id: row.id,
    unit: row.unit_id,
    unitName: row.unit_name,
    affairsKind: row.affairs_kind,
    unitKinds: row.unit_kinds,
    title: row.title,
    version: row.version,
    lock: row.lock,
    items: row.items ?? 0,
  };
}

/** Templates a unit may begin from: those for its kind, of units above it or of its line's. */
export async function listTemplatesFor(db: Reader, unit: number): Promise<TemplateRow[]> {
  const ref = await findUnitRow(db, unit);
  if (ref === undefined) return [];
  const above = ref.path.split('/').filter(Boolean).map(Number);
  const rows = await templates(db)
    .where((e) => e.or([e('t.unit_id', 'in', above), e('u.line_id', '=', ref.line)]))
    .execute();
  return rows.filter((row) => row.unit_kinds.includes(ref.kind)).map(templateRow);
}

/** Templates the reader keeps. */
export async function listTemplates(db: Reader, coverage: Coverage): Promise<TemplateRow[]> {
  const rows = await templates(db).where(isCovered(coverage)).limit(200).execute();
  return rows.map(templateRow);
}

export async function findTemplateView(db: Reader, id: string): Promise<TemplateView | undefined> {
  if ((await findTemplate(db, id)) === undefined) return undefined;
  const row = await templates(db).where('t.id', '=', id).executeTakeFirstOrThrow();
  const items = await listTemplateItems(db, id);
  return {
    ...templateRow(row),
    rows: items.map((item) => ({ itemKey: item.item_key, position: item.position, fields: item.fields })),
  };
}

/** What superiors propose: to a unit, or by one template; open ones first. */
export async function listProposals(
  db: Reader,
  filter: { unit?: number; id?: string; template?: string },
): Promise<ProposalView[]> {
  let rows = query(db)
    .selectFrom('catalogue.template_proposal as p')
    .innerJoin('catalogue.template as t', 't.id', 'p.template_id')
    .innerJoin('catalogue.unit_ref as u', 'u.id', 'p.unit_id')
    .selectAll('p')
    .select(['t.title as template_title', 'u.name as unit_name'])
    .orderBy((e) => e('p.state', '=', 'open'), 'desc')
    .orderBy('p.proposed_at', 'desc')
    .orderBy('p.id')
    .limit(500);
  if (filter.unit !== undefined) rows = rows.where('p.unit_id', '=', filter.unit);
  if (filter.id !== undefined) rows = rows.where('p.id', '=', filter.id);
  if (filter.template !== undefined) rows = rows.where('p.template_id', '=', filter.template);
  return (await rows.execute()).map((row) => {
    const named = row.after ?? row.before;
    return {
      id: row.id,
      template: row.template_id,
      templateTitle: row.template_title,
      unit: row.unit_id,
      unitName: row.unit_name,
      change: row.change,
      itemKey: row.item_key,
      matter: named === null ? '' : matterOf(named),
      before: row.before,
      after: row.after,
      state: row.state,
      proposedAt: row.proposed_at.toISOString(),
      decidedBy: row.decided_name,
      reason: row.reason,
    };
  });
}
