import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { copyToBucket, openBucket } from '#platform/files';
import { freshBucket, startSwift } from './swift.ts';
import type { Town } from './walk-people.ts';

/** What somebody who may list a bucket learns: keys, headers, and the lists that the service itself keeps. */
export type BucketNames = {
  readonly keys: readonly string[];
  /** By key; the bytes of the files are not among it. */
  readonly headers: ReadonlyMap<string, string>;
  readonly lists: ReadonlyMap<string, string>;
};

/** Moves every stored file of the world into a bucket of a real service, and reads all but the files back past our own client. */
export async function fillBucket(t: Pick<TestContext, 'after'>, town: Town): Promise<BucketNames> {
  const swift = await startSwift(t);
  const server = await freshBucket(t, swift);
  const { worker, files } = town.app.installation;
  const report = await copyToBucket(worker, files, openBucket(server.settings), {
    verify: false,
    told: () => undefined,
  });
  if (report.missing.length > 0) throw new Error(`not stored: ${report.missing.join()}`);
  const stored = await server.read();
  const lists = readdirSync(swift.folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:db|pending)$/.test(name))
    .map((name) => [name, readFileSync(join(swift.folder, name), 'latin1')] as const);
  return {
    keys: stored.map((one) => one.key),
    headers: new Map(stored.map((one) => [one.key, one.headers])),
    lists: new Map(lists),
  };
}
