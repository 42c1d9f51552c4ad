import { readFileSync } from 'node:fs';
import type { Translate } from '#platform/i18n';
import { type Policy, type PolicyProblem, parsePolicy } from './policy.ts';

/** A policy file that cannot be used: all that is wrong with it. */
export class BadPolicyFile extends Error {
  readonly file: string;
  readonly problems: readonly PolicyProblem[];
  constructor(file: string, problems: readonly PolicyProblem[]) {
    super(`${file}: ${problems.map((one) => `line ${one.line} ${one.fault} ${one.word}`).join('; ')}`);
    this.file = file;
    this.problems = problems;
  }
}

/**
 * Reads a policy file.
 * @throws BadPolicyFile; what the system says when it cannot be read
 */
export function readPolicyFile(file: string, quorum: 'required' | 'optional' = 'required'): Policy {
  const result = parsePolicy(readFileSync(file), { quorum });
  if (!result.ok) throw new BadPolicyFile(file, result.problems);
  return result.policy;
}

/** What is wrong with a policy file, a line for each problem. */
export function policyProblemLines(error: BadPolicyFile, t: Translate): readonly string[] {
  return error.problems.map(({ line, fault, word }) =>
    t('transparency-log.policy.at', {
      file: error.file,
      line,
      problem: t(`transparency-log.policy.${fault}`, { word: word.slice(0, 120) }),
    }),
  );
}
