import type { Generated, JSONColumnType } from 'kysely';
import { v7 } from 'uuid';
import type { Fact, FactId, NewFact, PersonId, UnitId } from '#kernel';
import { type CommandContext, systemActor } from '#platform/command';
import { askKept, type Database, kept, later, tables } from '#platform/database';
import { addJob, type Job } from '#platform/jobs';

type OutboxTables = {
  'platform.fact': {
    seq: Generated<number>;
    id: string;
    kind: string;
    version: number;
    at: Date;
    actor: string | null;
    unit: number | null;
    subject: string;
    data: JSONColumnType<object>;
  };
  'platform.fact_delivery': { fact_id: string; room: string; at: Generated<Date> };
};

/** What a room does when it hears a fact. Runs in its own transaction, once per fact and room. */
export type Hearer = (ctx: CommandContext, fact: Fact) => Promise<void>;

export const DELIVER_FACT = 'platform.deliver-fact';

/**
 * Records that something happened, and wakes those who listen, in the caller's transaction.
 * @returns the fact's id
 */
export async function recordFact(
  ctx: CommandContext,
  fact: Omit<NewFact, 'actor'> & { readonly actor?: PersonId | null },
): Promise<FactId> {
  const id = v7() as FactId;
  const actor = fact.actor === undefined ? ctx.actor.person : fact.actor;
  const row = tables<OutboxTables>(ctx.tx)
    .insertInto('platform.fact')
    .values({
      id,
      kind: fact.kind,
      version: fact.version,
      at: ctx.now,
      actor: actor === systemActor.person ? null : actor,
      unit: fact.unit,
      subject: fact.subject,
      data: JSON.stringify(fact.data),
    });
  await later(ctx.tx, kept(row));
  await addJob(ctx.tx, DELIVER_FACT, { id });
  return id;
}

/** One room's ears: fact kind → what to do. */
export type Hears = Readonly<Record<string, Hearer>>;

/**
 * Hands one fact to every room that hears its kind. Each room has its own transaction in which its delivery row is
 * written first: after a crash the rooms that had finished are passed over, the others get it again.
 */
export async function deliverFact(
  database: Database,
  rooms: ReadonlyMap<string, Hears>,
  id: string,
): Promise<void> {
  const fact = await findFact(database, id);
  if (fact === undefined) throw new Error(`fact ${id} does not exist`);
  for (const [room, hears] of rooms) {
    const hear = hears[fact.kind];
    if (hear === undefined) continue;
    await database.transaction(async (tx) => {
      const delivery = tables<OutboxTables>(tx)
        .insertInto('platform.fact_delivery')
        .values({ fact_id: id, room })
        .onConflict((conflict) => conflict.doNothing())
        .returning('room');
      const [first] = await askKept(tx, delivery);
      if (first === undefined) return;
      const origin = { ip: null, request: `fact ${id}` };
      await hear({ tx, actor: systemActor, now: fact.at, origin, audit: { rows: 0 } }, fact);
    });
  }
}

/** The job behind `recordFact`. */
export function deliveryJob(rooms: ReadonlyMap<string, Hears>): Job {
  return {
    run: async (payload, tools) => deliverFact(tools.database, rooms, (payload as { id: string }).id),
  };
}

async function findFact(database: Database, id: string): Promise<Fact | undefined> {
  const fact = tables<OutboxTables>(database.reader)
    .selectFrom('platform.fact')
    .select(['id', 'kind', 'version', 'at', 'actor', 'unit', 'subject', 'data'])
    .where('id', '=', id);
  const [row] = await askKept(database.reader, fact);
  if (row === undefined) return undefined;
  return {
    id: row.id as FactId,
    kind: row.kind,
    version: row.version,
    at: row.at,
    actor: row.actor as PersonId | null,
    unit: row.unit as UnitId | null,
    subject: row.subject,
    data: row.data,
  };
}
