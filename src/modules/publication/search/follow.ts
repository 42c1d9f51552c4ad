import { sql } from 'kysely';
import { dropDocuments, indexDocuments } from '#modules/search';
import type { CommandContext } from '#platform/command';
import { own } from '../store.ts';
import { readDocuments } from './documents.ts';

/**
 * Search follows what was revealed, in the same transaction as the page: what is visible can be found, what was withdrawn or
 * erased cannot, narrowed items only by those inside. Whole batches at once.
 * @param batch indexes of the entries that were revealed
 */
export async function followInSearch(ctx: CommandContext, batch: readonly number[]): Promise<void> {
  const { rows } = await sql<{ item: string }>`
    select distinct item from publication.registration where log_index = any(${[...batch]}::bigint[])`.execute(
    own(ctx.tx),
  );
  const items = rows.map((row) => row.item);
  const documents = await readDocuments(ctx.tx, items);
  const shown = new Set(documents.map((one) => one.item));
  await dropDocuments(
    ctx.tx,
    items.filter((item) => !shown.has(item)),
  );
  await indexDocuments(ctx.tx, documents);
}
