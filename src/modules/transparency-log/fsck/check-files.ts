import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeEntries, encodeEntries, entriesPath, parseTilePath, tilePath } from '#tlog';
import { findFile } from '../files/write.ts';
import type { Finding } from './findings.ts';
import type { MadeFile } from './tiles.ts';

/** A file of the folder against the bytes it should have. */
export async function compareFile(
  folder: string,
  { path, bytes }: MadeFile,
): Promise<'file-missing' | 'file-differs' | null> {
  const there = await findFile(join(folder, path));
  if (there === undefined) return 'file-missing';
  return there.equals(bytes) ? null : 'file-differs';
}

/** Files below `tile/` that the checkpoint does not need: earlier partial ones must be beginnings of what it has. */
export async function checkOthers(folder: string, needed: ReadonlySet<string>): Promise<readonly Finding[]> {
  const names = await readdir(join(folder, 'tile'), { recursive: true, withFileTypes: true }).catch(() => []);
  const findings: Finding[] = [];
  for (const one of names) {
    if (!one.isFile()) continue;
    const path = join(one.parentPath, one.name).slice(folder.length + 1);
    if (needed.has(path) || path.endsWith('.new')) continue;
    const code = await judgeOther(folder, path, needed);
    if (code !== null) findings.push({ code, where: path });
  }
  return findings;
}

async function judgeOther(
  folder: string,
  path: string,
  needed: ReadonlySet<string>,
): Promise<'file-stray' | 'file-differs' | null> {
  const tile = readTilePath(path);
  if (tile === null) return 'file-stray';
  for (let width = tile.width + 1; width <= 256; width += 1) {
    const wider =
      tile.kind === 'tile' ? tilePath(tile.level, tile.index, width) : entriesPath(tile.index, width);
    if (!needed.has(wider)) continue;
    const [narrow, wide] = [await findFile(join(folder, path)), await findFile(join(folder, wider))];
    return narrow !== undefined && wide !== undefined && narrow.equals(beginning(wide, tile, width))
      ? null
      : 'file-differs';
  }
  // Of a head that was signed and waits for witnesses.
  return null;
}

function readTilePath(path: string) {
  try {
    return parseTilePath(path);
  } catch {
    return null;
  }
}

function beginning(bytes: Buffer, tile: ReturnType<typeof parseTilePath>, width: number): Uint8Array {
  if (tile.kind === 'tile') return bytes.subarray(0, tile.width * 32);
  try {
    return encodeEntries(decodeEntries(new Uint8Array(bytes), width).slice(0, tile.width));
  } catch {
    return new Uint8Array();
  }
}
