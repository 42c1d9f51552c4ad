import { Mark, type Tone, useText } from '#ui/office';
import type { RevisionState } from '../words.ts';
import { texts } from './messages.ts';

const tones: Readonly<Record<RevisionState, Tone>> = {
  draft: 'plain',
  inReview: 'wait',
  inRiskAssessment: 'wait',
  inLegality: 'wait',
  inSecrecyReview: 'wait',
  inCountersign: 'wait',
  inApproval: 'wait',
  escalated: 'wait',
  approved: 'wait',
  published: 'good',
  returned: 'late',
  cancelled: 'quiet',
  superseded: 'quiet',
};

/** The state of a revision in words and shape. */
export function StateMark({ state }: { state: RevisionState }) {
  const say = useText(texts);
  return <Mark tone={tones[state]}>{say(`state.${state}`)}</Mark>;
}
