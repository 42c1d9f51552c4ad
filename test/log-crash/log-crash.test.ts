import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { failPoints, firstStartFailPoints } from '#modules/transparency-log';
import { buildOffice, isOfficeStale } from '../../src/app/build-office.ts';
import { restoreBackups } from './backups.ts';
import { fillReady, fillStore, fillUp, smallDisk, smallFolder } from './full-disk.ts';
import { fillLog, type Installation, makeInstallation } from './installation.ts';
import {
  killEverywhere,
  killFirstStarts,
  killRepairs,
  kills,
  killUnreadable,
  killUploads,
  requireErased,
} from './matrix.ts';
import { newOffice, publishOne } from './office.ts';
import { raceTwo, wakeTheDead } from './race.ts';
import { requireSights, verifyAll, verifyAsReader } from './verify.ts';
import { type Watch, watch } from './watch.ts';

/*
 * The crash matrix: the program kills itself at every place of publishing, is started again, and nobody who looked at it all the
 * time ever saw something that the log does not say. Then two programs race, the disk is full, and old backups come back. One
 * installation for all of it; every checkpoint that was ever served is held against the log at every stage.
 */

/** Enough entries that the first full tile comes in the middle of the matrix. */
const BEFOREHAND = 228;

async function endWatch(here: Installation, seen: Watch, url: string): Promise<void> {
  await seen.stop();
  await requireSights(here, seen, await verifyAsReader(here, url));
}

test('publishing cut off anywhere: nobody ever sees what the log does not say', async (t: TestContext) => {
  if (isOfficeStale()) await buildOffice();
  const began = performance.now();
  const tell = (what: string) => console.log(`${((performance.now() - began) / 1000).toFixed(1)} s  ${what}`);
  const here = await makeInstallation(t, 3);
  const office = newOffice();
  await killFirstStarts(here);
  tell(`killed at ${firstStartFailPoints.length} places of the first start`);

  await fillLog(here, BEFOREHAND);
  let server = await here.start();
  const alone = watch(() => [here.url], here.memory);
  t.after(alone.stop);
  await publishOne(here, office, server);
  server = await killUploads(here, office, server);
  tell('killed at each place of taking a file into the store');
  server = await killEverywhere(here, office, server);
  await requireErased(here, office);
  await endWatch(here, alone, server.url);
  assert.ok(alone.sights.length > failPoints.length, 'the reader saw too little');
  tell(
    `killed ${kills} times; ${alone.checkpoints.size} checkpoints, ${alone.sights.length} states of the lists seen`,
  );

  await killRepairs(here);
  const servers = [server, await here.start({ env: { PORT: '0' } })];
  const both = watch(() => servers.map(({ url }) => url), here.memory);
  t.after(both.stop);
  await raceTwo(here, office, servers);
  for (const point of ['after-head-commit', 'after-tile-written', 'after-reveal-commit'])
    await wakeTheDead(here, office, servers, point);
  for (const { url } of servers) await verifyAll(here, url, office.approved);
  await endWatch(here, both, servers[0]?.url ?? '');
  tell('two servers raced, died, stood still and woke up');

  await Promise.all(servers.map((one) => one.stop()));
  await killUnreadable(here);
  const disk = smallDisk(t, here);
  const [store, ready] = [smallFolder(t, join(here.data, 'files')), smallFolder(t, join(here.data, 'ready'))];
  server = await here.start();
  const full = watch(() => [here.url], here.memory);
  t.after(full.stop);
  await fillUp(here, office, server, disk);
  await fillStore(here, office, server, store);
  await fillReady(here, office, server, ready);
  await verifyAll(here, server.url, office.approved);
  await endWatch(here, full, server.url);
  tell(`full disk under the log, the files, the ready pages: ${disk.kind}, ${store.kind}`);
  await server.stop();
  for (const one of [disk, store, ready]) one.leave();

  await restoreBackups(here, office);
  tell('old backups refused, and the ways out');
});
