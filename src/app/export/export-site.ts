import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Plan } from '#modules/publication';
import type { MadePage } from '#platform/ready-pages';
import { furtherAddresses } from './addresses.ts';
import { fileOf, isPlainlyNamed } from './file-names.ts';
import { kindOf, nginxServer, nginxSnippet } from './nginx.ts';
import { type ExportCounts, type ExportStore, NOTES, openExportStore } from './store.ts';

export type ExportSource = {
  /** As an outsider is answered; null for what is not there. */
  readonly render: (plan: Plan) => Promise<MadePage | null>;
  /** What stands where nothing is. */
  readonly absentPage: () => Promise<Buffer>;
  /** The body of a stored file. */
  readonly readStored: (sha256: string) => Promise<Buffer>;
  readonly plans: () => AsyncGenerator<readonly Plan[]>;
  /** Addresses of items that society sees now; asked first, so that what was withdrawn goes first. */
  readonly liveSlugs: () => Promise<ReadonlySet<string>>;
  /** Size of the log that is public. */
  readonly visibleSize: () => Promise<number>;
  /** Folder of the log's tiles. */
  readonly logFolder: string;
};

export type ExportOutcome = ExportCounts & { readonly pages: number; readonly size: number };

const AT_ONCE = 4;
/** A site that changes while it is written is gone through again, for what changed. */
const MOST_ROUNDS = 10;

/**
 * Writes the public site into a folder that any web server can serve: first what has to go, then pages, lists and files, and
 * the checkpoint of the log last, so that a folder with that checkpoint has everything it stands for. What is there already
 * and the same is left alone. A killed run is simply run again.
 * @returns what was written
 * @throws when the site changes faster than it can be written
 */
export async function exportSite(
  folder: string,
  source: ExportSource,
  progress: (done: number, step: string) => void,
): Promise<ExportOutcome> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const size = await source.visibleSize();
    const store = openExportStore(folder);
    takeAway(store, await source.liveSlugs());
    const run: Run = {
      source,
      store,
      odd: new Map(),
      headers: new Map(),
      checkpoint: null,
      done: 0,
      progress,
    };
    await writePages(run);
    writeTiles(run, size);
    if ((await source.visibleSize()) !== size) continue;
    if (run.checkpoint !== null) store.put('/log/checkpoint', run.checkpoint, false);
    store.put('/404.html', await source.absentPage(), true);
    store.put(`/${NOTES}/nginx-http.conf`, Buffer.from(nginxSnippet(run.odd, run.headers)), false);
    store.put(`/${NOTES}/nginx-server.conf`, Buffer.from(nginxServer(folder, '80', run.headers)), false);
    store.finish();
    return { ...store.counts, pages: run.done, size };
  }
  throw new Error('the site changes faster than it can be written');
}

/** Pages of what is not public any more, and everything beside them. */
function takeAway(store: ExportStore, live: ReadonlySet<string>): void {
  for (const file of store.known()) {
    const slug = /^\/i\/([0-9a-z]{8})(?=[./])/.exec(file)?.[1];
    if (slug !== undefined && !live.has(slug) && !/^\/i\/[0-9a-z]{8}\.(?:410\.html|tlog-proof)$/.test(file))
      store.remove(file);
  }
}

type Run = {
  readonly source: ExportSource;
  readonly store: ExportStore;
  /** Addresses whose file a web server cannot find by itself. */
  readonly odd: Map<string, string>;
  /** What kinds of pages say to browsers, by kind. */
  readonly headers: Map<string, Readonly<Record<string, string>>>;
  checkpoint: Buffer | null;
  done: number;
  readonly progress: (done: number, step: string) => void;
};

/** Pages that are not kept ready, because few ask for them, and yet belong to a whole site. */
const askedSeldom = ['/carriers', '/briefs', '/open-data', '/dcat.ttl', '/dcat.jsonld'] as const;

async function writePages(run: Run): Promise<void> {
  const seen = new Set<string>();
  const waiting: Plan[] = [];
  const lists: Plan[] = [];
  const add = (plan: Plan) => {
    if (seen.has(plan.address)) return;
    seen.add(plan.address);
    // What leads to items comes after them.
    (plan.lists === true || /^\/(?:items|units|catalogue)/.test(plan.address) ? lists : waiting).push(plan);
  };
  const drain = async (from: Plan[]) => {
    const lane = async () => {
      for (let plan = from.pop(); plan !== undefined; plan = from.pop())
        for (const address of await writeOne(run, plan)) add({ address });
    };
    while (from.length > 0) await Promise.all(Array.from({ length: AT_ONCE }, lane));
  };
  for (const address of askedSeldom) add({ address, lists: true });
  for await (const plans of run.source.plans()) {
    for (const plan of plans) add(plan);
    await drain(waiting);
  }
  while (lists.length > 0 || waiting.length > 0) {
    await drain(waiting);
    await drain(lists);
  }
}

async function writeOne(run: Run, plan: Plan): Promise<readonly string[]> {
  const made = await run.source.render(plan);
  run.done += 1;
  if (run.done % 50 === 0) run.progress(run.done, plan.address);
  if (made === null) return [];
  const media = made.headers['content-type'] ?? '';
  const isHtml = media.startsWith('text/html');
  const body = Buffer.isBuffer(made.body) ? made.body : await run.source.readStored(made.body.sha256);
  if (plan.address === '/log/checkpoint') {
    run.checkpoint = body;
    return [];
  }
  const file = fileOf(plan.address, isHtml, made.status);
  const isText =
    /^(?:text\/|application\/(?:.*\+)?(?:json|xml)|image\/svg)/.test(media) && Buffer.isBuffer(made.body);
  run.store.put(file, body, isText);
  if (!isPlainlyNamed(plan.address, file)) run.odd.set(plan.address, file);
  const kind = kindOf(plan.address);
  if (made.status === 200 && (kind !== 'page' || isHtml)) run.headers.set(kind, made.headers);
  return isHtml || /xml|feed\+json/.test(media) ? furtherAddresses(plan.address, body.toString()) : [];
}

/** Every tile of the log up to what is public; those beyond belong to nobody yet. */
function writeTiles({ source, store, progress, done }: Run, size: number): void {
  const root = join(source.logFolder, 'tile');
  for (const path of walk(root)) {
    const name = relative(root, path).split('\\').join('/');
    if (!isCovered(name, size)) continue;
    store.put(`/log/tile/${name}`, readFileSync(path), false);
    progress(done, '/log/tile');
  }
}

function* walk(folder: string): Generator<string> {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else if (!entry.name.endsWith('.new')) yield path;
  }
}

/** `0/x001/234`, `entries/x001/234.p/7`: is the last entry under it public? (c2sp.org/tlog-tiles) */
export function isCovered(name: string, size: number): boolean {
  const [, level, steps, partial] = /^(\d+|entries)\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d+))?$/.exec(name) ?? [];
  if (level === undefined || steps === undefined) return false;
  const index = Number(steps.replaceAll(/[x/]/g, ''));
  const unit = level === 'entries' ? 1 : 256 ** Number(level);
  return (index * 256 + Number(partial ?? 256)) * unit <= size;
}
