import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PDFDocument } from '@cantoo/pdf-lib';
import { z } from 'zod';
import { done } from '#kernel';
import { definePage, defineRoute, type Page, type Route } from '#platform/http';
import { defineModule } from '#platform/module';
import { fillBucket } from '#test/walk-bucket';
import { type Canary, plantWorld, type ReaderName, readerNames } from '#test/walk-canaries';
import { readDevices } from '#test/walk-devices';
import { keepEverything } from '#test/walk-kept';
import { leaksOfSent, metIn } from '#test/walk-leaks';
import { openOutlets, subscribers } from '#test/walk-outlets';
import { startTown, type Town } from '#test/walk-people';
import { addressesOf, fill, findKnown, type Known, paramsOf, type Vocabulary } from '#test/walk-places';
import { eachOf, leadsOf, type Visit, visit } from '#test/walk-visit';
import { allModules } from '../../src/app/compose.ts';

/*
 * Leak canary. Words stand in drafts, inner scopes, withdrawn and scheduled items, old versions, catalogues, reasons,
 * accounts and audit rows. Everybody visits every address; a word may be met by exactly those for whom it is. Because the
 * table says who does meet it as well, a walk that stopped looking would fail.
 */

type Place = Pick<Route | Page, 'path' | 'query' | 'params'>;

function placesOf(town: Town): readonly Place[] {
  const modules = allModules(town.app.installation.config);
  return [
    ...modules.flatMap((module) => module.routes.filter((route) => route.method === 'GET')),
    ...modules.flatMap((module) => module.pages),
  ];
}

/** What is neither route nor page, and what is not there at all. */
const others = [
  '/healthz',
  '/api/openapi.json',
  '/office',
  '/office/inbox',
  '/sitemap.xml',
  '/robots.txt',
  '/feed',
  '/signout',
];

/** What every text and file of this world says, and a choice alone; last what is suggested while typing. */
const searched = [
  ...['公示', '有关情况', '附件内容', '“附件内容”'].map(
    (text) => `/search?q=${encodeURIComponent(text)}&order=newest`,
  ),
  `/search?q=${encodeURIComponent('关于')}`,
  `/search?category=${encodeURIComponent('工作动态')}&order=newest`,
  `/search/suggest?q=${encodeURIComponent('公示')}`,
] as const;

type Walk = { readonly seen: Map<string, Visit>; readonly problems: string[] };

const atOnce = 8;

async function walkAs(
  town: Town,
  reader: ReaderName,
  places: readonly Place[],
  vocabulary: Vocabulary,
  stranger: string,
): Promise<Walk> {
  const fetch = fetcher(town, reader);
  const seen = new Map<string, Visit>();
  const problems: string[] = [];
  const strange = vocabulary.heads
    .slice(0, 2)
    .flatMap((head) => [`/${head}`, `/i/${head}`, `/api/${head}`, `/units/${head}`]);
  let wanted = [
    ...others,
    ...strange,
    ...places.flatMap((place) => addressesOf(place, vocabulary, stranger)),
  ];
  while (wanted.length > 0) {
    const found: string[] = [];
    await eachOf(
      [...new Set(wanted)].filter((path) => !seen.has(path)),
      atOnce,
      async (path) => {
        const one = await visit(fetch, path);
        seen.set(path, one);
        problems.push(...problemsOf(reader, one));
        if (one.status === 200) found.push(...leadsOf(one));
      },
    );
    wanted = found.filter((path) => !seen.has(path) && isWorthFollowing(path));
  }
  return { seen, problems };
}

/** Ways of narrowing a list are tried one by one already, and all of them together are too many. */
function isWorthFollowing(path: string): boolean {
  return (
    !/^\/(preferences|signin|office|assets)/.test(path) &&
    (!path.includes('?') || /[?&](after|cursor)=/.test(path))
  );
}

function fetcher(town: Town, reader: ReaderName) {
  const session = reader === 'outsider' ? null : town.people[reader].session;
  return (path: string, init: RequestInit) => town.app.fetch(path, { ...init, session });
}

/** Files of the program itself, its verifier, and the public log: the same for everybody. */
const isProgramFile = (path: string) =>
  /^\/(office\/)?assets\/|^\/(verify|v)$|^\/log\/|^\/screen\/app\/|^\/(screen|kiosk)\/worker\.js$/.test(path);

