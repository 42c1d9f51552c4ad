import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { sendDueMail } from '#platform/mail';
import { allModules } from '../../src/app/compose.ts';
import { postOf } from '../../src/app/post.ts';
import { type TestMailServer, testMailServer } from '../../src/platform/mail/testing/server.ts';
import { until } from './process.ts';
import { jsonOf, type Person, type Town } from './walk-people.ts';
import { planPublicationNow } from './walk-settle.ts';

/*
 * What leaves the house by itself: mails to subscribers of every kind and to the staff, and webhooks to partners. They are asked
 * for before anything is published, so that everything that happens could be told to them.
 */

/** Something that went out: which way, to whom, and all that could be read in it. */
export type Sent = {
  readonly way: 'mail' | 'reminder' | 'webhook';
  readonly to: string;
  readonly all: string;
};

export type Outlets = {
  /** What the program is started with. */
  readonly config: { readonly mail: TestMailServer['settings']; readonly privateWebhooks: true };
  /** Subscribes, and registers partners. */
  readonly join: (town: Town) => Promise<void>;
  /** Lets everything go out that is owed. @returns all of it */
  readonly collect: (town: Town) => Promise<readonly Sent[]>;
};

/** A wish of each kind, by the name in its address. `at-once` hears of things while they happen, the others the day after. */
const wishes = (town: Town): Readonly<Record<string, readonly [target: string, pace: string]>> => ({
  everything: ['', 'daily'],
  weekly: ['', 'weekly'],
  'at-once': ['', 'atOnce'],
  unit: [`unit=${town.units.branchA}&within=0`, 'daily'],
  below: [`unit=${town.units.district}&kind=party`, 'daily'],
  category: ['category=工作动态', 'daily'],
  text: ['q=有关情况', 'daily'],
  file: ['q=附件内容', 'daily'],
});

/** Subscribers of each kind who are told of an item that is open to society. */
export const subscribers = [
  'everything',
  'weekly',
  'at-once',
  'unit',
  'below',
  'category',
  'text',
  'file',
] as const;

const WAIT_MS = 60_000;
const DAY_MS = 86_400_000;

export async function openOutlets(t: Pick<TestContext, 'after'>): Promise<Outlets> {
  const server = await testMailServer(t);
  const partner = await openPartner(t);
  return {
    config: { mail: server.settings, privateWebhooks: true },
    join: async (town) => {
      await subscribe(town, server);
      await registerPartners(town, partner.url);
    },
    collect: async (town) => [
      ...(await collectMails(town, server)),
      ...(await collectWebhooks(town, partner.got)),
    ],
  };
}

async function subscribe(town: Town, server: TestMailServer): Promise<void> {
  const form = (path: string, fields: Readonly<Record<string, string>> = {}) =>
    town.app.fetch(path, { method: 'POST', body: new URLSearchParams(fields) });
  const all = Object.entries(wishes(town));
  for (const [name, [target, pace]] of all) {
    const asked = await form('/subscribe', { address: `${name}@example.org`, target, pace });
    assert.equal(asked.status, 200, name);
  }
  const staff = Object.entries(town.people).filter(([, who]) => isStaff(town, who));
  for (const [name, who] of staff)
    jsonOf(
      await town.ask(who, 'PUT', '/api/me/mail', { address: `${name}@staff.example.org`, urgent: true }),
    );
  await until(
    async () => server.raw.length >= all.length + staff.length,
    WAIT_MS,
    () => 'no confirmations',
  );
  for (const mail of await server.mails()) {
    const link = /https?:\/\/[^/\s]+(\/(?:subscribe|office-mail)\/confirm\/\S+)/.exec(mail.text ?? '')?.[1];
    if (link === undefined) throw new Error(`no link in ${mail.text}`);
    assert.equal((await form(link)).status, 200, link);
  }
}

const isStaff = ({ people }: Town, who: Person) =>
  ![people.memberA, people.memberB, people.resident].includes(who);

async function openPartner(t: Pick<TestContext, 'after'>) {
  const got: string[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      got.push(`${request.url}\n${request.rawHeaders.join('\n')}\n\n${Buffer.concat(pieces).toString()}`);
      response.writeHead(204).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` };
}

/** One of the whole district, one of the branch: what is told to both is told of the same unit. */
async function registerPartners(town: Town, url: string): Promise<void> {
  for (const unit of [town.units.district, town.units.branchA])
    jsonOf(
      await town.ask(town.people.office, 'POST', '/api/carriers/webhooks', { unit, name: '对接平台', url }),
    );
}

async function collectWebhooks(town: Town, got: readonly string[]): Promise<readonly Sent[]> {
  await planPublicationNow(town.app);
  const { pool } = town.app.db.owner;
  const waiting = `select count(*)::int as n from carriers.delivery where kind = 'webhook' and state = 'waiting'`;
  await until(
    async () => (await pool.query<{ n: number }>(waiting)).rows[0]?.n === 0,
    WAIT_MS,
    () => 'webhooks still wait',
  );
  return got.map((all) => ({ way: 'webhook', to: 'partner', all }));
}

const mornings = [
  'disclosure/morning-digest',
  'subscriptions/remind-staff',
  'subscriptions/at-once',
  'subscriptions/digests',
];

/** Eight mornings on: whatever the pace, it is due once. */
async function collectMails(town: Town, server: TestMailServer): Promise<readonly Sent[]> {
  const { config } = town.app.installation;
  const modules = allModules(config);
  const faults: unknown[] = [];
  const post = postOf(config, modules, { url: () => town.app.url, onFault: (fault) => faults.push(fault) });
  if (post === null) throw new Error('mail is off');
  const jobs = Object.assign({}, ...modules.map((module) => module.jobs)) as (typeof modules)[number]['jobs'];
  for (let day = 1; day <= 8; day += 1) {
    const now = new Date(Date.now() + day * DAY_MS);
    for (const job of mornings) await jobs[job]?.run({}, { database: town.app.db.worker, now: () => now });
    await sendDueMail(post, town.app.db.worker, () => now);
  }
  assert.deepEqual(faults, []);
  // The worker sends as well: what it has in hand arrives first.
  const owed = `select count(*)::int as n from platform.mail where state in ('waiting', 'sending')`;
  await until(
    async () => (await town.app.db.owner.pool.query<{ n: number }>(owed)).rows[0]?.n === 0,
    WAIT_MS,
    () => 'mails still wait',
  );
  return (await server.mails()).map((mail, index) => {
    const to = server.envelopes[index]?.to.join() ?? '';
    const said = [mail.subject, mail.text, mail.html, server.raw[index]].join('\n');
    return { way: to.includes('@staff.') ? 'reminder' : 'mail', to: to.replace(/@.*/, ''), all: said };
  });
}
