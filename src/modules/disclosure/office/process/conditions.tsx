import { Checkbox, Select } from 'antd';
import { affairsWords, scopeWords, useLocale, useText } from '#ui/office';
import type { StepCondition } from '../../forms.ts';
import { affairsKinds, purposes, scopes } from '../../words.ts';
import { Labelled } from './labelled.tsx';
import { processTexts } from './texts.ts';

const nothingAsked: StepCondition = {
  affairsKinds: [],
  scopes: [],
  purposes: [],
  categories: [],
  tags: [],
  personalDataInFiles: null,
  urgent: null,
};

type ConditionsProps = {
  readonly when: StepCondition | null;
  readonly change: (when: StepCondition | null) => void;
};

/** For which cases a step is there: every list given must fit, an empty one fits everything. */
export function Conditions({ when, change }: ConditionsProps) {
  const say = useText(processTexts);
  return (
    <>
      <Checkbox
        checked={when !== null}
        onChange={(event) => change(event.target.checked ? nothingAsked : null)}
      >
        {say('conditional')}
      </Checkbox>
      {when === null ? null : <Asked when={when} change={(some) => change({ ...when, ...some })} />}
    </>
  );
}

type AskedProps = {
  readonly when: StepCondition;
  readonly change: (some: Partial<StepCondition>) => void;
};

function Asked({ when, change }: AskedProps) {
  const say = useText(processTexts);
  const { locale } = useLocale();
  const many = { mode: 'multiple', style: { width: '100%' }, allowClear: true } as const;
  const purposeOptions = purposes.map((value) => ({ value, label: say(`purpose.${value}`) }));
  return (
    <div className="two-fields">
      <Labelled label={say('when.affairsKinds')}>
        <Select
          {...many}
          aria-label={say('when.affairsKinds')}
          placeholder={say('any')}
          value={when.affairsKinds}
          options={affairsKinds.map((value) => ({ value, label: affairsWords[locale][value] }))}
          onChange={(value) => change({ affairsKinds: value })}
        />
      </Labelled>
      <Labelled label={say('when.scopes')}>
        <Select
          {...many}
          aria-label={say('when.scopes')}
          placeholder={say('any')}
          value={when.scopes}
          options={scopes.map((value) => ({ value, label: scopeWords[locale][value] }))}
          onChange={(value) => change({ scopes: value })}
        />
      </Labelled>
      <Labelled label={say('when.purposes')}>
        <Select
          {...many}
          aria-label={say('when.purposes')}
          placeholder={say('any')}
          value={when.purposes}
          options={purposeOptions}
          onChange={(value) => change({ purposes: value })}
        />
      </Labelled>
      <Labelled label={say('when.categories')}>
        <Select
          {...many}
          mode="tags"
          aria-label={say('when.categories')}
          placeholder={say('any')}
          value={when.categories}
          onChange={(value) => change({ categories: value })}
        />
      </Labelled>
      <Labelled label={say('when.tags')}>
        <Select
          {...many}
          mode="tags"
          aria-label={say('when.tags')}
          placeholder={say('any')}
          value={when.tags}
          onChange={(value) => change({ tags: value })}
        />
      </Labelled>
      <Labelled label={say('when.personalDataInFiles')}>
        <YesNo
          label={say('when.personalDataInFiles')}
          words={['yes', 'no']}
          value={when.personalDataInFiles}
          onChange={(personalDataInFiles) => change({ personalDataInFiles })}
        />
      </Labelled>
      <Labelled label={say('when.urgent')}>
        <YesNo
          label={say('when.urgent')}
          words={['urgentYes', 'urgentNo']}
          value={when.urgent}
          onChange={(urgent) => change({ urgent })}
        />
      </Labelled>
    </div>
  );
}

type YesNoProps = {
  readonly label: string;
  readonly words: readonly ['yes' | 'urgentYes' | 'caseUrgent', 'no' | 'urgentNo' | 'caseNotUrgent'];
  /** It must be one of the two: “no matter” is not offered. */
  readonly known?: boolean;
  readonly value: boolean | null;
  readonly onChange: (value: boolean | null) => void;
};

/** True, false, or no matter. */
export function YesNo({ label, words: [yes, no], known, value, onChange }: YesNoProps) {
  const say = useText(processTexts);
  const options = [
    ...(known === true ? [] : [{ value: 'any', label: say('any') }]),
    { value: 'yes', label: say(yes) },
    { value: 'no', label: say(no) },
  ];
  return (
    <Select
      aria-label={label}
      style={{ width: '100%' }}
      value={value === null ? 'any' : value ? 'yes' : 'no'}
      options={options}
      onChange={(next) => onChange(next === 'any' ? null : next === 'yes')}
    />
  );
}
