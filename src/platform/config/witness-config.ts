import { join, resolve } from 'node:path';
import { type ConfigProblem, portNumber } from './config.ts';

/** Settings of a process that is a witness of other logs, and nothing else. */
export type WitnessConfig = {
  /** Its own folder: key, record of every log, list of logs (`GONGKAI_DATA`, and `witness` in it). */
  readonly folder: string;
  readonly port: number;
  readonly host: string;
  /** What it signs as (`GONGKAI_WITNESS_NAME`): asked for once, when the key is made. */
  readonly name: string | null;
  /** Policy file whose `log` lines say which logs it witnesses (`GONGKAI_WITNESS_LOGS`). */
  readonly logs: string;
};

export type WitnessConfigResult =
  | { readonly ok: true; readonly config: WitnessConfig }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Reads and checks the settings of a witness. */
export function readWitnessConfig(env: Readonly<Record<string, string | undefined>>): WitnessConfigResult {
  const problems: ConfigProblem[] = [];
  const folder = join(resolve(env['GONGKAI_DATA'] ?? 'data'), 'witness');
  const port = portNumber(env['PORT'] ?? '8090', problems);
  const name = env['GONGKAI_WITNESS_NAME'] ?? '';
  // As signed-note asks for: neither spaces nor a plus sign.
  if (!/^[^\s+\p{Cc}]{0,200}$/u.test(name))
    problems.push({
      setting: 'GONGKAI_WITNESS_NAME',
      read: name,
      expected: 'an address without scheme, e.g. archive.example.cn/witness',
    });
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    config: {
      folder,
      port,
      host: env['GONGKAI_HOST'] ?? '127.0.0.1',
      name: name === '' ? null : name,
      logs: resolve(env['GONGKAI_WITNESS_LOGS'] ?? join(folder, 'logs.txt')),
    },
  };
}
