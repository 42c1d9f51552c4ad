import { accessSync, constants, mkdirSync, statfsSync, unlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type BucketSettings, readBucketSettings } from './files-config.ts';
import { type MailSettings, readMailSettings } from './mail-config.ts';

/** The parts one process may play; all three in one by default. */
export const processRoles = ['portal', 'office', 'worker'] as const;
export type ProcessRole = (typeof processRoles)[number];

export type Mode = 'demo' | 'production';

export type Config = {
  /** Folder of files, the embedded database and secrets (`GONGKAI_DATA`). */
  readonly data: string;
  /** TCP port of the web server (`PORT`); 0 lets the system choose. */
  readonly port: number;
  /** Address to listen on (`GONGKAI_HOST`). */
  readonly host: string;
  /** The public address that readers use, without trailing slash (`GONGKAI_URL`); null: derived from host and port. */
  readonly url: string | null;
  readonly mode: Mode;
  /** How large the demonstration district is that the first start makes (`GONGKAI_DEMO`); absent: full. */
  readonly demo?: 'full' | 'small';
  /** An outside PostgreSQL ≥ 15 (`DATABASE_URL`); null: the embedded one. */
  readonly databaseUrl: string | null;
  readonly roles: ReadonlySet<ProcessRole>;
  /** Trust `X-Forwarded-*` of a reverse proxy in front (`GONGKAI_TRUST_PROXY=1`). */
  readonly trustProxy: boolean;
  /** Partner systems may stand in one's own network (`GONGKAI_WEBHOOK_PRIVATE=1`); otherwise nothing is sent there. */
  readonly privateWebhooks?: boolean;
  readonly log?: LogConfig;
  /** Folder of the installation's own fonts for documents (`GONGKAI_FONTS`); null: those that come with the program. */
  readonly fonts?: string | null;
  /** JSON file of measures of official documents that differ here (`GONGKAI_LAYOUT`); null: none. */
  readonly layout?: string | null;
  /** Public pages are kept ready in the data folder (`GONGKAI_READY=0`: not); absent: not. */
  readonly ready?: boolean;
  /** How mail leaves the house; none: mail is off. */
  readonly mail?: MailSettings | null;
  /** A bucket where stored files lie (`GONGKAI_FILES`); none: in the data folder. */
  readonly bucket?: BucketSettings | null;
  /** Outside addresses that public pages link to are asked whether they are there (`GONGKAI_LINKS=check`). */
  readonly checkLinks?: boolean;
};

/** Settings of the transparency log. */
export type LogConfig = {
  /** The name it signs under (`GONGKAI_LOG_ORIGIN`); null: the public address without scheme, with `/log`. */
  readonly origin: string | null;
  /** A second signature by SM2 with SM3 (`GONGKAI_LOG_SM2=1`). */
  readonly sm2: boolean;
  /** SM3 beside SHA-256 in the manifests of what is registered from now on (`GONGKAI_LOG_SM3=1`). */
  readonly sm3?: boolean;
  /** File that says which witnesses must cosign, and which other logs are looked at (`GONGKAI_LOG_POLICY`); null: none. */
  readonly policy: string | null;
  /** A time-stamping authority by RFC 3161 (`GONGKAI_LOG_TSA`) and the roots it is believed by, PEM (`GONGKAI_LOG_TSA_ROOTS`). */
  readonly authority: { readonly url: string; readonly roots: string } | null;
};

/** A setting that cannot be used: which, what was read, what is expected. */
export type ConfigProblem = { readonly setting: string; readonly read: string; readonly expected: string };

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks all settings at once, so that an operator sees every mistake in one go.
 * @param env the environment (names above)
 * @param roleFlags values of `--role`, possibly comma separated; none means all roles
 */
export function readConfig(env: Env, roleFlags: readonly string[] = []): ConfigResult {
  const problems: ConfigProblem[] = [];
  const mode = oneOf(
    env['GONGKAI_MODE'] ?? 'demo',
    ['demo', 'production'] as const,
    'GONGKAI_MODE',
    problems,
  );
  const demo = oneOf(env['GONGKAI_DEMO'] ?? 'full', ['full', 'small'] as const, 'GONGKAI_DEMO', problems);
  const port = portNumber(env['PORT'] ?? '8080', problems);
  const url = publicUrl(env['GONGKAI_URL'], problems);
  const databaseUrl = postgresUrl(env['DATABASE_URL'], problems);
  const roles = roleSet(roleFlags, problems);
  const logOrigin = originName(env['GONGKAI_LOG_ORIGIN'], problems);
  const authority = stampingAuthority(env, problems);
  const mail = readMailSettings(env, problems);
  const bucket = readBucketSettings(env['GONGKAI_FILES'], env, problems);
  if (mode === 'production' && (env['GONGKAI_URL'] ?? '') === '')
    problems.push({
      setting: 'GONGKAI_URL',
      read: '',
      expected: 'the public address in production mode, e.g. https://gongkai.example.cn',
    });
  if (roles.size < processRoles.length && databaseUrl === null)
    problems.push({
      setting: 'DATABASE_URL',
      read: '',
      expected: 'an outside PostgreSQL when --role splits the process',
    });
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    config: {
      data: resolve(env['GONGKAI_DATA'] ?? 'data'),
      port,
      host: env['GONGKAI_HOST'] ?? (mode === 'demo' ? '127.0.0.1' : '0.0.0.0'),
      url,
      mode,
      demo,
      databaseUrl,
      roles,
      trustProxy: env['GONGKAI_TRUST_PROXY'] === '1',
      fonts: pathOf(env['GONGKAI_FONTS']),
      layout: pathOf(env['GONGKAI_LAYOUT']),
      privateWebhooks: env['GONGKAI_WEBHOOK_PRIVATE'] === '1',
      log: {
        origin: logOrigin,
        sm2: env['GONGKAI_LOG_SM2'] === '1',
        sm3: env['GONGKAI_LOG_SM3'] === '1',
        policy: pathOf(env['GONGKAI_LOG_POLICY']),
        authority,
      },
      mail,
      bucket,
      checkLinks: env['GONGKAI_LINKS'] === 'check',
      ready: env['GONGKAI_READY'] !== '0',
    },
  };
}

