import type { Removed, RemovedCode, Warning, WarningCode } from './types.ts';

/** Counts what is taken out and what is to be said, while a file is cleaned. */
export type Tally = {
  readonly took: (code: RemovedCode, count?: number) => void;
  readonly warn: (code: WarningCode, count?: number) => void;
  readonly removed: () => readonly Removed[];
  readonly warnings: () => readonly Warning[];
};

export function newTally(): Tally {
  const removed = new Map<RemovedCode, number>();
  const warnings = new Map<WarningCode, number>();
  const add = <Code>(to: Map<Code, number>, code: Code, count: number) => {
    if (count > 0) to.set(code, (to.get(code) ?? 0) + count);
  };
  return {
    took: (code, count = 1) => add(removed, code, count),
    warn: (code, count = 1) => add(warnings, code, count),
    removed: () => [...removed].map(([code, count]) => ({ code, count })),
    warnings: () => [...warnings].map(([code, count]) => ({ code, count })),
  };
}
