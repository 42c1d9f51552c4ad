import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { openDatabase, roleUrl } from '#platform/database';
import { openFileStore } from '#platform/files';
import { freshDatabase, type TestDatabase } from '#test/database';
import { allModules } from '../../compose.ts';
import type { LoadTarget } from './target.ts';

/** What another process needs to open the same installation. */
export type Place = { readonly url: string; readonly secret: string; readonly folder: string };

/** An empty installation to load into, gone when the test ends. */
export async function emptyTarget(
  t: Pick<TestContext, 'after'>,
): Promise<LoadTarget & { readonly db: TestDatabase; readonly place: Place }> {
  const db = await freshDatabase(t);
  const folder = await mkdtemp(join(tmpdir(), 'gongkai 演示 '));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const rest = await targetIn(folder);
  return {
    ...rest,
    db,
    office: db.office,
    worker: db.worker,
    place: { url: db.url, secret: db.secret, folder },
  };
}

/** The same installation from another process. */
export async function targetAt({ url, secret, folder }: Place): Promise<LoadTarget> {
  return {
    ...(await targetIn(folder)),
    office: openDatabase(roleUrl(url, secret, 'office'), 6),
    worker: openDatabase(roleUrl(url, secret, 'worker'), 4),
  };
}

async function targetIn(folder: string): Promise<Pick<LoadTarget, 'files' | 'rooms' | 'jobs'>> {
  const modules = allModules({ data: folder, mode: 'demo' });
  return {
    files: await openFileStore(folder),
    rooms: new Map(modules.map((module) => [module.name, module.hears])),
    jobs: new Map(modules.flatMap((module) => Object.entries(module.jobs))),
  };
}
