import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import {
  type ApiError,
  type Column,
  commonTexts,
  formatMoment,
  GoTo,
  Mark,
  Nothing,
  Page,
  RowsList,
  roleWords,
  type Sent,
  showBesideField,
  toOptions,
  UnitPicker,
  useAddressState,
  useCommand,
  useGo,
  useLocale,
  useMoreRows,
  useSession,
  useText,
  withQuery,
} from '#ui/office';
import type { PersonPage, PersonView } from '../forms.ts';
import { NewPassword } from './new-password.tsx';
import { texts } from './texts.ts';

type PersonRow = Sent<PersonPage>['rows'][number];

/** People with a role in the units I look after. */
export function Screen() {
  const say = useText(texts);
  const go = useGo();
  const { me } = useSession();
  const [address] = useAddressState();
  const [creating, setCreating] = useState(false);
  const rows = useMoreRows<PersonRow>(
    withQuery('/api/people', { unit: address['unit'], q: address['q'], role: address['role'], limit: 50 }),
  );
  const columns = useColumns();
  return (
    <Page
      title={say('people')}
      wide
      actions={
        me.permissions.includes('identity.manage-people') ? (
          <Button type="primary" onClick={() => setCreating(true)}>
            {say('newPerson')}
          </Button>
        ) : null
      }
    >
      <Filters />
      <RowsList
        of={rows}
        name="people"
        label={say('people')}
        rowKey={(row) => row.id}
        columns={columns}
        onOpen={(row) => go(`/people/${row.id}`)}
        empty={<Nothing title={say('noPeople')} help={say('noPeopleHelp')} />}
      />
      {creating ? <CreatePerson close={() => setCreating(false)} /> : null}
    </Page>
  );
}

function useColumns(): readonly Column<PersonRow>[] {
  const say = useText(texts);
  const { locale } = useLocale();
  return [
    {
      key: 'name',
      title: say('name'),
      width: 140,
      show: (row) => <GoTo to={`/people/${row.id}`}>{row.name}</GoTo>,
    },
    { key: 'account', title: say('account'), width: 150, show: (row) => row.account },
    {
      key: 'roles',
      title: say('roles'),
      show: (row) => (
        <ul className="plain-list">
          {row.roles.map((one) => (
            <li key={`${one.role}${one.unit}`}>
              {roleWords[locale][one.role]} <span className="quiet">{one.unitName}</span>
            </li>
          ))}
        </ul>
      ),
    },
    {
      key: 'state',
      title: say('state'),
      width: 110,
      show: (row) =>
        row.locked ? (
          <Mark tone="late">{say('locked')}</Mark>
        ) : (
          <Mark tone={row.state === 'active' ? 'good' : 'quiet'}>{say(`state.${row.state}`)}</Mark>
        ),
    },
    {
      key: 'last',
      title: say('lastSignIn'),
      width: 150,
      optional: true,
      show: (row) => (
        <span className="tabular nowrap">
          {row.lastSignInAt === null ? say('never') : formatMoment(row.lastSignInAt)}
        </span>
      ),
    },
  ];
}

function Filters() {
  const say = useText(texts);
  const { locale } = useLocale();
  const [address, change] = useAddressState();
  const [typed, setTyped] = useState(address['q'] ?? '');
  return (
    <div className="filters">
      <Input.Search
        className="grow"
        allowClear
        value={typed}
        placeholder={say('searchPeople')}
        aria-label={say('searchPeople')}
        onChange={(event) => setTyped(event.target.value)}
        onSearch={(q) => change({ q })}
      />
      <div className="grow">
        <UnitPicker
          aria-label={say('unit')}
          value={address['unit'] === undefined ? null : Number(address['unit'])}
          onChange={(unit) => change({ unit: unit === null ? undefined : String(unit) })}
        />
      </div>
      <Select
        allowClear
        aria-label={say('role')}
        placeholder={say('role')}
        value={address['role'] ?? null}
        options={toOptions(roleWords, locale)}
        onChange={(role: string | null | undefined) => change({ role: role ?? undefined })}
      />
    </div>
  );
}

type Entered = { readonly account: string; readonly name: string; readonly homeUnit: number };
type Created = { readonly person: Sent<PersonView>; readonly password: string };

function CreatePerson({ close }: { close: () => void }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const go = useGo();
  const [form] = Form.useForm<Entered>();
  const send = useCommand<Entered, Created>('POST', '/api/people', {
    changes: ['/api/people'],
    onRefused: (error: ApiError) => void showBesideField(form, error),
  });
  if (send.data !== undefined) {
    const { person, password } = send.data;
    return <NewPassword name={person.name} password={password} close={() => go(`/people/${person.id}`)} />;
  }
  const required = [{ required: true, message: common('required') }];
  return (
    <Modal
      open
      title={say('newPerson')}
      okText={common('save')}
      cancelText={common('cancel')}
      onOk={() => form.submit()}
      onCancel={close}
      confirmLoading={send.isPending}
    >
      <Form form={form} layout="vertical" onFinish={(entered) => send.mutate(entered)}>
        <Form.Item name="name" label={say('name')} rules={required}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="account" label={say('account')} rules={required}>
          <Input maxLength={40} autoComplete="off" />
        </Form.Item>
        <Form.Item name="homeUnit" label={say('homeUnit')} rules={required}>
          <UnitPicker />
        </Form.Item>
      </Form>
    </Modal>
  );
}
