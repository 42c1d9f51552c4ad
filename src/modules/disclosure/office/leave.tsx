import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import {
  type ApiError,
  addDays,
  commonTexts,
  DateField,
  GoTo,
  roleWords,
  showBesideField,
  todayHere,
  useCommand,
  useLocale,
  useRead,
  useText,
  withQuery,
} from '#ui/office';
import type { StandInList } from '../forms.ts';
import { flowTexts } from './flow-texts.ts';
import type { MyDelegations } from './neighbours.ts';

type Entered = {
  readonly delegate: string;
  readonly grant: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly reason: string;
};

/** Before somebody is away: their work is left to a colleague (代理), from where it would otherwise wait. */
export function Leave() {
  const say = useText(flowTexts);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button title={say('awayHelp')} onClick={() => setOpen(true)}>
        {say('away')}
      </Button>
      {open ? <LeaveDialog close={() => setOpen(false)} /> : null}
    </>
  );
}

function LeaveDialog({ close }: { close: () => void }) {
  const say = useText(flowTexts);
  const common = useText(commonTexts);
  const { locale } = useLocale();
  const [form] = Form.useForm<Entered>();
  const grants = useRead<MyDelegations>('/api/me/delegations').data?.grants ?? [];
  const chosen = Form.useWatch('grant', form);
  const unit = grants.find((grant) => grant.id === chosen)?.unit;
  const found = useRead<StandInList>(
    unit === undefined ? null : withQuery('/api/disclosures/stand-ins', { unit }),
  ).data;
  const send = useCommand<Entered>('POST', '/api/me/delegations', {
    done: say('lent'),
    changes: ['/api/me', '/api/disclosures', '/api/revisions'],
    onDone: close,
    onRefused: (error: ApiError) => void showBesideField(form, error),
  });
  const required = [{ required: true, message: common('required') }];
  return (
    <Modal
      open
      title={say('away')}
      okText={say('lend')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: grants.length === 0 }}
      confirmLoading={send.isPending}
      onOk={() => form.submit()}
      onCancel={close}
    >
      <p className="quiet">
        {say('awayHelp')} {say('lendHelp')}
      </p>
      <p>
        <GoTo to="/account">{say('inAccount')}</GoTo>
      </p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ startsOn: todayHere(), endsOn: addDays(todayHere(), 7) }}
        onFinish={(entered) => send.mutate(entered)}
      >
        <Form.Item name="grant" label={say('lendRole')} rules={required}>
          <Select
            notFoundContent={say('lendNone')}
            options={grants.map((grant) => ({
              value: grant.id,
              label: `${roleWords[locale][grant.role]} · ${grant.unitName}`,
            }))}
            onChange={() => form.resetFields(['delegate'])}
          />
        </Form.Item>
        <Form.Item name="delegate" label={say('lendTo')} rules={required}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            notFoundContent={say('noColleague')}
            options={(found?.rows ?? []).map(({ person, roles }) => ({
              value: person.id,
              label: `${person.name}（${roles.map((role) => roleWords[locale][role]).join('、')}）`,
            }))}
          />
        </Form.Item>
        <div className="two-fields">
          <Form.Item name="startsOn" label={say('from')} rules={required}>
            <DateField />
          </Form.Item>
          <Form.Item name="endsOn" label={say('until')} rules={required}>
            <DateField />
          </Form.Item>
        </div>
        <Form.Item name="reason" label={say('reason')} rules={required}>
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
