import { ReasonDialog, useText } from '#ui/office';
import type { DutyDetail } from '../forms.ts';
import { texts } from './texts.ts';

type DialogProps = { duty: DutyDetail; close: () => void };

/** Cancels a duty that can no longer arise; the reason stays on record. */
export function CancelDuty({ duty, close }: DialogProps) {
  const say = useText(texts);
  return (
    <ReasonDialog<DutyDetail>
      title={say('cancelDuty')}
      label={say('reason')}
      most={1000}
      lines={3}
      path={`/api/duties/${duty.id}/cancel`}
      done={say('cancelledDone')}
      changes={['/api/duties']}
      close={close}
    />
  );
}
