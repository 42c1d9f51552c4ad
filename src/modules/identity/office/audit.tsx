import { Input, Select } from 'antd';
import { useState } from 'react';
import {
  type Column,
  DateField,
  formatMoment,
  Mark,
  Nothing,
  Page,
  RowsList,
  type Sent,
  UnitPicker,
  useAddressState,
  useMoreRows,
  useText,
  withQuery,
} from '#ui/office';
import type { AuditPage } from '../forms.ts';
import { texts } from './texts.ts';

type AuditRow = Sent<AuditPage>['rows'][number];
const outcomes = ['done', 'refused', 'read', 'failed'] as const;

/** The audit record, newest first, limited to the reader's own reach. */
export function Screen() {
  const say = useText(texts);
  const [address] = useAddressState();
  const rows = useMoreRows<AuditRow>(
    withQuery('/api/audit', {
      actor: address['actor'],
      action: address['action'],
      subject: address['subject'],
      unit: address['unit'],
      outcome: address['outcome'],
      from: address['from'],
      to: address['to'],
      limit: 50,
    }),
  );
  const columns = useColumns();
  return (
    <Page title={say('audit')} note={say('auditHelp')} wide>
      <Filters />
      <RowsList
        of={rows}
        name="audit"
        label={say('audit')}
        rowKey={(row) => row.seq}
        columns={columns}
        expand={(row) => <Details row={row} />}
        empty={<Nothing title={say('noAudit')} />}
      />
    </Page>
  );
}

function useColumns(): readonly Column<AuditRow>[] {
  const say = useText(texts);
  return [
    {
      key: 'at',
      title: say('at'),
      width: 150,
      show: (row) => <span className="tabular nowrap">{formatMoment(row.at)}</span>,
    },
    {
      key: 'actor',
      title: say('actor'),
      width: 140,
      show: (row) => (
        <>
          {row.actorName}
          {row.principal === null ? null : <div className="quiet">{say('actingFor')}</div>}
        </>
      ),
    },
    { key: 'action', title: say('action'), show: (row) => row.actionName },
    {
      key: 'outcome',
      title: say('outcome'),
      width: 110,
      show: (row) => (
        <Mark tone={row.outcome === 'done' ? 'good' : row.outcome === 'read' ? 'plain' : 'late'}>
          {say(`outcome.${row.outcome}`)}
        </Mark>
      ),
    },
    {
      key: 'subject',
      title: say('subject'),
      optional: true,
      show: (row) => row.subjectName ?? <span className="hash">{row.subject ?? '—'}</span>,
    },
    { key: 'unit', title: say('unit'), width: 200, optional: true, show: (row) => row.unitName ?? '—' },
    {
      key: 'ip',
      title: say('ip'),
      width: 130,
      optional: true,
      show: (row) => <span className="tabular">{row.ip ?? '—'}</span>,
    },
  ];
}

function Details({ row }: { row: AuditRow }) {
  const say = useText(texts);
  return (
    <dl className="facts">
      <dt>{say('action')}</dt>
      <dd className="hash">{row.action}</dd>
      <dt>{say('code')}</dt>
      <dd>{row.code ?? '—'}</dd>
      <dt>{say('subject')}</dt>
      <dd className="hash">
        {row.subjectKind ?? ''} {row.subject ?? '—'}
      </dd>
      <dt>{say('request')}</dt>
      <dd className="hash">{row.request ?? '—'}</dd>
      <dt>{say('data')}</dt>
      <dd className="hash">{JSON.stringify(row.data)}</dd>
    </dl>
  );
}

function Filters() {
  const say = useText(texts);
  const [address, change] = useAddressState();
  return (
    <div className="filters">
      <TextFilter name="actor" label={say('actor')} />
      <TextFilter name="action" label={say('action')} />
      <TextFilter name="subject" label={say('subject')} />
      <Select
        allowClear
        aria-label={say('outcome')}
        placeholder={say('outcome')}
        value={address['outcome'] ?? null}
        options={outcomes.map((value) => ({ value, label: say(`outcome.${value}`) }))}
        onChange={(outcome: string | null | undefined) => change({ outcome: outcome ?? undefined })}
      />
      <div style={{ minWidth: 220 }}>
        <UnitPicker
          aria-label={say('unit')}
          value={address['unit'] === undefined ? null : Number(address['unit'])}
          onChange={(unit) => change({ unit: unit === null ? undefined : String(unit) })}
        />
      </div>
      <div className="date-filter">
        <DateField
          aria-label={say('from')}
          value={address['from'] ?? null}
          onChange={(from) => change({ from: from ?? undefined })}
        />
      </div>
      <div className="date-filter">
        <DateField
          aria-label={say('to')}
          value={address['to'] ?? null}
          onChange={(to) => change({ to: to ?? undefined })}
        />
      </div>
    </div>
  );
}

function TextFilter({ name, label }: { name: string; label: string }) {
  const [address, change] = useAddressState();
  const [typed, setTyped] = useState(address[name] ?? '');
  const apply = () => change({ [name]: typed.trim() });
  return (
    <Input
      allowClear
      style={{ width: 150 }}
      value={typed}
      placeholder={label}
      aria-label={label}
      onChange={(event) => {
        setTyped(event.target.value);
        if (event.target.value === '') change({ [name]: undefined });
      }}
      onPressEnter={apply}
      onBlur={apply}
    />
  );
}
