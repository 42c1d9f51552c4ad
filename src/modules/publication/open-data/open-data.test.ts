import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { roleUrl } from '#platform/database';
import { collectFiles, findStoredFile } from '#platform/files';
import { valueOf } from '#test/database';
import { publicationModule } from '../index.ts';
import { copyItem } from '../testing/copies.ts';
import { attaching, type Site, site } from '../testing/site.ts';
import { approved, body, monday, publish, revised } from '../testing/world.ts';
import { openDataChannel } from './channel.ts';
import { connectOpenData } from './job.ts';
import { makeFiles } from './make-files.ts';
import { eachRecord, itemFields } from './records.ts';

const hours = (n: number) => new Date(monday.getTime() + n * 3_600_000);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function open(t: TestContext): Promise<Site> {
  const s = await site(t, () => hours(100));
  connectOpenData(s.files);
  return s;
}

async function fill(s: Site) {
  const one = async (title: string, changes: Parameters<typeof approved>[1] = {}, file?: string) => {
    const made = await approved(
      s,
      { title, ...changes },
      file === undefined ? undefined : attaching(s, file, '附件内容'),
    );
    return { ...made, ...valueOf(await publish(s, made)) };
  };
  return {
    plain: await one('=HYPERLINK("http://x")', { body: body('正文"一",二'), keywords: ['甲', '乙'] }),
    withFile: await one('带附件', {}, '明细.txt'),
    inner: await one('党内暗号', { scope: 'wholeParty', body: body('党内暗号正文') }),
    gone: await one('撤下暗号', { body: body('撤下暗号正文') }),
  };
}

const make = (s: Site, now = hours(3)) => makeFiles(s.db.worker, s.files, now);
const ndjsonOf = (packed: Buffer) =>
  gunzipSync(packed)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('files of a year hold what society reads, with the hashes the page names; formulas are guarded', async (t) => {
  const s = await open(t);
  const items = await fill(s);
  assert.deepEqual(await make(s), ['items-2026.ndjson.gz', 'items-2026.csv.gz']);
  assert.deepEqual(await make(s, hours(4)), [], 'nothing changed, nothing is made');
  const page = (await s.get('/open-data')).body;
  for (const name of ['items-2026.ndjson.gz', 'items-2026.csv.gz']) {
    const answer = await s.get(`/open-data/${name}`);
    assert.equal(answer.statusCode, 200);
    const unpacked = gunzipSync(answer.rawPayload);
    assert.ok(page.includes(`<code>${sha256(answer.rawPayload)}</code><br><code>${sha256(unpacked)}</code>`));
    assert.equal(answer.headers.etag, `"${sha256(answer.rawPayload)}"`);
    assert.equal(answer.headers['content-length'], String(answer.rawPayload.length));
    assert.ok(!unpacked.includes('党内暗号'), name);
    assert.equal((await s.get(`/open-data/${name}`, 'member')).headers['cache-control'], 'private, no-store');
    const again = await s.get(`/open-data/${name}`, undefined, {
      'if-none-match': String(answer.headers.etag),
    });
    assert.deepEqual([again.statusCode, again.body], [304, '']);
  }
  const rows = ndjsonOf((await s.get('/open-data/items-2026.ndjson.gz')).rawPayload);
  assert.deepEqual(
    rows.map((row) => row['title']).sort(),
    ['=HYPERLINK("http://x")', '带附件', '撤下暗号'].sort(),
  );
  const withFile = rows.find((row) => row['slug'] === items.withFile.slug);
  assert.deepEqual(Object.keys(withFile ?? {}), [...itemFields, 'text']);
  const [file] = (withFile?.['attachments'] ?? []) as { path: string; sha256: string }[];
  const got = await s.get(file?.path ?? '');
  assert.equal(sha256(got.rawPayload), file?.sha256);
  assert.equal(withFile?.['logIndex'], items.withFile.logIndex);
  const csv = gunzipSync((await s.get('/open-data/items-2026.csv.gz')).rawPayload).toString();
  assert.ok(csv.startsWith(`\ufeff${itemFields.join(',')}\r\n`));
  assert.ok(csv.includes(`,"'=HYPERLINK(""http://x"")",`), 'a title that looks like a formula is text');
  // One item is the same record.
  const { v, ...single } = (await s.get(`/i/${items.plain.slug}.json`)).json() as Record<string, unknown>;
  assert.equal(v, 1);
  assert.deepEqual(
    single,
    rows.find((row) => row['slug'] === items.plain.slug),
  );
  assert.deepEqual(s.faults, []);
});

