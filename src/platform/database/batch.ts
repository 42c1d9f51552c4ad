import pg from 'pg';

/** A statement as it goes to the database; under a name its plan is kept. */
export type Statement = {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name: string | undefined;
};

/** What the database answered to one statement. */
export type Answer = {
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: readonly unknown[];
};

/**
 * Sends statements in one go and waits once: each has its own messages of the extended protocol, and one `Sync` stands behind
 * all. They are carried out in order; after one that fails the database passes over all that follow, a `commit` among them
 * included, so a batch can never commit what one of its statements failed at (PostgreSQL, Frontend/Backend Protocol,
 * Pipelining).
 * @param types parsers of the connection's pool
 * @returns the answers in the order of the statements
 * @throws the first error
 */
export function sendTogether(
  client: pg.ClientBase,
  types: pg.CustomTypesConfig,
  statements: readonly Statement[],
): Promise<readonly Answer[]> {
  return new Promise((resolve, reject) => {
    client.query(batchOf(statements, types, resolve, reject));
  });
}

/** Calls what every query of the driver has, though its types do not say so. */
const call = (target: object, method: string, ...args: readonly unknown[]): unknown =>
  Reflect.apply(Reflect.get(target, method), target, args);

type Statements = Record<string, string | undefined>;
type Connection = pg.Connection & {
  readonly parsedStatements?: Statements;
  readonly submittedNamedStatements?: Statements;
  readonly sync?: () => void;
};

/**
 * Many of the driver's queries as one: it hands each message of the database to the query that is being carried out. Such an
 * object is what the driver's cursors and streams are as well.
 */
function batchOf(
  statements: readonly Statement[],
  types: pg.CustomTypesConfig,
  resolve: (answers: readonly Answer[]) => void,
  reject: (error: unknown) => void,
): pg.Submittable {
  const answers: Answer[] = [];
  let failed: Error | undefined;
  const queries = statements.map(({ text, values, name }, at) => {
    // Everything by the extended protocol: a simple query would end the batch.
    const config = { text, values: [...values], types, queryMode: 'extended', ...(name && { name }) };
    return new pg.Query(config, (error, result) => {
      if (error) failed ??= error;
      else answers[at] = result;
    });
  });
  let at = 0;
  const current = (): pg.Query => {
    const query = queries[at];
    if (query === undefined) throw new Error('the database answered more than was asked');
    return query;
  };
  const forward = (method: string) => (message: unknown) => void call(current(), method, message);
  const batch = {
    // The driver notes under which name it has seen a statement parsed: that of the query at work.
    get name(): unknown {
      return Reflect.get(queries[at] ?? {}, 'name');
    },
    get text(): unknown {
      return Reflect.get(queries[at] ?? {}, 'text');
    },
    submit: (connection: Connection) => {
      const unsynced: object = Object.create(connection, { sync: { value: () => undefined } });
      connection.stream.cork();
      try {
        for (const query of queries) {
          const fault = call(query, 'submit', unsynced);
          if (fault instanceof Error) failed ??= fault;
          // A value that cannot be written: nothing behind it is sent, above all no commit.
          if (failed !== undefined) break;
        }
        connection.sync?.();
      } finally {
        connection.stream.uncork();
      }
    },
    handleRowDescription: forward('handleRowDescription'),
    handleDataRow: forward('handleDataRow'),
    handleCommandComplete: (message: unknown) => {
      call(current(), 'handleCommandComplete', message);
      at += 1;
    },
    handleEmptyQuery: () => {
      at += 1;
    },
    handleError: (error: unknown, connection: Connection | undefined) => {
      forget(queries, connection);
      reject(error);
    },
    handleReadyForQuery: (connection: Connection) => {
      for (const query of queries) call(query, 'handleReadyForQuery', connection);
      if (failed === undefined) return resolve(answers);
      forget(queries, connection);
      reject(failed);
    },
  };
  return batch;
}

/** Names that were sent but perhaps never parsed, because something before them failed, are sent again with their text. */
function forget(queries: readonly pg.Query[], connection: Connection | undefined): void {
  const sent = connection?.submittedNamedStatements;
  if (sent === undefined) return;
  for (const query of queries) {
    const name: unknown = Reflect.get(query, 'name');
    if (typeof name === 'string') delete sent[name];
  }
}
