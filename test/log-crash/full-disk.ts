import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  renameSync,
  rmSync,
  statfsSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { atEnd, type RunningServer, until } from '#test/process';
import { entriesPath, tilePath } from '#tlog';
import type { Installation } from './installation.ts';
import { bringNext, isOut, type Office, sign, waitUntilOut } from './office.ts';
import { servedSize } from './verify.ts';

const PAGE = 4096;
const SIZE = '2m';

/** A disk that a test can fill up: the log's folder, or single files of it. */
type Disk = {
  readonly kind: string;
  /** Leaves room for so many files of a page each; then everything more is told that the disk is full. */
  readonly fill: (room: number, size: number) => void;
  readonly empty: () => void;
  /** Puts the log back onto the disk it came from; the server must be stopped. */
  readonly leave: () => void;
};

/**
 * Root gives the log's folder a small memory disk of its own, and fills it. Others cannot mount: there the files to be written
 * lead to `/dev/full`, which tells every writer that the disk is full. The server must be stopped.
 */
export function smallDisk(t: TestContext, { log }: Installation): Disk {
  const kept = `${log}.kept`;
  renameSync(log, kept);
  mkdirSync(log);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE}`, 'tmpfs', log]).status === 0;
  cpSync(kept, log, { recursive: true });
  rmSync(kept, { recursive: true });
  if (!mounted) return { kind: 'files that lead to /dev/full', ...fullFiles(log), leave: () => undefined };
  const unmount = () => spawnSync('umount', ['--lazy', log]);
  atEnd(t, unmount);
  const filler = join(log, 'filler');
  return {
    kind: `a memory disk of ${SIZE}`,
    fill: (room) => {
      writeFileSync(filler, '');
      const { bavail, bsize } = statfsSync(log);
      writeFileSync(filler, Buffer.alloc(bavail * bsize - room * PAGE));
    },
    empty: () => unlinkSync(filler),
    leave: () => {
      cpSync(log, kept, { recursive: true });
      unmount();
      rmSync(log, { recursive: true });
      renameSync(kept, log);
    },
  };
}

function fullFiles(log: string): Pick<Disk, 'fill' | 'empty'> {
  let file = '';
  return {
    fill: (room, size) => {
      const next = size + 1;
      const [index, width] = [Math.floor((next - 1) / 256), ((next - 1) % 256) + 1];
      const path = [entriesPath(index, width), tilePath(0, index, width), 'checkpoint'][room] ?? 'checkpoint';
      file = join(log, `${path}.new`);
      mkdirSync(dirname(file), { recursive: true });
      symlinkSync('/dev/full', file);
    },
    empty: () => rmSync(file, { force: true }),
  };
}

/** Whatever cannot be written, nothing is half out; with room again it goes on by itself. */
export async function fillUp(
  here: Installation,
  office: Office,
  server: RunningServer,
  disk: Disk,
): Promise<void> {
  for (const room of [0, 1, 2]) {
    const next = await bringNext(here, office, server.url);
    const size = await servedSize(server.url);
    disk.fill(room, size);
    await sign(office, server.url, next);
    await until(
      async () => (await alarmsOf(server)).includes('disk-full'),
      30_000,
      () => `nobody noticed that the disk is full (${room}):\n${server.output()}`,
    );
    // The checkpoint's file only mirrors what the database has published by then.
    const isPublished = room === 2;
    assert.equal(await isOut(here, next), isPublished, `with room for ${room}`);
    assert.equal((await servedSize(server.url)) > size, isPublished, `with room for ${room}`);
    disk.empty();
    await waitUntilOut(here, next, server.output);
    await until(async () => (await alarmsOf(server)).length === 0, 90_000);
  }
}

/** What the health check says of the log. */
export async function alarmsOf({ url }: Pick<RunningServer, 'url'>): Promise<readonly string[]> {
  const health = await fetch(`${url}/healthz`);
  const said = (await health.json()) as { 'transparency-log': { alarms: string[] } };
  return said['transparency-log'].alarms;
}
