import type { Reader } from '#platform/database';
import { formatCheckpoint, type Signer, signNote } from '#tlog';
import { listKeys, type Tree } from '../store.ts';
import { openSigner } from './keys.ts';

type Key = Awaited<ReturnType<typeof listKeys>>[number];

/**
 * The keys that sign a head: of each kind the newest that began below its size. The first head that holds a change of key is
 * signed by the old key as well, so that whoever knows only that one can follow.
 * @param keys oldest first
 * @param size of the head
 * @param before size of the head before it
 */
export function keysFor(keys: readonly Key[], size: number, before: number): readonly Key[] {
  return (['ed25519', 'sm2'] as const).flatMap((kind) => {
    const ofKind = keys.filter((key) => key.kind === kind);
    // A log begins with a key at 0, before there is anything to sign.
    const keyAt = (at: number) => ofKind.findLast((key) => key.since < at || key.since === 0);
    return [...new Set([keyAt(size), keyAt(before)])].filter((key) => key !== undefined);
  });
}

/**
 * Signs a head. Ed25519 is deterministic: signed again after a crash, it is the same to the byte.
 * @throws MayNotSign `key-lost`
 */
export async function signHead(
  db: Reader,
  folder: string,
  origin: string,
  tree: Tree,
  before: number,
): Promise<string> {
  const signers: Signer[] = [];
  for (const { vkey, kind } of keysFor(await listKeys(db), tree.size, before)) {
    signers.push(await openSigner(folder, vkey, kind));
  }
  return signNote(formatCheckpoint({ origin, size: tree.size, root: new Uint8Array(tree.root) }), signers);
}
