import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { sql } from 'kysely';
import type { PersonId, UnitId } from '#kernel';
import { type Database, type Reader as Handle, tables } from '#platform/database';
import { freshDatabase, type TestDatabase } from '#test/database';
import { maySee, outsider, type Reader, type Seen } from './policy.ts';
import { findAttachment, findItem } from './queries/item.ts';
import { countFacets, countItems, listItems } from './queries/items.ts';
import { scopes } from './words.ts';

/** Units 1–9 in a small tree: path of each from the root. */
const paths = ['/1/', '/1/2/', '/1/2/3/', '/1/2/4/', '/1/5/', '/1/5/6/', '/1/5/16/', '/12/', '/1/2/3/7/'];
const unitOf = (path: string) => Number(path.split('/').at(-2)) as UnitId;
const kinds = ['member', 'staff', 'resident'] as const;

const aPath = fc.constantFrom(...paths);
const aTie = fc
  .record({ path: aPath, kind: fc.constantFrom(...kinds) })
  .map(({ path, kind }) => ({ unit: unitOf(path), unitPath: path, kind }));
const aReader: fc.Arbitrary<Reader> = fc.oneof(
  fc.constant(outsider),
  fc.record({
    person: fc.constant('00000000-0000-4000-8000-000000000001' as PersonId),
    affiliations: fc.array(aTie, { maxLength: 3 }),
  }),
);
const anItem: fc.Arbitrary<Seen> = fc.record({
  state: fc.constantFrom('live', 'live', 'live', 'withdrawn'),
  scope: fc.constantFrom(...scopes),
  scopeUnit: aPath.map(unitOf),
  audienceUnits: fc.array(aPath.map(unitOf), { maxLength: 3 }),
});

/** A reader as `platform.current_reader()` tells it. */
function asJson(reader: Reader): string {
  if (reader.person === null) return 'null';
  const tie = ({ unit, unitPath, ...rest }: { unit: number; unitPath: string }) => ({
    unit,
    path: unitPath,
    ...rest,
  });
  return JSON.stringify({ person: reader.person, affiliations: reader.affiliations.map(tie) });
}

/** In this database the reader comes from a setting, so that any reader can be tried without accounts and sessions. */
async function database(t: Parameters<typeof freshDatabase>[0]): Promise<TestDatabase> {
  const db = await freshDatabase(t);
  await db.owner.pool.query(`create or replace function platform.current_reader() returns jsonb language sql stable
    as $$ select nullif(nullif(current_setting('test.reader', true), ''), 'null')::jsonb $$`);
  return db;
}

function readAs<T>(portal: Database, reader: Reader, work: (db: Handle) => Promise<T>): Promise<T> {
  return portal.transaction(async (tx) => {
    await sql`select set_config('test.reader', ${asJson(reader)}, true)`.execute(
      tables<Record<never, never>>(tx),
    );
    return work(tx);
  });
}

let serial = 0;

/** Writes an item behind the room's back, as the owner: this test is about reading. */
async function plant(db: TestDatabase, seen: Seen, title: string): Promise<{ id: string; slug: string }> {
  const id = randomUUID();
  serial += 1;
  const slug = serial.toString().padStart(8, '0');
  const values = [seen.scope, seen.scopeUnit, [...seen.audienceUnits]];
  await db.owner.pool.query(
    `insert into publication.item (id, disclosure, slug, index_number, state, version, unit, unit_name, title, scope, scope_unit,
      audience_units, affairs_kind, category, mode, validity, last_purpose, published_at, changed_at)
     values ($1, $2, $3, $4, $5, 1, 1, '样例单位', $6, $7, $8, $9, 'party', $6, 'proactive', 'valid', 'publish', $10, $10)`,
    [
      id,
      randomUUID(),
      slug,
      `X/2026-${serial}`,
      seen.state,
      title,
      ...values,
      new Date(1_767_225_600_000 + serial * 1000),
    ],
  );
  await db.owner.pool.query(
    `insert into publication.item_version (item, version, revision, purpose, scope, scope_unit, audience_units, content,
      content_sha256, body_text, unit_name, published_at)
     values ($1, 1, $2, 'publish', $4, $5, $6, $7, repeat('0', 64), $3, '样例单位', now())`,
    [id, randomUUID(), title, ...values, JSON.stringify({ title, changeNote: title })],
  );
  await db.owner.pool.query(
    `insert into publication.item_attachment (item, version, position, name, sha256, size, media)
     values ($1, 1, 1, $2, repeat('1', 64), 10, 'application/pdf')`,
    [id, title],
  );
  if (seen.state === 'withdrawn') {
    await db.owner.pool.query(
      `insert into publication.tombstone (item, revision, slug, index_number, unit, unit_name, affairs_kind, scope, scope_unit,
        audience_units, content_sha256, reason, published_at, withdrawn_at)
       values ($1, $2, $3, $4, 1, '样例单位', 'party', $5, $6, $7, repeat('0', 64), '含个人信息', now(), now())`,
      [id, randomUUID(), slug, `X/2026-${serial}`, ...values],
    );
  }
  return { id, slug };
}

