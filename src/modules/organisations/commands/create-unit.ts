import { done, type Result, refuse } from '#kernel';
import type { CommandContext } from '#platform/command';
import { decidePlace } from '../domain.ts';
import { announce } from '../facts.ts';
import type { CreateUnitForm } from '../forms.ts';
import { factsOf, insertUnit, lockTree, lockUnit, recordEvent, room, type UnitRow } from '../store/units.ts';
import { auditUnit, type DetailsRefusal, readDetails } from './checks.ts';

export type CreateUnitRefusal =
  | DetailsRefusal
  | 'unit-code-taken'
  | 'unit-not-found'
  | 'unit-root-exists'
  | 'unit-superior-not-active'
  | 'unit-level-above-superior';

/**
 * Makes a unit under an active superior of the same or a higher level. Only the first unit has no superior.
 * @returns its id
 */
export async function createUnit(
  ctx: CommandContext,
  form: CreateUnitForm,
): Promise<Result<number, CreateUnitRefusal>> {
  await lockTree(ctx.tx, form.superiorId === null ? 'reshape' : 'add');
  const place = await findPlace(ctx, form);
  if (!place.ok) return place;
  const details = await readDetails(ctx, form);
  if (!details.ok) return details;
  if (await codeIsTaken(ctx, form.code)) return refuse('unit-code-taken', 409, { code: form.code }, 'code');
  const id = await insertUnit(
    ctx,
    {
      ...noDetails,
      ...details.value,
      code: form.code,
      name: form.name,
      level: form.level,
      kind: form.kind,
      superior_id: form.superiorId,
    },
    place.value?.path ?? null,
  );
  await recordEvent(ctx, {
    unit: id,
    kind: 'created',
    changes: [{ field: 'name', from: null, to: form.name }],
  });
  await announce(ctx, 'organisations.created', id, { unit: id, superior: form.superiorId });
  await auditUnit(ctx, 'create', id, { code: form.code, superior: form.superiorId });
  return done(id);
}

const noDetails = {
  short_name: null,
  line_id: null,
  uscc: null,
  address: null,
  phone: null,
  public_contact: null,
  website: null,
  office_hours: null,
  introduction: null,
  sort_order: 0,
};

async function findPlace(
  ctx: CommandContext,
  form: CreateUnitForm,
): Promise<Result<UnitRow | null, CreateUnitRefusal>> {
  if (form.superiorId === null) {
    const root = await room(ctx.tx)
      .selectFrom('organisations.unit')
      .select('name')
      .where('superior_id', 'is', null)
      .executeTakeFirst();
    return root === undefined
      ? done(null)
      : refuse('unit-root-exists', 409, { name: root.name }, 'superiorId');
  }
  const superior = await lockUnit(ctx.tx, form.superiorId);
  if (superior === undefined) return refuse('unit-not-found', 404, {}, 'superiorId');
  const place = decidePlace(form.level, factsOf(superior));
  return place.ok ? done(superior) : place;
}

/** The unique index decides in the end; this gives the usual case its words. */
async function codeIsTaken(ctx: CommandContext, code: string): Promise<boolean> {
  const row = await room(ctx.tx)
    .selectFrom('organisations.unit')
    .select('id')
    .where('code', '=', code)
    .executeTakeFirst();
  return row !== undefined;
}
