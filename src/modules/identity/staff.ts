import { type RawBuilder, sql } from 'kysely';
import type { Actor, Grant, PersonId } from '#kernel';
import { askKept, type Reader } from '#platform/database';

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
 * Everybody who was given a role or a delegation that was not taken back, with what they hold on a day (nothing, when its time
 * is over): as their sign-in would find them. For work that is done for people who are not there (the morning's digest). In
 * order of id, to be read in pieces: the last one is shorter than `limit`.
 * @param after the last person of the piece before, null to begin
 */
export async function listStaff(
  db: Reader,
  today: string,
  after: PersonId | null,
  limit: number,
): Promise<readonly Actor[]> {
  return readStaff(db, today, sql`(${after}::uuid is null or p.id > ${after}::uuid)`, limit);
}

/** Of these people, those who were given a role or a delegation, with what they hold on that day. */
export async function findStaff(
  db: Reader,
  today: string,
  persons: readonly PersonId[],
): Promise<readonly Actor[]> {
  return readStaff(db, today, sql`p.id = any (${[...persons]}::uuid[])`, persons.length);
}

async function readStaff(
  db: Reader,
  today: string,
  which: RawBuilder<unknown>,
  limit: number,
): Promise<readonly Actor[]> {
  const query = sql<StaffRow>`
    with who as (
      select p.id, p.name from identity.person p where p.state = 'active' and ${which}
        and (exists (select from identity.role_grant g where g.person = p.id and g.ended_at is null)
          or exists (select from identity.delegation d where d.delegate = p.id and d.revoked_at is null))
      order by p.id limit ${limit}),
    held as (
      select g.person, g.role, g.unit, g.reach, g.line, null::uuid as principal
      from who join identity.role_grant g on g.person = who.id
      where g.ended_at is null and g.starts_on <= ${today}::date and (g.ends_on is null or g.ends_on >= ${today}::date)
      union all
      select d.delegate, g.role, g.unit, g.reach, g.line, d.principal
      from who join identity.delegation d on d.delegate = who.id
      join identity.role_grant g on g.id = d.grant_id and g.person = d.principal
      join identity.person p on p.id = d.principal and p.state = 'active'
      where d.revoked_at is null and d.starts_on <= ${today}::date and d.ends_on >= ${today}::date
        and g.ended_at is null and g.starts_on <= ${today}::date and (g.ends_on is null or g.ends_on >= ${today}::date))
    select who.id, who.name, coalesce(jsonb_agg(jsonb_build_object('role', h.role, 'unit', h.unit, 'path', u.path,
      'reach', h.reach, 'line', h.line, 'principal', h.principal)) filter (where h.person is not null), '[]') as grants
    from who left join held h on h.person = who.id left join organisations.unit u on u.id = h.unit
    group by who.id, who.name order by who.id`;
  const rows = await askKept(db, query);
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