function problemsOf(reader: ReaderName, { path, status, headers, body }: Visit): string[] {
  const kept = headers.get('cache-control') ?? '';
  const isPrivate = /private|no-store/.test(kept);
  return [
    ...(status >= 500 ? [`${reader} ${path}: ${status} ${body.slice(0, 200)}`] : []),
    ...(reader !== 'outsider' && !isPrivate && !isProgramFile(path)
      ? [`${reader} ${path}: cache-control is “${kept}”`]
      : []),
  ];
}

type Sightings = ReadonlyMap<string, { pages: Set<ReaderName>; office: Set<ReaderName>; where: Set<string> }>;

/** Who met which word where. */
function sightingsOf(
  canaries: readonly Canary[],
  walks: ReadonlyMap<ReaderName, Iterable<Visit>>,
): Sightings {
  const byText = new Map(canaries.map((one) => [one.text, one.name]));
  const found = new Map(
    canaries.map((one) => [
      one.name,
      { pages: new Set<ReaderName>(), office: new Set<ReaderName>(), where: new Set<string>() },
    ]),
  );
  for (const [reader, visits] of walks) {
    for (const { path, all } of visits) {
      for (const [text] of all.matchAll(/zy[bdfhjkmnprst]{16}/g)) {
        const sighting = found.get(byText.get(text) ?? '');
        const place = path.startsWith('/api/') ? 'office' : 'pages';
        if (sighting === undefined) continue;
        sighting[place].add(reader);
        if (sighting.where.size < 400) sighting.where.add(`${reader} ${path}`);
      }
    }
  }
  return found;
}

/** Every difference between the table and the walk, as a sentence. */
function differencesOf(canaries: readonly Canary[], sightings: Sightings): string[] {
  return canaries.flatMap((canary) => {
    const seen = sightings.get(canary.name);
    return (['pages', 'office'] as const).flatMap((place) =>
      readerNames.flatMap((reader) => {
        const may = canary[place].includes(reader);
        const did = seen?.[place].has(reader) ?? false;
        if (may === did) return [];
        // Whoever may read a word on the pages may meet it in the office as well.
        if (place === 'office' && did && canary.pages.includes(reader)) return [];
        const isHere = (where: string) =>
          where.startsWith(`${reader} `) && where.includes(' /api/') === (place === 'office');
        // The visits go side by side: which came first says nothing.
        const where = [...(seen?.where ?? [])].filter(isHere).toSorted().slice(0, 3).join(', ');
        return [`“${canary.name}” ${did ? 'LEAKED' : 'not shown'} to ${reader} (${place}) ${where}`];
      }),
    );
  });
}

const askedFor =
  /^(draft: title|own unit: title|own unit: keyword|branch B only: body|withdrawn: title|account)$/;

