import { readFileSync } from 'node:fs';
import type { TestContext } from 'node:test';
import { spawnProgram, until } from '#test/process';

/** The program as a user starts it for the first time, and what it printed. */
export type DemoServer = {
  readonly url: string;
  /** @throws when no such account was printed */
  readonly passwordOf: (account: string) => string;
  /** Made for these journeys; on another one they may have run before. */
  readonly fresh: boolean;
};

/** The demonstration district is made on the first start; on a slow machine this takes minutes. */
const READY_MS = 900_000;

/**
 * Starts the program with a fresh data folder in demonstration mode and reads address and accounts from what it prints.
 * While writing a journey, `GONGKAI_JOURNEY_OUTPUT` names the output of a server that runs already; it is left running.
 */
export async function startDemoServer(t: Pick<TestContext, 'after'>): Promise<DemoServer> {
  const running = process.env['GONGKAI_JOURNEY_OUTPUT'];
  if (running !== undefined) return readOutput(readFileSync(running, 'utf8'), false);
  const program = spawnProgram(t, ['start'], { env: { GONGKAI_MODE: 'demo', GONGKAI_DEMO: 'small' } });
  let ended = false;
  program.ended(24 * 3_600_000).then(
    () => {
      ended = true;
    },
    () => undefined,
  );
  await until(
    async () => ended || portal.test(program.output()),
    READY_MS,
    () => `the server is not ready:\n${program.output()}`,
  );
  if (ended) throw new Error(`the server ended:\n${program.output()}`);
  return readOutput(program.output(), true);
}

const portal = /portal: +(http:\/\/\S+?)\/?$/m;
const account = /^ {2}([a-z]+(?:\.[a-z]+)?) +(\S+) /gm;

function readOutput(output: string, fresh: boolean): DemoServer {
  const url = portal.exec(output)?.[1];
  if (url === undefined) throw new Error(`no address was printed:\n${output}`);
  const passwords = new Map([...output.matchAll(account)].map(([, name = '', word = '']) => [name, word]));
  return {
    url,
    fresh,
    passwordOf: (name) => {
      const password = passwords.get(name);
      if (password === undefined) throw new Error(`no account ${name} was printed:\n${output}`);
      return password;
    },
  };
}
