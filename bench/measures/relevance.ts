import { findCorpus, indexCorpus, judgeAll } from '../../test/search-relevance/judge.ts';
import { atLeast, type Bench, type Finding, type Group } from '../frame/measure.ts';

/** How well best-first answers the judged list, beside newest-first of the same hits. */
async function run(bench: Bench): Promise<readonly Finding[]> {
  const folder = findCorpus();
  if (folder === undefined) {
    console.error(
      'relevance: the corpus is missing; set GONGKAI_SHARED to the folder that holds domain/corpus',
    );
    return [];
  }
  const { worker, portal, owner } = await bench.freshInstallation();
  const items = await indexCorpus(worker, folder, bench.quick ? 1_500 : undefined);
  await owner.pool.query('vacuum analyze search.document');
  const { best, newest, each } = await judgeAll(portal, items);
  for (const one of each.toSorted((a, b) => a.ndcg - b.ndcg))
    console.error(`${one.ndcg.toFixed(3)}  ${one.newest.toFixed(3)}  ${one.kind.padEnd(12)} ${one.query}`);
  const line = (id: string, what: string, ours: number, reference: number): Finding => ({
    id,
    what: `${what}, ${each.length} judged queries over ${items.size.toLocaleString('en')} documents`,
    against: 'newest first',
    unit: '%',
    ours: ours * 100,
    reference: reference * 100,
    ratio: ours / reference,
    mark: atLeast(1.5),
  });
  return [line('Q1', 'nDCG@10', best.ndcg, newest.ndcg), line('Q2', 'MRR', best.mrr, newest.mrr)];
}

export const relevanceGroup: Group = {
  name: 'relevance',
  summary: 'Q1, Q2: is what is found first what was meant, by a judged list over the corpus',
  run,
};
