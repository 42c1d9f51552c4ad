import { readFileSync } from 'node:fs';

/** What was seen of a process while something went on. */
export type Seen = {
  readonly peakMegabytes: number;
  readonly slowestAnswer: number;
  readonly missed: readonly string[];
};

const sampleMillis = 50;
const askMillis = 200;

/**
 * Samples the resident memory of a process, and asks it again and again whether it is well, until stopped.
 * @param patience milliseconds after which an answer about its health counts as missed
 */
export function watchProcess(
  pid: number,
  url: string,
  patience: number,
): { readonly stop: () => Promise<Seen> } {
  let peak = 0;
  let slowest = 0;
  const missed: string[] = [];
  let isOver = false;
  const sampler = setInterval(() => {
    peak = Math.max(peak, residentMegabytes(pid));
  }, sampleMillis);
  const asking = (async () => {
    while (!isOver) {
      const begun = performance.now();
      try {
        const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(patience) });
        if (answer.status !== 200) missed.push(`health answered ${answer.status}`);
        await answer.arrayBuffer();
      } catch (error) {
        missed.push(`no answer about health: ${String(error)}`);
      }
      slowest = Math.max(slowest, performance.now() - begun);
      await new Promise((resume) => setTimeout(resume, askMillis));
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await asking;
      clearInterval(sampler);
      return { peakMegabytes: Math.round(peak), slowestAnswer: Math.round(slowest), missed };
    },
  };
}

/** What a process holds in memory now, and the most it ever held since the last `forgetPeak` (Linux). */
export function residentMegabytes(pid: number, field: 'VmRSS' | 'VmHWM' = 'VmRSS'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? Number.NaN) / 1024;
}