function oneOf<T extends string>(
  value: string,
  allowed: readonly T[],
  setting: string,
  problems: ConfigProblem[],
): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) problems.push({ setting, read: value, expected: allowed.join(' | ') });
  return found ?? (allowed[0] as T);
}

/** A TCP port from its text; a problem otherwise. */
export function portNumber(value: string, problems: ConfigProblem[]): number {
  const port = Number(value);
  if (/^\d{1,5}$/.test(value) && port <= 65535) return port;
  problems.push({ setting: 'PORT', read: value, expected: 'a number from 0 to 65535' });
  return 0;
}

function publicUrl(value: string | undefined, problems: ConfigProblem[]): string | null {
  if (value === undefined || value === '') return null;
  const url = URL.parse(value);
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:'))
    return value.replace(/\/+$/, '');
  problems.push({
    setting: 'GONGKAI_URL',
    read: value,
    expected: 'an address that begins with http:// or https://',
  });
  return null;
}

function originName(value: string | undefined, problems: ConfigProblem[]): string | null {
  if (value === undefined || value === '') return null;
  // Neither spaces nor a plus sign: the name stands in signature lines and verifier keys.
  if (/^[!-*,-~]{1,200}$/.test(value)) return value;
  problems.push({
    setting: 'GONGKAI_LOG_ORIGIN',
    read: value,
    expected: 'host and path without scheme, e.g. gongkai.example.cn/log',
  });
  return null;
}

const pathOf = (value: string | undefined) => (value === undefined || value === '' ? null : resolve(value));

function stampingAuthority(env: Env, problems: ConfigProblem[]): LogConfig['authority'] {
  const url = env['GONGKAI_LOG_TSA'] ?? '';
  const roots = pathOf(env['GONGKAI_LOG_TSA_ROOTS']);
  if (url === '') return null;
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ''))
    problems.push({
      setting: 'GONGKAI_LOG_TSA',
      read: url,
      expected: 'an address that begins with http:// or https://',
    });
  if (roots === null)
    problems.push({
      setting: 'GONGKAI_LOG_TSA_ROOTS',
      read: '',
      expected: 'a PEM file with the root certificates by which this authority is believed',
    });
  return roots === null ? null : { url, roots };
}

function postgresUrl(value: string | undefined, problems: ConfigProblem[]): string | null {
  if (value === undefined || value === '') return null;
  if (/^postgres(ql)?:$/.test(URL.parse(value)?.protocol ?? '')) return value;
  problems.push({
    setting: 'DATABASE_URL',
    read: '(hidden)',
    expected: 'postgres://user:password@host:port/database',
  });
  return null;
}

function roleSet(flags: readonly string[], problems: ConfigProblem[]): ReadonlySet<ProcessRole> {
  const named = flags.flatMap((flag) => flag.split(',')).filter((name) => name !== '');
  if (named.length === 0) return new Set(processRoles);
  return new Set(named.map((name) => oneOf(name, processRoles, '--role', problems)));
}

/**
 * Makes the data folder and proves that it can be written, so that a read-only or full disk is told at start and not in
 * the middle of a publication.
 * @returns null, or the problem
 */
export function prepareDataFolder(folder: string): ConfigProblem | null {
  const probe = join(folder, `.probe-${process.pid}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    writeFileSync(probe, Buffer.alloc(64 * 1024, 1));
    unlinkSync(probe);
    const { bavail, bsize } = statfsSync(folder);
    const freeMegabytes = Math.floor((bavail * bsize) / 1_048_576);
    if (freeMegabytes < 64) return problemOf(folder, `${freeMegabytes} MB free; at least 64 MB are needed`);
    return null;
  } catch (error) {
    return problemOf(folder, reasonOf(error));
  }
}

function problemOf(folder: string, expected: string): ConfigProblem {
  return { setting: 'GONGKAI_DATA', read: folder, expected };
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'EROFS') return 'a folder on a disk that can be written (this one is read-only)';
  if (code === 'EACCES' || code === 'EPERM') return 'a folder this user may write';
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'free space (the disk is full)';
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'a folder (there is a file with this name)';
  return `a usable folder (${error instanceof Error ? error.message : String(error)})`;
}
