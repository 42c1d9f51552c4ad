import { randomBytes } from 'node:crypto';
import type { TestContext } from 'node:test';
import pg from 'pg';
import type { Actor, Grant, PersonId, Result, Role, UnitId, UnitRef } from '#kernel';
import { type CommandContext, inTransaction } from '#platform/command';
import { type Database, openDatabase, roleUrl } from '#platform/database';
import { databaseUrl, templateDatabase, testCluster } from './cluster.ts';

/** A fresh migrated database with the three roles' connections, and the owner's for looking behind the scenes. */
export type TestDatabase = {
  readonly office: Database;
  readonly worker: Database;
  readonly portal: Database;
  readonly owner: Database;
  readonly url: string;
  readonly secret: string;
};

/** Clones the migrated template; the clone is dropped when the test ends. */
export async function freshDatabase(t: Pick<TestContext, 'after'>): Promise<TestDatabase> {
  const cluster = await testCluster();
  const template = await templateDatabase(cluster);
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(cluster.url, `create database ${name} template ${template} strategy file_copy`);
  const url = databaseUrl(cluster, name);
  const database: TestDatabase = {
    office: openDatabase(roleUrl(url, cluster.secret, 'office'), 6),
    worker: openDatabase(roleUrl(url, cluster.secret, 'worker'), 6),
    portal: openDatabase(roleUrl(url, cluster.secret, 'portal'), 4),
    owner: openDatabase(url, 3),
    url,
    secret: cluster.secret,
  };
  t.after(async () => {
    for (const one of [database.office, database.worker, database.portal, database.owner]) await one.close();
    await administer(cluster.url, `drop database if exists ${name} with (force)`);
  });
  return database;
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export type RunCommand = <T, Code extends string>(
  work: (ctx: CommandContext) => Promise<Result<T, Code>>,
) => Promise<Result<T, Code>>;

/** Runs commands as the office role in the name of `actor` at the moment `now`. */
export function commandContext(db: TestDatabase, actor: Actor, now: Date): RunCommand {
  return (work) => inTransaction(db.office, { actor, now }, work);
}

/** The value of a result that must have been done; the refusal's code is the failure message. */
export function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.code} ${JSON.stringify(result.params)}`);
  return result.value;
}

/** Somebody with roles in one unit. */
export function testActor(
  name: string,
  roles: readonly Role[],
  unit: UnitRef,
  options: { readonly reach?: Grant['reach']; readonly person?: string } = {},
): Actor {
  return {
    person: (options.person ?? crypto.randomUUID()) as PersonId,
    name,
    grants: roles.map((role) => ({
      role,
      unit: unit.id,
      unitPath: unit.path,
      reach: options.reach ?? 'own',
      line: unit.line,
      principal: null,
    })),
    affiliations: [],
  };
}

/** A unit as permission questions see it, for pure tests. */
export function unitRef(id: number, path: string): UnitRef {
  return { id: id as UnitId, path, line: null };
}
