import { sql } from 'kysely';
import type { Fact } from '#kernel';
import { noOrigin, systemActor } from '#platform/command';
import { type Database, type Tx, tables } from '#platform/database';
import { DELIVER_FACT, type Hears } from '#platform/outbox';

type FactRow = {
  readonly seq: number;
  readonly id: Fact['id'];
  readonly kind: string;
  readonly version: number;
  readonly at: Date;
  readonly actor: Fact['actor'];
  readonly unit: Fact['unit'];
  readonly subject: string;
  readonly data: unknown;
};

const none = (tx: Tx) => tables<Record<never, never>>(tx);

/** The newest fact before a transaction begins to record its own; to be handed to `tellRooms`. */
export async function newestFact(tx: Tx): Promise<number> {
  const answer = await sql<{ seq: number }>`select coalesce(max(seq), 0) as seq from platform.fact`.execute(
    none(tx),
  );
  return answer.rows[0]?.seq ?? 0;
}

/**
 * Tells the rooms the facts this transaction has recorded, in it and at the facts' own time, as the worker would have done
 * then; what hearing makes happen is told too. The delivery rows are written, so nobody hears a fact twice, and the
 * transaction's own delivery jobs are taken off the queue: they would have nothing left to do.
 * @returns the newest fact told
 */
export async function tellRooms(tx: Tx, rooms: ReadonlyMap<string, Hears>, since: number): Promise<number> {
  let told = since;
  for (;;) {
    const facts = await ownFacts(tx, told);
    if (facts.length === 0) break;
    for (const fact of facts) {
      for (const [room, hears] of rooms) await tellRoom(tx, room, hears, fact);
      told = fact.seq;
    }
  }
  // Only jobs of this transaction (xmin): those of a server that runs meanwhile are its own business.
  await sql`select graphile_worker.complete_jobs(array(
    select j.id from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
    where t.identifier = ${DELIVER_FACT} and j.xmin = pg_current_xact_id()::xid))`.execute(none(tx));
  return told;
}

type Outstanding = FactRow & { readonly job: number };

/**
 * Tells the rooms what publishing recorded in transactions of its own, each fact at its own time; what hearing makes happen is
 * told too. Jobs a running server has taken up are its own business.
 */
export async function tellOutstanding(database: Database, rooms: ReadonlyMap<string, Hears>): Promise<void> {
  const heard = [...new Set([...rooms.values()].flatMap((hears) => Object.keys(hears)))];
  for (let told = -1; told !== 0; ) {
    told = await database.transaction(async (tx) => {
      const { rows } = await sql<Outstanding>`
        select f.seq, f.id, f.kind, f.version, f.at, f.actor, f.unit, f.subject, f.data, j.id as job
        from graphile_worker._private_jobs j
        join graphile_worker._private_tasks t on t.id = j.task_id
        join platform.fact f on f.id = (j.payload ->> 'id')::uuid
        where t.identifier = ${DELIVER_FACT} and j.locked_at is null and f.kind = any (${heard}::text[])
        order by f.seq limit 200 for update of j skip locked`.execute(none(tx));
      for (const { job: _, ...fact } of rows)
        for (const [room, hears] of rooms) await tellRoom(tx, room, hears, fact);
      const jobs = rows.map(({ job }) => job);
      await sql`select graphile_worker.complete_jobs(${jobs}::bigint[])`.execute(none(tx));
      return rows.length;
    });
  }
}

async function ownFacts(tx: Tx, since: number): Promise<readonly FactRow[]> {
  const answer =
    await sql<FactRow>`select seq, id, kind, version, at, actor, unit, subject, data from platform.fact
    where seq > ${since} and xmin = pg_current_xact_id()::xid order by seq`.execute(none(tx));
  return answer.rows;
}

async function tellRoom(tx: Tx, room: string, hears: Hears, fact: FactRow): Promise<void> {
  const hear = hears[fact.kind];
  if (hear === undefined) return;
  const { seq: _, ...told } = fact;
  const delivery = await sql`insert into platform.fact_delivery (fact_id, room, at)
    values (${fact.id}, ${room}, ${fact.at}) on conflict do nothing returning fact_id`.execute(none(tx));
  if (delivery.rows.length === 0) return;
  await hear({ tx, actor: systemActor, now: fact.at, origin: noOrigin, audit: { rows: 0 } }, told);
}

/** Takes the timed job of an approved revision off the queue: the loader carries the plan out itself, at its own time. */
export async function dropPublishJob(tx: Tx, revision: string): Promise<void> {
  await sql`select graphile_worker.remove_job(${`publish ${revision}`})`.execute(none(tx));
}

/** Takes delivery jobs off the queue whose fact no room hears: they would only look and find nothing to do. */
export async function dropUnheardJobs(database: Database, rooms: ReadonlyMap<string, Hears>): Promise<void> {
  const heard = [...rooms.values()].flatMap((hears) => Object.keys(hears));
  await database.transaction(async (tx) => {
    await sql`select graphile_worker.complete_jobs(array(
      select j.id from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      join platform.fact f on f.id = (j.payload ->> 'id')::uuid
      where t.identifier = ${DELIVER_FACT} and f.kind <> all (${heard}::text[])))`.execute(none(tx));
  });
}
