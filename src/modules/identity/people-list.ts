import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { coveredParts, searchTerms } from '#modules/organisations';
import type { Reader } from '#platform/database';
import type { Coverage } from '#platform/permission';
import type { GrantView, PersonPage } from './forms.ts';
import { grantsOf } from './queries.ts';
import { identityTables } from './store.ts';

export type PeopleFilter = {
  /** Only the unit of this path and what is below it. */
  readonly unitPath?: string | undefined;
  /** Any part of a name, or the beginning of an account. */
  readonly q?: string | undefined;
  /** Only who holds this role somewhere. */
  readonly role?: GrantView['role'] | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

type Row = {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly state: 'active' | 'disabled';
  readonly last_sign_in_at: Date | null;
  readonly locked_until: Date | null;
  readonly path: string;
};

/**
 * People of the units in reach, unit by unit in the order of the tree and by account within a unit. One limited walk for
 * each part of the coverage, put together: the work grows with the page and the number of grants, not with the people.
 * @param now tells who is locked out
 */
export async function listPeople(
  db: Reader,
  coverage: Coverage,
  filter: PeopleFilter,
  now: Date,
): Promise<PersonPage> {
  const found = await findRows(db, coverage, filter);
  const rows = found.slice(0, filter.limit);
  const last = rows.at(-1);
  const people = rows.map((row) => row.id);
  const grants = await grantsOf(db, people);
  return {
    rows: rows.map((row) => ({
      id: row.id,
      account: row.account,
      name: row.name,
      state: row.state,
      roles: grants
        .filter((grant) => grant.person === row.id && grant.endedAt === null)
        .map(({ role, unit, unitName }) => ({ role, unit, unitName })),
      lastSignInAt: row.last_sign_in_at,
      locked: row.locked_until !== null && row.locked_until > now,
    })),
    total: null,
    next: found.length > filter.limit && last !== undefined ? writePlace(last) : null,
  };
}

async function findRows(db: Reader, coverage: Coverage, filter: PeopleFilter): Promise<readonly Row[]> {
  const parts = coveredParts(coverage, 'u');
  if (parts.length === 0) return [];
  const wanted = sql.join(conditions(filter), sql` and `);
  const limit = filter.limit + 1;
  const branches = parts.map(
    (part) => sql`(select p.id, p.account, p.name, p.state, p.last_sign_in_at, p.locked_until, u.path
      from organisations.unit u join identity.person p on p.home_unit = u.id
      where ${part} and ${wanted} order by u.path, p.account limit ${limit})`,
  );
  const answer = await sql<Row>`select * from (${sql.join(branches, sql` union all `)}) found
    order by path, account limit ${limit}`.execute(identityTables(db));
  return answer.rows;
}

function conditions({ unitPath, q, role, cursor }: PeopleFilter): readonly RawBuilder<unknown>[] {
  const wanted: RawBuilder<unknown>[] = [sql`true`];
  const place = readPlace(cursor);
  if (place !== undefined)
    wanted.push(sql`u.path >= ${place.path} and (u.path, p.account) > (${place.path}, ${place.account})`);
  if (unitPath !== undefined) wanted.push(sql`starts_with(u.path, ${unitPath})`);
  if (q !== undefined && q !== '') {
    const part = q.toLowerCase().replace(/[\\%_]/g, '\\$&');
    wanted.push(sql`((p.search_terms @> ${searchTerms(q)}::text[]
      and lower(p.name collate "C") like ${`%${part}%`}) or p.account like ${`${part}%`})`);
  }
  if (role !== undefined)
    wanted.push(sql`exists (select from identity.role_grant g
      where g.person = p.id and g.role = ${role} and g.ended_at is null)`);
  return wanted;
}

const place = z.tuple([z.string(), z.string()]);

function writePlace({ path, account }: Row): string {
  return Buffer.from(JSON.stringify([path, account])).toString('base64url');
}

/** @returns where the page begins; a cursor not of our making begins anew */
function readPlace(
  cursor: string | undefined,
): { readonly path: string; readonly account: string } | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [path, account] = place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return { path, account };
  } catch {
    return undefined;
  }
}
