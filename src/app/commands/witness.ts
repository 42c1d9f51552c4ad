import { existsSync } from 'node:fs';
import {
  BadKeyFile,
  BadPolicyFile,
  openWitness,
  openWitnessKey,
  type PolicyLog,
  readPolicyFile,
  serveWitness,
  type WitnessKey,
} from '#modules/transparency-log';
import { prepareDataFolder, readWitnessConfig, type WitnessConfig } from '#platform/config';
import { type Arguments, type ShellCommand, tellProblems } from './command.ts';
import { explainStart, policyFileLines } from './explain.ts';

/*
 * A witness of the logs of others (`start --role witness`): the same program, but without database, rooms or office. What it
 * needs is a folder, a key, and the list of logs.
 */

/** Prints the verifier key of this installation's witness, making the key the first time. */
export const witnessKeyCommand: ShellCommand = {
  usage: '[--name <名称，如 archive.example.cn/witness>]',
  summary:
    '显示本机见证服务的公钥，首次运行时生成 / prints the verifier key of this witness; makes it the first time',
  run: async (args) => {
    const config = checkedWitnessConfig(args);
    if (config === null) return 2;
    const key = keyOf(config);
    if (key === null) return 2;
    console.log(key.vkey);
    return 0;
  },
};

/**
 * Runs the witness until it is asked to stop. On SIGHUP it reads its list of logs again.
 * @param asked settles when somebody asks to stop
 */
export async function runWitness(args: Arguments, asked: Promise<void>): Promise<number> {
  if (args.role?.join() !== 'witness') {
    console.error('✖ 见证服务须单独运行：--role witness / a witness runs on its own: --role witness');
    return 2;
  }
  const config = checkedWitnessConfig(args);
  if (config === null) return 2;
  const key = keyOf(config);
  const logs = logsOf(config);
  if (key === null || logs === null) return 2;
  const log = (entry: object) => console.error(JSON.stringify({ at: new Date().toISOString(), ...entry }));
  const witness = openWitness({ folder: config.folder, key, logs, now: () => new Date(), log });
  try {
    const server = await serveWitness(witness, { port: config.port, host: config.host, log });
    process.on('SIGHUP', () => {
      // A list with a mistake is told, and the one before stays.
      const list = logsOf(config);
      if (list !== null) witness.know(list);
      if (list !== null) console.log(`日志清单已更新 / list of logs read again: ${list.length}`);
    });
    console.log(`见证公钥 / verifier key: ${key.vkey}`);
    for (const one of logs) console.log(`见证的日志 / log:          ${one.key.name}`);
    console.log(`见证服务 / witness listening: ${server.address}`);
    await asked;
    console.log('\n正在停止……/ stopping …');
    await server.close();
    return 0;
  } catch (error) {
    console.error(`✖ ${explainStart(error, { ...config, data: config.folder, databaseUrl: null })}`);
    return 1;
  } finally {
    await witness.close();
  }
}

function checkedWitnessConfig(args: Arguments): WitnessConfig | null {
  const env = { ...process.env, ...(args.name === undefined ? {} : { GONGKAI_WITNESS_NAME: args.name }) };
  const result = readWitnessConfig(env);
  if (!result.ok) {
    tellProblems(result.problems);
    return null;
  }
  const problem = prepareDataFolder(result.config.folder);
  if (problem !== null) tellProblems([problem]);
  return problem === null ? result.config : null;
}

function keyOf(config: WitnessConfig): WitnessKey | null {
  try {
    const key = openWitnessKey(config.folder, config.name);
    if (key === null)
      console.error(
        '✖ 还没有见证密钥，请先取名 / no key yet; give it a name: witness:key --name archive.example.cn/witness',
      );
    return key;
  } catch (error) {
    if (!(error instanceof BadKeyFile)) throw error;
    console.error(`✖ ${error.message}`);
    return null;
  }
}

function logsOf(config: WitnessConfig): readonly PolicyLog[] | null {
  if (!existsSync(config.logs)) {
    console.error(
      `✖ 没有日志清单 / no list of logs: ${config.logs}\n  每行一个 / a line for each:  log <公钥 / verifier key>`,
    );
    return null;
  }
  try {
    return readPolicyFile(config.logs, 'optional').logs;
  } catch (error) {
    const lines =
      error instanceof BadPolicyFile
        ? policyFileLines(error)
        : [error instanceof Error ? error.message : String(error)];
    for (const line of lines) console.error(`✖ ${line}`);
    return null;
  }
}
