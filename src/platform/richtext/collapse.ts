import type { Inline } from './model.ts';
import { joinRuns } from './normalize.ts';

/** HTML's white-space rule for a paragraph: runs collapse across marks, nothing at the ends or around breaks. */
export function collapse(content: readonly Inline[]): Inline[] {
  const runs = joinRuns(content);
  const out: Inline[] = [];
  let afterSpace = true;
  for (const run of runs) {
    if (run.type === 'hardBreak') {
      trimEnd(out);
      out.push(run);
      afterSpace = true;
      continue;
    }
    const text: string = afterSpace ? run.text.replace(/^ +/, '') : run.text;
    if (text === '') continue;
    out.push({ ...run, text });
    afterSpace = text.endsWith(' ');
  }
  trimEnd(out);
  while (out.at(-1)?.type === 'hardBreak') {
    out.pop();
    trimEnd(out);
  }
  return joinRuns(out.slice(out.findIndex((run) => run.type !== 'hardBreak')));
}

function trimEnd(out: Inline[]): void {
  const last = out.at(-1);
  if (last?.type !== 'text') return;
  const text: string = last.text.replace(/ +$/, '');
  out.pop();
  if (text === '') trimEnd(out);
  else out.push({ ...last, text });
}
