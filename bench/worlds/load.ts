import { Agent, request } from 'node:http';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/* Readers of a site: so many connections, each asking for one page after the other. A thread of its own, not to be in anybody's way. */

type Asked = {
  readonly url: string;
  readonly paths: readonly string[];
  readonly connections: number;
  readonly ms: number;
};

/** What readers got in one stretch. */
export type Load = {
  /** Pages a second. */
  readonly rate: number;
  /** Milliseconds of the slowest page but one in a hundred. */
  readonly p99: number;
};

/** @throws when a page answers anything but 200 */
export function loadSite(asked: Asked): Promise<Load> {
  const worker = new Worker(new URL(import.meta.url), { workerData: asked });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

async function readAll({ url, paths, connections, ms }: Asked): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  const begun = performance.now();
  let turn = 0;
  const reader = async (): Promise<void> => {
    while (performance.now() - begun < ms) {
      // 7919 is prime: steps through all pages, and no reader follows another.
      const path = paths[(turn++ * 7_919) % paths.length] ?? '/';
      const asked = performance.now();
      await readPage(agent, `${url}${path}`);
      times.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: connections }, reader));
  agent.destroy();
  const seconds = (performance.now() - begun) / 1_000;
  const sorted = times.toSorted((a, b) => a - b);
  return { rate: times.length / seconds, p99: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN };
}

function readPage(agent: Agent, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asking = request(address, { agent, headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      if (answer.statusCode !== 200) reject(new Error(`${address} answered ${answer.statusCode}`));
      answer.resume();
      answer.once('end', resolve);
    });
    asking.once('error', reject);
    asking.end();
  });
}

if (!isMainThread && parentPort !== null) parentPort.postMessage(await readAll(workerData as Asked));
