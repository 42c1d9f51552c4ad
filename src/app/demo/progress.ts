import type { Translate } from '#platform/i18n';

/** Stages of loading; each has its name in messages under `demo.stage.`. */
export type Stage =
  | 'lines'
  | 'units'
  | 'people'
  | 'leadership'
  | 'catalogues'
  | 'documents'
  | 'duties'
  | 'corpus';

/** Told after every batch. `total` may be 0 while it is not known. */
export type OnProgress = (stage: Stage, done: number, total: number) => void;

export const noProgress: OnProgress = () => undefined;

type Output = { readonly isTTY?: boolean; readonly write: (text: string) => unknown };

const WIDTH = 28;

/**
 * Progress for people: a bar that stays on one line in a terminal; elsewhere (service logs, CI) one plain line at each
 * tenth of a stage.
 */
export function terminalProgress(output: Output, translate: Translate): OnProgress {
  let told = '';
  let stageNow: Stage | null = null;
  return (stage, done, total) => {
    const share = total === 0 ? 0 : Math.min(1, done / total);
    const percent = Math.floor(share * 100);
    const name = translate(`demo.stage.${stage}`);
    const line = translate('demo.progress.line', { stage: name, done, total, percent });
    if (output.isTTY !== true) {
      const step = `${stage} ${Math.floor(percent / 10)}`;
      if (step !== told) output.write(`${line}\n`);
      told = step;
      return;
    }
    const full = Math.round(share * WIDTH);
    const begin = stageNow !== null && stageNow !== stage ? '\n' : '';
    stageNow = stage;
    output.write(`${begin}\r\u001b[K[${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}] ${line}`);
    if (done >= total) {
      output.write('\n');
      stageNow = null;
    }
  };
}
