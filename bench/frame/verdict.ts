import type { Finding, Mark } from './measure.ts';

export type Verdict = 'met' | 'not met' | 'told';

/** Was the mark reached? A ratio that is no number (nothing measured, division by zero) never reaches one. */
export function verdictOf({ ratio, mark }: Pick<Finding, 'ratio' | 'mark'>): Verdict {
  if (mark.kind === 'told') return 'told';
  if (!Number.isFinite(ratio)) return 'not met';
  const reached = mark.kind === 'atMost' ? ratio <= mark.factor : ratio >= mark.factor;
  return reached ? 'met' : 'not met';
}

export function markText(mark: Mark): string {
  if (mark.kind === 'told') return 'told';
  return `${mark.kind === 'atMost' ? '≤' : '≥'} ${mark.factor} ×`;
}
