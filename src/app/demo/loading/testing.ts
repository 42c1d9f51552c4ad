import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { catalogueModule } from '#modules/catalogue';
import { connectPeople, disclosureModule } from '#modules/disclosure';
import { findHolders } from '#modules/identity';
import { organisations } from '#modules/organisations';
import { publicationModule } from '#modules/publication';
import { screeningModule } from '#modules/screening';
import { localDateAt } from '#platform/calendar';
import { openFileStore } from '#platform/files';
import { freshDatabase, type TestDatabase } from '#test/database';
import type { LoadTarget } from './target.ts';

/** An empty installation to load into, gone when the test ends. */
export async function emptyTarget(
  t: Pick<TestContext, 'after'>,
): Promise<LoadTarget & { readonly db: TestDatabase }> {
  const db = await freshDatabase(t);
  const folder = await mkdtemp(join(tmpdir(), 'gongkai 演示 '));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const modules = [organisations, screeningModule, catalogueModule, disclosureModule, publicationModule];
  connectPeople({
    findHolders: async (reader, role, unit, now) =>
      (await findHolders(reader, role, unit.path, localDateAt(now))).map((person) => ({
        person,
        name: '',
        principal: null,
      })),
    findName: async () => undefined,
  });
  return {
    db,
    office: db.office,
    worker: db.worker,
    files: await openFileStore(folder),
    rooms: new Map(modules.map((module) => [module.name, module.hears])),
    jobs: new Map(modules.flatMap((module) => Object.entries(module.jobs))),
  };
}
