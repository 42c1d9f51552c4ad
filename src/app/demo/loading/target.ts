import { sql } from 'kysely';
import type { Actor, Refusal, Result } from '#kernel';
import { type CommandContext, noOrigin } from '#platform/command';
import { type Database, type Tx, tables } from '#platform/database';
import type { FileStore } from '#platform/files';
import type { Job } from '#platform/jobs';
import type { Hears } from '#platform/outbox';

/** The installation a world is loaded into, as `openInstallation` and `compose` give it. */
export type LoadTarget = {
  readonly office: Database;
  readonly worker: Database;
  readonly files: FileStore;
  /** What each room hears, so that facts of the past are told with their own time and not with today's. */
  readonly rooms: ReadonlyMap<string, Hears>;
  /** The rooms' jobs by name, so that what runs by the clock runs in the past as well. */
  readonly jobs: ReadonlyMap<string, Job>;
};

/** A command of the rooms refused what the world asks: a fault of the world or of the loader, never to be passed over. */
export class LoadRefused extends Error {
  readonly refusal: Refusal;
  constructor(what: string, refusal: Refusal) {
    super(`${what}: refused ${refusal.code} ${JSON.stringify(refusal.params)} ${refusal.field ?? ''}`.trim());
    this.refusal = refusal;
  }
}

/** @throws LoadRefused */
export function must<T>(result: Result<T>, what: string): T {
  if (!result.ok) throw new LoadRefused(what, result);
  return result.value;
}

/** Gives the context of a command: the real thing, only with a clock that stands in the past. */
export type As = (actor: Actor, now: Date) => CommandContext;

/**
 * Runs many commands in one transaction, each with its own actor and moment. The commit does not wait for the disk: the
 * record of what was loaded commits with it, so after a crash both are gone or both are there, and loading goes on.
 * @throws when a command wrote no audit row, as `inTransaction` would
 */
export async function inBatch<T>(database: Database, work: (as: As, tx: Tx) => Promise<T>): Promise<T> {
  return database.transaction(async (tx) => {
    await sql`set local synchronous_commit = off`.execute(tables<Record<never, never>>(tx));
    const given: CommandContext[] = [];
    const answer = await work((actor, now) => {
      const ctx = { tx, actor, now, origin: noOrigin, audit: { rows: 0 } };
      given.push(ctx);
      return ctx;
    }, tx);
    if (given.some((ctx) => ctx.audit.rows === 0))
      throw new Error('a command may not commit without an audit row');
    return answer;
  });
}

/** @throws when the room has no such job; how room and job are joined in the name is the worker's business */
export function getJob(target: LoadTarget, room: string, job: string): Job {
  for (const [name, found] of target.jobs) {
    const [first, ...rest] = name.split(/[.:/]/);
    if (first === room && rest.join('.') === job) return found;
  }
  throw new Error(`there is no job ${job} of ${room}`);
}

/** Cuts a list into pieces of at most `size`. */
export function* pieces<T>(from: Iterable<T>, size: number): Generator<T[]> {
  let piece: T[] = [];
  for (const one of from) {
    piece.push(one);
    if (piece.length < size) continue;
    yield piece;
    piece = [];
  }
  if (piece.length > 0) yield piece;
}
