import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Finding } from './frame/measure.ts';
import { benchProgress } from './frame/progress.ts';
import { keepReport, newestKept } from './frame/report.ts';
import { openStage } from './frame/stage.ts';
import { tableOf } from './frame/table.ts';
import { verdictOf } from './frame/verdict.ts';
import { groups } from './measures/index.ts';

/*
 * `npm run bench [-- --only <group>] [--quick]`: builds its own data in a PostgreSQL of its own, times ours and the
 * reference alternately in the same run, prints one table and keeps it in bench/results. Ends with 1 when a mark was missed.
 */

const results = join(import.meta.dirname, 'results');

const usage = `npm run bench -- [--quick] [--only <group> …]
npm run bench -- --kept     one table of the newest full run of every measure, without running any

${groups.map((group) => `  ${group.name.padEnd(12)} ${group.summary}`).join('\n')}`;

function readOptions() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      quick: { type: 'boolean', default: false },
      kept: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const known = new Set(groups.map((group) => group.name));
  const unknown = (values.only ?? []).filter((name) => !known.has(name));
  return { ...values, unknown, chosen: groups.filter(({ name }) => values.only?.includes(name) ?? true) };
}

async function main(): Promise<number> {
  const { quick, kept, help, unknown, chosen } = readOptions();
  if (help || unknown.length > 0) {
    console.error(unknown.length > 0 ? `no such group: ${unknown.join(', ')}\n\n${usage}` : usage);
    return help ? 0 : 2;
  }
  if (kept) {
    console.log(tableOf(newestKept(results)));
    return 0;
  }
  const begun = performance.now();
  const stage = await openStage();
  // Ctrl-C must not leave a PostgreSQL behind.
  const stop = () => void stage.close().finally(() => process.exit(130));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const findings: Finding[] = [];
  try {
    const bench = {
      quick,
      freshInstallation: stage.freshInstallation,
      progress: benchProgress(process.stderr),
    };
    for (const group of chosen) {
      const found = await group.run(bench);
      // At once: the whole takes hours, and what is measured shall not be lost with what comes after it.
      if (chosen.length > 1) console.log(`\n${tableOf(found)}\n`);
      findings.push(...found);
      await stage.clear();
    }
  } finally {
    await stage.close();
  }
  const seconds = Math.round((performance.now() - begun) / 1000);
  const file = keepReport(results, new Date(), findings, {
    quick,
    groups: chosen.map(({ name }) => name),
    database: stage.version,
    seconds,
  });
  console.log(`\n${tableOf(findings)}\n\n${seconds} s${quick ? ', quick mode' : ''}; kept in ${file}`);
  return findings.some((finding) => verdictOf(finding) === 'not met') ? 1 : 0;
}

process.exitCode = await main();