test('leak canary: every address, every reader', async (t) => {
  const outlets = await openOutlets(t);
  const { town, canaries, residentId } = await plantWorld(t, {
    config: outlets.config,
    before: outlets.join,
  });
  const known = await findKnown(town.app.db);
  const places = placesOf(town);
  // Every word begins with these letters, so that one search asks for all of them; some are asked for by themselves.
  const heads = ['zy', ...canaries.filter(({ name }) => askedFor.test(name)).map((one) => one.head)];
  const vocabulary = { known, heads, home: String(town.units.branchA) };
  const stranger = await findStranger(town);
  const walks = new Map<ReaderName, Walk>();
  for (const reader of readerNames)
    walks.set(reader, await walkAs(town, reader, places, vocabulary, stranger));
  const visits = new Map([...walks].map(([reader, walk]) => [reader, [...walk.seen.values()]] as const));
  const count = [...visits.values()].reduce((sum, list) => sum + list.length, 0);
  t.diagnostic(`${places.length} routes and pages, ${canaries.length} words, ${count} visits`);

  await t.test('each word is met by exactly those for whom it is', () => {
    assert.deepEqual(differencesOf(canaries, sightingsOf(canaries, visits)), []);
  });

  await t.test('nothing fails, and what a signed-in person gets is kept by nobody else', () => {
    assert.deepEqual(
      [...walks.values()].flatMap((walk) => walk.problems),
      [],
    );
  });

  await t.test('a finding never shows its value, and pages never do', () => {
    const shown = [...visits.values()].flat().filter(({ all }) => all.includes(residentId));
    assert.ok(shown.length > 0, 'the number is read by those who decide on the text');
    assert.deepEqual(
      shown.map((one) => one.path).filter((path) => !/^\/api\/(revisions|disclosures)\//.test(path)),
      [],
    );
    const screened = (visits.get('secrecy') ?? []).filter(
      ({ path, body }) => path.startsWith('/api/screening/revisions/') && body.includes('"masked":'),
    );
    assert.equal(screened.length, 1);
  });

  await t.test('a mark of secrecy leaves an incident and nothing of the text', async () => {
    const path = `/api/screening/incidents?unit=${town.units.branchA}`;
    const { rows } = (await town.ask(town.people.secrecy, 'GET', path)).json();
    assert.equal((rows as unknown[]).length, 1);
    const dumped = await town.app.db.owner.pool.query<{ text: string }>(
      `select (select json_agg(i) from screening.incident i)::text || (select json_agg(a) from platform.audit a)::text as text`,
    );
    const [word] = canaries.filter((one) => one.name === 'text with a mark of secrecy');
    assert.ok(word !== undefined && !dumped.rows[0]?.text.includes(word.head));
  });

  await t.test('search finds for each reader what is for them, and tells nothing of the rest', async () => {
    const found = sightingsOf(canaries, await searchAs(town));
    const leaks = differencesOf(canaries, found).filter((line) => line.includes('LEAKED'));
    assert.deepEqual(leaks, []);
    // It did look: titles, texts and words of files are met by those for whom they are.
    for (const name of [
      'open to society: title',
      'open to society: body',
      'open to society: file',
      'own unit: title',
    ])
      assert.deepEqual(
        [...(found.get(name)?.pages ?? [])].toSorted(),
        canaries.find((one) => one.name === name)?.pages.toSorted(),
        name,
      );
  });

  await t.test('the headers alone, and copies kept by others, tell nothing either', async () => {
    await checkHeads(town, places, vocabulary, canaries, stranger);
    await checkEtags(town, walks);
  });

  await t.test('ready pages and an exported site hold what outsiders meet, and nothing else', async (t) => {
    const kept = await keepEverything(t, town);
    const secret = canaries.filter(({ pages }) => !pages.includes('outsider'));
    const open = canaries.filter(({ pages }) => pages.includes('outsider'));
    assert.deepEqual(metIn(secret, kept), []);
    const met = open.filter(({ text }) => [...kept.values()].some((bytes) => bytes.includes(text)));
    // Each packing was looked into.
    const title = open.filter(({ name }) => name === 'open to society: title');
    for (const form of [
      /^ready .* identity$/,
      /^ready .* gzip$/,
      /^ready .* br$/,
      /\.html$/,
      /\.gz$/,
      /\.br$/,
      /\.json$/,
    ])
      assert.ok(
        metIn(title, new Map([...kept].filter(([name]) => form.test(name)))).length > 0,
        String(form),
      );
    assert.ok(
      kept.size > 100 && secret.length > 10 && met.length > 0,
      `${kept.size} pages, ${met.length} words met`,
    );
  });

  await t.test('screens and kiosks show what is open to society, and nothing else', async () => {
    const shown = [...(await readDevices(town, town.people.memberA))];
    const secret = canaries.filter(({ pages }) => !pages.includes('outsider'));
    assert.deepEqual(metIn(secret, new Map(shown)), []);
    const title = canaries.find((one) => one.name === 'open to society: title')?.text ?? 'none';
    assert.ok(
      shown.filter(([, body]) => body.includes(title)).length >= 4,
      `${shown.length} pages of devices`,
    );
  });

  await t.test('documents on paper and in Word were read as people read them', () => {
    for (const [form, reader, names] of papers) {
      const there = (visits.get(reader) ?? []).filter(
        ({ path, status }) => status === 200 && form.test(path),
      );
      const texts = new Map(there.map(({ path, all }) => [path, all] as const));
      for (const name of names)
        assert.ok(
          metIn(
            canaries.filter((one) => one.name === name),
            texts,
          ).length > 0,
          `${form}: “${name}” not met in ${texts.size} files by ${reader}`,
        );
    }
  });

  await t.test(
    'mails tell subscribers what society may know, the staff and partners not a word',
    async () => {
      const sent = await outlets.collect(town);
      assert.deepEqual(
        sent.flatMap((one) => leaksOfSent(canaries, one)),
        [],
      );
      const told = (way: string) => new Set(sent.filter((one) => one.way === way).map(({ to }) => to));
      assert.deepEqual([told('reminder').size > 2, told('webhook').size], [true, 1]);
      const title = canaries.filter(({ name }) => name === 'open to society: title');
      for (const name of subscribers) {
        const mails = sent.filter(({ way, to }) => way === 'mail' && to === name).map(({ all }) => all);
        assert.ok(metIn(title, new Map(mails.entries())).length > 0, `${name} is told of what is open`);
      }
      const types = sent.flatMap(({ way, all }) =>
        way === 'webhook' ? (/"type":"([^"]+)"/.exec(all)?.[1] ?? '') : [],
      );
      assert.deepEqual([...new Set(types)].sort(), ['item.changed', 'item.published', 'item.withdrawn']);
    },
  );

  await t.test('a bucket has hashes for keys, and nothing else in its headers and lists', async (t) => {
    const { keys, headers, lists } = await fillBucket(t, town);
    assert.deepEqual(
      keys.filter((key) => !/^files\/[0-9a-f]{64}$/.test(key)),
      [],
    );
    assert.deepEqual(metIn(canaries, headers), []);
    assert.deepEqual(metIn(canaries, lists), []);
    assert.ok(
      keys.length > 15 && [...lists.values()].some((list) => list.includes(keys[0] ?? '?')),
      `${keys.length}`,
    );
  });

  await t.test('what is hidden answers exactly as what never was', async () => {
    assert.deepEqual(await hiddenDifferences(town, places, known, stranger, walks), []);
  });
});

