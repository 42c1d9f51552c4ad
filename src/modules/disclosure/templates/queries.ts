import type { UnitRef } from '#kernel';
import { findUnit } from '#modules/organisations';
import type { Reader } from '#platform/database';
import { chainOf } from '../store/units.ts';
import type { TemplateRow, TemplateView } from './forms.ts';
import { templateRows } from './store.ts';
import type { TemplateKind } from './words.ts';

export type TemplatesFor = {
  readonly unit: UnitRef;
  readonly unitKind: string;
  readonly kind: TemplateKind | undefined;
  /** Those meant for other kinds of unit too. */
  readonly all: boolean;
};

/** A template as read, before it is known whether the reader may keep it. */
export type KnownTemplate = Omit<TemplateRow, 'mayKeep'>;

/** Templates in use for a unit: its own first, then those of the units above it, each by name. */
export async function listTemplates(db: Reader, asked: TemplatesFor): Promise<readonly KnownTemplate[]> {
  const chain = chainOf(asked.unit);
  const found = await current(db)
    .where('t.unit_id', 'in', [...chain])
    .where('t.retired_at', 'is', null)
    .$if(asked.kind !== undefined, (query) => query.where('t.kind', '=', asked.kind ?? 'template'))
    .$if(!asked.all, (query) =>
      query.where((eb) => eb.or([eb('v.unit_kind', 'is', null), eb('v.unit_kind', '=', asked.unitKind)])),
    )
    .orderBy('v.name')
    .orderBy('t.id')
    .limit(1_000)
    .execute();
  const names = await unitNames(db, found);
  const nearness = (one: { unit_id: number }) => chain.indexOf(one.unit_id);
  return found.toSorted((a, b) => nearness(a) - nearness(b)).map((row) => view(row, names));
}

/** One template with its versions, newest first, also when it is out of use. */
export async function findTemplate(
  db: Reader,
  id: string,
): Promise<(KnownTemplate & Pick<TemplateView, 'versions'>) | undefined> {
  const found = await current(db).where('t.id', '=', id).executeTakeFirst();
  if (found === undefined) return undefined;
  const versions = await templateRows(db)
    .selectFrom('disclosure.text_template_version')
    .select(['version', 'name', 'created_at', 'created_by_name'])
    .where('template_id', '=', id)
    .orderBy('version', 'desc')
    .limit(200)
    .execute();
  return {
    ...view(found, await unitNames(db, [found])),
    versions: versions.map((one) => ({
      version: one.version,
      name: one.name,
      createdAt: one.created_at.toISOString(),
      createdBy: one.created_by_name,
    })),
  };
}

function current(db: Reader) {
  return templateRows(db)
    .selectFrom('disclosure.text_template as t')
    .innerJoin('disclosure.text_template_version as v', (join) =>
      join.onRef('v.template_id', '=', 't.id').onRef('v.version', '=', 't.version'),
    )
    .select([
      't.id',
      't.unit_id',
      't.kind',
      't.version',
      't.retired_at',
      'v.name',
      'v.unit_kind',
      'v.affairs_kind',
      'v.title',
      'v.body',
      'v.note',
      'v.created_at',
      'v.created_by_name',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof current>['execute']>>[number];

async function unitNames(db: Reader, found: readonly Row[]): Promise<ReadonlyMap<number, string>> {
  const ids = [...new Set(found.map((row) => row.unit_id))];
  const units = await Promise.all(ids.map((id) => findUnit(db, id as UnitRef['id'])));
  return new Map(units.flatMap((unit) => (unit === undefined ? [] : [[unit.id, unit.name] as const])));
}

function view(row: Row, names: ReadonlyMap<number, string>): KnownTemplate {
  return {
    id: row.id,
    unit: { id: row.unit_id, name: names.get(row.unit_id) ?? String(row.unit_id) },
    kind: row.kind,
    version: row.version,
    name: row.name,
    unitKind: row.unit_kind,
    affairsKind: row.affairs_kind,
    title: row.title,
    body: row.body,
    note: row.note,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by_name,
    retiredAt: row.retired_at?.toISOString() ?? null,
  };
}
