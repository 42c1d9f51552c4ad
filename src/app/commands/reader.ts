import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type ConfigProblem, portNumber } from '#platform/config';
import { serveReader } from '../reader/serve-reader.ts';
import { type Arguments, tellProblems } from './command.ts';
import { explainStart } from './explain.ts';

/**
 * Serves ready pages from a folder until it is asked to stop; without database, office, or anything to be configured.
 * @param asked settles when somebody asks to stop
 */
export async function runReader(args: Arguments, asked: Promise<void>): Promise<number> {
  if (args.role?.join() !== 'reader') {
    console.error('✖ 阅读节点须单独运行：--role reader / a reader runs on its own: --role reader');
    return 2;
  }
  const problems: ConfigProblem[] = [];
  const data = resolve(process.env['GONGKAI_DATA'] ?? 'data');
  const port = portNumber(process.env['PORT'] ?? '8080', problems);
  if (!existsSync(join(data, 'ready', 'current')))
    problems.push({
      setting: 'GONGKAI_DATA',
      read: data,
      expected:
        'a data folder with ready pages (ready/), shared with or copied from an installation that runs',
    });
  tellProblems(problems);
  if (problems.length > 0) return 2;
  try {
    const mainSite = process.env['GONGKAI_URL'] ?? '';
    const host = process.env['GONGKAI_HOST'] ?? '127.0.0.1';
    const reader = await serveReader({ data, port, host, mainSite: mainSite === '' ? null : mainSite });
    console.log(`阅读节点 / reader listening:   ${reader.address}`);
    await asked;
    console.log('\n正在停止……/ stopping …');
    await reader.close();
    return 0;
  } catch (error) {
    console.error(
      `✖ ${explainStart(error, { data, port, host: process.env['GONGKAI_HOST'] ?? '127.0.0.1', databaseUrl: null })}`,
    );
    return 1;
  }
}
