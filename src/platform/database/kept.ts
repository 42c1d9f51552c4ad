import { createHash } from 'node:crypto';
import {
  type Compilable,
  CompiledQuery,
  type Kysely,
  type PostgresPool,
  type PostgresPoolClient,
  type RawBuilder,
} from 'kysely';
import type pg from 'pg';
import { type Answer, type Statement, sendTogether } from './batch.ts';
import type { Reader, Tx } from './handle.ts';

/*
 * Statements whose plan a connection keeps. PostgreSQL plans a statement anew each time unless it was sent under a name;
 * for a list of a few index walks, planning costs more than the walks. Only for statements whose text never changes and
 * whose best plan does not depend on the values: the first five runs are planned for their values, from then on one plan
 * serves all, unless the planner thinks it clearly dearer.
 *
 * And statements that are sent together: a way there and back costs more than most statements, for both processes. `begin`
 * goes with the first statement of a transaction; what is written `later` goes with whatever comes next, the commit at last.
 */

const nameOf = new Map<string, string>();

function declare(text: string): void {
  if (nameOf.has(text)) return;
  nameOf.set(text, `kept_${createHash('sha256').update(text).digest('hex').slice(0, 20)}`);
}

/** A statement with the values of its places `$1`, `$2` …; answers its rows. */
export type KeptStatement<Row> = (db: Reader, values: readonly unknown[]) => Promise<readonly Row[]>;

// A Reader is a Kysely; see `tables`.
const kyselyOf = (db: Reader) => db as unknown as Kysely<unknown>;
const execute = <Row>(db: Reader, query: CompiledQuery<Row>) => kyselyOf(db).executeQuery<Row>(query);

/**
 * Declares such a statement; once, when the program is loaded, so that there are as many as the source shows.
 * @param text SQL with places `$1`, `$2` …; it names its columns (a kept plan may not change what it answers)
 */
export function keptStatement<Row>(text: string): KeptStatement<Row> {
  declare(text);
  return async (db, values) =>
    (await execute<Row>(db, CompiledQuery.raw(text, [...values]) as CompiledQuery<Row>)).rows;
}

/**
 * The same for a statement of the query builder; its text must be the same whatever its values (no list of varying length).
 */
export function kept<Row>(query: Compilable<Row>): CompiledQuery<Row> {
  const compiled = query.compile();
  declare(compiled.sql);
  return compiled;
}

/** Asks a statement of the builder, or a piece of SQL, under a name; its text must be the same whatever its values. */
export async function askKept<Row>(
  db: Reader,
  query: Compilable<Row> | RawBuilder<Row>,
): Promise<readonly Row[]> {
  const compiled = 'isRawBuilder' in query ? query.compile(kyselyOf(db)) : query.compile();
  declare(compiled.sql);
  return (await execute(db, compiled)).rows;
}

type Query<Row> = Compilable<Row> | CompiledQuery<Row>;
const compiledOf = <Row>(query: Query<Row>): CompiledQuery<Row> =>
  'compile' in query ? query.compile() : query;

const LATER = '/* later */ ';

/**
 * Writes what nobody waits for: sent with the next statement of the transaction, in its order, at the latest with the commit.
 * A failure is thrown there; nothing of the transaction stays then, as always.
 */
export async function later(tx: Tx, query: Query<unknown>): Promise<void> {
  const compiled = compiledOf(query);
  await execute(tx, { ...compiled, sql: `${LATER}${compiled.sql}` });
}

const TOGETHER = '/* together */';

/** What is answered to questions that are asked together. */
export type RowsOf<Queries extends readonly Query<unknown>[]> = {
  -readonly [At in keyof Queries]: Queries[At] extends Query<infer Row> ? Row[] : never;
};

/** Asks several things in one go; they are carried out in order, and none after one that fails. @returns the rows of each */
export async function together<const Queries extends readonly Query<unknown>[]>(
  db: Reader,
  queries: Queries,
): Promise<RowsOf<Queries>> {
  const { rows } = await execute<unknown[]>(
    db,
    CompiledQuery.raw(TOGETHER, queries.map(compiledOf)) as CompiledQuery<unknown[]>,
  );
  return rows as RowsOf<Queries>;
}

/** The pool as the query builder uses it, sending declared statements under their names, and together what can be. */
export function keepingPlans(pool: pg.Pool, types: pg.CustomTypesConfig): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    connect: async () => {
      const client = await pool.connect();
      const found = known.get(client) ?? named(client, types);
      known.set(client, found);
      return found;
    },
    end: () => pool.end(),
  };
}

const statement = (text: string, values: readonly unknown[] = []): Statement => ({
  text,
  values,
  name: nameOf.get(text),
});

const nothing: Answer = { command: '', rowCount: 0, rows: [] };

/** The same connection; whoever takes it from the pool again gets it again, `release` is the pool's own of that time. */
function named(client: pg.PoolClient, types: pg.CustomTypesConfig): PostgresPoolClient {
  /** What the transaction under way has said and the database not heard: its `begin`, and what is written later. */
  let held: readonly Statement[] = [];
  let isOpen = false;
  const send = async (statements: readonly Statement[]): Promise<readonly Answer[]> => {
    const before = held;
    held = [];
    // Several commands in one text can only be sent alone.
    if (before.length > 0 && statements.some(isSeveral)) await sendAll(client, types, before);
    else if (before.length > 0)
      return (await sendAll(client, types, [...before, ...statements])).slice(before.length);
    return sendAll(client, types, statements);
  };
  const end = async (how: Statement): Promise<Answer> => {
    isOpen = false;
    const isUnheard = held[0]?.text === BEGIN;
    // Of a transaction that is given up, or did nothing, the database need not hear.
    if (how.text === 'rollback' || (isUnheard && held.length === 1)) held = [];
    else return (await send([how]))[0] ?? nothing;
    return isUnheard ? nothing : sendAlone(client, how);
  };
  const query = async (text: string, values: readonly unknown[] = []): Promise<Answer> => {
    if (text === TOGETHER) {
      const asked = values as readonly CompiledQuery[];
      const answers = await send(asked.map(({ sql, parameters }) => statement(sql, parameters)));
      return { ...nothing, rows: answers.map(({ rows }) => rows) };
    }
    const isLater = text.startsWith(LATER);
    const one = statement(isLater ? text.slice(LATER.length) : text, values);
    if (text === 'commit' || text === 'rollback') return end(one);
    if (text === BEGIN) isOpen = true;
    if (text !== BEGIN && !(isLater && isOpen)) return (await send([one]))[0] ?? nothing;
    held = [...held, one];
    return nothing;
  };
  return { query: query as PostgresPoolClient['query'], release: () => client.release() };
}

const BEGIN = 'begin';
const isSeveral = ({ text, values }: Statement): boolean => values.length === 0 && text.includes(';');

async function sendAll(
  client: pg.PoolClient,
  types: pg.CustomTypesConfig,
  statements: readonly Statement[],
): Promise<readonly Answer[]> {
  const [only, ...more] = statements;
  if (only === undefined) return [];
  return more.length === 0 ? [await sendAlone(client, only)] : sendTogether(client, types, statements);
}

function sendAlone(client: pg.PoolClient, { name, text, values }: Statement): Promise<Answer> {
  return client.query({ ...(name === undefined ? {} : { name }), text, values: [...values] });
}
