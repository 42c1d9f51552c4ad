import { Button, Dropdown, Input, Modal } from 'antd';
import { useState } from 'react';
import {
  commonTexts,
  Mark,
  roleWords,
  Section,
  useCommand,
  useLocale,
  useText,
  useUnsaved,
} from '#ui/office';
import type { DefineProcessForm, ProcessCheck, ProcessStep, ProcessTrial, ProcessView } from '../../forms.ts';
import { seatsOf, stepKinds } from '../../words.ts';
import { useChecked } from './checked.ts';
import { Drawing } from './drawing.tsx';
import { type Edited, toEdited, toSteps, withChange, withMoved, withNewStep, without } from './editing.ts';
import type { Drawn } from './layout.ts';
import { Faults, StepCard, useStepName } from './step-card.tsx';
import { processTexts } from './texts.ts';
import { Trial, useTrial, useTrialFacts } from './trial.tsx';

type EditorProps = {
  readonly unit: { readonly id: number; readonly name: string };
  readonly affairsKind: DefineProcessForm['affairsKind'];
  readonly unitKind: string | null;
  /** The version the editor begins with. */
  readonly from: ProcessView;
  readonly close: () => void;
};

/** Designs a process: steps by form, drawn live, problems at their step, compared with what is in force, tried, put in force. */
export function Editor({ unit, affairsKind, unitKind, from, close }: EditorProps) {
  const say = useText(processTexts);
  const [name, setName] = useState(from.name);
  const [edited, setEdited] = useState<readonly Edited[]>(() => toEdited(from.steps));
  const [facts, setFacts] = useTrialFacts();
  const [asking, ask] = useState(false);
  const steps = toSteps(edited);
  const form = { unit: unit.id, affairsKind, unitKind, name: name.trim() === '' ? '—' : name, steps };
  const { answer: check, failure } = useChecked<ProcessCheck>('/api/disclosures/processes/check', form);
  const trial = useTrial(unit.id, steps, facts);
  const changed = name !== from.name || JSON.stringify(steps) !== JSON.stringify(from.steps);
  useUnsaved(changed);
  const faults = check?.faults ?? [];
  const move = (id: string, by: 1 | -1) => {
    setEdited((old) => withMoved(old, id, by));
    window.requestAnimationFrame(() =>
      document.getElementById(`step-${id}`)?.querySelector('button')?.focus(),
    );
  };
  return (
    <>
      <Section title={say('drawing')}>
        <Drawing steps={useDrawn(edited, faults, trial)} />
        <Standing check={check} failure={failure} />
      </Section>
      <Section
        title={say('steps')}
        actions={<AddStep add={(kind) => setEdited((old) => withNewStep(old, kind))} />}
      >
        <div style={{ maxWidth: 420, marginBottom: 12 }}>
          <div className="quiet">{say('name')}</div>
          <Input
            aria-label={say('name')}
            value={name}
            maxLength={80}
            {...(name.trim() === '' ? { status: 'error' as const } : {})}
            onChange={(event) => setName(event.target.value)}
          />
          {name.trim() === '' ? <span className="red">{say('nameNeeded')}</span> : null}
        </div>
        <Faults faults={faults.filter((fault) => fault.stepKey === null)} />
        <p className="quiet only-wide">{say('keysHelp')}</p>
        <ol className="plain-list stack">
          {edited.map((step, index) => (
            <StepCard
              key={step.id}
              step={step}
              index={index}
              last={edited.length - 1}
              faults={faults.filter((fault) => fault.stepKey === step.key)}
              actions={{
                change: (change) => setEdited((old) => withChange(old, step.id, change)),
                move: (by) => move(step.id, by),
                remove: () => setEdited((old) => without(old, step.id)),
              }}
            />
          ))}
        </ol>
      </Section>
      <Trial trial={trial} steps={steps} facts={facts} change={setFacts} />
      <Comparison check={check} steps={steps} />
      <section className="decide" aria-label={say('activate')}>
        <span className="decide-note only-wide">
          {check === null ? null : faults.length > 0 ? say('faults', { count: faults.length }) : say('fine')}
        </span>
        <Button onClick={close}>{say('cancel')}</Button>
        <Button
          type="primary"
          disabled={check === null || faults.length > 0 || name.trim() === ''}
          onClick={() => ask(true)}
        >
          {say('activate')}
        </Button>
      </section>
      {asking && check !== null ? (
        <Activate
          form={{ ...form, name }}
          unit={unit.name}
          check={check}
          cancel={() => ask(false)}
          done={close}
        />
      ) : null}
    </>
  );
}

