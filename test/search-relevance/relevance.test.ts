import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freshDatabase } from '#test/database';
import { findCorpus, indexCorpus, judgeAll, queries } from './judge.ts';

/** Of each text; whole texts are measured by `npm run search:judge`. */
const SIGNS = 1_500;

test('what is found first is what the judged list says was meant', async (t) => {
  assert.ok(queries.length >= 60, 'enough queries');
  const folder = findCorpus();
  if (folder === undefined) {
    t.skip('the corpus is missing: set GONGKAI_SHARED to the folder that holds domain/corpus');
    return;
  }
  const db = await freshDatabase(t);
  const items = await indexCorpus(db.worker, folder, SIGNS);
  await db.owner.pool.query('analyze search.document');
  const { best, newest, each } = await judgeAll(db.portal, items);
  const worst = each.toSorted((a, b) => a.ndcg - b.ndcg).slice(0, 12);
  t.diagnostic(
    `nDCG@10 ${best.ndcg.toFixed(3)}, MRR ${best.mrr.toFixed(3)}; newest first ${newest.ndcg.toFixed(3)}, ${newest.mrr.toFixed(3)}`,
  );
  t.diagnostic(worst.map((one) => `${one.query} ${one.ndcg.toFixed(2)}`).join(' · '));
  assert.ok(best.ndcg >= 0.9, `nDCG@10 is ${best.ndcg}`);
  assert.ok(best.mrr >= 0.92, `MRR is ${best.mrr}`);
  assert.ok(best.ndcg >= newest.ndcg + 0.4, `newest first is nearly as good: ${newest.ndcg}`);
});
