import { Form, Input, Modal } from 'antd';
import {
  type ApiError,
  commonTexts,
  DateField,
  showBesideField,
  todayHere,
  UnitPicker,
  useCommand,
  useGo,
  useText,
} from '#ui/office';
import type { UnitView } from '../forms.ts';
import { texts } from './texts.ts';

export type UnitMove = 'rename' | 'move' | 'merge' | 'dissolve';
type Entered = {
  readonly name?: string;
  readonly shortName?: string;
  readonly from?: string;
  readonly superiorId?: number;
  readonly into?: number;
  readonly successorId?: number | null;
  readonly reason: string;
};

/** Renames, moves, merges or dissolves; always with a reason, always kept in the unit's history. */
export function UnitMoveDialog({ unit, move, close }: { unit: UnitView; move: UnitMove; close: () => void }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const go = useGo();
  const [form] = Form.useForm<Entered>();
  const send = useCommand<Entered, UnitView>(
    'POST',
    `/api/units/${unit.id}/${move}`,
    {
      done: say('done'),
      changes: ['/api/units'],
      onDone: (next) => {
        close();
        if (next.id !== unit.id) go(`/units/${next.id}`);
      },
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    (entered) => ({ ...bodyOf(move, entered), version: unit.version }),
  );
  const required = [{ required: true, message: common('required') }];
  return (
    <Modal
      open
      title={`${say(move)} · ${unit.name}`}
      okText={say(move)}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <p className="quiet">{say(`ask.${move}`)}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ name: unit.name, shortName: unit.shortName ?? '', from: todayHere() }}
        onFinish={(entered) => send.mutate(entered)}
      >
        {move === 'rename' ? (
          <>
            <Form.Item name="name" label={say('newName')} rules={required}>
              <Input maxLength={120} />
            </Form.Item>
            <div className="two-fields">
              <Form.Item name="shortName" label={say('shortName')}>
                <Input maxLength={60} />
              </Form.Item>
              <Form.Item name="from" label={say('from')} rules={required}>
                <DateField />
              </Form.Item>
            </div>
          </>
        ) : null}
        {move === 'move' ? (
          <Form.Item name="superiorId" label={say('superior')} rules={required}>
            <UnitPicker />
          </Form.Item>
        ) : null}
        {move === 'merge' ? (
          <Form.Item name="into" label={say('into')} rules={required}>
            <UnitPicker />
          </Form.Item>
        ) : null}
        {move === 'dissolve' ? (
          <Form.Item name="successorId" label={say('successor')} extra={say('successorHelp')}>
            <UnitPicker />
          </Form.Item>
        ) : null}
        <Form.Item
          name="reason"
          label={say('reason')}
          rules={[{ required: true, whitespace: true, message: common('required') }]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function bodyOf(move: UnitMove, entered: Entered): object {
  const { reason } = entered;
  switch (move) {
    case 'rename':
      return {
        name: entered.name,
        shortName: entered.shortName === '' ? null : (entered.shortName ?? null),
        from: entered.from,
        reason,
      };
    case 'move':
      return { superiorId: entered.superiorId, reason };
    case 'merge':
      return { into: entered.into, reason };
    case 'dissolve':
      return { successorId: entered.successorId ?? null, reason };
  }
}
