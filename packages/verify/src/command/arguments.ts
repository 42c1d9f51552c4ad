import { parseArgs } from 'node:util';
import type { Lang } from '../words/report-words.ts';

/** What was asked for on the command line. */
export type Asked = {
  readonly kind: 'site' | 'proof' | 'help';
  readonly places: readonly string[];
  readonly keys: readonly string[];
  readonly policy: string | undefined;
  /** Folder of the memories; null: remember nothing; undefined: the usual one. */
  readonly memory: string | null | undefined;
  readonly copy: string | undefined;
  readonly lang: Lang;
  readonly json: boolean;
  readonly logOnly: boolean;
  readonly strict: boolean;
};

/** The command line says something that is no request. */
export class UsageError extends Error {}

const options = {
  key: { type: 'string', multiple: true },
  policy: { type: 'string' },
  memory: { type: 'string' },
  'no-memory': { type: 'boolean' },
  copy: { type: 'string' },
  lang: { type: 'string' },
  json: { type: 'boolean' },
  'log-only': { type: 'boolean' },
  strict: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/**
 * Reads the command line.
 * @throws {UsageError} with what is wrong
 */
export function readArguments(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Asked {
  const { values, positionals } = parse(args);
  const [first, ...rest] = positionals;
  const isProof = first === 'proof';
  const places = isProof ? rest : positionals;
  const most = isProof ? 2 : 1;
  if (values.help !== true && (places.length < 1 || places.length > most))
    throw new UsageError(isProof ? 'proof [<document>] <proof>' : '<site or folder>');
  if (values.lang !== undefined && values.lang !== 'zh' && values.lang !== 'en')
    throw new UsageError('--lang zh|en');
  const locale = env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? '';
  return {
    kind: values.help === true ? 'help' : isProof ? 'proof' : 'site',
    places,
    keys: values.key ?? [],
    policy: values.policy,
    memory: values['no-memory'] === true ? null : values.memory,
    copy: values.copy,
    lang: values.lang ?? (locale.startsWith('en') ? 'en' : 'zh'),
    json: values.json === true,
    logOnly: values['log-only'] === true,
    strict: values.strict === true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