function useDrawn(
  steps: readonly Edited[],
  faults: ProcessCheck['faults'],
  trial: ProcessTrial | null,
): readonly Drawn[] {
  const say = useText(processTexts);
  const nameOf = useStepName();
  const { locale } = useLocale();
  return steps.map((step) => ({
    key: step.id,
    words: nameOf(step),
    seats: seatsOf(step).map((seat) => `${say(`at.${seat.at}`)}·${roleWords[locale][seat.role]}`),
    conditional: step.when !== null,
    faulty: faults.some((fault) => fault.stepKey === step.key),
    passedOver: trial !== null && !trial.steps.some((one) => one.key === step.key),
  }));
}

function AddStep({ add }: { add: (kind: ProcessStep['kind']) => void }) {
  const say = useText(processTexts);
  const items = stepKinds.map((kind) => ({
    key: kind,
    label: say(`kind.${kind}`),
    onClick: () => add(kind),
  }));
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button>{say('addStep')}</Button>
    </Dropdown>
  );
}

function Standing({ check, failure }: { check: ProcessCheck | null; failure: Error | null }) {
  const say = useText(processTexts);
  if (failure !== null) return <p className="red">{say('notChecked', { why: failure.message })}</p>;
  if (check === null) return null;
  const { length } = check.faults;
  return (
    <p aria-live="polite">
      {length === 0 ? (
        <Mark tone="good">{say('fine')}</Mark>
      ) : (
        <Mark tone="late">{say('faults', { count: length })}</Mark>
      )}
    </p>
  );
}

function Comparison({ check, steps }: { check: ProcessCheck | null; steps: readonly ProcessStep[] }) {
  const say = useText(processTexts);
  if (check === null) return null;
  return (
    <Section title={say('compare')}>
      <Changes check={check} steps={steps} />
      <Running running={check.running} />
    </Section>
  );
}

function Changes({ check, steps }: { check: ProcessCheck; steps: readonly ProcessStep[] }) {
  const say = useText(processTexts);
  const nameOf = useStepName();
  if (check.changes.length === 0) return <p className="quiet">{say('noChange')}</p>;
  const find = (key: string) =>
    steps.find((step) => step.key === key) ?? check.inForce?.steps.find((step) => step.key === key);
  return (
    <ul className="steps-list">
      {check.changes.map(({ stepKey, change }) => {
        const step = find(stepKey);
        return (
          <li key={`${stepKey}${change}`}>
            {step === undefined ? stepKey : nameOf(step)}：{say(`change.${change}`)}
          </li>
        );
      })}
    </ul>
  );
}

/** Cases under way, which no new version touches. */
function Running({ running: { count, numbers } }: { running: ProcessCheck['running'] }) {
  const say = useText(processTexts);
  if (count === 0) return <p className="quiet">{say('runningNone')}</p>;
  const more = count > numbers.length ? say('more') : '';
  return <p>{say('runningSome', { count, numbers: numbers.join('、'), more })}</p>;
}

type ActivateProps = {
  readonly form: DefineProcessForm;
  readonly unit: string;
  readonly check: ProcessCheck;
  readonly cancel: () => void;
  readonly done: () => void;
};

function Activate({ form, unit, check, cancel, done }: ActivateProps) {
  const say = useText(processTexts);
  const common = useText(commonTexts);
  const send = useCommand<DefineProcessForm, ProcessView>('POST', '/api/disclosures/processes', {
    done: say('activated'),
    changes: ['/api/disclosures/processes'],
    onDone: done,
  });
  return (
    <Modal
      open
      title={say('activate')}
      okText={say('activate')}
      cancelText={common('cancel')}
      confirmLoading={send.isPending}
      onOk={() => send.mutate(form)}
      onCancel={cancel}
    >
      <p>{say('activateAsk', { unit })}</p>
      <Changes check={check} steps={form.steps} />
      <Running running={check.running} />
    </Modal>
  );
}
