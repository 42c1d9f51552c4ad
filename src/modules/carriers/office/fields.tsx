import { Form, type FormInstance, Input, InputNumber, Modal, Select } from 'antd';
import { type ApiError, commonTexts, showBesideField, useCommand, useText } from '#ui/office';
import type { CarrierDetail, CarrierView } from '../forms.ts';
import { carrierKinds, reaches } from '../words.ts';
import { texts, useWords } from './texts.ts';

type Entered = {
  readonly kind: string;
  readonly name: string;
  readonly reach?: string;
  readonly place?: string;
  readonly floor?: string;
  readonly address?: string;
  readonly post?: string;
  readonly phone?: string;
  readonly opening?: string;
  readonly position?: { readonly longitude?: number | null; readonly latitude?: number | null } | null;
};

type DialogProps = {
  readonly title: string;
  readonly unit: number;
  /** The entry to be changed; none makes a new one. */
  readonly before?: CarrierView;
  readonly close: () => void;
  readonly onDone?: (made: CarrierDetail) => void;
};

/** Enters or changes a carrier. */
export function CarrierDialog({ title, unit, before, close, onDone }: DialogProps) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<Entered>();
  const send = useCommand<Entered, CarrierDetail>(
    before === undefined ? 'POST' : 'PUT',
    before === undefined ? '/api/carriers' : `/api/carriers/${before.id}`,
    {
      done: say('saved'),
      changes: ['/api/carriers'],
      onDone: (made) => {
        close();
        onDone?.(made);
      },
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    ({ position, ...entered }) => {
      const given = Object.fromEntries(Object.entries(entered).map(([name, value]) => [name, value ?? '']));
      const fields = { ...given, reach: entered.reach ?? 'society', position: wholePosition(position) };
      return before === undefined ? { unit, fields } : { lockVersion: before.lockVersion, fields };
    },
  );
  return (
    <Modal
      open
      title={title}
      okText={common('save')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      {before === undefined ? null : <p className="quiet">{say('editHelp')}</p>}
      <CarrierFields form={form} before={before} onFinish={(entered) => send.mutate(entered)} />
    </Modal>
  );
}

/** Both numbers or none; half a position is refused beside its field before it gets here. */
function wholePosition(position: Entered['position']) {
  const { longitude, latitude } = position ?? {};
  return typeof longitude === 'number' && typeof latitude === 'number' ? { longitude, latitude } : null;
}

type FieldsProps = {
  readonly form: FormInstance<Entered>;
  readonly before: CarrierView | undefined;
  readonly onFinish: (entered: Entered) => void;
};

function CarrierFields({ form, before, onFinish }: FieldsProps) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const words = useWords();
  const required = { required: true, whitespace: true, message: common('required') };
  const kind = Form.useWatch('kind', form) ?? before?.kind;
  return (
    <Form
      form={form}
      layout="vertical"
      onFinish={onFinish}
      initialValues={before ?? { kind: 'board', reach: 'society' }}
    >
      <Form.Item name="kind" label={say('kind')} rules={[required]}>
        <Select
          disabled={before !== undefined}
          options={carrierKinds.map((one) => ({ value: one, label: words(`carriers.kind.${one}`) }))}
        />
      </Form.Item>
      <Form.Item name="name" label={say('name')} rules={[required]}>
        <Input maxLength={100} />
      </Form.Item>
      {kind === 'board' ? (
        <Form.Item name="reach" label={say('reach')}>
          <Select options={reaches.map((one) => ({ value: one, label: say(`reach.${one}`) }))} />
        </Form.Item>
      ) : null}
      <Form.Item name="place" label={say('place')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="floor" label={say('floor')}>
        <Input maxLength={50} />
      </Form.Item>
      <PositionFields />
      <Form.Item name="address" label={say('address')}>
        <Input maxLength={300} />
      </Form.Item>
      <Form.Item name="post" label={say('post')}>
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item name="phone" label={say('phone')}>
        <Input maxLength={50} />
      </Form.Item>
      <Form.Item name="opening" label={say('opening')}>
        <Input maxLength={200} />
      </Form.Item>
    </Form>
  );
}

const degrees = {
  longitude: { min: 73, max: 136 },
  latitude: { min: 3, max: 54 },
} as const;

/** Where it stands on the map, as maps in China print it: longitude first. */
function PositionFields() {
  const say = useText(texts);
  const other = { longitude: 'latitude', latitude: 'longitude' } as const;
  return (
    <Form.Item label={say('position')} htmlFor="position_longitude" extra={say('positionHelp')}>
      <span className="row">
        {(['longitude', 'latitude'] as const).map((name) => (
          <Form.Item
            key={name}
            name={['position', name]}
            dependencies={[['position', other[name]]]}
            rules={[
              { type: 'number', ...degrees[name], message: say(`position.${name}Wrong`) },
              ({ getFieldValue }) => ({
                validator: (_rule, value: unknown) => {
                  const isMissing = value === null || value === undefined;
                  const isOtherGiven = typeof getFieldValue(['position', other[name]]) === 'number';
                  return isMissing && isOtherGiven
                    ? Promise.reject(new Error(say('position.both')))
                    : Promise.resolve();
                },
              }),
            ]}
          >
            <InputNumber
              aria-label={say(`position.${name}`)}
              prefix={say(`position.${name}`)}
              precision={6}
              controls={false}
              style={{ width: 190 }}
            />
          </Form.Item>
        ))}
      </span>
    </Form.Item>
  );
}
