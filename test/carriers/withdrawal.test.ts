import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { noteExport } from '#modules/publication';
import { mailJobs } from '#platform/mail';
import { type Paired, pair } from '#test/walk-devices';
import { approve, correct, type Dossier, draft, withdraw } from '#test/walk-dossiers';
import { jsonOf, startTown, type Town } from '#test/walk-people';
import { planPublicationNow } from '#test/walk-settle';
import { allModules } from '../../src/app/compose.ts';
import { exportSite } from '../../src/app/export/export-site.ts';
import { siteSourceOf } from '../../src/app/export/site-source.ts';
import { postOf } from '../../src/app/post.ts';
import { portalOf } from '../../src/app/ready/portal-of.ts';
import { keeperOptions } from '../../src/app/ready/start-ready.ts';
import { type Keeper, openKeeper } from '../../src/modules/publication/ready/keeper.ts';

/*
 * The whole program with every way out in use: what is published is seen on each, what is withdrawn or narrowed on none, and each
 * says so itself. The worker's jobs are done by hand, so that every moment in between can be looked at.
 */

type World = {
  readonly town: Town;
  readonly keeper: Keeper;
  /** Makes what is to be ready, until there is nothing more to do. */
  readonly keep: () => Promise<void>;
  readonly export: () => Promise<void>;
  readonly folder: string;
  readonly screen: Paired;
  readonly kiosk: Paired;
  /** What the partner got: kinds of events by the item's address. */
  readonly partner: readonly string[];
  readonly job: (name: string, payload?: object, now?: Date) => Promise<void>;
  readonly outside: (
    path: string,
    headers?: Record<string, string>,
  ) => Promise<{ status: number; text: string }>;
};

const minutes = (count: number) => new Date(Date.now() + count * 60_000);

