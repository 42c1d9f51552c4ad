import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '#test/process';
import { entriesPath, parseCheckpoint, parseNote, tilePath } from '#tlog';
import { definitions } from '../../packages/tlog/src/testing/second.ts';
import {
  type CheckedLog,
  checkLog,
  checkSite,
  type LogEntry,
  nodeCrypto,
  openSource,
  type Report,
  type ReportLine,
  reportLine,
} from '../../packages/verify/src/index.ts';
import { send } from '../crash/driver.ts';
import { lifeAt } from './desk.ts';
import type { Installation } from './installation.ts';
import { readList, readText, type Sight, type Watch } from './watch.ts';

/** Everything that must be true whenever the program is at rest. */
export async function verifyAll(
  installation: Installation,
  url: string,
  approved: readonly string[],
): Promise<void> {
  await atRest(installation, url);
  const log = await verifyAsReader(installation, url);
  const bytes = await readEntryBytes(url, log.copy.size);
  await requireShown(installation, url, log.copy.entries);
  await requireTiles(url, bytes, await keptSizes(installation, log.copy.size));
  await requireAcknowledged(installation, log.copy.size, approved);
}

/** No job waits but those asked for later, and the folder mirrors what is served. */
async function atRest({ query, log }: Installation, url: string): Promise<void> {
  let said = '';
  await until(
    async () => {
      // A seal that died while another was asked for is not tried again: the other one did its work. The next seal forgets it.
      const jobs = await query<object>(
        `select * from graphile_worker.jobs where not (task_identifier = 'log/seal' and attempts >= max_attempts)
          and not (attempts = 0 and run_at > now())`,
      );
      const unseen = await query<object>(
        'select idx from transparency_log.leaf where idx >= transparency_log.visible_size()',
      );
      const mirror = await readFile(join(log, 'checkpoint'), 'utf8').catch(() => undefined);
      const served = await readText(url, '/log/checkpoint');
      said = JSON.stringify({ jobs, unseen, mirror, served });
      return jobs.length === 0 && unseen.length === 0 && served !== undefined && mirror === served;
    },
    60_000,
    () => `not at rest: ${said}`,
  );
}

/**
 * The verifier's library, over HTTP with the memory of every checkpoint ever seen, then over the folder.
 * @param lost items whose content is gone: the verifier must say so of each, and of nothing else
 */
export async function verifyAsReader(
  { memory, log }: Pick<Installation, 'memory' | 'log'>,
  url: string,
  lost: { readonly about: readonly string[] } = { about: [] },
): Promise<CheckedLog> {
  const lines: ReportLine[] = [];
  const report: Report = (...line) => void lines.push(reportLine(...line));
  const crypto = nodeCrypto;
  const source = openSource(url);
  const seen = await checkLog(source, { crypto, memory, now: Date.now(), report });
  if (seen?.holds === true) await checkSite(source, seen, { crypto, report });
  const keys = ((await readText(url, '/log/vkey')) ?? '').split('\n').filter((line) => line !== '');
  await checkLog(openSource(log), { crypto, keys, memory: null, now: Date.now(), report });
  const findings = lines.filter((line) => line.weight === 'finding');
  const isAbout = (line: ReportLine, slug: string) =>
    line.address?.startsWith(`/i/${slug}`) === true || line.values['item'] === slug;
  assert.deepEqual(
    findings.filter((line) => !lost.about.some((slug) => isAbout(line, slug))),
    [],
    'the verifier finds',
  );
  for (const slug of lost.about)
    assert.ok(
      findings.some((line) => isAbout(line, slug)),
      `${slug} is lost, and the verifier does not see it`,
    );
  assert.ok(seen?.holds === true, `the log does not hold: ${JSON.stringify(lines)}`);
  return seen;
}

