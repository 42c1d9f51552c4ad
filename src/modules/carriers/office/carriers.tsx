import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import {
  type Column,
  GoTo,
  Mark,
  Nothing,
  Page,
  RowsList,
  useAddressState,
  useGo,
  useMoreRows,
  useSession,
  useText,
  withQuery,
} from '#ui/office';
import type { CarrierView } from '../forms.ts';
import { carrierKinds, carrierStates } from '../words.ts';
import { CarrierDialog } from './fields.tsx';
import { CarrierMark } from './state.tsx';
import { texts, useWords } from './texts.ts';

/** The register of carriers. */
export function Screen() {
  const say = useText(texts);
  const words = useWords();
  const go = useGo();
  const { me, unit } = useSession();
  const [address, change] = useAddressState();
  const [typed, setTyped] = useState(address['text'] ?? '');
  const [isNew, open] = useState(false);
  const rows = useMoreRows<CarrierView>(
    withQuery('/api/carriers', { kind: address['kind'], state: address['state'], text: address['text'] }),
  );
  const may = me.permissions.includes('carriers.propose') && unit !== null;
  const choices = (name: 'kind' | 'state', values: readonly string[]) => (
    <Select
      allowClear
      aria-label={say(name)}
      placeholder={say(name)}
      value={address[name] ?? null}
      options={values.map((value) => ({ value, label: words(`carriers.${name}.${value}`) }))}
      onChange={(value: string | null | undefined) => change({ [name]: value ?? undefined })}
    />
  );
  return (
    <Page
      title={say('register')}
      note={say('registerHelp')}
      wide
      actions={
        <>
          <a href="/api/carriers/export" download>
            {say('export')}
          </a>
          {may ? (
            <Button type="primary" onClick={() => open(true)}>
              {say('newCarrier')}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="filters">
        {choices('kind', carrierKinds)}
        {choices('state', carrierStates)}
        <Input.Search
          className="grow"
          allowClear
          value={typed}
          maxLength={100}
          placeholder={say('search')}
          aria-label={say('search')}
          onChange={(event) => setTyped(event.target.value)}
          onSearch={(text) => change({ text })}
        />
      </div>
      <RowsList
        of={rows}
        name="carriers"
        label={say('register')}
        rowKey={(row) => row.id}
        columns={useColumns()}
        onOpen={(row) => go(`/carriers/${row.id}`)}
        empty={<Nothing title={say('none')} help={say('noneHelp')} />}
      />
      {isNew && unit !== null ? (
        <CarrierDialog
          title={say('newCarrier')}
          unit={unit.id}
          close={() => open(false)}
          onDone={(made) => go(`/carriers/${made.carrier.id}`)}
        />
      ) : null}
    </Page>
  );
}

function useColumns(): readonly Column<CarrierView>[] {
  const say = useText(texts);
  const words = useWords();
  return [
    { key: 'name', title: say('name'), show: (row) => <GoTo to={`/carriers/${row.id}`}>{row.name}</GoTo> },
    { key: 'kind', title: say('kind'), width: 110, show: (row) => words(`carriers.kind.${row.kind}`) },
    { key: 'unit', title: say('unit'), show: (row) => row.unitName },
    { key: 'place', title: say('place'), optional: true, show: (row) => row.place || row.address || '—' },
    { key: 'state', title: say('state'), width: 150, show: (row) => <CarrierMark carrier={row} /> },
    {
      key: 'number',
      title: say('number'),
      width: 160,
      optional: true,
      show: (row) => <span className="tabular nowrap">{row.number ?? '—'}</span>,
    },
    {
      key: 'findings',
      title: say('findings'),
      width: 80,
      align: 'right',
      show: (row) => (row.openFindings === 0 ? '—' : <Mark tone="late">{row.openFindings}</Mark>),
    },
  ];
}
