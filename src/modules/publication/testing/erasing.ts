import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Actor } from '#kernel';
import { attachFile, disclosureModule, prepareFile } from '#modules/disclosure';
import { kindOfName } from '#platform/documents';
import { normalWords, wordFinder } from '#platform/erasing';
import { extractText, textOf } from '#platform/extraction';
import { collectFiles, discardFile, stageBytes } from '#platform/files';
import { deliverFact } from '#platform/outbox';
import { testActor, valueOf } from '#test/database';
import { confirmErasure } from '../erasure/confirm.ts';
import type { ErasableItem } from '../erasure/find.ts';
import { proposeErasure } from '../erasure/propose.ts';
import { publicationModule } from '../index.ts';
import type { Site } from './site.ts';
import { type Approved, monday, village } from './world.ts';

/* Somebody is to be erased: who decides, what the worker does then, and a search of everything there is. */

/* Nobody is called so, and no such number was given out. */
export const erasedName = '覃砚舟珂';
export const erasedNumber = '110101190001017791';
export const words = normalWords([erasedName, erasedNumber]);
export const find = wordFinder(words);

export const hours = (n: number) => new Date(monday.getTime() + n * 3_600_000);

export const attach =
  (s: Site, files: Readonly<Record<string, Uint8Array>>) =>
  async (revision: string): Promise<void> => {
    for (const [file, bytes] of Object.entries(files)) {
      const staged = await stageBytes(s.files, bytes, file);
      const prepared = valueOf(await prepareFile(staged));
      valueOf(await s.as(s.people.handler, (ctx) => attachFile(ctx, s.files, revision, prepared)));
      await discardFile(staged);
    }
  };

export type Erasers = { readonly first: Actor; readonly second: Actor };
export const erasers = (s: Pick<Site, 'people'>): Erasers => ({
  first: s.people.approver,
  second: testActor('吴办公', ['committeeOffice'], village),
});

export async function itemOf(s: Pick<Site, 'db'>, { disclosure }: Approved): Promise<ErasableItem> {
  const { rows } = await s.db.owner.pool.query<ErasableItem>(
    'select id, disclosure, unit, slug from publication.item where disclosure = $1',
    [disclosure],
  );
  assert.ok(rows[0] !== undefined);
  return rows[0];
}

export async function propose(
  s: Pick<Site, 'as'>,
  by: Actor,
  item: ErasableItem,
  removes: readonly number[] = [],
): Promise<string> {
  return valueOf(
    await s.as(
      by,
      (ctx) => proposeErasure(ctx, item, { words, removes, ground: 'wrongDisclosure' }),
      hours(5),
    ),
  );
}

export const confirm = (
  s: Pick<Site, 'as' | 'db' | 'files'>,
  by: Actor,
  item: ErasableItem,
  erasure: string,
  written = words,
) =>
  confirmErasure(s.db.office.reader, s.files, { item, erasure, words: written }, (work) =>
    s.as(by, work, hours(6)),
  );

/** What the worker does afterwards: facts heard, files that nothing names dropped. */
export async function afterwards(s: Site): Promise<void> {
  const rooms = new Map([disclosureModule, publicationModule].map((one) => [one.name, one.hears]));
  const facts = await s.db.owner.pool.query<{ id: string }>('select id from platform.fact order by seq');
  for (const { id } of facts.rows) await deliverFact(s.db.worker, rooms, id);
  const jobs = await s.db.owner.pool.query<{ hashes: string[] }>(
    `select payload::jsonb -> 'hashes' as hashes from graphile_worker._private_jobs where payload::jsonb ? 'hashes'`,
  );
  const names = [...disclosureModule.namesFiles, ...publicationModule.namesFiles];
  await collectFiles(
    s.db.worker,
    s.files,
    names,
    hours(7),
    jobs.rows.flatMap((one) => one.hashes),
  );
}

/** Every table of every schema, the queue's too, with each row as text and its bytes read as text. */
export async function rowsWith(s: Site, isFound: (text: string) => boolean): Promise<readonly string[]> {
  const { rows: tables } = await s.db.owner.pool.query<{ name: string; bytes: string[] | null }>(
    `select format('%I.%I', t.table_schema, t.table_name) as name, (select array_agg(quote_ident(c.column_name))
       from information_schema.columns c where c.table_schema = t.table_schema and c.table_name = t.table_name
         and c.data_type = 'bytea') as bytes
     from information_schema.tables t where t.table_type = 'BASE TABLE'
       and t.table_schema not in ('pg_catalog', 'information_schema')`,
  );
  assert.ok(tables.length > 60);
  const found: string[] = [];
  for (const table of tables) {
    const bytes = (table.bytes ?? [])
      .map((one) => `coalesce(encode(t.${one}, 'base64'), '')`)
      .join(` || ' ' || `);
    const { rows } = await s.db.owner.pool.query<{ row: string; bytes: string }>(
      `select to_jsonb(t)::text as row, ${bytes === '' ? "''" : bytes} as bytes from ${table.name} t`,
    );
    for (const { row, bytes: coded } of rows) {
      const read = coded.split(' ').map((one) => Buffer.from(one, 'base64').toString());
      if ([row, ...read].some(isFound)) found.push(`${table.name} ${row.slice(0, 300)}`);
    }
  }
  return found;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((one) => join(folder, one))
    .filter((path) => statSync(path).isFile());
}

/** Stored files that say the words: their bytes, and what extraction reads of them as each kind that is attached here. */
export async function filesWith(s: Site, isFound: (text: string) => boolean): Promise<readonly string[]> {
  const found: string[] = [];
  for (const path of filesBelow(s.files.folder)) {
    const bytes = readFileSync(path);
    const read = [bytes.toString(), bytes.toString('utf16le')];
    for (const as of ['a.docx', 'a.pdf'] as const) {
      const kind = kindOfName(as);
      const words = kind === undefined ? undefined : await extractText({ path, name: as }, kind);
      if (words?.ok === true) read.push(textOf(words.value));
    }
    if (read.some(isFound)) found.push(path);
  }
  return found;
}

/** A backup made now, by PostgreSQL's own means where its version has them here; null elsewhere. */
export async function backup(s: Site): Promise<string | null> {
  const { rows } = await s.db.owner.pool.query<{ v: string }>(
    `select current_setting('server_version_num') as v`,
  );
  const program = '/usr/lib/postgresql/15/bin/pg_dump';
  if (!rows[0]?.v.startsWith('15')) return null;
  return execFileSync(program, ['--dbname', s.db.url], { encoding: 'utf8', maxBuffer: 1 << 28 });
}

/** As text and as the hexadecimal of bytes that a dump holds. */
export const isSaid = (text: string): boolean => {
  if (find(text).length > 0 || text.includes('领取人覃') || text.includes('舟')) return true;
  const hex = Buffer.from(erasedName).toString('hex');
  return text.includes(hex) || text.includes(Buffer.from(erasedNumber).toString('hex'));
};
