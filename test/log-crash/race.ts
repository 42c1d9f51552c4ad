import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { failPoints } from '#modules/transparency-log';
import { type RunningServer, until } from '#test/process';
import type { Installation } from './installation.ts';
import { bringNext, type Office, sign, waitUntilOut } from './office.ts';

/**
 * At each of these the first of the two servers that gets there dies; the other one finishes. One of each step: what comes
 * between (the fsync after the writing) is the same to the other server.
 */
const points = [
  'after-append',
  'after-register-commit',
  'after-head-commit',
  'after-bundle-renamed',
  'after-tile-written',
  'after-cosignatures',
  'before-reveal-commit',
  'after-reveal-commit',
  'after-checkpoint-renamed',
] as const satisfies readonly (typeof failPoints)[number][];

const TOGETHER = 2;

/**
 * Two servers on one database and one folder, both at work.
 * @param servers both, running; who dies is replaced in its place
 */
export async function raceTwo(here: Installation, office: Office, servers: RunningServer[]): Promise<void> {
  for (const point of points) {
    const batch = await bringMany(here, office, servers);
    here.arm(point);
    await Promise.allSettled(batch.map((ready, at) => sign(office, urlOf(servers, at), ready)));
    const at = await whoDied(servers, point);
    const survivor = servers[1 - at];
    assert.ok(survivor);
    for (const ready of batch)
      if (office.approved.includes(ready.revision)) await waitUntilOut(here, ready, survivor.output);
    servers[at] = await here.start({ env: { PORT: '0' } });
  }
}

const urlOf = (servers: readonly RunningServer[], at: number) => servers[at % servers.length]?.url ?? '';

async function bringMany(here: Installation, office: Office, servers: readonly RunningServer[]) {
  const batch = [];
  for (let at = 0; at < TOGETHER; at += 1) batch.push(await bringNext(here, office, urlOf(servers, at)));
  return batch;
}

async function whoDied(servers: readonly RunningServer[], point: string): Promise<0 | 1> {
  const died = await Promise.any(
    servers.map(async (server, at) => {
      const { signal } = await server.ended(60_000);
      assert.equal(signal, 'SIGKILL', server.output());
      return at;
    }),
  ).catch((error: unknown) => {
    throw new Error(`nobody came by ${point}`, { cause: error });
  });
  return died === 0 ? 0 : 1;
}

/**
 * One server stands still in the middle of sealing and loses its lock; the other goes on. Then the first wakes up and carries
 * on as if nothing had happened: it must not be able to take anything back.
 */
export async function wakeTheDead(
  here: Installation,
  office: Office,
  servers: readonly RunningServer[],
  point: string,
): Promise<void> {
  const [a, b] = await bringMany(here, office, servers);
  assert.ok(a && b);
  here.arm(point, 'SIGSTOP');
  await sign(office, urlOf(servers, 0), a);
  let still: RunningServer | undefined;
  await until(async () => {
    still = servers.find((server) => isStopped(server.pid));
    return still !== undefined;
  }, 60_000);
  const awake = servers.find((server) => server !== still);
  assert.ok(still && awake);
  await here.query(
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = 4714227 and granted`,
  );
  await sign(office, awake.url, b);
  // The queue waits for the one that stands still; a server that starts does not.
  const third = await here
    .start({ env: { PORT: '0' } })
    .finally(() => process.kill(still?.pid ?? 0, 'SIGCONT'));
  for (const ready of [a, b]) await waitUntilOut(here, ready, awake.output);
  await third.stop();
}

const isStopped = (pid: number) =>
  / T /.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/, ' '));
