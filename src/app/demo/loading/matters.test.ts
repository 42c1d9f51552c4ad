import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEMO_SEED, loadDemoDistrict } from '../load.ts';
import { emptyTarget } from './testing.ts';

test('two matters in different stages, one urgent item awaiting review, three withheld duties; told once', async (t) => {
  const target = await emptyTarget(t);
  const options = { seed: DEMO_SEED, today: '2026-07-01', scale: 'tiny', stories: true } as const;
  await loadDemoDistrict(target, options);
  assert.equal((await loadDemoDistrict(target, options)).fresh, false);
  const count = async (text: string) => (await target.db.owner.pool.query<{ n: number }>(text)).rows[0]?.n;
  assert.equal(await count('select count(*)::integer as n from disclosure.matter'), 2);
  assert.equal(
    await count(`select count(*)::integer as n from publication.item where after_review = 'awaited'`),
    1,
  );
  assert.equal(
    await count('select count(*)::integer as n from disclosure.after_review where closed_at is null'),
    2,
  );
  assert.equal(
    await count('select count(*)::integer as n from disclosure.withholding where ended_at is null'),
    3,
  );
  assert.equal(
    await count(`select count(*)::integer as n from publication.item where withheld is not null`),
    3,
  );
  const due = `select count(*)::integer as n from disclosure.withholding where review_on = '2026-07-01'`;
  assert.equal(await count(due), 1);
});
