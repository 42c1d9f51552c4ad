import { sql } from 'kysely';
import type { PersonId, UnitId, UnitRef } from '#kernel';
import type { AuditTables } from '#platform/audit';
import { type Reader, tables } from '#platform/database';
import type { Coverage } from '#platform/permission';
import type { AuditPage, DelegationPage, GrantView, PersonView, SessionPage } from './forms.ts';
import { identityTables } from './store.ts';
import type { IdentityTables } from './tables.ts';

/** Roles of these people, newest first, those that ended included. */
export async function grantsOf(
  db: Reader,
  people: readonly string[],
): Promise<readonly (GrantView & { person: string })[]> {
  if (people.length === 0) return [];
  const rows = await identityTables(db)
    .selectFrom('identity.role_grant as g')
    .innerJoin('organisations.unit as u', 'u.id', 'g.unit')
    .leftJoin('organisations.line as l', 'l.id', 'g.line')
    .select([
      'g.id',
      'g.person',
      'g.role',
      'g.unit',
      'u.name as unit_name',
      'g.reach',
      'g.line',
      'l.name as line_name',
      'g.starts_on',
      'g.ends_on',
      'g.ended_at',
      'g.granted_by_name',
    ])
    .where('g.person', 'in', [...people])
    .orderBy('g.granted_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    person: row.person,
    role: row.role,
    unit: row.unit,
    unitName: row.unit_name,
    reach: row.reach,
    line: row.line,
    lineName: row.line_name,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    endedAt: row.ended_at,
    grantedBy: row.granted_by_name,
  }));
}

