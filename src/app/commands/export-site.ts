import { join, resolve } from 'node:path';
import { noteExport } from '#modules/publication';
import { exportSite } from '../export/export-site.ts';
import { siteSourceOf } from '../export/site-source.ts';
import { openInstallation } from '../open.ts';
import { portalOf } from '../ready/portal-of.ts';
import { checkedConfig, type ShellCommand } from './command.ts';
import { explainStart } from './explain.ts';

/** Writes the whole public site into a folder that any web server serves. The office may go on working. */
export const exportSiteCommand: ShellCommand = {
  usage: '<folder>',
  summary:
    '将公开站点导出为静态文件 / writes the public site as files for any web server; again: only what changed',
  run: async (args) => {
    const [folder] = args.positionals;
    if (folder === undefined) {
      console.error(
        '✖ 请写明导出到哪个文件夹。/ Name the folder to write to:  npm run export:site -- <folder>',
      );
      return 2;
    }
    const config = checkedConfig(args);
    if (config === null) return 2;
    try {
      const installation = await openInstallation(config, { exclusive: false });
      const { server, app } = await portalOf(installation);
      const source = siteSourceOf(installation, app, server);
      noteExport(resolve(folder));
      const began = performance.now();
      const done = await exportSite(resolve(folder), source, (pages, step) => {
        if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${pages}  ${step}`);
        else if (pages % 1_000 === 0) console.log(`${pages}  ${step}`);
      });
      const seconds = Math.round((performance.now() - began) / 1000);
      console.log(
        `\n导出完成：${done.pages} 个网址，写入 ${done.written}，未变 ${done.kept}，移除 ${done.removed}，登记簿 ${done.size} 条，${seconds} 秒。\n` +
          `Exported: ${done.pages} addresses, ${done.written} written, ${done.kept} unchanged, ${done.removed} removed, log of ${done.size} entries, ${seconds} s.\n` +
          `nginx: include ${join(resolve(folder), '.export')}/nginx-http.conf + nginx-server.conf`,
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
