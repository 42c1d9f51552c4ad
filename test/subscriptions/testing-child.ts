import { catalogueModule } from '#modules/catalogue';
import { disclosureModule } from '#modules/disclosure';
import { organisations } from '#modules/organisations';
import { publicationModule } from '#modules/publication';
import { makeDigests, subscriptionsModule } from '#modules/subscriptions';
import type { MailSettings } from '#platform/config';
import { openDatabase } from '#platform/database';
import { createTranslator } from '#platform/i18n';
import { sendDueMail, smtpCarrier } from '#platform/mail';
import { deriveKey } from '#platform/sealing';
import { keysOf } from '../../src/modules/subscriptions/settings.ts';

/* A process of its own that makes the day’s digests and sends them, to be killed on the way. */

type Order = { readonly url: string; readonly key: string; readonly mail: MailSettings; readonly at: string };

const order = JSON.parse(process.argv[2] ?? '{}') as Order;
const key = Buffer.from(order.key, 'base64');
const database = openDatabase(order.url, 3);
const room = subscriptionsModule({ key, mail: 'smtp' });
const now = new Date(order.at);
const rooms = [organisations, catalogueModule, disclosureModule, publicationModule, room];
await makeDigests(database, keysOf({ key }), now, 'daily');
await sendDueMail(
  {
    key: deriveKey(key, 'mail'),
    kinds: room.mails,
    carrier: () => smtpCarrier(order.mail),
    domain: 'gongkai.example',
    baseUrl: () => 'https://gongkai.example',
    translator: createTranslator(rooms.flatMap(({ messages }) => messages)),
    onFault: (error) => console.error(error),
  },
  database,
  () => now,
);
await database.close();
