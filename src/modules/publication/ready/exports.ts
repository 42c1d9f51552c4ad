import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findReadyFolder } from './closing.ts';

/** Folders the site was exported to, one a line, beside the folder of ready pages. */
function notePath(): string | null {
  const folder = findReadyFolder();
  return folder === null ? null : join(dirname(folder), 'exports.txt');
}

/** Remembers where the site was exported to, so that a withdrawal asks there as well. */
export function noteExport(folder: string): void {
  const path = notePath();
  if (path === null) return;
  const known = new Set([...listExports(), folder]);
  writeFileSync(`${path}.new`, [...known].map((one) => `${one}\n`).join(''));
  renameSync(`${path}.new`, path);
}

/** Exports of this machine that are still there. */
export function listExports(): readonly string[] {
  const path = notePath();
  if (path === null || !existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && existsSync(line));
}
