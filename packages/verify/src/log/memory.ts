import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What is remembered of a log between runs: the key first trusted, and every checkpoint ever seen. */
export type Memory = {
  /** Folder of this log. */
  readonly folder: string;
  /** The vkeys trusted for it, oldest first. */
  readonly keys: () => Promise<readonly string[]>;
  readonly keepKeys: (keys: readonly string[]) => Promise<void>;
  /** Every checkpoint kept: also those somebody else put there (files ending in `.checkpoint`). */
  readonly checkpoints: () => Promise<readonly Kept[]>;
  /** Keeps a checkpoint; one that is there already stays as it is. */
  readonly keep: (size: number, root: string, note: string) => Promise<void>;
};

/** A checkpoint as it lies in the memory. */
export type Kept = { readonly name: string; readonly text: string };

/** `~/.gongkai-verify` */
export function usualMemory(): string {
  return join(homedir(), '.gongkai-verify');
}

/**
 * The memory of one log: a folder named after its origin.
 * @param folder of all memories
 * @param origin of the log
 */
export function openMemory(folder: string, origin: string): Memory {
  const own = join(folder, nameOf(origin));
  const keysFile = join(own, 'vkey');
  return {
    folder: own,
    keys: async () => {
      const text = await readFile(keysFile, 'utf8').catch(orNothing);
      return text === undefined ? [] : text.split('\n').filter((line) => line !== '');
    },
    keepKeys: (keys) => writeWhole(own, 'vkey', `${keys.join('\n')}\n`),
    checkpoints: async () => {
      const names = (await readdir(own).catch(orNothing)) ?? [];
      const kept = names.filter((name) => name.endsWith('.checkpoint')).sort();
      return Promise.all(kept.map(async (name) => ({ name, text: await readFile(join(own, name), 'utf8') })));
    },
    keep: async (size, root, note) => {
      const name = `${String(size).padStart(12, '0')}-${root.slice(0, 16)}.checkpoint`;
      const there = await readFile(join(own, name), 'utf8').catch(orNothing);
      if (there === undefined) await writeWhole(own, name, note);
      // The same tree cosigned anew is worth keeping beside the first: its time is another.
      else if (there !== note)
        await writeWhole(own, name.replace('.checkpoint', `-${digest(note)}.checkpoint`), note);
    },
  };
}

/**
 * Which log a site had when it was first checked. A site that names its log anew has begun another one.
 * @returns the origin of that time
 */
export async function firstOrigin(folder: string, place: string, origin: string): Promise<string> {
  const [sites, name] = [join(folder, 'sites'), nameOf(place)];
  const before = await readFile(join(sites, name), 'utf8').catch(orNothing);
  if (before === undefined) await writeWhole(sites, name, `${origin}\n`);
  return before?.trim() ?? origin;
}

function orNothing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error;
}

const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 8);

/** A folder name any system takes, and still a different one for every origin. */
function nameOf(origin: string): string {
  return `${origin.replace(/[^A-Za-z0-9.-]+/g, '_').slice(0, 80)}-${digest(origin)}`;
}

/** A file is there whole or not at all, also after a power cut. */
async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  // A name for each writing: one program may keep the same checkpoint twice at once.
  const temporary = join(folder, `.${name}.${randomUUID()}`);
  const handle = await open(temporary, 'w', 0o644);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, join(folder, name));
}