async function world(t: TestContext): Promise<World> {
  const town = await startTown(t, {
    config: { roles: new Set(['portal', 'office']), ready: true, privateWebhooks: true },
  });
  const { installation } = town.app;
  const { app, server } = await portalOf(installation);
  let ahead = 0;
  const later = () => new Date(Date.now() + ahead);
  const keeper = await openKeeper({ ...keeperOptions(installation, app, server), now: later });
  const folder = mkdtempSync(join(tmpdir(), 'gongkai-export-'));
  t.after(async () => {
    keeper.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const keep = async () => {
    for (let idle = 0; idle < 2; ) {
      // Quiet and the pace of lists are a matter of its clock.
      ahead += 5_000;
      idle = (await keeper.step()) ? 0 : idle + 1;
    }
  };
  const partner = await startPartner(t);
  const { office } = town.people;
  jsonOf(
    await town.ask(office, 'POST', '/api/carriers/webhooks', {
      unit: town.units.district,
      name: '对接平台',
      url: partner.url,
    }),
  );
  const modules = allModules(installation.config);
  const post = postOf(installation.config, modules, {
    url: () => town.app.url,
    onFault: (error) => assert.fail(String(error)),
  });
  const jobs = {
    ...Object.fromEntries(modules.flatMap((one) => Object.entries(one.jobs))),
    ...(post === null ? {} : mailJobs(post)),
  };
  return {
    town,
    keeper,
    keep,
    folder,
    export: async () =>
      void (await exportSite(folder, siteSourceOf(installation, app, server), () => undefined)),
    screen: await pair(town, 'screen'),
    kiosk: await pair(town, 'kiosk'),
    partner: partner.got,
    job: async (name, payload = {}, now = new Date()) => {
      const job = jobs[name];
      assert.ok(job, name);
      await job.run(payload, { database: town.app.db.worker, now: () => now });
    },
    outside: async (path, headers = {}) => {
      const answer = await town.app.fetch(path, { headers: { 'accept-language': 'zh-CN', ...headers } });
      return { status: answer.status, text: await answer.text() };
    },
  };
}

async function startPartner(t: TestContext) {
  const got: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece) => (body += String(piece)));
    request.on('end', () => {
      const { type, data } = JSON.parse(body) as { type: string; data: { path: string } };
      got.push(`${type} ${data.path}`);
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

/** What waits for partners is sent. */
async function send(w: World): Promise<void> {
  const { rows } = await w.town.app.db.owner.pool.query<{ id: string }>(
    `select id from carriers.delivery where kind = 'webhook' and state = 'waiting' order by ordinal`,
  );
  for (const { id } of rows) await w.job('carriers/deliver', { id });
}

/** The screen fetches what it has to show and says that it shows it. */
async function contact(w: World): Promise<readonly string[]> {
  const { device, key } = w.screen;
  const asked = await w.town.app.fetch(`/screen/${device}/manifest`, {
    headers: { 'x-device-key': key ?? '' },
  });
  const { slides } = (await asked.json()) as { slides: { slug: string }[] };
  const shown = slides.map(({ slug }) => slug);
  const fields = {
    device,
    key: key ?? '',
    hash: asked.headers.get('x-gongkai-hash') ?? '',
    shown: shown.join(','),
    wall: String(Date.now()),
    version: 'v',
  };
  const said = await w.town.app.fetch('/screen/contact', {
    method: 'POST',
    body: new URLSearchParams(fields),
  });
  assert.equal(said.status, 200);
  return shown;
}

/** Somebody subscribes to everything and confirms by the link of the mail. */
async function subscribe(w: World): Promise<void> {
  const form = (path: string, fields: Record<string, string>) =>
    w.town.app.fetch(path, { method: 'POST', body: new URLSearchParams(fields) });
  assert.equal(
    (await form('/subscribe', { address: 'reader@example.org', target: '', pace: 'daily' })).status,
    200,
  );
  await w.job('platform/send-mail');
  const { shown } = jsonOf(await w.town.ask(w.town.people.system, 'GET', '/api/mail')) as {
    shown: { body: string }[];
  };
  const link = /(\/subscribe\/confirm\/\S+)/.exec(shown[0]?.body ?? '')?.[1] ?? '';
  assert.equal((await form(link, {})).status, 200);
}

type Item = { readonly id: string; readonly slug: string; readonly dossier: Dossier };

async function publish(w: World, title: string): Promise<Item> {
  const words = { title, body: `${title}正文`, keyword: title, fileName: '名册', file: `${title}附件` };
  const dossier = await approve(w.town, await draft(w.town, { words }));
  const found = jsonOf(
    await w.town.ask(w.town.people.approver, 'GET', `/api/publications/of/${dossier.disclosure}`),
  ) as { id: string; slug: string };
  return { ...found, dossier };
}

/** This month's brief, proposed and issued. */
async function brief(w: World): Promise<string> {
  const { author, approver } = w.town.people;
  const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  const path = '/api/carriers/briefs';
  const made = jsonOf(
    await w.town.ask(author, 'POST', `${path}/month`, { unit: w.town.units.branchA, month }),
  ) as { id: string; lockVersion: number };
  const move = async (who: typeof author, what: string, lockVersion: number) =>
    jsonOf(await w.town.ask(who, 'POST', `${path}/${made.id}/moves`, { move: what, lockVersion })) as {
      lockVersion: number;
      slug: string;
    };
  const proposed = await move(author, 'propose', made.lockVersion);
  return (await move(approver, 'issue', proposed.lockVersion)).slug;
}

const formats = ['atom', 'rss', 'json'] as const;

/** Every way out as a stranger uses it, by what leads to the item there. */
function waysOut(w: World, briefSlug: string, title: string): Readonly<Record<string, readonly string[]>> {
  const unit = w.town.units.branchA;
  const category = encodeURIComponent('工作动态');
  const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
  const all = (stem: string, query = '') => formats.map((format) => `/feeds/${stem}.${format}${query}`);
  return {
    lists: [
      '/',
      '/items',
      '/items?kind=party',
      `/items?category=${category}`,
      `/items?year=${year}`,
      `/units/${unit}`,
      `/items?unit=${unit}`,
    ],
    feeds: [
      ...all('site'),
      ...all(`units/${unit}`),
      ...all('kinds/party'),
      ...all(`categories/${category}`),
      ...all('search', `?q=${encodeURIComponent(title)}`),
    ],
    search: [`/search?q=${encodeURIComponent(title)}`],
    briefs: [`/briefs/${briefSlug}`],
    kiosk: [`/kiosk/${w.kiosk.device}`],
  };
}

const leadsTo = (text: string, slug: string) => new RegExp(`/i/${slug}(?![0-9a-z])`).test(text);

/** Where a stranger still finds the item; the kiosk is asked with its cookie. */
async function seen(w: World, item: Item, title: string, briefSlug: string): Promise<readonly string[]> {
  const places: string[] = [];
  const own = [`/i/${item.slug}`, `/i/${item.slug}.json`, `/i/${item.slug}/v/1`, `/i/${item.slug}.docx`];
  for (const path of own) if ((await w.outside(path)).status === 200) places.push(path);
  for (const [way, paths] of Object.entries(waysOut(w, briefSlug, title)))
    for (const path of paths) {
      const { text } = await w.outside(path, way === 'kiosk' ? { cookie: w.kiosk.cookie } : {});
      const found = way === 'kiosk' ? text.includes(item.slug) : leadsTo(text, item.slug);
      if (found) places.push(path);
    }
  const packed = await w.town.app.fetch(`/open-data/items-${new Date().getUTCFullYear()}.ndjson.gz`);
  if (packed.status === 200 && gunzipSync(new Uint8Array(await packed.arrayBuffer())).includes(item.slug))
    places.push('open data');
  return places;
}

async function receipts(w: World, item: Item): Promise<Readonly<Record<string, string>>> {
  const answer = await w.town.ask(w.town.people.author, 'GET', `/api/carriers/receipts?item=${item.id}`);
  // Never withdrawn: nobody was asked.
  if (answer.status === 404) return {};
  const { rows } = jsonOf(answer) as { rows: { channel: string; state: string }[] };
  return Object.fromEntries(rows.map(({ channel, state }) => [channel, state]));
}

const channelNames = [
  'briefs',
  'documents',
  'export',
  'feeds',
  'lists',
  'mail-digests',
  'open-data',
  'pages',
  'screens',
  'search',
  'webhooks',
];
const every = (state: string, names: readonly string[] = channelNames) =>
  Object.fromEntries(names.map((name) => [name, state]));

/** Which of the program's own channels say that the item can be read there. */
async function showing(w: World, item: Item): Promise<Readonly<Record<string, string>>> {
  const channels = allModules(w.town.app.installation.config).flatMap((one) => one.channels ?? []);
  const ctx = { db: w.town.app.db.worker.reader, now: new Date() };
  const said = channels.map(async ({ name, shows }) => [
    name,
    (await shows(ctx, { item: item.id, slug: item.slug })) ? 'showing' : 'gone',
  ]);
  return Object.fromEntries(await Promise.all(said)) as Readonly<Record<string, string>>;
}

/** What a channel threw when it was asked; a channel that cannot answer is no receipt. */
async function troubles(w: World): Promise<readonly unknown[]> {
  const { rows } = await w.town.app.db.owner.pool.query(
    'select channel, last_error from carriers.channel_receipt where last_error is not null',
  );
  return rows;
}

async function factOf(w: World, item: Item): Promise<string> {
  const { rows } = await w.town.app.db.owner.pool.query<{ fact: string }>(
    'select distinct fact from carriers.channel_receipt where item = $1',
    [item.id],
  );
  assert.equal(rows.length, 1);
  return rows[0]?.fact ?? '';
}

async function openFindings(w: World): Promise<readonly string[]> {
  const answer = await w.town.ask(
    w.town.people.office,
    'GET',
    '/api/carriers/findings?kind=channelStillShowing',
  );
  const { rows } = jsonOf(answer) as { rows: { words: string; resolvedAt: string | null }[] };
  return rows
    .filter((row) => row.resolvedAt === null)
    .map((row) => row.words)
    .sort();
}

test('published it is on every way out; withdrawn or narrowed each lets go and says so; stale bytes are found', async (t) => {
  const w = await world(t);
  await subscribe(w);
  const titles = ['水渠清淤', '路灯更换'] as const;
  const [gone, narrowed] = [await publish(w, titles[0]), await publish(w, titles[1])];
  const briefSlug = await brief(w);
  await w.keep();
  noteExport(w.folder);
  await w.export();
  await send(w);
  assert.deepEqual([...(await contact(w))].sort(), [gone.slug, narrowed.slug].sort());
  // Made, and not sent yet.
  await w.job('subscriptions/digests', {}, minutes(24 * 60));

  const ways = Object.values(waysOut(w, briefSlug, '')).flat().length + 5;
  for (const [at, item] of [gone, narrowed].entries()) {
    assert.equal((await seen(w, item, titles[at] ?? '', briefSlug)).length, ways);
    assert.deepEqual(await showing(w, item), every('showing'));
    assert.deepEqual(await receipts(w, item), {});
  }
  assert.ok(
    (await w.town.app.fetch('/feeds/site.atom')).headers.has('last-modified'),
    'feeds are kept ready',
  );

  await withdraw(w.town, gone.dossier, '内容有误');
  await correct(w.town, narrowed.dossier, {
    words: { title: titles[1], body: '只给党员', keyword: '路灯', fileName: '名册', file: '附件' },
    scope: 'wholeParty',
    note: '缩小公开范围',
  });
  await planPublicationNow(w.town.app);
  for (const [at, item] of [gone, narrowed].entries()) {
    assert.deepEqual(await seen(w, item, titles[at] ?? '', briefSlug), [], 'before anything was made again');
    assert.deepEqual(await receipts(w, item), every('waiting'));
    await w.job('carriers/ask-channels', { fact: await factOf(w, item) });
    assert.deepEqual(await troubles(w), []);
    // What lies elsewhere is elsewhere until it is told.
    assert.deepEqual(await receipts(w, item), {
      ...every('gone'),
      ...every('showing', ['export', 'screens', 'webhooks']),
    });
  }
  await w.keep();
  await w.export();
  await send(w);
  assert.deepEqual(await contact(w), []);
  for (const [at, item] of [gone, narrowed].entries()) {
    assert.deepEqual(await seen(w, item, titles[at] ?? '', briefSlug), []);
    await w.job('carriers/ask-channels', { fact: await factOf(w, item) });
    assert.deepEqual(await receipts(w, item), every('gone'));
    assert.ok(
      w.partner.some((one) => one.includes('withdrawn') && one.endsWith(item.slug)),
      w.partner.join(),
    );
  }
  assert.deepEqual(await openFindings(w), []);
  await w.job('platform/send-mail');
  const { shown } = jsonOf(await w.town.ask(w.town.people.system, 'GET', '/api/mail')) as {
    shown: { body: string }[];
  };
  for (const { body } of shown) for (const title of titles) assert.ok(!body.includes(title));

  await isOnTheList(w, [gone, narrowed], titles);
  await findsStaleBytes(w, gone);
  assert.deepEqual(w.town.app.faults, []);
});

/** `/revoked` in its three forms, here and in the exported folder: address and time, never a word of what stood there. */
async function isOnTheList(w: World, items: readonly Item[], titles: readonly string[]): Promise<void> {
  const answers = await Promise.all(['', '.json', '.txt'].map((form) => w.outside(`/revoked${form}`)));
  const [page, json, text] = answers.map((one) => one.text);
  const { revoked } = JSON.parse(json ?? '') as { revoked: { address: string; withdrawnAt: string }[] };
  for (const { slug } of items) {
    // The host is that of whoever made the page: here nobody listens behind the keeper.
    const [row, ...more] = revoked.filter(({ address }) => new URL(address).pathname === `/i/${slug}`);
    assert.equal(more.length, 0);
    assert.ok(Math.abs(Date.parse(row?.withdrawnAt ?? '') - Date.now()) < 600_000, slug);
    assert.match(
      page ?? '',
      new RegExp(`href="/i/${slug}"[^]*?<time[^>]*>\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}`),
    );
    assert.match(text ?? '', new RegExp(`^http://\\S+/i/${slug}$`, 'm'));
    assert.match(readFileSync(join(w.folder, 'revoked.txt'), 'utf8'), new RegExp(`/i/${slug}\n`));
  }
  assert.equal(revoked.length, items.length);
  for (const form of answers) for (const title of titles) assert.ok(!form.text.includes(title));
}

/** One feed and one list that were not taken out of service: both channels say so, and no other. */
async function findsStaleBytes(w: World, item: Item): Promise<void> {
  const fact = await factOf(w, item);
  const stale = ['/feeds/kinds/party.rss', `/items?category=${encodeURIComponent('工作动态')}`];
  for (const address of stale) {
    const isFeed = address.endsWith('.rss');
    const body = isFeed
      ? `<link>${w.town.app.url}/i/${item.slug}</link>`
      : `<a href="/i/${item.slug}">旧</a>`;
    const headers = { 'content-type': isFeed ? 'application/rss+xml' : 'text/html; charset=utf-8' };
    w.keeper.writer.put(
      address,
      { status: 200, headers, body: Buffer.from(body) },
      { madeAt: Number.MAX_SAFE_INTEGER, tick: w.keeper.writer.tick(), now: Date.now(), lists: true },
    );
    assert.ok(leadsTo((await w.outside(address)).text, item.slug), 'a reader is served it');
  }
  await w.town.app.db.owner.pool.query(
    `update carriers.channel_receipt set state = 'waiting', asked = 0 where fact = $1`,
    [fact],
  );
  for (const asked of [0, 1]) await w.job('carriers/ask-channels', { fact }, minutes(asked));
  assert.deepEqual(await receipts(w, item), { ...every('gone'), ...every('showing', ['feeds', 'lists']) });
  const found = await openFindings(w);
  assert.equal(found.length, 2);
  for (const words of found) assert.match(words, /^撤回后“(?:订阅源|列表和单位主页)”仍能看到/);
  w.keeper.writer.stale('lists');
  await w.job('carriers/ask-channels', { fact }, minutes(2));
  assert.deepEqual(await receipts(w, item), every('gone'));
  assert.deepEqual(await openFindings(w), []);
}