/** What the log says is to be seen: address → version, of all entries below `size`. Withdrawn: null. */
export function replay(
  entries: readonly (LogEntry | undefined)[],
  size: number,
): ReadonlyMap<string, number | null> {
  const items = new Map<string, number | null>();
  for (const entry of entries.slice(0, size)) {
    if (entry === undefined || !('item' in entry)) continue;
    items.set(entry.item, entry.type === 'withdraw' ? null : entry.ver);
  }
  return items;
}

const live = (items: ReadonlyMap<string, number | null>) =>
  new Map([...items].flatMap(([slug, ver]) => (ver === null ? [] : [[slug, ver] as const])));

/** Page, list, API and database show what the log says, and nothing else. */
async function requireShown(
  { world, query }: Installation,
  url: string,
  entries: readonly (LogEntry | undefined)[],
): Promise<void> {
  const items = replay(entries, entries.length);
  const expected = sorted(live(items));
  const titles = await readTitles(query);
  const listed = await readList(url);
  assert.deepEqual(
    sorted(listed ?? new Map()),
    expected.map(([slug, ver]) => [slug, titles.get(`${slug} ${ver}`)]),
    'the list of everything',
  );
  const stored = await query<{ slug: string; version: number }>(
    `select slug, version from publication.item where state = 'live'`,
  );
  assert.deepEqual(sorted(new Map(stored.map((row) => [row.slug, row.version]))), expected, 'the database');
  const told = new Map<string, number>();
  for (const { unit, people } of world.villages) {
    const path = `/api/publications?unit=${unit}&limit=100`;
    const { body } = await send(lifeAt(url), people.handler, 'other', path);
    for (const row of (body as { rows: { slug: string; version: number }[] }).rows)
      told.set(row.slug, row.version);
  }
  assert.deepEqual(sorted(told), expected, 'the API');
  await Promise.all([...items].map(([slug, ver]) => requirePage(url, slug, ver, titles)));
}

async function requirePage(
  url: string,
  slug: string,
  ver: number | null,
  titles: ReadonlyMap<string, string>,
): Promise<void> {
  const answer = await fetch(`${url}/i/${slug}`);
  assert.equal(answer.status, ver === null ? 410 : 200, slug);
  const text = await answer.text();
  if (ver !== null)
    assert.ok(text.includes(titles.get(`${slug} ${ver}`) ?? '-'), `${slug} shows another version`);
}

async function readTitles(query: Installation['query']): Promise<ReadonlyMap<string, string>> {
  const rows = await query<{ slug: string; version: number; title: string }>(
    `select i.slug, v.version, v.content ->> 'title' as title
     from publication.item_version v join publication.item i on i.id = v.item`,
  );
  return new Map(rows.map(({ slug, version, title }) => [`${slug} ${version}`, title]));
}

const sorted = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

async function readEntryBytes(url: string, size: number): Promise<readonly Uint8Array[]> {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < size; at += 256) {
    const answer = await fetch(`${url}/log/${entriesPath(at / 256, Math.min(256, size - at))}`);
    const bytes = Buffer.from(await answer.arrayBuffer());
    for (let from = 0; from < bytes.length; from += 2 + bytes.readUInt16BE(from))
      entries.push(bytes.subarray(from + 2, from + 2 + bytes.readUInt16BE(from)));
  }
  assert.equal(entries.length, size);
  return entries;
}

async function keptSizes({ query }: Installation, size: number): Promise<readonly number[]> {
  const rows = await query<{ size: number }>('select distinct size::int from transparency_log.published');
  return rows.map((row) => row.size).filter((one) => one <= size);
}

const checkedSizes = new Map<string, Set<number>>();

/** The tiles and bundles of every size that had a checkpoint, against those that the definitions of RFC 9162 give. */
async function requireTiles(
  url: string,
  entries: readonly Uint8Array[],
  sizes: readonly number[],
): Promise<void> {
  const { mth } = definitions((index) => entries[index] ?? new Uint8Array());
  const known = checkedSizes.get(url) ?? new Set<number>();
  checkedSizes.set(url, known);
  // Tiles never change; those of the last size are looked at again each time.
  for (const size of sizes.filter((one) => !known.has(one) || one === entries.length)) {
    known.add(size);
    await requireBytes(url, entriesPath(...lastOf(size)), bundleOf(entries, size));
    for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / 256)) {
      const [index, width] = lastOf(count);
      const span = 256 ** level;
      const hashes = Array.from({ length: width }, (_, at) => {
        const place = index * 256 + at;
        return mth(place * span, (place + 1) * span);
      });
      await requireBytes(url, tilePath(level, index, width), Buffer.concat(hashes));
    }
  }
}

