import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';

/*
 * The program of screens and kiosks: a few files of plain TypeScript, handed out with their types stripped, as the server runs
 * its own. No bundle, so what runs on the wall is what stands in the source, line for line.
 */

const folder = join(import.meta.dirname, 'browser');

const media = { ts: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' } as const;
export const appFileNames = [
  'clock.ts',
  'screen.ts',
  'worker.ts',
  'pair.ts',
  'kiosk.ts',
  'kiosk-kept.ts',
  'kiosk-offline.ts',
  'kiosk-worker.ts',
  'typed.ts',
  'screen.css',
  'kiosk.css',
] as const;
export type AppFileName = (typeof appFileNames)[number];

export type AppFile = { readonly body: string; readonly media: string };

const read = new Map<string, AppFile>();

/** One file of the program, read and stripped once. */
export function appFile(name: AppFileName): AppFile {
  const known = read.get(name);
  if (known !== undefined) return known;
  const text = readFileSync(join(folder, name), 'utf8');
  const isScript = name.endsWith('.ts');
  const made = { body: isScript ? stripTypeScriptTypes(text) : text, media: media[isScript ? 'ts' : 'css'] };
  read.set(name, made);
  return made;
}

let version: string | null = null;

/** What a device says it runs; another one than ours makes it load itself anew. */
export function appVersion(): string {
  if (version === null) {
    const hash = createHash('sha256');
    for (const name of appFileNames) hash.update(appFile(name).body);
    version = hash.digest('hex').slice(0, 12);
  }
  return version;
}