test('the rule in SQL says what the rule in TypeScript says, for any reader and item', async (t) => {
  const db = await database(t);
  const pairs = fc.sample(fc.tuple(aReader, anItem), 3000);
  const answer = await db.portal.pool.query<{ seen: boolean }>(
    `select publication.may_see(q.reader, q.scope, q.scope_unit, q.audience) as seen
     from unnest($1::jsonb[], $2::text[], $3::integer[], $4::text[]) with ordinality q0(reader, scope, scope_unit, audience_text, n)
     cross join lateral (select case when reader = 'null'::jsonb then null else reader end, scope, scope_unit, audience_text::integer[]) q(reader, scope, scope_unit, audience)
     order by n`,
    [
      pairs.map(([reader]) => asJson(reader)),
      pairs.map(([, item]) => item.scope),
      pairs.map(([, item]) => item.scopeUnit),
      pairs.map(([, item]) => `{${item.audienceUnits.join(',')}}`),
    ],
  );
  const live = pairs.map(([reader, item]) => maySee(reader, { ...item, state: 'live' }));
  assert.ok(live.includes(true) && live.includes(false));
  assert.equal(answer.rows.length, pairs.length);
  answer.rows.forEach(({ seen }, index) => {
    assert.equal(seen, live[index], JSON.stringify(pairs[index]));
  });
});

test('every list, count, page, history and attachment shows a reader exactly what the rule allows', async (t) => {
  const db = await database(t);
  const items = fc.sample(anItem, 60);
  const planted = await Promise.all(items.map((item, index) => plant(db, item, `标题${index}〕`)));
  for (const reader of [outsider, ...fc.sample(aReader, 25)]) {
    const expected = items.flatMap((item, index) => (maySee(reader, item) ? [`标题${index}〕`] : [])).sort();
    const read = await readAs(db.portal, reader, async (handle) => ({
      list: await listItems(handle, {}, { limit: 100 }),
      count: await countItems(handle, {}),
      facets: await countFacets(handle, {}, 100),
      pages: await Promise.all(planted.map(({ slug }) => findItem(handle, slug))),
      files: await Promise.all(planted.map(({ slug }) => findAttachment(handle, slug, 1, 1))),
    }));
    assert.deepEqual(read.list.rows.map((row) => row.title).sort(), expected);
    assert.equal(read.count, expected.length);
    assert.deepEqual(read.facets.categories.map((one) => one.value).sort(), expected);
    read.pages.forEach((page, index) => {
      const item = items[index];
      assert.ok(item !== undefined);
      const knows = maySee(reader, { ...item, state: 'live' });
      const wanted = !knows ? 'absent' : item.state === 'withdrawn' ? 'withdrawn' : 'item';
      assert.equal(page.kind, wanted, JSON.stringify({ reader, item }));
      if (page.kind === 'withdrawn') assert.ok(!JSON.stringify(page).includes('标题'));
      const file = read.files[index];
      assert.equal(typeof file === 'object', wanted === 'item');
    });
  }
});

test('narrowing the scope takes the old versions along; widening does not open them', async (t) => {
  const db = await database(t);
  const narrowed = await plant(
    db,
    { state: 'live', scope: 'society', scopeUnit: 1, audienceUnits: [] },
    '旧版向社会',
  );
  await db.owner.pool.query(`update publication.item set scope = 'wholeParty' where id = $1`, [narrowed.id]);
  const widened = await plant(
    db,
    { state: 'live', scope: 'wholeParty', scopeUnit: 1, audienceUnits: [] },
    '旧版在党内',
  );
  await db.owner.pool.query(`update publication.item set scope = 'society' where id = $1`, [widened.id]);
  await readAs(db.portal, outsider, async (handle) => {
    assert.equal((await findItem(handle, narrowed.slug, 1)).kind, 'absent');
    assert.equal((await findItem(handle, widened.slug, 1)).kind, 'absent');
    assert.equal(await findAttachment(handle, widened.slug, 1, 1), undefined);
  });
});

test('the portal role reads no inner or withdrawn row, no draft and no plan by raw SQL, and writes nothing', async (t) => {
  const db = await database(t);
  for (const scope of ['wholeParty', 'unit', 'specific'] as const) {
    await plant(db, { state: 'live', scope, scopeUnit: 1, audienceUnits: [1] }, '内部暗号');
  }
  await plant(db, { state: 'withdrawn', scope: 'society', scopeUnit: 1, audienceUnits: [] }, '内部暗号');
  await plant(db, { state: 'live', scope: 'society', scopeUnit: 1, audienceUnits: [] }, '公开的');
  for (const table of ['item', 'item_version', 'item_attachment', 'tombstone', 'relation']) {
    const rows = await db.portal.pool.query(`select * from publication.${table}`);
    assert.ok(!JSON.stringify(rows.rows).includes('内部暗号'), table);
  }
  const seen = await db.portal.pool.query('select title from publication.item');
  assert.deepEqual(seen.rows, [{ title: '公开的' }]);
  const refused = [
    'select * from publication.plan',
    'select * from publication.index_serial',
    `update publication.item set title = 'x'`,
    'delete from publication.relation',
    `insert into publication.site (name, host, changed_at) values ('x', 'x', now())`,
    'set row_security = off; select * from publication.item',
    'alter table publication.item disable row level security',
    'set role gongkai_office',
  ];
  const schemas = await db.owner.pool.query<{ t: string }>(
    `select format('%I.%I', table_schema, table_name) t from information_schema.tables where table_schema = 'disclosure'`,
  );
  assert.ok(schemas.rows.length > 3, 'the disclosure schema has tables');
  for (const statement of [...refused, ...schemas.rows.map(({ t: name }) => `select * from ${name}`)]) {
    await assert.rejects(db.portal.pool.query(statement), { code: '42501' }, statement);
  }
});

test('versions, attachments and tombstones are never changed, by no role', async (t) => {
  const db = await database(t);
  await plant(db, { state: 'withdrawn', scope: 'society', scopeUnit: 1, audienceUnits: [] }, '不变');
  for (const table of ['item_version', 'item_attachment', 'tombstone']) {
    for (const role of [db.owner, db.office, db.worker]) {
      await assert.rejects(role.pool.query(`delete from publication.${table}`), { code: '42501' });
      await assert.rejects(role.pool.query(`update publication.${table} set item = item`), { code: '42501' });
    }
  }
});
