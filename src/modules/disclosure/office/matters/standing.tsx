import { Mark, type Tone, useText } from '#ui/office';
import type { MatterRowView } from '../../matters/forms.ts';
import { matterTexts } from './texts.ts';

export type Standing = MatterRowView['places'][number]['standing'];

const tones: Readonly<Record<Standing, Tone>> = {
  ahead: 'quiet',
  draft: 'plain',
  underWay: 'wait',
  out: 'good',
  late: 'late',
  missing: 'late',
};

/** How a stage stands, in words and shape. */
export function StageMark({ standing }: { standing: Standing }) {
  const say = useText(matterTexts);
  return <Mark tone={tones[standing]}>{say(`standing.${standing}`)}</Mark>;
}
