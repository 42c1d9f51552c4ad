import { rebuildSimilarity } from '#modules/disclosure';
import { openInstallation } from '../open.ts';
import { checkedConfig, type ShellCommand } from './command.ts';
import { explainStart } from './explain.ts';

/** Makes the index of similar texts anew from what is published; the server may go on running. */
export const rebuildSimilarityCommand: ShellCommand = {
  usage: '',
  summary: '重建雷同比对索引 / rebuilds the index of similar texts from what is published',
  run: async (args) => {
    const config = checkedConfig(args);
    if (config === null) return 2;
    try {
      const installation = await openInstallation(config, { exclusive: false });
      const heard = await rebuildSimilarity(installation.worker);
      console.log(`雷同比对索引已重建，共处理发布记录 ${heard} 条。/ Rebuilt from ${heard} publications.`);
      await installation.close();
      return 0;
    } catch (error) {
      console.error(`✖ ${explainStart(error, config)}`);
      return 1;
    }
  },
};
