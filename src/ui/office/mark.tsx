import type { ReactNode } from 'react';

export type Tone = 'plain' | 'good' | 'wait' | 'late' | 'quiet';

/** A state in words with a shape before it: ● done, ○ open, ▲ late, – over. Colour only repeats it. */
export function Mark({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`mark mark-${tone}`}>{children}</span>;
}
