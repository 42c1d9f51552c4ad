import { GoTo, useText } from '#ui/office';
import type { CaseView } from '../../forms.ts';
import { matterTexts } from './texts.ts';

/** From a case to the major matter of which it is a stage. */
export function MatterLink({ view }: { view: CaseView }) {
  const say = useText(matterTexts);
  const { matter } = view;
  if (matter === null) return null;
  return (
    <GoTo to={`/matters/${matter.id}`}>
      {say('partOf')}：{matter.title} · {say(`stage.${matter.stage}`)} · {say(matter.audience)}
    </GoTo>
  );
}
