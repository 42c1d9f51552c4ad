import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  failPoints,
  firstStartFailPoints,
  repairFailPoints,
  unreadableFailPoints,
} from '#modules/transparency-log';
import { fileFailPoints } from '#platform/files';
import { filesBelow, placesOf } from '#test/kept-words';
import { type RunningServer, until } from '#test/process';
import type { Installation } from './installation.ts';
import { bringNext, type Office, publishOne } from './office.ts';
import { bringTurn, turnAt } from './turns.ts';
import { verifyAll } from './verify.ts';

/** Places at which the program that finishes what was left dies as well. */
const twice = [
  'after-bundle-written',
  'after-tile-folder-synced',
  'before-reveal-commit',
  'after-checkpoint-written',
];

export const kills = failPoints.length + twice.length + fileFailPoints.length;

async function requireKilled(server: Pick<RunningServer, 'ended' | 'output'>, point: string): Promise<void> {
  const ended = await server.ended(180_000).catch((error: unknown) => {
    throw new Error(`nobody came by ${point}`, { cause: error });
  });
  assert.deepEqual(ended, { code: null, signal: 'SIGKILL' }, `${point}:\n${server.output()}`);
}

/** Dies at every place of the first start, with nothing but a key left over. */
export async function killFirstStarts(here: Installation): Promise<void> {
  for (const point of firstStartFailPoints) {
    here.arm(point);
    await requireKilled(here.spawn(['start']), point);
  }
}

/** Dies at every place of publishing; each time it is started again, one more goes out, and everything is verified. */
export async function killEverywhere(
  here: Installation,
  office: Office,
  server: RunningServer,
): Promise<RunningServer> {
  let running = server;
  for (const point of failPoints) {
    try {
      running = await dieAt(here, office, running, point);
    } catch (error) {
      throw new Error(`killed at ${point}`, { cause: error });
    }
  }
  return running;
}

async function dieAt(
  here: Installation,
  office: Office,
  server: RunningServer,
  point: (typeof failPoints)[number],
): Promise<RunningServer> {
  const turn = await bringTurn(turnAt[point], here, office, server.url);
  here.arm(point);
  const isAcknowledged = await turn.sign(server.url).then(
    () => true,
    () => false,
  );
  await requireKilled(server, point);
  if (twice.includes(point)) {
    here.arm(point);
    await requireKilled(here.spawn(['start']), `${point}, again`);
  }
  const next = await here.start();
  // The answer did not come: nobody was told that it is done, so they try once more. It may be refused: it was done.
  if (!isAcknowledged) await turn.sign(next.url).catch(() => undefined);
  await publishOne(here, office, next);
  await verifyAll(here, next.url, office.approved);
  await turn.check();
  return next;
}

/**
 * Dies at every place of taking a file into the store, before anything of it is in the database: what is named has its bytes,
 * what lies under a hash has that hash, and the next one who brings the same file finds nothing in the way.
 */
export async function killUploads(
  here: Installation,
  office: Office,
  server: RunningServer,
): Promise<RunningServer> {
  let running = server;
  for (const point of fileFailPoints) {
    here.arm(point);
    await assert.rejects(bringNext(here, { ...office, published: [] }, running.url), point);
    await requireKilled(running, point);
    running = await here.start();
    await requireStore(here);
    // The same words and bytes once more.
    await publishOne(here, office, running);
    await requireStore(here);
  }
  await verifyAll(here, running.url, office.approved);
  return running;
}

/** Dies at every place of repairing a tile; nothing of what was wrong is lost, and the tile is what it was. */
export async function killRepairs(here: Installation): Promise<void> {
  const tile = join(here.log, 'tile', '0', '000');
  const right = readFileSync(tile);
  writeFileSync(tile, 'other bytes');
  for (const point of repairFailPoints) {
    here.arm(point);
    await requireKilled(here.spawn(['log:fsck', '--repair']), point);
    const aside = [...filesBelow(join(here.log, 'aside'))];
    const isKept = aside.some(
      ([path, bytes]) => path.endsWith('/000') && bytes.equals(Buffer.from('other bytes')),
    );
    assert.ok(isKept || readFileSync(tile, 'utf8') === 'other bytes', point);
  }
  const repairing = here.spawn(['log:fsck', '--repair']);
  assert.equal((await repairing.ended()).code, 0, repairing.output());
  assert.ok(readFileSync(tile).equals(right));
}

/** Dies where a start has put aside a checkpoint that nobody can read; no server runs. The next start writes it anew. */
export async function killUnreadable(here: Installation): Promise<void> {
  const file = join(here.log, 'checkpoint');
  writeFileSync(file, 'nothing that can be read');
  for (const point of unreadableFailPoints) {
    here.arm(point);
    await requireKilled(here.spawn(['start']), point);
  }
  assert.ok(readdirSync(here.log).some((name) => name.startsWith('checkpoint.unreadable-')));
}

async function requireStore({ data, query }: Installation): Promise<void> {
  // The names first: the server is at work, and what it takes in meanwhile is on the disk before it is named.
  const rows = await query<{ sha256: string }>('select sha256 from platform.stored_file');
  const files = new Map(
    [...filesBelow(join(data, 'files'))].map(([path, bytes]) => [basename(path), bytes] as const),
  );
  for (const [name, bytes] of files)
    if (/^[0-9a-f]{64}$/.test(name))
      assert.equal(createHash('sha256').update(bytes).digest('hex'), name, 'half a file under its name');
  assert.deepEqual(
    rows.filter(({ sha256 }) => !files.has(sha256)),
    [],
    'named, and not there',
  );
}

/** Names that were taken out stand nowhere any more, and nobody ever wrote one to a terminal. */
export async function requireErased(here: Installation, office: Office): Promise<void> {
  assert.ok(office.erased.length > 2);
  for (const name of office.erased) {
    const left = () => placesOf(name, filesBelow(here.data));
    await until(
      async () => left().length === 0,
      60_000,
      () => `${name} stands in ${left().join(' ')}`,
    );
    const others = new Map([
      ['dump', await here.dump()],
      ['terminal', Buffer.from(here.said())],
    ]);
    assert.deepEqual(placesOf(name, others), []);
  }
}
