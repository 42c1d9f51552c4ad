import type { Config } from '#platform/config';
import { begin, takeFolder } from '../begin.ts';
import { loadProgram } from '../load-program.ts';
import type { Installation } from '../open.ts';
import { type EarlyPortal, listenEarly } from '../ready/early.ts';
import { StopAsked, type StopRequest, stopRequest } from '../stop-request.ts';
import { type Arguments, checkedConfig, type ShellCommand } from './command.ts';

/*
 * Nothing here may load the rooms: the folder is taken, the database begun and ready pages sent before they are there.
 */

/** Everything: database, migrations, office interface, demonstration district, web server, worker. */
export const start: ShellCommand = {
  usage: '[--role portal|office|worker] | --role witness | --role reader',
  summary: '启动服务 / starts everything (or the named roles), until Ctrl-C',
  run: async (args) => {
    if (isAlone(args, 'reader')) {
      const { runReader } = await import('./reader.ts');
      return runReader(args, stopRequest().asked);
    }
    if (isAlone(args, 'witness')) {
      const { runWitness } = await import('./witness.ts');
      return runWitness(args, stopRequest().asked);
    }
    const config = checkedConfig(args);
    // From the first moment: a process that dies of a signal would leave its PostgreSQL behind.
    return config === null ? 2 : startProgram(config, stopRequest());
  },
};

/** Is this process to be a witness, or a node that only reads? It is one alone or not at all. */
function isAlone(args: Arguments, role: 'witness' | 'reader'): boolean {
  return (args.role ?? []).flatMap((one) => one.split(',')).includes(role);
}

async function startProgram(config: Config, stop: StopRequest): Promise<number> {
  let early: EarlyPortal | null = null;
  let installation: Installation | null = null;
  try {
    const lock = takeFolder(config, { exclusive: true });
    try {
      early = await listenEarly(config);
    } catch (error) {
      if (lock.held) lock.release();
      throw error;
    }
    if (early !== null) console.log(`已备网页先行服务 / ready pages at once: ${early.address}/`);
    const begun = begin(config, lock);
    const loaded = await loadProgram(config, begun, stop);
    installation = loaded.installation;
    await loaded.runProgram(installation, early, stop);
    return 0;
  } catch (error) {
    const isAsked = error instanceof StopAsked;
    if (!isAsked) {
      const { explainStart } = await import('./explain.ts');
      console.error(`✖ ${explainStart(error, config)}`);
    }
    early?.close();
    await installation?.close().catch(() => undefined);
    return isAsked ? 0 : 1;
  }
}