export async function findPerson(db: Reader, id: string): Promise<PersonView | undefined> {
  const row = await identityTables(db)
    .selectFrom('identity.person')
    .innerJoin('organisations.unit', 'organisations.unit.id', 'identity.person.home_unit')
    .selectAll('identity.person')
    .select('organisations.unit.name as unit_name')
    .where('identity.person.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const grants = await grantsOf(db, [id]);
  const ties = await identityTables(db)
    .selectFrom('identity.affiliation as a')
    .innerJoin('organisations.unit as u', 'u.id', 'a.unit')
    .select([
      'a.id',
      'a.unit',
      'u.name as unit_name',
      'a.kind',
      'a.verified_by_name',
      'a.verified_at',
      'a.ended_at',
    ])
    .where('a.person', '=', id)
    .orderBy('a.verified_at', 'desc')
    .execute();
  return {
    id: row.id,
    account: row.account,
    name: row.name,
    state: row.state,
    homeUnit: row.home_unit,
    homeUnitName: row.unit_name,
    secondFactor: row.totp_confirmed_at !== null,
    mustChangePassword: row.must_change_password,
    lockedUntil: row.locked_until,
    lastSignInAt: row.last_sign_in_at,
    createdAt: row.created_at,
    grants: grants.map(({ person: _, ...grant }) => grant),
    affiliations: ties.map((tie) => ({
      id: tie.id,
      unit: tie.unit,
      unitName: tie.unit_name,
      kind: tie.kind,
      verifiedBy: tie.verified_by_name,
      verifiedAt: tie.verified_at,
      endedAt: tie.ended_at,
    })),
  };
}

/** The unit whose administrators look after this person's account. */
export async function findHomeUnit(db: Reader, person: string): Promise<UnitRef | undefined> {
  return findRef(
    db,
    identityTables(db)
      .selectFrom('identity.person')
      .select('home_unit as unit')
      .where('id', '=', person)
      .executeTakeFirst(),
  );
}

export async function findGrantUnit(
  db: Reader,
  grant: string,
): Promise<{ person: string; unit: UnitRef } | undefined> {
  const row = await identityTables(db)
    .selectFrom('identity.role_grant')
    .select(['person', 'unit'])
    .where('id', '=', grant)
    .executeTakeFirst();
  const unit = await findRef(db, Promise.resolve(row));
  return row === undefined || unit === undefined ? undefined : { person: row.person, unit };
}

export async function findAffiliationUnit(db: Reader, id: string): Promise<UnitRef | undefined> {
  return findRef(
    db,
    identityTables(db)
      .selectFrom('identity.affiliation')
      .select('unit')
      .where('id', '=', id)
      .executeTakeFirst(),
  );
}

async function findRef(db: Reader, row: Promise<{ unit: number } | undefined>): Promise<UnitRef | undefined> {
  const found = await row;
  return found === undefined ? undefined : findUnit(db, found.unit);
}

export async function findUnit(db: Reader, id: number): Promise<UnitRef | undefined> {
  const unit = await identityTables(db)
    .selectFrom('organisations.unit')
    .select(['id', 'path', 'line_id'])
    .where('id', '=', id)
    .executeTakeFirst();
  return unit === undefined
    ? undefined
    : { id: unit.id as UnitId, path: unit.path, line: unit.line_id as UnitRef['line'] };
}

export async function unitNames(db: Reader, ids: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await identityTables(db)
    .selectFrom('organisations.unit')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

export async function personNames(db: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await identityTables(db)
    .selectFrom('identity.person')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

export async function findOwnAccount(db: Reader, person: PersonId) {
  return identityTables(db)
    .selectFrom('identity.person')
    .select(['account', 'must_change_password', 'totp_confirmed_at', 'locale'])
    .where('id', '=', person)
    .executeTakeFirstOrThrow();
}

export async function listSessions(
  db: Reader,
  person: PersonId,
  current: string,
  now: Date,
): Promise<SessionPage> {
  const rows = await identityTables(db)
    .selectFrom('identity.session')
    .selectAll()
    .where('person', '=', person)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .where('last_seen_at', '>', new Date(now.getTime() - 30 * 60_000))
    .orderBy('last_seen_at', 'desc')
    .limit(50)
    .execute();
  return {
    rows: rows.map((row) => ({
      id: row.id,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      ip: row.ip,
      userAgent: row.user_agent,
      secondFactor: row.second_factor,
      current: row.id === current,
    })),
  };
}

export async function listDelegations(db: Reader, person: PersonId, today: string): Promise<DelegationPage> {
  const rows = await identityTables(db)
    .selectFrom('identity.delegation as d')
    .innerJoin('identity.role_grant as g', 'g.id', 'd.grant_id')
    .innerJoin('organisations.unit as u', 'u.id', 'g.unit')
    .innerJoin('identity.person as p', 'p.id', 'd.principal')
    .innerJoin('identity.person as q', 'q.id', 'd.delegate')
    .selectAll('d')
    .select([
      'g.role',
      'g.unit',
      'u.name as unit_name',
      'p.name as principal_name',
      'q.name as delegate_name',
    ])
    .where((eb) => eb.or([eb('d.principal', '=', person), eb('d.delegate', '=', person)]))
    .orderBy('d.created_at', 'desc')
    .limit(100)
    .execute();
  const views = rows.map((row) => ({
    id: row.id,
    principal: row.principal,
    principalName: row.principal_name,
    delegate: row.delegate,
    delegateName: row.delegate_name,
    role: row.role,
    unit: row.unit,
    unitName: row.unit_name,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    reason: row.reason,
    revokedAt: row.revoked_at,
    state: delegationState(row, today),
  }));
  const grants = await grantsOf(db, [person]);
  return {
    given: views.filter((view) => view.principal === person),
    received: views.filter((view) => view.delegate === person),
    grants: grants.filter((grant) => grant.endedAt === null).map(({ person: _, ...grant }) => grant),
  };
}

function delegationState(
  row: { revoked_at: Date | null; starts_on: string; ends_on: string },
  today: string,
): 'coming' | 'active' | 'over' | 'revoked' {
  if (row.revoked_at !== null) return 'revoked';
  if (row.starts_on > today) return 'coming';
  return row.ends_on < today ? 'over' : 'active';
}

type AuditFilter = {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly unit?: number | undefined;
  readonly outcome?: 'done' | 'refused' | 'read' | 'failed' | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/**
 * Rows of the audit log within the reader's own units, newest first. Rows without a unit (sign-ins, refusals) belong to
 * the home unit of who acted; rows of nobody (unknown accounts) show to those who cover the root.
 */
/** A page of the audit log as it is stored; the words for what was done are the reader's language and come later. */
export type AuditRows = {
  readonly rows: readonly Omit<AuditPage['rows'][number], 'actionName'>[];
  readonly next: string | null;
};

export async function listAudit(db: Reader, coverage: Coverage, filter: AuditFilter): Promise<AuditRows> {
  type Joined = AuditTables & IdentityTables;
  let query = tables<Joined>(db)
    .selectFrom('platform.audit as a')
    .leftJoin('identity.person as p', 'p.id', 'a.actor')
    .leftJoin('identity.person as about', (join) =>
      join.on(
        'about.id',
        '=',
        sql<string>`case when a.subject_kind = 'person' and a.subject ~ '^[0-9a-f-]{36}$' then a.subject::uuid end`,
      ),
    )
    .leftJoin('organisations.unit as u', (join) =>
      join.on('u.id', '=', sql<number>`coalesce(a.unit, p.home_unit, about.home_unit)`),
    )
    .selectAll('a')
    .select(['u.name as unit_name', 'about.name as subject_name'])
    .where((eb) =>
      eb.or([
        ...coverage.paths.map((path) => eb('u.path', 'like', `${path}%`)),
        ...(coverage.units.length === 0 ? [] : [eb('u.id', 'in', [...coverage.units])]),
        ...(coverage.paths.some((path) => path.split('/').length === 3) ? [eb('u.id', 'is', null)] : []),
      ]),
    );
  if (filter.actor !== undefined && filter.actor !== '')
    query = query.where('a.actor_name', 'like', `%${escapeLike(filter.actor)}%`);
  if (filter.action !== undefined && filter.action !== '')
    query = query.where('a.action', 'like', `%${escapeLike(filter.action)}%`);
  if (filter.subject !== undefined && filter.subject !== '')
    query = query.where('a.subject', '=', filter.subject);
  if (filter.unit !== undefined) query = query.where('a.unit', '=', filter.unit);
  if (filter.outcome !== undefined) query = query.where('a.outcome', '=', filter.outcome);
  if (filter.from !== undefined) query = query.where('a.at', '>=', new Date(`${filter.from}T00:00:00+08:00`));
  if (filter.to !== undefined)
    query = query.where('a.at', '<', new Date(Date.parse(`${filter.to}T00:00:00+08:00`) + 86_400_000));
  if (filter.cursor !== undefined && /^\d+$/.test(filter.cursor))
    query = query.where('a.seq', '<', Number(filter.cursor));
  const found = await query
    .orderBy('a.seq', 'desc')
    .limit(filter.limit + 1)
    .execute();
  const rows = found.slice(0, filter.limit);
  return {
    rows: rows.map((row) => ({
      seq: row.seq,
      at: row.at,
      actor: row.actor,
      actorName: row.actor_name,
      principal: row.principal,
      action: row.action,
      outcome: row.outcome,
      code: row.code,
      subjectKind: row.subject_kind,
      subject: row.subject,
      subjectName: row.subject_name,
      unit: row.unit,
      unitName: row.unit_name,
      ip: row.ip,
      request: row.request,
      data: row.data,
    })),
    next: found.length > filter.limit ? String(rows.at(-1)?.seq) : null,
  };
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
