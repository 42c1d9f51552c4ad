import { checkSearch, rebuildSearch } from '#modules/publication';
import { type Installation, openInstallation } from '../open.ts';
import { checkedConfig, type ShellCommand } from './command.ts';
import { explainStart } from './explain.ts';

/** Makes the index of search anew from what is published, and holds it against that; the server may go on running. */
export const rebuildSearchCommand: ShellCommand = {
  usage: '[--check]',
  summary:
    '重建全文检索索引；--check 只核对不重建 / rebuilds the search index from what is published; --check only compares',
  run: async (args) => {
    const config = checkedConfig(args);
    if (config === null) return 2;
    try {
      const installation = await openInstallation(config, { exclusive: false });
      if (args.check !== true) await rebuild(installation);
      const code = await check(installation);
      await installation.close();
      return code;
    } catch (error) {
      console.error(`✖ ${explainStart(error, config)}`);
      return 1;
    }
  },
};

/** Lines of progress at most every so many items. */
const step = 5_000;

async function rebuild({ worker }: Installation): Promise<void> {
  let told = 0;
  const done = await rebuildSearch(worker, (count, total) => {
    if (count - told < step) return;
    told = count;
    console.log(`${count}/${total}`);
  });
  console.log(`全文检索索引已重建，共 ${done} 条。/ Rebuilt: ${done} items.`);
}

async function check({ worker }: Installation): Promise<number> {
  const { missing, surplus, stale } = await checkSearch(worker.reader);
  if (missing.length + surplus.length + stale.length === 0) {
    console.log('索引与已公开内容一致。/ The index agrees with what is published.');
    return 0;
  }
  const some = (items: readonly string[]) => items.slice(0, 5).join(' ');
  console.error(
    `✖ 索引与已公开内容不一致：缺 ${missing.length} 条 ${some(missing)}，多 ${surplus.length} 条 ${some(surplus)}，旧 ${stale.length} 条 ${some(stale)}。请运行 npm run search:rebuild。/ ` +
      `The index differs: ${missing.length} missing, ${surplus.length} too many, ${stale.length} old. Run npm run search:rebuild.`,
  );
  return 1;
}
