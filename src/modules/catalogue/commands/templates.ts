import { v7 } from 'uuid';
import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import type { Reader } from '#platform/database';
import { recordFact } from '#platform/outbox';
import { diffVersions, flaggedOf, type VersionRow, withClauses } from '../content.ts';
import type { ItemFields } from '../forms/catalogue.ts';
import type { NewTemplate, ProposalDecision, TemplateEdit, TemplatePreview } from '../forms/template.ts';
import {
  fieldsOf,
  findCatalogue,
  insertItems,
  listItems,
  markEdited,
  updateItem,
} from '../store/catalogues.ts';
import { query } from '../store/query.ts';
import {
  listAdopters,
  listTemplateItems,
  lockProposal,
  lockTemplate,
  type ProposalRecord,
  replaceTemplateItems,
  type TemplateRecord,
} from '../store/templates.ts';
import { type EditRefusal, openDraft } from './edit-catalogue.ts';

/** Makes a template for kinds of units, empty or with the rows of a catalogue. @returns its id */
export async function createTemplate(
  ctx: CommandContext,
  form: NewTemplate,
): Promise<Result<string, 'source-unsuitable'>> {
  const source = form.catalogue === null ? undefined : await findCatalogue(ctx.tx, form.catalogue);
  if (form.catalogue !== null && source?.affairs_kind !== form.affairsKind) {
    return refuse('source-unsuitable', 409, {}, 'catalogue');
  }
  const rows = source === undefined ? [] : await listItems(ctx.tx, source.id);
  const id = v7();
  await query(ctx.tx)
    .insertInto('catalogue.template')
    .values({
      id,
      unit_id: form.unit,
      affairs_kind: form.affairsKind,
      unit_kinds: form.unitKinds,
      title: form.title,
      created_by: ctx.actor.person,
      created_name: ctx.actor.name,
      created_at: ctx.now,
    })
    .execute();
  const items = rows.map((row, index) => ({ itemKey: v7(), position: index + 1, fields: fieldsOf(row) }));
  await replaceTemplateItems(ctx, id, items);
  await auditTemplate(ctx, 'catalogue.template.create', id, form.unit, { rows: items.length });
  return done(id);
}

