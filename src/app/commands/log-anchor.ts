import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type AnchorOutcome, anchorMessages, makeAnchors, printSheet } from '#modules/transparency-log';
import { createTranslator } from '#platform/i18n';
import type { ShellCommand } from './command.ts';
import { type LogCommand, withLog } from './log-shared.ts';

/** Shows the checkpoint to those outside, or puts it on paper; the server may go on running. */
export const logAnchor: ShellCommand = {
  usage: '[--paper <文件.html>]',
  summary:
    '锚定公开登记：取时间戳、记下其他登记的检查点；--paper 打印存照页 / anchors the log: time stamp and checkpoints of peers, or a sheet of paper',
  run: (args) =>
    withLog(args, false, (command) =>
      args.paper === undefined ? anchorOutside(command) : printTo(command, args.paper),
    ),
};

async function anchorOutside({ context }: LogCommand): Promise<number> {
  const { database, settings, now } = context;
  const nobody = { logs: [], authority: null };
  const outcomes = await makeAnchors({ database, now }, settings.anchors ?? nobody, { isAsked: true });
  if (outcomes.length === 0)
    console.log(
      '没有设置时间戳机构（GONGKAI_LOG_TSA）或其他登记（GONGKAI_LOG_POLICY 的 log 行），或还没有公布检查点。/ No time-stamping authority, no other logs are set, or nothing is published yet.',
    );
  for (const one of outcomes) tellOutcome(one);
  return outcomes.some((one) => one.result === 'failed') ? 1 : 0;
}

function tellOutcome(outcome: AnchorOutcome): void {
  if (outcome.result === 'anchored')
    console.log(
      `✔ ${outcome.byWhom}: 第 ${outcome.size} 条检查点，登记第 ${outcome.index} 条 / size ${outcome.size}, entry ${outcome.index}`,
    );
  if (outcome.result !== 'failed') return;
  const translator = createTranslator([anchorMessages]);
  const key = `transparency-log.${outcome.kind === 'peer' ? 'peer' : 'stamp'}.${outcome.problem}`;
  for (const locale of ['zh-CN', 'en'] as const)
    console.error(`✖ ${outcome.byWhom}: ${translator(locale)(key)} (${outcome.detail.slice(0, 200).trim()})`);
}

async function printTo({ installation, context }: LogCommand, file: string): Promise<number> {
  const sheet = await printSheet(context, installation.config.url ?? '');
  if (sheet === null) {
    console.error('✖ 还没有公布检查点。/ Nothing is published yet.');
    return 1;
  }
  writeFileSync(resolve(file), sheet.document);
  console.log(
    `已写入 ${resolve(file)}（第 ${sheet.size} 条检查点），请打印并签名存放。/ Written; print it, sign it, keep it.`,
  );
  return 0;
}
