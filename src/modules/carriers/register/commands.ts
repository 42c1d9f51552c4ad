import { v7 } from 'uuid';
import { done, type Result, refuse, type UnitId } from '#kernel';
import { recordAudit } from '#platform/audit';
import { localDateAt, yearOf } from '#platform/calendar';
import type { CommandContext } from '#platform/command';
import type { ReceivedFile } from '#platform/documents';
import { type FileStore, keepFile } from '#platform/files';
import type { CarrierFields } from '../forms.ts';
import { own } from '../store.ts';
import type { CarrierAction, CarrierMove } from '../words.ts';
import { type CarrierRefusal, decideMove, missingOf } from './workflow.ts';

type Columns = ReturnType<typeof columnsOf>;

function columnsOf(fields: CarrierFields) {
  const { position, ...rest } = fields;
  return { ...rest, longitude: position?.longitude ?? null, latitude: position?.latitude ?? null };
}

/** Enters a carrier of a unit; nothing is filed yet. */
export async function createCarrier(
  ctx: CommandContext,
  unit: number,
  fields: CarrierFields,
): Promise<Result<string>> {
  const id = v7();
  await own(ctx.tx)
    .insertInto('carriers.carrier')
    .values({
      ...columnsOf(fields),
      id,
      unit,
      photo_sha256: null,
      photo_media: null,
      number: null,
      registered_on: null,
      filed_by: null,
      created_at: ctx.now,
      changed_at: ctx.now,
    })
    .execute();
  await record(ctx, { id, unit }, 'create', fields.name);
  return done(id);
}

/**
 * Changes an entry. One already registered goes back to the office as a filed change and stays in use meanwhile; its kind and
 * whom it is for never change.
 * @returns `carrier-changed` when somebody else was quicker
 */
export async function changeCarrier(
  ctx: CommandContext,
  id: string,
  lockVersion: number,
  fields: CarrierFields,
): Promise<Result<string, 'not-found' | 'carrier-changed' | 'carrier-fixed' | CarrierRefusal>> {
  const row = await lockCarrier(ctx, id);
  if (row === undefined) return refuse('not-found', 404);
  if (row.lock_version !== lockVersion) return refuse('carrier-changed', 409);
  if (row.kind !== fields.kind || (row.number !== null && row.reach !== fields.reach))
    return refuse('carrier-fixed', 409);
  if (row.state === 'closed' || row.state === 'suspended' || row.state === 'filed')
    return refuse('carrier-move-forbidden', 409, { state: row.state, move: 'change' });
  const state = row.state === 'registered' ? 'filed' : row.state;
  const missing = missingOf(fields);
  if (state === 'filed' && missing.length > 0)
    return refuse('carrier-incomplete', 400, { field: missing[0] ?? '' }, missing[0]);
  const columns: Columns = columnsOf(fields);
  await own(ctx.tx)
    .updateTable('carriers.carrier')
    .set({
      ...columns,
      state,
      ...(state === 'filed' ? { filed_by: ctx.actor.person } : {}),
      lock_version: lockVersion + 1,
      changed_at: ctx.now,
    })
    .where('id', '=', id)
    .execute();
  await record(ctx, row, 'change', differenceOf(row, columns));
  return done(id);
}

/** Which fields differ: what they said before is in the audit log and in earlier lines. */
function differenceOf(before: Readonly<Record<string, unknown>>, after: Columns): string {
  return Object.entries(after)
    .filter(([name, value]) => before[name] !== value)
    .map(([name]) => name)
    .join(' ');
}

/** 报备、备案、退回、停用、恢复、注销. */
export async function moveCarrier(
  ctx: CommandContext,
  id: string,
  move: CarrierMove,
  reason: string,
): Promise<Result<string, 'not-found' | CarrierRefusal>> {
  const row = await lockCarrier(ctx, id);
  if (row === undefined) return refuse('not-found', 404);
  const { state, filed_by: filedBy } = row;
  const to = decideMove({ state, filedBy, move, person: ctx.actor.person, reason });
  if (!to.ok) return to;
  const missing = move === 'file' ? missingOf(row) : [];
  if (missing.length > 0) return refuse('carrier-incomplete', 400, { field: missing[0] ?? '' }, missing[0]);
  const isFirst = move === 'register' && row.number === null;
  const today = localDateAt(ctx.now);
  await own(ctx.tx)
    .updateTable('carriers.carrier')
    .set({
      state: to.value,
      reason,
      changed_at: ctx.now,
      lock_version: row.lock_version + 1,
      ...(move === 'file' ? { filed_by: ctx.actor.person } : {}),
      ...(isFirst ? { number: await nextNumber(ctx, yearOf(today)), registered_on: today } : {}),
    })
    .where('id', '=', id)
    .execute();
  await record(ctx, row, move, reason);
  return done(id);
}

/** `载备〔2026〕12号`; the row of the year stays locked until commit, so numbers have no gaps. */
async function nextNumber(ctx: CommandContext, year: number): Promise<string> {
  const { last } = await own(ctx.tx)
    .insertInto('carriers.register_serial')
    .values({ year, last: 1 })
    .onConflict((conflict) =>
      conflict.column('year').doUpdateSet((eb) => ({ last: eb('carriers.register_serial.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return `载备〔${year}〕${last}号`;
}

/** Keeps the photo of a carrier: a cleaned picture that passed the gate. */
export async function setCarrierPhoto(
  ctx: CommandContext,
  store: FileStore,
  id: string,
  photo: { readonly file: ReceivedFile; readonly media: string },
): Promise<Result<string, 'not-found'>> {
  const row = await lockCarrier(ctx, id);
  if (row === undefined) return refuse('not-found', 404);
  await keepFile(ctx, store, photo.file, photo.media);
  await own(ctx.tx)
    .updateTable('carriers.carrier')
    .set({ photo_sha256: photo.file.sha256, photo_media: photo.media, changed_at: ctx.now })
    .where('id', '=', id)
    .execute();
  await record(ctx, row, 'photo', '');
  return done(id);
}

export function lockCarrier(ctx: CommandContext, id: string) {
  return own(ctx.tx)
    .selectFrom('carriers.carrier')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

async function record(
  ctx: CommandContext,
  { id, unit }: { readonly id: string; readonly unit: number },
  action: CarrierAction,
  note: string,
): Promise<void> {
  const { person, name } = ctx.actor;
  await own(ctx.tx)
    .insertInto('carriers.carrier_event')
    .values({ carrier: id, action, person, person_name: name, note: note.slice(0, 500), at: ctx.now })
    .execute();
  await recordAudit(ctx, {
    action: `carriers.${action}`,
    subjectKind: 'carrier',
    subject: id,
    unit: unit as UnitId,
    data: { note },
  });
}
