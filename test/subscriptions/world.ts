import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { ParsedMail } from 'mailparser';
import { catalogueModule } from '#modules/catalogue';
import { connectFiles, disclosureModule } from '#modules/disclosure';
import { organisations } from '#modules/organisations';
import { publicationModule } from '#modules/publication';
import { makeDigests, type SubscriptionSettings, subscriptionsModule } from '#modules/subscriptions';
import { type FileStore, openFileStore } from '#platform/files';
import { createHttpServer, httpMessages } from '#platform/http';
import { createTranslator } from '#platform/i18n';
import { type MailPost, sendDueMail, smtpCarrier } from '#platform/mail';
import { deliverFact } from '#platform/outbox';
import { deriveKey } from '#platform/sealing';
import { portalMessages } from '#ui/portal';
import { monday, world as publishing, type World } from '../../src/modules/publication/testing/world.ts';
import { keysOf } from '../../src/modules/subscriptions/settings.ts';
import { type TestMailServer, testMailServer } from '../../src/platform/mail/testing/server.ts';

/** A village that publishes, a portal with its forms, a post that sends, and a server that receives. */
export type Town = World & {
  readonly settings: SubscriptionSettings;
  readonly files: FileStore;
  readonly keys: ReturnType<typeof keysOf>;
  readonly server: TestMailServer;
  readonly post: MailPost;
  /** The clock of web server, digests and post. */
  at: Date;
  readonly get: (path: string) => Promise<{ readonly status: number; readonly body: string }>;
  readonly send: (
    path: string,
    fields?: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<{ readonly status: number; readonly body: string }>;
  /** A raw body, as another program posts it; answers the status. */
  readonly raw: (path: string, body: Buffer, type: string) => Promise<number>;
  /** A page with its headers. */
  readonly page: (
    path: string,
  ) => Promise<{ readonly body: string; readonly headers: Readonly<Record<string, unknown>> }>;
  readonly job: (name: string) => Promise<void>;
  /** Facts to the room, digests of all paces, everything due handed over; answers the mails that came by it. */
  readonly day: (after?: { readonly hours?: number }) => Promise<readonly ParsedMail[]>;
  /** Sends what is due; answers the mails that came by it. */
  readonly mails: () => Promise<readonly ParsedMail[]>;
  readonly faults: object[];
};

export const base = 'https://gongkai.example';

export async function town(
  t: TestContext,
  options: { readonly mail?: SubscriptionSettings['mail'] } = {},
): Promise<Town> {
  const w = await publishing(t);
  const settings: SubscriptionSettings = { key: randomBytes(32), mail: options.mail ?? 'smtp' };
  const room = subscriptionsModule(settings);
  const server = await testMailServer(t);
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-subscriptions-'));
  const files = await openFileStore(folder);
  connectFiles(files);
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const rooms = [organisations, catalogueModule, disclosureModule, publicationModule, room];
  const words = rooms.flatMap(({ messages }) => messages);
  const translator = createTranslator([httpMessages, portalMessages, ...words]);
  const faults: object[] = [];
  let seen = 0;
  const found: Town = {
    ...w,
    settings,
    files,
    keys: keysOf(settings),
    server,
    at: monday,
    faults,
    post: {
      key: deriveKey(settings.key, 'mail'),
      kinds: room.mails,
      carrier: () => smtpCarrier(server.settings),
      domain: 'gongkai.example',
      baseUrl: () => base,
      translator,
      onFault: (error) => faults.push({ error: String(error) }),
    },
    get: async (path) => {
      const answer = await http.inject({ url: path });
      return { status: answer.statusCode, body: answer.body };
    },
    send: async (path, fields = {}, headers = {}) => {
      const answer = await http.inject({
        method: 'POST',
        url: path,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        payload: new URLSearchParams(fields).toString(),
      });
      return { status: answer.statusCode, body: answer.body };
    },
    raw: async (path, body, type) => {
      const headers = { 'content-type': type };
      return (await http.inject({ method: 'POST', url: path, headers, payload: body })).statusCode;
    },
    page: async (path) => http.inject({ url: path }),
    job: async (name) => room.jobs[name]?.run({}, { database: w.db.worker, now: () => found.at }),
    mails: async () => {
      await sendDueMail(found.post, w.db.worker, () => found.at);
      const all = await server.mails();
      const fresh = all.slice(seen);
      seen = all.length;
      return fresh;
    },
    day: async ({ hours = 24 } = {}) => {
      found.at = new Date(found.at.getTime() + hours * 3_600_000);
      await hear(w, room.hears);
      for (const pace of ['atOnce', 'daily', 'weekly'] as const)
        await makeDigests(w.db.worker, found.keys, found.at, pace);
      return found.mails();
    },
  };
  const http = await createHttpServer({
    roles: { portal: true, office: true },
    office: w.db.office,
    portal: w.db.portal,
    files,
    permissions: new Map(rooms.flatMap(({ permissions }) => Object.entries(permissions))),
    routes: room.routes,
    pages: room.pages,
    forms: room.forms,
    translator,
    now: () => found.at,
    baseUrl: () => base,
    demo: false,
    trustProxy: false,
    findSession: async () => null,
    errorPage: (_ctx, problem) => ({ status: problem.status, body: `<p>${problem.code}</p>` }),
    health: async () => ({ status: 'ok' }),
    openApi: () => ({}),
    log: (entry) => faults.push(entry),
    mount: async () => undefined,
  });
  t.after(() => http.close());
  return found;
}

/** Every fact to the room, as the worker brings them; a second time changes nothing. */
export async function hear(
  w: World,
  hears: Parameters<typeof deliverFact>[1] extends ReadonlyMap<string, infer H> ? H : never,
) {
  const { rows } = await w.db.owner.pool.query<{ id: string }>('select id from platform.fact order by seq');
  for (const { id } of rows) await deliverFact(w.db.worker, new Map([['subscriptions', hears]]), id);
}

/** The path of the first link of a mail that begins so. */
export function linkIn(mail: ParsedMail | undefined, path: string): string {
  const found = new RegExp(`${base}(${path}[^\\s]*)`).exec(mail?.text ?? '')?.[1];
  if (found === undefined) throw new Error(`no link ${path} in ${mail?.text ?? 'no mail'}`);
  return found;
}

/** Subscribes as a reader does: form, mail, link, button. Answers the subscription's mail with its links. */
export async function subscribed(w: Town, address: string, target: string, pace = 'daily'): Promise<void> {
  const asked = await w.send('/subscribe', { address, target, pace });
  if (asked.status !== 200) throw new Error(`${asked.status} ${asked.body}`);
  const mail = (await w.mails()).find((one) => JSON.stringify(one.to).includes(address));
  const confirmed = await w.send(linkIn(mail, '/subscribe/confirm/'));
  if (confirmed.status !== 200) throw new Error(`${confirmed.status} ${confirmed.body}`);
}
