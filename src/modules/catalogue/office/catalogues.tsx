import { Button, Checkbox, Select } from 'antd';
import { useState } from 'react';
import {
  affairsWords,
  type Column,
  commonTexts,
  formatMoment,
  GoTo,
  holdsRole,
  Nothing,
  Page,
  RowsList,
  toOptions,
  UnitPicker,
  useAddressState,
  useGo,
  useLocale,
  useMoreRows,
  useSession,
  useText,
  withQuery,
} from '#ui/office';
import type { CatalogueRow } from '../forms.ts';
import { NewCatalogue } from './new-catalogue.tsx';
import { CatalogueMark } from './state.tsx';
import { texts, useWords } from './texts.ts';
import { catalogueStates } from './vocabulary.ts';

/** Catalogues of the units my roles reach: drafts, filings, versions in force. */
export function Screen() {
  const say = useText(texts);
  const session = useSession();
  const [address] = useAddressState();
  const [creating, setCreating] = useState(false);
  const rows = useMoreRows<CatalogueRow>(
    withQuery('/api/catalogues', {
      unit: address['unit'],
      below: address['unit'] === undefined ? undefined : address['below'],
      affairsKind: address['affairs'],
      state: address['state'],
      as: address['as'],
      year: address['year'],
      limit: 50,
    }),
  );
  const go = useGo();
  const columns = useColumns();
  return (
    <Page
      title={say('catalogues')}
      wide
      actions={
        <>
          <GoTo to="/template-proposals">{say('proposals')}</GoTo>
          {holdsRole(session, ['committeeOffice', 'lineLead']) ? (
            <GoTo to="/catalogue-templates">{say('templates')}</GoTo>
          ) : null}
          {holdsRole(session, ['handler', 'committeeOffice']) ? (
            <Button type="primary" onClick={() => setCreating(true)}>
              {say('newCatalogue')}
            </Button>
          ) : null}
        </>
      }
    >
      <Filters />
      <RowsList
        of={rows}
        name="catalogues"
        label={say('catalogues')}
        rowKey={(row) => row.id}
        columns={columns}
        onOpen={(row) => go(`/catalogues/${row.id}`)}
        empty={<Nothing title={say('noCatalogues')} help={say('noCataloguesHelp')} />}
      />
      {creating ? <NewCatalogue close={() => setCreating(false)} /> : null}
    </Page>
  );
}

function useColumns(): readonly Column<CatalogueRow>[] {
  const say = useText(texts);
  const common = useText(commonTexts);
  const affairs = useText(affairsWords);
  return [
    {
      key: 'title',
      title: say('titleField'),
      show: (row) => <GoTo to={`/catalogues/${row.id}`}>{row.title}</GoTo>,
    },
    { key: 'unit', title: say('unit'), width: 240, show: (row) => row.unitName },
    { key: 'state', title: common('state'), width: 120, show: (row) => <CatalogueMark state={row.state} /> },
    {
      key: 'affairs',
      title: say('affairsKind'),
      width: 100,
      optional: true,
      show: (row) => affairs(row.affairsKind),
    },
    {
      key: 'year',
      title: say('version'),
      width: 130,
      show: (row) => (
        <span className="tabular nowrap">
          {row.year} · {row.version}
        </span>
      ),
    },
    {
      key: 'items',
      title: say('items'),
      width: 90,
      align: 'right',
      show: (row) => <span className="tabular">{row.items}</span>,
    },
    {
      key: 'inForce',
      title: say('inForceFrom'),
      width: 120,
      optional: true,
      show: (row) => <span className="tabular nowrap">{row.inForceFrom ?? '—'}</span>,
    },
    {
      key: 'updated',
      title: say('history'),
      width: 150,
      optional: true,
      show: (row) => <span className="tabular nowrap">{formatMoment(row.updatedAt)}</span>,
    },
  ];
}

function Filters() {
  const say = useText(texts);
  const common = useText(commonTexts);
  const words = useWords();
  const { locale } = useLocale();
  const [address, change] = useAddressState();
  const thisYear = new Date().getFullYear();
  return (
    <search className="filters">
      <div className="grow">
        <UnitPicker
          aria-label={say('unit')}
          placeholder={common('chooseUnit')}
          value={address['unit'] === undefined ? null : Number(address['unit'])}
          onChange={(unit) => change({ unit: unit === null ? undefined : String(unit) })}
        />
      </div>
      {address['unit'] === undefined ? null : (
        <Checkbox
          checked={address['below'] === 'true'}
          onChange={(event) => change({ below: event.target.checked ? 'true' : undefined })}
        >
          {say('below')}
        </Checkbox>
      )}
      <Select
        allowClear
        aria-label={common('state')}
        placeholder={common('state')}
        value={address['state'] ?? null}
        options={catalogueStates.map((state) => ({ value: state, label: words(`catalogueState.${state}`) }))}
        onChange={(state: string | null | undefined) => change({ state: state ?? undefined })}
      />
      <Select
        allowClear
        aria-label={say('affairsKind')}
        placeholder={say('affairsKind')}
        value={address['affairs'] ?? null}
        options={toOptions(affairsWords, locale)}
        onChange={(affairs: string | null | undefined) => change({ affairs: affairs ?? undefined })}
      />
      <Select
        allowClear
        aria-label={say('year')}
        placeholder={say('year')}
        value={address['year'] ?? null}
        options={[1, 0, -1, -2, -3].map((step) => ({
          value: String(thisYear + step),
          label: String(thisYear + step),
        }))}
        onChange={(year: string | null | undefined) => change({ year: year ?? undefined })}
      />
    </search>
  );
}
