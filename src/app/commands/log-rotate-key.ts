import { rotateKey, seal } from '#modules/transparency-log';
import type { ShellCommand } from './command.ts';
import { findOperator, withLog } from './log-shared.ts';

/** Lets another key sign from now on; the server may go on running. */
export const logRotateKey: ShellCommand = {
  usage: '--account <账号> [--kind ed25519|sm2] [--lost]',
  summary:
    '更换公开登记的签名密钥 / changes the signing key of the transparency log; --lost when the old one is gone',
  run: (args) =>
    withLog(args, false, async (command) => {
      const kind = (['ed25519', 'sm2'] as const).find((one) => one === (args.kind ?? 'ed25519'));
      if (kind === undefined) {
        console.error(`✖ 用法 / usage: log:rotate-key -- ${logRotateKey.usage}`);
        return 2;
      }
      const operator = await findOperator(command, args.account);
      if (operator === null) return 2;
      const done = await rotateKey(command.context, operator, { kind, lost: args.lost === true });
      if (!done.ok) return 1;
      await seal(command.context);
      const { oldKey, newKey, index } = done.value;
      console.log(`已更换，登记第 ${index} 条。/ Changed; entry ${index}.`);
      console.log(`  旧 / old: ${oldKey}\n  新 / new: ${newKey}`);
      console.log(
        '请把新公钥告知见证单位，并备份数据目录中的 log/keys。/ Tell the witnesses the new key, and back up log/keys.',
      );
      return 0;
    }),
};
