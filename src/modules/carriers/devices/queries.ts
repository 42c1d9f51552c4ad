import { isCovered } from '#modules/organisations';
import type { Reader } from '#platform/database';
import type { Coverage } from '#platform/permission';
import type { DeviceView } from '../forms.ts';
import { own } from '../store.ts';

function devices(db: Reader) {
  return own(db)
    .selectFrom('carriers.device as d')
    .innerJoin('carriers.carrier as c', 'c.id', 'd.carrier')
    .innerJoin('organisations.unit as u', 'u.id', 'c.unit')
    .selectAll('d')
    .select(['c.name', 'u.name as unit_name']);
}

type Row = Awaited<ReturnType<ReturnType<typeof devices>['executeTakeFirstOrThrow']>>;

/** How a device is, from what it said last. Pure. */
export function healthOf(
  row: Pick<Row, 'revoked_at' | 'last_contact_at' | 'paired_at' | 'silent_after_minutes' | 'mismatch_since'>,
  now: Date,
): DeviceView['health'] {
  if (row.revoked_at !== null) return 'revoked';
  const since = row.last_contact_at ?? row.paired_at;
  if (now.getTime() - since.getTime() > row.silent_after_minutes * 60_000)
    return row.last_contact_at === null ? 'never' : 'silent';
  return row.mismatch_since !== null && now.getTime() - row.mismatch_since.getTime() > 10 * 60_000
    ? 'otherBytes'
    : 'fine';
}

function toView(row: Row, now: Date): DeviceView {
  return {
    id: row.id,
    carrier: row.carrier,
    name: row.name,
    unitName: row.unit_name,
    kind: row.kind,
    shows: row.shows,
    silentAfterMinutes: row.silent_after_minutes,
    pairedAt: row.paired_at.toISOString(),
    pairedBy: row.paired_by_name,
    revoked: row.revoked_at !== null,
    lastContactAt: row.last_contact_at?.toISOString() ?? null,
    health: healthOf(row, now),
    skewSeconds: row.last_skew_seconds,
    version: row.last_version,
    shown: row.last_shown.length,
  };
}

/** Screens and kiosks of the units covered, those longest unheard of first. */
export async function listDevices(db: Reader, coverage: Coverage, now: Date): Promise<DeviceView[]> {
  const rows = await devices(db)
    .where(isCovered(coverage, 'u'))
    .orderBy('d.revoked_at', (order) => order.asc().nullsFirst())
    .orderBy('d.last_contact_at', (order) => order.asc().nullsFirst())
    .limit(500)
    .execute();
  return rows.map((row) => toView(row, now));
}

export async function findDeviceOf(db: Reader, carrier: string, now: Date): Promise<DeviceView | undefined> {
  const row = await devices(db).where('d.carrier', '=', carrier).executeTakeFirst();
  return row === undefined ? undefined : toView(row, now);
}