/** Files made from texts, somebody who may have them, and words that must be met there: proof that they were read. */
const papers: readonly (readonly [RegExp, ReaderName, readonly string[]])[] = [
  [/^\/i\/[^/]+\.pdf$/, 'outsider', ['open to society: title', 'open to society: body']],
  [/^\/i\/[^/]+\.docx$/, 'outsider', ['open to society: title', 'open to society: body']],
  [/^\/i\/[^/]+\/v\/1\.pdf$/, 'outsider', ['corrected, before: body']],
  [/^\/i\/[^/]+\.pdf$/, 'memberA', ['own unit: title', 'own unit: body']],
  [/^\/api\/revisions\/[^/]+\/document\/pdf$/, 'reviewer', ['proposed: title', 'proposed: body']],
  [/^\/api\/revisions\/[^/]+\/document\/docx$/, 'reviewer', ['proposed: title', 'proposed: body']],
  [
    /^\/briefs\/[^/]+\.pdf$/,
    'outsider',
    ['brief issued: name', 'brief issued: foreword', 'open to society: title'],
  ],
  [
    /^\/briefs\/[^/]+\.txt$/,
    'outsider',
    ['brief issued: name', 'brief issued: heading', 'open to society: title'],
  ],
];

/**
 * What every document says is asked for, so that no word need be known: rows, snippets, numbers of choices and suggestions,
 * page by page. Those who sign in get the same suggestions as everybody.
 */
async function searchAs(town: Town): Promise<ReadonlyMap<ReaderName, readonly Visit[]>> {
  const walks = new Map<ReaderName, readonly Visit[]>();
  for (const reader of readerNames) {
    const seen: Visit[] = [];
    for (const asked of searched) {
      let path: string | undefined = asked;
      while (path !== undefined) {
        const one: Visit = await visit(fetcher(town, reader), path);
        assert.equal(one.status, 200, path);
        seen.push(one);
        path = /<a href="([^"]+)" rel="next">/.exec(one.body)?.[1]?.replaceAll('&amp;', '&');
      }
    }
    walks.set(reader, seen);
  }
  const hints = (reader: ReaderName) => walks.get(reader)?.at(-1)?.body;
  for (const reader of readerNames) assert.equal(hints(reader), hints('outsider'), reader);
  return walks;
}

async function findStranger(town: Town): Promise<string> {
  const { rows } = (await town.ask(town.people.otherHandler, 'GET', '/api/disclosures/drafts')).json();
  return (rows as { revision: string }[])[0]?.revision ?? '';
}

