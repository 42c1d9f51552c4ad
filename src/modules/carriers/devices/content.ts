import { findUnit } from '#modules/organisations';
import { listNewestTeasers, listUnitDuties } from '#modules/publication';
import { addDays, localDateAt } from '#platform/calendar';
import type { Reader } from '#platform/database';
import { own } from '../store.ts';
import type { ShownSource } from '../words.ts';
import { type Manifest, SHOWN_HOURS, SLIDES, slideOf, type Written, writeManifest } from './manifest.ts';

export type Shows = { readonly carrier: string; readonly shows: ShownSource };
export type Told = { readonly now: Date; readonly baseUrl: string };

/** The units whose items a screen shows; null: everybody's. */
export async function unitsOf(
  db: Reader,
  unit: number,
  shows: ShownSource,
): Promise<readonly number[] | null> {
  if (shows === 'site') return null;
  if (shows === 'unit') return [unit];
  const rows = await own(db)
    .selectFrom('organisations.unit as u')
    .innerJoin('organisations.unit as top', (join) => join.on('top.id', '=', unit))
    .select('u.id')
    .where((eb) => eb(eb.fn<boolean>('starts_with', ['u.path', 'top.path']), '=', true))
    .limit(5_000)
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * What a screen has to show now: items open to society, whoever reads, and the next duties of its unit.
 * @returns undefined when its carrier is not in use
 */
export async function readContent(
  db: Reader,
  { carrier, shows }: Shows,
  { now, baseUrl }: Told,
): Promise<Written | undefined> {
  const row = await own(db)
    .selectFrom('carriers.carrier')
    .select(['unit', 'name'])
    .where('id', '=', carrier)
    .where('reach', '=', 'society')
    .where('number', 'is not', null)
    .where('state', 'in', ['registered', 'filed', 'returned'])
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const unit = await findUnit(db, row.unit);
  const items = await listNewestTeasers(db, await unitsOf(db, row.unit, shows), SLIDES);
  const today = localDateAt(now);
  const duties = await listUnitDuties(
    db,
    row.unit,
    { from: addDays(today, -30), to: addDays(today, 60) },
    today,
  );
  const manifest: Manifest = {
    format: 1,
    name: row.name,
    unitName: unit?.name ?? '',
    hours: SHOWN_HOURS,
    slides: items.map((item) => slideOf(item, baseUrl)),
    duties: duties.slice(0, 6),
  };
  return writeManifest(manifest);
}
