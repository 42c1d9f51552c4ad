import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import type { CommandContext } from '#platform/command';
import { isUscc } from '../domain.ts';
import type { UnitDetails } from '../forms.ts';
import { lockUnit, room, type UnitDetailsRow, type UnitRow } from '../store/units.ts';
import type { Change } from '../tables.ts';

/** Locks a unit for change. */
export async function lockOrRefuse(
  ctx: CommandContext,
  id: number,
  field?: string,
): Promise<Result<UnitRow, 'unit-not-found'>> {
  const unit = await lockUnit(ctx.tx, id);
  return unit === undefined ? refuse('unit-not-found', 404, {}, field) : done(unit);
}

export type DetailsRefusal = 'unit-uscc-invalid' | 'line-not-found';

/** What the form's fields become in the table; only those that were sent. */
export async function readDetails(
  ctx: CommandContext,
  form: { readonly [Field in keyof UnitDetails]?: UnitDetails[Field] | undefined },
): Promise<Result<Partial<UnitDetailsRow>, DetailsRefusal>> {
  if (form.uscc && !isUscc(form.uscc)) return refuse('unit-uscc-invalid', 400, {}, 'uscc');
  if (form.lineId && !(await lineExists(ctx, form.lineId)))
    return refuse('line-not-found', 404, {}, 'lineId');
  const row: Partial<UnitDetailsRow> = {};
  for (const [field, column] of detailColumns) {
    const value = form[field];
    if (value !== undefined) Object.assign(row, { [column]: value === '' ? null : value });
  }
  return done(row);
}

const detailColumns: readonly (readonly [keyof UnitDetails, keyof UnitDetailsRow])[] = [
  ['shortName', 'short_name'],
  ['lineId', 'line_id'],
  ['uscc', 'uscc'],
  ['address', 'address'],
  ['phone', 'phone'],
  ['publicContact', 'public_contact'],
  ['website', 'website'],
  ['officeHours', 'office_hours'],
  ['introduction', 'introduction'],
  ['sortOrder', 'sort_order'],
];

async function lineExists(ctx: CommandContext, id: number): Promise<boolean> {
  const row = await room(ctx.tx)
    .selectFrom('organisations.line')
    .select('id')
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

const printed = (value: unknown) => (value === null || value === undefined ? null : String(value));

/** What differs between the unit and what is to be set, by the form's field names. */
export function changesOf(
  unit: UnitRow,
  set: Partial<UnitDetailsRow & Pick<UnitRow, 'kind'>>,
): readonly Change[] {
  const fields: readonly (readonly [string, keyof UnitDetailsRow | 'kind'])[] = [
    ...detailColumns,
    ['kind', 'kind'],
  ];
  return fields.flatMap(([field, column]) => {
    if (!(column in set) || printed(unit[column]) === printed(set[column])) return [];
    return [{ field, from: printed(unit[column]), to: printed(set[column]) }];
  });
}

/** The audit row of a change to a unit. */
export async function auditUnit(
  ctx: CommandContext,
  verb: string,
  unit: number,
  data: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await recordAudit(ctx, {
    action: `organisations.${verb}`,
    subjectKind: 'unit',
    subject: String(unit),
    unit: unit as UnitId,
    data,
  });
}
