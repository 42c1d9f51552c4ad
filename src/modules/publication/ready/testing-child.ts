import { noCosigner, SEAL, transparencyLogModule } from '#modules/transparency-log';
import { openDatabase } from '#platform/database';
import { publicationModule } from '../index.ts';
import { connectReadyPages } from './closing.ts';

/* A process of its own that seals once, to be killed on the way: node testing-child.ts <worker's address> <log folder> <origin> <now> <ready pages>. */

const [url = '', folder = '', origin = '', now = '', ready = ''] = process.argv.slice(2);
connectReadyPages(ready);
const database = openDatabase(url, 3);
const { reveals } = publicationModule;
const log = transparencyLogModule({
  folder,
  origin,
  sm2: false,
  cosigner: noCosigner,
  cosignMs: 5_000,
  reveals: () => (reveals === null ? [] : [reveals]),
});
await log.jobs[SEAL]?.run({}, { database, now: () => new Date(now) });
await database.close();
