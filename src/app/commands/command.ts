import { type Config, type ConfigProblem, prepareDataFolder, readConfig } from '#platform/config';

export type Arguments = {
  readonly role?: readonly string[] | undefined;
  readonly scale?: string | undefined;
  readonly seed?: string | undefined;
  readonly account?: string | undefined;
  readonly name?: string | undefined;
  readonly unit?: string | undefined;
  readonly level?: string | undefined;
  readonly code?: string | undefined;
  readonly json?: boolean | undefined;
  readonly kind?: string | undefined;
  readonly lost?: boolean | undefined;
  readonly reason?: string | undefined;
  readonly words?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly verify?: boolean | undefined;
  readonly repair?: boolean | undefined;
  readonly check?: boolean | undefined;
  readonly 'unit-terms'?: string | undefined;
  readonly paper?: string | undefined;
  readonly positionals: readonly string[];
};

/** A command of the shell; answers the exit code. */
export type ShellCommand = {
  readonly usage: string;
  readonly summary: string;
  readonly run: (args: Arguments) => Promise<number>;
};

/** Reads and checks the settings, or tells every problem and answers null. */
export function checkedConfig(args: Arguments): Config | null {
  const result = readConfig(process.env, args.role ?? []);
  const problems = result.ok ? prepared(result.config) : result.problems;
  tellProblems(problems);
  return result.ok && problems.length === 0 ? result.config : null;
}

export function tellProblems(problems: readonly ConfigProblem[]): void {
  for (const { setting, read, expected } of problems)
    console.error(`✖ ${setting}: 读到 / read ${JSON.stringify(read)}；应为 / expected ${expected}`);
}

function prepared(config: Config): readonly ConfigProblem[] {
  const problem = prepareDataFolder(config.data);
  return problem === null ? [] : [problem];
}
