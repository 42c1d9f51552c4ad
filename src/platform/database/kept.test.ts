import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freshDatabase } from '#test/database';
import { keptStatement, tables } from './index.ts';

type Counted = { readonly n: number; readonly kept: number };

const upTo = keptStatement<Counted>(`select n, (select count(*)::integer from pg_prepared_statements
  where statement like 'select n, (select count%') as kept
  from generate_series(1, (select $1::integer)) n order by n`);

test('a kept statement is sent under a name, with its own values each time, alone and in a transaction', async (t) => {
  const db = await freshDatabase(t);
  await db.office.transaction(async (tx) => {
    for (const length of [3, 0, 5, 1]) {
      const rows = await upTo(tx, [length]);
      assert.deepEqual(
        rows.map((row) => row.n),
        Array.from({ length }, (_, at) => at + 1),
      );
      for (const row of rows) assert.equal(row.kept, 1);
    }
  });
  assert.equal((await upTo(db.office.reader, [2])).length, 2);
});

test('what was not declared is planned for its values, and a failing statement fails as any other', async (t) => {
  const db = await freshDatabase(t);
  const broken = keptStatement('select 1 / (select $1::integer) as n');
  await assert.rejects(broken(db.office.reader, [0]), { code: '22012' });
  await assert.rejects(broken(db.office.reader, [0]), { code: '22012' });
  assert.deepEqual(await broken(db.office.reader, [1]), [{ n: 1 }]);
  await db.office.transaction(async (tx) => {
    await tables<{ 'organisations.unit': { id: number } }>(tx)
      .selectFrom('organisations.unit')
      .select('id')
      .execute();
    const names = keptStatement<{ statement: string }>('select statement from pg_prepared_statements');
    const texts = (await names(tx, [])).map((row) => row.statement);
    assert.ok(texts.length > 0 && !texts.some((text) => text.includes('organisations.unit')));
  });
});
