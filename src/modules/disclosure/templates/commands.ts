import { done, type Result, refuse, type UnitId, type UnitRef } from '#kernel';
import { unitKinds } from '#modules/organisations';
import { keepBoilerplate } from '#modules/similarity';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { normalizeRichText, toText } from '#platform/richtext';
import { secretProblem } from '../screening.ts';
import type { CreateTemplateForm, ReviseTemplateForm } from './forms.ts';
import { templateRows } from './store.ts';

export type TemplateRefusal =
  | 'not-found'
  | 'screening-secret'
  | 'template-changed'
  | 'template-retired'
  | 'template-empty'
  | 'template-unit-kind'
  | 'template-image'
  | 'template-too-many';

type TemplateText = Omit<CreateTemplateForm, 'unit' | 'kind'>;

/** Most templates in use that one unit keeps: a list people choose from must stay a list they can read. */
const mostOfAUnit = 300;

/** Keeps a new template, model text or passage for a unit and those below it. The caller has asked `disclosure.keep-templates`. */
export async function createTextTemplate(
  ctx: CommandContext,
  unit: UnitRef,
  form: CreateTemplateForm,
): Promise<Result<string, TemplateRefusal>> {
  const problem = textProblem(form);
  if (problem !== null) return problem;
  const { count } = await templateRows(ctx.tx)
    .selectFrom('disclosure.text_template')
    .where('unit_id', '=', unit.id)
    .where('retired_at', 'is', null)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  if (count >= mostOfAUnit) return refuse('template-too-many', 409, { most: mostOfAUnit });
  const { id } = await templateRows(ctx.tx)
    .insertInto('disclosure.text_template')
    .values({
      unit_id: unit.id,
      kind: form.kind,
      version: 1,
      created_by: ctx.actor.person,
      created_by_name: ctx.actor.name,
      created_at: ctx.now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await insertVersion(ctx, id, 1, form);
  await audit(ctx, 'disclosure.template-create', unit.id, id, { kind: form.kind, name: form.name });
  return done(id);
}

/** Writes the next version. Drafts begun from earlier ones are not touched. */
export async function reviseTextTemplate(
  ctx: CommandContext,
  template: string,
  form: ReviseTemplateForm,
): Promise<Result<null, TemplateRefusal>> {
  const problem = textProblem(form);
  if (problem !== null) return problem;
  const kept = await lockInUse(ctx, template);
  if (!kept.ok) return kept;
  const { version, unit_id } = kept.value;
  if (version !== form.basedOn) return refuse('template-changed', 409, { version });
  await insertVersion(ctx, template, version + 1, form);
  await templateRows(ctx.tx)
    .updateTable('disclosure.text_template')
    .set({ version: version + 1 })
    .where('id', '=', template)
    .execute();
  await audit(ctx, 'disclosure.template-revise', unit_id, template, {
    version: version + 1,
    name: form.name,
  });
  return done(null);
}

/** Takes a template out of use; it can still be read. */
export async function retireTextTemplate(
  ctx: CommandContext,
  template: string,
): Promise<Result<null, TemplateRefusal>> {
  const kept = await lockInUse(ctx, template);
  if (!kept.ok) return kept;
  await templateRows(ctx.tx)
    .updateTable('disclosure.text_template')
    .set({ retired_at: ctx.now, retired_by: ctx.actor.person, retired_by_name: ctx.actor.name })
    .where('id', '=', template)
    .execute();
  await audit(ctx, 'disclosure.template-retire', kept.value.unit_id, template, {});
  return done(null);
}

async function lockInUse(ctx: CommandContext, template: string) {
  const kept = await templateRows(ctx.tx)
    .selectFrom('disclosure.text_template')
    .select(['unit_id', 'version', 'retired_at'])
    .where('id', '=', template)
    .forUpdate()
    .executeTakeFirst();
  if (kept === undefined) return refuse('not-found', 404);
  return kept.retired_at === null ? done(kept) : refuse('template-retired', 409);
}

/** Templates reach many units and are never frozen: nothing classified, and no pictures (those belong to one dossier). */
function textProblem(form: TemplateText) {
  if (JSON.stringify(form.body).includes('"type":"image"')) return refuse('template-image', 400, {}, 'body');
  const isEmpty = form.body.content.every(
    (block) => block.type === 'paragraph' && block.content === undefined,
  );
  if (isEmpty) return refuse('template-empty', 400, {}, 'body');
  if (form.unitKind !== null && !unitKinds.some((kind) => kind === form.unitKind))
    return refuse('template-unit-kind', 400, { unitKind: form.unitKind }, 'unitKind');
  return secretProblem(wordsOfTemplate(form));
}

/** What screening reads of a template: everything that is kept of it. */
export function wordsOfTemplate({
  name,
  title,
  body,
  note,
}: Pick<TemplateText, 'name' | 'title' | 'body' | 'note'>) {
  return { title: `${title}\n${name}\n${note}`, body, attachments: [] };
}

async function insertVersion(ctx: CommandContext, template: string, version: number, form: TemplateText) {
  await templateRows(ctx.tx)
    .insertInto('disclosure.text_template_version')
    .values({
      template_id: template,
      version,
      name: form.name,
      unit_kind: form.unitKind,
      affairs_kind: form.affairsKind,
      title: form.title,
      body: JSON.stringify(normalizeRichText(form.body)),
      note: form.note,
      created_by: ctx.actor.person,
      created_by_name: ctx.actor.name,
      created_at: ctx.now,
    })
    .execute();
  // Whoever writes with it, or with an earlier version of it, copies nobody.
  await keepBoilerplate(ctx.tx, `template:${template}:${version}`, toText(form.body));
}

async function audit(
  ctx: CommandContext,
  action: string,
  unit: number,
  subject: string,
  data: Readonly<Record<string, string | number>>,
): Promise<void> {
  await recordAudit(ctx, { action, subjectKind: 'text-template', subject, unit: unit as UnitId, data });
}