test('what is withdrawn is in no file from that moment on, and files come back without it', async (t) => {
  const s = await open(t);
  const { gone, plain, inner } = await fill(s);
  await make(s);
  const ask = () => openDataChannel.shows({ db: s.db.worker.reader, now: hours(9) }, gone);
  assert.equal(await ask(), true);
  valueOf(await publish(s, await revised(s, gone, 'withdraw', { reason: '有误' }), hours(5)));
  assert.equal(await ask(), false);
  const stale = await s.get('/open-data/items-2026.ndjson.gz');
  assert.deepEqual([stale.statusCode, stale.headers['retry-after']], [503, '60']);
  assert.match((await s.get('/open-data')).body, /items-2026\.csv\.gz <span class="soft">正在重新生成/);
  const old = await s.db.owner.pool.query<{ sha256: string }>(
    'select sha256 from publication.open_data_file',
  );
  assert.equal((await make(s, hours(6))).length, 2);
  // Their bytes are asked to go at once, and go: nothing names them any more.
  const jobs = await s.db.owner.pool.query<{ hashes: string[] }>(
    `select payload::jsonb -> 'hashes' as hashes from graphile_worker._private_jobs where payload::jsonb ? 'hashes'`,
  );
  const dropped = jobs.rows.flatMap((one) => one.hashes);
  assert.deepEqual(dropped.toSorted(), old.rows.map((one) => one.sha256).toSorted());
  await collectFiles(s.db.worker, s.files, publicationModule.namesFiles, hours(6), dropped);
  for (const hash of dropped) assert.equal(await findStoredFile(s.files, hash), undefined);
  const rows = ndjsonOf((await s.get('/open-data/items-2026.ndjson.gz')).rawPayload);
  assert.ok(rows.length === 2 && rows.every((row) => row['slug'] !== gone.slug));
  // Given out although it was made before: what the channel must notice.
  await s.db.owner.pool.query(`update publication.open_data_file set sha256 = repeat('0', 64)`);
  assert.equal(await ask(), false);
  for (const [slug, status] of [
    [gone.slug, 410],
    [inner.slug, 404],
    ['zzzzzzz9', 404],
    ['%F0%9F%98%80', 404],
  ] as const)
    assert.equal((await s.get(`/i/${slug}.json`)).statusCode, status, slug);
  assert.equal((await s.get(`/i/${inner.slug}.json`, 'member')).statusCode, 404);
  assert.equal((await s.get('/open-data/items-1999.csv.gz')).statusCode, 404);
  assert.equal((await s.get('/open-data/../x')).statusCode, 404);
  // Narrowed, an item is taken from society as well.
  await make(s, hours(7));
  valueOf(
    await publish(s, await revised(s, plain, 'correct', { scope: 'unit', changeNote: '收窄' }), hours(8)),
  );
  assert.equal((await s.get('/open-data/items-2026.csv.gz')).statusCode, 503);
  assert.deepEqual(s.faults, []);
});

test('a file that was altered to hold what is gone, and is given out, is what the channel finds', async (t) => {
  const s = await open(t);
  const { gone } = await fill(s);
  await make(s);
  valueOf(await publish(s, await revised(s, gone, 'withdraw', { reason: '有误' }), hours(5)));
  const shown = { db: s.db.worker.reader, now: hours(9) };
  assert.equal(await openDataChannel.shows(shown, gone), false);
  // As a mistake of ours would: told that it is right although it was made before.
  await s.db.owner.pool.query('update publication.open_data_file set taken = publication.times_taken()');
  assert.equal((await s.get('/open-data/items-2026.csv.gz')).statusCode, 200);
  assert.equal(await openDataChannel.shows(shown, gone), true);
});

test('kill -9 before a file is named, and a database that goes away: nothing half made is given out, the next run makes it', async (t) => {
  const s = await open(t);
  await fill(s);
  const child = join(import.meta.dirname, 'testing-child.ts');
  const args = [
    child,
    roleUrl(s.db.url, s.db.secret, 'worker'),
    dirname(s.files.folder),
    hours(3).toISOString(),
  ];
  const run = async (env: Readonly<Record<string, string>>) => {
    const started = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: 'inherit' });
    const [code, signal] = await once(started, 'exit');
    return signal ?? code;
  };
  assert.equal(await run({ GONGKAI_FAIL_POINT: 'after-open-data-file:2' }), 'SIGKILL');
  assert.equal((await s.get('/open-data/items-2026.ndjson.gz')).statusCode, 200);
  assert.equal((await s.get('/open-data/items-2026.csv.gz')).statusCode, 404);
  assert.equal(await run({}), 0);
  assert.equal((await s.get('/open-data/items-2026.csv.gz')).statusCode, 200);
  assert.deepEqual(await make(s), []);
  await s.db.owner.pool.query(
    'delete from publication.open_data_file; revoke select on publication.item_attachment from gongkai_worker',
  );
  await assert.rejects(make(s), /permission denied/);
  assert.equal((await s.db.owner.pool.query('select from publication.open_data_file')).rowCount, 0);
});

test('tables are read a batch at a time, for society alone', async (t) => {
  const s = await open(t);
  for (const reader of [undefined, 'member'] as const) {
    const units = await s.get('/open-data/units.csv', reader);
    assert.equal(units.statusCode, 200);
    assert.deepEqual(
      units.body
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(',')[2]),
      ['青禾区委', '云溪镇党委', '云溪村'],
    );
    assert.equal(
      units.headers['cache-control'],
      reader === undefined ? 'public, no-cache' : 'private, no-store',
    );
    for (const name of ['catalogues', 'duties']) {
      const table = await s.get(`/open-data/${name}.csv`, reader);
      assert.deepEqual([table.statusCode, table.body.split('\r\n').length], [200, 2], name);
    }
  }
  assert.deepEqual(s.faults, []);
});

test('records come oldest first without gaps or repeats across batches', async (t) => {
  const s = await open(t);
  const { plain } = await fill(s);
  // Batches end inside one moment.
  await copyItem(s.db, plain.slug, 1_203);
  const seen: string[] = [];
  for await (const { slug } of eachRecord(s.db.worker.reader, { year: 2026 })) seen.push(slug);
  assert.deepEqual([seen.length, new Set(seen).size], [1206, 1206]);
});
