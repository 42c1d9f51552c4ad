import { Due, Mark, roleWords, useLocale, useText, Why } from '#ui/office';
import type { CaseView, StepView } from '../forms.ts';
import { flowTexts } from './flow-texts.ts';
import { texts } from './messages.ts';
import { Signers } from './signers.tsx';

/** The order 提出—审核—审批—实施 as this case walks it: what is done, where it is and on whom it waits, what is to come. */
export function ProgressChain({ view }: { view: CaseView }) {
  const say = useText(texts);
  const current = view.steps.filter((step) => step.status === 'current');
  return (
    <>
      <ol className="chain">
        <li className={view.frozenAt === null ? 'now' : 'done'}>
          {view.frozenAt === null ? '' : '✓ '}
          {say('step.propose')}
        </li>
        {groupsOf(view.steps).map((group) => (
          <li key={`${group.key} ${group.startedAt ?? ''}`} className={classOf(group)}>
            <StepName group={group} />
          </li>
        ))}
        <li className={view.state === 'published' ? 'done' : view.state === 'approved' ? 'now' : ''}>
          {say('step.publish')}
        </li>
      </ol>
      {current.map((step) => (
        <CurrentStep key={`${step.key} ${step.lane} ${step.request ?? ''}`} step={step} />
      ))}
      <Signers view={view} />
    </>
  );
}

type Group = Pick<StepView, 'key' | 'kind' | 'name' | 'startedAt'> & { readonly seats: readonly StepView[] };

/** Seats of one step stand together; added signers are shown below, not in the chain. A step sent up stands once more. */
function groupsOf(steps: readonly StepView[]): readonly Group[] {
  const groups: { key: string; seats: StepView[] }[] = [];
  for (const step of steps) {
    if (step.request !== null) continue;
    const last = groups.at(-1);
    if (last?.key === step.key && !last.seats.some((one) => one.lane === step.lane)) last.seats.push(step);
    else groups.push({ key: step.key, seats: [step] });
  }
  return groups.flatMap(({ key, seats }) => {
    const [first] = seats;
    return first === undefined
      ? []
      : [{ key, kind: first.kind, name: first.name, startedAt: first.startedAt, seats }];
  });
}

function classOf({ seats }: Group): string {
  if (seats.some((seat) => seat.status === 'current')) return 'now';
  return seats.every((seat) => seat.status === 'done') ? 'done' : '';
}

function StepName({ group }: { group: Group }) {
  const say = useText(texts);
  const name = group.name === '' ? say(`step.${group.kind}`) : group.name;
  const state = classOf(group);
  const skipped = group.seats.every((seat) => seat.status === 'skipped');
  return (
    <span {...(state === 'now' ? { 'aria-current': 'step' as const } : {})}>
      {state === 'done' ? '✓ ' : ''}
      {skipped ? <s>{name}</s> : name}
      <span className="quiet">
        {'（'}
        {group.seats
          .map(
            (seat) =>
              `${group.seats.length > 1 && seat.status === 'done' ? '✓ ' : ''}${seat.unit?.name ?? '—'}`,
          )
          .join('、')}
        {'）'}
      </span>
    </span>
  );
}

function CurrentStep({ step }: { step: StepView }) {
  const say = useText(texts);
  const flow = useText(flowTexts);
  const { locale } = useLocale();
  return (
    <p className="row chain-now">
      <span>
        {step.unit?.name} · {roleWords[locale][step.role]}
        {step.request === null ? null : `（${flow('signers')}）`}
      </span>
      {step.dueOn === null ? null : (
        <span>
          {say('dueOn')}：<Due on={step.dueOn} />
        </span>
      )}
      {step.dueBecause === null ? null : <Why words={say('case.becauseDue')} explanation={step.dueBecause} />}
      {step.claimedBy === null ? null : <span>{say('case.claimedBy', { name: step.claimedBy.name })}</span>}
      <Holders step={step} />
    </p>
  );
}

/** On whom the step waits, by name; and when on nobody, who can help. */
function Holders({ step }: { step: StepView }) {
  const say = useText(flowTexts);
  const { locale } = useLocale();
  const role = roleWords[locale][step.role];
  if (step.nobody === null) {
    const names = step.holders.map(({ person, onBehalfOf }) =>
      onBehalfOf === null ? person.name : say('onBehalf', { name: person.name, principal: onBehalfOf.name }),
    );
    return names.length === 0 ? null : (
      <span>
        {say('holders')}：{names.join('、')}
      </span>
    );
  }
  const names = step.nobody.appointers.map((one) => one.name).join('、');
  return (
    <span role="alert">
      <Mark tone="late">{say('nobody')}</Mark>{' '}
      {names === '' ? say('nobodyHelpNone', { role }) : say('nobodyHelp', { names, role })}
    </span>
  );
}
