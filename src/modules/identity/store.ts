import { sql } from 'kysely';
import type { Actor, Affiliation, Grant, PersonId } from '#kernel';
import { askKept, type Reader, type Tx, tables } from '#platform/database';
import type { Session } from '#platform/http';
import type { Locale } from '#platform/i18n';
import type { IdentityTables } from './tables.ts';

export function identityTables(db: Reader) {
  return tables<IdentityTables>(db);
}

type SessionAnswer = {
  readonly session: string;
  readonly person: string;
  readonly name: string;
  readonly locale: Locale | null;
  readonly lastSeenAt: number;
  readonly grants: readonly {
    role: Grant['role'];
    unit: number;
    path: string;
    reach: Grant['reach'];
    line: number | null;
    principal: string | null;
  }[];
  readonly affiliations: readonly { unit: number; path: string; kind: Affiliation['kind'] }[];
};

/** The session behind a token's hash, with all that its holder may do at this moment. */
export async function findSessionByHash(
  db: Reader,
  tokenHash: string,
  now: Date,
): Promise<{ readonly session: Session; readonly lastSeenAt: Date } | null> {
  const answer = await sql<{ actor: SessionAnswer | null }>`
    select identity.session_actor(${tokenHash}, ${now}) as actor`.execute(identityTables(db));
  const found = answer.rows[0]?.actor ?? null;
  if (found === null) return null;
  const actor: Actor = {
    person: found.person as PersonId,
    name: found.name,
    grants: found.grants.map((grant) => ({
      role: grant.role,
      unit: grant.unit as Grant['unit'],
      unitPath: grant.path,
      reach: grant.reach,
      line: grant.line as Grant['line'],
      principal: grant.principal as PersonId | null,
    })),
    affiliations: found.affiliations.map((tie) => ({
      unit: tie.unit as Affiliation['unit'],
      unitPath: tie.path,
      kind: tie.kind,
    })),
  };
  return {
    session: { id: found.session, actor, tokenHash, locale: found.locale },
    lastSeenAt: new Date(found.lastSeenAt * 1000),
  };
}

/** Moves the idle limit on; called at most once a minute for a session. */
export async function touchSession(db: Reader, id: string, now: Date): Promise<void> {
  await identityTables(db)
    .updateTable('identity.session')
    .set({ last_seen_at: now })
    .where('id', '=', id)
    .execute();
}

export async function lockPerson(tx: Tx, person: string) {
  return identityTables(tx)
    .selectFrom('identity.person')
    .selectAll()
    .where('id', '=', person)
    .forUpdate()
    .executeTakeFirst();
}

export async function findPersonByAccount(db: Reader, account: string) {
  return identityTables(db)
    .selectFrom('identity.person')
    .selectAll()
    .where('account', '=', account.trim().toLowerCase())
    .executeTakeFirst();
}

/**
 * Who holds a role for a unit now, themselves (not by delegation): own grants of the unit, and grants from above that
 * reach down to it. Used to tell people what waits for them.
 */
export async function findHolders(
  db: Reader,
  role: Grant['role'],
  unitPath: string,
  today: string,
): Promise<readonly PersonId[]> {
  const ancestors = unitPath
    .split('/')
    .filter((part) => part !== '')
    .map(Number);
  const unit = ancestors.at(-1);
  if (unit === undefined) return [];
  const rows = await askKept(db, askHolders(db, role, { unit, ancestors }, today));
  return rows.map((row) => row.person as PersonId);
}

function askHolders(
  db: Reader,
  role: Grant['role'],
  { unit, ancestors }: { readonly unit: number; readonly ancestors: readonly number[] },
  today: string,
) {
  return identityTables(db)
    .selectFrom('identity.role_grant')
    .innerJoin('identity.person', 'identity.person.id', 'identity.role_grant.person')
    .select('identity.role_grant.person')
    .distinct()
    .where('identity.role_grant.role', '=', role)
    .where('identity.role_grant.ended_at', 'is', null)
    .where('identity.role_grant.starts_on', '<=', today)
    .where((eb) =>
      eb.or([eb('identity.role_grant.ends_on', 'is', null), eb('identity.role_grant.ends_on', '>=', today)]),
    )
    .where('identity.person.state', '=', 'active')
    .where((eb) =>
      eb.or([
        eb.and([eb('identity.role_grant.reach', '=', 'own'), eb('identity.role_grant.unit', '=', unit)]),
        eb.and([
          eb('identity.role_grant.reach', '=', 'below'),
          eb('identity.role_grant.unit', '=', sql<number>`any(${[...ancestors]}::integer[])`),
        ]),
      ]),
    )
    .limit(50);
}

/** The name of a person, for signatures and notices. */
export async function findPersonName(db: Reader, person: PersonId): Promise<string | undefined> {
  const row = await identityTables(db)
    .selectFrom('identity.person')
    .select('name')
    .where('id', '=', person)
    .executeTakeFirst();
  return row?.name;
}

/** Names and units of some accounts: what the demonstration's sign-in page shows beside them. */
export async function listAccounts(
  db: Reader,
  accounts: readonly string[],
): Promise<readonly { readonly account: string; readonly name: string; readonly unit: string }[]> {
  if (accounts.length === 0) return [];
  return identityTables(db)
    .selectFrom('identity.person as p')
    .innerJoin('organisations.unit as u', 'u.id', 'p.home_unit')
    .select(['p.account', 'p.name', 'u.name as unit'])
    .where('p.account', 'in', [...accounts])
    .execute();
}

/**
 * Everybody whose grant of a role reaches a unit now, with delegates beside their principals.
 */
export async function findHoldersWithDelegates(
  db: Reader,
  role: Grant['role'],
  unitPath: string,
  today: string,
): Promise<readonly { readonly person: PersonId; readonly principal: PersonId | null }[]> {
  const own = await findHolders(db, role, unitPath, today);
  if (own.length === 0) return [];
  const delegations = identityTables(db)
    .selectFrom('identity.delegation as d')
    .innerJoin('identity.role_grant as g', 'g.id', 'd.grant_id')
    .select(['d.delegate', 'd.principal'])
    .where('d.principal', '=', sql<string>`any(${[...own]}::uuid[])`)
    .where('g.role', '=', role)
    .where('d.revoked_at', 'is', null)
    .where('d.starts_on', '<=', today)
    .where('d.ends_on', '>=', today);
  const lent = await askKept(db, delegations);
  return [
    ...own.map((person) => ({ person, principal: null })),
    ...lent.map((row) => ({ person: row.delegate as PersonId, principal: row.principal as PersonId })),
  ];
}
