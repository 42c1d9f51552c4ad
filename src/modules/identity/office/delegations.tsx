import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import {
  type ApiError,
  addDays,
  commonTexts,
  DateField,
  Mark,
  roleWords,
  Section,
  type Sent,
  showBesideField,
  todayHere,
  useCommand,
  useLocale,
  useRead,
  useSettled,
  useText,
  WhenRead,
  withQuery,
} from '#ui/office';
import type { DelegationPage, PersonPage } from '../forms.ts';
import { texts } from './texts.ts';

type Delegation = Sent<DelegationPage>['given'][number];

/** Roles lent for a time (代理): what I gave, what I was given. */
export function Delegations() {
  const say = useText(texts);
  const [adding, setAdding] = useState(false);
  const read = useRead<Sent<DelegationPage>>('/api/me/delegations');
  return (
    <Section
      title={say('delegations')}
      actions={<Button onClick={() => setAdding(true)}>{say('addDelegation')}</Button>}
    >
      <p className="quiet">{say('delegationsHelp')}</p>
      <WhenRead of={read}>
        {(page) => (
          <>
            {page.given.length + page.received.length === 0 ? <p>{say('noDelegations')}</p> : null}
            <DelegationList title={say('given')} rows={page.given} mine />
            <DelegationList title={say('received')} rows={page.received} mine={false} />
            {adding ? <AddDelegation page={page} close={() => setAdding(false)} /> : null}
          </>
        )}
      </WhenRead>
    </Section>
  );
}

function DelegationList({
  title,
  rows,
  mine,
}: {
  title: string;
  rows: readonly Delegation[];
  mine: boolean;
}) {
  if (rows.length === 0) return null;
  return (
    <>
      <h3 style={{ margin: '12px 0 6px' }}>{title}</h3>
      <ul className="plain-list stack">
        {rows.map((row) => (
          <DelegationLine key={row.id} row={row} mine={mine} />
        ))}
      </ul>
    </>
  );
}

function DelegationLine({ row, mine }: { row: Delegation; mine: boolean }) {
  const say = useText(texts);
  const { locale } = useLocale();
  const revoke = useCommand<Record<string, never>>('POST', `/api/me/delegations/${row.id}/revoke`, {
    done: say('done'),
    changes: ['/api/me'],
  });
  return (
    <li className="row-between">
      <span>
        {mine ? row.delegateName : row.principalName} · {roleWords[locale][row.role]} · {row.unitName}
        <br />
        <span className="quiet tabular">
          {row.startsOn} — {row.endsOn} {row.reason}
        </span>
      </span>
      <span className="row">
        <Mark tone={row.state === 'active' ? 'good' : row.state === 'coming' ? 'wait' : 'quiet'}>
          {say(`delegation.${row.state}`)}
        </Mark>
        {mine && (row.state === 'active' || row.state === 'coming') ? (
          <Button size="small" loading={revoke.isPending} onClick={() => revoke.mutate({})}>
            {say('takeBack')}
          </Button>
        ) : null}
      </span>
    </li>
  );
}

type Entered = {
  readonly delegate: string;
  readonly grant: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly reason: string;
};

function AddDelegation({ page, close }: { page: Sent<DelegationPage>; close: () => void }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const { locale } = useLocale();
  const [form] = Form.useForm<Entered>();
  const send = useCommand<Entered>('POST', '/api/me/delegations', {
    done: say('done'),
    changes: ['/api/me'],
    onDone: close,
    onRefused: (error: ApiError) => void showBesideField(form, error),
  });
  const required = [{ required: true, message: common('required') }];
  return (
    <Modal
      open
      title={say('addDelegation')}
      okText={say('addDelegation')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ startsOn: todayHere(), endsOn: addDays(todayHere(), 7) }}
        onFinish={(entered) => send.mutate(entered)}
      >
        <Form.Item name="grant" label={say('grantToDelegate')} rules={required}>
          <Select
            options={page.grants.map((grant) => ({
              value: grant.id,
              label: `${roleWords[locale][grant.role]} · ${grant.unitName}`,
            }))}
          />
        </Form.Item>
        <Form.Item name="delegate" label={say('delegate')} rules={required}>
          <PersonField />
        </Form.Item>
        <div className="two-fields">
          <Form.Item name="startsOn" label={say('startsOn')} rules={required}>
            <DateField />
          </Form.Item>
          <Form.Item name="endsOn" label={say('endsOn')} rules={required}>
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

type PersonFieldProps = {
  readonly value?: string;
  readonly onChange?: (id: string) => void;
  readonly id?: string;
};

/** Finds a colleague by name or account. */
function PersonField({ value, onChange, id }: PersonFieldProps) {
  const say = useText(texts);
  const [typed, setTyped] = useState('');
  const q = useSettled(typed.trim(), 250);
  const found =
    useRead<Sent<PersonPage>>(q === '' ? null : withQuery('/api/people', { q, limit: 20 })).data?.rows ?? [];
  return (
    <Select<string>
      {...(id === undefined ? {} : { id })}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      value={value ?? null}
      placeholder={say('choosePerson')}
      notFoundContent={say('choosePerson')}
      options={found.map((one) => ({ value: one.id, label: `${one.name}（${one.account}）` }))}
      onChange={(next) => onChange?.(next)}
    />
  );
}
