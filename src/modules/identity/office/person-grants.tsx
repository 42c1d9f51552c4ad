import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import {
  type ApiError,
  type Column,
  commonTexts,
  DateField,
  type RowsPage,
  RowsTable,
  roleWords,
  Section,
  type Sent,
  showBesideField,
  todayHere,
  toOptions,
  UnitPicker,
  useCommand,
  useLocale,
  useRead,
  useSession,
  useText,
} from '#ui/office';
import type { LineView } from '../../organisations/forms.ts';
import type { GrantView, PersonView } from '../forms.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import { texts } from './texts.ts';

type Grant = Sent<GrantView>;

/** Roles held, where and how far; those that ended stay to be seen. */
export function Grants({ person }: { person: Sent<PersonView> }) {
  const say = useText(texts);
  const { me } = useSession();
  const may = me.permissions.includes('identity.grant-roles');
  const [ending, end] = useState<Grant | null>(null);
  const [adding, setAdding] = useState(false);
  const held = person.grants.filter((grant) => grant.endedAt === null);
  const over = person.grants.filter((grant) => grant.endedAt !== null);
  const columns = useColumns();
  const withEnd: readonly Column<Grant>[] = may
    ? [
        ...columns,
        {
          key: 'end',
          title: say('endGrant'),
          width: 90,
          show: (row) => (
            <Button size="small" onClick={() => end(row)}>
              {say('endGrant')}
            </Button>
          ),
        },
      ]
    : columns;
  return (
    <Section
      title={say('grants')}
      actions={may ? <Button onClick={() => setAdding(true)}>{say('addGrant')}</Button> : null}
    >
      <RowsTable
        name="grants"
        label={say('grants')}
        rows={held}
        rowKey={(row) => row.id}
        columns={withEnd}
        empty={<p className="quiet">{say('noGrants')}</p>}
      />
      {over.length === 0 ? null : (
        <details className="figures">
          <summary>
            {say('formerGrants')}（{over.length}）
          </summary>
          <RowsTable
            name="grants-over"
            label={say('formerGrants')}
            rows={over}
            rowKey={(row) => row.id}
            columns={columns}
          />
        </details>
      )}
      {ending === null ? null : (
        <ReasonDialog title={say('endGrant')} path={`/api/grants/${ending.id}/end`} close={() => end(null)} />
      )}
      {adding ? <AddGrant person={person} close={() => setAdding(false)} /> : null}
    </Section>
  );
}

function useColumns(): readonly Column<Grant>[] {
  const say = useText(texts);
  const { locale } = useLocale();
  return [
    { key: 'role', title: say('role'), width: 150, show: (row) => roleWords[locale][row.role] },
    { key: 'unit', title: say('unit'), show: (row) => row.unitName },
    {
      key: 'reach',
      title: say('reach'),
      width: 170,
      show: (row) => (
        <>
          {say(`reach.${row.reach}`)}
          {row.lineName === null ? '' : ` · ${row.lineName}`}
        </>
      ),
    },
    {
      key: 'time',
      title: `${say('startsOn')} — ${say('endsOn')}`,
      width: 230,
      show: (row) => (
        <span className="tabular nowrap">
          {row.startsOn} — {row.endsOn ?? say('open')}
        </span>
      ),
    },
    {
      key: 'by',
      title: say('grantedBy', { name: '' }).trim(),
      width: 130,
      optional: true,
      show: (row) => row.grantedBy ?? '—',
    },
  ];
}

type Entered = {
  role: GrantView['role'];
  unit: number;
  reach: GrantView['reach'];
  line?: number | null;
  startsOn: string;
  endsOn?: string | null;
  reason: string;
};

function AddGrant({ person, close }: { person: Sent<PersonView>; close: () => void }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const { locale } = useLocale();
  const [form] = Form.useForm<Entered>();
  const reach = Form.useWatch('reach', form);
  const send = useCommand<Entered>(
    'POST',
    `/api/people/${person.id}/grants`,
    {
      done: say('done'),
      changes: ['/api/people'],
      onDone: close,
      onRefused: (error: ApiError) => void showBesideField(form, error),
    },
    (entered) => ({ ...entered, line: entered.line ?? null, endsOn: entered.endsOn ?? null }),
  );
  const required = [{ required: true, message: common('required') }];
  return (
    <Modal
      open
      title={`${say('addGrant')} · ${person.name}`}
      okText={say('addGrant')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ unit: person.homeUnit, reach: 'own', startsOn: todayHere() }}
        onFinish={(entered) => send.mutate(entered)}
      >
        <Form.Item name="role" label={say('role')} rules={required}>
          <Select options={toOptions(roleWords, locale)} />
        </Form.Item>
        <Form.Item name="unit" label={say('unit')} rules={required}>
          <UnitPicker />
        </Form.Item>
        <Form.Item name="reach" label={say('reach')} rules={required}>
          <Select
            options={(['own', 'below', 'line'] as const).map((value) => ({
              value,
              label: say(`reach.${value}`),
            }))}
          />
        </Form.Item>
        {reach === 'line' ? (
          <Form.Item name="line" label={say('line')} rules={required}>
            <LineField />
          </Form.Item>
        ) : null}
        <div className="two-fields">
          <Form.Item name="startsOn" label={say('startsOn')} rules={required}>
            <DateField />
          </Form.Item>
          <Form.Item name="endsOn" label={say('endsOn')}>
            <DateField />
          </Form.Item>
        </div>
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

type LineFieldProps = {
  readonly value?: number | null;
  readonly onChange?: (line: number) => void;
  readonly id?: string;
};

function LineField({ value, onChange, id }: LineFieldProps) {
  const lines = useRead<RowsPage<LineView>>('/api/lines').data?.rows ?? [];
  return (
    <Select<number>
      {...(id === undefined ? {} : { id })}
      value={value ?? null}
      options={lines.map((line) => ({ value: line.id, label: line.name }))}
      onChange={(line) => onChange?.(line)}
    />
  );
}
