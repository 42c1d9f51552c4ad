import assert from 'node:assert/strict';
import { failPoints, firstStartFailPoints } from '#modules/transparency-log';
import type { RunningServer } from '#test/process';
import type { Installation } from './installation.ts';
import { bringNext, type Office, publishOne, sign } from './office.ts';
import { verifyAll } from './verify.ts';

/** Places at which the program that finishes what was left dies as well. */
const twice = [
  'after-bundle-written',
  'after-tile-folder-synced',
  'before-reveal-commit',
  'after-checkpoint-written',
];

export const kills = failPoints.length + twice.length;

async function requireKilled(server: Pick<RunningServer, 'ended' | 'output'>, point: string): Promise<void> {
  const ended = await server.ended(60_000).catch((error: unknown) => {
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
      await publishOne(here, office, running);
      await verifyAll(here, running.url, office.approved);
    } catch (error) {
      throw new Error(`killed at ${point}`, { cause: error });
    }
  }
  return running;
}

async function dieAt(here: Installation, office: Office, server: RunningServer, point: string) {
  const doomed = await bringNext(here, office, server.url);
  here.arm(point);
  // The answer may not come; then nobody was told that it is approved.
  await sign(office, server.url, doomed).catch(() => undefined);
  await requireKilled(server, point);
  if (twice.includes(point)) {
    here.arm(point);
    await requireKilled(here.spawn(['start']), `${point}, again`);
  }
  return here.start();
}
