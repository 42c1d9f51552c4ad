import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '#kernel';
import type { Reader } from '#platform/database';
import type { Coverage } from '#platform/permission';
import type { DisclosurePage } from '../forms.ts';
import { rows } from '../store/rows.ts';
import { disclosureRows } from './heads.ts';
import { daysAt } from './inbox.ts';
import { countLimit, cutPage, type PageRequest, readCursor, totalOf, within } from './paging.ts';

export type DossierFilter = PageRequest & {
  readonly unit?: number | undefined;
  readonly state?: string | undefined;
  readonly affairsKind?: string | undefined;
  /** Part of the title, or the beginning of the number. */
  readonly text?: string | undefined;
};

const dossier = {
  unit: sql<number>`d.unit_id`,
  path: sql<string>`d.unit_path`,
  line: sql<number | null>`d.line_id`,
};

/** The newest revision of each dossier: what the dossier stands at. */
const newest = sql`disclosure.disclosure d join disclosure.revision r on r.disclosure_id = d.id
  and not exists (select from disclosure.revision n where n.disclosure_id = d.id and n.number > r.number)`;

/** Dossiers of the units the reader's roles cover, last touched first. */
export async function listDossiers(
  db: Reader,
  coverage: Coverage,
  filter: DossierFilter,
  now: Date,
): Promise<DisclosurePage> {
  const conditions: RawBuilder<boolean>[] = [within(coverage, dossier)];
  if (filter.unit !== undefined) conditions.push(sql`d.unit_id = ${filter.unit}`);
  if (filter.state !== undefined) conditions.push(sql`r.state = ${filter.state}`);
  if (filter.affairsKind !== undefined) conditions.push(sql`r.affairs_kind = ${filter.affairsKind}`);
  if (filter.text !== undefined && filter.text !== '') {
    conditions.push(
      sql`(r.title ilike ${`%${escapeLike(filter.text)}%`} or d.number like ${`${escapeLike(filter.text)}%`})`,
    );
  }
  return listNewestFirst(db, newest, conditions, filter, now);
}

/** A person's own drafts. */
export async function listDrafts(
  db: Reader,
  actor: Actor,
  page: PageRequest,
  now: Date,
): Promise<DisclosurePage> {
  const mine = sql<boolean>`r.state = 'draft' and exists (select from disclosure.revision_editor e
    where e.revision_id = r.id and ${actor.person}::uuid in (e.person, e.principal))`;
  return listNewestFirst(db, newest, [mine], page, now);
}

/** % and _ of the reader are characters, not wildcards. */
function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}

/** The sort key is the moment in milliseconds, counted down, so that page ends compare as text. */
const key = sql<string>`lpad((99999999999999 - floor(extract(epoch from r.updated_at) * 1000))::bigint::text, 14, '0')`;

async function listNewestFirst(
  db: Reader,
  source: RawBuilder<unknown>,
  conditions: readonly RawBuilder<boolean>[],
  page: PageRequest,
  now: Date,
): Promise<DisclosurePage> {
  const after = readCursor(page.cursor);
  const condition = sql.join([...conditions], sql` and `);
  const later = after === null ? sql`true` : sql`(${key}, r.id) > (${after.key}, ${after.id}::uuid)`;
  const { rows: found } = await sql<{ id: string; key: string }>`
    select r.id, ${key} as key from ${source} where ${condition} and ${later}
    order by ${key}, r.id limit ${page.limit + 1}`.execute(rows(db));
  const { rows: counted } = await sql<{ count: number }>`
    select count(*) as count from (select from ${source} where ${condition} limit ${countLimit}) as counted`.execute(
    rows(db),
  );
  const { rows: cut, next } = cutPage(found, page.limit);
  const list = await disclosureRows(
    db,
    cut.map((one) => one.id),
    await daysAt(db, now),
  );
  return { rows: list, total: totalOf(counted[0]?.count ?? 0), next };
}
