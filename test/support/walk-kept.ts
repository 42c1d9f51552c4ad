import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { findStoredFile } from '#platform/files';
import { openReadyPages } from '#platform/ready-pages';
import { exportSite } from '../../src/app/export/export-site.ts';
import { siteSourceOf } from '../../src/app/export/site-source.ts';
import { portalOf } from '../../src/app/ready/portal-of.ts';
import { keeperOptions } from '../../src/app/ready/start-ready.ts';
import { openKeeper } from '../../src/modules/publication/ready/keeper.ts';
import type { Town } from './walk-people.ts';
import { readableIn } from './walk-visit.ts';

const packings = ['identity', 'gzip', 'br'] as const;

/** Each packing is bytes of its own, made at another moment perhaps: what is read is what a browser would unpack. */
async function unpacked(packing: (typeof packings)[number], bytes: Buffer): Promise<string> {
  if (packing === 'br') return readableIn(brotliDecompressSync(bytes));
  return readableIn(packing === 'gzip' ? gunzipSync(bytes) : bytes);
}

/** All that is kept ready for outsiders in each packing, and all files of an export, unpacked, by their names. */
export async function keepEverything(t: TestContext, town: Town): Promise<ReadonlyMap<string, string>> {
  const { installation } = town.app;
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-kept-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const { app, server } = await portalOf(installation);
  t.after(() => server.close());
  const keeper = await openKeeper({
    ...keeperOptions(installation, app, server),
    folder: join(folder, 'ready'),
  });
  t.after(() => keeper.close());
  const found = new Map<string, string>();
  for (let round = 0; round < 400 && (await keeper.step()); round += 1);
  const ready = openReadyPages(join(folder, 'ready'), { behind: 'nobody' });
  t.after(() => ready.close());
  for (const address of keeper.writer.keys())
    for (const packed of packings) {
      const kept = ready.find(address, { gzip: packed === 'gzip', br: packed === 'br' }, Date.now());
      if (kept === undefined) continue;
      // Of a stored file there is only its hash; whoever asks gets the file.
      const file =
        kept.stored === null ? undefined : await findStoredFile(installation.files, kept.stored.sha256);
      const body = await unpacked(kept.encoding, file === undefined ? kept.body : readFileSync(file.path));
      found.set(`ready ${address} ${kept.encoding}`, `${kept.head}${body}`);
    }
  await exportSite(join(folder, 'site'), siteSourceOf(installation, app, server), () => undefined);
  for (const name of readdirSync(join(folder, 'site'), { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, 'site', name);
    if (!statSync(path).isFile()) continue;
    const packed = name.endsWith('.br') ? 'br' : name.endsWith('.gz') ? 'gzip' : 'identity';
    found.set(`export ${name}`, await unpacked(packed, readFileSync(path)));
  }
  return found;
}

/** The keeper of a town's own data folder, and exports of its site; time passes for the keeper when it is told. */
export type TownKeeper = {
  /** Until nothing is left to be made, and what was replaced has been overwritten. */
  readonly settle: () => Promise<void>;
  /** What is ready, as it is sent: head and body in each encoding. */
  readonly pages: () => ReadonlyMap<string, Buffer>;
  readonly export: (folder: string) => Promise<void>;
};

/** How far the clock goes at each step: lists are made each five seconds, old bytes are overwritten after two. */
const STEP_MS = 2_000;

export async function openTownKeeper(t: TestContext, town: Town): Promise<TownKeeper> {
  const { installation } = town.app;
  const { app, server } = await portalOf(installation);
  let ahead = 0;
  const options = keeperOptions(installation, app, server);
  const now = () => new Date(Date.now() + ahead);
  const keeper = await openKeeper({ ...options, now });
  const ready = openReadyPages(options.folder, { behind: 'keeper' });
  t.after(async () => {
    ready.close();
    keeper.close();
    await server.close();
  });
  return {
    settle: async () => {
      for (let idle = 0; idle < 3; ) {
        ahead += STEP_MS;
        idle = (await keeper.step()) ? 0 : idle + 1;
      }
    },
    pages: () => {
      const found = new Map<string, Buffer>();
      for (const address of keeper.writer.keys())
        for (const encoding of ['gzip', 'br'] as const) {
          const accepted = { gzip: encoding === 'gzip', br: encoding === 'br' };
          const kept = ready.find(address, accepted, now().getTime());
          if (kept === undefined) continue;
          const named = kept.encoding === 'br' ? `${address} br .br` : `${address} ${kept.encoding}`;
          found.set(`${address} head`, Buffer.from(kept.head, 'latin1'));
          found.set(named, kept.body);
        }
      return found;
    },
    export: async (folder) => {
      await exportSite(folder, siteSourceOf(installation, app, server), () => undefined);
    },
  };
}
