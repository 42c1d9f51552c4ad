import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createTranslator } from '#platform/i18n';
import { allModules } from '../compose.ts';
import { loadCorpus, NoDistrict, reportLines } from '../corpus/load.ts';
import { demoMessages } from '../demo/messages.ts';
import { terminalProgress } from '../demo/progress.ts';
import { loadTarget } from '../load-target.ts';
import { type Installation, openInstallation } from '../open.ts';
import { checkedConfig, type ShellCommand } from './command.ts';
import { explainStart } from './explain.ts';

/** Publishes a folder of real documents as history of the demonstration district, through the real commands. */
export const loadCorpusCommand: ShellCommand = {
  usage: '<folder>',
  summary:
    '把文档库作为历史公开事项办理 / publishes the documents of a folder (index.csv); goes on where it was stopped',
  run: async (args) => {
    const folder = resolve(args.positionals[0] ?? '');
    if (args.positionals[0] === undefined || !existsSync(folder)) {
      console.error(`✖ 找不到文档库文件夹 / no such folder: ${folder}`);
      return 2;
    }
    const config = checkedConfig(args);
    if (config === null) return 2;
    const t = createTranslator([demoMessages])('zh-CN');
    let installation: Installation | null = null;
    try {
      installation = await openInstallation(config, { exclusive: false });
      const report = await loadCorpus(
        loadTarget(installation, allModules(config)),
        folder,
        terminalProgress(process.stdout, t),
      );
      for (const line of reportLines(report, t)) console.log(line);
      return 0;
    } catch (error) {
      console.error(`✖ ${error instanceof NoDistrict ? error.message : explainStart(error, config)}`);
      return 1;
    } finally {
      await installation?.close();
    }
  },
};
