import { Button, Form, Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import {
  type ApiError,
  type Column,
  commonTexts,
  Page,
  RowsTable,
  showBesideField,
  useCommand,
  useRead,
  useSession,
  useText,
  WhenRead,
} from '#ui/office';
import type { RuleView } from '../forms.ts';
import { texts } from './texts.ts';

const path = '/api/carriers/posting-rules';
type Rules = { readonly rows: readonly RuleView[] };

/** How long each kind of notice has to hang on a board, with its source. */
export function Screen() {
  const say = useText(texts);
  const { me } = useSession();
  const read = useRead<Rules>(path);
  const [changing, change] = useState<RuleView | null>(null);
  const may = me.permissions.includes('carriers.set-rules');
  const columns = useColumns(may ? change : null);
  return (
    <Page
      title={say('rules')}
      crumbs={[{ title: say('boards'), to: '/boards' }]}
      note={may ? say('rulesHelp') : `${say('rulesHelp')}${say('rulesOnly')}`}
      wide
    >
      <WhenRead of={read}>
        {({ rows }) => (
          <RowsTable
            name="posting-rules"
            label={say('rules')}
            rows={rows}
            rowKey={(row) => row.code}
            columns={columns}
          />
        )}
      </WhenRead>
      {changing === null ? null : <RuleDialog rule={changing} close={() => change(null)} />}
    </Page>
  );
}

function useColumns(change: ((rule: RuleView) => void) | null): readonly Column<RuleView>[] {
  const say = useText(texts);
  const days = (count: number, kind: RuleView['dayKind']) =>
    say(kind === 'working' ? 'workingDays' : 'days', { days: count });
  return [
    { key: 'rule', title: say('rule'), width: 190, show: (row) => say(`rule.${row.code}`) },
    { key: 'days', title: say('ruleDays'), width: 120, show: (row) => days(row.days, row.dayKind) },
    {
      key: 'floor',
      title: say('ruleFloor'),
      width: 120,
      show: (row) => (row.floorDays === null ? '—' : days(row.floorDays, row.dayKind)),
    },
    {
      key: 'within',
      title: say('ruleWithin'),
      width: 150,
      show: (row) => (row.withinDays === 0 ? say('within0') : say('withinDays', { days: row.withinDays })),
    },
    { key: 'source', title: say('ruleSource'), show: (row) => row.source },
    ...(change === null
      ? []
      : [
          {
            key: 'change',
            title: say('edit'),
            width: 90,
            show: (row: RuleView) => <Button onClick={() => change(row)}>{say('edit')}</Button>,
          },
        ]),
  ];
}

type Entered = { readonly days: number; readonly withinDays: number; readonly source: string };

function RuleDialog({ rule, close }: { rule: RuleView; close: () => void }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const [form] = Form.useForm<Entered>();
  const send = useCommand<Entered, Rules>('PUT', `${path}/${rule.code}`, {
    done: say('saved'),
    changes: [path],
    onDone: close,
    onRefused: (error: ApiError) => void showBesideField(form, error),
  });
  const least = rule.floorDays ?? 1;
  return (
    <Modal
      open
      title={`${say('rules')}：${say(`rule.${rule.code}`)}`}
      okText={common('save')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ days: rule.days, withinDays: rule.withinDays, source: rule.source }}
        onFinish={(entered) => send.mutate(entered)}
      >
        <Form.Item
          name="days"
          label={say('ruleDays')}
          {...(rule.floorDays === null ? {} : { extra: say('ruleDaysHelp', { floor: rule.floorDays }) })}
          rules={[
            {
              type: 'integer',
              required: true,
              min: least,
              max: 365,
              message: say('ruleDaysWrong', { least }),
            },
          ]}
        >
          <InputNumber autoFocus suffix={say(`dayKind.${rule.dayKind}`)} style={{ width: 190 }} />
        </Form.Item>
        <Form.Item
          name="withinDays"
          label={say('ruleWithin')}
          rules={[{ type: 'integer', required: true, min: 0, max: 60, message: say('ruleWithinWrong') }]}
        >
          <InputNumber suffix={say('dayKind.working')} style={{ width: 190 }} />
        </Form.Item>
        <Form.Item
          name="source"
          label={say('ruleSource')}
          rules={[{ required: true, whitespace: true, min: 4, message: say('ruleSourceWrong') }]}
        >
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
