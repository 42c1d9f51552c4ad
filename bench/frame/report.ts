import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Finding } from './measure.ts';
import { verdictOf } from './verdict.ts';

export type Circumstances = {
  readonly quick: boolean;
  readonly groups: readonly string[];
  readonly database: string;
  readonly seconds: number;
};

/** What one must know of the machine to read the times. The ratios are what can be compared. */
function machineFacts() {
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()} ${process.arch}`,
    node: process.version,
    loadAtTheEnd: loadavg().map((one) => Number(one.toFixed(2))),
  };
}

/** Keeps a run. @returns the file */
export function keepReport(
  folder: string,
  at: Date,
  findings: readonly Finding[],
  circumstances: Circumstances,
): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${at.toISOString().replace(/[:.]/g, '-')}.json`);
  const report = {
    at: at.toISOString(),
    ...circumstances,
    machine: machineFacts(),
    findings: findings.map((finding) => ({ ...finding, verdict: verdictOf(finding) })),
  };
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  return file;
}

/** The newest full run of every measure that was kept here: the whole takes an hour, so groups are often run one by one. */
export function newestKept(folder: string): readonly Finding[] {
  const newest = new Map<string, Finding>();
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
  // Their names are the moments of their ends.
  for (const name of names.sort()) {
    const kept = JSON.parse(readFileSync(join(folder, name), 'utf8')) as {
      readonly quick: boolean;
      readonly findings: readonly Finding[];
    };
    if (!kept.quick) for (const finding of kept.findings) newest.set(finding.id, finding);
  }
  return [...newest.values()];
}
