import { openDatabase } from '#platform/database';
import { attemptDelivery } from '../deliveries/attempt.ts';
import { connectWebhooks } from './settings.ts';

/* A process of its own that delivers once, to be killed on the way: node testing-child.ts <worker's address> <key> <delivery> <now>. */

const [url = '', key = '', delivery = '', now = ''] = process.argv.slice(2);
const database = openDatabase(url, 3);
connectWebhooks({
  key: Buffer.from(key, 'base64'),
  url: null,
  rules: { plainHttp: true, privateNetwork: true },
});
await attemptDelivery({ database, now: () => new Date(now) }, delivery);
await database.close();
