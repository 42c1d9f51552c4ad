import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { runCommand } from '../command/run.ts';
import type { ReportLine } from '../report.ts';

const now = Date.parse('2026-03-04T04:00:00.000Z');

/** A folder that is gone after the test. */
export async function folder(t: TestContext): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'gongkai-verify-'));
  t.after(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** What a run of the command said. */
export type Ran = {
  readonly code: number;
  readonly lines: readonly ReportLine[];
  readonly codes: readonly string[];
  readonly text: string;
};

/** Runs the command in this process, on a day of its own. */
export async function run(args: readonly string[]): Promise<Ran> {
  const out: string[] = [];
  const code = await runCommand(args, {
    out: (line) => out.push(line),
    err: (text) => out.push(text),
    isTerminal: false,
    env: { LANG: 'zh_CN.UTF-8' },
    now: () => now,
    limits: { backoff: 1 },
  });
  const lines = out.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as ReportLine] : []));
  return { code, lines, codes: lines.map((line) => line.code), text: out.join('\n') };
}

export const findings = ({ lines }: Ran) =>
  lines.filter((line) => line.weight === 'finding').map(({ code, address }) => [code, address]);