function lastOf(count: number): [index: number, width: number] {
  const index = Math.floor((count - 1) / 256);
  return [index, count - index * 256];
}

function bundleOf(entries: readonly Uint8Array[], size: number): Buffer {
  const [index] = lastOf(size);
  return Buffer.concat(
    entries.slice(index * 256, size).flatMap((entry) => {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(entry.length);
      return [length, entry];
    }),
  );
}

async function requireBytes(url: string, path: string, expected: Buffer): Promise<void> {
  const answer = await fetch(`${url}/log/${path}`);
  assert.equal(answer.status, 200, path);
  assert.ok(expected.equals(Buffer.from(await answer.arrayBuffer())), `${path} is not what the entries give`);
}

/** Whoever was told that a thing is approved finds it published, once, and told to all rooms. */
async function requireAcknowledged(
  { query }: Installation,
  size: number,
  approved: readonly string[],
): Promise<void> {
  const lost = await query<object>(
    `select a.revision, r.log_index, r.revealed_at from unnest($1::uuid[]) as a (revision)
     left join publication.registration r on r.revision = a.revision and r.log_index < $2 and r.revealed_at is not null
     where 1 <> (select count(*) from publication.registration x where x.revision = a.revision and x.revealed_at is not null)
       or r.revision is null
       or 1 <> (select count(*) from platform.fact f where f.data ->> 'revision' = a.revision::text
         and f.kind in ('publication.published', 'publication.withdrawn'))`,
    [approved, size],
  );
  assert.deepEqual(lost, [], 'approved and not published once');
}

/** Every sight of the reader who never sleeps shows exactly what the log of that size says, no more and no less. */
export async function requireSights(
  { query }: Pick<Installation, 'query'>,
  { sights, faults }: Pick<Watch, 'sights' | 'faults'>,
  { copy }: CheckedLog,
): Promise<void> {
  const titles = await readTitles(query);
  const wrong = sights.filter((sight) => !isTrue(sight, titles, copy.entries));
  assert.deepEqual(
    wrong.map(({ size, shown }) => ({ size, shown: [...shown], log: [...replay(copy.entries, size)] })),
    [],
    'a list showed something else than the log of its checkpoint',
  );
  assert.deepEqual(faults, []);
}

function isTrue(
  { size, shown }: Sight,
  titles: ReadonlyMap<string, string>,
  entries: readonly (LogEntry | undefined)[],
): boolean {
  const expected = sorted(live(replay(entries, size)));
  const seen = sorted(shown);
  const redacted = new Set(
    entries
      .slice(0, size)
      .flatMap((entry) => (entry !== undefined && entry.type === 'redact' ? [entry.item] : [])),
  );
  return (
    seen.length === expected.length &&
    expected.every(([slug, ver], at) => {
      const [other, title] = seen[at] ?? [];
      const now = titles.get(`${slug} ${ver}`);
      return other === slug && (redacted.has(slug) ? title === now : isBefore(title, now));
    })
  );
}

/** Is a title the one that stands there now, or what it was before a word was taken out of it? */
function isBefore(title: string | undefined, now: string | undefined): boolean {
  if (title === undefined || now === undefined) return false;
  const signs = [...title];
  return [...now].length === signs.length && [...now].every((sign, at) => sign === '×' || sign === signs[at]);
}

/** Size of the checkpoint served now. */
export async function servedSize(url: string): Promise<number> {
  const note = await readText(url, '/log/checkpoint');
  return note === undefined ? 0 : parseCheckpoint(parseNote(note).text).size;
}
