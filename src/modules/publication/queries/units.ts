import { findRootRef, findUnit, findUnitDetails, listChildren, searchUnits } from '#modules/organisations';
import { type Reader, tables } from '#platform/database';
import type { PublicPost, PublicUnit, UnitEntry } from '../units.ts';

/** What the organisations room shows to the portal beside its front door: posts marked public. */
type OrganisationViews = {
  'organisations.public_post': {
    unit_id: number;
    kind: string;
    person_name: string;
    title: string | null;
    duty: string | null;
    phone: string | null;
  };
};

/** A unit with what the public may know of it; undefined when there is none. */
export async function findPublicUnit(db: Reader, id: number): Promise<PublicUnit | undefined> {
  const unit = await findUnit(db, id);
  if (unit === undefined) return undefined;
  return {
    id: unit.id,
    name: unit.name,
    kind: unit.kind,
    level: unit.level,
    state: unit.state,
    address: unit.address,
    phone: unit.phone,
    contact: unit.publicContact,
    website: unit.website,
    officeHours: unit.officeHours,
    introduction: unit.introduction,
    line: unit.line?.name ?? null,
    ancestors: unit.ancestors,
    formerNames: unit.formerNames,
    mergedInto: unit.mergedInto,
    posts: await listPosts(db, id),
  };
}

/** The unit that publishes, as far as its documents need it. */
export type Publisher = {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly uscc: string | null;
};

/** @throws when there is no such unit: a revision names it */
export async function getPublisher(db: Reader, id: number): Promise<Publisher> {
  const unit = await findUnitDetails(db, id);
  if (unit === undefined) throw new Error(`unit ${id} does not exist`);
  return unit;
}

async function listPosts(db: Reader, unit: number): Promise<readonly PublicPost[]> {
  return tables<OrganisationViews>(db)
    .selectFrom('organisations.public_post')
    .select(['kind', 'person_name as name', 'title', 'duty', 'phone'])
    .where('unit_id', '=', unit)
    .orderBy('kind')
    .limit(50)
    .execute();
}

/** The topmost unit of this installation. */
export async function findRootUnit(db: Reader): Promise<UnitEntry | undefined> {
  const ref = await findRootRef(db);
  const unit = ref === undefined ? undefined : await findUnit(db, ref.id);
  return unit === undefined ? undefined : toEntry(unit);
}

/** Units directly below one, in their order. */
export async function listBelow(db: Reader, unit: number, limit = 500): Promise<readonly UnitEntry[]> {
  const page = await listChildren(db, unit, { limit });
  return page.ok ? page.value.rows.map(toEntry) : [];
}

/** Units whose name holds the text. */
export async function findUnitsByName(db: Reader, text: string, limit = 100): Promise<readonly UnitEntry[]> {
  const page = await searchUnits(db, text, { limit, coverage: null });
  return page.rows.map(toEntry);
}

function toEntry(row: { id: number; name: string; kind: string; childCount: number }): UnitEntry {
  return { id: row.id, name: row.name, kind: row.kind, children: row.childCount };
}
