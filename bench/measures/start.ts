import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { clusterFolder, findServiceUser, freePort, locatePrograms } from '#platform/embedded-database';
import { spawnProgram, until } from '#test/process';
import { buildOffice, isOfficeStale } from '../../src/app/build-office.ts';
import { median } from '../frame/alternate.ts';
import { atMost, type Bench, type Finding, type Group, type Mark, told } from '../frame/measure.ts';

/*
 * O1: an installation with its own database, stopped and started at once, as an operator restarts it. Its pages were ready when
 * it was stopped. Against PostgreSQL’s own start of the same folder.
 */

/** As the program starts it (src/app/begin.ts). */
const SETTINGS = ['-c max_connections=120', '-c shared_buffers=256MB'];

type Answer = { readonly status: number; readonly ready: boolean };

function ask(url: string): Promise<Answer | null> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false }, (response) => {
      response.resume();
      response.once('close', () => resolve(null));
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, ready: 'last-modified' in response.headers }),
      );
    });
    request.once('error', () => resolve(null));
  });
}

/** Asks until there is an answer. */
async function firstAnswer(url: string, ended: () => boolean): Promise<Answer> {
  for (;;) {
    const answer = await ask(url);
    if (answer !== null) return answer;
    if (ended()) throw new Error('the program ended before it answered');
    await pause(2);
  }
}

type Restart = { readonly page: number; readonly everything: number };

type Place = { readonly data: string; readonly after: (end: () => unknown) => void };

/** One start to the first page and to the first answer that needs the whole program; ended when its pages are ready. */
async function restart({ data, after }: Place, ready: boolean): Promise<Restart> {
  // Building the office interface belongs to an installation that was changed, not to a restart.
  if (isOfficeStale()) await buildOffice();
  const port = await freePort();
  const env = { GONGKAI_MODE: 'production', GONGKAI_URL: 'https://gongkai.example.cn', PORT: String(port) };
  const url = `http://127.0.0.1:${port}`;
  let isOver = false;
  const begun = performance.now();
  const program = spawnProgram({ after }, ['start'], {
    data,
    env: ready ? env : { ...env, GONGKAI_READY: '0' },
  });
  program.ended(3_600_000).then(
    () => {
      isOver = true;
    },
    () => undefined,
  );
  const first = await firstAnswer(url, () => isOver);
  const page = performance.now() - begun;
  const { status } = await firstAnswer(`${url}/search`, () => isOver);
  const everything = performance.now() - begun;
  if (first.status !== 200 || status !== 200)
    throw new Error(`the first pages answered ${first.status}, ${status}`);
  const isReady = async () => (await ask(`${url}/`))?.ready === true;
  if (ready) await until(isReady, 60_000, () => `pages are not ready:\n${program.output()}`);
  await program.stop();
  return { page, everything };
}

/** PostgreSQL's own way of starting the same folder, and back. */
async function startOfDatabase(data: string): Promise<number> {
  const user = findServiceUser();
  const program = join(await locatePrograms(user), 'bin', 'pg_ctl');
  const folder = await clusterFolder(data, user);
  const run = (...args: string[]) => {
    const { status } = spawnSync(program, [...args, '-s', '-w', '-D', folder], {
      cwd: '/',
      stdio: ['ignore', 'ignore', 'inherit'],
      ...(user === null ? {} : { uid: user.uid, gid: user.gid }),
    });
    if (status !== 0) throw new Error(`pg_ctl ${args[0]} ended with ${status}`);
  };
  const options = ['-c listen_addresses=127.0.0.1', '-c unix_socket_directories=', `-p ${await freePort()}`];
  const begun = performance.now();
  run('start', '-l', '/dev/null', '-o', [...options, ...SETTINGS].join(' '));
  const took = performance.now() - begun;
  run('stop', '-m', 'fast');
  return took;
}

async function run(bench: Bench): Promise<readonly Finding[]> {
  const ends: (() => unknown)[] = [];
  const base = mkdtempSync(join(tmpdir(), 'gongkai-restart-'));
  chmodSync(base, 0o755);
  const place = { data: join(base, 'data'), after: (end: () => unknown) => void ends.push(end) };
  const warm: Restart[] = [];
  const cold: Restart[] = [];
  const reference: number[] = [];
  try {
    // The first start makes everything; it is not what is measured.
    await restart(place, true);
    const rounds = bench.quick ? 5 : 11;
    for (let round = 0; round < rounds; round += 1) {
      const both = [
        async () => {
          warm.push(await restart(place, true));
          cold.push(await restart(place, false));
          // Ready again, as it was stopped.
          await restart(place, true);
        },
        async () => void reference.push(await startOfDatabase(place.data)),
      ];
      for (const one of round % 2 === 0 ? both : both.toReversed()) await one();
      bench.progress('O1: rounds', round + 1, rounds);
    }
  } finally {
    for (const end of ends.toReversed()) await end();
    rmSync(base, { recursive: true, force: true });
  }
  const finding = (id: string, what: string, ours: readonly number[], mark: Mark): Finding => ({
    id,
    what,
    against: 'pg_ctl start of the same database',
    unit: 'ms',
    ours: median(ours),
    reference: median(reference),
    ratio: median(ours.map((value, at) => value / (reference[at] ?? Number.NaN))),
    mark,
  });
  const page = ({ page: took }: Restart) => took;
  const everything = ({ everything: took }: Restart) => took;
  return [
    finding('O1', 'restart to the first page (program with its own database)', warm.map(page), atMost(4)),
    finding('O1a', 'the same, to the first answer of the whole program', warm.map(everything), told),
    finding('O1b', 'restart to the first page where none is ready', cold.map(page), told),
  ];
}

export const startGroup: Group = { name: 'start', summary: 'O1: restart', run };
