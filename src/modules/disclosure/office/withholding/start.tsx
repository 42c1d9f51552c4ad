import { Button, Form, Radio } from 'antd';
import {
  type ApiError,
  commonTexts,
  Nothing,
  Page,
  showBesideField,
  useAddressState,
  useCommand,
  useGo,
  useRead,
  useText,
  WhenRead,
} from '#ui/office';
import type { CaseView } from '../../forms.ts';
import type { StartWithholdingForm } from '../../withholding/forms.ts';
import type { DutyOption } from '../neighbours.ts';
import { GroundPicker } from './grounds.tsx';
import { withholdingTexts } from './texts.ts';

/** Begins a decision to withhold, about the duty the address names. */
export function Screen() {
  const say = useText(withholdingTexts);
  const [address] = useAddressState();
  const read = useRead<DutyOption & { readonly unit: number }>(
    address['duty'] === undefined ? null : `/api/duties/${address['duty']}`,
  );
  return address['duty'] === undefined ? (
    <Page title={say('new')}>
      <Nothing title={say('none')} help={say('noneHelp')} />
    </Page>
  ) : (
    <WhenRead of={read}>{(duty) => <Start duty={duty} />}</WhenRead>
  );
}

type Entered = Pick<StartWithholdingForm, 'extent' | 'ground'>;

function Start({ duty }: { duty: DutyOption & { readonly unit: number } }) {
  const say = useText(withholdingTexts);
  const common = useText(commonTexts);
  const go = useGo();
  const [form] = Form.useForm<Entered>();
  const begin = useCommand<Entered, CaseView>(
    'POST',
    '/api/disclosures/withholdings',
    {
      done: say('begun'),
      changes: ['/api/disclosures'],
      onDone: (view) => go(`/revisions/${view.revision}`),
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    (entered) => ({ ...entered, unit: duty.unit, duties: [duty.id] }),
  );
  const required = [{ required: true, message: common('required') }];
  return (
    <Page title={say('new')} note={say('new.help')}>
      <Form
        form={form}
        layout="vertical"
        style={{ maxWidth: 720 }}
        initialValues={{ extent: 'whole' }}
        onFinish={(entered) => begin.mutate(entered)}
      >
        <Form.Item label={say('duty')}>
          {[duty.matter1, duty.matter2].filter((part) => part !== '').join(' / ')}
        </Form.Item>
        <Form.Item name="extent" label={say('extent')} rules={required}>
          <Radio.Group
            options={[
              { value: 'whole', label: say('extent.whole') },
              { value: 'part', label: say('extent.part') },
            ]}
          />
        </Form.Item>
        <Form.Item name="ground" label={say('ground')} rules={required}>
          <GroundPicker affairsKind={duty.affairsKind} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={begin.isPending}>
          {say('new.start')}
        </Button>
      </Form>
    </Page>
  );
}
