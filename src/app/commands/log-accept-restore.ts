import { resolve } from 'node:path';
import { acceptRestore, restoreReasons, seal } from '#modules/transparency-log';
import type { ShellCommand } from './command.ts';
import { findOperator, tellRefusal, withLog } from './log-shared.ts';

/** The way out after an older backup was restored; the server must be stopped. */
export const logAcceptRestore: ShellCommand = {
  usage: `--account <账号> --reason ${restoreReasons.join('|')} --words <说明> [--from <文件夹>]`,
  summary:
    '确认从较早的备份恢复 / accepts that an older backup was restored: takes the lost entries from the log files, or from a copy of them',
  run: (args) =>
    withLog(args, true, async (command) => {
      const reason = restoreReasons.find((one) => one === args.reason);
      const words = args.words?.trim() ?? '';
      if (reason === undefined || words === '' || words.length > 500) {
        console.error(`✖ 用法 / usage: log:accept-restore -- ${logAcceptRestore.usage}`);
        return 2;
      }
      const operator = await findOperator(command, args.account);
      if (operator === null) return 2;
      const copy = args.from === undefined ? null : resolve(args.from);
      // Looks once more: the alarm may be older than what the disk says now.
      await seal(command.context);
      const accepted = await acceptRestore(command.context, operator, { reason, words, copy });
      if (!accepted.ok) return tellRefusal(accepted);
      await seal(command.context);
      const { from, to } = accepted.value;
      console.log(
        `已补回第 ${from} 至 ${to - 1} 条登记，本次恢复已登记。/ Entries ${from} to ${to - 1} are back, and the restore is an entry.`,
      );
      console.log(
        '这些登记的内容不会自动回来，请凭备份查对。/ What those entries were about does not come back by itself; look into your backups.',
      );
      return 0;
    }),
};
