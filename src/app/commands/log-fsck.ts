import { fsck, messages } from '#modules/transparency-log';
import { createTranslator } from '#platform/i18n';
import type { ShellCommand } from './command.ts';
import { withLog } from './log-shared.ts';

/** Most findings printed one by one. */
const MOST = 50;

/** Rebuilds the log from its entries and compares all that is stored; the server may go on running. */
export const logFsck: ShellCommand = {
  usage: '[--repair] [--json]',
  summary:
    '从登记重建全部并逐字节核对 / rebuilds the transparency log from its entries and compares everything; exit code 1 when something differs',
  run: (args) =>
    withLog(args, false, async ({ context }) => {
      const began = performance.now();
      const { folder } = context.settings;
      const report = await fsck(context.database, folder, {
        repair: args.repair === true,
        now: context.now(),
      });
      if (args.json === true) console.log(JSON.stringify(report));
      else printReport(report, Math.round(performance.now() - began));
      return report.findings.every(({ where }) => report.repaired.includes(where)) ? 0 : 1;
    }),
};

function printReport(report: Awaited<ReturnType<typeof fsck>>, milliseconds: number): void {
  const [zh, en] = (['zh-CN', 'en'] as const).map((locale) => createTranslator([messages])(locale));
  const { entries, checkpoints, files, findings, repaired } = report;
  for (const { code, where } of findings.slice(0, MOST)) {
    const key = `transparency-log.finding.${code}`;
    console.log(`✖ ${where}\n  ${zh?.(key)}\n  ${en?.(key)}`);
  }
  if (findings.length > MOST) console.log(`… ${findings.length - MOST}`);
  for (const path of repaired) console.log(`✔ 已重写 / written anew: ${path}`);
  const sum = `${entries} 条登记、${checkpoints} 个检查点、${files} 个文件，${milliseconds} 毫秒`;
  const total = `${entries} entries, ${checkpoints} checkpoints, ${files} files, ${milliseconds} ms`;
  console.log(
    findings.length === 0
      ? `✔ 全部相符：${sum}。/ All agrees: ${total}.`
      : `发现 ${findings.length} 处不符：${sum}。/ ${findings.length} findings: ${total}.`,
  );
}
