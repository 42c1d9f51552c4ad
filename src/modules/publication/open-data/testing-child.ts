import { openDatabase } from '#platform/database';
import { openFileStore } from '#platform/files';
import { makeFiles } from './make-files.ts';

/* A process of its own that makes the files once, to be killed on the way: node testing-child.ts <worker's address> <data folder> <now>. */

const [url = '', folder = '', now = ''] = process.argv.slice(2);
const database = openDatabase(url, 3);
await makeFiles(database, await openFileStore(folder), new Date(now));
await database.close();
