import type { Reader } from '#platform/database';
import { type Edge, edgeRoot, extendEdge, leafHash, nodeHash, parseCanonicalJson } from '#tlog';
import { sha256 } from '../entries.ts';
import { own } from '../store.ts';
import type { Finding } from './findings.ts';
import type { TileSink } from './tiles.ts';

const CHUNK = 1024;

/**
 * Rebuilds the tree from the entries alone and holds what is stored beside them against it.
 * @param marks sizes whose roots are wanted
 * @param sink takes every entry and leaf hash in order
 * @returns how many entries there are, and the roots of `marks` as far as they go
 */
export async function checkTree(
  db: Reader,
  marks: ReadonlySet<number>,
  sink: TileSink,
  tell: (finding: Finding) => void,
): Promise<{ readonly size: number; readonly roots: ReadonlyMap<number, Uint8Array> }> {
  const roots = new Map<number, Uint8Array>([[0, edgeRoot(sha256, [])]]);
  let edge: Edge = [];
  let size = 0;
  for (;;) {
    const rows = await own(db)
      .selectFrom('transparency_log.leaf')
      .select(['idx', 'type', 'entry', 'leaf', 'nodes'])
      .where('idx', '>=', size)
      .orderBy('idx')
      .limit(CHUNK)
      .execute();
    for (const row of rows) {
      if (row.idx !== size) {
        tell({ code: 'gap', where: String(size) });
        return { size, roots };
      }
      const entry = new Uint8Array(row.entry);
      const leaf = leafHash(sha256, entry);
      if (!row.leaf.equals(leaf)) tell({ code: 'leaf', where: String(size) });
      if (!row.nodes.equals(nodesCompleted(edge, size, leaf))) tell({ code: 'nodes', where: String(size) });
      if (typeOf(entry) !== row.type) tell({ code: 'entry', where: String(size) });
      edge = extendEdge(sha256, size, edge, leaf);
      size += 1;
      if (marks.has(size)) roots.set(size, edgeRoot(sha256, edge));
      await sink.add(entry, leaf);
    }
    if (rows.length < CHUNK) return { size, roots };
  }
}

/** The full subtrees that a leaf completes, as `transparency_log.leaf.nodes` keeps them. */
function nodesCompleted(edge: Edge, index: number, leaf: Uint8Array): Uint8Array {
  const nodes: Uint8Array[] = [];
  let carried = leaf;
  for (let rest = index, at = edge.length - 1; rest % 2 === 1; rest = Math.floor(rest / 2), at -= 1) {
    carried = nodeHash(sha256, edge[at] ?? new Uint8Array(), carried);
    nodes.push(carried);
  }
  return Buffer.concat(nodes);
}

/** The type an entry says it has; null when it is no canonical JSON object. */
function typeOf(entry: Uint8Array): unknown {
  try {
    const value = parseCanonicalJson(entry);
    return typeof value === 'object' && value !== null && 'type' in value ? value.type : null;
  } catch {
    return null;
  }
}
