import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { freshDatabase } from '#test/database';

/*
 * How far the index is looked through (`search.find`), on numbers as wide apart as in a library of a million. Whatever the
 * words are and wherever they stand: what is found are the newest that fit, without a gap, and “complete” means all of them.
 */

const DOCUMENTS = 2_500;
/** Numbers between two documents. */
const APART = 400;

const fill = `
  insert into search.document (item, number, slug, version, title, index_number, unit, unit_name, affairs_kind, category, scope,
    scope_unit, published_at, changed_at, body, terms)
  select gen_random_uuid(), n * ${APART}, n::text, 1, 'title', 'X/' || n, 3, 'unit', 'village', 'category', 'society', 3,
    timestamptz '2015-01-01T00:00:00Z' + n * interval '1 hour', now(), '',
    array_to_tsvector(array['all'] || search.places(n * ${APART})
      || array(select 'every' || step from unnest(array[2, 7, 40, 300, 1100]) step where n % step = 0)
      || case when n < 900 then array['old'] else '{}' end || case when n > 2300 then array['new'] else '{}' end)
  from generate_series(1, ${DOCUMENTS}) n`;

test('what is found are the newest that fit, and all of them when it says so', async (t) => {
  const { owner } = await freshDatabase(t);
  await owner.pool.query(fill);
  const words = ['all', 'every2', 'every7', 'every40', 'every300', 'every1100', 'old', 'new', 'nowhere'];
  const looks = new Set<boolean>();
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 2 }),
      fc.integer({ min: 0, max: DOCUMENTS * APART }),
      fc.constantFrom(10, 60, 400),
      async (sought, top, enough) => {
        const most = 1_000;
        const wanted = sought.map((word) => `'${word}'`).join(' & ');
        // All that fit up to the number of the top: where a list goes on, nothing newer is asked for.
        const { rows } = await owner.pool.query<{ found: string[]; complete: boolean; fit: string[] }>(
          `select array(select h.number from unnest(f.hits) h) as found, f.complete,
             array(select number from search.document where terms @@ $1::tsquery and published_at <= $5
               order by published_at desc, number desc) as fit
           from search.find($1::tsquery, null, $2, null, $5::timestamptz + interval '1 second', null, null, '{}', $3, $4) f`,
          [wanted, top, enough, most, new Date(Date.UTC(2015, 0, 1) + Math.floor(top / APART) * 3_600_000)],
        );
        const { found = [], fit = [], complete = false } = rows[0] ?? {};
        assert.deepEqual(found, fit.slice(0, found.length), wanted);
        assert.ok(
          complete ? found.length === fit.length : found.length >= Math.min(fit.length, enough / 2),
          wanted,
        );
        looks.add(complete);
      },
    ),
    { numRuns: 120, seed: 20_261_123 },
  );
  assert.deepEqual(looks, new Set([true, false]));
});
