import type { Database, Reader } from '#platform/database';
import { readCheckpointFile, setCheckpointAside, writeCheckpointFile } from '../files/checkpoint.ts';
import { tileFilesBetween, writeTileFiles } from '../files/tiles.ts';
import type { LogSettings } from '../log.ts';
import { openSigner } from '../signing/keys.ts';
import { keysAt } from '../signing/sign-head.ts';
import { MayNotSign } from '../stops.ts';
import { type LogKey, type LogState, rootOf, type Tree } from '../store.ts';

/** What a look at database and folder found besides that all is well. */
export type Checked = { readonly unreadable: string | null };

/**
 * Holds the database against itself and the folder against the database, before anything is signed; brings a folder up to date
 * that a crash left behind.
 * @param state read after the lock of the sequencer was taken
 * @throws MayNotSign when what is stored contradicts what was once signed
 */
export async function checkLog(
  { reader }: Database,
  settings: LogSettings,
  state: LogState,
  origin: string,
  now: Date,
): Promise<Checked> {
  const { served: last, head, registered } = state;
  const roots = rootsOf(reader, state);
  for (const tree of [last, head]) if (tree !== undefined) await checkTree(tree, registered, roots);
  await checkKeys(state.keys, settings, registered + 1);
  const found = await readCheckpointFile(settings.folder);
  if (found.kind === 'read') {
    const { checkpoint } = found;
    if (checkpoint.origin !== origin)
      throw new MayNotSign('other-origin', { origin, found: checkpoint.origin });
    const served = last?.size ?? 0;
    if (checkpoint.size > served)
      throw new MayNotSign('file-newer', { size: served, found: checkpoint.size });
    const root = await roots(checkpoint.size);
    if (!root.equals(checkpoint.root)) throw new MayNotSign('other-root', { size: checkpoint.size });
  }
  const unreadable = found.kind === 'unreadable' ? await setCheckpointAside(settings.folder, now) : null;
  if (last !== undefined && (found.kind !== 'read' || found.note !== last.note)) {
    // The folder is behind, or new: whatever the checkpoint needs is there before it is.
    const from = found.kind === 'read' ? found.checkpoint.size : 0;
    await writeTileFiles(reader, settings.folder, tileFilesBetween(from, last.size));
    await writeCheckpointFile(settings.folder, last.note);
  }
  return { unreadable };
}

/** Without its keys a log does not register what it can not sign. */
async function checkKeys(keys: readonly LogKey[], { folder }: LogSettings, next: number): Promise<void> {
  for (const { vkey, kind } of keysAt(keys, next)) await openSigner(folder, vkey, kind);
}

/** Roots as the leaves give them now: at rest checkpoint, head and file are of one size. */
type Roots = (size: number) => Promise<Buffer>;

const rootsOf =
  (reader: Reader, { roots }: LogState): Roots =>
  async (size) =>
    roots.get(size) ?? rootOf(reader, size);

/** Leaves are below heads, and give their roots. */
async function checkTree(tree: Tree, stored: number, roots: Roots): Promise<void> {
  if (tree.size > stored) throw new MayNotSign('leaf-altered', { size: tree.size, stored });
  const root = await roots(tree.size);
  if (!root.equals(tree.root)) throw new MayNotSign('leaf-altered', { size: tree.size, stored });
}
