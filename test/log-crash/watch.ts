import { setTimeout as pause } from 'node:timers/promises';
import { encodeHex, entriesPath, parseCheckpoint, parseNote, tilePath } from '#tlog';
import { openMemory } from '../../packages/verify/src/log/memory.ts';

/** What a reader saw between two looks at the same checkpoint: address → title, of everything listed. */
export type Sight = { readonly size: number; readonly shown: ReadonlyMap<string, string> };

export type Watch = {
  /** Everything ever seen, one sight for each checkpoint and state of the lists. */
  readonly sights: readonly Sight[];
  /** Checkpoints ever seen, their texts. */
  readonly checkpoints: ReadonlySet<string>;
  /** What may never be seen. */
  readonly faults: readonly string[];
  readonly stop: () => Promise<void>;
};

const PAUSE_MS = 50;

/**
 * A reader who never sleeps: asks for the checkpoint all the time, remembers every one, tries at once what it promises, and
 * reads the lists between two looks at the same checkpoint.
 * @param urls addresses of the site now; looked at in turn
 * @param memory folder in which checkpoints are kept as the verifier keeps them
 */
export function watch(urls: () => readonly string[], memory: string): Watch {
  const sights: Sight[] = [];
  const checkpoints = new Set<string>();
  const faults: string[] = [];
  const lists = new Map<string, string>();
  let isOver = false;
  const look = async (url: string): Promise<void> => {
    const note = await readText(url, '/log/checkpoint');
    if (note === undefined) return;
    const { origin, size, root } = parseCheckpoint(parseNote(note).text);
    if (!checkpoints.has(note)) {
      checkpoints.add(note);
      await openMemory(memory, origin).keep(size, encodeHex(root), note);
      faults.push(...(await missingFiles(url, size)));
    }
    const shown = await readList(url);
    if (shown === undefined || (await readText(url, '/log/checkpoint')) !== note) return;
    const state = JSON.stringify([...shown].sort());
    const before = lists.get(note);
    if (before === state) return;
    // Kept all the same: which of the two was wrong shows when the log is read.
    if (before !== undefined) faults.push(`two states of the lists at size ${size}: ${before} and ${state}`);
    lists.set(note, state);
    sights.push({ size, shown });
  };
  const watching = (async () => {
    for (let turn = 0; !isOver; turn += 1) {
      const all = urls();
      await look(all[turn % all.length] ?? '').catch((error: unknown) => void faults.push(String(error)));
      await pause(PAUSE_MS);
    }
  })();
  return {
    sights,
    checkpoints,
    faults,
    stop: async () => {
      isOver = true;
      await watching;
    },
  };
}

/** What a checkpoint needs is there before it is. A server that dies while it is asked promises nothing. */
async function missingFiles(url: string, size: number): Promise<readonly string[]> {
  const [last, width] = [Math.floor((size - 1) / 256), ((size - 1) % 256) + 1];
  const missing: string[] = [];
  for (const path of [entriesPath(last, width), tilePath(0, last, width)]) {
    const status = await fetch(`${url}/log/${path}`).then(
      (answer) => answer.status,
      () => 200,
    );
    if (status !== 200) missing.push(`size ${size} is served, ${path} answers ${status}`);
  }
  return missing;
}

/** The body of a page; undefined while the server is away, or has nothing there. */
export async function readText(url: string, path: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`${url}${path}`);
    const text = await answer.text();
    return answer.status === 200 ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Every item of the list of everything, page by page; undefined when the server went away meanwhile. */
export async function readList(url: string): Promise<ReadonlyMap<string, string> | undefined> {
  const shown = new Map<string, string>();
  for (let path: string | undefined = '/items'; path !== undefined; ) {
    const text: string | undefined = await readText(url, path);
    if (text === undefined) return undefined;
    for (const [, slug = '', title = ''] of text.matchAll(/<a [^>]*href="\/i\/([0-9a-z]+)"[^>]*>([^<]*)</g))
      shown.set(slug, title.trim());
    path = /href="(\/items\?[^"]*after=[^"]*)"/.exec(text)?.[1]?.replaceAll('&amp;', '&');
  }
  return shown;
}