/** HEAD answers have headers only; a word in a file name or a link would stand there. */
async function checkHeads(
  town: Town,
  places: readonly Place[],
  vocabulary: Vocabulary,
  canaries: readonly Canary[],
  stranger: string,
): Promise<void> {
  const visits = new Map<ReaderName, Visit[]>();
  for (const reader of ['outsider', 'otherHandler', 'author'] as const) {
    const list: Visit[] = [];
    const bare = { ...vocabulary, heads: vocabulary.heads.slice(0, 1) };
    const paths = places.flatMap((place) =>
      addressesOf({ path: place.path, query: undefined }, bare, stranger),
    );
    await eachOf(paths, atOnce, async (path) => {
      const one = await visit(fetcher(town, reader), path, { method: 'HEAD' });
      assert.equal(one.body, '', path);
      assert.ok(one.status < 500, path);
      list.push(one);
    });
    visits.set(reader, list);
  }
  const sightings = sightingsOf(canaries, visits);
  const leaks = differencesOf(canaries, sightings).filter((line) => line.includes('LEAKED'));
  assert.deepEqual(leaks, []);
  const met = [...sightings.values()].some((one) => one.office.has('author'));
  assert.ok(met, 'the author meets the names of the files in the headers');
}

/** The tag of a page a member saw must not tell an outsider that the page is there. */
async function checkEtags(town: Town, walks: ReadonlyMap<ReaderName, Walk>): Promise<void> {
  let tried = 0;
  for (const one of walks.get('memberA')?.seen.values() ?? []) {
    const tag = one.headers.get('etag');
    const plain = walks.get('outsider')?.seen.get(one.path);
    if (tag === null || isProgramFile(one.path)) continue;
    tried += 1;
    const again = await visit(fetcher(town, 'outsider'), one.path, { headers: { 'if-none-match': tag } });
    if (again.status === 304) assert.equal(plain?.status, 200, one.path);
    else if (plain !== undefined) assert.equal(again.status, plain.status, one.path);
  }
  assert.ok(tried > 0);
}

/** Names of units are public, so that a unit exists is no secret. */
const openExistence = /^\/(api\/)?units\/|^\/api\/screening\/units\//;

/** For every reader: the answer about a thing they may not see, beside the answer about a thing that is not there. */
async function hiddenDifferences(
  town: Town,
  places: readonly Place[],
  known: Known,
  stranger: string,
  walks: ReadonlyMap<ReaderName, Walk>,
): Promise<string[]> {
  const differences: string[] = [];
  let compared = 0;
  for (const place of places.filter(({ path }) => path.includes(':') && !openExistence.test(path))) {
    for (const reader of readerNames) {
      for (const params of paramsOf(place.path, known, stranger)) {
        const hidden = walks.get(reader)?.seen.get(fill(place.path, params));
        if (hidden === undefined || ![401, 403, 404].includes(hidden.status)) continue;
        // A catalogue one may read, but with no version before it to compare with.
        if (hidden.body.includes('"field":"against"')) continue;
        const absent = await absentFor(town, reader, place.path, params);
        compared += 1;
        const [one, other] = [plainly(hidden, params), plainly(absent.visit, absent.params)];
        if (one !== other && differences.length < 40)
          differences.push(`${reader} ${hidden.path}: ${one.slice(0, 160)} ≠ ${other.slice(0, 160)}`);
      }
    }
  }
  assert.ok(compared > 200, `${compared} compared`);
  return differences;
}

const absences = new Map<string, { readonly visit: Visit; readonly params: Record<string, string> }>();

async function absentFor(
  town: Town,
  reader: ReaderName,
  path: string,
  params: Readonly<Record<string, string>>,
) {
  const unknown = Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, unknownLike(name, value)]),
  );
  const key = `${reader} ${fill(path, { ...unknown, ...fixedOf(params) })}`;
  const before = absences.get(key);
  if (before !== undefined) return before;
  const made = { visit: await visit(fetcher(town, reader), fill(path, unknown)), params: unknown };
  absences.set(key, made);
  return made;
}

const fixed = ['version', 'position', 'page', 'name', 'index', 'kind', 'which', 'category', 'part', 'file'];
const fixedOf = (params: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(params).filter(([name]) => fixed.includes(name)));

