import { sql } from 'kysely';
import type { Actor, Grant, PersonId } from '#kernel';
import type { Reader } from '#platform/database';
import { identityTables } from './store.ts';

type StaffRow = {
  readonly id: string;
  readonly name: string;
  readonly grants: readonly {
    readonly role: Grant['role'];
    readonly unit: number;
    readonly path: string;
    readonly reach: Grant['reach'];
    readonly line: number | null;
    readonly principal: string | null;
  }[];
};

/**
 * Everybody who holds a role on a day, in their own right or as a delegate, with what they hold: as their sign-in would find
 * them. For work that is done for people who are not there (the morning's digest). In order of id, to be read in pieces.
 * @param after the last person of the piece before, null to begin
 */
export async function listStaff(
  db: Reader,
  today: string,
  after: PersonId | null,
  limit: number,
): Promise<readonly Actor[]> {
  const { rows } = await sql<StaffRow>`
    with held as (
      select g.person, g.role, g.unit, g.reach, g.line, null::uuid as principal from identity.role_grant g
      where g.ended_at is null and g.starts_on <= ${today}::date and (g.ends_on is null or g.ends_on >= ${today}::date)
      union all
      select d.delegate, g.role, g.unit, g.reach, g.line, d.principal from identity.delegation d
      join identity.role_grant g on g.id = d.grant_id and g.person = d.principal
      join identity.person p on p.id = d.principal and p.state = 'active'
      where d.revoked_at is null and d.starts_on <= ${today}::date and d.ends_on >= ${today}::date
        and g.ended_at is null and g.starts_on <= ${today}::date and (g.ends_on is null or g.ends_on >= ${today}::date))
    select p.id, p.name, jsonb_agg(jsonb_build_object('role', h.role, 'unit', h.unit, 'path', u.path, 'reach', h.reach,
      'line', h.line, 'principal', h.principal)) as grants
    from identity.person p join held h on h.person = p.id join organisations.unit u on u.id = h.unit
    where p.state = 'active' and (${after}::uuid is null or p.id > ${after}::uuid)
    group by p.id order by p.id limit ${limit}`.execute(identityTables(db));
  return rows.map(({ id, name, grants }) => ({
    person: id as PersonId,
    name,
    affiliations: [],
    grants: grants.map(({ path, ...grant }) => ({
      role: grant.role,
      unit: grant.unit as Grant['unit'],
      unitPath: path,
      reach: grant.reach,
      line: grant.line as Grant['line'],
      principal: grant.principal as PersonId | null,
    })),
  }));
}
