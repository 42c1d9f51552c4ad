import { Form, Input, Radio, Select } from 'antd';
import { roleWords, UnitPicker, useLocale, useRead, useText, withQuery } from '#ui/office';
import type { AddSignerForm, CaseView, ColleagueList } from '../forms.ts';
import { flowTexts } from './flow-texts.ts';

type Colleague = ColleagueList['rows'][number];

/** The seat chosen in the form: `role`, or `role/person`. */
export function seatOf(value: string | undefined): Pick<AddSignerForm, 'person'> & { readonly role: string } {
  const [role = '', person] = (value ?? '').split('/');
  return { role, person: person ?? null };
}

/** Whom to ask for an opinion, when, and about what (加签). */
export function AddSignerFields({ view }: { view: CaseView }) {
  const say = useText(flowTexts);
  const form = Form.useFormInstance<{ unit?: number | null; seat?: string }>();
  const unit = Form.useWatch('unit', form) ?? null;
  return (
    <>
      <Form.Item name="timing">
        <Radio.Group
          options={(['before', 'after'] as const).map((value) => ({ value, label: say(`timing.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="unit" label={say('unit')} rules={[{ required: true, message: say('required') }]}>
        <UnitPicker
          within="all"
          {...(unit === view.unit.id ? { valueName: view.unit.name } : {})}
          onChange={() => form.resetFields(['seat'])}
        />
      </Form.Item>
      <Form.Item
        name="seat"
        label={say('whom')}
        extra={say('whomHelp')}
        rules={[{ required: true, message: say('required') }]}
      >
        <SeatField revision={view.revision} unit={unit} />
      </Form.Item>
      <Form.Item
        name="question"
        label={say('question')}
        rules={[{ required: true, whitespace: true, message: say('questionNeeded') }]}
      >
        <Input.TextArea rows={3} maxLength={2000} showCount />
      </Form.Item>
    </>
  );
}

/** To whom the step passes (转办). */
export function TransferFields({ view }: { view: CaseView }) {
  const say = useText(flowTexts);
  const open = view.steps.filter((step) => step.status === 'current' && step.request === null);
  return (
    <Form.Item
      name="to"
      label={say('to')}
      extra={say('toHelp')}
      rules={[{ required: true, message: say('required') }]}
    >
      <HolderField revision={view.revision} units={open.flatMap((step) => step.unit?.id ?? [])} />
    </Form.Item>
  );
}

type FieldProps = {
  readonly value?: string;
  readonly onChange?: (value: string) => void;
  readonly id?: string;
};

function SeatField({ revision, unit, ...field }: FieldProps & { revision: string; unit: number | null }) {
  const say = useText(flowTexts);
  const { locale } = useLocale();
  const found = useColleagues(revision, unit);
  const roles = [...new Set(found.map((one) => one.role))];
  const options = roles.map((role) => {
    const all = found.filter((one) => one.role === role && one.onBehalfOf === null);
    const name = roleWords[locale][role];
    return {
      label: name,
      options: [
        ...(all.some((one) => one.free) ? [{ value: role, label: say('anyone', { role: name }) }] : []),
        ...all.map((one) => ({
          value: `${role}/${one.person.id}`,
          label: one.free ? one.person.name : `${one.person.name}（${say('hadHand')}）`,
          disabled: !one.free,
        })),
      ],
    };
  });
  return <Choice {...field} options={options} />;
}

function HolderField({
  revision,
  units,
  ...field
}: FieldProps & { revision: string; units: readonly number[] }) {
  // A countersigned step has two seats or more; the reader's own is in one of these units.
  const [first = null, second = null] = [...new Set(units)];
  const all = [...useColleagues(revision, first), ...useColleagues(revision, second)];
  const options = all
    .filter((one) => one.mayTakeOver && one.onBehalfOf === null)
    .map((one) => ({ value: one.person.id, label: one.person.name }));
  return <Choice {...field} options={options} />;
}

function useColleagues(revision: string, unit: number | null): readonly Colleague[] {
  const path = unit === null ? null : withQuery(`/api/revisions/${revision}/colleagues`, { unit });
  return useRead<ColleagueList>(path).data?.rows ?? [];
}

type Options = NonNullable<Parameters<typeof Select<string>>[0]['options']>;

function Choice({ value, onChange, id, options }: FieldProps & { options: Options }) {
  const say = useText(flowTexts);
  return (
    <Select<string>
      {...(id === undefined ? {} : { id })}
      showSearch={{ optionFilterProp: 'label' }}
      value={value ?? null}
      options={options}
      notFoundContent={say('noColleague')}
      onChange={(next) => onChange?.(next)}
    />
  );
}
