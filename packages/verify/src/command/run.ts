import { readFile } from 'node:fs/promises';
import type { Policy } from '../log/policy.ts';
import { PolicyError, parsePolicy } from '../log/policy.ts';
import { nodeCrypto } from '../node-crypto.ts';
import type { HttpLimits } from '../source/http.ts';
import { SourceError } from '../source/source.ts';
import { type Asked, readArguments, UsageError } from './arguments.ts';
import { helpText } from './help.ts';
import { runProof } from './run-proof.ts';
import { runSite } from './run-site.ts';

/** What the command touches of its surroundings. */
export type Surroundings = {
  readonly out: (line: string) => void;
  readonly err: (text: string) => void;
  readonly isTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
  /** How hard a site is asked; the usual when not given. */
  readonly limits?: Partial<HttpLimits>;
};

/**
 * The command `gongkai-verify`.
 * @param args of the command line, without program and script
 * @returns exit code: 0 everything holds, 1 findings, 2 could not run
 */
export async function runCommand(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { out, err, env } = surroundings;
  try {
    const asked = readArguments(args, env);
    if (asked.kind === 'help') {
      out(helpText[asked.lang]);
      return 0;
    }
    const policy = await readPolicy(asked);
    return await (asked.kind === 'proof' ? runProof : runSite)(asked, policy, surroundings);
  } catch (error) {
    if (!isExpected(error)) throw error;
    err(`gongkai-verify: ${error.message}\n`);
    if (error instanceof UsageError) err(`${helpText.zh}\n\n${helpText.en}\n`);
    return 2;
  }
}

async function readPolicy({ policy }: Asked): Promise<Policy | undefined> {
  return policy === undefined ? undefined : parsePolicy(nodeCrypto.sha256, await readFile(policy, 'utf8'));
}

/** Things that are not ours to mend: a bad command line, a file that is not there, a site that does not answer. */
function isExpected(error: unknown): error is Error {
  const isOurs = error instanceof UsageError || error instanceof SourceError || error instanceof PolicyError;
  return isOurs || (error instanceof Error && 'code' in error && 'syscall' in error);
}
