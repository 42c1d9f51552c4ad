import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { failPoint } from '#platform/fail-point';

/** What lies in the folder of an export: path from its root → hash and size of its bytes. */
type Files = Map<string, { readonly sha256: string; readonly size: number }>;

export type ExportCounts = { written: number; kept: number; removed: number };

/** A folder that an export writes into, and only there: files of others in it are left alone. */
export type ExportStore = {
  /** Writes a file unless it is there already; with its compressed forms when it is text. */
  readonly put: (file: string, bytes: Buffer, isText: boolean) => void;
  /** Takes away a file that an earlier export wrote, before anything else is written. */
  readonly remove: (file: string) => void;
  /** What earlier exports wrote, finished or not. */
  readonly known: () => Iterable<string>;
  /** Takes away what this export did not write, and puts the list of hashes in its place. */
  readonly finish: () => void;
  readonly counts: ExportCounts;
};

/** Our own notes; a web server does not give them out. */
export const NOTES = '.export';
const FORMS = ['.gz', '.br'] as const;

/** Opens an export's folder: what is there is taken over, what a killed run left unfinished is done again. */
export function openExportStore(folder: string): ExportStore {
  const notes = join(folder, NOTES);
  mkdirSync(notes, { recursive: true });
  const state = join(notes, 'state');
  const journal = join(notes, 'journal');
  const before = readState(state);
  // Written by a run that did not come to its end: there or not, whole or not before its name was given.
  const begun = existsSync(journal)
    ? readFileSync(journal, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [];
  // Half-written, and nobody's: it may hold what is withdrawn by now.
  for (const file of begun)
    for (const form of ['', ...FORMS]) rmSync(join(folder, `${file}${form}.new`), { force: true });
  const written: Files = new Map();
  const counts: ExportCounts = { written: 0, kept: 0, removed: 0 };
  const drop = (file: string) => {
    for (const form of ['', ...FORMS]) rmSync(join(folder, `${file}${form}`), { force: true });
    for (let at = dirname(join(folder, file)); at.length > folder.length; at = dirname(at))
      if (!dropEmpty(at)) break;
  };
  return {
    put: (file, bytes, isText) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const old = before.get(file);
      const isKept = old?.sha256 === sha256 && isThere(folder, file, bytes.length, isText);
      written.set(file, { sha256, size: bytes.length });
      if (isKept) {
        counts.kept += 1;
        return;
      }
      appendFileSync(journal, `${file}\n`);
      // What it stood for before is no longer said of it, should this run end here.
      before.delete(file);
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      for (const [form, made] of formsOf(bytes, isText)) place(join(folder, `${file}${form}`), made);
      counts.written += 1;
      failPoint('export-file-written');
    },
    remove: (file) => {
      drop(file);
      before.delete(file);
      counts.removed += 1;
      failPoint('export-taken-away');
    },
    known: () => new Set([...before.keys(), ...begun]),
    finish: () => {
      failPoint('export-before-removing');
      for (const file of new Set([...before.keys(), ...begun])) {
        if (written.has(file)) continue;
        drop(file);
        counts.removed += 1;
        failPoint('export-file-removed');
      }
      const sorted = [...written].sort(([a], [b]) => (a < b ? -1 : 1));
      place(
        join(notes, 'SHA256SUMS'),
        Buffer.from(sorted.map(([file, { sha256 }]) => `${sha256}  .${file}\n`).join('')),
      );
      place(state, Buffer.from(sorted.map(([file, one]) => `${one.sha256} ${one.size} ${file}\n`).join('')));
      failPoint('export-before-journal-removed');
      rmSync(journal, { force: true });
    },
    counts,
  };
}

function readState(path: string): Files {
  if (!existsSync(path)) return new Map();
  const lines = readFileSync(path, 'utf8').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [, sha256, size, file] = /^([0-9a-f]{64}) (\d+) (\/.*)$/.exec(line) ?? [];
      return sha256 === undefined || file === undefined
        ? []
        : [[file, { sha256, size: Number(size) }] as const];
    }),
  );
}

function isThere(folder: string, file: string, size: number, isText: boolean): boolean {
  const found = statSync(join(folder, file), { throwIfNoEntry: false });
  if (found?.isFile() !== true || found.size !== size) return false;
  return !isText || FORMS.every((form) => existsSync(join(folder, `${file}${form}`)));
}

/** The compressed forms first: whoever has the page has them as well. */
function formsOf(bytes: Buffer, isText: boolean): readonly (readonly [string, Buffer])[] {
  if (!isText) return [['', bytes]];
  const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return [
    ['.br', brotliCompressSync(bytes, { params })],
    ['.gz', gzipSync(bytes, { level: 6 })],
    ['', bytes],
  ];
}

/** The old bytes or the new, never half of them. */
function place(path: string, bytes: Buffer): void {
  const temporary = `${path}.new`;
  writeFileSync(temporary, bytes);
  failPoint('export-before-rename');
  renameSync(temporary, path);
}

function dropEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    // Not empty, or gone already.
    return false;
  }
}
