import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { dumpOf } from '#test/dump';
import { type Copies, filesBelow, placesOf } from '#test/kept-words';
import { until } from '#test/process';
import { approve, correct, draft } from '#test/walk-dossiers';
import { openTownKeeper, type TownKeeper } from '#test/walk-kept';
import { jsonOf, startTown, type Town } from '#test/walk-people';
import { planPublicationNow } from '#test/walk-settle';
import {
  checkLog,
  checkSite,
  nodeCrypto,
  openSource,
  type ReportLine,
  reportLine,
} from '../packages/verify/src/index.ts';

/*
 * Erasing through the whole running program: over HTTP, with its worker, with the keeper of ready pages, an export, documents
 * and a backup, and with the monitor of strangers looking on. Every copy is looked into before as well: a look that finds
 * nothing where the name stands would find nothing anywhere.
 */

/** Nobody's. */
const name = '阚予砚澜';
const words = {
  title: `${name}领取补助`,
  body: `${name}领取补助的`,
  keyword: name,
  fileName: `${name}名册`,
  file: `${name} 300 元`,
};

/** What the published monitor has to say against the site. */
async function findings(town: Town): Promise<readonly ReportLine[]> {
  const lines: ReportLine[] = [];
  const source = openSource(town.app.url);
  const options = {
    crypto: nodeCrypto,
    report: (...line: Parameters<typeof reportLine>) => void lines.push(reportLine(...line)),
  };
  const log = await checkLog(source, {
    ...options,
    keys: [],
    policy: undefined,
    memory: null,
    now: Date.now(),
  });
  assert.ok(log?.holds);
  await checkSite(source, log, options);
  return lines.filter((line) => line.weight === 'finding');
}

/** All that this program writes to its terminal from now on. */
function listen(t: TestContext): () => string {
  let said = '';
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream);
    t.mock.method(stream, 'write', (...args: Parameters<typeof write>) => {
      said += String(args[0]);
      return write(...args);
    });
  }
  return () => said;
}

type World = {
  readonly town: Town;
  readonly keeper: TownKeeper;
  readonly slug: string;
  /** Where the site is exported to, again and again. */
  readonly www: string;
  readonly scratch: string;
};

const besides = ['', '.pdf', '.docx', '.json', '.parts.json'] as const;

/** Each copy there is of what is public, made or read now. */
async function copiesOf({ town, keeper, slug, www, scratch }: World): Promise<Copies> {
  const copies = new Map<string, Buffer>();
  const take = (where: string, files: Copies) => {
    for (const [file, bytes] of files) copies.set(`${where} ${file}`, bytes);
  };
  const pages = ['', '/v/1', '/v/2']
    .flatMap((of) => [...besides, '.tlog-proof'].map((suffix) => `/i/${slug}${of}${suffix}`))
    .filter((address) => !/\/v\/\d\.json$/.test(address));
  const lists = ['/', '/items', '/feeds/site.atom', `/search?q=${encodeURIComponent('有关情况')}`];
  for (const address of [...pages, ...lists, `/search/suggest?q=${encodeURIComponent('关于')}`]) {
    const answer = await town.app.fetch(address);
    assert.equal(answer.status, 200, address);
    copies.set(`site ${address}`, Buffer.from(await answer.arrayBuffer()));
  }
  take('ready', keeper.pages());
  await keeper.export(www);
  take('export', filesBelow(www));
  copies.set('dump', (await dumpOf(town.app.db.url)).bytes);
  // As an operator saves it.
  const saved = join(scratch, 'saved');
  rmSync(saved, { recursive: true, force: true });
  cpSync(town.app.installation.config.data, saved, { recursive: true });
  take('data', filesBelow(saved));
  return copies;
}

