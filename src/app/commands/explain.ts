import {
  alarmLines,
  BadPolicyFile,
  MayNotSign,
  policyProblemLines,
  witnessMessages,
} from '#modules/transparency-log';
import type { Config } from '#platform/config';
import { BucketFault } from '#platform/files';
import { createTranslator } from '#platform/i18n';
import { AlreadyRunning } from '../instance.ts';
import { bucketLines } from './bucket-lines.ts';

/** What went wrong at start, in words an operator can act on. */
export function explainStart(
  error: unknown,
  config: Pick<Config, 'data' | 'port' | 'host' | 'databaseUrl'>,
): string {
  if (error instanceof AlreadyRunning)
    return `数据目录已有服务在运行（进程 ${error.pid}）。/ A server is running on ${config.data} (process ${error.pid}). Stop it first, or set GONGKAI_DATA to another folder.`;
  if (error instanceof BucketFault) return bucketLines(error);
  if (error instanceof MayNotSign) return alarmLines(error).join('\n  ');
  if (error instanceof BadPolicyFile) return policyFileLines(error).join('\n✖ ');
  const { code, syscall, path } = systemFault(error);
  if (code === 'EADDRINUSE')
    return `端口 ${config.port} 已被占用。/ Port ${config.port} is taken. Set PORT to a free one, e.g. PORT=8090 npm start.`;
  if (code === 'EACCES' && syscall === 'listen')
    return `没有权限监听端口 ${config.port}。/ Not allowed to listen on port ${config.port}; use one above 1023.`;
  if (code === 'EACCES' || code === 'EPERM')
    return `没有权限：${path}。/ This user may not use ${path}. Was the data folder made by another user (root)? Give it to this one, or start as that one.`;
  if (code === 'EADDRNOTAVAIL')
    return `本机没有 GONGKAI_HOST 指定的地址。/ This machine has no address GONGKAI_HOST=${config.host}.`;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === '53100')
    return `磁盘已满：${config.data}。/ The disk of ${config.data} is full. Free some space and start again.`;
  if (code === 'EROFS') return `磁盘只读：${config.data}。/ ${config.data} is on a read-only disk.`;
  if (config.databaseUrl !== null && unreachable.has(code))
    return '连不上 DATABASE_URL 指定的数据库。/ The database of DATABASE_URL does not answer. Is it running, is the address right?';
  if (config.databaseUrl !== null && (code === '28P01' || code === '28000'))
    return '数据库拒绝了 DATABASE_URL 中的用户或密码。/ The database refuses the user or the password of DATABASE_URL.';
  if (config.databaseUrl !== null && code === '3D000')
    return 'DATABASE_URL 指定的数据库不存在。/ The database named in DATABASE_URL does not exist; create it first.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What is wrong with a policy file, in both languages. */
export function policyFileLines(error: BadPolicyFile): readonly string[] {
  const translator = createTranslator([witnessMessages]);
  return (['zh-CN', 'en'] as const).flatMap((locale) => policyProblemLines(error, translator(locale)));
}

const unreachable: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
]);

/** What the system says of a failed call; empty strings for faults of another kind. */
function systemFault(error: unknown): {
  readonly code: string;
  readonly syscall: string;
  readonly path: string;
} {
  const read = (name: string): string => {
    const value: unknown = error instanceof Error ? Reflect.get(error, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { code: read('code'), syscall: read('syscall'), path: read('path') };
}
