/* Tests that left without testing: which, why, and whether the run may still be called good. */

export type Skip = { readonly name: string; readonly reason: string };

/**
 * Reasons that no preparation by the suite removes: what this user may do on this machine, and public texts that lie beside a
 * checkout and are not part of it. Anything else, such as a program that the suite installs, is a fault of the set-up.
 */
const allowed: readonly { readonly reason: RegExp; readonly told: string }[] = [
  {
    reason: /^(?:shared data missing|the corpus is (?:missing|not there))/,
    told: 'the shared texts are not there: set GONGKAI_SHARED to the folder that holds domain/',
  },
  { reason: /^(?:not root|may not mount|no other user at hand)/, told: 'needs to be started as root' },
];

/** Skipped tests in what node's spec reporter wrote: `﹣ name (1.5ms) # reason`, the reason as it was given. */
export function skipsIn(output: string): readonly Skip[] {
  return [...output.matchAll(/^\s*﹣ (.+?) \([\d.]+ms\)(?: # (.*))?$/gm)].map(
    ([, name = '', reason = '']) => ({
      name,
      reason: reason.trim(),
    }),
  );
}

/**
 * What is said at the end of a run about tests that left.
 * @param isStrict under CI: a reason that is not allowed fails the run
 */
export function judgeSkips(
  skips: readonly Skip[],
  isStrict: boolean,
): { readonly lines: readonly string[]; readonly refused: number } {
  const told = (skip: Skip) => allowed.find(({ reason }) => reason.test(skip.reason))?.told;
  const without = skips.filter((skip) => told(skip) === undefined);
  const groups = Map.groupBy(
    skips.filter((skip) => told(skip) !== undefined),
    (skip) => told(skip) ?? '',
  );
  return {
    lines: [
      ...[...groups].flatMap(([why, some]) => [
        `SKIPPED ${some.length}: ${why}`,
        ...some.map(({ name }) => `  ${name}`),
      ]),
      ...without.map(
        ({ name, reason }) =>
          `SKIPPED${isStrict ? ', which fails here' : ''}: ${name}: ${reason === '' ? 'no reason given' : reason}`,
      ),
    ],
    refused: isStrict ? without.length : 0,
  };
}
