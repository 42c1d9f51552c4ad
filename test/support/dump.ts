import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import pg from 'pg';

export type Dump = { readonly by: 'pg_dump' | 'rows'; readonly bytes: Buffer };

/**
 * A logical backup of a database, by the `pg_dump` of its server's own version where Debian has it here. The embedded
 * PostgreSQL comes without one, and another version's refuses: there every row of every table is read as a dump writes it.
 * @param url the owner's address
 */
export async function dumpOf(url: string): Promise<Dump> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ major: number }>(
      `select current_setting('server_version_num')::integer / 10000 as major`,
    );
    const program = `/usr/lib/postgresql/${rows[0]?.major}/bin/pg_dump`;
    if (existsSync(program))
      return { by: 'pg_dump', bytes: execFileSync(program, ['--dbname', url], { maxBuffer: 1 << 28 }) };
    return { by: 'rows', bytes: Buffer.from(await everyRow(client)) };
  } finally {
    await client.end();
  }
}

async function everyRow(client: pg.Client): Promise<string> {
  const { rows: tables } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1`,
  );
  const lines: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    lines.push(`COPY ${name}`, ...rows.map(({ row }) => row));
  }
  return lines.join('\n');
}
