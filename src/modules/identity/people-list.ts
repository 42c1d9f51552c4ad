import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { coverageValues, coveredParts, searchTerms } from '#modules/organisations';
import { keptStatement, type Reader } from '#platform/database';
import type { Coverage } from '#platform/permission';
import type { GrantView, PersonPage } from './forms.ts';
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
  /** Held now, newest first. */
  readonly roles: PersonPage['rows'][number]['roles'];
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
  return {
    rows: rows.map(({ last_sign_in_at, locked_until, path, ...person }) => ({
      ...person,
      lastSignInAt: last_sign_in_at,
      locked: locked_until !== null && locked_until > now,
    })),
    total: null,
    next: found.length > filter.limit && last !== undefined ? writePlace(last) : null,
  };
}

function findRows(db: Reader, coverage: Coverage, filter: PeopleFilter): Promise<readonly Row[]> {
  const q = filter.q ?? '';
  // A surname alone, and most roles, are met soon on the way through the tree or held by few: the planner sees which.
  if (filter.role !== undefined || [...q].length === 1) return findFiltered(db, coverage, filter);
  const place = readPlace(filter.cursor);
  const { lows, highs, lines, units, low, high } = coverageValues(coverage, {
    after: place?.path,
    under: filter.unitPath,
  });
  const places = [
    lows,
    highs,
    lines,
    units,
    low,
    high,
    place?.path ?? '',
    place?.account ?? '',
    filter.limit + 1,
  ];
  return q === ''
    ? everybody(db, places)
    : bearers(db, [...places, searchTerms(q), q.toLowerCase(), like(q)]);
}

const columns = 'p.id, p.account, p.name, p.state, p.last_sign_in_at, p.locked_until, u.path';

/** Around a page of people: the roles they hold now. */
const rolesOf = [
  `select page.*, coalesce((
    select json_agg(json_build_object('role', g.role, 'unit', g.unit, 'unitName', n.name) order by g.granted_at desc)
    from identity.role_grant g join organisations.unit n on n.id = g.unit
    where g.person = page.id and g.ended_at is null), '[]') as roles
  from (`,
  ') page order by page.path, page.account',
] as const;
const withRoles = (page: string) => `${rolesOf[0]}${page}${rolesOf[1]}`;

/** $1 to $6 are a coverage (`CoverageValues`), $7 path and $8 account after which the page begins, $9 its length. */
const walk = (where: string) => `(select ${columns}
  from organisations.unit u join identity.person p on p.home_unit = u.id
  where ${where} and (u.path > (select $7::text) or p.account > (select $8::text))
  order by u.path, p.account limit (select $9::integer))`;
const inAll = 'u.path >= (select $5::text) and u.path < (select $6::text)';

const everybody = keptStatement<Row>(
  withRoles(`select distinct on (path, account) * from (
    select c.* from unnest((select $1::text[]), (select $2::text[])) r (low, high)
      cross join lateral ${walk('u.path >= r.low and u.path < r.high')} c
    union all
    select c.* from unnest((select $3::integer[])) l (line) cross join lateral ${walk('u.line_id = l.line and u.path >= (select $5::text)')} c
      where c.path < (select $6::text)
    union all
    select c.* from unnest((select $4::integer[])) n (id) cross join lateral ${walk(`u.id = n.id and ${inAll}`)} c) found
    order by path, account limit (select $9::integer)`),
);

/** Few people bear a name of two characters or more: they are looked up first, then asked where they are. */
const isNamed = `search_terms @> (select $10::text[]) and lower(name collate "C") like '%' || (select $12::text) || '%'`;
const bearers = keptStatement<Row>(
  withRoles(`with p as materialized (
      select * from identity.person where ${isNamed}
      union all
      select * from identity.person
      where account ~>=~ (select $11::text) and account ~<~ ((select $11::text) || '~') and not (${isNamed}))
    select ${columns} from p join organisations.unit u on u.id = p.home_unit
    where (exists (select from unnest((select $1::text[]), (select $2::text[])) r (low, high)
        where u.path >= r.low and u.path < r.high)
      or (u.line_id = any ((select $3::integer[])::integer[]) or u.id = any ((select $4::integer[])::integer[]))
        and ${inAll})
      and u.path >= (select $7::text) and (u.path > (select $7::text) or p.account > (select $8::text))
    order by u.path, p.account limit (select $9::integer)`),
);

async function findFiltered(db: Reader, coverage: Coverage, filter: PeopleFilter): Promise<readonly Row[]> {
  const parts = coveredParts(coverage, 'u');
  if (parts.length === 0) return [];
  const wanted = sql.join(conditions(filter), sql` and `);
  const limit = filter.limit + 1;
  const branches = parts.map(
    (part) => sql`(select ${sql.raw(columns)}
      from organisations.unit u join identity.person p on p.home_unit = u.id
      where ${part} and ${wanted} order by u.path, p.account limit ${limit})`,
  );
  const page = sql`select * from (${sql.join(branches, sql` union all `)}) found order by path, account limit ${limit}`;
  const [before, after] = withRoles('%').split('%');
  const answer = await sql<Row>`${sql.raw(before ?? '')}${page}${sql.raw(after ?? '')}`.execute(
    identityTables(db),
  );
  return answer.rows;
}

function conditions({ unitPath, q, role, cursor }: PeopleFilter): readonly RawBuilder<unknown>[] {
  const wanted: RawBuilder<unknown>[] = [sql`true`];
  const place = readPlace(cursor);
  if (place !== undefined)
    wanted.push(sql`u.path >= ${place.path} and (u.path, p.account) > (${place.path}, ${place.account})`);
  if (unitPath !== undefined) wanted.push(sql`starts_with(u.path, ${unitPath})`);
  if (q !== undefined && q !== '') {
    wanted.push(sql`((p.search_terms @> ${searchTerms(q)}::text[]
      and lower(p.name collate "C") like ${`%${like(q)}%`}) or p.account like ${`${like(q)}%`})`);
  }
  if (role !== undefined)
    wanted.push(sql`exists (select from identity.role_grant g
      where g.person = p.id and g.role = ${role} and g.ended_at is null)`);
  return wanted;
}

/** The text in lower case as LIKE takes it for itself. */
function like(text: string): string {
  return text.toLowerCase().replace(/[\\%_]/g, '\\$&');
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
