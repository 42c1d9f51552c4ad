import { Input, Select } from 'antd';
import { useState } from 'react';
import { affairsWords, Mark, roleWords, Section, scopeWords, useLocale, useText } from '#ui/office';
import type { ProcessStep, ProcessTrial, TryProcessForm } from '../../forms.ts';
import { affairsKinds, purposes, scopes } from '../../words.ts';
import { useChecked } from './checked.ts';
import { YesNo } from './conditions.tsx';
import { Labelled } from './labelled.tsx';
import { useStepName } from './step-card.tsx';
import { processTexts } from './texts.ts';

type Facts = TryProcessForm['facts'];

type TrialProps = {
  readonly unit: number;
  readonly steps: readonly ProcessStep[];
  /** Told which steps the case being tried goes through, so that the drawing shows it. */
  readonly facts: Facts;
  readonly change: (facts: Facts) => void;
};

/** The facts of the case to be tried, to begin with. */
export function useTrialFacts() {
  return useState<Facts>({
    affairsKind: 'party',
    scope: 'society',
    purpose: 'publish',
    category: '',
    keywords: [],
    personalDataInFiles: false,
    urgent: false,
  });
}

export function useTrial(unit: number, steps: readonly ProcessStep[], facts: Facts): ProcessTrial | null {
  return useChecked<ProcessTrial>('/api/disclosures/processes/try', { unit, steps, facts }).answer;
}

/** A case of some kind, and which steps it would go through with whom. */
export function Trial({
  trial,
  steps,
  facts,
  change,
}: Omit<TrialProps, 'unit'> & { trial: ProcessTrial | null }) {
  const say = useText(processTexts);
  const { locale } = useLocale();
  const nameOf = useStepName();
  const some = (more: Partial<Facts>) => change({ ...facts, ...more });
  const choose = { style: { width: '100%' } } as const;
  return (
    <Section title={say('try')}>
      <p className="quiet">{say('tryHelp')}</p>
      <div className="two-fields">
        <Labelled label={say('when.affairsKinds')}>
          <Select
            {...choose}
            aria-label={say('when.affairsKinds')}
            value={facts.affairsKind}
            options={affairsKinds.map((value) => ({ value, label: affairsWords[locale][value] }))}
            onChange={(affairsKind) => some({ affairsKind })}
          />
        </Labelled>
        <Labelled label={say('when.scopes')}>
          <Select
            {...choose}
            aria-label={say('when.scopes')}
            value={facts.scope}
            options={scopes.map((value) => ({ value, label: scopeWords[locale][value] }))}
            onChange={(scope) => some({ scope })}
          />
        </Labelled>
        <Labelled label={say('when.purposes')}>
          <Select
            {...choose}
            aria-label={say('when.purposes')}
            value={facts.purpose}
            options={purposes.map((value) => ({ value, label: say(`purpose.${value}`) }))}
            onChange={(purpose) => some({ purpose })}
          />
        </Labelled>
        <Labelled label={say('when.categories')}>
          <Input
            aria-label={say('when.categories')}
            maxLength={80}
            value={facts.category ?? ''}
            onChange={(event) => some({ category: event.target.value })}
          />
        </Labelled>
        <Labelled label={say('when.tags')}>
          <Select
            {...choose}
            mode="tags"
            aria-label={say('when.tags')}
            value={facts.keywords ?? []}
            onChange={(keywords) => some({ keywords })}
          />
        </Labelled>
        <Labelled label={say('when.personalDataInFiles')}>
          <YesNo
            label={say('when.personalDataInFiles')}
            words={['yes', 'no']}
            known
            value={facts.personalDataInFiles ?? false}
            onChange={(found) => some({ personalDataInFiles: found === true })}
          />
        </Labelled>
        <Labelled label={say('when.urgent')}>
          <YesNo
            label={say('when.urgent')}
            words={['caseUrgent', 'caseNotUrgent']}
            known
            value={facts.urgent ?? false}
            onChange={(urgent) => some({ urgent: urgent === true })}
          />
        </Labelled>
      </div>
      {trial === null ? null : (
        <>
          <h3>{say('trySteps')}</h3>
          <ol className="steps-list">
            {trial.steps.map((one) => {
              const step = steps.find((found) => found.key === one.key);
              return (
                <li key={one.key}>
                  <strong>{step === undefined ? one.key : nameOf(step)}</strong>
                  {one.seats.map((seat, lane) => (
                    <div key={`${seat.role}${seat.unit?.id ?? ''}${lane.toString()}`}>
                      {seat.unit === null ? <Mark tone="late">{say('tryNowhere')}</Mark> : seat.unit.name}
                      {' · '}
                      {roleWords[locale][seat.role]}
                      {'：'}
                      {seat.holders.length === 0 ? (
                        <Mark tone="late">{say('tryNobody')}</Mark>
                      ) : (
                        seat.holders.join('、')
                      )}
                    </div>
                  ))}
                </li>
              );
            })}
          </ol>
        </>
      )}
    </Section>
  );
}
