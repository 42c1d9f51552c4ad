import { Alert } from 'antd';
import { formatMoment, Mark, type Tone, useText } from '#ui/office';
import type { CaseView } from '../../forms.ts';
import { urgentTexts } from './texts.ts';

type Flag = NonNullable<CaseView['urgent']>;

const tones: Readonly<Record<Flag, Tone>> = {
  awaitingRelease: 'wait',
  awaitingReview: 'late',
  late: 'late',
  objected: 'late',
};

/** 应急发布, wherever the case is named. */
export function UrgentMark({ flag }: { flag: CaseView['urgent'] }) {
  const say = useText(urgentTexts);
  return flag === null ? null : <Mark tone={tones[flag]}>{say(`flag.${flag}`)}</Mark>;
}

/** On the case page: why it was urgent, who still reviews what until when, and the objection. */
export function UrgencyNote({ view }: { view: CaseView }) {
  const say = useText(urgentTexts);
  const { urgency } = view;
  if (urgency === null || urgency.flag === null) return null;
  return (
    <Alert
      type={urgency.flag === 'awaitingRelease' ? 'warning' : 'error'}
      showIcon
      style={{ marginBottom: 12 }}
      title={say(`flag.${urgency.flag}`)}
      description={
        <>
          <p>{say('because', { name: urgency.proposedBy?.name ?? '', reason: urgency.reason })}</p>
          {urgency.objection === null ? null : <p>{say('objection', { text: urgency.objection })}</p>}
          {urgency.waiting.map((one) => (
            <p key={`${one.stepKey}${one.unit.id}`} className={one.late ? 'red' : ''}>
              {say(one.dueAt === null ? 'waiting.noDate' : 'waiting', {
                step: say(`step.${one.kind}`),
                unit: one.unit.name,
                due: one.dueAt === null ? '' : formatMoment(one.dueAt),
              })}
            </p>
          ))}
        </>
      }
    />
  );
}
