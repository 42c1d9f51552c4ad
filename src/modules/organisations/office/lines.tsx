import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import {
  type ApiError,
  type Column,
  commonTexts,
  GoTo,
  Nothing,
  Page,
  RowsList,
  showBesideField,
  UnitPicker,
  useCommand,
  useMoreRows,
  useSession,
  useText,
} from '#ui/office';
import type { LineForm, LineView } from '../forms.ts';
import { texts } from './texts.ts';

/** Lines across the blocks, each with its lead department. */
export function Screen() {
  const say = useText(texts);
  const { me } = useSession();
  const may = me.permissions.includes('organisations.manage-lines');
  const [asked, ask] = useState<LineView | 'new' | null>(null);
  const rows = useMoreRows<LineView>('/api/lines');
  const columns: Column<LineView>[] = [
    { key: 'name', title: say('lineName'), show: (row) => row.name },
    {
      key: 'code',
      title: say('lineCode'),
      width: 140,
      show: (row) => <span className="tabular">{row.code}</span>,
    },
    {
      key: 'lead',
      title: say('leadUnit'),
      show: (row) =>
        row.leadUnit === null ? '—' : <GoTo to={`/units/${row.leadUnit.id}`}>{row.leadUnit.name}</GoTo>,
    },
    {
      key: 'count',
      title: say('unitCount'),
      width: 100,
      align: 'right',
      show: (row) => <span className="tabular">{row.unitCount}</span>,
    },
  ];
  if (may) {
    columns.push({
      key: 'change',
      title: say('changePost'),
      width: 90,
      show: (row) => (
        <Button size="small" onClick={() => ask(row)}>
          {say('changePost')}
        </Button>
      ),
    });
  }
  return (
    <Page
      title={say('lines')}
      actions={may ? <Button onClick={() => ask('new')}>{say('addLine')}</Button> : null}
    >
      <RowsList
        of={rows}
        name="lines"
        label={say('lines')}
        rowKey={(row) => row.id}
        columns={columns}
        empty={<Nothing title={say('noLines')} />}
      />
      {asked === null ? null : <LineDialog line={asked === 'new' ? null : asked} close={() => ask(null)} />}
    </Page>
  );
}

function LineDialog({ line, close }: { line: LineView | null; close: () => void }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<LineForm>();
  const send = useCommand<LineForm, LineView>(
    'POST',
    line === null ? '/api/lines' : `/api/lines/${line.id}/change`,
    {
      done: say('saved'),
      changes: ['/api/lines'],
      onDone: close,
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    ({ code, name, leadUnitId }) => ({
      name,
      leadUnitId: leadUnitId ?? null,
      ...(line === null ? { code } : { version: line.version }),
    }),
  );
  const required = [{ required: true, message: common('required') }];
  return (
    <Modal
      open
      title={line?.name ?? say('addLine')}
      okText={common('save')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ code: line?.code, name: line?.name, leadUnitId: line?.leadUnit?.id }}
        onFinish={(entered) => send.mutate(entered)}
      >
        {line === null ? (
          <Form.Item name="code" label={say('lineCode')} rules={required}>
            <Input maxLength={40} />
          </Form.Item>
        ) : null}
        <Form.Item name="name" label={say('lineName')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="leadUnitId" label={say('leadUnit')}>
          <UnitPicker valueName={line?.leadUnit?.name} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
