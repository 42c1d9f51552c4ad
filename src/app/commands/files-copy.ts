import { type ConfigProblem, readBucketSettings } from '#platform/config';
import { BucketFault, copyToBucket, openBucket } from '#platform/files';
import { openInstallation } from '../open.ts';
import { bucketLines } from './bucket-lines.ts';
import { checkedConfig, type ShellCommand, tellProblems } from './command.ts';

/** How often progress is told, in files. */
const TOLD_EVERY = 1_000;
/** Most hashes printed one by one. */
const MOST = 20;

/** Copies all wanted files into a bucket while the server runs; afterwards `GONGKAI_FILES` names it. */
export const filesCopyCommand: ShellCommand = {
  usage: '--to s3://bucket?endpoint=… [--verify]',
  summary:
    '将全部文件复制到对象存储，可中断后继续 / copies all files into a bucket, goes on where it stopped; --verify reads everything back; exit code 1 when something is missing',
  run: async (args) => {
    const problems: ConfigProblem[] = [];
    const settings = readBucketSettings(args.to, process.env, problems, '--to');
    if (settings === null && problems.length === 0)
      problems.push({ setting: '--to', read: args.to ?? '', expected: 's3://bucket?endpoint=https://…' });
    tellProblems(problems);
    const config = problems.length === 0 && settings !== null ? checkedConfig(args) : null;
    if (config === null || settings === null) return 2;
    const installation = await openInstallation(config, { exclusive: false });
    try {
      const bucket = openBucket(settings);
      await bucket.check();
      const report = await copyToBucket(installation.worker, installation.files, bucket, {
        verify: args.verify === true,
        told: (done) => {
          if (done % TOLD_EVERY === 0) console.error(`… ${done}`);
        },
      });
      const { copied, already, missing, altered } = report;
      for (const sha256 of missing.slice(0, MOST)) console.log(`✖ 缺失 / missing: ${sha256}`);
      for (const sha256 of altered.slice(0, MOST)) console.log(`✖ 不符 / altered: ${sha256}`);
      const isWhole = missing.length + altered.length === 0;
      console.log(
        `${isWhole ? '✔' : '✖'} 已复制 ${copied}，原已存在 ${already}，缺失 ${missing.length}，不符 ${altered.length} / copied ${copied}, already there ${already}, missing ${missing.length}, altered ${altered.length}`,
      );
      return isWhole ? 0 : 1;
    } catch (error) {
      if (!(error instanceof BucketFault)) throw error;
      console.error(`✖ ${bucketLines(error)}`);
      return 2;
    } finally {
      await installation.close();
    }
  },
};
