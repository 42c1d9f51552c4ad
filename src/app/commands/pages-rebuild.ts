import { rebuildReady } from '#modules/publication';
import { openInstallation } from '../open.ts';
import { portalOf } from '../ready/portal-of.ts';
import { keeperOptions } from '../ready/start-ready.ts';
import { checkedConfig, type ShellCommand } from './command.ts';
import { explainStart } from './explain.ts';

/** Makes all ready pages anew; a running server goes on serving meanwhile, the ordinary way. */
export const pagesRebuildCommand: ShellCommand = {
  usage: '',
  summary: '重新生成全部网页成品 / makes all ready pages anew',
  run: async (args) => {
    const config = checkedConfig(args);
    if (config === null) return 2;
    try {
      const installation = await openInstallation(config, { exclusive: false });
      const { app, server } = await portalOf(installation);
      const outcome = await rebuildReady(keeperOptions(installation, app, server), (pages) =>
        process.stdout.write(`\r${pages}`),
      );
      console.log(
        outcome === 'done'
          ? '\n网页成品已全部重新生成。/ All ready pages were made anew.'
          : '已请运行中的服务重新生成，期间照常服务。/ The running server makes them anew, and goes on serving.',
      );
      await server.close();
      await installation.close();
      return 0;
    } catch (error) {
      console.error(`✖ ${explainStart(error, config)}`);
      return 1;
    }
  },
};
