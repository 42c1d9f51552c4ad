import type { Reader } from '#platform/database';
import type { Coverage } from '#platform/permission';
import { diffVersions } from '../content.ts';
import { decideMove, type MoveFacts, moves, type PersonalMove } from '../domain.ts';
import {
  type CatalogueDiff,
  type CatalogueQuery,
  type CatalogueRow,
  type CatalogueView,
  type HistoryRow,
  type ItemView,
  moveNames,
} from '../forms/catalogue.ts';
import type { MovePermission } from '../policy.ts';
import { type CatalogueRecord, fieldsOf, type ItemRecord, listItems } from '../store/catalogues.ts';
import { findUnitRow, query } from '../store/query.ts';
import { isBelow, isCovered, readCursor, writeCursor } from './coverage.ts';

export type Page<Row> = { rows: Row[]; total: number | null; next: string | null };

/** Catalogues the reader's grants reach, last changed first. */
export async function listCatalogues(
  db: Reader,
  filter: CatalogueQuery,
  coverage: Coverage,
): Promise<Page<CatalogueRow>> {
  const unit = filter.unit === undefined ? undefined : await findUnitRow(db, filter.unit);
  const place = readCursor(filter.cursor);
  let rows = query(db)
    .selectFrom('catalogue.catalogue as c')
    .innerJoin('catalogue.unit_ref as u', 'u.id', 'c.unit_id')
    .selectAll('c')
    .select((e) => [
      'u.name as unit_name',
      e
        .selectFrom('catalogue.item as i')
        .whereRef('i.catalogue_id', '=', 'c.id')
        .select((inner) => inner.fn.countAll<number>().as('n'))
        .as('items'),
    ])
    .where(isCovered(coverage))
    .where('c.state', filter.state === undefined ? '<>' : '=', filter.state ?? 'discarded')
    .orderBy('c.updated_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(filter.limit + 1);
  if (filter.unit !== undefined) {
    rows =
      filter.below && unit !== undefined
        ? rows.where(isBelow(unit.path))
        : rows.where('c.unit_id', '=', filter.unit);
  }
  if (filter.affairsKind !== undefined) rows = rows.where('c.affairs_kind', '=', filter.affairsKind);
  if (filter.year !== undefined) rows = rows.where('c.year', '=', filter.year);
  if (filter.text !== undefined) rows = rows.where('c.title', 'ilike', `%${escapeLike(filter.text)}%`);
  if (place !== undefined) {
    rows = rows.where((e) =>
      e(e.refTuple('c.updated_at', 'c.id'), '<', e.tuple(new Date(place.value), place.id)),
    );
  }
  const found = await rows.execute();
  const page = found.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    rows: page.map((row) => catalogueRow(row, row.unit_name, row.items ?? 0)),
    total: null,
    next:
      found.length > page.length && last !== undefined
        ? writeCursor(last.updated_at.toISOString(), last.id)
        : null,
  };
}

export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (char) => `\\${char}`);
}

function catalogueRow(row: CatalogueRecord, unitName: string, items: number): CatalogueRow {
  return {
    id: row.id,
    unit: row.unit_id,
    unitName,
    affairsKind: row.affairs_kind,
    year: row.year,
    version: row.version,
    title: row.title,
    kind: row.kind,
    state: row.state,
    lock: row.lock,
    items,
    inForceFrom: row.in_force_from,
    supersededOn: row.superseded_on,
    updatedAt: row.updated_at.toISOString(),
  };
}

export function itemView(item: ItemRecord): ItemView {
  return {
    ...fieldsOf(item),
    id: item.id,
    itemKey: item.item_key,
    position: item.position,
    lock: item.lock,
    flagged: [...item.flagged],
    updatedAt: item.updated_at.toISOString(),
    updatedBy: item.updated_name,
  };
}

/** Answers, per move, whether the reader may make it and if not, why: the same rule the move itself asks. */
export type AskMove = (permission: MovePermission) => Promise<MoveFacts | 'not-permitted'>;

export async function catalogueView(
  catalogue: CatalogueRecord,
  unitName: string,
  items: readonly ItemRecord[],
  ask: AskMove,
): Promise<CatalogueView> {
  const offers: CatalogueView['moves'] = [];
  for (const move of moveNames) offers.push(await offerOf(move, ask));
  return {
    ...catalogueRow(catalogue, unitName, items.length),
    basedOn: catalogue.based_on,
    template: catalogue.template_id,
    createdBy: catalogue.created_name,
    submittedBy: catalogue.submitted_name,
    approvedBy: catalogue.approved_name,
    registeredBy: catalogue.registered_name,
    returnReason: catalogue.return_reason,
    contentSha256: catalogue.content_sha256,
    rows: items.map(itemView),
    moves: offers,
  };
}

async function offerOf(move: PersonalMove, ask: AskMove): Promise<CatalogueView['moves'][number]> {
  const { permission } = moves[move];
  const facts = permission === null ? 'not-permitted' : await ask(permission);
  if (facts === 'not-permitted') return { move, allowed: false, code: facts };
  // The opinion is not written yet when buttons are drawn.
  const decision = decideMove(move, { ...facts, opinion: '-' });
  return { move, allowed: decision.ok, code: decision.ok ? null : decision.code };
}

export async function listHistory(db: Reader, catalogue: string): Promise<HistoryRow[]> {
  const rows = await query(db)
    .selectFrom('catalogue.history')
    .selectAll()
    .where('catalogue_id', '=', catalogue)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    move: row.move,
    fromState: row.from_state,
    toState: row.to_state,
    actor: row.actor_name,
    at: row.at.toISOString(),
    opinion: row.opinion,
  }));
}

/** What changed from one version to another. */
export async function diffCatalogues(db: Reader, before: string, after: string): Promise<CatalogueDiff> {
  const rowsOf = async (id: string) =>
    (await listItems(db, id)).map((item) => ({ itemKey: item.item_key, fields: fieldsOf(item) }));
  return diffVersions(await rowsOf(before), await rowsOf(after));
}
