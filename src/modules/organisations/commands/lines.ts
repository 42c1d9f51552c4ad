import { done, type Result, refuse } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import type { ChangeLineForm, LineForm } from '../forms.ts';
import { room } from '../store/units.ts';

export type LineRefusal =
  | 'line-not-found'
  | 'line-code-taken'
  | 'line-name-taken'
  | 'line-lead-not-found'
  | 'unit-changed-meanwhile';

/** Makes a line (条线) with its lead department (牵头部门). @returns its id */
export async function createLine(ctx: CommandContext, form: LineForm): Promise<Result<number, LineRefusal>> {
  const free = await decideLine(ctx, { id: null, ...form });
  if (!free.ok) return free;
  const { id } = await room(ctx.tx)
    .insertInto('organisations.line')
    .values({ code: form.code, name: form.name, lead_unit_id: form.leadUnitId })
    .returning('id')
    .executeTakeFirstOrThrow();
  await auditLine(ctx, 'create-line', id);
  return done(id);
}

export async function changeLine(
  ctx: CommandContext,
  id: number,
  form: ChangeLineForm,
): Promise<Result<number, LineRefusal>> {
  const line = await room(ctx.tx)
    .selectFrom('organisations.line')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (line === undefined) return refuse('line-not-found', 404);
  if (line.version !== form.version) return refuse('unit-changed-meanwhile', 409, {}, 'version');
  const free = await decideLine(ctx, { id, code: line.code, name: form.name, leadUnitId: form.leadUnitId });
  if (!free.ok) return free;
  await room(ctx.tx)
    .updateTable('organisations.line')
    .set({ name: form.name, lead_unit_id: form.leadUnitId, version: form.version + 1 })
    .where('id', '=', id)
    .execute();
  await auditLine(ctx, 'change-line', id);
  return done(id);
}

async function decideLine(
  ctx: CommandContext,
  line: { id: number | null; code: string; name: string; leadUnitId: number | null },
): Promise<Result<null, LineRefusal>> {
  const others = await room(ctx.tx)
    .selectFrom('organisations.line')
    .select(['id', 'code', 'name'])
    .where((eb) => eb.or([eb('code', '=', line.code), eb('name', '=', line.name)]))
    .execute();
  const taken = others.filter((one) => one.id !== line.id);
  if (taken.some((one) => one.code === line.code))
    return refuse('line-code-taken', 409, { code: line.code }, 'code');
  if (taken.length > 0) return refuse('line-name-taken', 409, { name: line.name }, 'name');
  if (line.leadUnitId === null) return done(null);
  const lead = await room(ctx.tx)
    .selectFrom('organisations.unit')
    .select('id')
    .where('id', '=', line.leadUnitId)
    .where('state', '=', 'active')
    .executeTakeFirst();
  return lead === undefined ? refuse('line-lead-not-found', 404, {}, 'leadUnitId') : done(null);
}

async function auditLine(ctx: CommandContext, verb: string, id: number): Promise<void> {
  await recordAudit(ctx, { action: `organisations.${verb}`, subjectKind: 'line', subject: String(id) });
}
