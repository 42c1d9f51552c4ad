import { sql } from 'kysely';
import type { z } from 'zod';
import { isCovered } from '#modules/organisations';
import type { Reader } from '#platform/database';
import type { Coverage } from '#platform/permission';
import type { CarrierView, carrierQuery } from '../forms.ts';
import { cutPage, readCursor } from '../paging.ts';
import { own } from '../store.ts';

function carriers(db: Reader) {
  return own(db)
    .selectFrom('carriers.carrier as c')
    .innerJoin('organisations.unit as u', 'u.id', 'c.unit')
    .selectAll('c')
    .select('u.name as unit_name')
    .select(({ selectFrom }) =>
      selectFrom('carriers.finding as f')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('f.carrier', '=', 'c.id')
        .where('f.resolved_at', 'is', null)
        .as('open_findings'),
    );
}

type Row = Awaited<ReturnType<ReturnType<typeof carriers>['executeTakeFirstOrThrow']>>;

function toView(row: Row): CarrierView {
  return {
    id: row.id,
    unit: row.unit,
    unitName: row.unit_name,
    kind: row.kind,
    name: row.name,
    state: row.state,
    reach: row.reach,
    place: row.place,
    floor: row.floor,
    position:
      row.longitude === null || row.latitude === null
        ? null
        : { longitude: row.longitude, latitude: row.latitude },
    address: row.address,
    post: row.post,
    phone: row.phone,
    opening: row.opening,
    hasPhoto: row.photo_sha256 !== null,
    number: row.number,
    registeredOn: row.registered_on,
    reason: row.reason,
    lockVersion: row.lock_version,
    changedAt: row.changed_at.toISOString(),
    openFindings: row.open_findings ?? 0,
  };
}

/** The register as far as somebody's roles reach, newest entries first. */
export async function listCarriers(
  db: Reader,
  coverage: Coverage,
  query: z.output<typeof carrierQuery>,
): Promise<{ rows: CarrierView[]; next: string | null }> {
  const after = readCursor(query.cursor);
  const { unit, kind, state, text = '' } = query;
  const found = await carriers(db)
    .where(isCovered(coverage, 'u'))
    .$if(unit !== undefined, (q) => q.where('c.unit', '=', unit ?? 0))
    .$if(kind !== undefined, (q) => q.where('c.kind', '=', kind ?? 'board'))
    .$if(state !== undefined, (q) => q.where('c.state', '=', state ?? 'draft'))
    .$if(text !== '', (q) =>
      q.where(
        sql<boolean>`strpos(c.name || ' ' || c.place || ' ' || coalesce(c.number, '') || ' ' || u.name, ${text}) > 0`,
      ),
    )
    .$if(after !== undefined, (q) => q.where('c.id', '<', after ?? ''))
    .orderBy('c.id', 'desc')
    .limit(query.limit + 1)
    .execute();
  const { rows, next } = cutPage(found, query.limit);
  return { rows: rows.map(toView), next };
}

/** An entry of the register, whoever asks: the caller has asked the permission of its unit. */
export async function findCarrier(db: Reader, id: string): Promise<CarrierView | undefined> {
  const row = await carriers(db).where('c.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toView(row);
}

export async function listCarrierHistory(db: Reader, id: string) {
  const rows = await own(db)
    .selectFrom('carriers.carrier_event')
    .select(['action', 'person_name', 'note', 'at'])
    .where('carrier', '=', id)
    .orderBy('ordinal', 'desc')
    .limit(200)
    .execute();
  return rows.map(({ action, person_name: person, note, at }) => ({
    action,
    person,
    note,
    at: at.toISOString(),
  }));
}

/** The photo of a carrier, for the office. */
export function findPhoto(db: Reader, id: string) {
  return own(db)
    .selectFrom('carriers.carrier')
    .select(['photo_sha256', 'photo_media'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** A carrier in use, as everybody may know it. */
export type PublicCarrier = {
  readonly id: string;
  readonly unit: number;
  readonly kind: CarrierView['kind'];
  readonly name: string;
  readonly place: string;
  readonly floor: string;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly address: string;
  readonly post: string;
  readonly phone: string;
  readonly opening: string;
  readonly number: string | null;
  readonly photo_sha256: string | null;
};

/** Carriers in use of some units, or of everybody; as the portal's role the database lets no other through. */
export async function listPublicCarriers(
  db: Reader,
  units: readonly number[] | null,
  most = 2_000,
): Promise<readonly PublicCarrier[]> {
  if (units?.length === 0) return [];
  return own(db)
    .selectFrom('carriers.carrier')
    .select(['id', 'unit', 'kind', 'name', 'place', 'floor', 'longitude', 'latitude', 'address', 'post'])
    .select(['phone', 'opening', 'number', 'photo_sha256'])
    .where('reach', '=', 'society')
    .where('number', 'is not', null)
    .where('state', 'in', ['registered', 'filed', 'returned'])
    .$if(units !== null, (q) => q.where('unit', 'in', [...(units ?? [])]))
    .orderBy('unit')
    .orderBy('kind')
    .orderBy('name')
    .limit(most)
    .execute();
}
