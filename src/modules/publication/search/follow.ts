import { dropDocuments, indexDocuments } from '#modules/search';
import type { CommandContext } from '#platform/command';
import { readRevealed } from './documents.ts';

/**
 * Search follows what was revealed, in the same transaction as the page: what is visible can be found, what was withdrawn or
 * erased cannot, narrowed items only by those inside. Whole batches at once: three statements, four where there are files.
 * @param batch indexes of the entries that were revealed
 */
export async function followInSearch(ctx: CommandContext, batch: readonly number[]): Promise<void> {
  const { documents, gone } = await readRevealed(ctx.tx, batch);
  await dropDocuments(ctx.tx, gone);
  await indexDocuments(ctx.tx, documents);
}
