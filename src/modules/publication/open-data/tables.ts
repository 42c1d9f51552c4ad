import { sql } from 'kysely';
import { type Reader, tables } from '#platform/database';
import type { Value } from '#platform/tabular';
import { eachUnit } from '../queries/all-units.ts';

/** A table of open data that is read from the rows at each request. */
export type OpenTable = {
  readonly name: string;
  readonly fields: readonly string[];
  /** Rows after a place, and the place after them; null at the end. */
  readonly read: (
    db: Reader,
    after: string | null,
  ) => Promise<{ readonly rows: readonly (readonly Value[])[]; readonly next: string | null }>;
};

const BATCH = 1_000;

type Views = {
  'catalogue.public_catalogue': {
    id: string;
    unit_id: number;
    unit_name: string;
    affairs_kind: string;
    year: number;
    version: number;
    in_force_from: string;
    content_sha256: string;
  };
  'catalogue.public_item': {
    id: string;
    catalogue_id: string;
    position: number;
    matter1: string;
    matter2: string;
    content: string;
    basis: string;
    scope: string;
    mode: string;
    carriers: string[];
    time_limit: string;
    responsible: string;
  };
  'catalogue.public_duty': {
    id: string;
    unit_id: number;
    affairs_kind: string;
    matter1: string;
    matter2: string;
    scope: string;
    period: string;
    due_on: string;
    state: string;
    fulfilled_on: string | null;
    withhold_reason: string | null;
    publication: string | null;
  };
  'publication.item': { id: string; slug: string; state: string; scope: string };
};

const units: OpenTable = {
  name: 'units',
  fields: ['id', 'code', 'name', 'shortName', 'level', 'kind', 'superior', 'path'],
  // The tree is small beside the items; it is read through in one go.
  read: async (db) => {
    const rows: Value[][] = [];
    for await (const unit of eachUnit(db))
      rows.push([
        unit.id,
        unit.code,
        unit.name,
        unit.shortName,
        unit.level,
        unit.kind,
        unit.superiorId,
        `/units/${unit.id}`,
      ]);
    return { rows, next: null };
  },
};

/** Rows of the catalogues in force, for society; the catalogue's own title is a matter of the office. */
const catalogues: OpenTable = {
  name: 'catalogues',
  fields: [
    'unit',
    'unitName',
    'affairsKind',
    'year',
    'version',
    'inForceFrom',
    'contentSha256',
    'row',
    'matter1',
    'matter2',
    'content',
    'basis',
    'mode',
    'carriers',
    'timeLimit',
    'responsible',
  ],
  read: async (db, after) => {
    const rows = await tables<Views>(db)
      .selectFrom('catalogue.public_item as i')
      .innerJoin('catalogue.public_catalogue as c', 'c.id', 'i.catalogue_id')
      .selectAll('i')
      .select(['c.unit_id', 'c.unit_name', 'c.affairs_kind', 'c.year', 'c.version', 'c.in_force_from'])
      .select('c.content_sha256')
      .where('i.scope', '=', 'society')
      .$if(after !== null, (query) => query.where(sql<boolean>`i.id > ${after}::uuid`))
      .orderBy('i.id')
      .limit(BATCH)
      .execute();
    return {
      rows: rows.map((row) => [
        row.unit_id,
        row.unit_name,
        row.affairs_kind,
        row.year,
        row.version,
        row.in_force_from,
        row.content_sha256,
        row.position,
        row.matter1,
        row.matter2,
        row.content,
        row.basis,
        row.mode,
        row.carriers.join(' '),
        row.time_limit,
        row.responsible,
      ]),
      next: rows.length < BATCH ? null : (rows.at(-1)?.id ?? null),
    };
  },
};

/** What must be open by when, and how it stands; the item that fulfilled it where society may read that. */
const duties: OpenTable = {
  name: 'duties',
  fields: [
    'unit',
    'affairsKind',
    'matter1',
    'matter2',
    'period',
    'dueOn',
    'state',
    'fulfilledOn',
    'withholdReason',
    'item',
  ],
  read: async (db, after) => {
    const rows = await tables<Views>(db)
      .selectFrom('catalogue.public_duty as d')
      .leftJoin('publication.item as i', (join) =>
        join.onRef('i.id', '=', 'd.publication').on('i.state', '=', 'live').on('i.scope', '=', 'society'),
      )
      .selectAll('d')
      .select('i.slug')
      .where('d.scope', '=', 'society')
      .$if(after !== null, (query) => query.where(sql<boolean>`d.id > ${after}::uuid`))
      .orderBy('d.id')
      .limit(BATCH)
      .execute();
    return {
      rows: rows.map((row) => [
        row.unit_id,
        row.affairs_kind,
        row.matter1,
        row.matter2,
        row.period,
        row.due_on,
        row.state,
        row.fulfilled_on,
        row.withhold_reason,
        row.slug,
      ]),
      next: rows.length < BATCH ? null : (rows.at(-1)?.id ?? null),
    };
  },
};

export const openTables: readonly OpenTable[] = [units, catalogues, duties];
