import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** Compressed size the first screen of the office may have in all, in bytes: 300 kB. */
const limit = 300_000;

type Chunk = {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
};

/** Files the browser loads before the home page shows: the entry, what it imports at once, and their styles. */
export function firstScreenFiles(manifest: Readonly<Record<string, Chunk>>): readonly string[] {
  const seen = new Set<string>();
  const files = new Set<string>();
  const visit = (name: string): void => {
    const chunk = manifest[name];
    if (chunk === undefined || seen.has(name)) return;
    seen.add(name);
    files.add(chunk.file);
    for (const css of chunk.css ?? []) files.add(css);
    for (const inner of chunk.imports ?? []) visit(inner);
  };
  for (const [name, chunk] of Object.entries(manifest)) if (chunk.isEntry === true) visit(name);
  return [...files];
}

function main(): void {
  const dist = fileURLToPath(new URL('../dist/office/', import.meta.url));
  let manifest: Record<string, Chunk>;
  try {
    manifest = JSON.parse(readFileSync(join(dist, 'manifest.json'), 'utf8')) as Record<string, Chunk>;
  } catch {
    console.error('dist/office/manifest.json is missing: run `npx vite build` first.');
    process.exit(2);
  }
  const sizeOf = (file: string) => gzipSync(readFileSync(join(dist, file))).length;
  const first = firstScreenFiles(manifest);
  let total = 0;
  for (const file of first) {
    const size = sizeOf(file);
    total += size;
    console.log(`${kilobytes(size)}  ${file}`);
  }
  const all = readdirSync(join(dist, 'assets')).reduce((sum, file) => sum + sizeOf(join('assets', file)), 0);
  console.log(
    `${kilobytes(total)}  first screen, compressed (limit ${kilobytes(limit).trim()}); everything: ${kilobytes(all).trim()}`,
  );
  if (total > limit) {
    console.error('The first screen of the office is too large.');
    process.exit(1);
  }
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).padStart(7)} kB`;
}

if (import.meta.main) main();
