import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Load } from './load.ts';

/** Readers by wrk (Debian): it costs less than a reader of ours would, so what is measured is the server. */
export type Readers = { readonly read: (url: string, seconds: number) => Promise<Load> };

/**
 * @param paths asked for at random, the same in every run
 * @throws when an answer is not 200, or wrk is not there
 */
export function readersOf(
  place: string,
  name: string,
  paths: readonly string[],
  connections: number,
): Readers {
  const list = join(place, `${name}.txt`);
  writeFileSync(list, paths.map((path) => `${path}\n`).join(''));
  const script = join(place, `${name}.lua`);
  writeFileSync(
    script,
    `local paths = {}
function init(args)
  for line in io.lines(${JSON.stringify(list)}) do paths[#paths + 1] = wrk.format("GET", line) end
  math.randomseed(20260101)
end
request = function() return paths[math.random(#paths)] end
done = function(summary, latency)
  io.write(string.format("\\nRESULT %d %d %d %d\\n", summary.requests, summary.duration, latency:percentile(99), summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
`,
  );
  return {
    read: async (url, seconds) => {
      const args = [
        '-t1',
        `-c${connections}`,
        `-d${seconds}s`,
        '-H',
        'Accept-Encoding: gzip',
        '-s',
        script,
        url,
      ];
      const output = await run('/usr/bin/wrk', args);
      const [, requests, micros, p99, errors] = /RESULT (\d+) (\d+) (\d+) (\d+)/.exec(output) ?? [];
      if (requests === undefined || errors !== '0') throw new Error(`wrk on ${url}: ${output}`);
      return { rate: Number(requests) / (Number(micros) / 1e6), p99: Number(p99) / 1_000 };
    },
  };
}

function run(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
    child.once('error', reject);
    child.once('close', () => resolve(output));
  });
}
