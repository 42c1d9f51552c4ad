import { open, readdir, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { asFilePath } from './names.ts';
import { type Answer, type Source, SourceError } from './types.ts';

const absent: Answer = { status: 404, bytes: new Uint8Array() };

/**
 * Reads a copy of a site from a folder: files named as their addresses, pages with or without `.html` (as `wget -E` and
 * our own `--copy` write them), a tombstone as `….410.html`. A folder that holds only the log (its `checkpoint` at the
 * root) is read as `/log`.
 */
export function folderSource(place: string): Source {
  const root = resolve(place);
  const find = async (path: string, atMost: number): Promise<Answer> => {
    for (const candidate of candidates(path)) {
      const file = inside(root, candidate);
      const bytes = file === undefined ? undefined : await readFileBounded(file, path, atMost);
      if (bytes !== undefined) return { status: candidate.endsWith('.410.html') ? 410 : 200, bytes };
    }
    return absent;
  };
  return {
    kind: 'folder',
    name: place,
    read: find,
    list: async (folder) => {
      const names: string[] = [];
      for (const start of [folder, folder.replace(/^\/log(?=\/|$)/, '')]) {
        await walk(join(root, start), names);
        if (names.length > 0)
          return names.map((name) => relative(join(root, start), name).split(sep).join('/'));
      }
      return [];
    },
    close: () => {},
  };
}

/** Which files may hold the answer of an address, the likeliest first. */
function candidates(path: string): readonly string[] {
  const at = path.indexOf('?');
  const [bare, query] = at < 0 ? [path, ''] : [path.slice(0, at), path.slice(at)];
  if (bare.startsWith('/log/')) return [bare, bare.slice('/log'.length)];
  const plain = bare === '/' ? '/index' : bare;
  const names = [
    `${plain}${query}`,
    `${plain}${query}.html`,
    `${plain}${query}/index.html`,
    `${plain}${query}.410.html`,
  ];
  // Our own copies; those of others, with steps as they are or decoded.
  return [...new Set([...names.map(asFilePath), ...names, ...names.map(decodeOr)])];
}

function decodeOr(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The file of a name, never one outside the folder. */
function inside(root: string, name: string): string | undefined {
  if (name.includes('\0')) return undefined;
  const file = resolve(root, `.${name}`);
  return file.startsWith(root + sep) ? file : undefined;
}

async function readFileBounded(file: string, path: string, atMost: number): Promise<Uint8Array | undefined> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(error.code ?? '')) return undefined;
    throw new SourceError('unreadable', path, error.message);
  });
  if (handle === undefined) return undefined;
  try {
    const found = await handle.stat();
    if (!found.isFile()) return undefined;
    if (found.size > atMost)
      throw new SourceError('too-large', path, `${found.size} bytes, ${atMost} allowed`);
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

async function walk(folder: string, into: string[]): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await walk(path, into);
    else if (entry.isFile()) into.push(path);
  }
}
