import { dirname, join } from 'node:path';
import type { Database } from '#platform/database';
import { readCheckpointFile, writeCheckpointFile } from '../files/checkpoint.ts';
import { findFile, putFile, syncFolders } from '../files/write.ts';
import { findLastCheckpoint, findOrigin, listKeys } from '../store.ts';
import { checkOthers, compareFile } from './check-files.ts';
import { checkKeys, judgeSigned, listSigned } from './check-signed.ts';
import { checkTree } from './check-tree.ts';
import type { Finding } from './findings.ts';
import { type MadeFile, tileSink } from './tiles.ts';

export type FsckReport = {
  readonly entries: number;
  readonly checkpoints: number;
  readonly files: number;
  readonly findings: readonly Finding[];
  /** Files written anew. */
  readonly repaired: readonly string[];
};

/**
 * Rebuilds everything from the entries and compares: hashes, nodes, every head and every checkpoint ever published (root and
 * signatures), keys, and the files byte for byte.
 * @param repair writes missing and differing files anew, but only when the database agrees with all that was ever signed; what
 *   was there is kept beside, under `aside/`
 */
export async function fsck(
  { reader }: Pick<Database, 'reader'>,
  folder: string,
  options: { readonly repair: boolean; readonly now: Date },
): Promise<FsckReport> {
  const findings: Finding[] = [];
  const tell = (finding: Finding): void => void findings.push(finding);
  const origin = (await findOrigin(reader)) ?? '';
  const keys = await listKeys(reader);
  const signed = await listSigned(reader);
  const last = await findLastCheckpoint(reader);
  const made: { readonly path: string; readonly isWrong: boolean }[] = [];
  const wrong: MadeFile[] = [];
  const sink = tileSink(last?.size ?? 0, async (file) => {
    const code = await compareFile(folder, file);
    if (code !== null) wrong.push(file);
    if (code !== null) tell({ code, where: file.path });
    made.push({ path: file.path, isWrong: code !== null });
  });
  const { size, roots } = await checkTree(reader, new Set(signed.map((one) => one.size)), sink, tell);
  for (const one of signed) {
    const code = judgeSigned(one, roots.get(one.size), origin, keys);
    if (code !== null) tell({ code, where: `${one.table} ${one.size}` });
  }
  for (const finding of await checkKeys(folder, keys, size)) tell(finding);
  const isSound = findings.every(({ code }) => code.startsWith('file-') || code.startsWith('key-'));
  for (const finding of await checkOthers(folder, new Set(made.map(({ path }) => path)))) tell(finding);
  const file = await readCheckpointFile(folder);
  const isServed =
    last === undefined ? file.kind === 'none' : file.kind === 'read' && file.note === last.note;
  if (!isServed) tell({ code: 'checkpoint-file', where: 'checkpoint' });
  const repaired: string[] = [];
  if (options.repair && isSound && last !== undefined) {
    repaired.push(...(await repair(folder, wrong, options.now)));
    if (!isServed && mayReplace(file, last.size, roots)) {
      await writeCheckpointFile(folder, last.note);
      repaired.push('checkpoint');
    }
  }
  return { entries: size, checkpoints: signed.length, files: made.length, findings, repaired };
}

/** A checkpoint that says more than the database, or something else, is evidence and stays. */
function mayReplace(
  file: Awaited<ReturnType<typeof readCheckpointFile>>,
  size: number,
  roots: ReadonlyMap<number, Uint8Array>,
): boolean {
  if (file.kind !== 'read') return true;
  const rebuilt = roots.get(file.checkpoint.size);
  return (
    file.checkpoint.size <= size && rebuilt !== undefined && Buffer.from(rebuilt).equals(file.checkpoint.root)
  );
}

async function repair(folder: string, wrong: readonly MadeFile[], now: Date): Promise<readonly string[]> {
  const aside = join(folder, 'aside', now.toISOString().replaceAll(/[:.]/g, ''));
  const folders: string[] = [];
  for (const { path, bytes } of wrong) {
    const place = join(folder, path);
    const there = await findFile(place);
    if (there !== undefined) {
      folders.push(...(await putFile(join(aside, path), there, 'aside')));
    }
    folders.push(...(await putFile(place, bytes, 'tile')), dirname(place));
  }
  await syncFolders(folders, 'repair');
  return wrong.map(({ path }) => path);
}
