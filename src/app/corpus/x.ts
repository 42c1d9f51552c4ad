import { loadDemoDistrict } from '../demo/load.ts';
import { emptyTarget } from '../demo/loading/testing.ts';
import { loadCorpus, reportLines } from './load.ts';
import { createTranslator } from '#platform/i18n';
import { demoMessages } from '../demo/messages.ts';
const after: (() => unknown)[] = [];
const target = await emptyTarget({ after: (f: () => unknown) => { after.push(f); } } as never);
try {
  await loadDemoDistrict(target, { today: '2026-11-20', scale: 'tiny' });
  let last = 0; const t0 = Date.now();
  const report = await loadCorpus(target, '/work/shared/domain/corpus', (_s, d, n) => { if (d - last >= 200) { last = d; console.log(((Date.now() - t0) / 1000).toFixed(0), d, n, Math.round(process.memoryUsage().rss / 1e6)); } });
  for (const l of reportLines(report, createTranslator([demoMessages])('zh-CN'))) console.log(l);
  const by = new Map<string, number>(); for (const r of report.refused) { const k = r.code + ' ' + r.detail; by.set(k, (by.get(k) ?? 0) + 1); } console.log(by, report.findingsDecided);
} finally { for (const f of after.reverse()) await f(); }