/** Of each of these there is one that says the name: no look is blind. */
const saying: readonly RegExp[] = [
  ...besides.map((suffix) => new RegExp(`^site /i/[0-9a-z]{8}${suffix.replaceAll('.', '\\.')}$`)),
  /^site \/i\/.+\/v\/1\.pdf$/,
  /^site \/i\/.+\/v\/1\.docx$/,
  /^site \/items$/,
  /^site \/feeds/,
  /^site \/search\?/,
  /^site \/search\/suggest/,
  /^ready \/i\/[0-9a-z]{8} gzip$/,
  /^ready \/i\/[0-9a-z]{8} br/,
  /^ready \/i\/.+\/files\//,
  /^ready \/feeds\/site\.atom/,
  /^ready \/feeds\/site\.rss/,
  /^ready \/feeds\/site\.json/,
  /^ready \/feeds\/units\//,
  /^export i\/[0-9a-z]{8}\.html$/,
  /^export i\/[0-9a-z]{8}\.html\.gz$/,
  /^export i\/[0-9a-z]{8}\.html\.br$/,
  /^export i\/.+\.pdf$/,
  /^export i\/.+\.docx$/,
  /^export i\/.+\.json$/,
  /^export i\/.+\/files\//,
  /^export feeds\/site\.atom\.gz$/,
  /^export open-data\//,
  /^export \.export\/SHA256SUMS$/,
  /^dump$/,
  /^data files\//,
  /^data ready\//,
];

async function erase(town: Town, disclosure: string): Promise<string> {
  const { approver, office, author } = town.people;
  const { id } = jsonOf(await town.ask(approver, 'GET', `/api/publications/of/${disclosure}`));
  const path = `/api/publications/${id}/erasures`;
  const wanted = { words: [name] };
  assert.equal((await town.ask(author, 'POST', `${path}/preview`, wanted)).status, 403);
  const preview = await town.ask(approver, 'POST', `${path}/preview`, wanted);
  assert.equal(preview.status, 200);
  const form = { ...wanted, ground: 'consentWithdrawn' };
  const asked = jsonOf(await town.ask(approver, 'POST', path, form)) as { id: string };
  assert.equal((await town.ask(approver, 'POST', `${path}/${asked.id}/confirm`, wanted)).status, 409);
  jsonOf(await town.ask(office, 'POST', `${path}/${asked.id}/confirm`, wanted));
  await planPublicationNow(town.app);
  const { rows } = jsonOf(await town.ask(office, 'GET', path)) as {
    rows: { state: string; version: number }[];
  };
  assert.deepEqual(
    rows.map(({ state, version }) => [state, version]),
    [['done', 3]],
  );
  return String(id);
}

test('two people erase a name from a running site: no copy says it any more, and a stranger’s monitor finds everything as the log says', async (t) => {
  const said = listen(t);
  const town = await startTown(t);
  const { approver, office, author } = town.people;
  const { data } = town.app.installation.config;
  const keeper = await openTownKeeper(t, town);
  const scratch = mkdtempSync(join(tmpdir(), 'gongkai-erasure-'));
  t.after(() => rmSync(scratch, { recursive: true, force: true }));
  const dossier = await approve(town, await draft(town, { words }));
  await keeper.settle();
  await correct(town, dossier, {
    words: { ...words, title: `${name}领取补助（更正）` },
    note: `更正${name}`,
  });
  await keeper.settle();
  const { slug } = jsonOf(await town.ask(approver, 'GET', `/api/publications/of/${dossier.disclosure}`)) as {
    slug: string;
  };
  const world: World = { town, keeper, slug, www: join(scratch, 'www'), scratch };
  assert.deepEqual(await findings(town), []);
  const before = placesOf(name, await copiesOf(world));
  for (const place of saying)
    assert.ok(
      before.some((one) => place.test(one)),
      `${place} is not among\n${before.join('\n')}`,
    );

  const id = await erase(town, dossier.disclosure);
  await keeper.settle();
  // Files that nothing names any more are dropped by a job of the running worker.
  const left = () => placesOf(name, filesBelow(data));
  await until(
    async () => left().length === 0,
    30_000,
    () => left().join('\n'),
  );
  const after = await copiesOf(world);
  assert.ok(after.size >= before.length);
  assert.deepEqual(placesOf(name, after), []);
  for (const who of [approver, office, author])
    for (const address of [
      `/api/revisions/${dossier.revision}`,
      `/api/disclosures/${dossier.disclosure}`,
      `/api/publications/${id}`,
      `/api/publications?unit=${town.units.branchA}`,
    ]) {
      const answer = await town.ask(who, 'GET', address);
      assert.ok(!answer.text.includes(name), address);
    }
  assert.deepEqual(await findings(town), []);
  assert.deepEqual(town.app.faults, []);
  console.error('the terminal is listened to');
  assert.match(said(), /the terminal is listened to/);
  assert.deepEqual(placesOf(name, new Map([['terminal', Buffer.from(said())]])), []);
});
