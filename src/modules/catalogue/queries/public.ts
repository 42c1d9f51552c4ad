import { sql } from 'kysely';
import type { LocalDate } from '#platform/calendar';
import type { Reader } from '#platform/database';
import { standingOf } from '../duties/index.ts';
import type { DutyStanding } from '../forms/duty.ts';
import type { AffairsKind, Scope } from '../forms/vocabulary.ts';
import { query } from '../store/query.ts';

/** A duty as the public sees it; `publication` links to the item, whose own visibility the publication room decides. */
export type PublicDuty = {
  readonly id: string;
  readonly period: string;
  readonly due: LocalDate;
  readonly standing: DutyStanding;
  readonly fulfilledOn: LocalDate | null;
  readonly publication: string | null;
  readonly withholdReason: string | null;
};

export type PublicRow = {
  readonly item: string;
  readonly itemKey: string;
  readonly matter1: string;
  readonly matter2: string;
  readonly content: string;
  readonly basis: string;
  readonly scope: Scope;
  readonly timeLimit: string;
  readonly responsible: string;
  readonly carriers: readonly string[];
  readonly duties: readonly PublicDuty[];
};

export type PublicCatalogue = {
  readonly id: string;
  readonly unit: number;
  readonly unitName: string;
  readonly affairsKind: AffairsKind;
  readonly year: number;
  readonly version: number;
  readonly title: string;
  readonly inForceFrom: LocalDate;
  readonly contentSha256: string;
};

/** Catalogues in force of one unit. Reads views only, so the portal's role may call it. */
export async function listPublicCatalogues(db: Reader, unit: number): Promise<PublicCatalogue[]> {
  const rows = await query(db)
    .selectFrom('catalogue.public_catalogue')
    .selectAll()
    .where('unit_id', '=', unit)
    .orderBy('affairs_kind')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    unit: row.unit_id,
    unitName: row.unit_name,
    affairsKind: row.affairs_kind,
    year: row.year,
    version: row.version,
    title: row.title,
    inForceFrom: row.in_force_from,
    contentSha256: row.content_sha256,
  }));
}

/** The rows a reader may see of a catalogue in force, each with its duties of the last year, newest first. */
export async function listPublicRows(db: Reader, catalogue: string, today: LocalDate): Promise<PublicRow[]> {
  const items = await query(db)
    .selectFrom('catalogue.public_item')
    .selectAll()
    .where('catalogue_id', '=', catalogue)
    .orderBy('position')
    .execute();
  const duties = await query(db)
    .selectFrom('catalogue.public_duty')
    .selectAll()
    .where('catalogue_id', '=', catalogue)
    .where('opens_on', '<=', today)
    .where('due_on', '>', sql<string>`${today}::date - 400`)
    .orderBy('due_on', 'desc')
    .execute();
  const byItem = Map.groupBy(duties, (duty) => duty.item_key);
  return items.map((item) => ({
    item: item.id,
    itemKey: item.item_key,
    matter1: item.matter1,
    matter2: item.matter2,
    content: item.content,
    basis: item.basis,
    scope: item.scope,
    timeLimit: item.time_limit,
    responsible: item.responsible,
    carriers: item.carriers,
    duties: (byItem.get(item.item_key) ?? []).map((duty) => ({
      id: duty.id,
      period: duty.period,
      due: duty.due_on,
      standing: standingOf({ state: duty.state, due: duty.due_on, fulfilledOn: duty.fulfilled_on }, today),
      fulfilledOn: duty.fulfilled_on,
      publication: duty.publication,
      withholdReason: duty.withhold_reason,
    })),
  }));
}
