import { Input, Select } from 'antd';
import { useState } from 'react';
import {
  affairsWords,
  type Column,
  formatMoment,
  GoTo,
  Mark,
  Nothing,
  Page,
  RowsList,
  scopeWords,
  toOptions,
  useAddressState,
  useGo,
  useLocale,
  useMoreRows,
  useText,
  withQuery,
} from '#ui/office';
import type { ItemSummaryView } from '../forms.ts';
import { texts } from './texts.ts';
import { UnitFilter, useShownUnit } from './unit-filter.tsx';

/** What a unit has made public. */
export function Screen() {
  const say = useText(texts);
  const go = useGo();
  const { locale } = useLocale();
  const unit = useShownUnit();
  const [address, change] = useAddressState();
  const [typed, setTyped] = useState(address['text'] ?? '');
  const rows = useMoreRows<ItemSummaryView>(
    unit === 0
      ? null
      : withQuery('/api/publications', {
          unit,
          affairsKind: address['affairs'],
          text: address['text'],
          limit: 50,
        }),
  );
  const columns = useColumns();
  return (
    <Page title={say('publications')} wide>
      <div className="filters">
        <UnitFilter />
        <Select
          allowClear
          aria-label={say('affairsKind')}
          placeholder={say('affairsKind')}
          value={address['affairs'] ?? null}
          options={toOptions(affairsWords, locale)}
          onChange={(affairs: string | null | undefined) => change({ affairs: affairs ?? undefined })}
        />
        <Input.Search
          className="grow"
          allowClear
          value={typed}
          placeholder={say('search')}
          aria-label={say('search')}
          onChange={(event) => setTyped(event.target.value)}
          onSearch={(text) => change({ text })}
        />
      </div>
      {unit === 0 ? (
        <Nothing title={say('chooseUnit')} />
      ) : (
        <RowsList
          of={rows}
          name="publications"
          label={say('publications')}
          rowKey={(row) => row.id}
          columns={columns}
          onOpen={(row) => go(`/publications/${row.id}`)}
          empty={<Nothing title={say('noPublications')} help={say('noPublicationsHelp')} />}
        />
      )}
    </Page>
  );
}

function useColumns(): readonly Column<ItemSummaryView>[] {
  const say = useText(texts);
  const scope = useText(scopeWords);
  const affairs = useText(affairsWords);
  return [
    {
      key: 'title',
      title: say('title'),
      show: (row) => (
        <span className="row">
          <GoTo to={`/publications/${row.id}`}>{row.title}</GoTo>
          {row.registered ? <Mark tone="wait">{say('registered')}</Mark> : null}
        </span>
      ),
    },
    {
      key: 'published',
      title: say('publishedAt'),
      width: 150,
      show: (row) => <span className="tabular nowrap">{formatMoment(row.publishedAt)}</span>,
    },
    {
      key: 'validity',
      title: say('validity'),
      width: 90,
      show: (row) => (
        <Mark tone={row.validity === 'valid' ? 'good' : 'quiet'}>{say(`validity.${row.validity}`)}</Mark>
      ),
    },
    { key: 'scope', title: say('scope'), width: 150, optional: true, show: (row) => scope(row.scope) },
    {
      key: 'affairs',
      title: say('affairsKind'),
      width: 90,
      optional: true,
      show: (row) => affairs(row.affairsKind),
    },
    {
      key: 'index',
      title: say('indexNumber'),
      width: 200,
      optional: true,
      show: (row) => <span className="tabular nowrap">{row.indexNumber}</span>,
    },
    {
      key: 'version',
      title: say('version'),
      width: 70,
      align: 'right',
      optional: true,
      show: (row) => <span className="tabular">{row.version}</span>,
    },
    {
      key: 'portal',
      title: say('openPortal'),
      width: 130,
      show: (row) =>
        row.registered ? (
          '—'
        ) : (
          <a href={row.path} target="_blank" rel="noopener">
            {row.path}
          </a>
        ),
    },
  ];
}
