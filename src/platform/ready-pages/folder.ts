import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { HEAD_BYTES, HEAD_READ, head, MAGIC, readState, SLOT_BYTES, type State } from './layout.ts';

/** An index with its file of bytes, opened. */
export type Opened = { readonly name: string; readonly index: number; readonly bytes: number };

const CURRENT = 'current';

/** Name of the generation in force; undefined where there is none. */
export function currentName(folder: string): string | undefined {
  try {
    const name = readFileSync(join(folder, CURRENT), 'utf8').trim();
    return /^g\d{1,12}$/.test(name) ? name : undefined;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

export function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');
}

/** Opens the generation in force. Undefined: there is none, or not of this layout. */
export function openCurrent(folder: string, flags: 'r' | 'r+'): Opened | undefined {
  const name = currentName(folder);
  return name === undefined ? undefined : openNamed(folder, name, flags);
}

export function openNamed(folder: string, name: string, flags: 'r' | 'r+'): Opened | undefined {
  let index: number | null = null;
  try {
    index = openSync(join(folder, name, 'index'), flags);
    const block = Buffer.alloc(HEAD_READ);
    const isOurs =
      readSync(index, block, 0, HEAD_READ, 0) === HEAD_READ && block.readDoubleLE(head.magic) === MAGIC;
    if (isOurs) return { name, index, bytes: openSync(join(folder, name, 'bytes'), flags) };
    closeSync(index);
    return undefined;
  } catch (error) {
    if (index !== null) closeSync(index);
    // Replaced between the look and the opening.
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

export function closeOpened(opened: Opened): void {
  closeSync(opened.index);
  closeSync(opened.bytes);
}

const scratch = Buffer.alloc(HEAD_READ);

export function readStateOf(opened: Opened): State {
  readSync(opened.index, scratch, 0, HEAD_READ, 0);
  return readState(scratch);
}

/** Writes one number: eight aligned bytes at once. */
export function writeNumber(file: number, place: number, value: number): void {
  const eight = Buffer.alloc(8);
  eight.writeDoubleLE(value);
  writeSync(file, eight, 0, 8, place);
}

/** After every change of slots: until then readers may go by what they have seen before it. */
export function tellChange(opened: Opened): void {
  writeNumber(opened.index, head.changes, Math.random());
}

/** Makes an empty generation that is not in force yet. */
export function makeGeneration(folder: string, slots: number): Opened {
  const before = Number((currentName(folder) ?? 'g0').slice(1));
  const name = `g${before + 1}`;
  rmSync(join(folder, name), { recursive: true, force: true });
  mkdirSync(join(folder, name), { recursive: true });
  const first = Buffer.alloc(HEAD_BYTES);
  first.writeDoubleLE(MAGIC, head.magic);
  first.writeDoubleLE(slots, head.slots);
  const index = openSync(join(folder, name, 'index'), 'w+');
  writeSync(index, first, 0, HEAD_BYTES, 0);
  // The table's end; what lies between is empty, and takes no room on the disk.
  writeSync(index, Buffer.alloc(1), 0, 1, HEAD_BYTES + slots * SLOT_BYTES - 1);
  return { name, index, bytes: openSync(join(folder, name, 'bytes'), 'w+') };
}

/** Puts a generation in force. */
export function setCurrent(folder: string, name: string): void {
  const temporary = join(folder, `${CURRENT}.new`);
  writeFileSync(temporary, `${name}\n`);
  renameSync(temporary, join(folder, CURRENT));
}

export function removeGeneration(folder: string, name: string): void {
  rmSync(join(folder, name), { recursive: true, force: true });
}

/** Generations that are not in force: replaced, or never finished by a keeper that died. */
export function removeOthers(folder: string, name: string): void {
  for (const other of readdirSync(folder))
    if (/^g\d+$/.test(other) && other !== name) removeGeneration(folder, other);
}
