import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { keepingPlans } from './kept.ts';

declare const readerBrand: unique symbol;
declare const txBrand: unique symbol;

/** Something one may read from: a pool or a transaction. Opaque, so that only `tables` opens it. */
export type Reader = { readonly [readerBrand]: true };

/** An open transaction. A function that takes one cannot be called outside a transaction. */
export type Tx = Reader & { readonly [txBrand]: true };

/** One role's connections. */
export type Database = {
  readonly reader: Reader;
  readonly pool: pg.Pool;
  /** Runs `work` in one transaction: commits when it returns, rolls back when it throws. */
  readonly transaction: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
};

/**
 * The query builder over a room's own tables. A store names only its room's tables, so touching another room's does not
 * compile; this is the one place where the handle is opened.
 */
export function tables<Tables>(db: Reader): Kysely<Tables> {
  return db as unknown as Kysely<Tables>;
}

const INT8 = 20;
const DATE = 1082;

/** Counts fit a double and calendar dates have no zone: both come back as what they are. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return safeInteger;
    if (oid === DATE) return (text: string) => text;
    return pg.types.getTypeParser(oid, format);
  }) as typeof pg.types.getTypeParser,
};

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`integer ${text} is beyond 2^53`);
  return value;
}

/**
 * Opens a pool for one role.
 * @param url connection address with the role's name and password
 * @param max most connections at once
 */
export function openDatabase(url: string, max = 10): Database {
  const pool = new pg.Pool({ connectionString: url, max, types, application_name: 'gongkai' });
  // A broken idle connection (database restarted) is replaced on the next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  // The pool listens to idle connections only: one that breaks in the middle of a transaction would end the process as well.
  // Whoever runs a query on it gets the error.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: keepingPlans(pool, types) }) });
  return {
    reader: kysely as unknown as Reader,
    pool,
    transaction: (work) =>
      kysely.transaction().execute((transaction: Transaction<unknown>) => work(transaction as unknown as Tx)),
    close: () => kysely.destroy(),
  };
}
