import { Form, type FormInstance, Input, InputNumber, Modal, Select } from 'antd';
import {
  type ApiError,
  commonTexts,
  type RowsPage,
  showBesideField,
  useCommand,
  useGo,
  useRead,
  useText,
} from '#ui/office';
import type { CreateUnitForm, LineView, UnitDetailsForm, UnitView } from '../forms.ts';
import { unitKinds, unitLevels } from '../vocabulary.ts';
import { texts, useWords } from './texts.ts';

type Details = Omit<UnitDetailsForm, 'version'>;

/** Changes what is known of a unit. Somebody else's change in between is told, never overwritten. */
export function EditDetails({ unit, close }: { unit: UnitView; close: () => void }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<Details>();
  const send = useCommand<Details, UnitView>(
    'POST',
    `/api/units/${unit.id}/details`,
    {
      done: say('saved'),
      changes: ['/api/units'],
      onDone: close,
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    (entered) => ({ ...emptyToNull(entered), version: unit.version }),
  );
  return (
    <Modal
      open
      width={720}
      title={`${say('edit')} · ${unit.name}`}
      okText={common('save')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <Form form={form} layout="vertical" initialValues={unit} onFinish={(entered) => send.mutate(entered)}>
        <KindField />
        <DetailFields />
      </Form>
    </Modal>
  );
}

/** A new unit below an existing one. */
export function CreateUnit({ superior, close }: { superior: UnitView; close: () => void }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const words = useWords();
  const go = useGo();
  const [form] = Form.useForm<CreateUnitForm>();
  const send = useCommand<CreateUnitForm, UnitView>(
    'POST',
    '/api/units',
    {
      done: say('saved'),
      changes: ['/api/units'],
      onDone: (unit) => {
        close();
        go(`/units/${unit.id}`);
      },
      onRefused: (error: ApiError) => void showBesideField(form as FormInstance, error),
    },
    (entered) => ({ ...emptyToNull(entered), superiorId: superior.id }),
  );
  const required = [{ required: true, message: common('required') }];
  const levels = unitLevels.slice(unitLevels.indexOf(superior.level));
  return (
    <Modal
      open
      width={720}
      title={`${say('createBelow')} · ${superior.name}`}
      okText={common('save')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ level: levels[1] ?? levels[0] }}
        onFinish={(entered) => send.mutate(entered)}
      >
        <div className="two-fields">
          <Form.Item name="code" label={say('code')} rules={required}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="level" label={say('level')} rules={required}>
            <Select options={levels.map((value) => ({ value, label: words(`unitLevel.${value}`) }))} />
          </Form.Item>
        </div>
        <Form.Item name="name" label={say('name')} rules={required}>
          <Input maxLength={120} />
        </Form.Item>
        <KindField />
        <DetailFields />
      </Form>
    </Modal>
  );
}

function KindField() {
  const say = useText(texts);
  const common = useText(commonTexts);
  const words = useWords();
  return (
    <Form.Item name="kind" label={say('kind')} rules={[{ required: true, message: common('required') }]}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={unitKinds.map((value) => ({ value, label: words(`unitKind.${value}`) }))}
      />
    </Form.Item>
  );
}

function DetailFields() {
  const say = useText(texts);
  const lines = useRead<RowsPage<LineView>>('/api/lines').data?.rows ?? [];
  return (
    <>
      <div className="two-fields">
        <Form.Item name="shortName" label={say('shortName')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="lineId" label={say('line')}>
          <Select allowClear options={lines.map((line) => ({ value: line.id, label: line.name }))} />
        </Form.Item>
        <Form.Item name="uscc" label={say('uscc')}>
          <Input maxLength={18} />
        </Form.Item>
        <Form.Item name="phone" label={say('phone')}>
          <Input maxLength={40} />
        </Form.Item>
      </div>
      <Form.Item name="address" label={say('address')}>
        <Input maxLength={200} />
      </Form.Item>
      <div className="two-fields">
        <Form.Item name="publicContact" label={say('publicContact')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="officeHours" label={say('officeHours')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="website" label={say('website')}>
          <Input maxLength={300} />
        </Form.Item>
        <Form.Item name="sortOrder" label={say('sortOrder')}>
          <InputNumber min={0} max={1_000_000} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <Form.Item name="introduction" label={say('introduction')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
      </Form.Item>
    </>
  );
}

/** An emptied field means “none”; a field that was never touched is not sent. */
function emptyToNull(entered: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(entered)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, value === '' ? null : value]),
  );
}