/** Changes a template; what it means for each catalogue that came from it goes there as proposals (CAT-3). */
export async function editTemplate(
  ctx: CommandContext,
  id: string,
  edit: TemplateEdit,
): Promise<Result<number, 'template-unknown' | 'edited-meanwhile'>> {
  const template = await lockTemplate(ctx, id);
  if (template === undefined) return refuse('template-unknown', 404);
  if (template.lock !== edit.lock) return refuse('edited-meanwhile', 409, { name: template.created_name });
  const { before, after } = await changedRows(ctx.tx, id, edit);
  await replaceTemplateItems(ctx, id, after);
  await query(ctx.tx)
    .updateTable('catalogue.template')
    .set((e) => ({ title: edit.title, lock: e('lock', '+', 1), version: e('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
  const proposals = await propose(ctx, template, before, after);
  await auditTemplate(ctx, 'catalogue.template.edit', id, template.unit_id, { proposals });
  return done(proposals);
}

/** The rows as they are and as they would be; a row the template does not know is a new one. */
async function changedRows(db: Reader, id: string, edit: Pick<TemplateEdit, 'rows'>) {
  const before = (await listTemplateItems(db, id)).map((row) => ({
    itemKey: row.item_key,
    fields: row.fields,
  }));
  const known = new Set(before.map(({ itemKey }) => itemKey));
  const after = edit.rows.map(({ itemKey, fields }, index) => ({
    itemKey: itemKey !== null && known.has(itemKey) ? itemKey : v7(),
    position: index + 1,
    fields: withClauses(fields),
  }));
  return { before, after };
}

/** What an edit would change, and for how many units it would become proposals; writes nothing. */
export async function previewTemplate(db: Reader, id: string, edit: TemplateEdit): Promise<TemplatePreview> {
  const { before, after } = await changedRows(db, id, edit);
  return { diff: diffVersions(before, after), adopters: (await listAdopters(db, id)).length };
}

async function propose(
  ctx: CommandContext,
  template: TemplateRecord,
  before: readonly VersionRow[],
  after: readonly VersionRow[],
): Promise<number> {
  const changes = diffVersions(before, after).rows;
  const units = await listAdopters(ctx.tx, template.id);
  const fieldsIn = (rows: readonly VersionRow[], key: string | null) =>
    rows.find(({ itemKey }) => itemKey === key)?.fields ?? null;
  const rows = units.flatMap((unit) =>
    changes.map(({ itemKey, change }) => ({
      id: v7(),
      template_id: template.id,
      template_version: template.version + 1,
      unit_id: unit,
      affairs_kind: template.affairs_kind,
      change,
      item_key: itemKey ?? '',
      before: asJson(fieldsIn(before, itemKey)),
      after: asJson(fieldsIn(after, itemKey)),
      proposed_at: ctx.now,
    })),
  );
  if (rows.length > 0) await query(ctx.tx).insertInto('catalogue.template_proposal').values(rows).execute();
  await recordFact(ctx, {
    kind: 'catalogue.template-changed',
    version: 1,
    unit: template.unit_id as UnitId,
    subject: template.id,
    data: { template: template.id, templateVersion: template.version + 1, proposals: rows.length },
  });
  return rows.length;
}

function asJson(fields: ItemFields | null): string | null {
  return fields === null ? null : JSON.stringify(fields);
}

export type ProposalRefusal = EditRefusal | 'proposal-unknown' | 'proposal-decided' | 'proposal-other-unit';

/** A unit takes a superior's change into its draft, or declines it with a reason. Nothing is forced on it. */
export async function decideProposal(
  ctx: CommandContext,
  id: string,
  decision: ProposalDecision,
): Promise<Result<string, ProposalRefusal>> {
  const proposal = await lockProposal(ctx, id);
  if (proposal === undefined) return refuse('proposal-unknown', 404);
  if (proposal.state !== 'open') return refuse('proposal-decided', 409);
  if (decision.decision === 'accept') {
    const applied = await applyProposal(ctx, proposal, decision.catalogue);
    if (!applied.ok) return applied;
  }
  await query(ctx.tx)
    .updateTable('catalogue.template_proposal')
    .set({
      state: decision.decision === 'accept' ? 'accepted' : 'declined',
      decided_by: ctx.actor.person,
      decided_name: ctx.actor.name,
      decided_at: ctx.now,
      reason: decision.decision === 'decline' ? decision.reason : null,
    })
    .where('id', '=', id)
    .execute();
  await auditTemplate(ctx, `catalogue.proposal.${decision.decision}`, id, proposal.unit_id, {});
  return done(id);
}

async function applyProposal(
  ctx: CommandContext,
  proposal: ProposalRecord,
  catalogue: string,
): Promise<Result<null, ProposalRefusal>> {
  const draft = await openDraft(ctx, catalogue);
  if (!draft.ok) return draft;
  if (draft.value.unit_id !== proposal.unit_id || draft.value.affairs_kind !== proposal.affairs_kind) {
    return refuse('proposal-other-unit', 409, {}, 'catalogue');
  }
  const items = await listItems(ctx.tx, catalogue);
  const item = items.find(({ item_key }) => item_key === proposal.item_key);
  const fields = proposal.after;
  if (fields === null) {
    if (item !== undefined)
      await query(ctx.tx).deleteFrom('catalogue.item').where('id', '=', item.id).execute();
  } else if (item !== undefined) {
    await updateItem(ctx, item.id, { fields, flagged: flaggedOf(fields) });
  } else {
    const position = (items.at(-1)?.position ?? 0) + 1;
    const row = { id: v7(), itemKey: proposal.item_key, position, fields, flagged: flaggedOf(fields) };
    await insertItems(ctx, catalogue, [row]);
  }
  await markEdited(ctx, catalogue);
  return done(null);
}

async function auditTemplate(
  ctx: CommandContext,
  action: string,
  subject: string,
  unit: number,
  data: Readonly<Record<string, unknown>>,
): Promise<void> {
  await recordAudit(ctx, { action, subjectKind: 'catalogue-template', subject, unit: unit as UnitId, data });
}
