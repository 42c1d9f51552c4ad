import type { Reader } from '#platform/database';
import type { ReadNode } from '#tlog';
import { readNodes } from '../store.ts';

const NOTHING = new Uint8Array(32);

/**
 * Runs a pure computation over nodes of the tree with one question to the database instead of one for each node: it is run dry
 * first, to learn which nodes it asks for (they depend on sizes and indexes only).
 * @throws when the log does not have one of them
 */
export async function withNodes<T>(db: Reader, compute: (read: ReadNode) => Promise<T>): Promise<T> {
  const asked: { readonly level: number; readonly index: number }[] = [];
  await compute((level, index) => {
    asked.push({ level, index });
    return NOTHING;
  });
  const nodes = await readNodes(db, asked);
  return compute((level, index) => {
    const node = nodes.get(`${level}:${index}`);
    if (node === undefined) throw new Error(`node ${level}:${index} of the log is not there`);
    return new Uint8Array(node);
  });
}
