import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { CompiledQuery, sql } from 'kysely';
import { freshDatabase } from '#test/database';
import { type Database, keptStatement, later, type Reader, tables, together } from './index.ts';

type Tables = { 'public.line': { id: number; text: string } };
const rows = (db: Reader) => tables<Tables>(db);
const insert = (db: Reader, id: number) =>
  rows(db)
    .insertInto('public.line')
    .values({ id, text: `${id}` });
const idsOf = async (db: Database): Promise<readonly number[]> =>
  (await rows(db.reader).selectFrom('public.line').select('id').orderBy('id').execute()).map((row) => row.id);

async function withLines(t: TestContext): Promise<Database> {
  const { owner, office } = await freshDatabase(t);
  await owner.pool.query(`create table public.line (id integer primary key, text text not null,
    twin integer unique deferrable initially deferred); grant select, insert on public.line to gongkai_office`);
  return office;
}

/** How often the connection was asked, whatever each time was sent. */
function countWays(t: TestContext, db: Database): () => number {
  let ways = 0;
  db.pool.on('acquire', (client) => {
    const query = client.query;
    t.mock.method(client, 'query', function (this: typeof client, ...args: readonly unknown[]) {
      ways += 1;
      return Reflect.apply(query, this, args);
    });
  });
  return () => ways;
}

test('a transaction begins with its first statement, and what is written later goes with what comes next', async (t) => {
  const db = await withLines(t);
  const ways = countWays(t, db);
  await db.transaction(async (tx) => {
    await later(tx, insert(tx, 1));
    await later(tx, insert(tx, 2));
    assert.equal(ways(), 0);
    const seen = await rows(tx).selectFrom('public.line').select('id').orderBy('id').execute();
    assert.deepEqual(seen, [{ id: 1 }, { id: 2 }]);
    await later(tx, insert(tx, 3));
  });
  assert.equal(ways(), 2);
  assert.deepEqual(await idsOf(db), [1, 2, 3]);
});

test('a transaction that says nothing, or is given up before, is not spoken of', async (t) => {
  const db = await withLines(t);
  const ways = countWays(t, db);
  assert.equal(await db.transaction(async () => 7), 7);
  await assert.rejects(
    db.transaction(async (tx) => {
      await later(tx, insert(tx, 1));
      throw new Error('changed my mind');
    }),
    /changed my mind/,
  );
  assert.equal(ways(), 0);
  assert.deepEqual(await idsOf(db), []);
});

test('what fails later is told with the next statement or the commit, and nothing of the transaction stays', async (t) => {
  const db = await withLines(t);
  const twice = (next: (tx: Reader) => Promise<unknown>) =>
    db.transaction(async (tx) => {
      await insert(tx, 1).execute();
      await later(tx, insert(tx, 1));
      await later(tx, insert(tx, 2));
      await next(tx);
    });
  await assert.rejects(
    twice(async () => undefined),
    { code: '23505' },
  );
  await assert.rejects(
    twice((tx) => insert(tx, 3).execute()),
    { code: '23505' },
  );
  assert.deepEqual(await idsOf(db), []);
  await insert(db.reader, 4).execute();
  assert.deepEqual(await idsOf(db), [4]);
});

test('a value that cannot be written ends the batch before its commit', async (t) => {
  const db = await withLines(t);
  const unwritable = { toPostgres: () => assert.fail('cannot be written') };
  await assert.rejects(
    db.transaction(async (tx) => {
      await later(tx, insert(tx, 1));
      await later(tx, CompiledQuery.raw('insert into public.line (id, text) values (2, $1)', [unwritable]));
    }),
    /cannot be written/,
  );
  assert.deepEqual(await idsOf(db), []);
  assert.equal((await sql<{ n: number }>`select 1 as n`.execute(rows(db.reader))).rows.length, 1);
});

test('what is asked together is answered in order, as it would be one by one, in and out of a transaction', async (t) => {
  const db = await withLines(t);
  const ask = (on: Reader) =>
    together(on, [
      insert(on, 1).returning('id'),
      rows(on).selectFrom('public.line').select(['id', 'text']),
      CompiledQuery.raw('select 9007199254740991::bigint as big, null::integer as none, $1::date as day', [
        '2026-03-01',
      ]),
      insert(on, 2),
    ]);
  const wanted = [
    [{ id: 1 }],
    [{ id: 1, text: '1' }],
    [{ big: Number.MAX_SAFE_INTEGER, none: null, day: '2026-03-01' }],
    [],
  ];
  assert.deepEqual(await ask(db.reader), wanted);
  // One that fails takes the others with it, outside of a transaction as well.
  await assert.rejects(
    together(db.reader, [insert(db.reader, 3), insert(db.reader, 1), insert(db.reader, 4)]),
    {
      code: '23505',
    },
  );
  assert.deepEqual(await idsOf(db), [1, 2]);
});

test('kept statements in a batch are parsed once, and again when the batch failed before them', async (t) => {
  const db = await withLines(t);
  const divide = keptStatement<{ n: number }>('select 10 / $1::integer as n');
  const add = keptStatement('insert into public.line (id, text) values ($1, $2)');
  const failing = db.transaction(async (tx) => {
    await later(tx, CompiledQuery.raw('select 1 / 0'));
    await divide(tx, [2]);
  });
  await assert.rejects(failing, { code: '22012' });
  await assert.rejects(
    db.transaction((tx) => divide(tx, [0])),
    { code: '22012' },
  );
  for (const id of [1, 2])
    await db.transaction(async (tx) => {
      await add(tx, [id, 'x']);
      assert.deepEqual(await divide(tx, [5]), [{ n: 2 }]);
    });
  await assert.rejects(
    db.transaction(async (tx) => void (await add(tx, [1, 'x']))),
    { code: '23505' },
  );
  assert.deepEqual(await divide(db.reader, [1]), [{ n: 10 }]);
  assert.deepEqual(await idsOf(db), [1, 2]);
});

test('several commands in one text, and a constraint that is only asked at the commit, work as ever', async (t) => {
  const db = await withLines(t);
  await db.transaction(async (tx) => {
    await sql`set local lock_timeout = '5s'; set local statement_timeout = '9s'`.execute(rows(tx));
    await later(tx, insert(tx, 1));
    const { rows: found } = await sql<{ t: string }>`select current_setting('lock_timeout') as t`.execute(
      rows(tx),
    );
    assert.equal(found[0]?.t, '5s');
  });
  const twin = (id: number) =>
    CompiledQuery.raw('insert into public.line (id, text, twin) values ($1, $2, 1)', [id, 'x']);
  await assert.rejects(
    db.transaction(async (tx) => {
      await later(tx, twin(5));
      await later(tx, twin(6));
    }),
    { code: '23505' },
  );
  assert.deepEqual(await idsOf(db), [1]);
});
