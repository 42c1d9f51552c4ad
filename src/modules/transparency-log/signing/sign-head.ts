import { formatCheckpoint, type Signer, signNote } from '#tlog';
import type { LogKey, Tree } from '../store.ts';
import { type KeyKind, keyKinds, openSigner } from './keys.ts';

/** A log begins with a key at 0, before there is anything to sign. */
const keyAt = (keys: readonly LogKey[], kind: KeyKind, size: number): LogKey | undefined =>
  keys.findLast((key) => key.kind === kind && (key.since < size || key.since === 0));

/** The keys that sign at a size, one of each kind, Ed25519 first. */
export function keysAt(keys: readonly LogKey[], size: number): readonly LogKey[] {
  return keyKinds.flatMap((kind) => keyAt(keys, kind, size) ?? []);
}

/**
 * The keys that sign a head. The first head that holds a change of key is signed by the old key as well, so that whoever knows
 * only that one can follow.
 * @param keys oldest first
 * @param size of the head
 * @param before size of the head before it
 */
export function keysFor(keys: readonly LogKey[], size: number, before: number): readonly LogKey[] {
  return keyKinds.flatMap((kind) => {
    const now = keyAt(keys, kind, size);
    if (now === undefined) return [];
    const old = keyAt(keys, kind, before);
    return old === undefined || old === now || now.after_loss ? [now] : [now, old];
  });
}

/**
 * Signs a head. Ed25519 is deterministic: signed again after a crash, it is the same to the byte.
 * @param keys oldest first
 * @throws MayNotSign `key-lost`
 */
export async function signHead(
  keys: readonly LogKey[],
  folder: string,
  origin: string,
  tree: Tree,
  before: number,
): Promise<string> {
  const signers: Signer[] = [];
  for (const { vkey, kind } of keysFor(keys, tree.size, before)) {
    signers.push(await openSigner(folder, vkey, kind));
  }
  return signNote(formatCheckpoint({ origin, size: tree.size, root: new Uint8Array(tree.root) }), signers);
}
