import { Input, Select, Tabs } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  affairsWords,
  type Column,
  commonTexts,
  Due,
  formatMoment,
  GoTo,
  Mark,
  Nothing,
  Page,
  RowsList,
  toOptions,
  UnitPicker,
  useAddressState,
  useGo,
  useLocale,
  useMoreRows,
  useText,
  withQuery,
} from '#ui/office';
import type { DisclosureRow } from '../forms.ts';
import { revisionStates } from '../words.ts';
import { CaseTitle, useUnseen } from './following/unseen.tsx';
import { texts } from './messages.ts';
import { StateMark } from './state.tsx';
import { UrgentMark } from './urgent/flag.tsx';

/** Every dossier my roles reach, and my own drafts. */
export function Screen() {
  const say = useText(texts);
  const [address, change] = useAddressState();
  const tab = address['tab'] === 'drafts' ? 'drafts' : 'all';
  return (
    <Page
      title={say('dossiers')}
      wide
      actions={
        <GoTo to="/compose" className="go-button">
          {say('newDossier')}
        </GoTo>
      }
    >
      <Tabs
        activeKey={tab}
        onChange={(key) => change({ tab: key === 'all' ? undefined : key }, false)}
        items={[
          { key: 'all', label: say('dossiers') },
          { key: 'drafts', label: say('myDrafts') },
        ]}
      />
      {tab === 'all' ? <AllDossiers /> : <Drafts />}
    </Page>
  );
}

function AllDossiers() {
  const say = useText(texts);
  const [address] = useAddressState();
  const path = withQuery('/api/disclosures', {
    unit: address['unit'],
    state: address['state'],
    affairsKind: address['affairs'],
    text: address['text'],
    limit: 50,
  });
  return (
    <>
      <Filters />
      <DossierTable
        path={path}
        name="dossiers"
        empty={<Nothing title={say('noDossiers')} help={say('noDossiersHelp')} />}
      />
    </>
  );
}

function Filters() {
  const say = useText(texts);
  const common = useText(commonTexts);
  const { locale } = useLocale();
  const [address, change] = useAddressState();
  const [typed, setTyped] = useState(address['text'] ?? '');
  return (
    <search className="filters">
      <Input.Search
        className="grow"
        allowClear
        value={typed}
        placeholder={say('searchTitle')}
        aria-label={say('searchTitle')}
        onChange={(event) => setTyped(event.target.value)}
        onSearch={(text) => change({ text })}
      />
      <Select
        allowClear
        placeholder={common('state')}
        aria-label={common('state')}
        value={address['state'] ?? null}
        options={revisionStates.map((state) => ({ value: state, label: say(`state.${state}`) }))}
        onChange={(state: string | null | undefined) => change({ state: state ?? undefined })}
      />
      <Select
        allowClear
        placeholder={say('meta.affairsKind')}
        aria-label={say('meta.affairsKind')}
        value={address['affairs'] ?? null}
        options={toOptions(affairsWords, locale)}
        onChange={(affairs: string | null | undefined) => change({ affairs: affairs ?? undefined })}
      />
      <div className="grow">
        <UnitPicker
          aria-label={common('unit')}
          value={address['unit'] === undefined ? null : Number(address['unit'])}
          placeholder={common('chooseUnit')}
          onChange={(unit) => change({ unit: unit === null ? undefined : String(unit) })}
        />
      </div>
    </search>
  );
}

function Drafts() {
  const say = useText(texts);
  return (
    <DossierTable
      path="/api/disclosures/drafts?limit=50"
      name="drafts"
      empty={<Nothing title={say('noDrafts')} help={say('noDraftsHelp')} />}
    />
  );
}

function DossierTable({ path, name, empty }: { path: string; name: string; empty: ReactNode }) {
  const say = useText(texts);
  const common = useText(commonTexts);
  const go = useGo();
  const rows = useMoreRows<DisclosureRow>(path);
  const unseen = useUnseen(rows.rows.map((row) => row.disclosure));
  const columns: readonly Column<DisclosureRow>[] = [
    {
      key: 'title',
      title: say('title'),
      show: (row) => <CaseTitle row={row} unseen={unseen} />,
    },
    {
      key: 'state',
      title: common('state'),
      width: 125,
      show: (row) => (
        <>
          <StateMark state={row.state} /> <UrgentMark flag={row.urgent} />
        </>
      ),
    },
    { key: 'unit', title: common('unit'), width: 175, show: (row) => row.unit.name },
    { key: 'due', title: say('dueOn'), width: 190, optional: true, show: (row) => <Due on={row.dueOn} /> },
    {
      key: 'purpose',
      title: say('purpose'),
      width: 100,
      optional: true,
      show: (row) => say(`purpose.${row.purpose}`),
    },
    {
      key: 'number',
      title: say('number'),
      width: 120,
      optional: true,
      show: (row) => <span className="tabular nowrap">{row.number}</span>,
    },
    {
      key: 'live',
      title: say('live'),
      width: 90,
      optional: true,
      show: (row) => (row.live ? <Mark tone="good">{common('yes')}</Mark> : '—'),
    },
    {
      key: 'updated',
      title: say('updatedAt'),
      width: 150,
      optional: true,
      show: (row) => <span className="tabular nowrap">{formatMoment(row.updatedAt)}</span>,
    },
  ];
  return (
    <RowsList
      of={rows}
      name={name}
      label={say('dossiers')}
      rowKey={(row) => row.revision}
      columns={columns}
      onOpen={(row) => go(`/revisions/${row.revision}`)}
      empty={empty}
    />
  );
}
