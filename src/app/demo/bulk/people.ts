import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { PersonId } from '#kernel';
import { recordAudit } from '#platform/audit';
import { systemActor } from '#platform/command';
import { tables } from '#platform/database';
import { inBatch, type LoadTarget } from '../loading/target.ts';
import { addDays, type Day } from '../world/dates.ts';
import type { Body, WorldPerson } from '../world/index.ts';

export type NewPeople = { readonly people: readonly WorldPerson[]; readonly body: Body };
export type SignIn = { readonly account: string; readonly hash: string };

/** The id of a person of a large world: made of the key, so that a second run and the history find the same one. */
export function personIdOf(seed: number, key: string): PersonId {
  const hex = createHash('sha256').update(`${seed} ${key}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}` as PersonId;
}

/**
 * Puts many people in at once, with their roles and ties: the identity room has no import yet, and a province has half a
 * million of them. For measurements and demonstrations only; one audit row says so for each batch.
 */
export async function insertPeople(
  target: LoadTarget,
  batch: readonly NewPeople[],
  options: { readonly seed: number; readonly today: Day; readonly signIns: ReadonlyMap<string, SignIn> },
): Promise<void> {
  const now = new Date(`${addDays(options.today, -370)}T09:00:00+08:00`);
  const rows = batch.flatMap(({ people, body }) =>
    people.map((person) => ({
      ...flat(person, options.seed),
      home: body.units.at(-1)?.code ?? '',
      ...signInOf(person, options.signIns),
    })),
  );
  const json = JSON.stringify(rows);
  await inBatch(target.office, async (as, tx) => {
    const db = tables<Record<never, never>>(tx);
    await sql`insert into identity.person (id, account, name, home_unit, password_hash, password_changed_at, created_at)
      select x.id, x.account, x.name, u.id, x.hash, case when x.hash is null then null else ${now}::timestamptz end, ${now}
      from jsonb_to_recordset(${json}::jsonb) x(id uuid, account text, name text, home text, hash text)
      join organisations.unit u on u.code = x.home on conflict do nothing`.execute(db);
    await sql`insert into identity.role_grant (id, person, role, unit, reach, line, starts_on, granted_by_name, granted_at)
      select g.id, x.id, g.role, u.id, g.reach, case when g.reach = 'line' then u.line_id end, ${addDays(options.today, -370)}::date,
        '系统', ${now}
      from jsonb_to_recordset(${json}::jsonb) x(id uuid, grants jsonb)
      cross join jsonb_to_recordset(x.grants) g(id uuid, role text, unit text, reach text)
      join organisations.unit u on u.code = g.unit on conflict do nothing`.execute(db);
    await sql`insert into identity.affiliation (id, person, unit, kind, verified_by_name, verified_at)
      select a.id, x.id, u.id, a.kind, '系统', ${now}
      from jsonb_to_recordset(${json}::jsonb) x(id uuid, ties jsonb)
      cross join jsonb_to_recordset(x.ties) a(id uuid, unit text, kind text)
      join organisations.unit u on u.code = a.unit on conflict do nothing`.execute(db);
    await recordAudit(as(systemActor, now), { action: 'demo.bulk-people', data: { people: rows.length } });
  });
}

function flat(person: WorldPerson, seed: number) {
  return {
    id: personIdOf(seed, person.key),
    name: person.name,
    grants: person.grants.map((grant, i) => ({ ...grant, id: personIdOf(seed, `${person.key} grant ${i}`) })),
    ties: person.affiliations.map((tie, i) => ({ ...tie, id: personIdOf(seed, `${person.key} tie ${i}`) })),
  };
}

function signInOf(person: WorldPerson, signIns: ReadonlyMap<string, SignIn>) {
  const found = signIns.get(person.key);
  return { account: found?.account ?? `p${person.key}`, hash: found?.hash ?? null };
}