function unknownLike(name: string, value: string): string {
  if (fixed.includes(name)) return value;
  return name === 'slug' ? 'zzzzzzz9' : '01890000-0000-7000-8000-000000000000';
}

/** Status and body without the address itself. */
function plainly({ status, body }: Visit, params: Readonly<Record<string, string>>): string {
  const ids = Object.entries(params).filter(([name]) => !fixed.includes(name));
  const text = ids.reduce((rest, [, value]) => rest.replaceAll(value, '#'), body);
  return `${status} ${text.replace(/[0-9a-f]{8}-[0-9a-f]{4}(?=[<\s。.，,])/g, '#')}`;
}

test('a word that goes out by itself is told with the way it took; a mail may say what was open when it went', () => {
  const word = (name: string, letter: string, pages: readonly ReaderName[]): Canary => {
    const text = `zy${letter.repeat(16)}`;
    return { name, head: text.slice(0, 9), text, pages, office: [] };
  };
  const [secret, once] = [word('secret', 'b', ['author']), word('withdrawn: title', 'd', [])];
  const open = word('open to society: title', 'f', ['outsider']);
  const all = [secret, once, open];
  const text = all.map((one) => one.text).join();
  const leaks = (way: 'mail' | 'reminder' | 'webhook', to: string) =>
    leaksOfSent(all, { way, to, all: text }).map((line) => line.replace(/ in .*/, ''));
  assert.deepEqual(leaks('mail', 'weekly'), ['“secret”', '“withdrawn: title”']);
  assert.deepEqual(leaks('mail', 'at-once'), ['“secret”']);
  assert.deepEqual(leaks('reminder', 'author'), [
    '“secret”',
    '“withdrawn: title”',
    '“open to society: title”',
  ]);
  assert.deepEqual(leaksOfSent(all, { way: 'webhook', to: 'partner', all: open.text }), [
    '“open to society: title” in webhook to partner',
  ]);
});

/** A PDF in whose bytes the words do not stand as they are read. */
async function paperWith(text: string): Promise<Buffer> {
  const paper = await PDFDocument.create();
  paper.addPage().drawText(`about ${text}`);
  const bytes = Buffer.from(await paper.save());
  assert.ok(!bytes.includes(text));
  return bytes;
}

test('the walk notices: a route and a page that show what they should not are caught', async (t) => {
  const secret = { name: 'secret', head: 'zybbbbbbb', text: `zy${'b'.repeat(16)}`, pages: [], office: [] };
  const leaky = defineModule({
    name: 'leaky',
    routes: [
      defineRoute({
        method: 'GET',
        path: '/api/leaky',
        tag: 'leaky',
        summary: 'Shows a draft to whoever asks',
        answer: z.strictObject({ title: z.string() }),
        handle: async (ctx) => {
          ctx.openTo('everyone', 'a mistake, planted');
          return done({ title: `关于${secret.text}的公示` });
        },
      }),
    ],
    pages: [
      definePage({
        path: '/leaky',
        handle: async (ctx) => {
          ctx.openTo('everyone', 'a mistake, planted');
          return { status: 200, body: '', headers: { link: secret.text, 'cache-control': 'public' } };
        },
      }),
      definePage({
        path: '/leaky.pdf',
        handle: async (ctx) => {
          ctx.openTo('everyone', 'a mistake, planted');
          const headers = { 'cache-control': 'private' };
          return { status: 200, media: 'application/pdf', body: await paperWith(secret.text), headers };
        },
      }),
    ],
  });
  const town = await startTown(t, { extraModules: [leaky] });
  const vocabulary = { known: await findKnown(town.app.db), heads: [], home: '1' };
  const walk = await walkAs(town, 'memberA', [...leaky.routes, ...leaky.pages], vocabulary, '');
  const visits = new Map([['memberA', [...walk.seen.values()]] as const]);
  assert.deepEqual(differencesOf([secret], sightingsOf([secret], visits)), [
    '“secret” LEAKED to memberA (pages) memberA /leaky, memberA /leaky.pdf',
    '“secret” LEAKED to memberA (office) memberA /api/leaky',
  ]);
  assert.deepEqual(walk.problems, ['memberA /leaky: cache-control is “public”']);
});
