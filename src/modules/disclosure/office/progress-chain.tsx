import { Due, useText, Why } from '#ui/office';
import type { CaseView, StepView } from '../forms.ts';
import { texts } from './messages.ts';

/** The order 提出—审核—审批—实施 as this case walks it: what is done, where it is, what is to come. */
export function ProgressChain({ view }: { view: CaseView }) {
  const say = useText(texts);
  const current = view.steps.find((step) => step.status === 'current');
  return (
    <>
      <ol className="chain">
        <li className={view.frozenAt === null ? 'now' : 'done'}>
          {view.frozenAt === null ? '' : '✓ '}
          {say('step.propose')}
        </li>
        {view.steps.map((step) => (
          <li
            key={step.key}
            className={step.status === 'done' ? 'done' : step.status === 'current' ? 'now' : ''}
          >
            <StepName step={step} />
          </li>
        ))}
        <li className={view.state === 'published' ? 'done' : view.state === 'approved' ? 'now' : ''}>
          {say('step.publish')}
        </li>
      </ol>
      {current === undefined ? null : <CurrentStep step={current} />}
    </>
  );
}

function StepName({ step }: { step: StepView }) {
  const say = useText(texts);
  const name = step.name === '' ? say(`step.${step.kind}`) : step.name;
  return (
    <span {...(step.status === 'current' ? { 'aria-current': 'step' as const } : {})}>
      {step.status === 'done' ? '✓ ' : ''}
      {step.status === 'skipped' ? <s>{name}</s> : name}
      {step.unit === null ? null : <span className="quiet">（{step.unit.name}）</span>}
    </span>
  );
}

function CurrentStep({ step }: { step: StepView }) {
  const say = useText(texts);
  return (
    <p className="row chain-now">
      {step.dueOn === null ? null : (
        <span>
          {say('dueOn')}：<Due on={step.dueOn} />
        </span>
      )}
      {step.dueBecause === null ? null : <Why words={say('case.becauseDue')} explanation={step.dueBecause} />}
      {step.claimedBy === null ? null : <span>{say('case.claimedBy', { name: step.claimedBy.name })}</span>}
    </p>
  );
}
