import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
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
import type { Ready } from './desk.ts';
import type { Installation } from './installation.ts';
import { bringNext, isOut, type Office, publishOne, sign, waitUntilOut } from './office.ts';
import { servedSize } from './verify.ts';
import { readText } from './watch.ts';

const PAGE = 4096;
const SIZE = '2m';

/** A disk that a test can fill up: a folder, or single files of it. */
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
  return (
    mountedDisk(t, log, SIZE) ?? {
      kind: 'files that lead to /dev/full',
      ...fullFiles(log),
      leave: () => undefined,
    }
  );
}

/**
 * The same for a folder whose files have no names known beforehand. Who cannot mount makes it one in which nothing can be made.
 */
export function smallFolder(t: TestContext, folder: string): Disk {
  return (
    mountedDisk(t, folder, '48m') ?? {
      kind: 'a folder that takes nothing',
      fill: () => setModes(folder, 0o555),
      empty: () => setModes(folder, 0o755),
      leave: () => setModes(folder, 0o755),
    }
  );
}

function setModes(folder: string, mode: number): void {
  for (const one of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (one.isDirectory()) chmodSync(join(one.parentPath, one.name), mode);
  chmodSync(folder, mode);
}

function mountedDisk(t: TestContext, log: string, size: string): Disk | null {
  const kept = `${log}.kept`;
  renameSync(log, kept);
  mkdirSync(log);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', log]).status === 0;
  cpSync(kept, log, { recursive: true });
  rmSync(kept, { recursive: true });
  if (!mounted) return null;
  const unmount = () => spawnSync('umount', ['--lazy', log]);
  atEnd(t, unmount);
  const filler = join(log, 'filler');
  return {
    kind: `a memory disk of ${size}`,
    fill: (room) => {
      writeFileSync(filler, '');
      const { bavail, bsize } = statfsSync(log);
      try {
        writeFileSync(filler, Buffer.alloc(bavail * bsize - room * PAGE));
      } catch (error) {
        // Somebody wrote meanwhile: no room is what was wanted.
        if (room > 0 || !String(error).includes('ENOSPC')) throw error;
      }
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

/** A page for each of them at the least, and more for a bundle of many entries. */
const MOST_ROOM = 12;

/** How far it got: nothing is public, or all is and only the folder's mirror of it is old, or there was room for everything. */
type Reached = 'nothing' | 'public' | 'everything';

/** Whatever cannot be written, nothing is half out; with room again it goes on by itself. */
export async function fillUp(
  here: Installation,
  office: Office,
  server: RunningServer,
  disk: Disk,
): Promise<void> {
  const reached: Reached[] = [];
  for (let room = 0; room < MOST_ROOM && reached.at(-1) !== 'everything'; room += 1) {
    const next = await bringNext(here, office, server.url);
    const size = await servedSize(server.url);
    disk.fill(room, size);
    await sign(office, server.url, next);
    const isFull = await noticesFullDisk(here, server, next);
    const isPublished = await isOut(here, next);
    assert.equal((await servedSize(server.url)) > size, isPublished, `half out, with room for ${room}`);
    reached.push(!isFull ? 'everything' : isPublished ? 'public' : 'nothing');
    disk.empty();
    await waitUntilOut(here, next, server.output);
    await until(async () => (await alarmsOf(server)).length === 0, 90_000);
    if (reached.at(-1) === 'public') break;
  }
  assert.equal(reached[0], 'nothing');
  assert.equal(reached.at(-1), 'public', `${reached}: the disk was never full at the checkpoint's file`);
}

/** @returns false when everything fits */
async function noticesFullDisk(here: Installation, server: RunningServer, next: Ready): Promise<boolean> {
  let isFull = false;
  const look = async () => {
    isFull = (await alarmsOf(server)).includes('disk-full');
    return isFull || ((await isOut(here, next)) && (await mirrors(here, server)));
  };
  await until(look, 60_000, () => `nobody noticed that the disk is full:\n${server.output()}`);
  return isFull;
}

async function mirrors({ log }: Installation, { url }: RunningServer): Promise<boolean> {
  return readFileSync(join(log, 'checkpoint'), 'utf8') === (await readText(url, '/log/checkpoint'));
}

/**
 * The file store takes nothing: whoever brings a file is told so and nothing of it is left; what needs none goes out as ever.
 * Then there is room again, and the same is brought once more.
 */
export async function fillStore(
  here: Installation,
  office: Office,
  server: RunningServer,
  disk: Disk,
): Promise<void> {
  const approvable = await bringNext(here, office, server.url);
  disk.fill(0, 0);
  const counted = async () =>
    (await here.query<{ sha256: string }>('select sha256 from platform.stored_file order by 1')).map(
      ({ sha256 }) => sha256,
    );
  const before = await counted();
  await assert.rejects(bringNext(here, { ...office, published: [] }, server.url), /attachments/);
  assert.deepEqual(await counted(), before, 'a file is named that is not there');
  await sign(office, server.url, approvable);
  await waitUntilOut(here, approvable, server.output);
  disk.empty();
  await publishOne(here, office, server);
}

/**
 * Nothing more goes into the folder of ready pages: what is published is out as the log says, or not yet; nobody is served
 * what was ready before (the reader who never sleeps looks on). With room again all of it is ready and true.
 */
export async function fillReady(
  here: Installation,
  office: Office,
  server: RunningServer,
  disk: Disk,
): Promise<void> {
  disk.fill(0, 0);
  const next = await bringNext(here, office, server.url);
  const size = await servedSize(server.url);
  await sign(office, server.url, next);
  await until(
    async () => (await isOut(here, next)) || /ENOSPC|EACCES/.test(server.output()),
    60_000,
    () => `neither out nor refused:\n${server.output()}`,
  );
  assert.equal((await servedSize(server.url)) > size, await isOut(here, next), 'half out');
  disk.empty();
  await waitUntilOut(here, next, server.output);
  await publishOne(here, office, server);
}

/** What the health check says of the log. */
export async function alarmsOf({ url }: Pick<RunningServer, 'url'>): Promise<readonly string[]> {
  const health = await fetch(`${url}/healthz`);
  const said = (await health.json()) as { 'transparency-log': { alarms: string[] } };
  return said['transparency-log'].alarms;
}
