import { ReasonDialog as Dialog, useText } from '#ui/office';
import { texts } from './texts.ts';

type ReasonDialogProps<Answer> = {
  readonly title: string;
  readonly help?: string;
  readonly path: string;
  readonly close: () => void;
  readonly onDone?: (answer: Answer) => void;
};

/** Every act on a person needs its reason: it goes into the audit record. */
export function ReasonDialog<Answer>(props: ReasonDialogProps<Answer>) {
  const say = useText(texts);
  return (
    <Dialog<Answer>
      {...props}
      label={say('reason')}
      most={500}
      lines={2}
      done={say('done')}
      changes={['/api/people', '/api/me']}
    />
  );
}
