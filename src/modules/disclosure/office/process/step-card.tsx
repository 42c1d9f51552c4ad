import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import type { KeyboardEvent } from 'react';
import { roleWords, UnitPicker, useLocale, useServerWords, useText } from '#ui/office';
import type { ProcessCheck, ProcessStep, StepCondition, StepSigner } from '../../forms.ts';
import { rolesOfKind, stepPlaces } from '../../words.ts';
import { serverTexts } from '../server-texts.ts';
import { Conditions } from './conditions.tsx';
import type { Edited } from './editing.ts';
import { Labelled } from './labelled.tsx';
import { processTexts } from './texts.ts';

export type StepActions = {
  readonly change: (change: Partial<ProcessStep>) => void;
  readonly move: (by: 1 | -1) => void;
  readonly remove: () => void;
};

type StepCardProps = {
  readonly step: Edited;
  readonly index: number;
  readonly last: number;
  readonly faults: ProcessCheck['faults'];
  readonly actions: StepActions;
};

/** One step with all that can be said about it, and what is wrong with it. */
export function StepCard({ step, index, last, faults, actions }: StepCardProps) {
  const say = useText(processTexts);
  const name = useStepName()(step);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey) return;
    const act = { ArrowUp: () => actions.move(-1), ArrowDown: () => actions.move(1), Delete: actions.remove }[
      event.key
    ];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <li className="section" onKeyDown={onKeyDown} id={`step-${step.id}`} style={{ listStyle: 'none' }}>
      <div className="section-head">
        <h3 style={{ margin: 0 }}>
          {index + 1}. {name}
          {step.when === null ? null : <span className="quiet">（{say('when.short')}）</span>}
        </h3>
        <div className="section-actions">
          <Button
            size="small"
            disabled={index === 0}
            aria-label={say('upOf', { step: name })}
            onClick={() => actions.move(-1)}
          >
            {say('up')}
          </Button>
          <Button
            size="small"
            disabled={index === last}
            aria-label={say('downOf', { step: name })}
            onClick={() => actions.move(1)}
          >
            {say('down')}
          </Button>
          <Button size="small" danger aria-label={say('removeOf', { step: name })} onClick={actions.remove}>
            {say('remove')}
          </Button>
        </div>
      </div>
      <Faults faults={faults} name={name} />
      <StepFields step={step} change={actions.change} />
    </li>
  );
}

/** What is wrong, in the server's words, beside what it is about. */
export function Faults({ faults, name }: { faults: ProcessCheck['faults']; name?: string }) {
  const words = useServerWords(serverTexts);
  if (faults.length === 0) return null;
  return (
    <div role="alert">
      <ul className="plain-list red">
        {faults.map((fault) => (
          <li key={`${fault.code}${fault.stepKey ?? ''}${JSON.stringify(fault.params)}`}>
            {words(
              `refusal.${fault.code}`,
              name === undefined ? fault.params : { ...fault.params, stepKey: name },
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** How a step is called: by its own name, else by its kind's. */
export function useStepName(): (step: Pick<ProcessStep, 'name' | 'kind'>) => string {
  const say = useText(processTexts);
  return (step) => (step.name === '' ? say(`kind.${step.kind}`) : step.name);
}

type FieldsProps = { readonly step: Edited; readonly change: (change: Partial<ProcessStep>) => void };

function StepFields({ step, change }: FieldsProps) {
  const say = useText(processTexts);
  return (
    <div className="stack">
      <div className="two-fields">
        <Labelled label={say('stepName')}>
          <Input
            value={step.name}
            maxLength={40}
            placeholder={say(`kind.${step.kind}`)}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Labelled>
        <Labelled label={say('limit')}>
          <InputNumber
            min={1}
            max={60}
            precision={0}
            value={step.limitWorkingDays}
            placeholder={say('noLimit')}
            style={{ width: '100%' }}
            onChange={(limitWorkingDays) => change({ limitWorkingDays })}
          />
        </Labelled>
      </div>
      {step.kind === 'countersign' ? (
        <Seats step={step} change={change} />
      ) : (
        <Seat kind={step.kind} seat={step} change={change} />
      )}
      {step.kind === 'approval' ? (
        <Checkbox
          checked={step.mayEscalate}
          onChange={(event) => change({ mayEscalate: event.target.checked })}
        >
          {say('mayEscalate')}
        </Checkbox>
      ) : null}
      <Conditions when={step.when} change={(when: StepCondition | null) => change({ when })} />
    </div>
  );
}

function Seats({ step, change }: FieldsProps) {
  const say = useText(processTexts);
  const replace = (index: number, seat: Partial<StepSigner>) =>
    change({ signers: step.signers.map((one, at) => (at === index ? { ...one, ...seat } : one)) });
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0 }}>
      <legend className="quiet">{say('signers')}</legend>
      <Labelled label={say('seat', { number: 1 })}>
        <Seat kind="countersign" seat={step} change={change} />
      </Labelled>
      {step.signers.map((seat, index) => (
        // Seats have no identity of their own: their place is what they are.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Labelled key={index} label={say('seat', { number: index + 2 })}>
          <Seat kind="countersign" seat={seat} change={(changed) => replace(index, changed)} />
          {step.signers.length > 1 ? (
            <Button
              size="small"
              onClick={() => change({ signers: step.signers.filter((_, at) => at !== index) })}
            >
              {say('remove')}
            </Button>
          ) : null}
        </Labelled>
      ))}
      {step.signers.length < 8 ? (
        <Button
          size="small"
          onClick={() =>
            change({ signers: [...step.signers, { role: 'reviewer', at: 'unitId', unitId: null }] })
          }
        >
          {say('addSigner')}
        </Button>
      ) : null}
    </fieldset>
  );
}

type SeatProps = {
  readonly kind: ProcessStep['kind'];
  readonly seat: StepSigner;
  readonly change: (seat: Partial<StepSigner>) => void;
};

function Seat({ kind, seat, change }: SeatProps) {
  const say = useText(processTexts);
  const { locale } = useLocale();
  return (
    <div className="two-fields">
      <Labelled label={say('who')}>
        <Select
          value={seat.role}
          style={{ width: '100%' }}
          aria-label={say('who')}
          options={rolesOfKind[kind].map((value) => ({ value, label: roleWords[locale][value] }))}
          onChange={(role) => change({ role })}
        />
      </Labelled>
      <Labelled label={say('where')}>
        <Select
          value={seat.at}
          style={{ width: '100%' }}
          aria-label={say('where')}
          options={stepPlaces.map((value) => ({ value, label: say(`at.${value}`) }))}
          onChange={(at) => change({ at, unitId: null })}
        />
        {seat.at === 'unitId' ? (
          <UnitPicker
            aria-label={say('at.unitId')}
            value={seat.unitId}
            onChange={(unitId) => change({ unitId })}
          />
        ) : null}
      </Labelled>
    </div>
  );
}
